"""Tenants and the people who may work in them. For whoever runs the database, not for desktops."""

from __future__ import annotations

import psycopg
from psycopg import sql

from lazi_desktop.domain.errors import InvalidValue
from lazi_desktop.domain.keys import TenantId, held_back_set, tenant_id_of
from lazi_desktop.domain.team import Level, Member, MemberState
from lazi_desktop.store.hub.logins import verifier_of
from lazi_desktop.store.hub.schema import admin_connection

_OURS = ("lazi_owner", "lazi_desktop", "lazi_people")
_WHO_MAKES = """
select r.rolsuper, coalesce(pg_has_role(current_user, to_regrole('lazi_people'), 'member'), false),
    exists (
        select from pg_auth_members m
        where m.roleid = to_regrole(quote_ident(%s)) and m.member = to_regrole('lazi_people') and m.admin_option
    ), coalesce((select x.rolcanlogin from pg_roles x where x.rolname = %s), false)
from pg_roles r where r.rolname = current_user
"""


_MEMBERS = """
select m.role_name, coalesce(nullif(m.label, ''), m.role_name) as name, m.level,
    case when m.disabled_at is not null then 'disabled' when d.devices is null then 'invited' else 'active' end,
    m.added_at, d.seen_at, coalesce(d.devices, 0), m.owes_password
from sync.members m
left join (
    select tenant_id, role_name, max(last_seen_at) as seen_at, count(*) filter (where revoked_at is null) as devices
    from sync.devices group by tenant_id, role_name
) d using (tenant_id, role_name)
where m.tenant_id = %s
order by lower(coalesce(nullif(m.label, ''), m.role_name)), m.role_name
"""


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
    admin_url: str,
    tenant_id: TenantId,
    role: str,
    *,
    password: str | None,
    level: Level,
    label: str = "",
    owes_password: bool = False,
) -> None:
    """Lets a person in: a login role of their own, and a level in this tenant. Who has a name keeps it without `label`.

    A role that exists keeps its password where `password` is None. `owes_password`: somebody else chose it, so the
    person is asked for one of their own. The server receives only the password's SCRAM
    verifier, so it cannot end up in a log.
    """
    if not role or role.startswith("pg_") or role in _OURS or len(role.encode()) > 63:
        raise InvalidValue(f"{role!r} cannot be a login's name.")
    with admin_connection(admin_url) as connection:
        row = connection.execute(
            "select rolsuper or rolbypassrls or pg_has_role(rolname, 'lazi_owner', 'member')"
            " from pg_roles where rolname = %s",
            (role,),
        ).fetchone()
        if row is not None and row[0]:
            raise InvalidValue(f"{role} is an administrator's login; give the person one of their own.")
        if row is None and password is None:
            raise InvalidValue("A new login needs a password.")
        _make_login(connection, role, password, is_new=row is None)
        connection.execute("set local role lazi_owner")
        connection.execute(
            "insert into sync.members (tenant_id, role_name, level, label) values (%s, %s, %s, %s)"
            " on conflict (tenant_id, role_name) do update"
            " set level = excluded.level, label = coalesce(nullif(excluded.label, ''), members.label),"
            " disabled_at = null",
            (tenant_id, role, level, label),
        )
        if password is not None:  # which is one, in however many tenants the login is
            connection.execute(
                "update sync.members set owes_password = %s where role_name = %s", (owes_password, role)
            )


def _make_login(connection: psycopg.Connection, role: str, password: str | None, *, is_new: bool) -> None:
    """As lazi_people where that is possible and needed, so that admins can look after the login from then on."""
    name = sql.Identifier(role)
    row = connection.execute(_WHO_MAKES, (role, role)).fetchone()
    assert row is not None
    is_superuser, has_people, is_theirs, can_log_in = row
    if not is_superuser and has_people and (is_new or is_theirs):
        connection.execute("set local role lazi_people")
    if is_new:
        connection.execute(sql.SQL("create role {} login").format(name))
    if password is not None:
        verifier = verifier_of(connection.pgconn, role, password)
        connection.execute(sql.SQL("alter role {} password {}").format(name, sql.Literal(verifier)))
    if not is_new and not can_log_in:
        connection.execute(sql.SQL("alter role {} login").format(name))
    connection.execute(sql.SQL("grant lazi_desktop to {}").format(name))
    connection.execute("select people.set_limits(%s)", (role,))
    if is_superuser and has_people and not is_theirs and connection.info.server_version >= 160000:
        connection.execute(
            sql.SQL("grant {} to lazi_people with admin true, inherit false, set false").format(name)
        )


def members(admin_url: str, tenant_id: TenantId) -> list[Member]:
    """By name, without what is counted."""
    with admin_connection(admin_url) as connection:
        connection.execute("set local role lazi_owner")
        return [
            Member(
                login=login,
                name=name,
                level=level,
                state=MemberState(state),
                added_at=added_at,
                last_seen_at=last_seen_at,
                devices=devices,
                owes_password=owes_password,
            )
            for login, name, level, state, added_at, last_seen_at, devices, owes_password in connection.execute(
                _MEMBERS, (tenant_id,)
            )
        ]


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
