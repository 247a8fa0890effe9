"""The push ledger: what each push did to each field, and what pulls found."""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

import psycopg
import pytest

from lazi_desktop.domain.habits import Habit
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.merge import ReadBack
from lazi_desktop.domain.pushed import Result
from lazi_desktop.ports.hub_push import JobEnd, Verdict
from lazi_desktop.ports.hub_runs import Pulled
from tests.store.hub.team import Typist, entity, pull
from tests.store.hub.test_push import let_time_pass

MATERIAL = EntityKind.MATERIAL


@pytest.fixture
async def ann(team, hub, lease):
    await pull(
        hub,
        lease,
        {1: {"code": "A", "display_name": "Valve", "price": 10, "cost": 4}, 2: {"code": "B", "price": 20}},
    )
    return Typist(team, hub)


@pytest.fixture
async def run(hub, lease, ann):
    return await hub.begin_run(lease, what="push", full=False)


def verdict(op, result, found, field="price", detail=""):
    return Verdict(field=field, op_id=op.op_id, result=result, found=found, detail=detail)


async def send(hub, lease, job, outcome="applied", status=200, detail="", before=None, **sending):
    attempt = await hub.intend(
        lease, job, sending=sending, before=before or {"price": 10, "cost": 4}, path="material/1"
    )
    await hub.answered(lease, job, attempt, outcome=outcome, status=status, detail=detail)


async def submitted(ann, **values):
    ops = [
        await ann.edit(1, name, value, seen={"price": 10, "cost": 4}[name]) for name, value in values.items()
    ]
    await ann.submit(*ops)
    return ops


async def lines(hub, run):
    return {one.field: one for one in await hub.push_results(run)}


async def test_each_field_is_written_down_from_before_to_found(team, ann, hub, lease, run):
    price, cost = await submitted(ann, price=12, cost=5)
    [job] = await hub.claim(lease, 10)
    await send(hub, lease, job, price=12, cost=5)
    under_way = await lines(hub, run)
    assert {one.result for one in under_way.values()} == {Result.WAITING}
    await hub.settle(
        lease, job,
        [verdict(price, ReadBack.VERIFIED, 12), verdict(cost, ReadBack.DIFFERS, 4, "cost", "kept its old value")],
    )  # fmt: skip
    assert [attempt.settled for attempt in await hub.attempts(run)] == [Result.DIFFERS]
    found = await lines(hub, run)
    one, other = found["price"], found["cost"]
    assert (one.entity_key, one.entity_kind, one.code, one.name) == (team.key(1), "material", "A", "Valve")
    assert (one.before, one.sent, one.found, one.result) == (10, 12, 12, Result.VERIFIED)
    assert (one.op_id, one.by, one.on_wire, one.status, one.created) == (price.op_id, "Ann", True, 200, False)
    assert (other.before, other.sent, other.found, other.result) == (4, 5, 4, Result.DIFFERS)
    assert other.detail == "kept its old value"
    await hub.end_run(lease, run, state="done", counts={"verified": 1, "differs": 1}, detail="")
    [push] = await hub.pushes()
    assert (push.run.run_id, push.run.by, push.run.device) == (run, "Ann", "ann's PC")
    assert (push.skus, push.fields, push.requests) == (1, 2, 1)
    assert push.results == {"verified": 1, "differs": 1, "rejected": 0, "conflict": 0, "waiting": 0}


async def test_of_a_long_push_only_what_failed_may_be_asked_for(ann, hub, lease, run):
    price, cost = await submitted(ann, price=12, cost=5)
    [job] = await hub.claim(lease, 10)
    await send(hub, lease, job, price=12, cost=5)
    assert await hub.push_results(run, only_failed=True) == []  # it waits for its answer
    verdicts = [verdict(price, ReadBack.VERIFIED, 12), verdict(cost, ReadBack.DIFFERS, 4, "cost")]
    await hub.settle(lease, job, verdicts)
    [one] = await hub.push_results(run, only_failed=True)
    assert (one.field, one.result) == ("cost", Result.DIFFERS)
    assert [one.field for one in await hub.push_results(run, limit=1)] == ["cost"]
    assert await hub.push_results(run, only_failed=True, limit=0) == []


