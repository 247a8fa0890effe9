-- What becomes of a create: found and adopted, not found, or of a change: gone.

-- Values that name an entity by its key get its number.
create function sync.number_references(t uuid, key uuid) returns sync.event[] language plpgsql
set search_path = pg_catalog, pg_temp as $$
declare
    events sync.event[];
    more sync.event[];
begin
    with changed as (
        update crm.pricebook_overrides o
        set value = sync.with_numbers(t, o.field, o.value), base = sync.with_numbers(t, o.field, o.base), detail = ''
        from crm.entities e
        where o.tenant_id = t and sync.names_a_key(o.field, o.value)
            and strpos(o.value::text, key::text) > 0 and e.tenant_id = t and e.entity_key = o.entity_key
        returning o, e.kind
    )
    select array_agg(sync.override_event(o, kind) order by (o).entity_key, (o).field) into events from changed;
    with changed as (
        update sync.conflicts c
        set base = sync.with_numbers(t, c.field, c.base), ours = sync.with_numbers(t, c.field, c.ours),
            theirs = sync.with_numbers(t, c.field, c.theirs)
        where c.tenant_id = t and c.state = 'open' and sync.reference_member(c.field) is not null
            and strpos(concat(c.base, c.ours, c.theirs), key::text) > 0
        returning c
    )
    select array_agg(sync.conflict_event(c) order by sync.place_of(c)) into more from changed;
    update sync.outbound_queue q
    set depends_on = array_remove(q.depends_on, key), state = case when q.depends_on = array[key] then 'ready' else q.state end,
        detail = case when q.depends_on = array[key] then '' else q.detail end, updated_at = clock_timestamp()
    where q.tenant_id = t and q.state = 'blocked' and key = any (q.depends_on);
    return events || more;
end $$;

-- A pull met it before: everything of the key that it got then goes over to `heir`, whose values stand where both have one.
create function sync.take_over(t uuid, dev uuid, heir uuid, former crm.entities) returns sync.event[] language plpgsql
set search_path = pg_catalog, pg_temp as $$
declare
    mirror master.pricebook_entities;
    events sync.event[];
    cleared sync.event[];
    moved sync.event[];
    clashes sync.conflicts[];
    clash sync.conflicts;
begin
    update master.pricebook_entities m
    set entity_key = heir, deleted_at = null, updated_at = clock_timestamp(),
        last_seq = (select n.feed_seq + 2 from sync.tenants n where n.tenant_id = t)
    where m.tenant_id = t and m.kind = former.kind and m.remote_id = former.remote_id
    returning m.* into mirror;
    -- the same field under both keys
    with dropped as (
        delete from crm.pricebook_overrides o
        using crm.pricebook_overrides h
        where o.tenant_id = t and o.entity_key = former.entity_key
            and h.tenant_id = t and h.entity_key = heir and h.field = o.field
        returning o, h.value as theirs, h.op_id as their_op, h.by as their_name
    )
    select array_agg(sync.cleared_event(former.entity_key, (o).field, (o).op_id) order by (o).field),
        array_agg(row(t, null, heir, former.kind, null, (o).field, 'override_vs_override', false, (o).base, (o).value, theirs,
            (o).op_id, (o).by, their_op, their_name, (o).device_id, 'open', null, null, null, null, null)::sync.conflicts
            order by (o).field) filter (where (o).value <> theirs)
    into cleared, clashes from dropped;
    with changed as (
        update crm.pricebook_overrides o set entity_key = heir
        where o.tenant_id = t and o.entity_key = former.entity_key
        returning o
    )
    select cleared || array_agg(sync.cleared_event(former.entity_key, (o).field, (o).op_id) order by (o).field),
        array_agg(sync.override_event(o, former.kind) order by (o).field)
    into cleared, moved from changed;
    -- what is asked about; of two questions of one device about one field the older one gives way
    for clash in
        select c.* from sync.conflicts c
        where c.tenant_id = t and c.entity_key = former.entity_key and c.state = 'open' order by sync.place_of(c)
    loop
        with older as (
            update sync.conflicts c set state = 'superseded', resolved_at = clock_timestamp()
            where c.tenant_id = t and c.entity_key = heir and c.field = clash.field and c.device_id = clash.device_id
                and c.standing = clash.standing and (c.kind = 'unique') = (clash.kind = 'unique') and c.state = 'open'
                and c.created_at < clash.created_at
            returning c
        )
        select moved || array_agg(sync.conflict_event(c)) into moved from older;
        update sync.conflicts c
        set entity_key = case when x.yields then c.entity_key else heir end,
            state = case when x.yields then 'superseded' else c.state end,
            resolved_at = case when x.yields then clock_timestamp() end
        from (select exists (
            select from sync.conflicts y
            where y.tenant_id = t and y.entity_key = heir and y.field = clash.field and y.device_id = clash.device_id
                and y.standing = clash.standing and (y.kind = 'unique') = (clash.kind = 'unique')
                and y.state = 'open') as yields) x
        where c.tenant_id = t and c.conflict_id = clash.conflict_id
        returning c.* into clash;
        moved := moved || sync.conflict_event(clash);
    end loop;
    foreach clash in array coalesce(clashes, '{}') loop
        moved := moved || sync.conflict_event(sync.open_conflict(clash));
    end loop;
    -- desktops move what they know by the tombstone
    update crm.proposals p set entity_key = heir where p.tenant_id = t and p.entity_key = former.entity_key;
    update sync.conflicts c set other_key = heir
    where c.tenant_id = t and c.other_key = former.entity_key and c.state = 'open';
    -- what may have been sent of it can come back as its own; the rest is submitted under the new key
    update sync.outbound_queue q
    set sending = coalesce(f.sending, '{}') || q.sending, sent_at = greatest(q.sent_at, f.sent_at)
    from sync.outbound_queue f
    where q.tenant_id = t and q.entity_key = heir and q.state not in ('done', 'cancelled')
        and f.tenant_id = t and f.entity_key = former.entity_key and f.state not in ('done', 'cancelled');
    update sync.outbound_queue q
    set state = 'cancelled', detail = 'It goes on under the key it was made with here.', updated_at = clock_timestamp()
    where q.tenant_id = t and q.entity_key = former.entity_key and q.state not in ('done', 'cancelled', 'claimed');
    events := sync.bury_entities(t, dev, array[former.entity_key], 'adopted', heir);
    if mirror.entity_key is not null then
        events := events[1:1] || ('mirror', heir, '', jsonb_build_object('kind', mirror.kind, 'remote_id', mirror.remote_id,
            'modified_on', mirror.modified_on, 'fields', mirror.fields), null)::sync.event || events[2:];
    end if;
    return events || cleared || moved;
