-- Upkeep of conflicts and jobs, called by everything that changes values. Under the tenant's row lock.

-- What the mirror has of a field. What is gone has nothing.
create function sync.mirror_value(t uuid, key uuid, field text) returns table (value jsonb, is_buried boolean)
language sql stable as $$
    select case when m.deleted_at is null then m.fields -> mirror_value.field end,
        m.deleted_at is not null or e.discarded_at is not null
    from (
        select x.kind, x.remote_id, x.discarded_at from crm.entities x where x.tenant_id = t and x.entity_key = key limit 1
    ) e
    left join lateral (
        select x.fields, x.deleted_at from master.pricebook_entities x
        where x.tenant_id = t and x.kind = e.kind and x.remote_id = e.remote_id limit 1
    ) m on true
$$;

create function sync.wanted_text(t uuid, key uuid, field text) returns text language sql stable
set search_path = pg_catalog, pg_temp as $$
    select o.value #>> '{}' from crm.pricebook_overrides o
    where o.tenant_id = t and o.entity_key = key and o.field = wanted_text.field
$$;

-- One open conflict per entity, field and device, another about what stands, and one about equal codes: a newer one takes
-- its place.
create function sync.open_conflict(c sync.conflicts) returns sync.conflicts language plpgsql
set search_path = pg_catalog, pg_temp as $$
declare
    opened sync.conflicts;
begin
    insert into sync.conflicts as old
        (tenant_id, entity_key, entity_kind, other_key, field, kind, standing, base, ours, theirs, ours_op, ours_by,
         theirs_op, theirs_by, device_id)
    values (c.tenant_id, c.entity_key, c.entity_kind, c.other_key, c.field, c.kind, c.standing, coalesce(c.base, 'null'),
        coalesce(c.ours, 'null'), coalesce(c.theirs, 'null'), c.ours_op, c.ours_by, c.theirs_op,
        coalesce(c.theirs_by, ''), c.device_id)
    on conflict (tenant_id, entity_key, field, device_id, standing, (kind = 'unique')) where state = 'open' do update
    set kind = excluded.kind, standing = excluded.standing, ours = excluded.ours, theirs = excluded.theirs,
        ours_op = excluded.ours_op, ours_by = excluded.ours_by, theirs_op = excluded.theirs_op,
        theirs_by = excluded.theirs_by
    returning old.* into opened;
    return opened;
end $$;

-- Conflicts are told in this order: that in which they came to be is the one in which the database happened to read.
create function sync.place_of(c sync.conflicts) returns bytea language sql stable as $$
    select convert_to(concat_ws(' ', c.entity_key, c.field, c.standing, c.device_id, c.kind), 'UTF8')
$$;

-- The first other entity of the kind that is alive and has this code, however it is written; none of `but`. It reads all that
-- have it. The tenant is compared so that no index serves it: without statistics any that begins with it seems as good as the
-- one of the codes; nor is the kind looked for by one. `folded` is a column of the caller's: under row-level security no index
-- is asked for what is only worked out.
create function sync.other_with_code(t uuid, of_kind text, folded text, besides uuid, but uuid[])
returns table (entity_key uuid, code jsonb, op_id uuid, by text) language sql stable as $$
    select x.* from (
        select o.entity_key, o.value, o.op_id, o.by
        from crm.pricebook_overrides o
        cross join lateral (
            select y.kind, y.remote_id, y.discarded_at from crm.entities y
            where y.tenant_id = t and y.entity_key = o.entity_key limit 1
        ) e
        where (o.tenant_id = t) is true and o.same_code = folded and e.kind = of_kind and e.discarded_at is null
            and (select m.deleted_at from master.pricebook_entities m
                where m.tenant_id = t and m.kind = of_kind and m.remote_id = e.remote_id) is null
        union all
        select m.entity_key, to_jsonb(m.code), null, null
        from master.pricebook_entities m
        where (m.tenant_id = t) is true and m.kind = of_kind and m.same_code = folded and m.deleted_at is null
            and (select o.op_id from crm.pricebook_overrides o
                where o.tenant_id = t and o.entity_key = m.entity_key and o.field = 'code') is null
    ) x (entity_key, code, op_id, by)
    where x.entity_key <> besides and x.entity_key <> all (but)
    order by x.entity_key
    limit 1
$$;