async def test_an_answer_that_comes_in_a_later_push_is_told_in_the_one_that_sent(team, ann, hub, lease, run):
    [price] = await submitted(ann, price=12)
    [job] = await hub.claim(lease, 10)
    await send(hub, lease, job, outcome="ambiguous", status=None, detail="timed out", price=12)
    await hub.end_run(lease, run, state="done", counts={}, detail="")
    one = (await lines(hub, run))["price"]
    assert (one.result, one.detail) == (Result.WAITING, "timed out")
    assert [attempt.settled for attempt in await hub.attempts(run)] == [Result.WAITING]
    let_time_pass(team, 130)
    later = await hub.begin_run(lease, what="push", full=False)
    [job] = await hub.claim(lease, 10)
    await hub.settle(lease, job, [verdict(price, ReadBack.VERIFIED, 12)])
    one = (await lines(hub, run))["price"]
    assert (one.result, one.before, one.found) == (Result.VERIFIED, 10, 12)
    [attempt] = await hub.attempts(run)
    assert (attempt.outcome, attempt.settled) == ("ambiguous", Result.VERIFIED)
    assert await lines(hub, later) == {}
    assert [row.run.run_id for row in await hub.pushes()] == [later, run]
    assert [row.run.run_id for row in await hub.pushes(limit=1)] == [later]
    [older] = await hub.pushes(before=(await hub.pushes(limit=1))[0].run.started)
    assert older.run.run_id == run


async def test_a_refusal_keeps_servicetitans_words(ann, hub, lease, run):
    await submitted(ann, price=12, cost=5)
    [job] = await hub.claim(lease, 10)
    await send(hub, lease, job, outcome="rejected", status=400, detail="No.", price=12, cost=5)
    await hub.put_off(lease, job, JobEnd.NEEDS_HUMAN, detail="No.", field_details={"price": "Too much."})
    found = await lines(hub, run)
    assert {name: (one.result, one.detail, one.status) for name, one in found.items()} == {
        "price": (Result.REJECTED, "Too much.", 400), "cost": (Result.REJECTED, "No.", 400),
    }  # fmt: skip


async def test_what_was_not_sent_is_there_with_the_reason(ann, hub, lease, run):
    price, cost = await submitted(ann, price=12, cost=5)
    [job] = await hub.claim(lease, 10)
    verdicts = [verdict(price, ReadBack.CONFLICT, 11), verdict(cost, ReadBack.VERIFIED, 5, "cost")]
    await hub.settle(lease, job, verdicts, end=JobEnd.BLOCKED)
    found = await lines(hub, run)
    assert {name: (one.result, one.on_wire, one.before, one.found) for name, one in found.items()} == {
        "price": (Result.CONFLICT, False, 11, 11), "cost": (Result.VERIFIED, False, 5, 5),
    }  # fmt: skip


@pytest.mark.parametrize("found, result", [(12, ReadBack.VERIFIED), (11, ReadBack.DIFFERS)])
async def test_sent_anew_in_the_same_push_the_first_before_image_stays(ann, hub, lease, run, found, result):
    [price] = await submitted(ann, price=12)
    [job] = await hub.claim(lease, 10)
    await send(hub, lease, job, price=12)
    made = Habit.ROUNDED if result is ReadBack.DIFFERS else None
    await hub.settle(lease, job, [replace(verdict(price, result, found), habit=made)])
    again = await ann.edit(1, "price", 14, seen=10 if made is None else 12, base=found)
    await ann.submit(again)
    [job] = await hub.claim(lease, 10)
    await send(hub, lease, job, before={"price": found}, price=14)
    await hub.settle(lease, job, [verdict(again, ReadBack.VERIFIED, 14)])
    one = (await lines(hub, run))["price"]
    assert (one.before, one.sent, one.found, one.op_id) == (10, 14, 14, again.op_id)


async def test_what_was_refused_leaves_no_before_image(ann, hub, lease, run):
    [price] = await submitted(ann, price=12)
    [job] = await hub.claim(lease, 10)
    await send(hub, lease, job, outcome="rejected", status=400, price=12)
    await hub.put_off(lease, job, JobEnd.NEEDS_HUMAN, detail="No.")
    await ann.submit(price)
    [job] = await hub.claim(lease, 10)
    await send(hub, lease, job, before={"price": 11}, price=12)
    assert (await lines(hub, run))["price"].before == 11


