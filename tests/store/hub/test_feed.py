"""The feed: gapless under many writers, read in whole groups; the snapshot; waking up."""

from __future__ import annotations

import asyncio
import random
from uuid import uuid4

import pytest

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.ops import OpKind
from lazi_desktop.ports.hub_feed import FeedKind
from lazi_desktop.store.hub.wire import decode
from tests.store.hub.team import Typist, entity, pull, whole_feed


async def test_it_has_no_gaps_under_six_writers_and_a_reader(team, hub, lease):
    await pull(hub, lease, {n: {"code": f"C{n}", "price": 0} for n in range(1, 31)})
    writers = [Typist(team, await team.hub(person)) for person in ("ann", "bob", "ann", "bob", "adam")]
    chance = random.Random(11)
    rounds = 12

    async def write(typist, number):
        for turn in range(rounds):
            txn = uuid4()
            ops = [
                typist.set(remote_id, "price", number * 1000 + turn, seen=0, base=0, txn=txn)
                for remote_id in chance.sample(range(1, 31), chance.randint(1, 5))
            ]
            await typist.send(*ops)
            if chance.random() < 0.2:
                await typist.send(*ops)

    async def ingest():
        run = await hub.begin_run(lease, what="material", full=False)
        for turn in range(rounds):
            lot = [entity(n, {"hours": turn}) for n in chance.sample(range(1, 31), 8)]
            await hub.ingest(lease, run, lot, kind=EntityKind.MATERIAL)

    seen: list[int] = []
    done = asyncio.Event()

    async def read():
        reader = writers[0].hub
        while True:
            ending = done.is_set()
            page = await reader.feed_after(len(seen), 20)
            seen.extend(row.seq for row in page)
            if ending and not page:
                return
            await asyncio.sleep(0)

    reading = asyncio.create_task(read())
    await asyncio.gather(ingest(), *(write(typist, number) for number, typist in enumerate(writers)))
    done.set()
    await reading
    head = (await hub.state()).feed_seq
    assert seen == list(range(1, head + 1))
    assert head > 100


async def test_a_group_larger_than_a_page_comes_whole(hub, lease):
    await pull(hub, lease, {n: {"code": str(n)} for n in range(1, 41)})
    await pull(hub, lease, {n: {"code": "x"} for n in range(1, 4)})
    first = await hub.feed_after(0, 10)
    assert len(first) == 40
    assert {row.group for row in first} == {first[0].group}
    second = await hub.feed_after(40, 10)
    assert [row.seq for row in second] == [41, 42, 43]
    assert await hub.feed_after(43, 10) == []


async def test_a_page_ends_with_a_group(hub, lease):
    for turn in range(4):
        await pull(hub, lease, {n: {"code": f"{turn}.{n}"} for n in range(1, 4)})
    assert [row.seq for row in await hub.feed_after(0, 7)] == [1, 2, 3, 4, 5, 6]


async def test_the_snapshot_is_the_present_state(team, hub, lease):
    ann = Typist(team, hub)
    bob = Typist(team, await team.hub("bob"))
    await pull(hub, lease, {n: {"code": f"C{n}", "price": 10} for n in range(1, 4)})
    await pull(hub, lease, {5: {"name": "Valves"}}, EntityKind.CATEGORY)
    await pull(hub, lease, {1: {"price": 11}})
    op = await ann.edit(2, "price", 12, seen=10)
    [receipt] = await bob.send(bob.set(2, "price", 15, seen=10, base=10))
    pages = [page async for page in hub.snapshot()]
    assert {page.at_seq for page in pages} == {(await hub.state()).feed_seq}
    rows = [row for page in pages for row in page.rows]
    told = {(row.kind, row.entity_key, row.field): row for row in await whole_feed(hub)}
    assert {(row.kind, row.entity_key, row.field) for row in rows} == set(told)
    for row in rows:
        whole = {**row.payload, "fields": decode(row.fields_text)} if row.fields_text else row.payload
        assert whole == told[row.kind, row.entity_key, row.field].payload
        assert row.op_id == told[row.kind, row.entity_key, row.field].op_id
        if row.kind is FeedKind.MIRROR:
            assert row.seq == told[row.kind, row.entity_key, row.field].seq
    assert {row.op_id for row in rows if row.kind is FeedKind.OVERRIDE} == {op.op_id}
    assert [row.payload["conflict_id"] for row in rows if row.kind is FeedKind.CONFLICT] == [
        str(receipt.conflict_id)
    ]


