-- Ops: what desktops send. One call is one transaction; the tenant's row is its only lock.

create type sync.op_result as (op_id uuid, outcome text, conflict_id uuid, detail text);
create type sync.op_effects as (results sync.op_result[], events sync.event[], entries audit.entry[]);

-- Many `set` and `unset` ops at once, each of another field: sets instead of loops. Results come in the order of the
-- ops. Rows are looked up one by one through their keys (`lateral … limit 1`, `ctid`) and two lists of the caller are never
-- joined: with a new tenant the planner knows nothing of the sizes, and a wrong guess would hold the lock for minutes.
create function sync.apply_sets(t uuid, dev uuid, who text, ops sync.op_row[]) returns sync.op_effects language plpgsql
set search_path = pg_catalog, pg_temp as $$
declare
    moment constant timestamptz := clock_timestamp();
    moment_text constant text := sync.moment(moment);
    effects sync.op_effects;
begin
    with decided as materialized (
        select o.op_id, o.op_no, o.kind, o.entity_key, o.field, coalesce(o.seen, 'null') as seen,
            -- who saw ServiceTitan's new value as their own (pushed meanwhile) edits over it, not over the old one
            coalesce(case when sync.same(o.seen, m.fields -> o.field) then o.seen else o.base end, 'null') as base,
            e.kind as entity_kind, v.op_id as their_op, v.by as their_name, v.place,
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
        cross join lateral (
            select x.kind, x.remote_id from crm.entities x
            where x.tenant_id = t and x.entity_key = o.entity_key limit 1
        ) e
        left join lateral (
            select x.op_id, x.by, x.value, x.ctid as place from crm.pricebook_overrides x
            where x.tenant_id = t and x.entity_key = o.entity_key and x.field = o.field limit 1
        ) v on true
        left join lateral (
            select x.fields from master.pricebook_entities x
            where x.tenant_id = t and x.kind = e.kind and x.remote_id = e.remote_id limit 1
        ) m on true
    ), dropped as (
        delete from crm.pricebook_overrides v
        where v.ctid = any (array(select d.place from decided d where d.outcome = 'accepted' and d.ours = d.mirror))
    ), put as (
        insert into crm.pricebook_overrides as v (tenant_id, entity_key, field, value, base, op_id, by, device_id, set_at)
        select t, d.entity_key, d.field, d.ours, d.base, d.op_id, who, dev, moment
        from decided d where d.outcome = 'accepted' and d.ours <> d.mirror
        on conflict (tenant_id, entity_key, field) do update
        set value = excluded.value, base = excluded.base, op_id = excluded.op_id, by = excluded.by,
            device_id = excluded.device_id, set_at = excluded.set_at, submitted_op = null, state = 'pending', detail = ''
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
            ours_op = excluded.ours_op, ours_by = excluded.ours_by, theirs_op = excluded.theirs_op,
            theirs_by = excluded.theirs_by, other_key = null
        returning old
    ), clash_ids as materialized (
        select jsonb_object_agg((c.old).ours_op, (c.old).conflict_id) as of_op from opened c
    )
    select
        (select array_agg((d.op_id, d.outcome, ((select of_op from clash_ids) ->> d.op_id::text)::uuid, '')::sync.op_result
            order by d.op_no)
         from decided d),
        (select array_agg(case
            when d.ours = d.mirror then sync.cleared_event(d.entity_key, d.field, d.op_id)
            else sync.override_event(d.entity_key, d.entity_kind, d.field, d.ours, d.base, d.op_id, who, moment_text, 'pending', '')
            end order by d.op_no)
         from decided d where d.outcome = 'accepted')
        || (select array_agg(sync.conflict_event(c.old) order by (c.old).entity_key, (c.old).field) from opened c),
        (select array_agg((d.kind, d.entity_key, d.field, d.current, d.ours, d.op_id)::audit.entry order by d.op_no)
         from decided d where d.outcome = 'accepted')
    into effects.results, effects.events, effects.entries;
    return effects;
end $$;

-- "Send these": marks the overrides that are still what the named ops made of them. Any number of submits at once.
create function sync.submit(t uuid, ops sync.op_row[]) returns sync.op_effects language plpgsql
set search_path = pg_catalog, pg_temp as $$
declare
    effects sync.op_effects;
    keys uuid[];
