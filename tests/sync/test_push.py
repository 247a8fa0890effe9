"""Push on real parts: only what was submitted goes out, and only what was read back counts."""

from __future__ import annotations

import asyncio
from decimal import Decimal
from typing import Any

import psycopg
import pytest

from lazi_desktop.domain.errors import LeaseLost
from lazi_desktop.domain.habits import Habit
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.merge import ReadBack
from lazi_desktop.domain.values import Fields
from lazi_desktop.operations.change_sets import hold_back
from lazi_desktop.operations.submit import recall_changes
from lazi_desktop.ports.engine import Progress, PushResult
from lazi_desktop.ports.overrides import OverrideState
from lazi_desktop.store.hub.embedded import EmbeddedPostgres
from lazi_desktop.sync.preview import preview_push
from lazi_desktop.sync.push_plan import plan_push, verdicts_of
from lazi_desktop.sync.submission import sendable, submit
from tests.sync.making import Maker
from tests.sync.test_push_plan import job as a_job
from tests.world import World

M, S, E, D, C = (
    EntityKind.MATERIAL,
    EntityKind.SERVICE,
    EntityKind.EQUIPMENT,
    EntityKind.DISCOUNT_FEE,
    EntityKind.CATEGORY,
)
PATHS = {M: "materials", S: "services", E: "equipment", D: "discounts-and-fees", C: "categories"}


@pytest.fixture
async def filled(world: World) -> World:
    await world.pull()
    world.simulator.clear_requests()
    return world


def writes(world: World) -> list[str]:
    return [call["path"] for call in world.simulator.requests() if call["method"] in ("PATCH", "POST", "PUT", "DELETE")
            and "/connect/" not in call["path"]]  # fmt: skip


@pytest.mark.parametrize(
    "kind, values, wire",
    [
        (
            M,
            {"price": Decimal("24.99"), "display_name": "Union, blue"},
            {"price": 24.99, "displayName": "Union, blue"},
        ),
        (
            S,
            {"price": 199, "taxable": True, "hours": Decimal("1.25")},
            {"price": 199, "taxable": True, "hours": 1.25},
        ),
        (E, {"member_price": 80, "manufacturer": "Hayward"}, {"memberPrice": 80, "manufacturer": "Hayward"}),
        (D, {"amount": Decimal("0.15")}, {"amount": 0.15}),
        (C, {"description": "Everything in PVC"}, {"description": "Everything in PVC"}),
    ],
)
async def test_a_submitted_change_of_every_kind_arrives_and_is_verified(filled: World, kind, values, wire):
    candidates = filled.some(kind, 99)
    remote_id = next(
        one for one in candidates if all(filled.effective(kind, one, name) != values[name] for name in values)
    )
    fields = await filled.edit_and_push(kind, remote_id, values)
    assert {name: field.result for name, field in fields.items()} == dict.fromkeys(
        values, PushResult.VERIFIED
    )
    there = filled.simulator.item(str(kind), remote_id)
    assert {
        name: float(there[name]) if isinstance(there[name], Decimal) else there[name] for name in wire
    } == wire
    assert filled.detail(kind, remote_id).overrides == {}
    assert filled.effective(kind, remote_id, next(iter(values))) == next(iter(values.values()))


async def test_only_our_fields_are_sent(filled: World):
    [remote_id] = filled.some(M)
    filled.simulator.office_edit("material", remote_id, {"unitOfMeasure": "BOX"})
    await filled.edit_and_push(M, remote_id, {"price": 12})
    assert filled.simulator.item("material", remote_id)["unitOfMeasure"] == "BOX"
    assert filled.effective(M, remote_id, "unit_of_measure") == "BOX"


async def test_a_materials_cost_is_its_vendors(filled: World):
    remote_id = next(item["id"] for item in filled.simulator.items("material") if item.get("primaryVendor"))
    fields = await filled.edit_and_push(M, remote_id, {"cost": Decimal("3.21")})
    assert fields["cost"].result is PushResult.VERIFIED
    there = filled.simulator.item("material", remote_id)
    assert float(there["primaryVendor"]["cost"]) == float(there["cost"]) == 3.21


