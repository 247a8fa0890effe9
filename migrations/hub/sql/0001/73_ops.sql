-- Ops: what desktops send. One call is one transaction; the tenant's row is its only lock.

create type sync.op_result as (op_id uuid, outcome text, conflict_id uuid, detail text);
create type sync.op_effects as (results sync.op_result[], events sync.event[], entries audit.entry[]);

-- Many `set` and `unset` ops at once, each of another field: sets instead of loops.
create function sync.apply_sets(t uuid, dev uuid, who text, ops sync.op_row[]) returns sync.op_effects language plpgsql
set search_path = pg_catalog, pg_temp as $$
declare
    effects sync.op_effects;
begin
    with decided as materialized (
        select o.op_id, o.op_no, o.kind, o.entity_key, o.field, coalesce(o.seen, 'null') as seen,
            coalesce(o.base, 'null') as base, e.kind as entity_kind, v.op_id as their_op, v.by as their_name,
            coalesce(m.fields -> o.field, 'null') as mirror,
            coalesce(v.value, m.fields -> o.field, 'null') as current,
            case when o.kind = 'unset' then coalesce(m.fields -> o.field, 'null') else coalesce(o.value, 'null') end as ours,
            case
                when o.kind <> 'unset' then sync.decide_op(o.seen, o.value, coalesce(v.value, m.fields -> o.field))
                when v.op_id is null then 'noop'
                when sync.same(v.value, m.fields -> o.field) or sync.same(o.seen, v.value) then 'accepted'
                else 'conflict'
            end as outcome
        from unnest(ops) as o
        join crm.entities e on e.tenant_id = t and e.entity_key = o.entity_key
        left join crm.pricebook_overrides v on v.tenant_id = t and v.entity_key = o.entity_key and v.field = o.field
        left join master.pricebook_entities m on m.tenant_id = t and m.kind = e.kind and m.entity_key = o.entity_key
    ), dropped as (
        delete from crm.pricebook_overrides v using decided d
        where v.tenant_id = t and v.entity_key = d.entity_key and v.field = d.field
            and d.outcome = 'accepted' and d.ours = d.mirror
    ), put as (
        insert into crm.pricebook_overrides as v (tenant_id, entity_key, field, value, base, op_id, by, device_id)
        select t, d.entity_key, d.field, d.ours, d.base, d.op_id, who, dev
        from decided d where d.outcome = 'accepted' and d.ours <> d.mirror
        on conflict (tenant_id, entity_key, field) do update
        set value = excluded.value, base = excluded.base, op_id = excluded.op_id, by = excluded.by,
            device_id = excluded.device_id, set_at = clock_timestamp(), submitted_op = null, state = 'pending', detail = ''
        returning v
    ), clashes as (
        -- not taken over what is there now
        select d.op_id, d.entity_key, d.entity_kind, d.field, false as standing, d.seen as base, d.ours, d.current as theirs,
            d.their_op, coalesce(d.their_name, '') as their_name
        from decided d where d.outcome = 'conflict'
        union all
        -- taken, while ServiceTitan's value is no longer the one the person saw beneath
        select d.op_id, d.entity_key, d.entity_kind, d.field, true, d.base, d.ours, d.mirror, null, ''
        from decided d where d.outcome = 'accepted' and d.ours <> d.mirror and d.base <> d.mirror
    ), opened as (
        insert into sync.conflicts as old
            (tenant_id, entity_key, entity_kind, field, kind, standing, base, ours, theirs, ours_op, ours_by, theirs_op,
             theirs_by, device_id)
        select t, c.entity_key, c.entity_kind, c.field,
            case when c.their_op is null then 'override_vs_st' else 'override_vs_override' end, c.standing, c.base, c.ours,
            c.theirs, c.op_id, who, c.their_op, c.their_name, dev
        from clashes c
        on conflict (tenant_id, entity_key, field, device_id) where state = 'open' do update
        set kind = excluded.kind, standing = excluded.standing, ours = excluded.ours, theirs = excluded.theirs,
            ours_op = excluded.ours_op, theirs_op = excluded.theirs_op, theirs_by = excluded.theirs_by
        returning old
    ), told as (
        select d.op_no, 1 as part, case
            when d.ours = d.mirror then sync.cleared_event(d.entity_key, d.field, d.op_id)
            else sync.override_event(p.v, d.entity_kind)
        end as event
        from decided d left join put p on (p.v).op_id = d.op_id
        where d.outcome = 'accepted'
        union all
        select d.op_no, 2, sync.conflict_event(c.old)
        from opened c join decided d on d.op_id = (c.old).ours_op
    )
    select
        (select array_agg((d.op_id, d.outcome, (c.old).conflict_id, '')::sync.op_result)
         from decided d left join opened c on (c.old).ours_op = d.op_id),
        (select array_agg(x.event order by x.op_no, x.part) from told x),
        (select array_agg((d.kind, d.entity_key, d.field, d.current, d.ours, d.op_id)::audit.entry order by d.op_no)
         from decided d where d.outcome = 'accepted')
    into effects.results, effects.events, effects.entries;
    return effects;
