"""Creates that were made twice: found by their marks at night, told once, and known until somebody sees to them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import psycopg
import pytest

from lazi_desktop.domain.errors import RemoteUnavailable, ScopeMissing
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.ports.hub_pull import Twins
from lazi_desktop.ports.hub_runs import RunRow
from lazi_desktop.ports.remote import RemoteEntity
from lazi_desktop.ports.sku_query import SkuQuery
from lazi_desktop.servicetitan.marks import APPLICATION, MARK_KEY
from lazi_desktop.sync.twins import TOLD_AT_MOST, twins_of, twins_words
from lazi_desktop.ui.activity.entries import entries_of
from tests.sync.making import Maker
from tests.sync.test_work import work_in
from tests.world import World

M = EntityKind.MATERIAL


@pytest.fixture
def maker(world: World, server) -> Any:
    with psycopg.connect(server.admin_url, autocommit=True) as admin:
        yield Maker(world, admin)


async def made_and_sent(maker: Maker) -> int:
    """A material created at the desk. Its number."""
    key = maker.create(M, code="NEW-1", description="New", price=5)
    maker.world.submit()
    await maker.push()
    return maker.number(key)


def make_again(world: World, first: int, code: str = "NEW-1") -> int:
    """What a server does that carries out a lost request late, after the second one was sent."""
    mark = world_mark(world, first)
    data = {"applicationGuid": str(APPLICATION), "externalData": [{"key": MARK_KEY, "value": mark}]}
    made = world.simulator.office_create(
        "material", {"code": code, "description": "New", "externalData": data}
    )
    return int(made["id"])


def world_mark(world: World, remote_id: int) -> str:
    queries = world.desk.queries
    [key] = [row.key for row in queries.rows(queries.find(SkuQuery())) if row.remote_id == remote_id]
    return str(key)


async def sweep(world: World) -> RunRow:
    """The night's work, and what the log says of the look for twins."""
    await work_in(world).sweep()
    return next(run for run in await world.hub.runs() if run.what == "twins")


async def test_a_create_made_twice_is_told_once_and_known_until_one_is_switched_off(maker: Maker):
    world = maker.world
    await world.pull()
    one = await made_and_sent(maker)
    quiet = await sweep(world)
    assert (quiet.state, quiet.counts["twins"], quiet.detail) == ("done", 0, "")

    other = make_again(world, one)
    run = await sweep(world)
    assert run.counts["twins"] == 1
    assert f"NEW-1 (materials #{one}, #{other})" in run.detail
    assert "deactivate the others" in run.detail
    entry = next(entry for entry in entries_of(await world.hub.runs()) if run in entry.runs)
    assert entry.is_problem
    [known] = await world.hub.twins()
    assert (known.kind, known.mark) == (M, world_mark(world, one))
    assert (known.remote_ids, known.codes) == ([one, other], ["NEW-1", "NEW-1"])

    again = await sweep(world)
    assert (again.counts["twins"], again.detail) == (0, "")
    assert await world.hub.twins() == [known]
    assert not next(entry for entry in entries_of(await world.hub.runs()) if again in entry.runs).has_news

    world.simulator.office_edit("material", other, {"active": False})
    await sweep(world)
    assert await world.hub.twins() == []


async def test_a_third_one_is_news_again(maker: Maker):
    world = maker.world
    await world.pull()
    one = await made_and_sent(maker)
    make_again(world, one)
    await sweep(world)
    third = make_again(world, one)
    run = await sweep(world)
    assert run.counts["twins"] == 1
    assert f"#{third}" in run.detail
    [known] = await world.hub.twins()
    assert len(known.remote_ids) == 3


async def test_a_kind_that_may_not_be_read_says_nothing_about_its_twins(maker: Maker):
    world = maker.world
    await world.pull()
    make_again(world, await made_and_sent(maker))
    await sweep(world)
    [known] = await world.hub.twins()
    marked = world.remote.marked

    async def not_materials(kind: EntityKind) -> Any:
        if kind is M:
            raise ScopeMissing("No.")
        return await marked(kind)

    world.remote.marked = not_materials  # type: ignore[method-assign]
    assert (await sweep(world)).state == "done"
    assert await world.hub.twins() == [known]


async def test_a_look_that_fails_is_told_and_forgets_nothing(maker: Maker):
    world = maker.world
    await world.pull()
    make_again(world, await made_and_sent(maker))
    await sweep(world)
    known = await world.hub.twins()

    async def away(kind: EntityKind) -> Any:
        raise RemoteUnavailable("It is away.")

    world.remote.marked = away  # type: ignore[method-assign]
    with pytest.raises(RemoteUnavailable):
        await sweep(world)
    run = next(run for run in await world.hub.runs() if run.what == "twins")
    assert (run.state, "It is away." in run.detail) == ("failed", True)
    assert await world.hub.twins() == known


def marked(*entities: tuple[int, str, bool | None]) -> dict[str, Sequence[RemoteEntity]]:
    return {
        "m": [
            RemoteEntity(
                M, number, "{}", {"code": code} if active is None else {"code": code, "active": active}
            )
            for number, code, active in entities
        ]
    }


@pytest.mark.parametrize(
    "entities, expected",
    [
        ([(7, "A", True)], None),
        ([(7, "A", True), (9, "A", False)], None),
        ([(9, "A", True), (7, "B", True)], ([7, 9], ["B", "A"])),
        ([(7, "A", True), (8, "A", False), (9, "A", None)], ([7, 9], ["A", "A"])),
    ],
    ids=["one", "the other is switched off", "two, in order", "of three, two are left"],
)
def test_twins_are_those_that_are_not_switched_off(entities: Any, expected: Any):
    found = [(one.remote_ids, one.codes) for one in twins_of(M, marked(*entities))]
    assert found == ([expected] if expected else [])


def test_many_are_told_in_few_words():
    twins = [
        Twins(kind=M, mark=str(n), remote_ids=[n, n + 100], codes=[f"C{n}", f"C{n}"]) for n in range(1, 9)
    ]
    words = twins_words(twins)
    assert words.count("materials") == TOLD_AT_MOST
    assert "; and 3 more. Keep one" in words
    assert len(words) < 500
    assert twins_words([]) == ""
