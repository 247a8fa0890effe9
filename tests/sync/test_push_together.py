"""Several changes in one request: only where it does what it was asked, and never at the price of a promise."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

import pytest

from lazi_desktop.domain.habits import Habit
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.push_cost import TOOK_SOME, ToSend, requests_of
from lazi_desktop.ports.engine import PushResult
from lazi_desktop.ports.overrides import OverrideState
from tests.world import World

M = EntityKind.MATERIAL
MANY = 14
SEVERAL = "/pricebook"


@pytest.fixture
async def edited(world: World) -> tuple[World, list[int]]:
    """A world with new prices of so many materials, submitted."""
    await world.pull()
    ids = world.some(M, MANY)
    assert len(ids) == MANY
    for number, remote_id in enumerate(ids):
        world.edit(M, remote_id, {"price": 1000 + number})
    world.submit()
    await world.replicate()
    world.simulator.clear_requests()
    return world, ids


def sent(world: World) -> Counter[str]:
    """PATCH requests: of one, of several."""
    paths = [call["path"] for call in world.simulator.requests() if call["method"] == "PATCH"]
    return Counter("several" if path.endswith(SEVERAL) else "one" for path in paths)


def prices(world: World, ids: list[int]) -> list[float]:
    return [float(world.simulator.item("material", remote_id)["price"]) for remote_id in ids]


WANTED = [float(1000 + number) for number in range(MANY)]


async def test_one_proves_it_and_the_others_follow_together(edited):
    world, ids = edited
    report = await world.push()
    assert report.count(PushResult.VERIFIED) == MANY
    assert sent(world) == {"several": 2}
    assert prices(world, ids) == WANTED
    asked = [call for call in world.simulator.requests() if "/connect/" not in call["path"]]
    assert len(asked) == report.requests
    assert report.requests == requests_of([ToSend(M, is_plain=True)] * MANY, together=True)
    assert report.requests / MANY < 0.5
    assert report.remarks == ()
    assert all(world.detail(M, remote_id).overrides == {} for remote_id in ids)


async def test_a_push_that_must_not_sends_one_by_one(edited):
    world, ids = edited
    report = await world.push(together=False)
    assert sent(world) == {"one": MANY}
    assert prices(world, ids) == WANTED
    assert report.requests == requests_of([ToSend(M, is_plain=True)] * MANY, together=False)


async def test_lists_and_objects_go_by_themselves(edited):
    world, ids = edited
    other = ids[0]
    link = world.effective(M, other, "primary_vendor") or {}
    world.edit(M, other, {"primary_vendor": {**link, "memo": "ask for blue"}})
    world.submit()
    await world.push()
    assert sent(world) == {"several": 2, "one": 1}
    assert prices(world, ids) == WANTED


@pytest.mark.parametrize(
    "fault",
    [
        {"kind": "deny_scope", "scope": "tn.pb.pricebook:w"},
        {"kind": "status", "status": 404},
        {"kind": "status", "status": 405},
    ],
)
async def test_where_servicetitan_does_not_serve_it_all_goes_one_by_one(edited, fault):
    world, ids = edited
    if fault["kind"] == "status":
        fault = fault | {"match": {"method": "PATCH", "path": several_path(world)}, "times": None}
    world.simulator.inject(**fault)
    report = await world.push()
    assert report.count(PushResult.VERIFIED) == MANY
    assert sent(world) == {"several": 1, "one": MANY}
    assert prices(world, ids) == WANTED


def several_path(world: World) -> str:
    return f"/pricebook/v2/tenant/{world.simulator.tenant}/pricebook"


async def test_a_tenant_that_demands_every_member_is_asked_only_once(edited):
    world, _ = edited
    world.simulator.inject(
        "status", status=400, match={"method": "PATCH", "path": several_path(world)}, times=None,
        body='{"title":"Bad","status":400,"errors":{"materials[0].code":["Required property \'code\' not found."]}}',
        headers={"content-type": "application/json"},
    )  # fmt: skip
    report = await world.push()
    assert report.count(PushResult.VERIFIED) == MANY
    assert sent(world) == {"several": 1, "one": MANY}


async def test_one_that_is_refused_holds_up_none_of_the_others(edited):
    world, ids = edited
    bad = ids[5]
    refusal = {"status": 400, "body": '{"title":"No.","status":400,"errors":{"price":["too odd"]}}'}
    json = {"content-type": "application/json"}
    world.simulator.inject("status", match={"method": "PATCH", "path": several_path(world)}, skip=1, times=1,
                           headers=json, **refusal)  # fmt: skip
    world.simulator.inject("status", match={"method": "PATCH", "path_contains": f"/materials/{bad}"}, times=1,
                           headers=json, **refusal)  # fmt: skip
    report = await world.push()
    assert report.count(PushResult.VERIFIED) == MANY - 1
    [failed] = [field for field in report.fields if field.result is PushResult.FAILED]
    assert failed.entity_key == world.key(M, bad)
    assert "too odd" in failed.detail
    assert sent(world) == {"several": 2, "one": MANY - 1}


async def test_an_answer_that_is_lost_is_settled_by_reading_back(edited):
    world, _ = edited
    world.simulator.inject(
        "reset_after_apply", match={"method": "PATCH", "path": several_path(world)}, skip=1, times=1
    )
    report = await world.push()
    assert report.count(PushResult.VERIFIED) == MANY
    assert sent(world) == {"several": 2}


async def test_what_never_arrived_is_not_repeated_blindly(edited):
    world, _ = edited
    world.simulator.inject(
        "reset_before_apply", match={"method": "PATCH", "path": several_path(world)}, skip=1, times=1
    )
    report = await world.push()
    assert (report.count(PushResult.VERIFIED), report.count(PushResult.WAITING)) == (1, MANY - 1)
    assert sent(world) == {"several": 2}
    again = await world.push()
    assert again.waiting == MANY - 1
    assert sent(world) == {"several": 2}


async def test_a_429_is_waited_out(edited):
    world, ids = edited
    world.simulator.inject(
        "rate_limit", match={"method": "PATCH", "path": several_path(world)}, retry_after=3, times=1
    )
    first = await world.push()
    second = await world.push()
    done = first.count(PushResult.VERIFIED) + second.count(PushResult.VERIFIED)
    assert done == MANY or second.waiting == MANY - done
    for remote_id in ids:
        ours = world.detail(M, remote_id).overrides.get("price")
        assert ours is None or ours.state is OverrideState.SUBMITTED


async def test_one_that_loses_other_fields_ends_it_with_a_word(edited):
    """As a tenant would for which a member that is not sent means "none"."""
    world, ids = edited
    patch_together = world.remote.patch_together

    async def spoiling(kind, changes, *, may_send):
        await patch_together(kind, changes, may_send=may_send)
        for change in changes:
            world.simulator.office_edit("material", change.remote_id, {"displayName": "wiped"})

    world.remote.patch_together = spoiling
    report = await world.push()
    assert sent(world) == {"several": 1, "one": MANY - 1}
    [remark] = report.remarks
    assert "Look at it in ServiceTitan" in remark
    assert report.count(PushResult.VERIFIED) == MANY
    assert [world.simulator.item("material", one)["displayName"] for one in ids].count("wiped") == 1


async def test_a_price_that_only_such_a_request_drops_is_sent_by_itself(edited):
    world, ids = edited
    world.simulator.inject(
        "drop_field", field="price", match={"method": "PATCH", "path": several_path(world)}, times=1
    )
    report = await world.push()
    assert report.count(PushResult.VERIFIED) == MANY
    assert sent(world) == {"several": 1, "one": MANY}
    assert prices(world, ids) == WANTED
    assert report.remarks == (TOOK_SOME,)
    assert world.desk.queries.habits() == []


async def test_a_price_that_is_dropped_by_itself_too_is_said_to_differ(edited):
    world, _ = edited
    world.simulator.inject("drop_field", field="price", match={"method": "PATCH"}, times=None)
    report = await world.push()
    assert report.count(PushResult.DIFFERS) == MANY
    assert sent(world) == {"several": 1, "one": MANY}
    [habit] = world.desk.queries.habits()
    assert (habit.habit, habit.seen) == (Habit.DROPPED, MANY)


async def test_of_a_request_that_is_taken_in_part_the_others_go_by_themselves(edited):
    """The first, of one, proves it; of the second every other SKU is taken, and it says "OK"."""
    world, ids = edited
    for remote_id in ids[:3]:  # of these another field goes along
        world.edit(M, remote_id, {"display_name": f"Tee {remote_id}"})
    world.submit()
    await world.replicate()
    patch_together = world.remote.patch_together

    async def half(kind, changes, *, may_send):
        await patch_together(kind, changes if len(changes) == 1 else changes[::2], may_send=may_send)

    world.remote.patch_together = half
    report = await world.push()
    assert report.count(PushResult.VERIFIED) == len(report.fields) == MANY + 3
    assert sent(world) == {"several": 2, "one": (MANY - 1) // 2}
    assert prices(world, ids) == WANTED
    assert report.remarks == (TOOK_SOME,)
    assert world.desk.queries.habits() == []
    [push] = await world.hub.pushes()
    results = await world.hub.push_results(push.run.run_id)
    assert len(results) == MANY + 3
    assert all(one.before != one.found == one.sent for one in results)


async def test_one_field_that_is_left_out_goes_by_itself_and_the_other_is_proved(edited):
    world, ids = edited
    for remote_id in ids:
        world.edit(M, remote_id, {"display_name": f"Tee {remote_id}"})
    world.submit()
    await world.replicate()
    world.simulator.inject(
        "drop_field", field="price", match={"method": "PATCH", "path": several_path(world)}, skip=1, times=1
    )
    report = await world.push()
    assert report.count(PushResult.VERIFIED) == 2 * MANY
    assert prices(world, ids) == WANTED
    [push] = await world.hub.pushes()
    results = await world.hub.push_results(push.run.run_id)
    assert all(one.before != one.found == one.sent for one in results)


async def test_an_office_edit_is_a_conflict_and_stays_out(edited):
    world, ids = edited
    world.simulator.office_edit("material", ids[3], {"price": 5.5})
    report = await world.push()
    assert report.count(PushResult.CONFLICT) == 1
    assert float(world.simulator.item("material", ids[3])["price"]) == 5.5
    assert report.count(PushResult.VERIFIED) == MANY - 1


async def test_what_is_taken_back_on_the_way_is_not_sent(edited):
    world, ids = edited
    plan = world.remote.read_many
    taken = False

    async def read_and_take_back(kind, remote_ids):
        nonlocal taken
        found = await plan(kind, remote_ids)
        if not taken:
            taken = True
            world.edit(M, ids[4], {"price": Decimal("7.5")})
            await world.replicate()
        return found

    world.remote.read_many = read_and_take_back
    await world.push()
    there = prices(world, ids)
    assert there[4] not in (1004.0, 7.5)
    assert [*there[:4], *there[5:]] == [*WANTED[:4], *WANTED[5:]]
