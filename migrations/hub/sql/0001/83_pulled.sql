-- What a pull found, entity by entity: from the audit log, and from when entities and conflicts came to be. One machine at
-- a time pulls or pushes, so what came to be of a kind while its run went on is the run's.

create index change_log_pulled on audit.change_log (cause, tenant_id, n) where action in ('pull', 'revive');
create index change_log_buried on audit.change_log (at, tenant_id) where action = 'bury';

-- `wanted`: "added", "changed", "deactivated", "vanished", "conflicts" or "set_back". Of conflicts `before` is ours, `after`
-- theirs. Set back is what a push had proved and ServiceTitan has as before that push again: `pushed_at`.
create function sync.pulled_lines(t uuid, runs uuid[], wanted text)
returns table (
    entity_key uuid, entity_kind text, field text, before jsonb, after jsonb, at timestamptz, pushed_at timestamptz)
language sql stable set search_path = pg_catalog, pg_temp as $$
    with spans as materialized (
        select r.run_id, r.what, r.started_at, coalesce(r.finished_at, 'infinity') as ended_at
        from sync.inbound_log r where r.tenant_id = t and r.run_id = any (runs)
    )
    select l.entity_key, s.what, '', l.before, l.after, l.at, null::timestamptz
    from spans s join audit.change_log l on l.tenant_id = t and l.cause = s.run_id and l.action in ('pull', 'revive')
    where wanted = 'changed' or wanted = 'deactivated' and l.before -> 'active' = 'true' and l.after -> 'active' = 'false'
    union all
    select e.entity_key, e.kind, '', null, null, e.created_at, null
    from spans s join crm.entities e on e.tenant_id = t and e.kind = s.what and e.created_at between s.started_at and s.ended_at
    where wanted = 'added' and e.remote_id is not null and not e.made_here
    union all
    select l.entity_key, e.kind, '', null, null, l.at, null
    from spans s
    join audit.change_log l on l.tenant_id = t and l.action = 'bury' and l.at between s.started_at and s.ended_at
        and l.after ->> 'reason' = 'gone'
    join crm.entities e on e.tenant_id = t and e.entity_key = l.entity_key and e.kind = s.what
    where wanted = 'vanished'
    union all
    select c.entity_key, c.entity_kind, c.field, c.ours, c.theirs, c.created_at, null
    from spans s
    join sync.conflicts c on c.tenant_id = t and c.entity_kind = s.what and c.created_at between s.started_at and s.ended_at
    where wanted = 'conflicts' and c.kind in ('override_vs_st', 'delete_vs_edit')
    union all
    select l.entity_key, s.what, f.field, l.before -> f.field, l.after -> f.field, l.at, p.at
    from spans s
    join audit.change_log l on l.tenant_id = t and l.cause = s.run_id and l.action = 'pull'
    cross join lateral jsonb_object_keys(l.after) as f (field)
    cross join lateral (
        select r.before, r.found, r.result, r.at from sync.push_results r
        where r.tenant_id = t and r.entity_key = l.entity_key and r.field = f.field and r.at < l.at
        order by r.at desc limit 1) p
    where wanted = 'set_back' and p.result = 'verified' and sync.same(p.found, l.before -> f.field)
        and sync.same(p.before, l.after -> f.field)
$$;

create function sync.pulled_counts(t uuid, dev uuid, runs uuid[]) returns table (what text, many bigint)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform sync.require(t, dev, 'viewer');
    return query
        select w.what, (select count(*) from sync.pulled_lines(t, runs, w.what))
        from unnest(array['added', 'changed', 'deactivated', 'vanished', 'conflicts', 'set_back']) as w (what);
end $$;

create function sync.pulled(t uuid, dev uuid, runs uuid[], wanted text, skipped int, many int)
returns table (
    entity_key uuid, entity_kind text, code text, name text, field text, before jsonb, after jsonb, pushed_at timestamptz)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
    is_blind constant boolean := sync.hides_costs(t);
begin
    perform sync.require(t, dev, 'viewer');
    return query
        with page as (
            select l.* from sync.pulled_lines(t, runs, wanted) l
            order by l.at, l.entity_key, l.field offset skipped limit least(many, 500)
        )
        select coalesce(e.replaced_by, p.entity_key), p.entity_kind, coalesce(m.code, ''),
            coalesce(m.display_name, m.name, ''), p.field,
            case when is_blind then sync.masked('', p.field, p.before, p.after) else p.before end,
            case when is_blind then sync.masked('', p.field, p.after, p.before) else p.after end, p.pushed_at
        from page p
        join crm.entities e on e.tenant_id = t and e.entity_key = p.entity_key
        left join master.pricebook_entities m
            on m.tenant_id = t and m.kind = p.entity_kind and m.remote_id = e.remote_id
        order by p.at, p.entity_key, p.field;
end $$;
