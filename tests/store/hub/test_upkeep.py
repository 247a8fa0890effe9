"""The feed's floor, and what goes with the years."""

from __future__ import annotations

import asyncio
from uuid import uuid4

import pytest

from lazi_desktop.domain.errors import LeaseLost
from lazi_desktop.ports.hub_lease import Lease
from tests.store.hub.team import MATERIAL, Typist, entity, page_end, pull, whole_feed
from tests.store.hub.test_change_sets import Said, proposals, sent
from tests.store.hub.waiting import held, until_they_wait


async def fill(hub, lease, many: int = 10) -> None:
    """As many groups of one row."""
    for n in range(many):
        await pull(hub, lease, {1: {"price": n}})


def age(team, days: int, upto: int) -> None:
    """The feed's rows up to `upto` are so old."""
    team.sql(
        "update sync.change_feed set at = clock_timestamp() - make_interval(days => %s)"
        " where tenant_id = %s and seq <= %s", days, team.tenant_id, upto,
    )  # fmt: skip


def seen(team, hub, days: int) -> None:
    team.sql(
        "update sync.devices set last_seen_at = clock_timestamp() - make_interval(days => %s)"
        " where tenant_id = %s and device_id = %s", days, team.tenant_id, hub.device.device_id,
    )  # fmt: skip


def left(team) -> list[int]:
    return [seq for (seq,) in team.sql(
        "select seq from sync.change_feed where tenant_id = %s order by seq", team.tenant_id
    )]  # fmt: skip


async def at(hub, cursor: int) -> None:
    await hub.note_cursor((await hub.state()).epoch, cursor)


async def test_ninety_days_are_kept(team, hub, lease):
    await fill(hub, lease)
    age(team, 89, 10)
    assert (await hub.tend(lease))["feed rows"] == 0
    age(team, 91, 6)
    await at(hub, 10)
    assert (await hub.tend(lease))["feed rows"] == 5
    state = await hub.state(6)
    assert state.feed_floor == 6
    assert (
        state.group_at is not None
    )  # of who stands at the floor it can still be told whether it went back in time
    assert left(team) == [6, 7, 8, 9, 10]
    assert [row.seq for row in await whole_feed(hub, 6)] == [7, 8, 9, 10]


async def test_a_feed_all_of_which_is_old_keeps_its_last_row(team, hub, lease):
    await fill(hub, lease, 4)
    age(team, 200, 4)
    await hub.tend(lease)
    assert ((await hub.state()).feed_floor, left(team)) == (4, [4])
    await fill(hub, lease, 2)
    assert (await hub.feed_after(4))[0].seq == 5


async def test_who_was_here_within_sixty_days_can_go_on(team, hub, lease):
    await fill(hub, lease)
    age(team, 100, 10)
    bob, adam = await team.hub("bob"), await team.hub("adam")
    await at(hub, 10)
    await at(bob, 4)
    await at(adam, 2)
    seen(team, bob, 59)
    seen(team, adam, 61)
    await hub.tend(lease)
    assert (await hub.state()).feed_floor == 4
    assert left(team)[0] == 4
    team.sql("update sync.devices set revoked_at = now() where device_id = %s", bob.device.device_id)
    await hub.tend(lease)
    assert (await hub.state()).feed_floor == 10


async def test_a_desktop_of_another_epoch_holds_nothing_back(team, hub, lease):
    await fill(hub, lease)
    age(team, 100, 10)
    bob = await team.hub("bob")
    await at(bob, 1)
    team.sql("update sync.tenants set feed_epoch = gen_random_uuid() where tenant_id = %s", team.tenant_id)
    await hub.tend(lease)
    assert (await hub.state()).feed_floor == 10


async def test_the_floor_never_sinks(team, hub, lease):
    await fill(hub, lease)
    age(team, 100, 8)
    await hub.tend(lease)
    await at(hub, 3)
    await hub.tend(lease)
    assert (await hub.state()).feed_floor == 8


async def test_it_goes_by_lots_and_goes_on_where_it_was_cut_off(team, hub, lease, monkeypatch):
    monkeypatch.setattr("lazi_desktop.store.hub.upkeep.LOT", 3)
    await fill(hub, lease)
    age(team, 100, 9)
    rows = hub.database.rows
    lots: list[tuple[str | None, int]] = []

    async def cut_off(statement, **values):
        if len(lots) == 2:
            raise ConnectionError
        found = await rows(statement, **values)
        lots.append((values["place"], found[0].dropped))
        return found

    monkeypatch.setattr(hub.database, "rows", cut_off)
    with pytest.raises(ConnectionError):
        await hub.tend(lease)
    assert lots == [(None, 3), ("3", 3)]  # and the next lot is not looked for where this one was
    assert left(team) == [7, 8, 9, 10]
    monkeypatch.setattr(hub.database, "rows", rows)
    assert (await hub.tend(lease))["feed rows"] == 2
    assert (await hub.tend(lease))["feed rows"] == 0