async def test_nothing_leaves_that_was_not_submitted(filled: World):
    one, other = filled.some(M, 2)
    filled.edit(M, one, {"price": 10})
    filled.submit()
    filled.edit(M, other, {"price": 20})
    filled.edit(M, one, {"price": 11})
    report = await filled.push()
    assert writes(filled) == []
    assert list(report.fields) == []
    assert filled.detail(M, one).overrides["price"].value == 11


async def test_what_was_taken_back_before_a_push_stays_here(filled: World):
    [remote_id] = filled.some(M)
    filled.edit(M, remote_id, {"price": 77})
    filled.submit()
    await filled.replicate()
    sent = [one.op_id for one in filled.desk.queries.pending()]

    def take_back() -> None:
        with filled.desk.workspace.unit_of_work() as unit:
            recall_changes(unit, sent)

    filled.desk.writer.submit(take_back).result()
    report = await filled.push()
    assert (writes(filled), list(report.fields)) == ([], [])
    assert filled.detail(M, remote_id).overrides["price"].state is OverrideState.PENDING


async def test_what_servicetitan_drops_silently_is_said_to_differ_and_kept(filled: World):
    [remote_id] = filled.some(M)
    before = filled.effective(M, remote_id, "price")
    filled.simulator.inject(match={"method": "PATCH"}, kind="drop_field", field="price", times=1)
    fields = await filled.edit_and_push(M, remote_id, {"price": 77, "display_name": "Union, blue"})
    assert fields["price"].result is PushResult.DIFFERS
    assert fields["price"].found == before
    assert fields["display_name"].result is PushResult.VERIFIED
    override = filled.detail(M, remote_id).overrides["price"]
    assert (override.value, override.state) == (77, OverrideState.DIFFERS)
    assert "old value" in override.detail


async def test_an_office_edit_since_the_pull_is_a_conflict_and_holds_the_price_line(filled: World):
    [remote_id] = filled.some(M)
    filled.simulator.office_edit("material", remote_id, {"price": 55.5})
    fields = await filled.edit_and_push(
        M, remote_id, {"price": 60, "member_price": 58, "display_name": "Union, blue"}
    )
    assert {name: field.result for name, field in fields.items()} == {
        "price": PushResult.CONFLICT,
        "member_price": PushResult.HELD,
        "display_name": PushResult.VERIFIED,
    }
    assert "price" in fields["member_price"].detail, "what it waits for"
    assert float(filled.simulator.item("material", remote_id)["price"]) == 55.5
    [conflict] = filled.desk.queries.conflicts()
    assert (conflict.field, conflict.ours, conflict.theirs) == ("price", 60, Decimal("55.5"))


async def test_a_refused_change_says_servicetitans_own_words_and_stops_nothing_else(filled: World):
    one, other = filled.some(M, 2)
    body = '{"title":"There must be exactly one vendor","status":400,"errors":{"price":["too odd"]}}'
    filled.simulator.inject(
        match={"method": "PATCH", "path_contains": f"/materials/{one}"}, kind="status", status=400, body=body,
        headers={"content-type": "application/json"}, times=1,
    )  # fmt: skip
    filled.edit(M, one, {"price": 10})
    filled.edit(M, other, {"price": 20})
    filled.submit()
    report = await filled.push()
    results = {(field.entity_key, field.field): field for field in report.fields}
    assert results[filled.key(M, one), "price"].result is PushResult.FAILED
    assert "too odd" in results[filled.key(M, one), "price"].detail
    assert results[filled.key(M, other), "price"].result is PushResult.VERIFIED
    assert filled.detail(M, one).overrides["price"].state is OverrideState.FAILED


