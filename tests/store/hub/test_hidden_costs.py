"""Costs that a team hides: the database hands them out to nobody of these levels, whatever they ask it."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from decimal import Decimal
from typing import Any
from uuid import uuid4

import psycopg
import pytest

from lazi_desktop.domain.cost_sight import (
    COST_COLUMNS,
    COST_LISTS,
    bears_costs,
    fields_masked,
    fields_without_costs,
    masked,
    value_without_costs,
)
from lazi_desktop.domain.digests import row_hash
from lazi_desktop.domain.field_tables import FIELDS
from lazi_desktop.domain.ops import OpKind
from lazi_desktop.domain.team import TeamSettings
from lazi_desktop.ports.hub_audit import AuditFilter
from lazi_desktop.ports.hub_feed import FeedKind
from lazi_desktop.ports.hub_runs import Pulled
from lazi_desktop.ports.remote import ReferenceRow
from lazi_desktop.store.hub import PostgresHub, wire
from tests.store.hub.team import MATERIAL, Team, Typist, pull, whole_feed

FIGURE = "7391.13"
COST = Decimal(FIGURE)
VENDOR = {
    "vendorId": 1,
    "vendorName": "Acme",
    "cost": COST,
    "primarySubAccount": {"cost": COST, "accountName": "A"},
}
MATERIAL_FIELDS: dict[str, Any] = {
    "code": "M-1", "display_name": "Pipe", "price": 20, "cost": COST, "primary_vendor": VENDOR,
    "other_vendors": [VENDOR],
}  # fmt: skip
READABLE = """
    select c.oid::regclass::text from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname in ('raw', 'master', 'crm', 'sync', 'audit', 'pricing', 'people', 'extensions', 'public')
        and c.relkind in ('r', 'p', 'v', 'm', 'S') and has_table_privilege(c.oid, 'select') order by 1
