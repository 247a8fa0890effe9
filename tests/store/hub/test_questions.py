"""Which of those found a create became: asked once, answered once, by whoever comes first."""

from __future__ import annotations

import asyncio
from uuid import uuid4

import pytest

from lazi_desktop.domain.errors import HubRefused, LeaseLost
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.ops import OpKind
from lazi_desktop.ports.hub_feed import FeedKind
from lazi_desktop.ports.hub_lease import Lease
from lazi_desktop.ports.hub_push import Candidate, JobEnd
from tests.store.hub.creates.making import Maker, let_time_pass, send, states
from tests.store.hub.team import Typist, pull, told, whole_feed

CATEGORY = EntityKind.CATEGORY


@pytest.fixture
def maker(team, hub, lease):
    return Maker(Typist(team, hub))


async def lost(hub, lease, maker, **fields):
    """A category whose answer was lost, in its sender's hands again."""
    key = await maker.make(CATEGORY, **(fields or {"name": "Tees", "category_type": "Materials"}))
    [job] = await hub.claim(lease, 1)
    await send(hub, lease, job, "ambiguous")
    let_time_pass(maker.typist._team, 400)
    [again] = await hub.claim(lease, 1)
    assert (again.entity_key, again.state) == (key, "ambiguous")
    return again


def found(*remote_ids: int) -> list[Candidate]:
    return [Candidate(remote_id=one, code="", name=f"Tees {one}", active=one % 2 == 0) for one in remote_ids]


async def ask(hub, lease, job, *remote_ids: int):
    await hub.ask_which(
        lease, job, found(*remote_ids), detail="Which one?", field_details={"name": "Which one?"}
    )
    return await hub.questions()


async def claimed(team, hub, lease):
    let_time_pass(team, 400)
    [job] = await hub.claim(lease, 1)
    return job


async def test_it_waits_for_a_person_with_what_was_found(team, hub, lease, maker):
    job = await lost(hub, lease, maker)
    [question] = await ask(hub, lease, job, 5, 6)
    assert (question.entity_key, question.entity_kind, question.name) == (job.entity_key, CATEGORY, "Tees")
    assert (list(question.found), question.detail) == (found(5, 6), "Which one?")
    assert states(team)[job.entity_key] == ("needs_human", "Which one?")
    row = (await whole_feed(hub))[-1]
    assert (row.kind, told(row)["state"], told(row)["detail"]) == (FeedKind.OVERRIDE, "failed", "Which one?")
    let_time_pass(team, 400)
    assert await hub.claim(lease, 1) == []


@pytest.mark.parametrize("choice, expected", [(6, (6, frozenset())), (None, (None, frozenset({5, 6})))])
async def test_what_was_answered_goes_with_the_next_push(team, hub, lease, maker, choice, expected):
    job = await lost(hub, lease, maker)
    [question] = await ask(hub, lease, job, 5, 6)
    assert await hub.answer_create(question.question_id, choice)
    assert await hub.questions() == []
    assert states(team)[job.entity_key] == ("ambiguous", "")
    rows = [row for row in await whole_feed(hub) if row.kind is FeedKind.OVERRIDE]
    assert {told(row)["state"] for row in rows[-2:]} == {"submitted"}
    again = await claimed(team, hub, lease)
    assert (again.state, again.chosen, again.dismissed) == ("ambiguous", *expected)
    assert [field.field for field in again.fields] == [field.field for field in job.fields]


async def test_the_first_answer_counts_and_giving_it_again_changes_nothing(team, hub, lease, maker):
    bob = await team.hub("bob")
    [question] = await ask(hub, lease, await lost(hub, lease, maker), 5, 6)
    assert await hub.answer_create(question.question_id, 5)
    feed = len(await whole_feed(hub))
    assert await hub.answer_create(question.question_id, 5)
    assert await bob.answer_create(question.question_id, 5)
    assert not await bob.answer_create(question.question_id, 6)
    assert not await bob.answer_create(question.question_id, None)
    assert len(await whole_feed(hub)) == feed
    assert (await claimed(team, hub, lease)).chosen == 5
    rows = team.sql(
        "select actor, before, after from audit.change_log where tenant_id = %s and action = 'identify'",
        team.tenant_id,
    )
    assert [(before, after) for _, before, after in rows] == [([5, 6], 5)]


async def test_of_two_who_answer_at_once_one_counts(team, hub, lease, maker):
    bob = await team.hub("bob")
    [question] = await ask(hub, lease, await lost(hub, lease, maker), 5, 6)
    counts = await asyncio.gather(
        hub.answer_create(question.question_id, 5), bob.answer_create(question.question_id, None)
    )
    assert sorted(counts) == [False, True]