async def test_an_answer_lost_after_the_write_is_settled_by_reading_back(filled: World):
    [remote_id] = filled.some(M)
    filled.simulator.inject(match={"method": "PATCH"}, kind="reset_after_apply", times=1)
    fields = await filled.edit_and_push(M, remote_id, {"price": 42})
    assert fields["price"].result is PushResult.VERIFIED
    assert len(writes(filled)) == 1


async def test_a_write_that_never_arrived_is_not_repeated_blindly(filled: World):
    [remote_id] = filled.some(M)
    filled.simulator.inject(match={"method": "PATCH"}, kind="reset_before_apply", times=1)
    fields = await filled.edit_and_push(M, remote_id, {"price": 42})
    assert fields["price"].result is PushResult.WAITING
    assert len(writes(filled)) == 1
    assert filled.detail(M, remote_id).overrides["price"].value == 42
    again = await filled.push()
    assert again.waiting == 1
    assert again.look_again_in is not None
    assert 0 < again.look_again_in <= 120
    assert len(writes(filled)) == 1


async def test_a_429_is_waited_out_and_the_change_goes_out_later(filled: World):
    [remote_id] = filled.some(M)
    filled.simulator.inject(match={"method": "PATCH"}, kind="rate_limit", retry_after=3, times=1)
    fields = await filled.edit_and_push(M, remote_id, {"price": 42})
    assert fields["price"].result is PushResult.WAITING
    assert filled.detail(M, remote_id).overrides["price"].state is OverrideState.SUBMITTED


async def test_a_500_with_html_loses_nothing_and_is_read_back(filled: World):
    [remote_id] = filled.some(M)
    filled.simulator.inject(match={"method": "PATCH"}, kind="html", status=500, times=1)
    fields = await filled.edit_and_push(M, remote_id, {"price": 42})
    assert fields["price"].result is PushResult.WAITING
    assert "<" not in fields["price"].detail
    assert filled.detail(M, remote_id).overrides["price"].value == 42


EMPTY: dict[str, Any] = {
    "kind": "status", "status": 200, "body": '{"page":1,"pageSize":50,"hasMore":false,"totalCount":null,"data":[]}',
    "headers": {"content-type": "application/json"},
}  # fmt: skip


async def test_what_a_list_does_not_show_is_read_by_itself(filled: World):
    remote_id = filled.some(M)[0]
    filled.simulator.inject(match={"method": "GET", "path_contains": "/materials"}, times=1, **EMPTY)
    fields = await filled.edit_and_push(M, remote_id, {"price": 42})
    assert fields["price"].result is PushResult.VERIFIED


async def test_a_value_that_is_there_already_is_not_sent(filled: World):
    [remote_id] = filled.some(M)
    filled.edit(M, remote_id, {"display_name": "Union, blue"})
    filled.submit()
    await filled.replicate()
    filled.simulator.office_edit("material", remote_id, {"displayName": "Union, blue"})
    report = await filled.push()
    assert writes(filled) == []
    assert all(field.result is PushResult.VERIFIED for field in report.fields)
    assert filled.detail(M, remote_id).overrides == {}


async def test_a_cancelled_push_proves_what_went_out_and_leaves_the_rest_submitted(filled: World):
    ids = filled.some(M, 5)
    for remote_id in ids:
        filled.edit(M, remote_id, {"price": 42})
    filled.submit()
    pushing = asyncio.current_task()
    assert pushing is not None

    def stop_after_two(progress: Progress) -> None:
        if progress.done == 2:
            pushing.cancel()

    report = await filled.cut_push(stop_after_two)
    assert pushing.uncancel() == 0
    assert report.count(PushResult.VERIFIED) == 2
    assert report.count(PushResult.WAITING) == 3
    assert len(writes(filled)) == 2
    report = await filled.push()
    assert report.count(PushResult.VERIFIED) == 3
    assert len(writes(filled)) == 5


