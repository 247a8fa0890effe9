-- Proposals: rows of their own until somebody with the right answers.

-- Each of another field. Everybody is told of what is asked, and it needs no right to change anything: what is no value of
-- a field of something that is there is refused. What the same login proposed for it before is taken back. An answer may be
-- here already: a restored hub is offered it again by another desktop.
create function sync.propose(t uuid, who text, ops sync.op_row[]) returns sync.op_effects language plpgsql
set search_path = pg_catalog, pg_temp as $$
declare
    moment constant timestamptz := clock_timestamp();
    effects sync.op_effects;
begin
    with named as materialized (
        select o.op_id, o.op_no, o.entity_key, o.field, coalesce(o.value, 'null') as value, coalesce(o.seen, 'null') as seen,
            o.change_set, e.kind as entity_kind, case
                when e.kind is null then 'The shared database does not know what this is proposed for.'
                when s.shape is null then format('unknown field: %s', left(o.field, 60))
                when not sync.fits(s.shape, coalesce(o.value, 'null')) or not sync.fits(s.shape, coalesce(o.seen, 'null'))
                    then format('not a value of this field: %s', o.field)
            end as told
        from unnest(ops) as o
        left join lateral (
            select x.kind from crm.entities x
            where x.tenant_id = t and x.entity_key = o.entity_key and x.kind = o.entity_kind limit 1
        ) e on true
        cross join lateral (select sync.shape_of(o.field) as shape) s
    ), asked as materialized (
        select n.*, a.answer_op as answered_op, a.by as answered_by, a.verdict, a.reason
        from named n
        left join lateral (
            select x.* from crm.early_answers x
            where x.tenant_id = t and x.op_id = n.op_id and (x.verdict <> 'withdrawn' or x.role_name = session_user)
            order by x.n limit 1
        ) a on true
        where n.told is null
    ), withdrawn as (
        update crm.proposals p
        set state = 'withdrawn', answered_by = who, answered_op = a.op_id, answered_at = moment
        from asked a
        where p.tenant_id = t and p.entity_key = a.entity_key and p.field = a.field and p.role_name = session_user
            and p.state = 'open'
        returning p, a.op_no
    ), put as (
        insert into crm.proposals as p
            (tenant_id, op_id, entity_key, entity_kind, field, seen, value, change_set, by, role_name, proposed_at, state,
             reason, answered_by, answered_op, answered_at)
        select t, a.op_id, a.entity_key, a.entity_kind, a.field, a.seen, a.value, a.change_set, who, session_user, moment,
            coalesce(a.verdict, 'open'), coalesce(a.reason, ''), coalesce(a.answered_by, ''),
            a.answered_op, case when a.verdict is not null then moment end
        from asked a
        returning p
    ), used as (
        delete from crm.early_answers x where x.tenant_id = t and x.op_id = any (array(select a.op_id from asked a))
    )
    select
        (select array_agg((n.op_id, case when n.told is null then 'accepted' else 'rejected' end, null, coalesce(n.told, '')
            )::sync.op_result order by n.op_no) from named n),
        (select array_agg(sync.proposal_event(w.p) order by w.op_no, (w.p).op_id) from withdrawn w)
        || (select array_agg(sync.proposal_event(x.p) order by a.op_no)
            from put x join asked a on a.op_id = (x.p).op_id),
        (select array_agg(('propose', a.entity_key, a.field, a.seen, a.value, a.op_id)::audit.entry order by a.op_no)
         from asked a)
    into effects.results, effects.events, effects.entries;
    return effects;
end $$;

-- The first answer counts. Any number of answers at once.
create function sync.answer(t uuid, who text, ops sync.op_row[]) returns sync.op_effects language plpgsql
set search_path = pg_catalog, pg_temp as $$
declare
    effects sync.op_effects;
begin
    with asked as materialized (
        select o.op_id, o.op_no, o.value ->> 'verdict' as verdict, left(coalesce(o.value ->> 'reason', ''), 2000) as reason,
            case when jsonb_typeof(o.value -> 'ops') = 'array' then o.value -> 'ops' else '[]' end as ids,
            coalesce(o.value ->> 'verdict' in ('accepted', 'rejected', 'withdrawn'), false) as is_known
        from unnest(ops) as o
    ), named as materialized (
        select a.*, ids.id::uuid as id, ids.id is not null as is_named, p.place,
            p.place is not null and row_number() over (partition by p.place order by a.op_no) = 1 as hit
        from asked a
        left join lateral jsonb_array_elements_text(a.ids) as ids (id) on true
        left join lateral (
            select x.ctid as place from crm.proposals x
            where x.tenant_id = t and x.op_id = ids.id::uuid and x.state = 'open' and a.is_known
                and (a.verdict <> 'withdrawn' or x.role_name = session_user) limit 1
        ) p on true
    ), answered as (
        update crm.proposals p
        set state = n.verdict, reason = n.reason, answered_by = who, answered_op = n.op_id, answered_at = clock_timestamp()
        from named n
        where p.ctid = n.place and n.hit
        returning p, n.op_no, n.verdict, n.reason
    ), ahead as (
        insert into crm.early_answers (tenant_id, op_id, verdict, reason, by, role_name, answer_op)
        select t, n.id, n.verdict, n.reason, who, session_user, n.op_id
        from named n
        where n.is_named and n.is_known and (
            select x.op_id from crm.proposals x where x.tenant_id = t and x.op_id = n.id limit 1) is null
        order by n.op_no
    ), counted as (
        select op_id, op_no, is_known, count(*) filter (where hit) as hits, count(*) filter (where is_named) as asked
        from named group by op_id, op_no, is_known
    )
    select
        (select array_agg((op_id,
            case when not is_known then 'rejected' when hits > 0 then 'accepted' else 'noop' end, null,
            case when not is_known then 'unknown answer' when hits > 0 and hits < asked then format('%s of %s', hits, asked)
                else '' end)::sync.op_result order by op_no) from counted),
        (select array_agg(sync.proposal_event(p) order by op_no, (p).op_id) from answered),
        (select array_agg(('answer: ' || verdict, (p).entity_key, (p).field, (p).value, to_jsonb(reason), (p).op_id)::audit.entry
            order by op_no, (p).op_id) from answered)
    into effects.results, effects.events, effects.entries;
    return effects;
end $$;