async def test_the_snapshot_comes_in_pages(hub, lease, monkeypatch):
    monkeypatch.setattr("lazi_desktop.store.hub.snapshots.SNAPSHOT_PAGE", 3)
    await pull(hub, lease, {n: {"code": str(n)} for n in range(1, 8)})
    pages = [page async for page in hub.snapshot()]
    assert [len(page.rows) for page in pages if page.rows] == [3, 3, 1]


async def test_a_snapshot_of_a_hub_whose_all_is_gone_tells_where_the_feed_stands(team, hub, lease):
    await pull(hub, lease, {1: {"price": 10}})
    team.sql("delete from master.pricebook_entities where tenant_id = %s", team.tenant_id)
    assert [(page.at_seq, page.rows) async for page in hub.snapshot()] == [(1, [])]


async def test_what_was_made_here_is_in_the_snapshot_until_servicetitan_has_it(team, hub, lease):
    ann = Typist(team, hub)
    made, discarded, adopted = (EntityKey(uuid4()) for _ in range(3))
    await ann.send(*(ann.op(OpKind.CREATE, 0, key=key) for key in (made, discarded, adopted)))
    await ann.send(ann.op(OpKind.DISCARD, 0, value=[], key=discarded))
    code = ann.op(OpKind.SET, 0, "code", "NEW", key=adopted)
    await ann.send(code)
    await ann.submit(code)
    [job] = await hub.claim(lease, 1)
    attempt = await hub.intend(lease, job, sending={"code": "NEW"}, before={}, path="materials")
    await hub.answered(lease, job, attempt, outcome="applied", status=200, detail="")
    await hub.adopt(lease, job, 77)
    rows = [row async for page in hub.snapshot() for row in page.rows]
    assert [(row.kind, row.entity_key, row.payload) for row in rows if row.kind is not FeedKind.OVERRIDE] == [
        (FeedKind.CREATED, made, {"kind": "material"}),
        (
            FeedKind.TOMBSTONE,
            discarded,
            {"kind": "material", "reason": "discarded", "replaced_by": None},
        ),
    ]
    await pull(hub, lease, {77: {"code": "NEW"}})
    rows = [row async for page in hub.snapshot() for row in page.rows]
    assert adopted in {row.entity_key for row in rows if row.kind is FeedKind.MIRROR}


async def test_a_closed_conflict_and_a_dropped_override_are_in_no_snapshot(team, hub, lease):
    ann = Typist(team, hub)
    await pull(hub, lease, {1: {"price": 10}})
    await ann.edit(1, "price", 12, seen=10)
    await pull(hub, lease, {1: {"price": 11}})
    await pull(hub, lease, {1: {"price": 12}})
    kinds = [row.kind async for page in hub.snapshot() for row in page.rows]
    assert kinds == [FeedKind.MIRROR]


async def test_somebody_elses_edit_wakes_a_desktop(team, hub, lease):
    await pull(hub, lease, {1: {"price": 10}})
    bob = await team.hub("bob")
    await bob.wait_for_feed(0)  # listens from here on
    ann = Typist(team, hub)
    waiting = asyncio.create_task(bob.wait_for_feed(60))
    await ann.edit(1, "price", 12, seen=10)
    await asyncio.wait_for(waiting, 20)


async def test_waiting_ends_by_itself_and_can_be_cancelled(hub):
    await hub.wait_for_feed(0.01)
    waiting = asyncio.create_task(hub.wait_for_feed(60))
    await asyncio.sleep(0)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    await hub.wait_for_feed(0.01)
    assert (await hub.state()).feed_seq == 0


async def test_the_cursor_is_noted(team, hub):
    epoch = (await hub.state()).epoch
    await hub.note_cursor(epoch, 7)
    assert team.sql(
        "select cursor_seq, cursor_epoch from sync.devices where device_id = %s", hub.device.device_id
    ) == [(7, epoch)]
