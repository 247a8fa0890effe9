"""What a login can see and do: its own tenant's rows, and nothing but through the functions."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from uuid import uuid4

import psycopg
import pytest

from lazi_desktop.domain.conflict_rules import ConflictRule, Winner
from lazi_desktop.domain.errors import HubRefused, InvalidValue
from lazi_desktop.domain.kits.parts import KitPart
from lazi_desktop.domain.ops import OpKind
from lazi_desktop.ports.hub import DeviceInfo
from lazi_desktop.ports.remote import ReferenceRow
from lazi_desktop.store.hub import PostgresHub, create_member, set_level
from tests.store.hub.team import MATERIAL, Team, Typist, entity, page_end, pull

SCHEMAS = ("raw", "master", "crm", "sync", "audit", "pricing", "people")
READABLE_BY_ALL = {"sync.schema_version", "sync.handshake"}
TABLES = """
    select n.nspname || '.' || c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = any (%s) and c.relkind in ('r', 'p') order by 1
"""


@pytest.fixture
async def filled(team, hub, lease):
    """A tenant with a row in every table that matters."""
    ann, bob = Typist(team, hub), Typist(team, await team.hub("bob"))
    run = await hub.begin_run(lease, what="material", full=True)
    await hub.ingest(lease, run, [entity(1, {"price": 10})], kind=MATERIAL, page_end=page_end(None, "2", 1))
    await hub.ingest_reference(lease, run, "vendors", [ReferenceRow(1, "{}", "Acme")])
    op = await ann.edit(1, "price", 12, seen=10)
    await bob.send(bob.set(1, "price", 15, seen=10, base=10))
    await ann.submit(op)
    [job] = await hub.claim(lease, 1)
    await hub.intend(lease, job, sending={"price": 12}, before={}, path="")
    values = {"t": str(team.tenant_id)}
    await hub.put_rule(
        ConflictRule(rule_id=uuid4(), entity_kind=MATERIAL, field="account", winner=Winner.OURS)
    )
    await hub.take_due({"pull": 0})
    await hub.draw(1)
    picture = b"a picture"
    await hub.keep_picture("Images/Service/x.jpg", "image/jpeg", picture)
    await hub.note_upload(lease, hashlib.sha256(picture).hexdigest(), "Images/Temporary/x.jpg")
    team.sql(f"insert into sync.epochs values ('{values['t']}', gen_random_uuid(), now())")
    team.sql(f"insert into sync.absences values ('{values['t']}', 'material', 1, gen_random_uuid())")
    team.sql(f"insert into sync.twins values ('{values['t']}', 'material', 'm', '{{1, 2}}', '{{A, A}}')")
    team.sql(
        "insert into sync.create_questions (tenant_id, entity_key, found, detail)"
        f" values ('{values['t']}', gen_random_uuid(), '[]', '')"
    )
    team.sql(
        "insert into sync.push_results"
        " (tenant_id, run_id, entity_key, field, entity_kind, created, op_id, op_by, before, sent)"
        " select tenant_id, run_id, gen_random_uuid(), 'price', 'material', false, gen_random_uuid(),"
        " '', '1', '2'"
        f" from sync.inbound_log where tenant_id = '{values['t']}' limit 1"
    )
    team.sql(
        "insert into crm.change_sets (tenant_id, set_id, by, role_name)"
        f" values ('{values['t']}', gen_random_uuid(), 'Ann', 'ann')"
    )
    team.sql(
        "insert into crm.proposals (tenant_id, op_id, entity_key, entity_kind, field, seen, value, by, role_name,"
        f" proposed_at) values ('{values['t']}', gen_random_uuid(), gen_random_uuid(), 'material', 'price', '1', '2',"
        " 'Ed', 'ed', now())"
    )
    team.sql(
        "insert into crm.early_answers (tenant_id, op_id, verdict, reason, by, role_name, answer_op)"
        f" values ('{values['t']}', gen_random_uuid(), 'rejected', '', 'Ann', 'ann', gen_random_uuid())"
    )
    team.sql(f"insert into crm.habits values ('{values['t']}', 'material', 'price', 'dropped', '1', '2')")
    team.sql(f"insert into crm.saved_views values ('{values['t']}', 'Materials', 'x', '{{}}', 'ann')")
    team.sql(
        "insert into crm.kit_parts (tenant_id, part_id, kind, kit_id, fields, by)"
        f" select '{values['t']}', gen_random_uuid(), kind, gen_random_uuid(), '{{}}', 'Ann'"
        " from unnest(%s::text[]) kind",
        [str(one) for one in KitPart],
    )
    team.sql(f"insert into pricing.markup_tiers values ('{values['t']}', 'own', 'all', 0, 10, 20)")
    return team


@pytest.fixture
def outsider(hub_server) -> Iterator[psycopg.Connection]:
    """A login of another tenant, used by hand."""
    other = Team(hub_server)
    url = hub_server.member_url(other.tenant_id, "mallory", level="admin")
    with psycopg.connect(url, autocommit=True) as connection:
        yield connection


@pytest.fixture
def insider(team) -> Iterator[psycopg.Connection]:
    with psycopg.connect(team.url("ann"), autocommit=True) as connection:
        yield connection


def tables(team):
    return [name for (name,) in team.sql(TABLES, list(SCHEMAS)) if name not in READABLE_BY_ALL]


async def test_no_row_of_another_tenant_is_visible(filled, outsider, insider):
    unseen = []
    for name in tables(filled):
        if name == "sync.op_stage" or name.startswith("audit."):
            for login in (outsider, insider):
                with pytest.raises(psycopg.errors.InsufficientPrivilege):
                    login.execute(f"select from {name}")
            continue
        where = f"from {name} where tenant_id = '{filled.tenant_id}'"
        assert outsider.execute(f"select count(*) {where}").fetchone() == (0,), name
        if insider.execute(f"select count(*) {where}").fetchone() == (0,):
            unseen.append(name)
    kinds = ("categories", "services", "equipment", "discounts_and_fees")
    empty = {f"{place}pricebook_{kind}" for kind in kinds for place in ("raw.st_", "master.")}
    assert set(unseen) == empty


VIEWS = """
    select c.oid::regclass::text, coalesce('security_invoker=on' = any (c.reloptions), false), r.rolname,
        r.rolsuper or r.rolbypassrls
    from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_roles r on r.oid = c.relowner
    where n.nspname = any (%s) and c.relkind in ('v', 'm')