end $$;

-- "Send these": marks the overrides that are still what the named ops made of them.
create function sync.submit(t uuid, op sync.op_row) returns sync.op_effects language plpgsql
set search_path = pg_catalog, pg_temp as $$
declare
    effects sync.op_effects;
    marked crm.pricebook_overrides[];
    asked constant int := case jsonb_typeof(op.value) when 'array' then jsonb_array_length(op.value) else 0 end;
    keys uuid[];
begin
    with named as (
        select distinct id::uuid as op_id
        from jsonb_array_elements_text(case when asked > 0 then op.value else '[]' end) as ids (id)
    ), done as (
        update crm.pricebook_overrides o
        set submitted_op = op.op_id, state = 'submitted', detail = ''
        from named n
        where o.tenant_id = t and o.op_id = n.op_id and o.state <> 'submitted'
        returning o
    )
    select array_agg(o) into marked from done;
    if marked is null then
        effects.results := array[(op.op_id, 'noop', null, '')::sync.op_result];
        return effects;
    end if;
    select array_agg(distinct m.entity_key) into keys from unnest(marked) m;
    insert into sync.outbound_queue as q (tenant_id, entity_key, entity_kind)
    select t, e.entity_key, e.kind from crm.entities e where e.tenant_id = t and e.entity_key = any (keys)
    on conflict (tenant_id, entity_key) where state not in ('done', 'cancelled') do update
    set state = case when q.ambiguous_since is null then 'ready' else 'ambiguous' end, not_before = '-infinity',
        detail = '', updated_at = clock_timestamp()
    where q.state in ('blocked', 'needs_human', 'ready');
    select array_agg(sync.override_event(m, e.kind) order by m.entity_key, m.field),
        array_agg(('submit', m.entity_key, m.field, m.base, m.value, op.op_id)::audit.entry order by m.entity_key, m.field)
    into effects.events, effects.entries
    from unnest(marked) m join crm.entities e on e.tenant_id = t and e.entity_key = m.entity_key;
    effects.results := array[(op.op_id, 'accepted', null,
        case when cardinality(marked) < asked then format('%s of %s', cardinality(marked), asked) else '' end
        )::sync.op_result];
    return effects;
end $$;

-- Answers a conflict, if the pair is still the one the person saw.
create function sync.resolve(t uuid, dev uuid, who text, op sync.op_row) returns sync.op_effects language plpgsql
set search_path = pg_catalog, pg_temp as $$
declare
    effects sync.op_effects;
    clash sync.conflicts;
    held crm.pricebook_overrides;
    wanted constant jsonb := coalesce(op.value, 'null');
    mirrored jsonb;
    effective jsonb;
