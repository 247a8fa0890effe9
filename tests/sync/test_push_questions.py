"""Over real parts: a create that cannot be told is asked about, and goes on as a person says."""

from __future__ import annotations

import psycopg
import pytest

from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.ports.engine import PushResult, QuestionsRead
from lazi_desktop.ports.hub_push import CreateQuestion
from lazi_desktop.servicetitan.marks import APPLICATION, MARK_KEY
from lazi_desktop.simulator import RunningSimulator
from tests.sync.engines import is_a
from tests.sync.making import VENDOR, Maker, lose_answer_and_look
from tests.world import World

C, M, S, E, D = EntityKind


@pytest.fixture(scope="module")
def running_simulator(larger_simulator: RunningSimulator) -> RunningSimulator:
    return larger_simulator


@pytest.fixture
async def maker(world: World, server):
    await world.pull()
    world.simulator.clear_requests()
    with psycopg.connect(server.admin_url, autocommit=True) as admin:
        yield Maker(world, admin)


async def two_alike(maker: Maker) -> tuple[CreateQuestion, list[int]]:
    """A category whose answer was lost, and meanwhile the office made one like it."""
    simulator = maker.world.simulator
    maker.category("Tees")
    maker.world.submit()
    simulator.inject("reset_after_apply", match={"method": "POST", "path_contains": "categories"})
    simulator.inject(
        "status", status=500, match={"method": "GET", "path_contains": "categories"}, skip=1, times=6
    )
    await maker.push()
    simulator.clear_faults()
    simulator.office_create("category", {"name": "Tees", "categoryType": "Materials"})
    maker.pass_time()
    results = await maker.push()
    assert set(results.values()) == {PushResult.FAILED}
    [question] = await maker.world.hub.questions()
    numbers = [one["id"] for one in maker.there(C, "Tees")]
    assert [one.remote_id for one in question.found] == numbers
    assert len(numbers) == 2
    return question, numbers


async def twice_marked(maker: Maker) -> tuple[CreateQuestion, list[int]]:
    """A material whose answer was lost, and ServiceTitan made it twice."""
    key = maker.create(M, code="TEE-9", description="Tee")
    maker.world.submit()
    lose_answer_and_look(maker)
    await maker.push()
    maker.world.simulator.clear_faults()
    marks = {"applicationGuid": str(APPLICATION), "externalData": [{"key": MARK_KEY, "value": str(key)}]}
    maker.world.simulator.office_create(
        "material",
        {"code": "TEE-9", "description": "Tee", "primaryVendor": dict(VENDOR), "externalData": marks},
    )
    maker.pass_time()
    results = await maker.push()
    assert set(results.values()) == {PushResult.FAILED}
    [question] = await maker.world.hub.questions()
    return question, [one["id"] for one in maker.there(M, "TEE-9")]


SITUATIONS = {"some are alike": (C, two_alike), "our mark is on two": (M, twice_marked)}


@pytest.mark.parametrize("place", [0, 1])
@pytest.mark.parametrize("kind, situation", SITUATIONS.values(), ids=SITUATIONS)
async def test_it_is_this_one(maker: Maker, kind: EntityKind, situation, place: int):
    question, numbers = await situation(maker)
    key, posts = question.entity_key, len(maker.posts())
    assert await maker.push() == {}  # until somebody answers
    assert await maker.world.hub.answer_create(question.question_id, numbers[place])
    maker.pass_time()
    results = await maker.push()
    assert set(results.values()) == {PushResult.VERIFIED}
    assert maker.number(key) == numbers[place]
    assert maker.detail(key).overrides == {}
    assert len(maker.posts()) == posts
    assert maker.live_jobs() == []
    assert await maker.world.hub.questions() == []
    await maker.world.pull(full=True)
    assert maker.number(key) == numbers[place]


@pytest.mark.parametrize("kind, situation", SITUATIONS.values(), ids=SITUATIONS)
async def test_none_of_these_create_it_anew(maker: Maker, kind: EntityKind, situation):
    question, numbers = await situation(maker)
    posts = len(maker.posts())
    assert await maker.world.hub.answer_create(question.question_id, None)
    for _ in range(4):  # looked for twice more, as everything is that was sent
        maker.pass_time()
        results = await maker.push()
        if len(maker.posts()) > posts:
            break
    assert set(results.values()) == {PushResult.VERIFIED}
    assert len(maker.posts()) == posts + 1
    assert maker.number(question.entity_key) not in numbers
    assert len(maker.there(kind, "Tees" if kind is C else "TEE-9")) == 3
    assert maker.detail(question.entity_key).overrides == {}
    assert maker.live_jobs() == []
    assert await maker.push() == {}
    assert len(maker.posts()) == posts + 1


async def test_what_was_chosen_and_is_gone_by_then_is_asked_about_again(maker: Maker):
    question, (one, other) = await two_alike(maker)
    assert await maker.world.hub.answer_create(question.question_id, one)
    maker.world.simulator.inject(
        "status", status=404, match={"method": "GET", "path_contains": f"categories/{one}"}
    )
    maker.world.simulator.office_create("category", {"name": "Tees", "categoryType": "Materials"})
    maker.pass_time()
    results = await maker.push()
    assert set(results.values()) == {PushResult.FAILED}
    [again] = await maker.world.hub.questions()
    assert again.question_id != question.question_id
    assert other in [candidate.remote_id for candidate in again.found]
    assert await maker.world.hub.answer_create(again.question_id, other)
    maker.pass_time()
    await maker.push()
    assert maker.number(again.entity_key) == other


async def test_fields_in_which_the_chosen_one_differs_are_asked_about(maker: Maker):
    question, (one, _) = await twice_marked(maker)
    maker.world.simulator.office_edit("material", one, {"description": "Another tee"})
    assert await maker.world.hub.answer_create(question.question_id, one)
    maker.pass_time()
    results = await maker.push()
    assert results["material", "code"] is PushResult.VERIFIED
    assert results["material", "description"] is PushResult.CONFLICT
    [conflict] = await maker.world.hub.open_conflicts()
    assert (conflict.field, conflict.ours, conflict.theirs) == ("description", "Tee", "Another tee")


async def test_the_window_asks_and_answers_through_the_engine(maker: Maker, start):
    question, (one, other) = await two_alike(maker)
    engine, listener = start()
    engine.read_questions()
    listener.wait(is_a(QuestionsRead, questions=[question], error=None, answered=None))
    engine.answer_create(question.question_id, other)
    told = listener.wait(is_a(QuestionsRead, answered=question.question_id, counts=True, error=None))
    assert isinstance(told, QuestionsRead)
    assert not told.questions
    engine.answer_create(question.question_id, one)
    listener.wait(is_a(QuestionsRead, answered=question.question_id, counts=False, error=None))