"""


async def test_views_show_no_more_than_tables(filled, outsider):
    """Those that look with the owner's eyes are the owner's, who is bound by the same rules."""
    for name, is_the_callers, owner, sees_everything in filled.sql(VIEWS, list(SCHEMAS)):
        assert is_the_callers or (owner, sees_everything) == ("lazi_owner", False), name
        where = f"where tenant_id = '{filled.tenant_id}'"
        assert outsider.execute(f"select count(*) from {name} {where}").fetchone() == (0,), name


@pytest.mark.parametrize("setting", ["app.tenant", "lazi.tenant_id", "session.user"])
async def test_a_setting_opens_nothing(filled, outsider, setting):
    outsider.execute("select set_config(%s, %s, false)", (setting, str(filled.tenant_id)))
    assert outsider.execute("select count(*) from crm.entities").fetchone() == (0,)


@pytest.mark.parametrize("role", ["lazi_owner", "ann", "lazi_superuser"])
async def test_nobody_becomes_somebody_else(filled, outsider, role):
    for way in ("set role", "set session authorization"):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            outsider.execute(f"{way} {role}")


async def test_acting_as_the_group_changes_nothing(filled, outsider):
    outsider.execute("set role lazi_desktop")
    assert outsider.execute("select count(*) from crm.entities").fetchone() == (0,)


async def test_nothing_is_written_by_hand(filled, insider):
    for name in tables(filled):
        for statement in (f"insert into {name} default values", f"delete from {name}", f"truncate {name}"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                insider.execute(statement)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            insider.execute(f"update {name} set tenant_id = tenant_id")


async def test_nothing_is_made_by_hand(insider):
    for schema in (*SCHEMAS, "public"):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            insider.execute(f"create table {schema}.mine (n int)")


async def test_functions_refuse_another_tenant_and_another_device(filled, hub, outsider):
    theirs = uuid4()
    calls = [
        "select sync.apply_ops(%(t)s, %(d)s, '[]')",
        "select sync.stage_ops(%(t)s, %(d)s, '[]')",
        "select sync.apply_txn(%(t)s, %(d)s, %(d)s)",
        "select sync.acquire(%(t)s, %(d)s, %(d)s, 'servicetitan', 1)",
        "select sync.renew(%(t)s, %(d)s, 'servicetitan', 1, 1)",
        "select sync.release(%(t)s, %(d)s, 'servicetitan', 1)",
        "select sync.begin_run(%(t)s, %(d)s, 1, 'material', true)",
        "select sync.end_run(%(t)s, %(d)s, 1, %(d)s, 'done', '{}', '')",
        "select sync.ingest(%(t)s, %(d)s, 1, %(d)s, 'material', '[]', null)",
        "select sync.claim(%(t)s, %(d)s, 1, 1)",
        "select sync.intend(%(t)s, %(d)s, 1, %(d)s, '{}', '{}', '')",
        "select sync.answered(%(t)s, %(d)s, 1, %(d)s, %(d)s, 'applied', 200, '')",
        "select sync.settle(%(t)s, %(d)s, 1, %(d)s, '[]', null, '')",
        "select sync.put_off(%(t)s, %(d)s, 1, %(d)s, 'retry', 0, '', '{}')",
        "select sync.adopt(%(t)s, %(d)s, 1, %(d)s, 1)",
        "select sync.not_found(%(t)s, %(d)s, 1, %(d)s)",
        "select sync.gone(%(t)s, %(d)s, 1, %(d)s)",
        "select sync.ask_which(%(t)s, %(d)s, 1, %(d)s, '[]', '', '{}')",
        "select sync.answer_create(%(t)s, %(d)s, %(d)s, 1)",
        "select sync.note_cursor(%(t)s, %(d)s, %(d)s, 1)",
        "select sync.history_of(%(t)s, %(d)s, %(d)s, null, 10)",
        "select sync.history_of_kit(%(t)s, %(d)s, %(d)s, null, 10)",
        "select sync.audit_check(%(t)s, %(d)s, 0, 10)",
        "select sync.audit_hash(%(t)s, %(d)s, 1)",
        "select sync.audit_search(%(t)s, %(d)s, '{}', null, null, 10)",
        "select sync.audit_people(%(t)s, %(d)s)",
        "select sync.pulled_counts(%(t)s, %(d)s, array[%(d)s::uuid])",
        "select sync.pulled(%(t)s, %(d)s, array[%(d)s::uuid], 'added', 0, 10)",
        "select sync.take_due(%(t)s, %(d)s, '{}')",
        "select sync.finish_due(%(t)s, %(d)s, 'pull', 1)",
        "select sync.draw(%(t)s, %(d)s, 1)",
        "select sync.slow_down(%(t)s, %(d)s, 1)",
        "select sync.report_rollback(%(t)s, %(d)s, %(d)s, 1000, null, 0)",
        "select sync.note_missing(%(t)s, %(d)s, 1, %(d)s, 'material')",
        "select sync.bury(%(t)s, %(d)s, 1, %(d)s, 'material', '{1}')",
        "select sync.ingest_reference(%(t)s, %(d)s, 1, %(d)s, 'vendors', '[]', true, null)",
        "select sync.note_list_refused(%(t)s, %(d)s, 1, 'vendors', 'x')",
        "select sync.note_twins(%(t)s, %(d)s, 1, %(d)s, '{material}', '[]')",
        "select sync.put_view(%(t)s, %(d)s, 'Materials', 'x', '{}')",
        "select sync.drop_view(%(t)s, %(d)s, 'Materials', 'x')",
        "select sync.put_rule(%(t)s, %(d)s, %(d)s, 'material', 'code', 'ours', null)",
        "select sync.drop_rule(%(t)s, %(d)s, %(d)s)",
        "select sync.keep_blob(%(t)s, %(d)s, 'x', 'image/png', 'x')",
        "select sync.missing_blobs(%(t)s, %(d)s, '{x}')",
        "select sync.keep_picture(%(t)s, %(d)s, 'x', 'x', 'image/png', 'x')",
        "select sync.note_upload(%(t)s, %(d)s, 1, 'x', 'x')",
        "select sync.forget_upload(%(t)s, %(d)s, 1, 'x', 'x')",
        "select sync.prove_picture(%(t)s, %(d)s, 1, 'x', 'x')",
        "select sync.raise_floor(%(t)s, %(d)s, 1)",
        "select sync.make_audit_years(%(t)s, %(d)s, 1)",
        "select sync.drop_lot(%(t)s, %(d)s, 1, 'runs', 1, null)",
        "select sync.team(%(t)s, %(d)s)",
        "select sync.invite(%(t)s, %(d)s, 'eve', 'Eve', 'admin', '')",
        "select sync.change_member(%(t)s, %(d)s, 'mallory', 'Mallory', 'admin')",
        "select sync.disable_member(%(t)s, %(d)s, 'ann')",
        "select sync.enable_member(%(t)s, %(d)s, 'ann')",
        "select sync.renew_password(%(t)s, %(d)s, 'ann', '')",
        "select sync.own_password_chosen(%(t)s, %(d)s)",
        "select sync.reassign(%(t)s, %(d)s, 'ann', 'bob')",
        "select sync.put_team_settings(%(t)s, %(d)s, '{}')",
        "select sync.enrol(%(t)s, %(d)s, %(d)s, '', '', '{}')",
    ]
    for device in (hub.device.device_id, theirs):
        for call in calls:
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                outsider.execute(call, {"t": filled.tenant_id, "d": device})
    offered = filled.sql(
        "select count(*)::int from pg_proc where pronamespace = 'sync'::regnamespace and prosecdef"
    )
    assert offered == [(len(calls) + 2,)]  # and my_tenants and blind_tenants, which anybody may ask


async def test_a_colleague_cannot_speak_for_my_device(team, hub):
    bob = await team.hub("bob")
    bob.device = hub.device
    with pytest.raises(HubRefused, match="not registered for this login"):
        await bob.apply_ops([Typist(team, bob).set(1, "price", 1)])
    with pytest.raises(HubRefused, match="belongs to another login"):
        await team.hub("bob", hub.device)


async def test_a_revoked_device_is_out(team, hub):
    team.sql("update sync.devices set revoked_at = now() where device_id = %s", hub.device.device_id)
    with pytest.raises(HubRefused, match="revoked"):
        await hub.note_cursor(uuid4(), 1)
    with pytest.raises(HubRefused, match="may no longer"):
        await hub.state()
    with pytest.raises(HubRefused, match="revoked"):
        await team.hub("ann", hub.device)


async def test_a_dismissed_member_is_out(team, hub, hub_server):
    set_level(hub_server.admin_url, team.tenant_id, "ann", None)
    with pytest.raises(HubRefused, match="does not belong"):
        await hub.note_cursor(uuid4(), 1)
    assert await hub.feed_after(0) == []


async def test_a_level_can_be_changed(team, hub, hub_server):
    set_level(hub_server.admin_url, team.tenant_id, "ann", "viewer")
    assert (await hub.state()).level == "viewer"
    with pytest.raises(HubRefused):
        await hub.acquire("servicetitan", 10)


async def test_administrators_do_not_work_as_members(team, hub_server):
    with pytest.raises(HubRefused, match="administrator"):
        await PostgresHub.connect(hub_server.admin_url, team.tenant_id, DeviceInfo(uuid4(), uuid4(), "PC"))
    with pytest.raises(InvalidValue, match="administrator"):
        create_member(hub_server.admin_url, team.tenant_id, "lazi_superuser", password="x", level="admin")


@pytest.mark.parametrize("role", ["", "pg_monitor", "lazi_owner", "lazi_desktop", "x" * 64])
def test_some_names_are_no_logins(team, hub_server, role):
    with pytest.raises(InvalidValue):
        create_member(hub_server.admin_url, team.tenant_id, role, password="x", level="admin")


def test_a_login_gets_limits_and_a_scram_verifier(team, hub_server):
    team.url("ann")
    [(password, settings)] = team.sql(
        "select a.rolpassword, (select array_agg(s order by s) from unnest(r.rolconfig) s)"
        " from pg_authid a join pg_roles r on r.oid = a.oid where a.rolname = 'ann'"
    )
    assert password.startswith("SCRAM-SHA-256$")
    assert settings == [
        "client_connection_check_interval=5s", "idle_in_transaction_session_timeout=10s", "lock_timeout=5s",
        "statement_timeout=30s", "tcp_keepalives_idle=30s", "transaction_timeout=45s",
    ]  # fmt: skip


def test_everything_belongs_to_a_role_that_nobody_logs_in_as(team):
    assert team.sql(
        "select c.oid::regclass::text from pg_class c where relnamespace::regnamespace::text = any (%s)"
        " and relowner <> 'lazi_owner'::regrole",
        list(SCHEMAS),
    ) == []  # fmt: skip
    assert team.sql(
        "select oid::regprocedure::text from pg_proc where pronamespace::regnamespace::text = any (%s)"
        " and (proowner::regrole::text <> case pronamespace::regnamespace::text when 'people' then 'lazi_people'"
        " else 'lazi_owner' end or has_function_privilege('public', oid, 'execute'))",
        list(SCHEMAS),
    ) == []  # fmt: skip
    assert team.sql(
        "select rolcanlogin, rolsuper, rolbypassrls, rolcreaterole from pg_roles"
        " where rolname in ('lazi_owner', 'lazi_desktop')"
    ) == [(False, False, False, False)] * 2  # fmt: skip


def test_what_makes_logins_can_do_nothing_else(team):
    assert team.sql(
        "select rolcanlogin, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb from pg_roles"
        " where rolname = 'lazi_people'"
    ) == [(False, False, False, True, False)]  # fmt: skip
    functions = "from pg_proc where pronamespace = 'people'::regnamespace"
    assert team.sql(f"select distinct proowner::regrole::text {functions}") == [("lazi_people",)]
    assert team.sql(
        f"select oid::regprocedure::text {functions} and (has_function_privilege('public', oid, 'execute')"
        " or has_function_privilege('lazi_desktop', oid, 'execute'))"
    ) == []  # fmt: skip
    assert team.sql(
        f"select count(*)::int {functions} and not exists ("
        "select from unnest(proconfig) c where c like 'search_path=pg_catalog,%%')"
    ) == [(0,)]  # fmt: skip
    assert team.sql(
        "select n.nspname::text from pg_namespace n where n.nspname = any (%s) and"
        " has_schema_privilege('lazi_people', n.oid, 'create, usage')",
        [one for one in SCHEMAS if one != "people"],
    ) == []  # fmt: skip
    assert team.sql("select has_schema_privilege('lazi_people', 'people', 'create')") == [(False,)]
    assert team.sql("select has_schema_privilege('lazi_desktop', 'people', 'usage')") == [(False,)]


def test_functions_with_the_owners_rights_pin_their_search_path(team):
    assert team.sql(
        "select oid::regprocedure::text from pg_proc where pronamespace::regnamespace::text = any (%s) and prosecdef"
        " and not exists (select from unnest(proconfig) c where c like 'search_path=pg_catalog,%%')",
        list(SCHEMAS),
    ) == []  # fmt: skip


def test_every_table_is_guarded(team):
    assert team.sql(
        "select c.oid::regclass::text from pg_class c where relnamespace::regnamespace::text = any (%s)"
        " and relkind in ('r', 'p') and not (relrowsecurity and relforcerowsecurity) order by 1",
        list(SCHEMAS),
    ) == [(name,) for name in sorted(READABLE_BY_ALL)]  # fmt: skip


async def test_an_op_does_not_reach_into_another_tenant(filled, hub_server):
    """A conflict, an override, a job of another tenant: naming its id is of no use."""
    [(conflict_id,)] = filled.sql(
        "select conflict_id from sync.conflicts where tenant_id = %s", filled.tenant_id
    )
    [(op_id,)] = filled.sql(
        "select op_id from crm.pricebook_overrides where tenant_id = %s", filled.tenant_id
    )
    async with Team(hub_server) as other:
        bob = Typist(other, await other.hub("adam"))
        key = filled.key(1)
        [resolved, submitted] = await bob.send(
            bob.op(OpKind.RESOLVE, 1, "price", 15, seen=12, base=10, conflict_id=conflict_id, key=key),
            bob.op(OpKind.SUBMIT, 1, value=[str(op_id)], key=key),
        )
        assert (resolved.outcome, submitted.outcome) == ("stale", "noop")
        lease = await bob.hub.acquire("servicetitan", 60)
        assert await bob.hub.claim(lease, 10) == []
        assert (await pull(bob.hub, lease, {1: {"price": 15}})).added == 1
    assert filled.sql("select state from sync.conflicts where tenant_id = %s", filled.tenant_id) == [
        ("open",)
    ]