@pytest.mark.parametrize("times", [1, 3])
async def test_a_push_cut_off_in_a_request_keeps_the_record_of_it(filled: World, times: int):
    [remote_id] = filled.some(M)
    filled.edit(M, remote_id, {"price": 42})
    filled.submit()
    filled.simulator.inject(match={"method": "PATCH"}, kind="slow", seconds=0.3, times=1)
    report = await filled.cut_push_in_a_request(times)
    assert report.count(PushResult.VERIFIED) == 1
    assert float(filled.simulator.item("material", remote_id)["price"]) == 42


async def test_an_error_in_the_middle_reads_back_what_went_out(filled: World):
    one, other, third = filled.some(M, 3)
    for remote_id in (one, other, third):
        filled.edit(M, remote_id, {"price": 42})
    filled.submit()
    filled.simulator.inject(match={"method": "PATCH"}, kind="expire_tokens", skip=2, times=1)
    filled.simulator.inject(match={"path_contains": "/connect/token"}, kind="status", status=400,
                            body='{"error":"invalid_client"}', times=1)  # fmt: skip
    report = await filled.push()
    assert report.stopped is not None
    assert report.count(PushResult.WAITING) == 3 - report.count(PushResult.VERIFIED)
    assert report.count(PushResult.VERIFIED) + len(writes(filled)) > 0
    again = await filled.push()
    assert again.stopped is None
    assert again.waiting == 1  # the one that was turned away, for half a minute
    there = [float(filled.simulator.item("material", each)["price"]) for each in (one, other, third)]
    assert there.count(42) == 2


async def test_what_was_read_too_long_ago_is_read_again_before_it_is_overwritten(filled: World):
    one, other = filled.some(M, 2)
    for remote_id in (one, other):
        filled.edit(M, remote_id, {"price": 42})
    filled.submit()
    done: list[str] = []

    def dawdle(progress: Progress) -> None:
        if progress.activity == "push" and not done:
            done.append(progress.text)
            filled.clock.pass_time(20)
            late = next(
                each for each in (one, other) if filled.simulator.item("material", each)["price"] != 42
            )
            filled.simulator.office_edit("material", late, {"price": 7})

    report = await filled.push(tell=dawdle)
    assert report.count(PushResult.VERIFIED) == 1
    assert report.count(PushResult.CONFLICT) == 1
    assert 7 in {float(filled.simulator.item("material", each)["price"]) for each in (one, other)}


async def test_a_member_that_did_not_come_is_not_taken_for_nothing(filled: World):
    known = {"price": 10}
    plan = plan_push(M, a_job(hours=(2, 3)), known, frozenset())
    assert plan.sending == {"hours": 3}
    [verdict] = verdicts_of(plan, known)
    assert verdict.result is ReadBack.DIFFERS


async def test_the_command_line_submits_and_pushes_without_a_workspace(filled: World):
    [remote_id] = filled.some(M)
    filled.edit(M, remote_id, {"price": 42})
    await filled.replicate()
    [preview] = await preview_push(filled.hub, filled.remote)
    assert (preview.result, preview.ours) == (PushResult.WAITING, 42)
    assert writes(filled) == []
    chosen = sendable(await filled.hub.pending(), again=False)
    assert len(chosen) == 1
    await submit(filled.hub, chosen, *_tools(filled))
    assert (await filled.hub.counts()).submitted_entities == 1


async def test_the_command_line_does_not_send_again_what_servicetitan_dropped(filled: World):
    [remote_id] = filled.some(M)
    filled.simulator.inject(match={"method": "PATCH"}, kind="drop_field", field="price", times=1)
    await filled.edit_and_push(M, remote_id, {"price": 77})
    pending = await filled.hub.pending()
    assert sendable(pending, again=False) == []
    assert sendable(pending, again=True) == list(pending)


