"""Tenants and the people who may work in them. For whoever runs the database, not for desktops."""

from __future__ import annotations

from typing import Literal

import psycopg
from psycopg import sql

from lazi_desktop.domain.errors import InvalidValue
from lazi_desktop.domain.keys import TenantId, held_back_set, tenant_id_of
from lazi_desktop.store.hub.schema import admin_connection

Level = Literal["viewer", "estimator", "manager", "admin"]

_SETTINGS = {
    "statement_timeout": "30s",
    "lock_timeout": "5s",
    "idle_in_transaction_session_timeout": "10s",
    "tcp_keepalives_idle": "30s",
}
_WHERE_KNOWN = {
    "transaction_timeout": "45s",  # from PostgreSQL 17 on
    "client_connection_check_interval": "5s",  # not on every system that a server may run on
}
"""Nobody who is gone, stuck or cut off holds up the others for longer."""


def create_tenant(admin_url: str, number: int | str, environment: str, *, name: str = "") -> TenantId:
    """Founds ServiceTitan's tenant `number` in the hub; does nothing where it exists. Returns our id of it."""
    tenant_id = tenant_id_of(number, environment)
    with admin_connection(admin_url) as connection:
        connection.execute("set local role lazi_owner")
        connection.execute(
            "insert into sync.tenants (tenant_id, number, environment, name, held_back) values (%s, %s, %s, %s, %s)"
            " on conflict do nothing",
            (tenant_id, str(number), environment, name, held_back_set(tenant_id)),
        )
    return tenant_id


def create_member(
    admin_url: str, tenant_id: TenantId, role: str, *, password: str | None, level: Level, label: str = ""
) -> None:
    """Lets a person in: a login role of their own, and a level in this tenant.

    A role that exists keeps its password where `password` is None. The server receives only the password's SCRAM
    verifier, so it cannot end up in a log.
    """
    if (
        not role
        or role.startswith("pg_")
        or role in ("lazi_owner", "lazi_desktop")
        or len(role.encode()) > 63
    ):
        raise InvalidValue(f"{role!r} cannot be a login's name.")
    with admin_connection(admin_url) as connection:
        name = sql.Identifier(role)
        row = connection.execute(
            "select rolsuper or rolbypassrls or pg_has_role(rolname, 'lazi_owner', 'member')"
            " from pg_roles where rolname = %s",
            (role,),
        ).fetchone()
        if row is not None and row[0]:
            raise InvalidValue(f"{role} is an administrator's login; give the person one of their own.")
        if row is None:
            if password is None:
                raise InvalidValue("A new login needs a password.")
            connection.execute(sql.SQL("create role {} login").format(name))
        if password is not None:
            connection.execute(
                sql.SQL("alter role {} password {}").format(
                    name, sql.Literal(_verifier(connection, role, password))
                )
            )
        connection.execute(sql.SQL("grant lazi_desktop to {}").format(name))
        for setting, value in (_SETTINGS | _WHERE_KNOWN).items():
            try:
                with connection.transaction():
                    connection.execute(
                        sql.SQL("alter role {} set {} = {}").format(
                            name, sql.Identifier(setting), sql.Literal(value)
                        )
                    )
            except (psycopg.errors.UndefinedObject, psycopg.errors.InvalidParameterValue):
                if setting not in _WHERE_KNOWN:
                    raise
        connection.execute("set local role lazi_owner")
        connection.execute(
            "insert into sync.members (tenant_id, role_name, level, label) values (%s, %s, %s, %s)"
            " on conflict (tenant_id, role_name) do update set level = excluded.level, label = excluded.label",
            (tenant_id, role, level, label),
        )


def set_level(admin_url: str, tenant_id: TenantId, role: str, level: Level | None) -> None:
    """Changes what a person may do; None takes them out of the tenant. The login itself stays."""
    with admin_connection(admin_url) as connection:
        connection.execute("set local role lazi_owner")
        if level is None:
            connection.execute(
                "delete from sync.members where tenant_id = %s and role_name = %s", (tenant_id, role)
            )
        else:
            connection.execute(
                "update sync.members set level = %s where tenant_id = %s and role_name = %s",
                (level, tenant_id, role),
            )


def _verifier(connection: psycopg.Connection, role: str, password: str) -> str:
    return connection.pgconn.encrypt_password(password.encode(), role.encode(), b"scram-sha-256").decode()
