"""What ServiceTitan refuses, over real parts: one is told to a person, some end the push, nothing is sent for ever."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from lazi_desktop.domain.errors import RateLimited, SignInFailed
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.ports.engine import PushResult
from lazi_desktop.ports.overrides import OverrideState
from lazi_desktop.simulator import RunningSimulator, SimulatorSettings
from tests.world import World

C, M, S, E, D = EntityKind


@pytest.fixture(scope="module")
def running_simulator() -> Iterator[RunningSimulator]:
    """What is deleted here is gone."""
    with RunningSimulator(SimulatorSettings(scale=0.02, seed=7, hard_delete=True)) as simulator:
        yield simulator


@pytest.fixture
async def filled(world: World) -> World:
    await world.pull()
    world.simulator.clear_requests()
    return world


def writes(world: World) -> list[str]:
    calls = world.simulator.requests()
    return [
        call["path"]
        for call in calls
        if call["method"] in ("PATCH", "POST") and "/connect/" not in call["path"]
    ]


def submitted(world: World, count: int = 2, kind: EntityKind = M) -> list[int]:
    ids = world.some(kind, count)
    for remote_id in ids:
        world.edit(kind, remote_id, {"price": 42} if kind is not C else {"description": "Everything"})
    world.submit()
    return ids


@pytest.mark.parametrize("when", ["before it was looked at", "before it was sent"])
async def test_what_was_deleted_there_is_asked_about_and_the_edit_is_kept(filled: World, when: str):
    gone, other = submitted(filled)
    if when == "before it was looked at":
        filled.simulator.office_delete("material", gone)
    else:
        intend = filled.hub.intend

        async def deleted_meanwhile(lease, job, **more):
            if job.remote_id == gone:
                filled.simulator.office_delete("material", gone)
            return await intend(lease, job, **more)

        filled.hub.intend = deleted_meanwhile  # type: ignore[method-assign]
    report = await filled.push()
    results = {field.entity_key: field for field in report.fields}
    assert results[filled.key(M, gone)].result is PushResult.CONFLICT
    assert "does not have it" in results[filled.key(M, gone)].detail
    assert results[filled.key(M, other)].result is PushResult.VERIFIED
    [conflict] = filled.desk.queries.conflicts()
    assert (conflict.entity_key, conflict.kind) == (filled.key(M, gone), "delete_vs_edit")
    assert filled.detail(M, gone).overrides["price"].value == 42
    sent = len(writes(filled))
    assert list((await filled.push()).fields) == []
    assert len(writes(filled)) == sent


async def test_a_part_that_may_not_be_changed_is_refused_and_the_others_go_on(filled: World):
    refused, fine = submitted(filled, 45), submitted(filled, 1, C)
    filled.simulator.inject("deny_scope", scope="tn.pb.materials:w")
    report = await filled.push(together=False)
    assert report.stopped is None
    assert report.count(PushResult.VERIFIED) == len(fine)
    assert report.count(PushResult.FAILED) == len(refused)
    assert len(writes(filled)) == 2  # one was refused; the other is the category
    override = filled.detail(M, refused[7]).overrides["price"]
    assert override.state is OverrideState.FAILED
    assert "tn.pb.materials:w" in override.detail
    assert (await filled.hub.counts()).needs_human == len(refused)


async def test_a_token_refused_twice_ends_the_push_at_once_and_nobody_storms(filled: World):
    ids = submitted(filled, 30)
    filled.simulator.inject("status", status=401, match={"method": "PATCH"}, times=None)
    report = await filled.push(together=False)
    assert isinstance(report.stopped, SignInFailed)
    assert len(writes(filled)) == 2  # once more with a new token
    assert report.count(PushResult.WAITING) == len(ids)
    assert {filled.detail(M, one).overrides["price"].state for one in ids} == {OverrideState.SUBMITTED}
    filled.simulator.clear_faults()
    report = await filled.push()
    assert report.count(PushResult.VERIFIED) == len(ids) - 1
    assert report.waiting == 1


@pytest.mark.parametrize("said", [None, 0, -1, 3, "Sat, 01 Jan 2000 00:00:00 GMT"])
async def test_a_429_is_waited_out_within_reason_and_the_rest_goes_out(filled: World, said):
    submitted(filled, 3)
    options = {} if said is None else {"retry_after": said}
    filled.simulator.inject("rate_limit", match={"method": "PATCH"}, times=1, **options)
    report = await filled.push()
    assert report.stopped is None
    assert report.count(PushResult.VERIFIED) == 2
    assert report.count(PushResult.WAITING) == 1
    assert report.look_again_in is not None
    assert 0 <= report.look_again_in <= 60
    assert max(filled.clock.pauses) <= 60


@pytest.mark.parametrize("said", [1_000_000, 999_999_999])
async def test_a_429_for_ages_ends_the_push_and_is_asked_again_within_a_quarter_of_an_hour(
    filled: World, said
):
    ids = submitted(filled, 3)
    filled.simulator.inject("rate_limit", match={"method": "PATCH"}, retry_after=said, times=1)
    report = await filled.push()
    assert isinstance(report.stopped, RateLimited)
    assert len(writes(filled)) == 1
    assert report.count(PushResult.WAITING) == len(ids)
    waiting, look_again_in = await filled.hub.waiting()
    assert waiting == len(ids)
    assert 0 < (look_again_in or 0) <= 900


async def test_a_409_is_looked_at_and_sent_once_more(filled: World):
    [one] = submitted(filled, 1)
    filled.simulator.inject("status", status=409, match={"method": "PATCH"}, times=1)
    report = await filled.push()
    assert report.count(PushResult.VERIFIED) == 1
    assert len(writes(filled)) == 2
    filled.edit(M, one, {"price": 43})
    filled.submit()
    filled.simulator.inject("status", status=409, match={"method": "PATCH"}, times=None)
    report = await filled.push()
    assert report.count(PushResult.FAILED) == 1
    assert len(writes(filled)) == 4
    assert list((await filled.push()).fields) == []


async def test_what_never_sticks_is_not_sent_again_by_itself(filled: World):
    [one] = submitted(filled, 1)
    filled.simulator.inject("drop_field", field="price", match={"method": "PATCH"}, times=None)
    for _ in range(2):  # each time because a person says so
        report = await filled.push()
        assert report.count(PushResult.DIFFERS) == 1
        filled.submit()
    await filled.push()
    sent = len(writes(filled))
    assert sent == 3
    for _ in range(3):
        assert list((await filled.push()).fields) == []
    assert len(writes(filled)) == sent
    assert filled.detail(M, one).overrides["price"].state is OverrideState.DIFFERS
