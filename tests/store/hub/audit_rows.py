"""Many made-up lines for the audit log, chained as the database chains them, spread over a span of time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import psycopg

_FILL = """
create function pg_temp.fill(t uuid, devices uuid[], names text[], steps int, many int, since timestamptz,
    until timestamptz, actions text[], fields text[]) returns void language plpgsql as $$
declare
    head sync.tenants;
    digest bytea;
    chained bytea;
    moment timestamptz;
    who int;
begin
    select * into head from sync.tenants where tenant_id = t;
    for step in 0 .. steps - 1 loop
        moment := since + (until - since) * step / greatest(steps - 1, 1);
        who := 1 + step % cardinality(devices);
        with added as (
            insert into audit.change_log as l
                (tenant_id, n, link, at, actor, device_id, action, entity_key, field, before, after)
            select t, head.audit_n + g, head.audit_link + 1, moment, names[who], devices[who], x.action,
                md5('entity ' || (step * 7 + g) % 10000)::uuid,
                case when x.action = 'pull' then '' else x.field end,
                case when x.action = 'pull' then jsonb_build_object(x.field, g) else to_jsonb(g) end,
                case when x.action = 'pull' then jsonb_build_object(x.field, g + 1) else to_jsonb(g + 1) end
            from generate_series(1, many) g
            cross join lateral (select
                actions[1 + (step + g) % cardinality(actions)] as action,
                fields[1 + g % cardinality(fields)] as field) x
            returning l.n, audit.row_hash(l.n, sync.moment(l.at), l.actor, l.device_id, l.action, l.entity_key, l.field,
                l.before, l.after, l.op_id, l.cause) as hash
        )
        select sha256(string_agg(hash, ''::bytea order by n)) into digest from added;
        chained := sha256(head.audit_hash || digest);
        insert into audit.links values
            (t, head.audit_link + 1, head.audit_n + 1, head.audit_n + many, head.audit_hash, chained);
        head.audit_n := head.audit_n + many;
        head.audit_link := head.audit_link + 1;
        head.audit_hash := chained;
    end loop;
    update sync.tenants set audit_n = head.audit_n, audit_link = head.audit_link, audit_hash = head.audit_hash
    where tenant_id = t;
end $$
"""


def fill(
    admin_url: str,
    tenant_id: UUID,
    devices: dict[UUID, str],
    *,
    steps: int,
    lines: int,
    since: datetime,
    until: datetime,
    actions: Sequence[str] = ("set", "set", "pull", "submit", "pushed"),
    fields: Sequence[str] = ("price", "cost", "description", "hours", "member_price"),
) -> None:
    """As many steps of so many lines each, by the people at these devices in turn."""
    with psycopg.connect(admin_url, autocommit=True) as connection:
        connection.execute(_FILL)
        connection.execute(
            "select pg_temp.fill(%s, %s, %s, %s, %s, %s, %s, %s, %s)",
            (
                tenant_id,
                list(devices),
                list(devices.values()),
                steps,
                lines,
                since,
                until,
                list(actions),
                list(fields),
            ),
        )