-- The code of this one, where it is alive and has that code.
create function sync.with_code(t uuid, of_kind text, folded text, key uuid)
returns table (entity_key uuid, code jsonb, op_id uuid, by text) language sql stable as $$
    select e.entity_key, v.code, o.op_id, o.by
    from (
        select x.entity_key, x.kind from crm.entities x where x.tenant_id = t and x.entity_key = key limit 1
    ) e
    left join lateral (
        select x.value, x.op_id, x.by from crm.pricebook_overrides x
        where x.tenant_id = t and x.entity_key = e.entity_key and x.field = 'code' limit 1
    ) o on true
    cross join lateral sync.mirror_value(t, e.entity_key, 'code') m
    cross join lateral (select coalesce(o.value, m.value) as code) v
    where e.kind = of_kind and not m.is_buried and lower(v.code #>> '{}') = folded
$$;

-- Looks again at the open conflicts of some entities after their values moved: a conflict whose sides became equal is
-- over, another shows what is there now. What is gone has no value of ServiceTitan's any more.
create function sync.revisit_conflicts(t uuid, keys uuid[]) returns sync.event[] language plpgsql
set search_path = pg_catalog, pg_temp as $$
declare
    events sync.event[];
begin
    if not exists (
        select from sync.conflicts c where c.tenant_id = t and c.state = 'open' and c.entity_key = any (keys)
        union all
        select from sync.conflicts c where c.tenant_id = t and c.state = 'open' and c.other_key = any (keys)
    ) then
        return '{}';
    end if;
    with open as materialized (
        select c.ctid as place, c.* from sync.conflicts c
        where c.tenant_id = t and c.state = 'open' and c.entity_key = any (keys)
        union all
        select c.ctid, c.* from sync.conflicts c
        where c.tenant_id = t and c.state = 'open' and c.other_key = any (keys) and c.entity_key <> all (keys)
    ), looked as materialized (
        -- an edit over another one, or over ServiceTitan
        select c.place,
            case
                when m.is_buried and (c.standing or o.op_id is null) then 'delete_vs_edit'
                when c.kind <> 'delete_vs_edit' then c.kind
                when c.standing or o.op_id is null then 'override_vs_st'
                else 'override_vs_override'
            end as kind,
            case when c.standing then coalesce(o.value, c.ours) else c.ours end as ours,
            case when c.standing then o.op_id else c.ours_op end as ours_op,
            case when c.standing then coalesce(m.value, 'null') else coalesce(o.value, m.value, 'null') end as theirs,
            case when c.standing then null else o.op_id end as theirs_op,
            case when c.standing then '' else coalesce(o.by, '') end as theirs_by,
            c.other_key,
            case
                when not c.standing then sync.same(
                    sync.as_said(t, c.field, c.ours, coalesce(o.value, m.value)), coalesce(o.value, m.value))
                when o.op_id is null then true
                else not m.is_buried and (sync.same(sync.as_said(t, c.field, o.value, m.value), m.value)
                    or sync.same(m.value, sync.as_said(t, c.field, c.base, m.value)))
            end as is_over
        from open c
        left join lateral (
            select x.value, x.op_id, x.by from crm.pricebook_overrides x
            where x.tenant_id = t and x.entity_key = c.entity_key and x.field = c.field limit 1
        ) o on true
        cross join lateral sync.mirror_value(t, c.entity_key, c.field) m
        where c.kind <> 'unique' and c.field <> 'deleted'
        union all
        -- a code that another entity has too
        select c.place, c.kind, coalesce(o.value, m.value, 'null'), o.op_id, coalesce(x.code, c.theirs), x.op_id,
            coalesce(x.by, ''), x.entity_key, m.is_buried or x.entity_key is null
        from open c
        left join lateral (
            select x.value, x.op_id, x.by from crm.pricebook_overrides x
            where x.tenant_id = t and x.entity_key = c.entity_key and x.field = c.field limit 1
        ) o on true
        cross join lateral sync.mirror_value(t, c.entity_key, c.field) m
        cross join lateral (select lower(coalesce(o.value, m.value) #>> '{}') as folded offset 0) w
        -- the one that is named stays, as long as it has the code
        left join lateral sync.with_code(t, c.entity_kind, w.folded, nullif(c.other_key, c.entity_key)) k on true
        cross join lateral (select case when k.entity_key is null then w.folded end as folded offset 0) u
        left join lateral sync.other_with_code(t, c.entity_kind, u.folded, c.entity_key, '{}') n on true
        cross join lateral (
            select coalesce(k.entity_key, n.entity_key), coalesce(k.code, n.code),
                case when k.entity_key is null then n.op_id else k.op_id end,
                case when k.entity_key is null then n.by else k.by end
        ) x (entity_key, code, op_id, by)
        where c.kind = 'unique'
        union all
        -- throwing away what others went on with: `ours` names everything that would be lost. Standing: it is thrown away.
        select c.place, c.kind, s.op_ids, c.ours_op, c.theirs, c.theirs_op, c.theirs_by, c.other_key,
            (e.discarded_at is not null) <> c.standing or e.remote_id is not null
        from open c
        cross join lateral (
            select x.discarded_at, x.remote_id from crm.entities x
            where x.tenant_id = t and x.entity_key = c.entity_key limit 1
        ) e
        cross join lateral (select sync.op_ids_of(t, c.entity_key)) as s (op_ids)
        where c.kind <> 'unique' and c.field = 'deleted'
    ), moved as (
        update sync.conflicts c
        set state = case when l.is_over then 'superseded' else c.state end,
            resolved_at = case when l.is_over then clock_timestamp() end,
            kind = l.kind, other_key = l.other_key, ours = l.ours, ours_op = l.ours_op, theirs = l.theirs,
            theirs_op = l.theirs_op, theirs_by = l.theirs_by
        from looked l
        where c.ctid = l.place and (
            l.is_over or l.ours <> c.ours or l.theirs <> c.theirs or l.kind <> c.kind
            or l.other_key is distinct from c.other_key)
        returning c
    )
    select array_agg(sync.conflict_event(c) order by sync.place_of(c)) into events from moved;
    return coalesce(events, '{}');
end $$;

create function sync.created_event(entity_key uuid, kind text, op_id uuid) returns sync.event language sql immutable as $$
    select ('created', entity_key, '', jsonb_build_object('kind', kind), op_id)::sync.event
$$;

-- Tombstones of what was alive until now, and a conflict for every override that waits on it. `reason` is one of
-- ports.hub.Burial; what is discarded or adopted must have no overrides any more. The caller emits what is returned.
create function sync.bury_entities(t uuid, dev uuid, keys uuid[], reason text, replaced_by uuid) returns sync.event[]
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    moment constant timestamptz := clock_timestamp();
    heir constant uuid := replaced_by;
    buried crm.entities[];
    buried_keys uuid[];
    events sync.event[];
    clashes sync.event[];
    entries audit.entry[];
begin
    select array_agg(e order by e.entity_key), array_agg(e.entity_key) into buried, buried_keys
    from crm.entities e
    where e.tenant_id = t and e.entity_key = any (keys) and case reason
        when 'gone' then e.remote_id is not null and not exists (
            select from master.pricebook_entities m
            where m.tenant_id = t and m.kind = e.kind and m.remote_id = e.remote_id and m.deleted_at is not null)
        when 'discarded' then e.discarded_at is null
        when 'adopted' then e.replaced_by is null
    end;
    if buried is null then
        return '{}';
    end if;
    if reason = 'gone' then
        insert into master.pricebook_entities as m
            (tenant_id, kind, entity_key, remote_id, fields, payload_hash, last_seq, deleted_at)
        select t, e.kind, e.entity_key, e.remote_id, '{}', '', n.feed_seq + 1, moment
        from unnest(buried) as e cross join sync.tenants n
        where n.tenant_id = t
        on conflict (tenant_id, kind, remote_id) do update
        set deleted_at = excluded.deleted_at, last_seq = excluded.last_seq, updated_at = excluded.deleted_at;
    else
        update crm.entities e
        set discarded_at = case when reason = 'discarded' then moment else e.discarded_at end,
            discarded_by = case when reason = 'discarded' then sync.my_name(t) else e.discarded_by end,
            discarded_at_device = case when reason = 'discarded' then dev else e.discarded_at_device end,
            replaced_by = coalesce(heir, e.replaced_by)
        where e.tenant_id = t and e.entity_key = any (buried_keys);
    end if;
    select array_agg(('tombstone', e.entity_key, '', jsonb_build_object(
            'kind', e.kind, 'reason', reason, 'replaced_by', heir), null)::sync.event order by e.entity_key),
        array_agg(('bury', e.entity_key, '', null, jsonb_build_object('reason', reason, 'replaced_by', heir), null
            )::audit.entry order by e.entity_key)
    into events, entries from unnest(buried) as e;
    perform audit.append(t, dev, null, entries);
    events := events || sync.revisit_conflicts(t, buried_keys);
    if reason = 'gone' then
        select array_agg(sync.conflict_event(sync.open_conflict(row(
            t, null, o.entity_key, e.kind, null, o.field, 'delete_vs_edit', true, o.base, o.value, null, o.op_id, o.by, null,
            '', o.device_id, 'open', null, null, null, null, null)::sync.conflicts)) order by o.entity_key, o.field)
        into clashes
        from unnest(buried) as e
        join crm.pricebook_overrides o on o.tenant_id = t and o.entity_key = e.entity_key
        where o.state <> 'kept' and not exists (
            select from sync.conflicts c
            where c.tenant_id = t and c.entity_key = o.entity_key and c.field = o.field and c.state = 'open' and c.standing
                and c.kind <> 'unique');
        events := events || clashes;
    end if;
    return events;
end $$;

-- A job lives while something of its entity is submitted, or while its last write is not settled.
create function sync.tend_jobs(t uuid, keys uuid[]) returns void language plpgsql
set search_path = pg_catalog, pg_temp as $$
begin
    update sync.outbound_queue q set state = 'cancelled', updated_at = clock_timestamp()
    from (
        select j.place
        from (select distinct key from unnest(keys) as u (key)) as k
        cross join lateral (
            select x.ctid as place, x.state, x.ambiguous_since from sync.outbound_queue x
            where x.tenant_id = t and x.entity_key = k.key and x.state not in ('done', 'cancelled') limit 1
        ) j
        where j.state in ('blocked', 'ready', 'needs_human') and j.ambiguous_since is null and (
            select o.op_id from crm.pricebook_overrides o
            where o.tenant_id = t and o.entity_key = k.key and o.submitted_op is not null limit 1) is null
    ) d
    where q.ctid = d.place;
end $$;