async def test_what_is_gone_is_a_conflict(ann, hub, lease, run):
    await submitted(ann, price=12)
    [job] = await hub.claim(lease, 10)
    await hub.gone(lease, job)
    one = (await lines(hub, run))["price"]
    assert (one.result, one.on_wire) == (Result.CONFLICT, False)


async def test_it_is_kept_for_ever(team, ann, hub, lease, run):
    await submitted(ann, price=12)
    [job] = await hub.claim(lease, 10)
    await hub.gone(lease, job)
    await hub.end_run(lease, run, state="done", counts={}, detail="")
    team.sql(
        "update sync.inbound_log set started_at = started_at - interval '4 years',"
        " finished_at = finished_at - interval '4 years' where tenant_id = %s",
        team.tenant_id,
    )
    await hub.tend(lease)
    assert "price" in await lines(hub, run)
    assert [row.run.run_id for row in await hub.pushes()] == [run]
    for statement in ("delete from sync.push_results", "truncate sync.push_results"):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            team.sql(statement)


async def test_a_pull_tells_what_it_found_entity_by_entity(team, ann, hub, lease):
    await ann.edit(2, "price", 21, seen=20)
    run = await hub.begin_run(lease, what="material", full=False)
    lot = [
        entity(1, {"code": "A", "display_name": "Valve", "price": 11, "cost": 4, "active": False}),
        entity(2, {"code": "B", "price": 22}),
        entity(3, {"code": "C", "display_name": "New", "price": 1}),
    ]
    team.sql(
        "update master.pricebook_entities set fields = fields || '{\"active\": true}' where tenant_id = %s",
        team.tenant_id,
    )
    await hub.ingest(lease, run, lot, kind=MATERIAL)
    await hub.bury(lease, run, MATERIAL, [3])

    counts = await hub.pulled_counts([run])
    assert counts == {
        Pulled.ADDED: 1, Pulled.CHANGED: 2, Pulled.DEACTIVATED: 1, Pulled.VANISHED: 1, Pulled.CONFLICTS: 1,
        Pulled.SET_BACK: 0,
    }  # fmt: skip
    [added] = await hub.pulled([run], Pulled.ADDED)
    assert (added.entity_key, added.code, added.name) == (team.key(3), "C", "New")
    [off] = await hub.pulled([run], Pulled.DEACTIVATED)
    assert (off.code, off.before, off.after) == (
        "A", {"active": True, "price": 10}, {"active": False, "price": 11},
    )  # fmt: skip
    [vanished] = await hub.pulled([run], Pulled.VANISHED)
    assert vanished.entity_key == team.key(3)
    [clash] = await hub.pulled([run], Pulled.CONFLICTS)
    assert (clash.code, clash.before, clash.after) == ("B", {"price": 21}, {"price": 22})
    first, second = [(await hub.pulled([run], Pulled.CHANGED, skip=skip, limit=1))[0] for skip in (0, 1)]
    assert {first.code, second.code} == {"A", "B"}
    assert await hub.pulled([run], Pulled.CHANGED, skip=2) == []
    other = await hub.begin_run(lease, what="service", full=False)
    assert not any((await hub.pulled_counts([other])).values())
    assert replace(off) == (await hub.pulled([run, other], Pulled.DEACTIVATED))[0]


async def test_whose_edit_it_was_and_in_which_change_set(team, ann, hub, lease, run):
    spring = uuid4()
    edits = [
        replace(ann.set(1, "price", 12, seen=10, base=10), change_set=spring),
        ann.set(1, "cost", 5, seen=4, base=4),
    ]
    await ann.send(*edits)
    await ann.submit(*edits)
    [job] = await hub.claim(lease, 10)
    await send(hub, lease, job, price=12)
    await hub.settle(
        lease, job, [verdict(edits[0], ReadBack.VERIFIED, 12), verdict(edits[1], ReadBack.CONFLICT, 6, "cost")],
        end=JobEnd.BLOCKED,
    )  # fmt: skip
    found = await lines(hub, run)
    assert {name: (one.by, one.change_set) for name, one in found.items()} == {
        "price": ("Ann", spring), "cost": ("Ann", None),
    }  # fmt: skip
    [push] = await hub.pushes()
    assert push.change_sets == [spring]