begin
    with named as materialized (
        select o.op_id as submit_op, o.op_no, ids.id is not null as is_named, v.place,
            coalesce(v.state <> 'submitted', false)
                and row_number() over (partition by ids.id order by o.op_no) = 1 as hit
        from unnest(ops) as o
        left join lateral jsonb_array_elements_text(
            case when jsonb_typeof(o.value) = 'array' then o.value else '[]' end) as ids (id) on true
        left join lateral (
            select x.state, x.ctid as place from crm.pricebook_overrides x
            where x.tenant_id = t and x.op_id = ids.id::uuid limit 1
        ) v on true
    ), marked as (
        update crm.pricebook_overrides v
        set submitted_op = n.submit_op, state = 'submitted', detail = ''
        from named n
        where v.ctid = n.place and n.hit
        returning v, n.op_no
    ), told as (
        select m.op_no, m.v, e.kind as entity_kind
        from marked m
        cross join lateral (
            select x.kind from crm.entities x where x.tenant_id = t and x.entity_key = (m.v).entity_key limit 1
        ) e
    ), counted as (
        select submit_op, op_no, count(*) filter (where hit) as hits, count(*) filter (where is_named) as asked
        from named group by submit_op, op_no
    )
    select
        (select array_agg((submit_op, case when hits > 0 then 'accepted' else 'noop' end, null,
            case when hits > 0 and hits < asked then format('%s of %s', hits, asked) else '' end)::sync.op_result
            order by op_no) from counted),
        (select array_agg(sync.override_event(v, entity_kind) order by op_no, (v).entity_key, (v).field) from told),
        (select array_agg(('submit', (v).entity_key, (v).field, (v).base, (v).value, (v).submitted_op)::audit.entry
            order by op_no, (v).entity_key, (v).field) from told),
        (select array_agg(distinct (v).entity_key) from told)
    into effects.results, effects.events, effects.entries, keys;
    insert into sync.outbound_queue as q (tenant_id, entity_key, entity_kind)
    select t, e.entity_key, e.kind from crm.entities e where e.tenant_id = t and e.entity_key = any (keys)
    on conflict (tenant_id, entity_key) where state not in ('done', 'cancelled') do update
    set state = case when q.ambiguous_since is null then 'ready' else 'ambiguous' end,
        not_before = case when q.ambiguous_since is null then excluded.not_before else sync.quiet_until(q.sent_at) end,
        tries = 0, first_sent_at = null, detail = '', updated_at = clock_timestamp()
    where q.state in ('blocked', 'needs_human') or (q.state = 'ready' and q.ambiguous_since is null);
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
    left join master.pricebook_entities m on m.tenant_id = t and m.kind = e.kind and m.remote_id = e.remote_id
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
        resolution = case
            when op.note = 'merged' then 'merged'
            when op.note like 'rule %' then 'rule'
            when wanted = c.ours then 'ours'
            when wanted = c.theirs then 'theirs'
            else 'edited'
        end
    where c.tenant_id = t and c.conflict_id = op.conflict_id
    returning * into clash;
    effects.results := array[(op.op_id, 'accepted', op.conflict_id, '')::sync.op_result];
    effects.entries := array[('resolve' || coalesce(': ' || nullif(op.note, ''), ''), op.entity_key, op.field, effective, wanted, op.op_id)::audit.entry];
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

-- One op of the rarer kinds.
create function sync.apply_one(t uuid, dev uuid, who text, op sync.op_row) returns sync.op_effects language plpgsql
set search_path = pg_catalog, pg_temp as $$
declare
    effects sync.op_effects;
begin
    case op.kind
        when 'delete' then
            op.field := 'deleted';
            op.kind := 'set';
            op.value := 'true';
            return sync.apply_sets(t, dev, who, array[op]);
        when 'undelete' then
            op.field := 'deleted';
            op.kind := 'unset';
            return sync.apply_sets(t, dev, who, array[op]);
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
create function sync.take_ops(t uuid, dev uuid, level text, ops sync.op_row[]) returns void language plpgsql
set search_path = pg_catalog, pg_temp as $$
declare
    who constant text := sync.my_name(t);
    fresh sync.op_row[];
    part record;
    effects sync.op_effects;
    effect sync.op_effects;
    keys uuid[];
    had bigint;
    beyond bigint;
    first_fresh bigint;
    first_no bigint;
    last_no bigint;
    head bigint;
