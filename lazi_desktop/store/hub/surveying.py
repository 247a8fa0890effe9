"""Looks over a PostgreSQL that may become a hub, with its owner's login; and proves a login that is there already."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import psycopg
from sqlalchemy import make_url

from lazi_desktop.domain.errors import HubRefused, LaziError
from lazi_desktop.store.hub.schema import READ_REVISION, SchemaCheck, admin_connection, judge

LEAST_VERSION = 15
SCHEMAS = ("raw", "master", "crm", "sync", "audit", "pricing", "people")

_RIGHTS = """
select current_setting('server_version_num')::int / 10000,
    r.rolsuper or r.rolcreaterole,
    r.rolsuper or has_database_privilege(current_database(), 'create'),
    case when to_regrole('lazi_owner') is null then true
        else r.rolsuper or r.rolcreaterole or pg_has_role(current_user, 'lazi_owner', 'member') end
from pg_catalog.pg_roles r where r.rolname = current_user
"""
_OTHERS = """
select n.nspname, count(*) from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
where c.relkind in ('r', 'p') and n.nspname = any(%s) group by 1 order by 1
"""
_ROLE = "select 1 from pg_catalog.pg_roles where rolname = %s"


@dataclass(frozen=True, slots=True)
class Survey:
    """What there is. `strangers`: schemas with our names and somebody else's tables."""

    version: int
    may_create_roles: bool
    may_create_schemas: bool
    is_owner: bool
    schema: SchemaCheck
    strangers: tuple[str, ...] = ()
    tenants: int = 0


def survey(url: str) -> Survey:
    """Changes nothing. Raises HubUnavailable or HubRefused where there is no way in."""
    with admin_connection(url) as connection:
        row = connection.execute(_RIGHTS).fetchone()
        assert row is not None
        if connection.execute("select to_regclass('sync.schema_version')").fetchone() == (None,):
            found = connection.execute(_OTHERS, (list(SCHEMAS),)).fetchall()
            return _survey(row, judge(None, None), strangers=tuple(name for name, _ in found))
        try:
            with connection.transaction():
                revision = connection.execute(READ_REVISION.encode()).fetchone() or (None, None)
                tenants = connection.execute("select count(*) from sync.tenants").fetchone()
        except psycopg.errors.InsufficientPrivilege:
            return _survey((*row[:3], False), judge(None, None))
    return _survey(row, judge(*revision), tenants=tenants[0] if tenants else 0)


def _survey(
    row: Sequence[Any], schema: SchemaCheck, *, strangers: tuple[str, ...] = (), tenants: int = 0
) -> Survey:
    version, roles, schemas, is_owner = row
    return Survey(version, roles, schemas, is_owner, schema, strangers, tenants)


def check_login(admin_url: str, login: str, asked_as: str, password: str) -> bool:
    """Whether the login exists; its own password opens it then.

    Raises:
        HubRefused: it exists, and this is not its password.
    """
    with admin_connection(admin_url) as connection:
        if connection.execute(_ROLE, (login,)).fetchone() is None:
            return False
    own = make_url(admin_url).set(username=asked_as, password=password)
    try:
        with admin_connection(own.render_as_string(hide_password=False)):
            return True
    except LaziError as error:
        raise HubRefused(
            f"There is a login “{login}” already, and this is not its password. Type its password, or choose another"
            " login."
        ) from error
