-- Upkeep of conflicts and jobs, called by everything that changes values. Under the tenant's row lock.

-- One open conflict per entity, field and device: a newer one of the same device takes its place.
create function sync.open_conflict(c sync.conflicts) returns sync.conflicts language plpgsql
set search_path = pg_catalog, pg_temp as $$
declare
    opened sync.conflicts;
begin
    insert into sync.conflicts as old
        (tenant_id, entity_key, entity_kind, field, kind, standing, base, ours, theirs, ours_op, ours_by, theirs_op,
         theirs_by, device_id)
    values (c.tenant_id, c.entity_key, c.entity_kind, c.field, c.kind, c.standing, coalesce(c.base, 'null'),
        coalesce(c.ours, 'null'), coalesce(c.theirs, 'null'), c.ours_op, c.ours_by, c.theirs_op,
        coalesce(c.theirs_by, ''), c.device_id)
    on conflict (tenant_id, entity_key, field, device_id) where state = 'open' do update
    set kind = excluded.kind, standing = excluded.standing, ours = excluded.ours, theirs = excluded.theirs,
        ours_op = excluded.ours_op, ours_by = excluded.ours_by, theirs_op = excluded.theirs_op,
        theirs_by = excluded.theirs_by
    returning old.* into opened;
    return opened;
end $$;

-- Looks again at the open conflicts of some entities after their values moved: a conflict whose sides became equal is
-- over, another shows what is there now.
create function sync.revisit_conflicts(t uuid, keys uuid[]) returns sync.event[] language plpgsql
set search_path = pg_catalog, pg_temp as $$
declare
    events sync.event[];
begin
    if not exists (
        select from sync.conflicts c where c.tenant_id = t and c.state = 'open' and c.entity_key = any (keys)
    ) then
        return '{}';
    end if;
    with looked as materialized (
        select c.ctid as place,
            case when c.standing then coalesce(o.value, c.ours) else c.ours end as ours,
            case when c.standing then o.op_id else c.ours_op end as ours_op,
            case when c.standing then coalesce(m.value, 'null') else coalesce(o.value, m.value, 'null') end as theirs,
            case when c.standing then null else o.op_id end as theirs_op,
            case when c.standing then '' else coalesce(o.by, '') end as theirs_by,
            case
                when c.standing then o.op_id is null or sync.same(o.value, m.value) or sync.same(m.value, c.base)
                else sync.same(c.ours, coalesce(o.value, m.value))
            end as is_over
        from sync.conflicts c
        left join crm.pricebook_overrides o
            on o.tenant_id = t and o.entity_key = c.entity_key and o.field = c.field
        left join lateral (
            select e.fields -> c.field as value
            from crm.entities i
            join master.pricebook_entities e on e.tenant_id = t and e.kind = i.kind and e.remote_id = i.remote_id
            where i.tenant_id = t and i.entity_key = c.entity_key limit 1
        ) m on true
        where c.tenant_id = t and c.state = 'open' and c.entity_key = any (keys)
    ), moved as (
        update sync.conflicts c
        set state = case when l.is_over then 'superseded' else c.state end,
            resolved_at = case when l.is_over then clock_timestamp() end,
            ours = l.ours, ours_op = l.ours_op, theirs = l.theirs, theirs_op = l.theirs_op, theirs_by = l.theirs_by
        from looked l
        where c.ctid = l.place and (l.is_over or l.ours <> c.ours or l.theirs <> c.theirs)
        returning c
    )
    select array_agg(sync.conflict_event(c) order by (c).created_at, (c).conflict_id) into events from moved;
    return coalesce(events, '{}');
end $$;

-- A job lives while something of its entity is submitted, or while its last write is not settled.
create function sync.tend_jobs(t uuid, keys uuid[]) returns void language plpgsql
set search_path = pg_catalog, pg_temp as $$
begin
    update sync.outbound_queue q set state = 'cancelled', updated_at = clock_timestamp()
    where q.tenant_id = t and q.entity_key = any (keys) and q.state in ('blocked', 'ready', 'needs_human')
        and q.ambiguous_since is null
        and not exists (
            select from crm.pricebook_overrides o
            where o.tenant_id = t and o.entity_key = q.entity_key and o.submitted_op is not null
        );
end $$;