async def test_an_edit_made_while_its_push_runs_stays_pending_over_the_pushed_value(filled: World):
    [remote_id] = filled.some(M)
    filled.edit(M, remote_id, {"price": 42})
    filled.submit()
    await filled.replicate()

    def edit_once(progress: Progress) -> None:
        if filled.effective(M, remote_id, "price") == 42:
            filled.edit(M, remote_id, {"price": 43})

    report = await filled.push(tell=edit_once)
    assert report.count(PushResult.VERIFIED) == 1
    assert float(filled.simulator.item("material", remote_id)["price"]) == 42
    override = filled.detail(M, remote_id).overrides["price"]
    assert (override.value, override.state) == (43, OverrideState.PENDING)
    assert filled.desk.queries.conflicts() == []
    filled.submit()
    report = await filled.push()
    assert report.count(PushResult.VERIFIED) == 1
    assert filled.detail(M, remote_id).overrides == {}


def _tools(world: World):
    from lazi_desktop.app.system import OrderedIds

    return OrderedIds(), world.clock


async def test_what_is_submitted_while_a_push_runs_waits_for_no_conflict_of_another_field(filled: World):
    [remote_id] = filled.some(M)
    filled.simulator.office_edit("material", remote_id, {"price": 55.5})
    patch = filled.remote.patch

    async def meanwhile(*change: Any, **named: Any) -> Fields | None:
        answer = await patch(*change, **named)
        if "description" not in filled.detail(M, remote_id).overrides and len(writes(filled)) == 1:
            filled.edit(M, remote_id, {"description": "<p>Blue</p>"})
            filled.submit()
            await filled.replicate()
        return answer

    filled.remote.patch = meanwhile  # type: ignore[method-assign]
    filled.edit(M, remote_id, {"price": 60, "display_name": "Union, blue"})
    filled.submit()
    report = await filled.push()
    assert {one.field: one.result for one in report.fields} == {
        "price": PushResult.CONFLICT,
        "display_name": PushResult.VERIFIED,
        "description": PushResult.VERIFIED,
    }
    assert list(filled.detail(M, remote_id).overrides) == ["price"]
    assert (await filled.push()).fields == []


async def test_what_is_submitted_while_a_change_is_in_doubt_waits_for_no_conflict_of_another_field(
    filled: World, server: EmbeddedPostgres
):
    [remote_id] = filled.some(M)
    filled.simulator.inject(match={"method": "PATCH"}, kind="reset_before_apply", times=1)
    assert (await filled.edit_and_push(M, remote_id, {"price": 60}))["price"].result is PushResult.WAITING
    filled.simulator.office_edit("material", remote_id, {"price": 55.5})
    filled.edit(M, remote_id, {"display_name": "Union, blue"})
    filled.submit()
    with psycopg.connect(server.admin_url, autocommit=True) as admin:
        Maker(filled, admin).pass_time()
    report = await filled.push()
    assert {one.field: one.result for one in report.fields} == {
        "price": PushResult.CONFLICT,
        "display_name": PushResult.VERIFIED,
    }
    assert (await filled.push()).fields == []


async def test_a_computer_that_slept_while_the_hub_wrote_down_what_it_sends_sends_nothing(filled: World):
    [remote_id] = filled.some(M)
    filled.edit(M, remote_id, {"price": 60})
    filled.submit()
    intend = filled.hub.intend

    async def slow(*args, **kwargs):
        attempt = await intend(*args, **kwargs)
        filled.clock.pass_time(130)
        return attempt

    filled.hub.intend = slow  # type: ignore[method-assign]
    report = await filled.push()
    assert isinstance(report.stopped, LeaseLost)
    assert writes(filled) == []
    filled.hub.intend = intend  # type: ignore[method-assign]
    assert filled.detail(M, remote_id).overrides["price"].state is OverrideState.SUBMITTED


