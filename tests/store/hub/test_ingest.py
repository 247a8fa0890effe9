"""What a pull writes: raw, mirror, overrides done or in conflict, feed, audit and cursor, all at once."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from uuid import uuid4

import pytest

from lazi_desktop.domain.errors import HubRefused, LeaseLost
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.ports.hub_feed import FeedKind
from lazi_desktop.ports.hub_lease import Lease
from lazi_desktop.ports.hub_pull import IngestCounts, PullCursor
from tests.store.hub.team import Typist, entity, page_end, pull, told, whole_feed

M = EntityKind.MATERIAL


@pytest.fixture
def ann(team, hub):
    return Typist(team, hub)


async def mirror(hub, remote_id=1, kind=M):
    return (await hub.mirror_of(kind, [remote_id]))[remote_id]


async def test_new_entities_are_mirrored_kept_raw_and_told(team, hub, lease):
    fields = {"code": "A-1", "price": Decimal("12.50"), "active": True, "categories": [3, 7], "account": None}
    assert await pull(hub, lease, {1: fields}) == IngestCounts(received=1, added=1)
    assert await mirror(hub) == fields
    [row] = await hub.feed_after(0)
    assert (row.kind, row.entity_key, row.field) == (FeedKind.MIRROR, team.key(1), "")
    assert row.payload == {
        "kind": "material", "remote_id": 1, "modified_on": "2026-01-01T00:00:00.1234567Z", "fields": fields,
    }  # fmt: skip
    assert team.sql(
        "select code, price, active, modified_on, modified_at::text, last_seq from master.pricebook_materials"
        " where tenant_id = %s",
        team.tenant_id,
    ) == [("A-1", Decimal("12.50"), True, "2026-01-01T00:00:00.1234567Z", "2026-01-01 00:00:00.123456+00", 1)]
    assert team.sql("select count(*) from audit.change_log where tenant_id = %s", team.tenant_id) == [(0,)]


async def test_what_has_not_changed_costs_nothing(team, hub, lease):
    await pull(hub, lease, {1: {"price": 10}})
    before = await hub.state()
    assert await pull(hub, lease, {1: {"price": 10}}) == IngestCounts(received=1, unchanged=1)
    assert await hub.state() == before
    assert team.sql("select count(*) from raw.st_records where tenant_id = %s", team.tenant_id) == [(1,)]


async def test_a_change_is_told_whole_and_audited_as_a_difference(team, hub, lease):
    await pull(hub, lease, {1: {"code": "A", "price": 10, "cost": 4}})
    assert await pull(hub, lease, {1: {"code": "A", "price": 11, "cost": 4}}) == IngestCounts(
        received=1, changed=1
    )
    assert told((await whole_feed(hub))[-1])["fields"] == {"code": "A", "price": 11, "cost": 4}
    assert team.sql(
        "select action, actor, before, after from audit.change_log where tenant_id = %s", team.tenant_id
    ) == [("pull", "Ann", {"price": 10}, {"price": 11})]
    assert team.sql("select count(*) from raw.st_records where tenant_id = %s", team.tenant_id) == [(2,)]


async def test_a_field_that_did_not_come_stays(hub, lease):
    await pull(hub, lease, {1: {"code": "A", "price": 10}})
    assert await pull(hub, lease, {1: {"price": 10}}) == IngestCounts(received=1, unchanged=1)
    await pull(hub, lease, {1: {"price": 11, "hours": 2}})
    assert await mirror(hub) == {"code": "A", "price": 11, "hours": 2}
    await pull(hub, lease, {1: {"code": None}})
    assert await mirror(hub) == {"code": None, "price": 11, "hours": 2}


async def test_a_calculated_price_alone_is_no_change(hub, lease):
    await pull(hub, lease, {1: {"price": 10, "calculated_price": 30}})
    assert await pull(hub, lease, {1: {"price": 10, "calculated_price": 31}}) == IngestCounts(
        received=1, unchanged=1
    )
    await pull(hub, lease, {1: {"price": 11, "calculated_price": 32}})
    assert await mirror(hub) == {"price": 11, "calculated_price": 32}


async def test_an_unreadable_record_is_kept_raw_and_skipped(team, hub, lease):
    run = await hub.begin_run(lease, what="material", full=True)
    odd = entity(2, {"price": 1}, problem="price: a number expected")
    broken = entity(3, {}, problem="not JSON")
    object.__setattr__(broken, "payload", '{"price": NaN, \ud800')
    surrogate = entity(4, {"code": "\ud800"})
    counts = await hub.ingest(lease, run, [entity(1, {"price": 1}), odd, broken, surrogate], kind=M)
    assert counts == IngestCounts(received=4, added=1)
    assert await hub.mirrored_count(M) == 1
    assert team.sql(
        "select remote_id, problem from raw.st_records where tenant_id = %s order by 1", team.tenant_id
    ) == [(1, ""), (2, "price: a number expected"), (3, "not JSON"), (4, "A text in it is not Unicode.")]


async def test_a_page_that_names_an_entity_twice_counts_the_later_one(hub, lease):
    run = await hub.begin_run(lease, what="material", full=True)
    counts = await hub.ingest(lease, run, [entity(1, {"price": 1}), entity(1, {"price": 2})], kind=M)
    assert counts == IngestCounts(received=2, added=1, unchanged=1)
    assert await mirror(hub) == {"price": 2}


async def test_an_entity_made_here_is_adopted(team, hub, lease):
    key = uuid4()
    await pull(hub, lease, {2: {"code": "other"}})
    team.sql(
        "insert into crm.entities (tenant_id, entity_key, kind, remote_id) values (%s, %s, 'material', 1)",
        team.tenant_id,
        key,
    )
    await pull(hub, lease, {1: {"code": "A"}})
    assert (await whole_feed(hub))[-1].entity_key == key


async def test_five_hundred_are_the_limit(hub, lease):
    run = await hub.begin_run(lease, what="material", full=True)
    lots = [entity(n, {"code": f"C{n}"}) for n in range(1, 1202)]
    with pytest.raises(ValueError, match="at most 500"):
        await hub.ingest(lease, run, lots, kind=M)
    counts = IngestCounts()
    for at in range(0, len(lots), 500):
        last = page_end(None, "2", *range(1, 1202)) if at == 1000 else None
        counts += await hub.ingest(lease, run, lots[at : at + 500], kind=M, page_end=last)
    assert counts == IngestCounts(received=1201, added=1201)
    assert await hub.mirrored_count(M) == 1201
    assert len(await whole_feed(hub)) == 1201
    assert await hub.missing_after(run, M, []) == 0


async def test_an_empty_page_may_end_a_run(hub, lease):
    run = await hub.begin_run(lease, what="material", full=False)
    end = page_end(None, None, watermark=datetime(2026, 1, 1, tzinfo=UTC))
    assert await hub.ingest(lease, run, [], kind=M, page_end=end) == IngestCounts()
    assert (await hub.pull_cursor(M)).watermark == datetime(2026, 1, 1, tzinfo=UTC)


async def test_categories_know_their_place_in_the_tree(team, hub, lease):
    tree = {1: None, 2: 1, 3: 2, 4: 99, 5: 6, 6: 5}  # 4 hangs on nothing we know, 5 and 6 on each other
    fields = {n: {"name": f"C{n}", "parent_id": parent, "position": n} for n, parent in tree.items()}
    await pull(hub, lease, fields, EntityKind.CATEGORY)
    paths = "select remote_id, path::text from master.pricebook_categories where tenant_id = %s order by 1"
    assert team.sql(paths, team.tenant_id) == [
        (1, "1"),
        (2, "1.2"),
        (3, "1.2.3"),
        (4, "4"),
        (5, None),
        (6, None),
    ]
    await pull(hub, lease, {2: {"parent_id": None}}, EntityKind.CATEGORY)
    assert dict(team.sql(paths, team.tenant_id))[3] == "2.3"
    assert team.sql(
        "select remote_id, depth from master.pricebook_subcategories where tenant_id = %s and depth is not null",
        team.tenant_id,
    ) == [(3, 1)]


async def test_items_show_their_margin(team, hub, lease):
    await pull(hub, lease, {1: {"code": "A", "price": 8, "cost": 5}, 2: {"code": "B", "price": 0, "cost": 1}})
    assert team.sql(
        "select code, margin from master.pricebook_items where tenant_id = %s order by code", team.tenant_id
    ) == [("A", Decimal("0.3750")), ("B", None)]


# --------------------------------------------------------------------------------------------- meeting overrides


async def test_an_override_that_arrived_is_cleared(team, hub, lease, ann):
    op = await ann.edit(1, "price", 12, seen=None)
    assert await pull(hub, lease, {1: {"price": 12}}) == IngestCounts(received=1, added=1, cleared=1)
    assert await hub.pending() == []
    rows = await whole_feed(hub)
    assert [(row.kind, row.field, row.payload is None, row.op_id) for row in rows[1:]] == [
        (FeedKind.MIRROR, "", False, None),
        (FeedKind.OVERRIDE, "price", True, op.op_id),
    ]
    assert len({row.group for row in rows[1:]}) == 1
    assert team.sql("select action, after from audit.change_log where tenant_id = %s order by n", team.tenant_id) == [
        ("set", 12), ("converged", 12),
    ]  # fmt: skip


async def test_an_office_edit_meets_an_override_as_a_conflict(team, hub, lease, ann):
    await pull(hub, lease, {1: {"code": "A", "price": 10}})
    op = await ann.edit(1, "price", 12, seen=10)
    assert await pull(hub, lease, {1: {"price": 11}}) == IngestCounts(received=1, changed=1, conflicts=1)
    [conflict] = await hub.open_conflicts()
    assert (conflict.kind, conflict.base, conflict.ours, conflict.theirs) == ("override_vs_st", 10, 12, 11)
    assert (await mirror(hub))["price"] == 11
    assert [row.value for row in await hub.pending()] == [12]
    last = (await whole_feed(hub))[-1]
    assert (last.kind, last.field, last.op_id) == (FeedKind.CONFLICT, "price", op.op_id)
    assert await hub.conflicted_fields([team.key(1), uuid4()]) == {team.key(1): frozenset({"price"})}

    assert await pull(hub, lease, {1: {"price": 13}}) == IngestCounts(received=1, changed=1, conflicts=1)
    [again] = await hub.open_conflicts()
    assert (again.conflict_id, again.theirs) == (conflict.conflict_id, 13)


async def test_an_office_edit_taken_back_ends_the_conflict(team, hub, lease, ann):
    await pull(hub, lease, {1: {"price": 10}})
    await ann.edit(1, "price", 12, seen=10)
    await pull(hub, lease, {1: {"price": 11}})
    assert await pull(hub, lease, {1: {"price": 10}}) == IngestCounts(received=1, changed=1)
    assert await hub.open_conflicts() == []
    assert [row.value for row in await hub.pending()] == [12]
    assert team.sql("select state from sync.conflicts where tenant_id = %s", team.tenant_id) == [
        ("superseded",)
    ]


async def test_the_office_coming_round_ends_the_conflict(hub, lease, ann):
    await pull(hub, lease, {1: {"price": 10}})
    await ann.edit(1, "price", 12, seen=10)
    await pull(hub, lease, {1: {"price": 11}})
    assert await pull(hub, lease, {1: {"price": 12}}) == IngestCounts(received=1, changed=1, cleared=1)
    assert await hub.open_conflicts() == []
    assert await hub.pending() == []


async def test_an_edit_of_another_field_there_is_no_conflict(hub, lease, ann):
    await pull(hub, lease, {1: {"price": 10, "cost": 4}})
    await ann.edit(1, "price", 12, seen=10)
    assert await pull(hub, lease, {1: {"price": 10, "cost": 5}}) == IngestCounts(received=1, changed=1)
    assert await hub.open_conflicts() == []


async def test_the_echo_of_an_unfinished_push_is_no_conflict(hub, lease, ann):
    await pull(hub, lease, {1: {"price": 10}})
    await ann.submit(await ann.edit(1, "price", 12, seen=10))
    [job] = await hub.claim(lease, 10)
    await hub.intend(lease, job, sending={"price": 12}, before={"price": 10}, path="")
    await ann.edit(1, "price", 13, seen=12, base=10)  # typed on meanwhile
    assert await pull(hub, lease, {1: {"price": 12}}) == IngestCounts(received=1, changed=1)
    assert await hub.open_conflicts() == []
    assert [row.value for row in await hub.pending()] == [13]


async def test_an_echo_is_known_by_its_value_alone(hub, lease, ann):
    await pull(hub, lease, {1: {"price": 10}})
    await ann.submit(await ann.edit(1, "price", 12, seen=10))
    [job] = await hub.claim(lease, 10)
    await hub.intend(lease, job, sending={"price": 12}, before={"price": 10}, path="")
    assert await pull(hub, lease, {1: {"price": 11}}) == IngestCounts(received=1, changed=1, conflicts=1)


async def test_what_was_seen_to_arrive_is_no_echo_when_the_office_sets_it_again(hub, lease, ann):
    await pull(hub, lease, {1: {"price": 10}})
    await ann.submit(await ann.edit(1, "price", 12, seen=10))
    [job] = await hub.claim(lease, 10)
    await hub.intend(lease, job, sending={"price": 12}, before={"price": 10}, path="")  # no answer comes
    assert await pull(hub, lease, {1: {"price": 12}}) == IngestCounts(received=1, changed=1, cleared=1)
    await pull(hub, lease, {1: {"price": 11}})
    await ann.edit(1, "price", 13, seen=11)
    assert await pull(hub, lease, {1: {"price": 12}}) == IngestCounts(received=1, changed=1, conflicts=1)


# ------------------------------------------------------------------------------------------------- runs and cursors


async def test_the_cursor_moves_with_the_pages_last_lot(hub, lease):
    assert await hub.pull_cursor(M) == PullCursor(None, None, datetime.now(UTC))
    run = await hub.begin_run(lease, what="material", full=True)
    await hub.ingest(lease, run, [entity(1, {})], kind=M)
    assert await hub.pull_cursor(M) == PullCursor(None, None, datetime.now(UTC))
    await hub.ingest(lease, run, [entity(2, {})], kind=M, page_end=page_end(None, "page 2", 1, 2))
    assert await hub.pull_cursor(M) == PullCursor("page 2", None, datetime.now(UTC))
    watermark = datetime(2026, 1, 1, tzinfo=UTC)
    end = page_end("page 2", None, 3, page=2, watermark=watermark)
    await hub.ingest(lease, run, [entity(3, {})], kind=M, page_end=end)
    assert await hub.pull_cursor(M) == PullCursor(None, watermark, datetime.now(UTC))
    assert await hub.pull_cursor(EntityKind.SERVICE) == PullCursor(None, None, datetime.now(UTC))


async def test_a_page_that_does_not_follow_the_cursor_changes_nothing(hub, lease):
    run = await hub.begin_run(lease, what="material", full=True)
    await hub.ingest(lease, run, [entity(1, {})], kind=M, page_end=page_end(None, "2", 1))
    with pytest.raises(LeaseLost, match="continued elsewhere"):
        await hub.ingest(lease, run, [entity(2, {})], kind=M, page_end=page_end(None, "2", 2))
    assert await hub.mirrored_count(M) == 1


async def test_an_interrupted_run_goes_on_under_a_new_lease(hub, lease):
    run = await hub.begin_run(lease, what="material", full=True)
    await hub.ingest(lease, run, [entity(1, {})], kind=M, page_end=page_end(None, "2", 1))
    await hub.release(lease)
    later = await hub.acquire("servicetitan", 180)
    assert later.token > lease.token
    await hub.ingest(later, run, [entity(2, {})], kind=M, page_end=page_end("2", None, 2, page=2))
    assert await hub.missing_after(run, M, []) == 0
    with pytest.raises(LeaseLost):
        await hub.ingest(lease, run, [entity(3, {})], kind=M)
    assert await hub.mirrored_count(M) == 2


async def test_what_no_page_named_is_missing(hub, lease):
    await pull(hub, lease, {1: {}, 2: {}, 3: {}})
    run = await hub.begin_run(lease, what="material", full=True)
    await hub.ingest(lease, run, [entity(2, {})], kind=M, page_end=page_end(None, None, 2))
    assert await hub.missing_after(run, M, []) == 2
    assert await hub.missing_after(run, EntityKind.SERVICE, []) == 0


async def test_runs_are_kept_with_how_they_ended(team, hub, lease):
    first = await hub.begin_run(lease, what="material", full=True)
    second = await hub.begin_run(lease, what="material", full=False)
    other = await hub.begin_run(lease, what="service", full=False)
    await hub.end_run(lease, second, state="done", counts=IngestCounts(received=3), detail="")
    states = team.sql(
        "select run_id, state, counts from sync.inbound_log where tenant_id = %s", team.tenant_id
    )
    assert {run: state for run, state, _ in states} == {
        first: "interrupted",
        second: "done",
        other: "running",
    }
    assert next(counts for run, _, counts in states if run == second)["received"] == 3
    assert (await hub.counts()).syncing_on == "ann's PC"


async def test_only_managers_pull(team):
    ed = await team.hub("ed")
    with pytest.raises(HubRefused, match="manager"):
        await ed.begin_run(Lease("servicetitan", 1, 180), what="material", full=True)