async def test_the_same_question_stays_the_same_and_another_takes_its_place(team, hub, lease, maker):
    job = await lost(hub, lease, maker)
    [question] = await ask(hub, lease, job, 5, 6)
    await maker.submit(job.entity_key)
    [same] = await ask(hub, lease, await claimed(team, hub, lease), 6, 5)
    assert same.question_id == question.question_id
    await maker.submit(job.entity_key)
    [other] = await ask(hub, lease, await claimed(team, hub, lease), 5, 7)
    assert other.question_id != question.question_id
    assert not await hub.answer_create(question.question_id, 5)
    assert await hub.answer_create(other.question_id, 7)


async def test_a_choice_that_came_to_nothing_is_forgotten_and_what_was_dismissed_is_not(
    team, hub, lease, maker
):
    job = await lost(hub, lease, maker)
    [question] = await ask(hub, lease, job, 5, 6)
    await hub.answer_create(question.question_id, None)
    [question] = await ask(hub, lease, await claimed(team, hub, lease), 7, 8)
    await hub.answer_create(question.question_id, 7)
    [question] = await ask(hub, lease, await claimed(team, hub, lease), 8)
    await hub.answer_create(question.question_id, None)
    again = await claimed(team, hub, lease)
    assert (again.chosen, again.dismissed) == (None, frozenset({5, 6, 8}))


async def test_who_submits_it_again_instead_may_still_be_answered(team, hub, lease, maker):
    job = await lost(hub, lease, maker)
    [question] = await ask(hub, lease, job, 5, 6)
    await maker.submit(job.entity_key)
    assert await hub.questions() == []  # it is looked at once more
    assert await hub.answer_create(question.question_id, 6)
    assert (await claimed(team, hub, lease)).chosen == 6


async def test_what_was_submitted_anew_while_it_was_looked_for_is_not_asked_about(team, hub, lease, maker):
    key = await maker.make(CATEGORY, name="Tees", category_type="Materials")
    [job] = await hub.claim(lease, 1)
    op = maker.typist.op(OpKind.SET, 0, "name", "Brass tees", key=key, seen="Tees")
    await maker.typist.send(op)
    await maker.typist.submit(op)
    assert await ask(hub, lease, job, 5, 6) == []
    assert states(team)[key][0] == "ready"
    assert (await claimed(team, hub, lease)).chosen is None


async def test_what_was_thrown_away_needs_no_answer(team, hub, lease, maker):
    job = await lost(hub, lease, maker)
    [question] = await ask(hub, lease, job, 5, 6)
    ops = [str(op.op_id) for op in maker.ops[job.entity_key].values()]
    await maker.typist.send(maker.typist.op(OpKind.DISCARD, 0, value=ops, key=job.entity_key))
    assert await hub.questions() == []
    assert not await hub.answer_create(question.question_id, 5)


async def test_what_was_adopted_meanwhile_needs_no_answer(team, hub, lease, maker):
    job = await lost(hub, lease, maker)
    [question] = await ask(hub, lease, job, 5, 6)
    await maker.submit(job.entity_key)
    await hub.adopt(lease, await claimed(team, hub, lease), 6)
    assert await hub.questions() == []
    assert not await hub.answer_create(question.question_id, 5)


async def test_an_answer_must_be_one_of_those_that_were_found(hub, lease, maker):
    [question] = await ask(hub, lease, await lost(hub, lease, maker), 5, 6)
    with pytest.raises(HubRefused, match="none of those"):
        await hub.answer_create(question.question_id, 7)
    assert await hub.questions() == [question]
    assert not await hub.answer_create(uuid4(), 5)


async def test_who_may_only_estimate_is_refused(team, hub, lease, maker):
    ed = await team.hub("ed")
    [question] = await ask(hub, lease, await lost(hub, lease, maker), 5, 6)
    with pytest.raises(HubRefused, match="manager"):
        await ed.answer_create(question.question_id, 5)
    assert await ed.questions() == [question]


async def test_who_lost_the_lease_asks_nothing(hub, lease, maker):
    job = await lost(hub, lease, maker)
    with pytest.raises(LeaseLost):
        await ask(hub, Lease("servicetitan", 99, 60), job, 5, 6)
    assert await hub.questions() == []


async def test_what_is_parked_for_another_reason_asks_nothing(hub, lease, maker):
    job = await lost(hub, lease, maker)
    await hub.put_off(lease, job, JobEnd.NEEDS_HUMAN, detail="No.")
    assert await hub.questions() == []


async def test_what_is_chosen_and_known_already_moves_over(team, hub, lease, maker):
    """A pull met it under a key of its own; the create's key takes it over."""
    job = await lost(hub, lease, maker)
    await pull(hub, lease, {6: {"name": "Tees", "category_type": "Materials"}}, CATEGORY)
    [question] = await ask(hub, lease, job, 5, 6)
    await hub.answer_create(question.question_id, 6)
    await hub.adopt(lease, await claimed(team, hub, lease), 6)
    [(key,)] = team.sql(
        "select entity_key from crm.entities where tenant_id = %s and remote_id = 6", team.tenant_id
    )
    assert key == job.entity_key
