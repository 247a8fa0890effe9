-- Edits of fields, and asking for them to be sent.

create type sync.op_result as (op_id uuid, outcome text, conflict_id uuid, detail text);
create type sync.op_effects as (results sync.op_result[], events sync.event[], entries audit.entry[]);

create function sync.both(one sync.op_effects, other sync.op_effects) returns sync.op_effects language sql immutable as $$
    select one.results || other.results, one.events || other.events, one.entries || other.entries
$$;

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
    with looked as materialized (
        -- of what this database never saw in ServiceTitan (a restore forgot it), an unset asks for the value it names
        select o.op_id, o.op_no, case when m.fields is null and e.discarded_at is null then 'set' else o.kind end as kind,
            o.entity_key, o.field, coalesce(o.value, 'null') as value,
            coalesce(o.seen, 'null') as seen, coalesce(o.base, 'null') as base, e.kind as entity_kind, v.place,
            -- an edit stays where it is filed, unless it says otherwise
            coalesce(o.change_set, v.change_set) as change_set, v.op_id as their_op, v.by as their_name, v.value as theirs,
            e.discarded_at is not null or m.deleted_at is not null as is_buried,
            coalesce(case when m.deleted_at is null then m.fields -> o.field end, 'null') as mirror
        from unnest(ops) as o
        cross join lateral (
            select x.kind, x.remote_id, x.discarded_at from crm.entities x
            where x.tenant_id = t and x.entity_key = o.entity_key limit 1
        ) e
        left join lateral (
            select x.op_id, x.by, x.value, x.change_set, x.ctid as place from crm.pricebook_overrides x
            where x.tenant_id = t and x.entity_key = o.entity_key and x.field = o.field limit 1
        ) v on true
        left join lateral (
            select x.fields, x.deleted_at from master.pricebook_entities x
            where x.tenant_id = t and x.kind = e.kind and x.remote_id = e.remote_id limit 1
        ) m on true
    ), decided as materialized (
        select l.op_id, l.op_no, l.kind, l.entity_key, l.entity_kind, l.field, l.seen, l.place, l.their_op, l.their_name,
            l.change_set, l.is_buried, l.mirror, coalesce(l.theirs, l.mirror) as current,
            -- who saw ServiceTitan's new value as their own (pushed meanwhile) edits over it, not over the old one
            case when sync.as_said(t, l.field, l.seen, l.mirror) = l.mirror then l.mirror
                else sync.as_said(t, l.field, l.base, l.mirror) end as base,
            case when l.kind = 'unset' then l.mirror else l.value end as ours,
            case when l.kind = 'unset' then true else sync.as_said(t, l.field, l.value, l.mirror) = l.mirror end as is_reset,
            case
                when l.kind = 'unset' then case
                    when l.their_op is null then 'noop'
                    when l.theirs = l.mirror or sync.as_said(t, l.field, l.seen, l.theirs) = l.theirs then 'accepted'
                    else 'conflict'
                end
                -- of what is gone, only what still stands here can be edited
                when l.is_buried and l.their_op is null and l.value <> 'null' then 'conflict'
                else sync.decide_op(sync.as_said(t, l.field, l.seen, coalesce(l.theirs, l.mirror)),
                    sync.as_said(t, l.field, l.value, coalesce(l.theirs, l.mirror)), coalesce(l.theirs, l.mirror))
            end as outcome
        from looked l
    ), dropped as (
        delete from crm.pricebook_overrides v
        where v.ctid = any (array(select d.place from decided d where d.outcome = 'accepted' and d.is_reset))
    ), changed as (
        update crm.pricebook_overrides v
        set value = d.ours, base = d.base, op_id = d.op_id, by = who, device_id = dev, role_name = session_user, set_at = moment,
            submitted_op = null, state = sync.unsent_state(d.field), detail = '', change_set = d.change_set
        from decided d
        where v.ctid = d.place and d.outcome = 'accepted' and not d.is_reset
    ), put as (
        insert into crm.pricebook_overrides as v
            (tenant_id, entity_key, field, value, base, op_id, by, device_id, set_at, state, change_set)
        select t, d.entity_key, d.field, d.ours, d.base, d.op_id, who, dev, moment, sync.unsent_state(d.field), d.change_set
        from decided d where d.outcome = 'accepted' and not d.is_reset and d.place is null
    ), clashes as (
        -- not taken over what is there now
        select d.op_id, d.entity_key, d.entity_kind, d.field, false as standing, d.seen as base, d.ours, d.current as theirs,
            d.their_op, coalesce(d.their_name, '') as their_name,
            case
                when d.their_op is not null then 'override_vs_override'
                when d.is_buried then 'delete_vs_edit'
                else 'override_vs_st'
            end as kind
        from decided d where d.outcome = 'conflict'
        union all
        -- taken, while ServiceTitan's value is no longer the one the person saw beneath
        select d.op_id, d.entity_key, d.entity_kind, d.field, true, d.base, d.ours, d.mirror, null, '', 'override_vs_st'
        from decided d where d.outcome = 'accepted' and not d.is_reset and d.base <> d.mirror and not d.is_buried
    ), opened as (
        insert into sync.conflicts as old
            (tenant_id, entity_key, entity_kind, field, kind, standing, base, ours, theirs, ours_op, ours_by, theirs_op,
             theirs_by, device_id)
        select t, c.entity_key, c.entity_kind, c.field, c.kind, c.standing, c.base, c.ours, c.theirs, c.op_id, who,
            c.their_op, c.their_name, dev
        from clashes c
        on conflict (tenant_id, entity_key, field, device_id, standing, (kind = 'unique')) where state = 'open' do update
        set kind = excluded.kind, standing = excluded.standing, ours = excluded.ours,
            theirs = excluded.theirs, ours_op = excluded.ours_op, ours_by = excluded.ours_by, theirs_op = excluded.theirs_op,
            theirs_by = excluded.theirs_by
        returning old
    ), clash_ids as materialized (
        select jsonb_object_agg((c.old).ours_op, (c.old).conflict_id) as of_op from opened c
    )
    select
        (select array_agg((d.op_id, d.outcome, ((select of_op from clash_ids) ->> d.op_id::text)::uuid, '')::sync.op_result
            order by d.op_no)
         from decided d),
        (select array_agg(case
            when d.is_reset then sync.cleared_event(d.entity_key, d.field, d.op_id)
            else sync.override_event(d.entity_key, d.entity_kind, d.field, d.ours, d.base, d.op_id, who, moment_text,
                sync.unsent_state(d.field), '', d.change_set)
            end order by d.op_no)
         from decided d where d.outcome = 'accepted')
        || (select array_agg(sync.conflict_event(c.old) order by (c.old).entity_key, (c.old).field) from opened c),
        (select array_agg((d.kind, d.entity_key, d.field, d.current, d.ours, d.op_id)::audit.entry order by d.op_no)
         from decided d where d.outcome = 'accepted')
    into effects.results, effects.events, effects.entries;
    return effects;