begin
    perform from sync.tenants where tenant_id = t for update;
    select d.last_op_no into had from sync.devices d where d.tenant_id = t and d.device_id = dev;
    select array_agg(o order by o.op_no), min(o.op_no) into fresh, first_fresh from unnest(ops) as o
    where (select l.op_id from sync.op_log l where l.tenant_id = t and l.op_id = o.op_id) is null;
    -- An op known under another device counts: a copied profile goes on as a new one, with what it had not heard of.
    select min(o.op_no), max(o.op_no), count(*) into first_no, last_no, beyond from unnest(ops) as o where o.op_no > had;
    if first_no > had + 1 or last_no - first_no + 1 <> beyond then
        raise exception 'The shared database has the ops of this device up to %.', had
            using errcode = 'LZ001', detail = had::text;
    elsif first_fresh <= had then
        raise exception 'Other ops were already received under these numbers: this profile was copied or restored.'
            using errcode = 'LZ002';
    end if;

    if fresh is not null then
        if level in ('viewer', 'estimator') then
            select array_agg((o.op_id, 'rejected', null,
                format('Your role (%s) can look but not change.', level))::sync.op_result)
            into effects.results from unnest(fresh) as o;
        else
            insert into crm.entities (tenant_id, entity_key, kind)
            select distinct on (o.entity_key) t, o.entity_key, o.entity_kind from unnest(fresh) as o where o.kind <> 'submit'
            on conflict do nothing;
            -- Runs of the same sort go together; within a run of edits, the second edit of a field waits for the first.
            for part in
                with sorted as (
                    select o, o.op_no, case when o.kind in ('set', 'unset') then 'edit' else o.kind end as sort
                    from unnest(fresh) as o
                ), marked as (
                    select x.*, sort is distinct from lag(sort) over (order by op_no) or sort not in ('edit', 'submit')
                        as begins
                    from sorted x
                ), runs as (
                    select m.*, count(*) filter (where begins) over (order by op_no) as run from marked m
                ), passes as (
                    select r.*, case when sort = 'edit' then row_number() over (
                        partition by run, (o).entity_key, (o).field order by op_no) else 1 end as pass
                    from runs r
                )
                select sort, array_agg(o order by op_no) as ops from passes group by run, pass, sort order by run, pass
            loop
                effect := case part.sort
                    when 'edit' then sync.apply_sets(t, dev, who, part.ops)
                    when 'submit' then sync.submit(t, part.ops)
                    else sync.apply_one(t, dev, who, part.ops[1])
                end;
                if effects.results is null then
                    effects := effect;
                else
                    effects.results := effects.results || effect.results;
                    effects.events := effects.events || effect.events;
                    effects.entries := effects.entries || effect.entries;
                end if;
            end loop;
            select array_agg(distinct o.entity_key) into keys from unnest(fresh) as o;
            effects.events := effects.events || sync.revisit_conflicts(t, keys);
            perform sync.tend_jobs(t, keys);
        end if;

        head := sync.emit(t, effects.events);
        perform audit.append(t, dev, null, effects.entries);
        insert into sync.op_log
            (tenant_id, op_id, device_id, op_no, txn_id, by, kind, entity_kind, entity_key, field, value, seen, base, wall,
             note, outcome, conflict_id, detail, feed_seq)
        select t, o.op_id, dev, o.op_no, o.txn_id, who, o.kind, o.entity_kind, o.entity_key, coalesce(o.field, ''),
            coalesce(o.value, 'null'), coalesce(o.seen, 'null'), coalesce(o.base, 'null'), coalesce(o.wall, ''),
            coalesce(o.note, ''), o.outcome, o.conflict_id, o.detail, head
        from unnest(
            (select array_agg(x order by x.op_id) from unnest(fresh) as x),
            (select array_agg(x order by x.op_id) from unnest(effects.results) as x)
        ) as o (op_id, op_no, txn_id, kind, entity_kind, entity_key, field, value, seen, base, answers, wall,
                note, same_op_id, outcome, conflict_id, detail);
    end if;

    if last_no is not null then
        update sync.devices d set last_op_no = last_no, last_seen_at = clock_timestamp()
        where d.tenant_id = t and d.device_id = dev;
    end if;
end $$;

create function sync.apply_ops(t uuid, dev uuid, ops jsonb) returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp as $$
declare
    level constant text := sync.require(t, dev, 'viewer'); -- who may not edit is told so, op by op
    parsed sync.op_row[];
begin
    select array_agg(o order by o.op_no) into parsed from jsonb_populate_recordset(null::sync.op_row, ops) as o;
    perform sync.take_ops(t, dev, level, parsed);
    return (
        select jsonb_agg(jsonb_build_array(l.op_id, l.outcome, l.feed_seq, l.conflict_id, l.detail) order by l.op_no)
        from unnest(parsed) as o
        cross join lateral (select x.* from sync.op_log x where x.tenant_id = t and x.op_id = o.op_id limit 1) l
    );
end $$;

create function sync.stage_ops(t uuid, dev uuid, ops jsonb) returns void language plpgsql security definer
set search_path = pg_catalog, pg_temp as $$
begin
    perform sync.require(t, dev, 'viewer');
    insert into sync.op_stage (tenant_id, device_id, txn_id, op_no, op)
    select t, dev, o.txn_id, o.op_no, o from jsonb_populate_recordset(null::sync.op_row, ops) as o
    on conflict (tenant_id, device_id, op_no) do update set txn_id = excluded.txn_id, op = excluded.op;
end $$;

-- Receipts are read from the op log afterwards, when the tenant's row is free again.
create function sync.apply_txn(t uuid, dev uuid, txn uuid) returns void language plpgsql security definer
set search_path = pg_catalog, pg_temp as $$
declare
    level constant text := sync.require(t, dev, 'viewer');
    staged sync.op_row[];
begin
    select array_agg(s.op order by s.op_no) into staged
    from sync.op_stage s where s.tenant_id = t and s.device_id = dev and s.txn_id = txn;
    perform sync.take_ops(t, dev, level, staged);
    delete from sync.op_stage s where s.tenant_id = t and s.device_id = dev;
end $$;
