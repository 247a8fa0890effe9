"""What is gone from ServiceTitan, and lists that cannot be what they say."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import replace

import pytest

from lazi_desktop.domain.errors import BadAnswer, PullStopped, RemoteUnavailable
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.ports.engine import KindReport, PullReport
from lazi_desktop.ports.remote import RemotePage
from lazi_desktop.simulator import RunningSimulator, SimulatorSettings
from tests.world import World, a_world

M, C = EntityKind.MATERIAL, EntityKind.CATEGORY


@pytest.fixture(scope="module")
def running_simulator() -> Iterator[RunningSimulator]:
    """Where "delete" deletes; elsewhere it switches off."""
    with RunningSimulator(SimulatorSettings(scale=0.02, seed=7, hard_delete=True)) as simulator:
        yield simulator


def of(report: PullReport, kind: EntityKind) -> KindReport:
    return next(one for one in report.kinds if one.kind is kind)


def through(world: World, change: Callable[[RemotePage], RemotePage | None]) -> None:
    """Pages of materials come changed, or not at all, from now on."""
    pages = world.remote.pages

    async def changed(kind: EntityKind, **options) -> AsyncIterator[RemotePage]:
        async for page in pages(kind, **options):
            sent = change(page) if kind is M else page
            if sent is not None:
                yield sent

    world.remote.pages = changed  # type: ignore[assignment, method-assign]


def without(*remote_ids: int) -> Callable[[RemotePage], RemotePage]:
    return lambda page: replace(
        page, entities=[entity for entity in page.entities if entity.remote_id not in remote_ids]
    )


async def test_what_two_full_pulls_did_not_name_is_gone(world: World):
    await world.pull()
    one, two = world.some(M, 2)
    there = await world.hub.mirrored_count(M)
    for remote_id in (one, two):
        world.simulator.office_delete("material", remote_id)
    assert of(await world.pull(full=True), M).gone == 0
    assert await world.hub.mirrored_count(M) == there
    assert of(await world.pull(full=True), M).gone == 2
    assert await world.hub.mirrored_count(M) == there - 2
    assert of(await world.pull(full=True), M).gone == 0
    assert world.desk.queries.counts().skus[M] == there - 2


async def test_a_pull_of_changes_finds_nothing_gone(world: World):
    await world.pull()
    [remote_id] = world.some(M)
    world.simulator.office_delete("material", remote_id)
    for _ in range(3):
        assert of(await world.pull(), M).gone == 0


async def test_categories_are_read_whole_each_time_and_found_gone_by_the_second_pull(world: World):
    await world.pull()
    made = world.simulator.office_create("category", {"name": "Short-lived", "categoryType": "Materials"})
    await world.pull()
    world.simulator.office_delete("category", made["id"])
    assert of(await world.pull(), C).gone == 0
    assert of(await world.pull(), C).gone == 1


async def test_what_a_list_forgets_and_still_answers_by_its_number_stays(world: World):
    await world.pull()
    forgotten = world.some(M, 2)
    through(world, without(*forgotten))
    for _ in range(3):
        assert of(await world.pull(full=True), M).gone == 0
    assert set(await world.hub.mirror_of(M, forgotten, ["code"])) == set(forgotten)


async def test_an_edit_of_what_is_gone_waits_for_a_person(world: World):
    await world.pull()
    [remote_id] = world.some(M)
    world.edit(M, remote_id, {"price": 42})
    await world.replicate()
    world.simulator.office_delete("material", remote_id)
    for _ in range(2):
        await world.pull(full=True)
    [conflict] = await world.hub.open_conflicts()
    assert (conflict.kind, conflict.ours, conflict.theirs) == ("delete_vs_edit", 42, None)


async def test_more_than_a_few_at_once_are_asked_about_before_any_is_buried(world: World):
    await world.pull()
    for remote_id in world.some(M, 12):
        world.simulator.office_delete("material", remote_id)
    there = await world.hub.mirrored_count(M)
    for _ in range(3):
        with pytest.raises(PullStopped, match="missing"):
            await world.pull(full=True)
    assert await world.hub.mirrored_count(M) == there


async def test_a_reading_that_was_cut_off_says_nothing_about_what_is_gone(simulator, server, tmp_path):
    async with a_world(simulator, server, tmp_path / "desk", page_size=20) as world:
        await world.pull()
        [remote_id] = world.some(M)
        simulator.office_delete("material", remote_id)
        for _ in range(3):
            simulator.inject(
                match={"path_contains": "/materials", "query_contains": "page=3"},
                kind="html",
                status=503,
                times=20,  # more often than a read is retried
            )
            with pytest.raises(RemoteUnavailable):
                await world.pull(full=True)
            simulator.clear_faults()
        assert set(await world.hub.mirror_of(M, [remote_id], ["code"])) == {remote_id}


@pytest.fixture
async def paged(simulator, server, tmp_path) -> AsyncIterator[World]:
    async with a_world(simulator, server, tmp_path / "desk", page_size=20) as world:
        yield world


async def the_list_is_refused(world: World, says: str, *, kept: int) -> None:
    with pytest.raises(BadAnswer, match=says):
        await world.pull(full=True)
    assert await world.hub.mirrored_count(M) == kept


async def test_a_list_that_goes_round_in_a_circle_is_noticed(paged: World):
    """Not only the page before: any that brings nothing new."""
    seen: list[RemotePage] = []

    def circle(page: RemotePage) -> RemotePage:
        seen.append(page)
        if len(seen) <= 2:
            return page
        return replace(seen[len(seen) % 2], number=page.number, has_more=True)

    through(paged, circle)
    await the_list_is_refused(paged, "repeats itself", kept=40)


async def test_a_page_out_of_its_turn_is_refused(paged: World):
    through(paged, lambda page: replace(page, number=page.number + (page.number > 1)))
    await the_list_is_refused(paged, "Page 3 came where page 2 was due", kept=20)


async def test_an_empty_page_that_promises_more_is_refused(paged: World):
    through(paged, lambda page: replace(page, entities=[]) if page.number == 2 else page)
    await the_list_is_refused(paged, "repeats itself", kept=20)


async def test_a_list_without_an_end_is_refused(paged: World):
    endless = 0

    def more(page: RemotePage) -> RemotePage:
        nonlocal endless
        entities = []
        for entity in [page.entities[0]] * 12_000:
            endless += 1
            entities.append(replace(entity, remote_id=900_000_000 + endless))
        return replace(page, entities=entities, has_more=True, total=5)

    through(paged, more)
    await the_list_is_refused(paged, "does not come to an end", kept=0)
