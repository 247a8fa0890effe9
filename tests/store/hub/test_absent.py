"""What ServiceTitan does not show any more: counted, buried, brought back; and its reference lists."""

from __future__ import annotations

from decimal import Decimal

import pytest

from lazi_desktop.domain.digests import bucket_of
from lazi_desktop.domain.errors import HubRefused, LeaseLost
from lazi_desktop.ports.hub_feed import FeedKind
from lazi_desktop.ports.hub_lease import Lease
from lazi_desktop.ports.hub_pull import IngestCounts
from lazi_desktop.ports.remote import ReferenceRow
from tests.store.hub.team import MATERIAL, Typist, entity, page_end, told, whole_feed


async def full_run(hub, lease, *remote_ids: int):
    """A full run that meets these and no others, in two pages. Returns its id."""
    run = await hub.begin_run(lease, what="material", full=True)
    half = len(remote_ids) // 2
    before = (await hub.pull_cursor(MATERIAL)).token
    for page, ids in enumerate((remote_ids[:half], remote_ids[half:]), 1):
        end = page_end(before, "2" if page == 1 else None, *ids, page=page)
        lot = [entity(n, {"code": f"C{n}", "price": 10}) for n in ids]
        await hub.ingest(lease, run, lot, kind=MATERIAL, page_end=end)
        before = end.token_after
    return run


async def note(hub, lease, *remote_ids: int):
    return await hub.note_missing(lease, await full_run(hub, lease, *remote_ids), MATERIAL)


async def test_only_what_two_full_runs_in_a_row_did_not_name_is_suspected(hub, lease):
    assert await note(hub, lease, 1, 2, 3, 4) == []
    assert await note(hub, lease, 1, 2) == []
    assert await note(hub, lease, 1, 3) == [4]
    assert await note(hub, lease, 1) == [2, 4]
    assert await note(hub, lease, 1, 2, 3, 4) == []
    assert await note(hub, lease, 1) == []


async def test_the_same_run_counts_once(hub, lease):
    await note(hub, lease, 1, 2)
    run = await full_run(hub, lease, 1)
    assert await hub.note_missing(lease, run, MATERIAL) == []
    assert await hub.note_missing(lease, run, MATERIAL) == []
    assert await note(hub, lease, 1) == [2]


async def test_runs_that_prove_nothing_are_refused(hub, lease):
    await full_run(hub, lease, 1, 2)
    cut_off = await hub.begin_run(lease, what="material", full=True)
    await hub.ingest(lease, cut_off, [], kind=MATERIAL, page_end=page_end(None, "2"))
    changes = await hub.begin_run(lease, what="material", full=False)
    await hub.ingest(lease, changes, [], kind=MATERIAL, page_end=page_end("2", None))
    for run in (cut_off, changes):
        with pytest.raises(HubRefused, match="came to its end"):
            await hub.note_missing(lease, run, MATERIAL)
    with pytest.raises(LeaseLost):
        await hub.note_missing(Lease("servicetitan", 99, 60), cut_off, MATERIAL)


async def test_what_is_gone_gets_a_tombstone_and_its_overrides_a_conflict(team, hub, lease):
    ann = Typist(team, hub)
    run = await full_run(hub, lease, 1, 2, 3)
    op = await ann.edit(2, "price", 12, seen=10)
    head = (await hub.state()).feed_seq
    assert await hub.bury(lease, run, MATERIAL, [1, 2, 77]) == 2
    assert await hub.bury(lease, run, MATERIAL, [1, 2, 77]) == 0
    rows = await whole_feed(hub, head)
    assert len({row.group for row in rows}) == 1
    graves = {row.entity_key: row.payload for row in rows if row.kind is FeedKind.TOMBSTONE}
    assert graves == {
        team.key(n): {"kind": "material", "reason": "gone", "replaced_by": None} for n in (1, 2)
    }
    [clash] = [told(row) for row in rows if row.kind is FeedKind.CONFLICT]
    assert (clash["kind"], clash["field"], clash["ours"], clash["theirs"]) == (
        "delete_vs_edit",
        "price",
        12,
        None,
    )
    assert await hub.mirrored_count(MATERIAL) == 1
    assert await hub.mirror_of(MATERIAL, [1, 2]) == {}
    digest = await hub.digest(MATERIAL)
    assert digest.buckets.keys() == {bucket_of(team.key(3))}
    assert {row.op_id for row in await hub.pending()} == {op.op_id}


