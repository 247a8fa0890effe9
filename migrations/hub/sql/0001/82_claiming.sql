-- Handing out jobs: what a person submitted, once nothing it depends on is missing.

-- What a job waits for, in words.
create function sync.waiting_words(t uuid, needs uuid[]) returns text language sql stable
set search_path = pg_catalog, pg_temp as $$
    select case
        when e.entity_key is null or e.discarded_at is not null then 'It refers to something that was thrown away.'
        when cardinality(needs) = 1 then format('Waits for %s, which ServiceTitan does not have yet.', n.name)
        else format('Waits for %s and %s more that ServiceTitan does not have yet.', n.name, cardinality(needs) - 1)
    end
    from unnest(needs) as k (key)
    left join crm.entities e on e.tenant_id = t and e.entity_key = k.key
    cross join lateral (select concat_ws(' ', case e.kind when 'discount_fee' then 'discount or fee' else e.kind end,
        '"' || coalesce(sync.wanted_text(t, k.key, 'display_name'), sync.wanted_text(t, k.key, 'name'),
            sync.wanted_text(t, k.key, 'code')) || '"')) as n (name)
    order by e.entity_key is null or e.discarded_at is not null desc, n.name limit 1
$$;

-- Looks again at what holds jobs back: a conflict, something gone, or a reference to what ServiceTitan does not have yet.
-- Entities that are linked in a circle do not wait for each other: such a link is sent when both exist.
create function sync.recheck_jobs(t uuid) returns sync.event[] language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    events sync.event[];
begin
    -- What may have been sent before a restore, and about what the hub does not know any more, waits like the rest of it.
    update sync.outbound_queue q set state = 'blocked', updated_at = clock_timestamp()
    from crm.entities e
    where q.tenant_id = t and q.state = 'ambiguous'
        and e.tenant_id = t and e.entity_key = q.entity_key and e.remote_id is null and not e.made_here;
    with recursive refs as materialized (
        select q.job_id, o.entity_key, e.remote_id is null as is_create, sync.is_link(o.field) as is_link, r.key as needs
        from crm.pricebook_overrides o
        cross join lateral (
            select x.job_id, x.state from sync.outbound_queue x
            where x.tenant_id = t and x.entity_key = o.entity_key and x.state not in ('done', 'cancelled') limit 1
        ) q
        cross join lateral (
            select x.remote_id from crm.entities x where x.tenant_id = t and x.entity_key = o.entity_key limit 1
        ) e
        cross join lateral sync.local_references(o.field, o.value) as r (key)
        where o.tenant_id = t and sync.names_a_key(o.field, o.value) and o.state = 'submitted'
            and q.state in ('ready', 'blocked')
    ), edges as materialized (
        select distinct f.entity_key as here, f.needs as there, f.is_link from refs f where f.is_create
    ), reach as (
        select e.there as start, e.there as place from edges e
        where e.is_link and exists (select from edges x where x.here = e.there)
        union
        select r.start, e.there from reach r join edges e on e.here = r.place
    ), needed as (
        select f.job_id, array_agg(distinct f.needs) as needs from refs f
        where not (f.is_create and f.is_link
            and exists (select from reach r where r.start = f.needs and r.place = f.entity_key))
        group by f.job_id
    ), needs_of as materialized (
        select jsonb_object_agg(n.job_id, to_jsonb(n.needs)) as map from needed n
    ), judged as materialized (
        select q.ctid as place, q.entity_key, q.entity_kind, w.needs is not null as is_waiting,
            coalesce(w.needs, array[q.entity_key]) as needs, case
                when w.needs is not null then
                    case when q.state = 'blocked' and q.depends_on = w.needs then q.detail else sync.waiting_words(t, w.needs) end
                when (
                    select c.conflict_id from sync.conflicts c
                    where c.tenant_id = t and c.entity_key = q.entity_key and c.field = 'deleted' and c.state = 'open' limit 1
                ) is not null then 'Waits until it is decided whether to keep it.'
                when m.deleted_at is not null then 'ServiceTitan does not have it any more.'
                when e.remote_id is null and not e.made_here then 'It is not known here yet. The next pull may find it.'
            end as told
        from sync.outbound_queue q
        cross join lateral (
            select x.kind, x.remote_id, x.made_here from crm.entities x
            where x.tenant_id = t and x.entity_key = q.entity_key limit 1
        ) e
        left join lateral (
            select x.deleted_at from master.pricebook_entities x
            where x.tenant_id = t and x.kind = e.kind and x.remote_id = e.remote_id limit 1
        ) m on true
        cross join lateral (
            select (select array_agg(key::uuid order by key::uuid)
                from jsonb_array_elements_text((select map from needs_of) -> q.job_id::text) as k (key)) as needs
        ) w
        where q.tenant_id = t and q.state in ('ready', 'blocked')
    ), held as (
        update sync.outbound_queue q
        set state = 'blocked', depends_on = j.needs, detail = j.told, updated_at = clock_timestamp()
        from judged j
        where q.ctid = j.place and j.told is not null
            and (q.state <> 'blocked' or q.detail <> j.told or q.depends_on <> j.needs)
    ), freed as (
        update sync.outbound_queue q
        set state = case when q.ambiguous_since is null then 'ready' else 'ambiguous' end, depends_on = '{}', detail = '',
            tries = 0, first_sent_at = null, updated_at = clock_timestamp()
        from judged j
        where q.ctid = j.place and j.told is null and q.state = 'blocked' and (
            q.depends_on <> '{}'
            -- `limit 1`: an `exists` may be planned as one reading of everything
            or (select c.conflict_id from sync.conflicts c
                where c.tenant_id = t and c.entity_key = q.entity_key and c.state = 'open' limit 1) is null
            or (select c.conflict_id from sync.conflicts c
                where c.tenant_id = t and c.entity_key = q.entity_key and c.resolved_at > q.claimed_at limit 1) is not null)
    ), told as (
        update crm.pricebook_overrides o set detail = d.told
        from (
            select j.entity_kind, j.told, x.place
            from judged j
            cross join lateral (
                select y.ctid as place from crm.pricebook_overrides y
                where y.tenant_id = t and y.entity_key = j.entity_key and y.state = 'submitted'
                    and sync.names_a_key(y.field, y.value) and y.detail <> j.told
                offset 0
            ) x
            where j.is_waiting
        ) d
        where o.ctid = d.place
        returning o, d.entity_kind
    )
    select array_agg(sync.override_event(o, entity_kind) order by (o).entity_key, (o).field) into events from told;
    return events;
