-- Making entities here, and throwing away what ServiceTitan never had.

create function sync.is_kind(kind text) returns boolean language sql immutable as $$
    select kind in ('category', 'material', 'service', 'equipment', 'discount_fee')
$$;

-- The results with the conflicts that were opened for them: {op id: conflict id}.
create function sync.with_conflicts(results sync.op_result[], conflict_of jsonb) returns sync.op_result[]
language sql immutable as $$
    select array_agg((r.op_id, r.outcome, coalesce((conflict_of ->> r.op_id::text)::uuid, r.conflict_id), r.detail
        )::sync.op_result order by r.n)
    from unnest(results) with ordinality as r (op_id, outcome, conflict_id, detail, n)
$$;

-- The entities were noted with the batch. Whoever threw one away may bring it back; where another device makes it, or still
-- has it, a person is asked: after a restore the discard may come first. Any number of creates at once.
create function sync.apply_creates(t uuid, dev uuid, ops sync.op_row[]) returns sync.op_effects language plpgsql
set search_path = pg_catalog, pg_temp as $$
declare
    effects sync.op_effects;
    clashes sync.conflicts[];
    clash sync.conflicts;
    conflict_of jsonb := '{}';
begin
    with asked as materialized (
        select o.op_id, o.op_no, o.entity_key, o.value, o.note, e.kind, e.place, e.discarded_by, case
                when e.remote_id is not null or e.replaced_by is not null
                    or row_number() over (partition by o.entity_key order by o.op_no) > 1 then 'noop'
                when e.discarded_at is not null and e.discarded_at_device is distinct from dev then 'conflict'
                when not e.made_here or e.discarded_at is not null then 'accepted'
                else 'noop'
            end as outcome
        from unnest(ops) as o
        cross join lateral (
            select x.*, x.ctid as place from crm.entities x
            where x.tenant_id = t and x.entity_key = o.entity_key limit 1
        ) e
    ), made as (
        update crm.entities e
        set made_here = true, perhaps_made = coalesce(a.note, '') = 'again',
            discarded_at = case when a.outcome = 'conflict' then e.discarded_at end
        from asked a where e.ctid = a.place and a.outcome <> 'noop'
    )
    select
        (select array_agg((op_id, outcome, null, '')::sync.op_result order by op_no) from asked),
        (select array_agg(sync.created_event(entity_key, kind, op_id) order by op_no) from asked where outcome = 'accepted'),
        (select array_agg(('create', entity_key, '', null, value, op_id)::audit.entry order by op_no)
         from asked where outcome = 'accepted'),
        (select array_agg(row(t, null, a.entity_key, a.kind, null, 'deleted', 'delete_vs_edit', true, 'null',
            sync.op_ids_of(t, a.entity_key), 'false', a.op_id, a.discarded_by,
            null, '', dev, 'open', null, null, null, null, null)::sync.conflicts order by a.op_no)
         from asked a where a.outcome = 'conflict')
    into effects.results, effects.events, effects.entries, clashes;
    foreach clash in array coalesce(clashes, '{}') loop
        clash := sync.open_conflict(clash);
        conflict_of := conflict_of || jsonb_build_object(clash.ours_op::text, clash.conflict_id);
        effects.events := effects.events || sync.conflict_event(clash);
    end loop;
    if clashes is not null then
        effects.results := sync.with_conflicts(effects.results, conflict_of);
    end if;
    return effects;
end $$;

create function sync.op_ids_of(t uuid, key uuid) returns jsonb language sql stable as $$
    select coalesce(jsonb_agg(o.op_id::text order by o.op_id), '[]')
    from crm.pricebook_overrides o where o.tenant_id = t and o.entity_key = key
$$;

-- Drops what stands of some entities and buries them.
create function sync.throw_away(t uuid, dev uuid, keys uuid[], op_ids uuid[]) returns sync.op_effects language plpgsql
set search_path = pg_catalog, pg_temp as $$
declare
    effects sync.op_effects;
    own_conflicts sync.event[];
begin
    with dropped as (
        delete from crm.pricebook_overrides o
        using (
            select x.place, k.op_id
            from unnest(keys, op_ids) as k (key, op_id)
            cross join lateral (
                select y.ctid as place from crm.pricebook_overrides y
                where y.tenant_id = t and y.entity_key = k.key offset 0
            ) x
        ) d
        where o.ctid = d.place
        returning o.entity_key, o.field, o.value, d.op_id
    )
    select array_agg(sync.cleared_event(entity_key, field, op_id) order by entity_key, field),
        array_agg(('discard', entity_key, field, value, null, op_id)::audit.entry order by entity_key, field)
    into effects.events, effects.entries from dropped;
    -- what got lost of the same person's edits before goes with it; what got lost of others' stays to be answered
    with over as (
        update sync.conflicts c set state = 'superseded', resolved_at = clock_timestamp()
        where c.tenant_id = t and c.entity_key = any (keys) and c.state = 'open' and c.device_id = dev
            and not c.standing and c.field <> 'deleted'
        returning c
    )
    select array_agg(sync.conflict_event(c) order by sync.place_of(c)) into own_conflicts from over;
    -- what waits for them is told so
    update sync.outbound_queue q set depends_on = '{}' where q.tenant_id = t and q.state = 'blocked' and q.depends_on && keys;
    effects.events := effects.events || own_conflicts || sync.bury_entities(t, dev, keys, 'discarded', null);
    return effects;
end $$;