end $$;

-- Overrides of an entity whose mirror was there before they knew of it.
create function sync.meet_mirror(t uuid, dev uuid, key uuid, job uuid) returns sync.event[] language plpgsql
set search_path = pg_catalog, pg_temp as $$
declare
    sent constant jsonb := (select q.sending from sync.outbound_queue q where q.tenant_id = t and q.job_id = job);
    events sync.event[];
    entries audit.entry[];
    clashes sync.event[];
begin
    with met as materialized (
        select o.*, o.ctid as place, e.kind as entity_kind, m.fields -> o.field as theirs,
            -- as when ServiceTitan's values come after the adoption: what it filled in is nobody's edit
            o.base = 'null' as is_founding,
            sync.decide_pull(
                case when o.base = 'null' and not sent ? o.field then m.fields -> o.field
                    else sync.as_said(t, o.field, o.base, m.fields -> o.field) end,
                sync.as_said(t, o.field, o.value, m.fields -> o.field), null, m.fields -> o.field,
                sync.as_said(t, o.field, sent -> o.field, m.fields -> o.field, true), sent ? o.field) as decision
        from crm.entities e
        join master.pricebook_entities m on m.tenant_id = t and m.kind = e.kind and m.remote_id = e.remote_id
        join crm.pricebook_overrides o on o.tenant_id = t and o.entity_key = key and m.fields ? o.field
        where e.tenant_id = t and e.entity_key = key
    ), done as (
        delete from crm.pricebook_overrides o
        where o.ctid = any (array(select m.place from met m where m.decision = 'converged'))
    ), founded as (
        update crm.pricebook_overrides o set base = coalesce(m.theirs, 'null')
        from met m
        where o.ctid = m.place and m.is_founding and m.decision in ('moved', 'echo')
        returning o, m.entity_kind
    )
    select array_agg(sync.cleared_event(key, m.field, m.op_id) order by m.field) filter (where m.decision = 'converged')
        || (select array_agg(sync.override_event(f.o, f.entity_kind) order by (f.o).field) from founded f),
        array_agg(('converged', key, m.field, m.value, m.theirs, m.op_id)::audit.entry order by m.field)
            filter (where m.decision = 'converged'),
        array_agg(sync.conflict_event(sync.open_conflict(row(
            t, null, key, m.entity_kind, null, m.field, 'override_vs_st', true, m.base, m.value, m.theirs, m.op_id, m.by,
            null, '', m.device_id, 'open', null, null, null, null, null)::sync.conflicts)) order by m.field)
            filter (where m.decision = 'conflict')
    into events, entries, clashes from met m;
    perform audit.append(t, dev, job, entries);
    return events || clashes;
end $$;

-- What this create made is that entity of ServiceTitan's.
create function sync.adopt(t uuid, dev uuid, lease_token bigint, job uuid, number bigint) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    held constant sync.outbound_queue :=
        sync.held_job(t, dev, lease_token, job, array['claimed', 'sending', 'ambiguous', 'applied']);
    entity crm.entities;
    former crm.entities;
    events sync.event[] := '{}';