end $$;

-- "Send these": marks the overrides that are still what the named ops made of them, and of what ServiceTitan does not have
-- yet also those that it refused together with them: a create goes out whole. Any number of submits at once.
create function sync.submit(t uuid, ops sync.op_row[]) returns sync.op_effects language plpgsql
set search_path = pg_catalog, pg_temp as $$
declare
    effects sync.op_effects;
    keys uuid[];
begin
    with named as materialized (
        select o.op_id as submit_op, o.op_no, ids.id is not null as is_named, v.place, v.entity_key,
            coalesce(v.state not in ('submitted', 'kept'), false)
                and row_number() over (partition by ids.id order by o.op_no) = 1 as hit
        from unnest(ops) as o
        left join lateral jsonb_array_elements_text(
            case when jsonb_typeof(o.value) = 'array' then o.value else '[]' end) as ids (id) on true
        left join lateral (
            select x.entity_key, x.state, x.ctid as place from crm.pricebook_overrides x
            where x.tenant_id = t and x.op_id = ids.id::uuid limit 1
        ) v on true
    ), wanted as (
        select distinct on (x.place) x.* from (
            select n.submit_op, n.op_no, n.place from named n where n.hit
            union all
            select n.submit_op, n.op_no, v.place
            from named n
            cross join lateral (
                select x.entity_key from crm.entities x
                where x.tenant_id = t and x.entity_key = n.entity_key and x.remote_id is null limit 1
            ) e
            cross join lateral (
                select x.ctid as place from crm.pricebook_overrides x
                where x.tenant_id = t and x.entity_key = e.entity_key and x.state = 'failed' and x.submitted_op is not null
                offset 0
            ) v
            where n.hit
        ) x order by x.place, x.op_no
    ), marked as (
        update crm.pricebook_overrides v
        set submitted_op = n.submit_op, state = 'submitted', detail = ''
        from wanted n
        where v.ctid = n.place
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
        not_before = case when q.ambiguous_since is null then excluded.not_before else sync.quiet_until(q) end,
        tries = 0, first_sent_at = null, detail = '', updated_at = clock_timestamp()
    where q.state in ('blocked', 'needs_human') or (q.state = 'ready' and q.ambiguous_since is null);
    return effects;
end $$;

-- "Do not send these after all": what the named ops made is a draft again, as far as no push is at it and nothing of its
-- entity may be on its way.
create function sync.recall(t uuid, ops sync.op_row[]) returns sync.op_effects language plpgsql
set search_path = pg_catalog, pg_temp as $$
declare
    effects sync.op_effects;
begin
    with named as materialized (
        select o.op_id as recall_op, o.op_no, ids.id is not null as is_named, v.place,
            coalesce(v.state = 'submitted', false) and j.place is null
                and row_number() over (partition by ids.id order by o.op_no) = 1 as hit
        from unnest(ops) as o
        left join lateral jsonb_array_elements_text(
            case when jsonb_typeof(o.value) = 'array' then o.value else '[]' end) as ids (id) on true
        left join lateral (
            select x.entity_key, x.state, x.ctid as place from crm.pricebook_overrides x
            where x.tenant_id = t and x.op_id = ids.id::uuid limit 1
        ) v on true
        left join lateral (
            select x.ctid as place from sync.outbound_queue x
            where x.tenant_id = t and x.entity_key = v.entity_key and x.state not in ('done', 'cancelled')
                and (x.ambiguous_since is not null or x.state not in ('ready', 'blocked', 'needs_human')) limit 1
        ) j on true
    ), freed as (
        update crm.pricebook_overrides v
        set submitted_op = null, state = sync.unsent_state(v.field), detail = ''
        from named n
        where n.hit and v.ctid = n.place
        returning v, n.op_no, n.recall_op
    ), told as (
        select f.op_no, f.recall_op, f.v, e.kind as entity_kind
        from freed f
        cross join lateral (
            select x.kind from crm.entities x where x.tenant_id = t and x.entity_key = (f.v).entity_key limit 1
        ) e
    ), counted as (
        select recall_op, op_no, count(*) filter (where hit) as hits, count(*) filter (where is_named) as asked
        from named group by recall_op, op_no
    )
    select
        (select array_agg((recall_op, case when hits > 0 then 'accepted' else 'noop' end, null,
            case when hits > 0 and hits < asked then format('%s of %s', hits, asked) else '' end)::sync.op_result
            order by op_no) from counted),
        (select array_agg(sync.override_event(v, entity_kind) order by op_no, (v).entity_key, (v).field) from told),
        (select array_agg(('recall', (v).entity_key, (v).field, (v).base, (v).value, recall_op)::audit.entry
            order by op_no, (v).entity_key, (v).field) from told)
    into effects.results, effects.events, effects.entries;
    return effects;
end $$;