begin
    select * into clash from sync.conflicts
    where tenant_id = t and conflict_id = op.conflict_id and entity_key = op.entity_key and field = op.field;
    select * into held from crm.pricebook_overrides o
    where o.tenant_id = t and o.entity_key = op.entity_key and o.field = op.field;
    select coalesce(m.fields -> op.field, 'null') into mirrored from crm.entities e
    left join master.pricebook_entities m on m.tenant_id = t and m.kind = e.kind and m.entity_key = e.entity_key
    where e.tenant_id = t and e.entity_key = op.entity_key;
    effective := coalesce(held.value, mirrored);
    if clash.conflict_id is null or clash.state <> 'open'
        or not sync.same(op.seen, effective) or not sync.same(op.base, mirrored) then
        effects.results := array[(op.op_id, 'stale', op.conflict_id, '')::sync.op_result];
        if clash.conflict_id is not null then
            effects.events := array[sync.conflict_event(clash)];
        end if;
        return effects;
    end if;
    update sync.conflicts c
    set state = 'resolved', resolved_op = op.op_id, resolved_by = who, resolved_at = clock_timestamp(),
        resolution = case when wanted = c.ours then 'ours' when wanted = c.theirs then 'theirs' else 'edited' end
    where c.tenant_id = t and c.conflict_id = op.conflict_id
    returning * into clash;
    effects.results := array[(op.op_id, 'accepted', op.conflict_id, '')::sync.op_result];
    effects.entries := array[('resolve', op.entity_key, op.field, effective, wanted, op.op_id)::audit.entry];
    if wanted = mirrored then
        delete from crm.pricebook_overrides o
        where o.tenant_id = t and o.entity_key = op.entity_key and o.field = op.field;
        effects.events := array[sync.cleared_event(op.entity_key, op.field, op.op_id)];
    elsif clash.standing or wanted <> effective then
        insert into crm.pricebook_overrides as o (tenant_id, entity_key, field, value, base, op_id, by, device_id)
        values (t, op.entity_key, op.field, wanted, mirrored, op.op_id, who, dev)
        on conflict (tenant_id, entity_key, field) do update
        set value = excluded.value, base = excluded.base, op_id = excluded.op_id, by = excluded.by,
            device_id = excluded.device_id, set_at = clock_timestamp(), submitted_op = null, state = 'pending', detail = ''
        returning * into held;
        effects.events := array[sync.override_event(held, clash.entity_kind)];
    end if;
    effects.events := effects.events || sync.conflict_event(clash);
    return effects;
end $$;

-- One op of any kind.
create function sync.apply_one(t uuid, dev uuid, who text, op sync.op_row) returns sync.op_effects language plpgsql
set search_path = pg_catalog, pg_temp as $$
declare
    effects sync.op_effects;
begin
    case op.kind
        when 'set', 'unset' then
            return sync.apply_sets(t, dev, who, array[op]);
        when 'delete' then
            op.field := 'deleted';
            op.kind := 'set';
            op.value := 'true';
            return sync.apply_sets(t, dev, who, array[op]);
        when 'undelete' then
            op.field := 'deleted';
            op.kind := 'unset';
            return sync.apply_sets(t, dev, who, array[op]);
        when 'submit' then
            return sync.submit(t, op);
        when 'resolve' then
            return sync.resolve(t, dev, who, op);
        when 'create' then -- the entity was noted with the batch
            effects.results := array[(op.op_id, 'accepted', null, '')::sync.op_result];
            effects.entries := array[('create', op.entity_key, '', null, op.value, op.op_id)::audit.entry];
            return effects;
        else
            effects.results := array[(op.op_id, 'rejected', null, format('unknown kind of op: %s', op.kind))::sync.op_result];
            return effects;
    end case;
end $$;

-- Applies ops of one device, in order, each exactly once.
create function sync.take_ops(t uuid, dev uuid, level text, ops sync.op_row[]) returns jsonb language plpgsql
set search_path = pg_catalog, pg_temp as $$
declare
    who constant text := sync.my_name(t);
    fresh sync.op_row[];
    op sync.op_row;
    effects sync.op_effects;
    effect sync.op_effects;
    keys uuid[];
    had bigint;
    first_no bigint;
    last_no bigint;
    head bigint;