async def test_what_is_held_back_is_not_sent_with_everything_else(filled: World):
    first, second = filled.some(M, 2)
    filled.edit(M, first, {"price": 42})
    filled.edit(M, second, {"price": 43})
    [held] = [one.op_id for one in filled.desk.queries.pending() if one.ours == 42]

    def hold() -> None:
        with filled.desk.workspace.unit_of_work() as unit:
            hold_back(unit, [held])

    filled.desk.writer.submit(hold).result()
    await filled.replicate()
    pending = await filled.hub.pending()
    assert {row.value: row.held for row in pending} == {42: True, 43: False}
    assert [row.value for row in sendable(pending, again=True)] == [43]
    assert [one.ours for one in await preview_push(filled.hub, filled.remote)] == [43]
    await submit(filled.hub, [row for row in pending if row.held], *_tools(filled))
    submitted = await filled.hub.pending()
    assert {row.value for row in sendable(submitted, again=False)} == {42, 43}


async def test_what_servicetitan_did_to_a_value_is_known_at_every_desk(filled: World):
    [remote_id] = filled.some(M)
    for times in (1, 2):
        filled.simulator.inject(match={"method": "PATCH"}, kind="drop_field", field="price", times=1)
        await filled.edit_and_push(M, remote_id, {"price": 76 + times})
        [habit] = filled.desk.queries.habits()
        assert (habit.kind, habit.field, habit.habit, habit.sent, habit.seen) == (
            M, "price", Habit.DROPPED, 76 + times, times,
        )  # fmt: skip


@pytest.mark.parametrize(
    "name, ours, made, words",
    [
        ("price", Decimal("24.99"), 25, "ServiceTitan rounded it: 24.99 was sent, 25 is there."),
        ("display_name", "Union, blue", "UNION, BLUE", "ServiceTitan took it and writes it in its own way."),
    ],
)
async def test_what_servicetitan_makes_of_a_value_differs_and_is_no_conflict(
    filled: World, name, ours, made, words
):
    [remote_id] = filled.some(M)
    wire = {"price": "price", "display_name": "displayName"}[name]
    patch = filled.remote.patch

    async def rewritten(kind, number, *rest, **more):
        answered = await patch(kind, number, *rest, **more)
        filled.simulator.office_edit("material", number, {wire: made})
        return {**(answered or {}), name: made}

    filled.remote.patch = rewritten  # type: ignore[method-assign,assignment]
    fields = await filled.edit_and_push(M, remote_id, {name: ours})
    assert fields[name].result is PushResult.DIFFERS
    assert fields[name].detail == words
    override = filled.detail(M, remote_id).overrides[name]
    assert (override.value, override.state, override.detail) == (ours, OverrideState.DIFFERS, words)
    assert filled.desk.queries.conflicts() == []
    [habit] = filled.desk.queries.habits()
    assert (habit.field, habit.seen) == (name, 1)
    filled.submit()
    again = await filled.push()
    assert again.count(PushResult.DIFFERS) == 1
    assert filled.desk.queries.conflicts() == []
    [habit] = filled.desk.queries.habits()
    assert habit.seen == 2


async def test_what_the_office_types_meanwhile_is_a_conflict_also_where_a_rounding_gives_it(filled: World):
    [remote_id] = filled.some(M)
    patch = filled.remote.patch

    async def and_somebody_types(kind, number, *rest, **more):
        answered = await patch(kind, number, *rest, **more)
        filled.simulator.office_edit("material", number, {"price": 150})
        return answered

    filled.remote.patch = and_somebody_types  # type: ignore[method-assign,assignment]
    fields = await filled.edit_and_push(M, remote_id, {"price": Decimal("149.95")})
    filled.remote.patch = patch  # type: ignore[method-assign]
    assert fields["price"].result is PushResult.CONFLICT
    [conflict] = filled.desk.queries.conflicts()
    assert (conflict.field, conflict.ours, conflict.theirs) == ("price", Decimal("149.95"), 150)
    assert filled.desk.queries.habits() == []
    await filled.push()
    assert float(filled.simulator.item("material", remote_id)["price"]) == 150