"""


@pytest.fixture
async def costly(team: Team, hub: PostgresHub) -> Team:
    """A tenant with the figure in every place that can have a cost."""
    lease = await hub.acquire("servicetitan", 180)
    ann, bob = Typist(team, hub), Typist(team, await team.hub("bob"))
    await pull(hub, lease, {1: {**MATERIAL_FIELDS, "cost": 1}, 2: {"code": "M-2", "price": 5, "cost": COST}})
    await pull(hub, lease, {1: MATERIAL_FIELDS})
    run = await hub.begin_run(lease, what="lists", full=True)
    await hub.ingest_reference(
        lease,
        run,
        "markup",
        [ReferenceRow(1, json.dumps({"id": 1, "from": 0, "to": float(COST)}), f"0–{FIGURE}")],
    )
    await hub.ingest_reference(lease, run, "vendors", [ReferenceRow(1, "{}", "Acme")])
    await hub.end_run(lease, run, state="done", counts={}, detail="")
    push = await hub.begin_run(lease, what="push", full=False)
    other = {**VENDOR, "vendorName": "Zeta"}
    op = await ann.edit(1, "primary_vendor", other, seen=VENDOR)
    cost = await ann.edit(1, "cost", COST + 1, seen=COST)
    price = await ann.edit(1, "price", 21, seen=20)
    await bob.send(
        bob.set(1, "cost", COST, seen=1, base=1), bob.set(1, "primary_vendor", None, seen=1, base=1)
    )
    await ann.send(
        ann.set(2, "cost", COST + 2, seen=COST, base=COST), ann.op(OpKind.UNSET, 2, "cost", seen=COST + 2)
    )
    await ann.submit(op, cost, price)
    for conflict in await hub.open_conflicts():
        team.sql(
            "update sync.conflicts set state = 'superseded' where conflict_id = %s", conflict.conflict_id
        )
    [job] = await hub.claim(lease, 1)
    told = f"The cost {FIGURE} is too high."
    sending = {"cost": COST + 1, "primary_vendor": other}
    attempt = await hub.intend(lease, job, sending=sending, before=MATERIAL_FIELDS, path="materials/1")
    await hub.answered(lease, job, attempt, outcome="rejected", status=400, detail=told)
    team.sql("update sync.conflicts set state = 'open' where tenant_id = %s", team.tenant_id)
    team.sql("update crm.pricebook_overrides set detail = %s where tenant_id = %s", told, team.tenant_id)
    team.sql("update sync.outbound_queue set detail = %s where tenant_id = %s", told, team.tenant_id)
    await hub.end_run(lease, push, state="done", counts={}, detail=told)
    team.sql(
        "insert into sync.create_questions (tenant_id, entity_key, found, detail) values (%s, %s, '[]', %s)",
        team.tenant_id, team.key(1), told,
    )  # fmt: skip
    for field, value in (("cost", COST), ("primary_vendor", VENDOR)):
        said = wire.encode(value)
        team.sql(
            "insert into crm.proposals (tenant_id, op_id, entity_key, entity_kind, field, seen, value, by, role_name,"
            " proposed_at) values (%s, gen_random_uuid(), %s, 'material', %s, %s::jsonb, %s::jsonb, 'Ed', 'ed', now())",
            team.tenant_id, team.key(1), field, said, said,
        )  # fmt: skip
        team.sql(
            "insert into crm.habits values (%s, 'material', %s, 'rounded', %s::jsonb, %s::jsonb)",
            team.tenant_id, field, said, said,
        )  # fmt: skip
        team.sql(
            "select sync.emit(%s, array[('habit', '00000000-0000-0000-0000-000000000000', %s,"
            " sync.habit_payload(h), null)::sync.event]) from crm.habits h where h.tenant_id = %s and h.field = %s",
            team.tenant_id, field, team.tenant_id, field,
        )  # fmt: skip
    team.sql("insert into pricing.markup_tiers values (%s, 'own', 'all', 0, %s, 20)", team.tenant_id, COST)
    return team


async def hide(team: Team, *levels: str) -> None:
    await (await team.hub("adam")).put_team_settings(TeamSettings(hidden_costs=frozenset(levels)))  # type: ignore[arg-type]


def read_by_hand(team: Team, person: str) -> dict[str, str]:
    """Whatever a login can read, by what it was read from."""
    found = {}
    with psycopg.connect(team.url(person), autocommit=True) as login:
        for (name,) in login.execute(READABLE).fetchall():
            of_tenants = login.execute(
                "select 1 from pg_attribute where attrelid = %s::regclass and attname = 'tenant_id'", (name,)
            ).fetchone()
            # who is in other tenants too may see theirs
            own = "where x.tenant_id = %s" if of_tenants else ""
            rows = login.execute(
                f"select x::text from {name} x {own}", (team.tenant_id,) if of_tenants else ()
            )
            found[name] = str(rows.fetchall())
        found["statistics"] = str(login.execute("select x::text from pg_stats x").fetchall())
    return found


async def read_by_desktop(team: Team, person: str) -> dict[str, str]:
    """Whatever its functions tell."""
    hub = await team.hub(person)
    found: dict[str, Any] = {
        "state": await hub.state(), "feed": await whole_feed(hub), "lists": await hub.listed_rows(),
        "snapshot": [row async for page in hub.snapshot() for row in page.rows],
        "history": await hub.history(team.key(1)), "more history": await hub.history(team.key(2)),
        "audit": await hub.audit(AuditFilter()), "pending": await hub.pending(),
        "conflicts": await hub.open_conflicts(),
        "mirror": await hub.mirror_of(MATERIAL, [1, 2]), "some of it": await hub.mirror_of(MATERIAL, [1], ("cost",)),
        "questions": await hub.questions(), "counts": await hub.counts(), "team": await hub.team(),
    }  # fmt: skip
    found |= {"runs": await hub.runs(), "pushes": await hub.pushes()}
    for push in await hub.pushes():
        found["results"] = await hub.push_results(push.run.run_id)
        found["attempts"] = await hub.attempts(push.run.run_id)
    runs = [run.run_id for run in await hub.runs()]
    found["pulled"] = [await hub.pulled(runs, what) for what in Pulled]
    return {name: str(what) for name, what in found.items()}


def telling(found: dict[str, str]) -> set[str]:
    return {name for name, text in found.items() if FIGURE in text or "7392.13" in text}


@pytest.mark.parametrize("person", ["ed", "vera"])
async def test_no_cost_comes_out(costly, person):
    await hide(costly, "estimator", "viewer")
    assert telling(read_by_hand(costly, person)) == set()
    assert telling(await read_by_desktop(costly, person)) == set()


@pytest.mark.parametrize("person", ["ed", "ann"])
async def test_whom_they_are_not_hidden_from_sees_them_everywhere(costly, person):
    await hide(costly, "viewer")
    by_hand = telling(read_by_hand(costly, person))
    assert by_hand >= {
        "raw.st_records", "raw.st_pricebook_materials", "raw.st_reference_rows", "master.pricebook_entities",
        "master.pricebook_materials", "master.pricebook_items", "master.reference_rows", "master.entities",
        "pricing.markup_tiers", "crm.pricebook_overrides", "crm.overrides", "crm.proposals", "crm.proposed",
        "crm.habits",
        "sync.change_feed", "sync.feed", "sync.op_log", "sync.conflicts", "sync.clashes", "sync.outbound_queue",
        "sync.push_attempt", "sync.attempts", "sync.push_results", "sync.results", "sync.pending_overrides",
    }  # fmt: skip
    by_desktop = telling(await read_by_desktop(costly, person))
    assert by_desktop >= {
        "feed", "lists", "snapshot", "history", "more history", "pending", "conflicts", "mirror", "some of it",
        "results", "attempts", "pulled", "runs", "pushes",
    }  # fmt: skip


COLUMNS = f"""
    select name, array(select quote_ident(attname) from pg_attribute
        where attrelid = name::regclass and attnum > 0 and not attisdropped)
    from ({READABLE}) as readable (name)
