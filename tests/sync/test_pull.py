"""Pull on real parts: everything arrives, changes arrive, and a bad day loses nothing."""

from __future__ import annotations

import pytest

from lazi_desktop.domain.errors import BadAnswer, LeaseHeld, PullStopped
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.ports.engine import Progress
from lazi_desktop.ports.hub import DeviceInfo
from lazi_desktop.simulator import RunningSimulator
from lazi_desktop.store.hub.hub import PostgresHub
from lazi_desktop.sync.pull import KINDS
from lazi_desktop.sync.turn import Turn
from tests.world import World, a_world

M, S, C = EntityKind.MATERIAL, EntityKind.SERVICE, EntityKind.CATEGORY


@pytest.fixture(scope="module")
def running_simulator(larger_simulator: RunningSimulator) -> RunningSimulator:
    return larger_simulator


async def test_the_first_pull_brings_the_whole_pricebook_to_the_desk(world: World):
    report = await world.pull()
    there = {kind: len(world.simulator.items(str(kind))) for kind in KINDS}
    assert {kind.kind: kind.counts.added + kind.unreadable for kind in report.kinds} == there
    counts = world.desk.queries.counts()
    assert counts.skus == {kind: there[kind] for kind in KINDS if kind.is_sku}
    assert counts.categories == there[C]


async def test_values_arrive_exactly_as_servicetitan_has_them(world: World):
    await world.pull()
    for kind in (M, S):
        for item in world.simulator.items(str(kind))[:50]:
            effective = world.detail(kind, item["id"]).effective
            assert str(effective["price"]) == str(item["price"]).removesuffix(".0")
            assert effective["code"] == item["code"]
            assert effective["modified_on"] == item["modifiedOn"]


async def test_a_second_pull_changes_nothing_and_reads_little(world: World):
    await world.pull()
    world.simulator.clear_requests()
    report = await world.pull()
    assert not report.full
    assert (report.counts.added, report.counts.changed) == (0, 0)
    assert len([call for call in world.simulator.requests() if "/materials" in call["path"]]) == 1


async def test_an_office_edit_arrives_with_the_next_pull(world: World):
    await world.pull()
    [remote_id] = world.some(M)
    world.simulator.office_edit("material", remote_id, {"displayName": "Renamed in the office"})
    report = await world.pull()
    assert report.counts.changed == 1
    assert world.effective(M, remote_id, "display_name") == "Renamed in the office"


async def test_a_cut_off_page_stops_the_pull_and_the_next_one_goes_on_there(simulator, server, tmp_path):
    async with a_world(simulator, server, tmp_path / "desk", page_size=20) as world:
        for _ in range(20):  # more often than a read is retried
            simulator.inject(
                match={"path_contains": "/materials", "query_contains": "page=3"}, kind="truncate", times=1
            )
        with pytest.raises(BadAnswer):
            await world.pull()
        kept = await world.hub.mirrored_count(M)
        assert kept == 40
        simulator.clear_faults()
        simulator.clear_requests()
        await world.pull()
        first = next(call for call in simulator.requests() if "/materials" in call["path"])
        assert "page=3" in str(first["query"]) or first["query"].get("page") == "3"
        assert await world.hub.mirrored_count(M) == len(simulator.items("material"))


async def test_a_refused_scope_stops_one_kind_and_no_other(world: World):
    world.simulator.inject(kind="deny_scope", scope="tn.pb.materials:r", times=1000)
    report = await world.pull()
    refused = {kind.kind: kind.refused for kind in report.kinds if kind.refused}
    assert list(refused) == [M]
    assert "materials" in str(refused[M])
    assert world.desk.queries.counts().skus[S] == len(world.simulator.items("service"))


async def test_a_pull_that_would_switch_off_much_of_the_pricebook_asks_first(world: World):
    await world.pull()
    for item in world.simulator.items("material")[:40]:
        world.simulator.office_edit("material", item["id"], {"active": False})
    with pytest.raises(PullStopped, match="switched off"):
        await world.pull(full=True)
    await world.replicate()
    assert world.effective(M, world.simulator.items("material")[0]["id"], "active") is True
    await world.pull(full=True, accept=True)
    assert world.effective(M, world.simulator.items("material")[0]["id"], "active") is False


async def test_pulling_again_and_again_does_not_wear_the_tripwire_down(simulator, server, tmp_path):
    async with a_world(simulator, server, tmp_path / "desk", page_size=10) as world:
        await world.pull()
        for item in simulator.items("material"):
            simulator.office_edit("material", item["id"], {"active": False})
        for full in (True, True, False, True):
            with pytest.raises(PullStopped):
                await world.pull(full=full)
        await world.replicate()
        items = simulator.items("material")
        still = [item for item in items if world.effective(M, item["id"], "active")]
        assert len(still) >= len(items) - 20