async def test_many_old_runs_go_by_lots_too(team, hub, lease, monkeypatch):
    monkeypatch.setattr("lazi_desktop.store.hub.upkeep.LOT", 2)
    kept = []
    for n in range(5):
        run = await hub.begin_run(lease, what=f"run {n}", full=True)
        for page in range(1, 4):
            end = page_end(f"{page - 1}" if page > 1 else None, f"{page}" if page < 3 else None, page=page)
            await hub.ingest(lease, run, [], kind=MATERIAL, page_end=end)
        if n % 2:
            kept.append(run)
        await hub.end_run(lease, run, state="done", counts={"changed": n % 2}, detail="")
    team.sql(
        "update sync.inbound_log set started_at = started_at - interval '91 days' where tenant_id = %s",
        team.tenant_id,
    )
    assert (await hub.tend(lease)).items() >= {("pages", 15), ("runs", 3)}
    assert {run.run_id for run in await hub.runs()} == set(kept)


@pytest.mark.parametrize(
    "looked_at",
    [
        "sync.change_feed",
        "sync.inbound_log",
        "sync.inbound_page",
        "sync.push_attempt",
        "crm.proposals",
        "crm.early_answers",
    ],
)
async def test_nobody_waits_while_it_looks_for_what_may_go(team, hub, lease, looked_at):
    await fill(hub, lease, 3)
    with held(team, f"lock table {looked_at} in access exclusive mode"):
        tending = asyncio.ensure_future(hub.tend(lease))
        await until_they_wait(team, 1)
        team.sql("select from sync.tenants where tenant_id = %s for update nowait", team.tenant_id)
    await tending


async def test_only_the_holder_of_the_lease_tends(hub, lease):
    with pytest.raises(LeaseLost):
        await hub.tend(Lease("servicetitan", lease.token + 1, 60))


async def test_old_runs_go_unless_they_changed_or_sent_something(team, hub, lease):
    ann = Typist(team, hub)
    quiet = await hub.begin_run(lease, what="material", full=True)
    await hub.ingest(lease, quiet, [], kind=MATERIAL, page_end=page_end(None, None))
    await hub.end_run(
        lease, quiet, state="done", counts={"received": 3, "unchanged": 3, "added": 0}, detail=""
    )
    changed = await hub.begin_run(lease, what="material", full=False)
    counts = await hub.ingest(
        lease, changed, [entity(1, {"price": 10})], kind=MATERIAL, page_end=page_end(None, None, 1)
    )
    await hub.end_run(lease, changed, state="done", counts=counts, detail="")
    await ann.submit(await ann.edit(1, "price", 11, seen=10))
    push = await hub.begin_run(lease, what="push", full=False)
    [job] = await hub.claim(lease, 1)
    await hub.intend(lease, job, sending={"price": 11}, before={"price": 10}, path="material/1")
    await hub.end_run(lease, push, state="failed", counts={}, detail="")
    team.sql(
        "update sync.inbound_log set started_at = started_at - interval '91 days' where tenant_id = %s",
        team.tenant_id,
    )
    young = await hub.begin_run(lease, what="tend", full=False)
    assert (await hub.tend(lease)).items() >= {("pages", 2), ("runs", 1)}
    assert {run.run_id for run in await hub.runs()} == {changed, push, young}
    assert len(await hub.attempts(push)) == 1


async def test_what_was_answered_long_ago_is_told_nobody_any_more(team, hub, lease, monkeypatch):
    monkeypatch.setattr("lazi_desktop.store.hub.upkeep.LOT", 2)
    await pull(hub, lease, {1: {"code": "A", "price": 10, "cost": 4}})
    ann, ed = Said(team, Typist(team, hub)), Said(team, Typist(team, await team.hub("ed")))
    again = [ed.propose("hours", hours, seen=10) for hours in range(11, 16)]  # each takes the one before back
    open_one, lately = ed.propose("cost_type_id", 5, seen=4), ed.propose("display_name", "Tee")
    await ed.typist.send(*again, open_one)
    team.sql(
        "update crm.proposals set proposed_at = proposed_at - interval '100 days',"
        " answered_at = answered_at - interval '91 days' where tenant_id = %s", team.tenant_id,
    )  # fmt: skip
    await ed.typist.send(lately)
    await ann.typist.send(ann.answer([lately.op_id], "rejected", "No"))
    left = {again[-1].op_id, open_one.op_id, lately.op_id}
    assert set(await proposals(hub)) == left
    assert (await hub.tend(lease))["proposals"] == 4
    assert set(await proposals(hub)) == left
    assert [one[0] for one in team.sql(
        "select op_id from crm.proposals where tenant_id = %s order by op_id", team.tenant_id
    )] == sorted(left)  # fmt: skip
    asked = [one for one in await hub.history(team.key(1)) if one.action == "propose"]
    assert len(asked) == 7  # the audit keeps them
    assert await sent(ann, ann.answer([again[0].op_id], "accepted")) == [("noop", "")]


async def test_answers_to_what_never_came_go_after_ninety_days(team, hub, lease, monkeypatch):
    monkeypatch.setattr("lazi_desktop.store.hub.upkeep.LOT", 2)
    ann = Said(team, Typist(team, hub))
    await ann.typist.send(ann.answer([uuid4() for _ in range(5)], "rejected", "No"))
    assert (await hub.tend(lease))["early answers"] == 0
    team.sql("update crm.early_answers set at = at - interval '91 days' where tenant_id = %s", team.tenant_id)
    await ann.typist.send(ann.answer([uuid4()], "rejected", "No"))
    assert (await hub.tend(lease))["early answers"] == 5
    assert (await hub.tend(lease))["early answers"] == 0
    assert team.sql("select count(*) from crm.early_answers where tenant_id = %s", team.tenant_id) == [(1,)]
