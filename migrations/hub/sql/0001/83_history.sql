-- What happened to an entity, or to the parts of a kit: lines of the audit log, with what the step was called that each
-- belongs to.

-- Under which other keys an entity was known.
create index entities_replaced_by on crm.entities (replaced_by, tenant_id) where replaced_by is not null;

create type sync.happened as (n bigint, at timestamptz, actor text, device text, action text, entity_key uuid, field text,
    before jsonb, after jsonb, op_id uuid, txn_id uuid, note text, change_set uuid, part_kind text);

-- One page, the newest first.
create function sync.happened_to(t uuid, keys uuid[], before_n bigint, many int) returns setof sync.happened
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
    is_blind constant boolean := sync.hides_costs(t);
begin
    return query
        with pages as (
            select c.* from unnest(keys) as k (entity_key)
            cross join lateral (
                select x.* from audit.change_log x
                where x.tenant_id = t and x.entity_key = k.entity_key and x.n < coalesce(before_n, 9223372036854775807)
                order by x.n desc limit least(many, 500)
            ) c
            order by c.n desc limit least(many, 500)
        )
        select p.n, p.at, p.actor, coalesce(d.label, ''), p.action, p.entity_key, p.field,
            case when is_blind then sync.masked(p.verb, p.field, p.before, p.after) else p.before end,
            case when is_blind then sync.masked(p.verb, p.field, p.after, p.before) else p.after end, p.op_id, o.txn_id,
            case when is_blind then sync.words_without_costs(coalesce(o.note, '')) else coalesce(o.note, '') end,
            o.change_set, k.kind
        from pages p
        left join lateral (
            select x.label from sync.devices x where x.tenant_id = t and x.device_id = p.device_id limit 1
        ) d on true
        left join lateral (
            select x.txn_id, x.note, x.change_set from sync.op_log x
            where x.tenant_id = t and x.op_id = p.op_id and x.outcome <> 'rejected' limit 1
        ) o on true
        left join lateral (
            select x.kind from crm.kit_parts x where x.tenant_id = t and x.part_id = p.entity_key limit 1
        ) k on true
        order by p.n desc;
end $$;

create function sync.history_of(t uuid, dev uuid, key uuid, before_n bigint, many int) returns setof sync.happened
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform sync.require(t, dev, 'viewer');
    return query select * from sync.happened_to(t, array(
        select key union select e.entity_key from crm.entities e where e.replaced_by = key and e.tenant_id = t
    ), before_n, many);
end $$;

create function sync.history_of_kit(t uuid, dev uuid, kit uuid, before_n bigint, many int) returns setof sync.happened
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform sync.require(t, dev, 'viewer');
    return query select * from sync.happened_to(t, array(
        select p.part_id from crm.kit_parts p where p.kit_id = kit and p.tenant_id = t
    ), before_n, many);
end $$;
