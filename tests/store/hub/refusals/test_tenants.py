"""Another tenant's rows, and what is done in another's name."""

from __future__ import annotations

import psycopg
import pytest

from tests.store.hub.refusals.place import MAY_NOT, SCHEMAS, nothing_changes

TABLES = """
select format('%%I.%%I', n.nspname, c.relname), exists (
    select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id')
from pg_class c join pg_namespace n on n.oid = c.relnamespace
where n.nspname = %s and c.relkind in ('r', 'p', 'v', 'm')
"""
OF_NO_TENANT = ("sync.schema_version", "sync.handshake")


@pytest.mark.parametrize("schema", SCHEMAS)
@pytest.mark.parametrize("person", ["adam", "mallory"])
def test_no_row_of_another_tenant(place, person, schema):
    theirs = place.ours if person == "mallory" else place.others
    tables = place.ours.sql(TABLES, schema)
    assert bool(tables) is (schema != "people")  # which has functions alone
    with place.login(person) as login:
        for table, has_tenant in tables:
            if table == "sync.op_stage" or schema == "audit":
                with pytest.raises(psycopg.errors.InsufficientPrivilege):
                    login.execute(f"select from {table}".encode())
            elif has_tenant:
                where = "where tenant_id = %s"
                found = login.execute(f"select count(*) from {table} {where}".encode(), (theirs.tenant_id,))
                assert found.fetchone() == (0,), table
            else:
                assert table in OF_NO_TENANT


def test_every_function_refuses_another_tenant(place):
    """Whatever device is named: one's own, or one that is theirs."""
    calls = place.entrances()
    assert len(calls) > 55
    [(theirs,)] = place.ours.sql(
        "select device_id from sync.devices where tenant_id = %s limit 1", place.others.tenant_id
    )
    with nothing_changes(place), place.login("adam") as login:
        for device in (place.device("adam"), theirs):
            for name, call in calls:
                with pytest.raises(psycopg.Error) as caught:
                    login.execute(call.encode(), {"t": place.others.tenant_id, "d": device})
                assert caught.value.sqlstate == MAY_NOT, name


def test_every_function_refuses_anothers_device(place):
    with nothing_changes(place), place.login("adam") as login:
        calls = dict(place.entrances())
        calls["enrol"] = "select sync.enrol(%(t)s, %(d)s, %(d)s, '', '', '{}')"
        for name, call in calls.items():
            with pytest.raises(psycopg.Error) as caught:
                login.execute(call.encode(), {"t": place.ours.tenant_id, "d": place.device("ann")})
            assert caught.value.sqlstate == MAY_NOT, name
            assert "device" in str(caught.value).lower(), name