async def test_what_comes_back_is_told_whole(team, hub, lease):
    run = await full_run(hub, lease, 1, 2)
    before = await hub.digest(MATERIAL)
    await hub.bury(lease, run, MATERIAL, [1])
    head = (await hub.state()).feed_seq
    await full_run(hub, lease, 1, 2)
    [row] = await whole_feed(hub, head)
    assert (row.kind, row.entity_key) == (FeedKind.MIRROR, team.key(1))
    assert told(row)["fields"] == {"code": "C1", "price": 10}
    assert (await hub.digest(MATERIAL)).buckets == before.buckets
    assert team.sql(
        "select action from audit.change_log where tenant_id = %s order by n", team.tenant_id
    ) == [("bury",), ("revive",)]  # fmt: skip


async def test_the_snapshot_shows_what_is_buried_only_where_somebody_still_works_on_it(team, hub, lease):
    ann = Typist(team, hub)
    run = await full_run(hub, lease, 1, 2, 3)
    await ann.edit(2, "price", 12, seen=10)
    await hub.bury(lease, run, MATERIAL, [1, 2])
    rows = [row async for page in hub.snapshot() for row in page.rows]
    shown = {kind: [row.entity_key for row in rows if row.kind is kind] for kind in FeedKind}
    assert sorted(shown[FeedKind.MIRROR]) == sorted([team.key(2), team.key(3)])
    assert sorted(shown[FeedKind.TOMBSTONE]) == sorted([team.key(1), team.key(2)])
    assert shown[FeedKind.OVERRIDE] == shown[FeedKind.CONFLICT] == [team.key(2)]
    seqs = {(row.kind, row.entity_key): row.seq for row in rows}
    assert seqs[FeedKind.MIRROR, team.key(2)] <= seqs[FeedKind.TOMBSTONE, team.key(2)]
    parts = [row.kind for row in rows]
    assert parts == sorted(parts, key=["mirror", "created", "tombstone", "override", "conflict"].index)
    assert [
        row async for page in hub.snapshot_of(MATERIAL, [bucket_of(team.key(2))]) for row in page.rows
    ] == []


# -------------------------------------------------------------------------------------------------- reference lists


def vendor(n: int, payload: str, *, active: bool = True) -> ReferenceRow:
    return ReferenceRow(n, payload, f"Vendor {n}", active)


async def read_list(hub, lease, *rows: ReferenceRow, name: str = "vendors") -> IngestCounts:
    run = await hub.begin_run(lease, what=f"lists {name}", full=True)
    counts = await hub.ingest_reference(lease, run, name, rows)
    await hub.end_run(lease, run, state="done", counts=counts, detail="")
    return counts


async def test_a_reference_list_is_kept_raw_and_as_it_is(team, hub, lease):
    first = await read_list(hub, lease, vendor(1, '{"rate": 1.50, "b": 1}'), vendor(2, '{"t": "x\\u0000y"}'))
    assert first == IngestCounts(received=2, added=2)
    await read_list(hub, lease, vendor(1, '{"other": "list"}'), name="markup")
    same = await read_list(hub, lease, vendor(1, '{"b": 1, "rate": 1.5}'), vendor(2, '{"t": "x\\u0000y"}'))
    assert same == IngestCounts(received=2, unchanged=2)
    moved = await read_list(hub, lease, vendor(1, '{"rate": 2}', active=False), vendor(3, "{}"))
    assert moved == IngestCounts(received=2, added=1, changed=2)
    now = "select remote_id, name, active, payload, gone_at is not null from master.reference_rows"
    assert team.sql(f"{now} where tenant_id = %s and list = 'vendors' order by 1", team.tenant_id) == [
        (1, "Vendor 1", False, {"rate": 2}, False),
        (2, "Vendor 2", True, {"t": "xy"}, True),
        (3, "Vendor 3", True, {}, False),
    ]
    assert team.sql(
        "select field, before ->> 'rate', after ->> 'rate' from audit.change_log where tenant_id = %s order by n",
        team.tenant_id,
    ) == [("vendors 1", "1.5", "2"), ("vendors 2", None, None)]
    assert team.sql(
        "select count(*)::int from raw.st_reference_rows where tenant_id = %s and list = 'vendors'", team.tenant_id
    ) == [(5,)]  # fmt: skip
    back = await read_list(
        hub, lease, vendor(2, '{"t": "xy"}'), vendor(3, "{}"), vendor(1, '{"rate": 2}', active=False)
    )
    assert back == IngestCounts(received=3, changed=1, unchanged=2)
    assert (await hub.counts()).last_pull is None  # a list is no pull of the pricebook


async def test_numbers_of_a_list_stay_exact(team, hub, lease):
    await read_list(hub, lease, vendor(1, '{"n": 0.1000000000000000000000000001}'))
    [(exact,)] = team.sql(
        "select payload ->> 'n' from master.reference_rows where tenant_id = %s", team.tenant_id
    )
    assert Decimal(exact) == Decimal("0.1000000000000000000000000001")
