"""Reference lists: what has changed is asked for, what is gone is found, and who may not read one is told once."""

from __future__ import annotations

from collections.abc import Sequence

import psycopg

from lazi_desktop.domain.list_titles import LIST_TITLES
from lazi_desktop.ports.engine import Progress
from lazi_desktop.sync.reference_lists import ListsCame, pull_reference_lists
from lazi_desktop.sync.turn import Turn
from tests.world import World

VENDORS = "vendors"


async def runs_of(server, world: World) -> Sequence[tuple]:
    with psycopg.connect(server.admin_url) as connection:
        return connection.execute(
            "select what, state, is_full, detail from sync.inbound_log"
            " where tenant_id = %s and what like 'lists %%' order by started_at",
            (world.hub.tenant_id,),
        ).fetchall()


async def pull_lists(world: World, *, full: bool = False) -> tuple[ListsCame, list[Progress]]:
    told: list[Progress] = []
    async with Turn(world.hub, world.clock) as turn:
        return await pull_reference_lists(world.hub, world.remote, turn, full=full, tell=told.append), told


async def names(world: World, name: str = VENDORS) -> dict[int, str]:
    return {row.remote_id: row.title for row in await world.hub.listed_rows() if row.name == name}


def asked(world: World, path: str) -> list[str]:
    found = [request["query"] for request in world.simulator.requests() if request["path"].endswith(path)]
    world.simulator.clear_requests()
    return found


async def test_all_lists_are_read_and_told_as_runs(world: World, server):
    came, told = await pull_lists(world)
    assert set(came.counts) == set(LIST_TITLES)
    assert not came.refused
    assert all(counts.added for counts in came.counts.values())
    assert [state for _, state, _, _ in await runs_of(server, world)] == ["done"] * len(LIST_TITLES)
    assert told[-1].done == told[-1].total == len(LIST_TITLES)
    again, _ = await pull_lists(world)
    assert not any(counts.added or counts.changed for counts in again.counts.values())


async def test_only_what_has_changed_is_read_again(world: World):
    await pull_lists(world)
    first = asked(world, f"/{VENDORS}")
    before = await names(world)
    world.simulator.office_edit(VENDORS, 703, {"name": "Watts & Sons", "active": False})
    world.simulator.office_create(VENDORS, {"name": "New Supply"})
    came, _ = await pull_lists(world)
    counts = came.counts[VENDORS]
    assert "modifiedOnOrAfter" not in first[0]
    assert all("modifiedOnOrAfter" in query for query in asked(world, f"/{VENDORS}"))
    assert (counts.added, counts.changed) == (1, 1)
    assert counts.received < len(before)
    after = await names(world)
    assert set(after.values()) - set(before.values()) == {"Watts & Sons", "New Supply"}
    (changed,) = (
        row for row in await world.hub.listed_rows() if row.name == VENDORS and row.remote_id == 703
    )
    assert not changed.active


async def test_what_is_gone_is_found_when_all_is_read(world: World):
    await pull_lists(world)
    before = await names(world)
    world.simulator.office_delete(VENDORS, 705)
    await pull_lists(world)
    assert await names(world) == before
    came, _ = await pull_lists(world, full=True)
    assert came.counts[VENDORS].changed == 1
    assert before.keys() - (await names(world)).keys() == {705}


async def test_a_list_that_is_refused_is_told_once_and_leaves_the_others_alone(world: World, server):
    world.simulator.inject(kind="deny_scope", scope="tn.inv.vendors:r")
    came, _ = await pull_lists(world)
    assert came.news == [VENDORS]
    assert "tn.inv.vendors:r" in str(came.refused[VENDORS])
    assert set(came.counts) == set(LIST_TITLES) - {VENDORS}
    for _ in range(2):
        again, _ = await pull_lists(world)
        assert (again.news, list(again.refused)) == ([], [VENDORS])
    refused = [detail for what, state, _, detail in await runs_of(server, world) if state == "refused"]
    assert len(refused) == 1
    assert "Ask for the scope “tn.inv.vendors:r”" in refused[0]
    world.simulator.clear_faults()
    allowed, _ = await pull_lists(world)
    assert allowed.counts[VENDORS].added
    world.simulator.inject(kind="deny_scope", scope="tn.inv.vendors:r")
    assert (await pull_lists(world))[0].news == [VENDORS], "it was there in between"


async def test_a_list_that_is_not_there_is_told_with_what_to_do(world: World, server):
    world.simulator.inject(match={"path_contains": "/warehouses"}, kind="status", status=404, times=9)
    came, _ = await pull_lists(world)
    assert came.news == ["warehouses"]
    (detail,) = (detail for _, state, _, detail in await runs_of(server, world) if state == "refused")
    assert "inventory/v2/warehouses" in detail
    assert "switch that module on" in detail


async def test_another_reason_is_news(world: World, server):
    world.simulator.inject(kind="deny_scope", scope="tn.inv.vendors:r")
    await pull_lists(world)
    world.simulator.clear_faults()
    world.simulator.inject(match={"path_contains": "/vendors"}, kind="status", status=404, times=9)
    came, _ = await pull_lists(world)
    assert came.news == [VENDORS]
    states = [state for what, state, _, _ in await runs_of(server, world) if what == f"lists {VENDORS}"]
    assert states == ["refused", "refused"]


async def test_a_row_that_cannot_be_read_leaves_the_other_lists_alone(world: World):
    employee = world.simulator.items("employees")[0]["id"]
    world.simulator.office_edit("employees", employee, {"userId": None})
    came, _ = await pull_lists(world)
    assert "without a number" in str(came.refused["employees"])
    assert set(came.counts) == set(LIST_TITLES) - {"employees"}