end $$;

create function sync.claim(t uuid, dev uuid, lease_token bigint, many int)
returns table (job_id uuid, entity_key uuid, entity_kind text, remote_id bigint, code text, name text, request jsonb,
    attempt int, state text, perhaps_made boolean, chosen bigint, dismissed bigint[])
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
    mine constant bigint := lease_token;
    hold constant timestamptz := (select n.create_hold_until from sync.tenants n where n.tenant_id = t);
    events sync.event[];
    tired sync.outbound_queue;
begin
    perform sync.fence(t, dev, mine);
    -- left behind by a lease that died
    update sync.outbound_queue q
    set state = case when q.state = 'claimed' and q.ambiguous_since is null then 'ready' else 'ambiguous' end,
        not_before = case when q.state = 'claimed' then q.not_before else sync.quiet_until(q) end,
        ambiguous_since = case when q.state <> 'claimed' then coalesce(q.ambiguous_since, clock_timestamp())
            else q.ambiguous_since end,
        updated_at = clock_timestamp()
    where q.tenant_id = t and q.state in ('claimed', 'sending', 'applied') and q.lease_token <> mine;
    events := sync.recheck_jobs(t);
    if events is not null then
        perform sync.emit(t, events);
    end if;
    -- nothing left that a person submitted, or, of one that waits for a person, nothing left at all
    update sync.outbound_queue q set state = 'cancelled', updated_at = clock_timestamp()
    where q.tenant_id = t and (
        q.state in ('ready', 'blocked') and not exists (
            select from crm.pricebook_overrides o
            where o.tenant_id = t and o.entity_key = q.entity_key and o.state = 'submitted')
        or q.state = 'needs_human' and sync.quiet_until(q) <= clock_timestamp() and not exists (
            select from crm.pricebook_overrides o
            where o.tenant_id = t and o.entity_key = q.entity_key and o.submitted_op is not null));
    -- tried often enough
    for tired in
        select q.* from sync.outbound_queue q
        where q.tenant_id = t and q.state in ('ready', 'ambiguous') and q.not_before <= clock_timestamp()
            and (q.tries > 8 or q.sent_at - q.first_sent_at > interval '24 h')
        for update
    loop
        perform sync.park(t, dev, tired, format(
            'It was sent %s times and never seen to arrive. Look at it in ServiceTitan, then submit it again.',
            tired.tries), '{}');
    end loop;
    -- after a restore, creates that were sent before it may take a while to show
    update sync.outbound_queue q set not_before = hold
    where q.tenant_id = t and q.state in ('ready', 'ambiguous') and hold > clock_timestamp() and q.not_before < hold
        and sync.is_create(q);
    return query
        with due as (
            select q.job_id from sync.outbound_queue q
            join crm.entities e on e.tenant_id = t and e.entity_key = q.entity_key
                and (e.remote_id is not null or e.made_here)
            where q.tenant_id = t and q.state in ('ready', 'ambiguous') and q.not_before <= clock_timestamp()
            -- what others refer to goes first
            order by array_position(array['category', 'material', 'equipment', 'discount_fee', 'service'], q.entity_kind),
                q.created_at, q.job_id
            limit many
            for update of q skip locked
        ), taken as (
            update sync.outbound_queue q
            set lease_token = mine, claimed_at = clock_timestamp(), updated_at = clock_timestamp(),
                state = case when q.state = 'ready' then 'claimed' else q.state end,
                request = case when q.state = 'ambiguous' and q.request is not null then q.request else (
                    select coalesce(jsonb_agg(jsonb_build_object(
                        'field', o.field, 'value', o.value, 'base', o.base, 'op_id', o.op_id) order by o.field), '[]')
                    from crm.pricebook_overrides o
                    where o.tenant_id = t and o.entity_key = q.entity_key and o.state = 'submitted'
                        and not sync.names_a_key(o.field, o.value)) end
            from due
            where q.tenant_id = t and q.job_id = due.job_id
            returning q.*
        )
        select q.job_id, q.entity_key, q.entity_kind, e.remote_id,
            coalesce(m.code, sync.wanted_text(t, q.entity_key, 'code'), ''),
            coalesce(m.display_name, m.name, sync.wanted_text(t, q.entity_key, 'display_name'),
                sync.wanted_text(t, q.entity_key, 'name'), ''),
            sync.what_may_be_sent(t, q.entity_key, q.request), q.attempt, q.state, e.perhaps_made, a.chosen, a.dismissed
        from taken q
        join crm.entities e on e.tenant_id = t and e.entity_key = q.entity_key
        cross join lateral (
            select max(x.remote_id) as chosen, coalesce(array_agg(n.id order by n.id) filter (where x.remote_id is null), '{}')
                as dismissed
            from sync.create_questions x cross join lateral unnest(sync.found_ids(x.found)) as n (id)
            where x.tenant_id = t and x.entity_key = q.entity_key and x.state = 'answered'
        ) a
        left join master.pricebook_entities m
            on m.tenant_id = t and m.kind = q.entity_kind and m.remote_id = e.remote_id
        order by array_position(array['category', 'material', 'equipment', 'discount_fee', 'service'], q.entity_kind),
            q.created_at, q.job_id;
end $$;