begin
    perform from sync.tenants where tenant_id = t for update;
    select d.last_op_no into had from sync.devices d where d.tenant_id = t and d.device_id = dev;
    select array_agg(o order by o.op_no), min(o.op_no), max(o.op_no) into fresh, first_no, last_no
    from unnest(ops) as o
    where not exists (select from sync.op_log l where l.tenant_id = t and l.op_id = o.op_id);

    if fresh is not null then
        if first_no > had + 1 or last_no - first_no + 1 <> cardinality(fresh) then
            raise exception 'The shared database has the ops of this device up to %.', had
                using errcode = 'LZ001', detail = had::text;
        elsif first_no <= had then
            raise exception 'Other ops were already received under these numbers: this profile was copied or restored.'
                using errcode = 'LZ002';
        end if;

        if level = 'estimator' then
            select array_agg((o.op_id, 'rejected', null, 'An estimator may look, not change.')::sync.op_result)
            into effects.results from unnest(fresh) as o;
        else
            insert into crm.entities (tenant_id, entity_key, kind)
            select distinct on (o.entity_key) t, o.entity_key, o.entity_kind from unnest(fresh) as o where o.kind <> 'submit'
            on conflict do nothing;
            if (select count(*) = count(distinct (o.entity_key, o.field)) and bool_and(o.kind in ('set', 'unset'))
                from unnest(fresh) as o) then
                effects := sync.apply_sets(t, dev, who, fresh);
            else
                foreach op in array fresh loop
                    effect := sync.apply_one(t, dev, who, op);
                    effects.results := effects.results || effect.results;
                    effects.events := effects.events || effect.events;
                    effects.entries := effects.entries || effect.entries;
                end loop;
            end if;
            select array_agg(distinct o.entity_key) into keys from unnest(fresh) as o;
            effects.events := effects.events || sync.revisit_conflicts(t, keys);
            perform sync.tend_jobs(t, keys);
        end if;

        head := sync.emit(t, effects.events);
        perform audit.append(t, dev, null, effects.entries);
        insert into sync.op_log
            (tenant_id, op_id, device_id, op_no, txn_id, by, kind, entity_kind, entity_key, field, value, seen, base, wall,
             outcome, conflict_id, detail, feed_seq)
        select t, o.op_id, dev, o.op_no, o.txn_id, who, o.kind, o.entity_kind, o.entity_key, coalesce(o.field, ''),
            coalesce(o.value, 'null'), coalesce(o.seen, 'null'), coalesce(o.base, 'null'), coalesce(o.wall, ''),
            r.outcome, r.conflict_id, r.detail, head
        from unnest(fresh) as o join unnest(effects.results) as r on r.op_id = o.op_id;
        update sync.devices d set last_op_no = last_no, last_seen_at = clock_timestamp()
        where d.tenant_id = t and d.device_id = dev;
    end if;

    return (
        select coalesce(jsonb_agg(jsonb_build_array(l.op_id, l.outcome, l.feed_seq, l.conflict_id, l.detail) order by l.op_no), '[]')
        from unnest(ops) as o join sync.op_log l on l.tenant_id = t and l.op_id = o.op_id
    );
end $$;

create function sync.apply_ops(t uuid, dev uuid, ops jsonb) returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp as $$
declare
    level constant text := sync.require(t, dev, 'estimator');
    parsed sync.op_row[];
begin
    select array_agg(o order by o.op_no) into parsed from jsonb_populate_recordset(null::sync.op_row, ops) as o;
    return sync.take_ops(t, dev, level, parsed);
end $$;

create function sync.stage_ops(t uuid, dev uuid, ops jsonb) returns void language plpgsql security definer
set search_path = pg_catalog, pg_temp as $$
begin
    perform sync.require(t, dev, 'estimator');
    insert into sync.op_stage (tenant_id, device_id, txn_id, op_no, op)
    select t, dev, o.txn_id, o.op_no, o from jsonb_populate_recordset(null::sync.op_row, ops) as o
    on conflict (tenant_id, device_id, op_no) do update set txn_id = excluded.txn_id, op = excluded.op;
end $$;

create function sync.apply_txn(t uuid, dev uuid, txn uuid) returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp as $$
declare
    level constant text := sync.require(t, dev, 'estimator');
    staged sync.op_row[];
    receipts jsonb;
begin
    select array_agg(s.op order by s.op_no) into staged
    from sync.op_stage s where s.tenant_id = t and s.device_id = dev and s.txn_id = txn;
    receipts := sync.take_ops(t, dev, level, staged);
    delete from sync.op_stage s where s.tenant_id = t and s.device_id = dev;
    return receipts;
end $$;