-- Throws away what the person saw: `value` names the overrides, and where there are others the answer is a conflict whose
-- `ours` names all that would be lost. Any number of discards at once.
create function sync.apply_discards(t uuid, dev uuid, who text, ops sync.op_row[]) returns sync.op_effects language plpgsql
set search_path = pg_catalog, pg_temp as $$
declare
    effects sync.op_effects;
    more sync.op_effects;
    keys uuid[];
    op_ids uuid[];
    clashes sync.conflicts[];
    clash sync.conflicts;
    conflict_of jsonb := '{}';
begin
    with asked as materialized (
        select o.op_id, o.op_no, o.entity_key, e.kind, s.op_ids, row_number() over (
                partition by o.entity_key order by o.op_no) = 1 as is_first,
            case
                when e.remote_id is not null or e.replaced_by is not null then 'rejected'
                when e.discarded_at is not null then 'noop'
                when s.op_ids <@ (case when jsonb_typeof(o.value) = 'array' then o.value else '[]' end) then 'accepted'
                else 'conflict'
            end as outcome
        from unnest(ops) as o
        cross join lateral (
            select x.* from crm.entities x where x.tenant_id = t and x.entity_key = o.entity_key limit 1
        ) e
        cross join lateral (select sync.op_ids_of(t, o.entity_key)) as s (op_ids)
    )
    select
        array_agg((a.op_id, case when a.is_first or a.outcome = 'rejected' then a.outcome else 'noop' end, null, case
            when a.outcome = 'rejected' then 'ServiceTitan has it by now. Make it inactive instead.' else '' end
            )::sync.op_result order by a.op_no),
        array_agg(a.entity_key order by a.op_no) filter (where a.outcome = 'accepted' and a.is_first),
        array_agg(a.op_id order by a.op_no) filter (where a.outcome = 'accepted' and a.is_first),
        array_agg(row(t, null, a.entity_key, a.kind, null, 'deleted', 'delete_vs_edit', false, 'null', a.op_ids, 'false',
            a.op_id, who, null, '', dev, 'open', null, null, null, null, null)::sync.conflicts order by a.op_no)
            filter (where a.outcome = 'conflict' and a.is_first)
    into effects.results, keys, op_ids, clashes from asked a;
    if keys is not null then
        more := sync.throw_away(t, dev, keys, op_ids);
    end if;
    effects.events := more.events;
    effects.entries := more.entries;
    foreach clash in array coalesce(clashes, '{}') loop
        clash := sync.open_conflict(clash);
        conflict_of := conflict_of || jsonb_build_object(clash.ours_op::text, clash.conflict_id);
        effects.events := effects.events || sync.conflict_event(clash);
    end loop;
    if clashes is not null then
        effects.results := sync.with_conflicts(effects.results, conflict_of);
    end if;
    return effects;
end $$;

-- What an accepted edit of a code made equal to another entity's. Advisory: both edits stand, and wait for a person.
create function sync.clashing_codes(t uuid, dev uuid, who text, keys uuid[]) returns sync.event[] language plpgsql
set search_path = pg_catalog, pg_temp as $$
declare
    clashes sync.conflicts[];
    events sync.event[];
begin
    with edited as materialized (
        select k.key, e.kind, o.op_id, o.base, c.code, lower(c.code #>> '{}') as folded, first_value(k.key) over alike as first,
            first_value(c.code) over alike as first_code, first_value(o.op_id) over alike as first_op,
            first_value(o.by) over alike as first_name
        from (select distinct key from unnest(keys) as u (key)) as k
        cross join lateral (
            select y.kind, y.remote_id from crm.entities y
            where y.tenant_id = t and y.entity_key = k.key and y.discarded_at is null limit 1
        ) e
        left join lateral (
            select y.op_id, y.base, y.value, y.by from crm.pricebook_overrides y
            where y.tenant_id = t and y.entity_key = k.key and y.field = 'code' limit 1
        ) o on true
        left join lateral (
            select y.fields -> 'code' as value, y.deleted_at from master.pricebook_entities y
            where y.tenant_id = t and y.kind = e.kind and y.remote_id = e.remote_id limit 1
        ) m on true
        cross join lateral (select coalesce(o.value, m.value)) as c (code)
        where m.deleted_at is null and c.code <> 'null'
        window alike as (partition by e.kind, lower(c.code #>> '{}') order by k.key)
    ), shared as (
        -- of those edited in one batch the first one is compared with the others that are there, the rest with it
        select e.*, x.entity_key as other_key, x.code as other_code, x.op_id as other_op, x.by as other_name
        from edited e
        cross join lateral sync.other_with_code(t, e.kind, e.folded, e.key, keys) x
        where e.key = e.first
        union all
        select e.*, e.first, e.first_code, e.first_op, e.first_name from edited e where e.key <> e.first
    )
    select array_agg(row(
        t, null, s.key, s.kind, s.other_key, 'code', 'unique', true, coalesce(s.base, 'null'), s.code, s.other_code, s.op_id,
        who, s.other_op, coalesce(s.other_name, ''), dev, 'open', null, null, null, null, null)::sync.conflicts order by s.key)
    into clashes
    from shared s
    where not exists (
        -- it is asked about already, here or at the other one
        select from sync.conflicts y
        where y.tenant_id = t and y.state = 'open' and y.field = 'code' and y.kind = 'unique' and (
            y.entity_key = s.key and y.device_id = dev or y.entity_key = s.other_key and y.other_key = s.key));
    if clashes is null then
        return '{}';
    end if;
    select array_agg(sync.conflict_event(sync.open_conflict(c))) into events from unnest(clashes) as c;
    return events;
end $$;
