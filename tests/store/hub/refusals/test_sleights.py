"""Names that shadow ours, settings, conditions that tell, numbers out of all bounds."""

from __future__ import annotations

import psycopg
import pytest
from psycopg import sql

from tests.store.hub.refusals.place import MAY_NOT, nothing_changes, refused

OURS_FIRST = "set search_path = pg_temp, sync, pg_catalog"
SLEIGHTS = {
    "a-setting-of-ours": ("select set_config('app.tenant', '{theirs}', false)",),
    "another-setting-of-ours": ("select set_config('lazi.tenant_id', '{theirs}', false)",),
    "the-name-of-the-program": ("set application_name = 'lazi_owner'",),
    "the-groups-rights": ("set role lazi_desktop",),
    "a-table-of-members": (
        (
            "create temp table members as select '{theirs}'::uuid as tenant_id, session_user::text as role_name,"
            " 'admin' as level, 'Adam' as label, null::timestamptz as disabled_at"
        ),
        OURS_FIRST,
    ),
    "a-table-of-devices": (
        (
            "create temp table devices as select '{theirs}'::uuid as tenant_id, '{mine}'::uuid as device_id,"
            " session_user::text as role_name, null::timestamptz as revoked_at"
        ),
        OURS_FIRST,
    ),
    "a-function-of-ours": (
        "create function pg_temp.my_tenants() returns uuid[] language sql as $$select array['{theirs}'::uuid]$$",
        OURS_FIRST,
    ),
    "a-function-of-the-system": (
        "create function pg_temp.array_position(uuid[], uuid) returns int language sql as 'select 1'",
        OURS_FIRST,
    ),
    "an-operator": (
        "create function pg_temp.yes(text, name) returns boolean language sql as 'select true'",
        "create operator pg_temp.= (leftarg = text, rightarg = name, function = pg_temp.yes)",
        OURS_FIRST,
    ),
    "a-view-of-roles": (
        "create temp view pg_roles as select session_user as rolname, true as rolsuper, false as rolbypassrls",
        OURS_FIRST,
    ),
    "a-type": ("create domain pg_temp.uuid as text", OURS_FIRST),
    "another-isolation": ("set default_transaction_isolation = 'serializable'",),
}
HIDDEN = ("crm.entities", "master.pricebook_entities", "sync.tenants", "sync.members", "sync.change_feed")


@pytest.mark.parametrize("deed", SLEIGHTS)
def test_no_sleight_of_hand_shows_another_tenant(place, deed):
    theirs = sql.Literal(str(place.others.tenant_id))
    with nothing_changes(place), place.login("adam") as login:
        for statement in SLEIGHTS[deed]:
            login.execute(place.named(statement, "adam"))
        for table in HIDDEN:
            where = sql.SQL("where tenant_id operator(pg_catalog.=) {}::pg_catalog.uuid").format(theirs)
            found = login.execute(
                sql.SQL("select pg_catalog.count(*) from {} {}").format(
                    sql.Identifier(*table.split(".")), where
                )
            )
            assert found.fetchone() == (0,), table
        with pytest.raises(psycopg.Error) as caught:
            login.execute(
                "select sync.history_of(%s::pg_catalog.uuid, %s::pg_catalog.uuid, %s::pg_catalog.uuid, null, 10)",
                (place.others.tenant_id, place.device("adam"), place.others.key(1)),
            )
        assert caught.value.sqlstate == MAY_NOT


LEAKS = {
    "a-cheap-function": "select from {table} x where pg_temp.leak(x::text)",
    "an-order": "select from {table} x order by pg_temp.leak(x::text)",
    "a-division": (
        "select from {table} x where 1 / (case when x.tenant_id = '{theirs}' then 0 else 1 end) = 1"
    ),
    "a-cast": "select from {table} x where case when x.tenant_id = '{theirs}' then x::text::int else 1 end = 1",
}


@pytest.mark.parametrize(
    "table", ["master.pricebook_entities", "crm.pricebook_overrides", "sync.pending_overrides"]
)
@pytest.mark.parametrize("leak", LEAKS)
def test_conditions_tell_nothing_of_rows_that_are_hidden(place, table, leak):
    with place.login("adam") as login:
        login.execute(
            "create function pg_temp.leak(text) returns boolean language plpgsql cost 0.0000001 as"
            " $$begin raise notice '%', $1; return true; end$$"
        )
        told: list[str] = []
        login.add_notice_handler(lambda notice: told.append(notice.message_primary or ""))
        login.execute(place.named(LEAKS[leak].replace("{table}", table), "adam"))
        assert not [one for one in told if str(place.others.tenant_id) in one]
        if "pg_temp.leak" in LEAKS[leak]:
            assert [one for one in told if str(place.ours.tenant_id) in one]


FAR_AHEAD = '[{"op_id": "00000000-0000-0000-0000-000000000001", "op_no": 9223372036854775807, "kind": "set"}]'
BEYOND = 9223372036854775808
ODD = {
    "an-op-far-ahead": (f"select sync.apply_ops('{{ours}}', '{{mine}}', '{FAR_AHEAD}')", "LZ001"),
    "an-op-beyond-numbers": (
        f"select sync.apply_ops('{{ours}}', '{{mine}}', '[{{\"op_no\": {BEYOND}}}]')", "22003"
    ),
    "a-line-beyond-numbers": (f"select sync.audit_hash('{{ours}}', '{{mine}}', {BEYOND})", "42883"),
    "no-id": ("select sync.history_of('{ours}', '{mine}', 'x', null, 1)", "22P02"),
    "no-json": ("select sync.apply_ops('{ours}', '{mine}', '{')", "22P02"),
}  # fmt: skip


@pytest.mark.parametrize("what", ODD)
def test_what_is_out_of_all_bounds(place, what):
    statement, state = ODD[what]
    refused(place, "adam", statement, state)