"""
READING = """
    create function pg_temp.read(told text) returns boolean language plpgsql cost 0.0000001 as $$
    begin
        raise notice '%', told;
        return true;
    end $$
"""


async def test_nothing_that_she_runs_beside_the_rows_sees_them(costly):
    """A function of hers is cheaper than what the database looks at, and would tell what it was shown."""
    await hide(costly, "estimator")
    # where she is in other tenants, such a function is shown theirs
    costly.sql("delete from sync.members where role_name = 'ed' and tenant_id <> %s", costly.tenant_id)
    heard: list[str] = []
    with psycopg.connect(costly.url("ed"), autocommit=True) as login:
        login.add_notice_handler(lambda told: heard.append(told.message_primary or ""))
        login.execute(READING)
        for name, columns in login.execute(COLUMNS).fetchall():
            for one in ("x", *columns):
                login.execute(f"select from {name} x where pg_temp.read({one}::text)")
    assert heard
    assert [told for told in heard if FIGURE in told or "7392.13" in told] == []


async def test_no_setting_shows_them(costly):
    await hide(costly, "estimator")
    count = "select count(*) from sync.change_feed where tenant_id = %s"
    with psycopg.connect(costly.url("ed"), autocommit=True) as login:
        login.execute("set role lazi_desktop")
        assert login.execute(count, [costly.tenant_id]).fetchone() == (0,)
        login.execute("reset role")
        login.execute("set row_security = off")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            login.execute(count, [costly.tenant_id])


async def test_what_is_no_cost_stays(costly):
    await hide(costly, "estimator")
    ed, ann = await costly.hub("ed"), await costly.hub("ann")
    assert (await ed.mirror_of(MATERIAL, [1]))[1] == fields_without_costs(MATERIAL_FIELDS)
    seen = [(row.seq, row.group, row.group_last, row.entity_key) for row in await whole_feed(ed)]
    assert seen == [(row.seq, row.group, row.group_last, row.entity_key) for row in await whole_feed(ann)]
    skipped = [row for row in await whole_feed(ed) if row.field == "cost"]
    assert skipped
    assert {(row.kind, row.payload) for row in skipped} == {(FeedKind.OVERRIDE, None)}
    assert {row.field for row in await ed.pending()} == {"price", "primary_vendor"}
    assert {row.name for row in await ed.pending()} == {"Pipe"}
    [push] = await ed.pushes()
    assert {row.field for row in await ed.push_results(push.run.run_id)} == {"primary_vendor"}
    [attempt] = await ed.attempts(push.run.run_id)
    assert set(attempt.fields) == {"primary_vendor"}
    assert attempt.detail == "The cost … is too high."
    assert {row.name for row in await ed.listed_rows()} == {"vendors"}
    lines = [line for line in await ed.history(costly.key(1)) if line.field == "cost"]
    assert {(line.before, line.after) for line in lines} >= {("•••", "•••")}


async def test_levels_above_are_never_blind(costly):
    costly.sql(
        """update sync.tenants set settings = '{"hidden_costs": ["manager", "admin"]}' where tenant_id = %s""",
        costly.tenant_id,
    )
    assert "sync.feed" in telling(read_by_hand(costly, "ann"))


async def test_digests_are_of_what_is_seen(costly):
    await hide(costly, "estimator")
    ed = await costly.hub("ed")
    digest = await ed.digest(MATERIAL)
    assert digest.buckets != (await (await costly.hub("ann")).digest(MATERIAL)).buckets
    expected: dict[int, int] = {}
    async for page in ed.snapshot():
        for row in page.rows:
            if row.kind is FeedKind.MIRROR and row.payload is not None and row.payload["kind"] == "material":
                fields, remote_id = wire.decoded(row.fields_text)[0], row.payload["remote_id"]
                bucket = row.entity_key.bytes[15]
                hashed = row_hash(row.entity_key, remote_id, row.payload["modified_on"], fields)
                expected[bucket] = expected.get(bucket, 0) ^ hashed
    assert {bucket: xor for bucket, (_, xor) in digest.buckets.items()} == expected


async def test_ops_of_hers_are_known_again(costly):
    await hide(costly, "estimator")
    hub = await costly.hub("ed")
    ed = Typist(costly, hub)
    op = ed.op(OpKind.PROPOSE, 1, "display_name", "Tube", seen="Pipe")
    [receipt] = await ed.send(op)
    assert receipt.outcome == "accepted"
    assert (await hub.state()).last_op_id == op.op_id
    assert await hub.lacking([op.op_id, missing := uuid4()]) == [missing]


# -------------------------------------------------------------------------------------------- the same as the window


@pytest.fixture
async def asked(team: Team) -> AsyncIterator[psycopg.Connection[Any]]:
    with psycopg.connect(team.server.admin_url, autocommit=True) as connection:
        yield connection


async def test_the_same_fields_and_lists_tell_costs(asked):
    names = {name for fields in FIELDS.values() for name in fields} | COST_COLUMNS | {"tags"}
    [(told,)] = asked.execute(
        "select array_agg(x) from unnest(%s::text[]) x where sync.tells_cost(x)", [sorted(names)]
    )
    assert set(told) == COST_COLUMNS
    [(bearing,)] = asked.execute(
        "select array_agg(x) from unnest(%s::text[]) x where sync.bears_costs(x)", [sorted(names)]
    )
    assert set(bearing) == {name for name in names if bears_costs(name)}
    [(lists,)] = asked.execute(
        "select array_agg(x) from unnest(%s::text[]) x where sync.list_tells_costs(x)",
        [[*COST_LISTS, "vendors"]],
    )
    assert set(lists) == COST_LISTS


@pytest.mark.parametrize(
    "value",
    [None, 5, "cost", VENDOR, [VENDOR, {"a": [VENDOR]}], {"vendorName": '"cost": 1'}, {"cost": None}, [], {}],
)
async def test_values_are_stripped_alike(asked, value):
    for field in ("cost", "margin", "primary_vendor", "other_vendors"):
        [(found,)] = asked.execute(
            "select sync.value_without_costs(%s, %s::jsonb)::text", [field, wire.encode(value)]
        )
        told = None if found is None else wire.decoded(found)[0]
        assert told == value_without_costs(field, value), field
    both = {**MATERIAL_FIELDS, "other_vendors": value}
    [(document,)] = asked.execute(
        "select sync.masked('pull', '', %s::jsonb, null)::text", [wire.encode(both)]
    )
    assert wire.decoded(document)[0] == fields_masked(both)


@pytest.mark.parametrize("field", ["cost", "primary_vendor", "display_name"])
@pytest.mark.parametrize("other", [None, VENDOR, {**VENDOR, "cost": 1}, {**VENDOR, "vendorName": "Zeta"}])
async def test_sides_of_a_change_are_masked_alike(asked, field, other):
    sides = [VENDOR, other]
    if field == "display_name":
        sides = ["Pipe", "Tube"]
    one, two = (wire.encode(side) for side in sides)
    [row] = asked.execute(
        "select sync.masked('', %(f)s, %(a)s::jsonb, %(b)s::jsonb)::text,"
        " sync.masked('', %(f)s, %(b)s::jsonb, %(a)s::jsonb)::text",
        {"f": field, "a": one, "b": two},
    )
    assert [wire.decoded(side)[0] for side in row] == masked(field, *sides)