async def test_what_our_own_push_changed_does_not_trip_it(world: World):
    await world.pull()
    ids = [item["id"] for item in world.simulator.items("material") if item["price"]][:30]
    for remote_id in ids:
        world.edit(M, remote_id, {"price": 9_999})
        world.simulator.office_edit("material", remote_id, {"price": 9_999})  # sent, and never read back
    await world.replicate()
    report = await world.pull(full=True)
    assert report.counts.cleared == len(ids)


async def test_a_pull_that_goes_on_with_another_page_size_starts_over(simulator, server, tmp_path):
    async with a_world(simulator, server, tmp_path / "desk", page_size=10) as world:
        seen: list[int] = []

        def stop_after_two_pages(progress: Progress) -> None:
            if progress.text == "materials":
                seen.append(progress.done)
                if len(seen) == 2:
                    raise LeaseHeld("Somebody else.")

        with pytest.raises(LeaseHeld):
            await world.pull(tell=stop_after_two_pages)
        world.remote.page_size = 7
        await world.pull()
        assert await world.hub.mirrored_count(M) == len(simulator.items("material"))


async def test_edits_during_a_pull_make_nothing_slip_through(simulator, server, tmp_path):
    async with a_world(simulator, server, tmp_path / "desk", page_size=10) as world:
        items = simulator.items("material")

        def edit_what_was_read(progress: Progress) -> None:
            if progress.text == "materials" and progress.done in (10, 20, 30):
                for item in items[progress.done - 10 : progress.done - 5]:
                    simulator.office_edit("material", item["id"], {"displayName": "Edited"})

        await world.pull(tell=edit_what_was_read)
        assert await world.hub.mirrored_count(M) == len(items)
        await world.pull()
        assert world.effective(M, items[0]["id"], "display_name") == "Edited"


async def test_an_answer_that_lacks_most_materials_asks_and_keeps_them(world: World):
    await world.pull()
    before = await world.hub.mirrored_count(M)
    empty = '{"page":1,"pageSize":1000,"hasMore":false,"totalCount":0,"data":[]}'
    world.simulator.inject(
        match={"path_contains": "/materials"}, kind="status", status=200, body=empty,
        headers={"content-type": "application/json"}, times=1,
    )  # fmt: skip
    with pytest.raises(PullStopped, match="missing"):
        await world.pull(full=True)
    assert await world.hub.mirrored_count(M) == before


async def test_a_storm_of_429_and_html_errors_is_sat_out(world: World):
    world.simulator.inject(match={"method": "GET"}, kind="rate_limit", retry_after=7, times=2)
    world.simulator.inject(match={"path_contains": "/services"}, kind="html", status=500, times=1)
    report = await world.pull()
    assert report.counts.added > 0
    assert any(kind.kind is S and kind.counts.added for kind in report.kinds)


async def test_two_at_once_take_turns(world: World, server):
    other = await PostgresHub.connect(
        server.member_url(world.hub.tenant_id), world.hub.tenant_id,
        DeviceInfo(world.hub.device.incarnation, world.hub.device.device_id, "another desk"),
    )  # fmt: skip
    try:
        async with Turn(world.hub, world.clock):
            with pytest.raises(LeaseHeld, match="the desk"):
                await other.acquire("servicetitan", 60)
    finally:
        await other.close()


async def test_an_override_that_servicetitan_now_has_too_is_done(world: World):
    await world.pull()
    [remote_id] = world.some(M)
    world.edit(M, remote_id, {"display_name": "Union, blue"})
    await world.replicate()
    world.simulator.office_edit("material", remote_id, {"displayName": "Union, blue"})
    await world.pull()
    assert world.detail(M, remote_id).overrides == {}
    assert world.desk.queries.conflicts() == []


async def test_an_edit_on_both_sides_is_a_conflict_with_all_three_values(world: World):
    await world.pull()
    [remote_id] = world.some(M)
    base = world.effective(M, remote_id, "display_name")
    world.edit(M, remote_id, {"display_name": "Ours"})
    await world.replicate()
    world.simulator.office_edit("material", remote_id, {"displayName": "Theirs"})
    await world.pull()
    [conflict] = world.desk.queries.conflicts()
    assert (conflict.field, conflict.base, conflict.ours, conflict.theirs) == (
        "display_name",
        base,
        "Ours",
        "Theirs",
    )
    assert world.effective(M, remote_id, "display_name") == "Ours"