begin
    select * into entity from crm.entities e where e.tenant_id = t and e.entity_key = held.entity_key for update;
    if entity.remote_id <> number then
        raise exception 'It is ServiceTitan''s % already.', entity.remote_id using errcode = '22023';
    end if;
    if entity.remote_id is null then
        select * into former from crm.entities e
        where e.tenant_id = t and e.kind = entity.kind and e.remote_id = number for update;
        if former.made_here then
            raise exception 'ServiceTitan''s % is known here as something else that was made here.', number
                using errcode = '22023';
        end if;
        if former.entity_key is not null then
            update crm.entities e set remote_id = null where e.tenant_id = t and e.entity_key = former.entity_key;
        end if;
        update crm.entities e set remote_id = number, discarded_at = null
        where e.tenant_id = t and e.entity_key = entity.entity_key;
        -- It bears our mark: what was asked for was sent, also where a restored hub does not know that.
        update sync.outbound_queue q
        set sending = (
            select coalesce(jsonb_object_agg(f.frozen ->> 'field', f.frozen -> 'value'), '{}')
            from jsonb_array_elements(case when sync.is_request(q.request) then q.request else '[]' end) as f (frozen)
        ) || q.sending
        where q.tenant_id = t and q.job_id = job;
        if former.entity_key is not null then
            events := sync.take_over(t, dev, entity.entity_key, former);
            events := events || sync.meet_mirror(t, dev, entity.entity_key, job);
        elsif entity.discarded_at is not null then
            events := events || sync.created_event(entity.entity_key, entity.kind, null);
        end if;
        events := events || sync.number_references(t, entity.entity_key);
        events := events || sync.revisit_conflicts(t, array[entity.entity_key]);
        perform sync.emit(t, events);
        perform audit.append(t, dev, job,
            array[('adopted', entity.entity_key, '', null, to_jsonb(number), null)::audit.entry]);
    end if;
    update sync.outbound_queue q
    set state = 'applied', ambiguous_since = null, looks = 0, looked_at = null, updated_at = clock_timestamp()
    where q.tenant_id = t and q.job_id = job;
end $$;

-- A look for a create whose answer was lost found nothing. Two such looks a minute apart, once it must have shown, prove
-- that it never arrived.
create function sync.not_found(t uuid, dev uuid, lease_token bigint, job uuid) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    held constant sync.outbound_queue := sync.held_job(t, dev, lease_token, job, array['ambiguous']);
    moment constant timestamptz := clock_timestamp();
    quiet constant timestamptz := greatest(
        sync.quiet_until(held), (select n.create_hold_until from sync.tenants n where n.tenant_id = t));
begin
    if not sync.is_create(held) then
        raise exception 'ServiceTitan has it already.' using errcode = '22023';
    elsif moment < quiet then
        update sync.outbound_queue q set not_before = quiet, updated_at = moment where q.tenant_id = t and q.job_id = job;
    elsif held.looks = 0 or moment < held.looked_at + interval '60 s' then
        update sync.outbound_queue q
        set looks = 1, looked_at = coalesce(held.looked_at, moment),
            not_before = coalesce(held.looked_at, moment) + interval '60 s', updated_at = moment
        where q.tenant_id = t and q.job_id = job;
    else
        update sync.outbound_queue q
        set state = case when exists (
                select from crm.pricebook_overrides o
                where o.tenant_id = t and o.entity_key = q.entity_key and o.state = 'submitted') then 'ready' else 'cancelled' end,
            ambiguous_since = null, sending = '{}', request = null, looks = 0, looked_at = null, not_before = '-infinity',
            detail = '', updated_at = moment
        where q.tenant_id = t and q.job_id = job;
    end if;
end $$;

-- ServiceTitan does not have what was to be changed.
create function sync.gone(t uuid, dev uuid, lease_token bigint, job uuid) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    held constant sync.outbound_queue :=
        sync.held_job(t, dev, lease_token, job, array['claimed', 'sending', 'ambiguous', 'applied']);
begin
    if sync.is_create(held) then
        raise exception 'This job is no longer this sender''s.' using errcode = 'LZ011'; -- as in sync.settle
    end if;
    if sync.is_request(held.request) then
        perform sync.note_results(t, held, coalesce((
            select jsonb_agg(jsonb_build_object('field', f.frozen -> 'field', 'op_id', f.frozen -> 'op_id',
                'result', 'conflict', 'detail', 'ServiceTitan does not have it any more.'))
            from jsonb_array_elements(held.request) as f (frozen)), '[]'));
    end if;
    perform sync.emit(t, sync.bury_entities(t, dev, array[held.entity_key], 'gone', null));
    update sync.outbound_queue q
    set state = 'blocked', depends_on = array[q.entity_key], ambiguous_since = null, sending = '{}',
        not_before = '-infinity', updated_at = clock_timestamp(), detail = 'ServiceTitan does not have it any more.'
    where q.tenant_id = t and q.job_id = job;
    perform sync.tend_jobs(t, array[held.entity_key]);
end $$;
