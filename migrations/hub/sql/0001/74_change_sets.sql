-- Change-sets, and what goes under which.

-- Why a level may not do something; null where it may. What is whose is looked at where it is done.
create function sync.refusal(level text, op sync.op_row) returns text language sql immutable as $$
    select case
        when level in ('manager', 'admin') then null
        when level = 'viewer' then format('Your role (%s) can look but not change.', level)
        when op.kind = 'change_set' and op.value = '"held"' then format('Your role (%s) cannot hold back.', level)
        when op.kind = 'propose' and sync.moves_money(op.field) then format(
            'Prices are set by managers: your role (%s) can propose everything else.', level)
        when op.kind in ('propose', 'change_set', 'file', 'kit') then null
        when op.kind = 'answer' and op.value ->> 'verdict' = 'withdrawn' then null
        else format('Your role (%s) can propose but not change.', level)
    end
$$;

create function sync.change_set_event(s crm.change_sets, op_id uuid) returns sync.event language sql stable as $$
    select ('change_set', s.set_id, '', jsonb_build_object(
        'message', s.message, 'state', s.state, 'by', s.by, 'at', sync.moment(s.founded_at)), op_id)::sync.event
$$;

create function sync.proposal_payload(p crm.proposals) returns jsonb language sql stable as $$
    select jsonb_build_object(
        'op_id', p.op_id, 'entity_kind', p.entity_kind, 'seen', p.seen, 'value', p.value, 'change_set', p.change_set,
        'by', p.by, 'at', sync.moment(p.proposed_at), 'state', p.state, 'reason', p.reason, 'answered_by', p.answered_by)
$$;

create function sync.proposal_event(p crm.proposals) returns sync.event language sql stable as $$
    select ('proposal', p.entity_key, p.field, sync.proposal_payload(p), p.op_id)::sync.event
$$;

-- What a change-set is called, or its state; the first word founds it, the last one counts.
create function sync.say_of_change_set(t uuid, dev uuid, who text, level text, op sync.op_row) returns sync.op_effects
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    effects sync.op_effects;
    held crm.change_sets;
    told text;
begin
    select * into held from crm.change_sets s where s.tenant_id = t and s.set_id = op.entity_key;
    told := case
        when jsonb_typeof(op.value) is distinct from 'string'
            or op.field = 'message' and length(op.value #>> '{}') > 200
            or op.field = 'state' and op.value #>> '{}' not in ('open', 'held', 'closed')
            or op.field is null or op.field not in ('message', 'state')
        then 'unknown word of a change-set'
        when level not in ('manager', 'admin') and (
            held.state = 'held'
            or op.entity_key = (select n.held_back from sync.tenants n where n.tenant_id = t))
        then 'What is held back is for managers to say.'
        when held.set_id is not null and level not in ('manager', 'admin') and held.role_name <> session_user
        then 'Only who founded a change-set, or a manager, may change it.'
    end;
    if told is not null then
        effects.results := array[(op.op_id, 'rejected', null, told)::sync.op_result];
        return effects;
    elsif held.set_id is not null
        and op.value #>> '{}' = (case op.field when 'message' then held.message else held.state end) then
        effects.results := array[(op.op_id, 'noop', null, '')::sync.op_result];
        return effects;
    end if;
    effects.results := array[(op.op_id, 'accepted', null, '')::sync.op_result];
    effects.entries := array[('change_set', op.entity_key, op.field,
        case when held.set_id is null then null when op.field = 'message' then to_jsonb(held.message)
            else to_jsonb(held.state) end, op.value, op.op_id)::audit.entry];
    insert into crm.change_sets as s (tenant_id, set_id, message, state, by, role_name)
    values (t, op.entity_key, case when op.field = 'message' then op.value #>> '{}' else '' end,
        case when op.field = 'state' then op.value #>> '{}' else 'open' end, who, session_user)
    on conflict (tenant_id, set_id) do update
    set message = case when op.field = 'message' then excluded.message else s.message end,
        state = case when op.field = 'state' then excluded.state else s.state end
    returning s.* into held;
    effects.events := array[sync.change_set_event(held, op.op_id)];
    return effects;
end $$;

-- What the named ops made, overrides and open proposals, goes under another change-set; values stay. Any number of ops at
-- once, of which the last counts. Estimators file what they proposed themselves.
create function sync.file(t uuid, level text, ops sync.op_row[]) returns sync.op_effects language plpgsql
set search_path = pg_catalog, pg_temp as $$
declare
    may_all constant boolean := level in ('manager', 'admin');
    effects sync.op_effects;
begin
    with named as materialized (
        select o.op_id as file_op, o.op_no, o.change_set, ids.id is not null as is_named, v.place as override_place,
            p.place as proposal_place, coalesce(may_all or p.role_name = session_user, false) as may
        from unnest(ops) as o
        left join lateral jsonb_array_elements_text(
            case when jsonb_typeof(o.value) = 'array' then o.value else '[]' end) as ids (id) on true
        left join lateral (
            select x.ctid as place from crm.pricebook_overrides x
            where x.tenant_id = t and x.op_id = ids.id::uuid limit 1
        ) v on true
        left join lateral (
            select x.ctid as place, x.role_name from crm.proposals x
            where x.tenant_id = t and x.op_id = ids.id::uuid and x.state = 'open' limit 1
        ) p on true
    ), moved as (
        update crm.pricebook_overrides v set change_set = n.change_set
        from (
            select distinct on (x.override_place) x.* from named x
            where x.may and x.override_place is not null order by x.override_place, x.op_no desc
        ) n
        where v.ctid = n.override_place
        returning v, n.op_no, n.file_op
    ), asked as (
        update crm.proposals p set change_set = n.change_set
        from (
            select distinct on (x.proposal_place) x.* from named x
            where x.may and x.proposal_place is not null order by x.proposal_place, x.op_no desc
        ) n
        where p.ctid = n.proposal_place
        returning p, n.op_no, n.file_op
    ), told as (
        select m.op_no, m.v, m.file_op, e.kind as entity_kind
        from moved m
        cross join lateral (
            select x.kind from crm.entities x where x.tenant_id = t and x.entity_key = (m.v).entity_key limit 1
        ) e
    ), counted as (
        select file_op, op_no, count(*) filter (where is_named) as asked,
            count(*) filter (where may and coalesce(override_place, proposal_place) is not null) as hits,
            count(*) filter (where not may and coalesce(override_place, proposal_place) is not null) as foreign_ones
        from named group by file_op, op_no
    )
    select
        (select array_agg((file_op,
            case when hits > 0 then 'accepted' when foreign_ones > 0 then 'rejected' else 'noop' end, null,
            case when hits > 0 and hits < asked then format('%s of %s', hits, asked)
                when hits = 0 and foreign_ones > 0 then format('Your role (%s) can propose but not change.', level)
                else '' end)::sync.op_result order by op_no) from counted),
        (select array_agg(sync.override_event(v, entity_kind) order by op_no, (v).entity_key, (v).field) from told)
        || (select array_agg(sync.proposal_event(p) order by op_no, (p).op_id) from asked),
        (select array_agg(('file', (v).entity_key, (v).field, null, to_jsonb((v).change_set), file_op)::audit.entry
            order by op_no, (v).entity_key, (v).field) from told)
        || (select array_agg(('file', (p).entity_key, (p).field, null, to_jsonb((p).change_set), file_op)::audit.entry
            order by op_no, (p).op_id) from asked)
    into effects.results, effects.events, effects.entries;
    return effects;
end $$;
