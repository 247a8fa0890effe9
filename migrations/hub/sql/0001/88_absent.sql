-- What ServiceTitan does not show any more, and its reference lists.

-- After a full run that came to its end: counts for how many of them in a row an entity was not named. Returns those that
-- two or more did not name.
create function sync.note_missing(t uuid, dev uuid, lease_token bigint, run uuid, of_kind text) returns bigint[]
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform sync.fence(t, dev, lease_token);
    if not exists (
        select from sync.inbound_log r
        join sync.inbound_page p on p.tenant_id = t and p.run_id = r.run_id and p.kind = of_kind and p.token_after is null
        where r.tenant_id = t and r.run_id = run and r.is_full
    ) then
        raise exception 'Only a full run that came to its end shows what is missing.' using errcode = '22023';
    end if;
    with missing as materialized (
        select m.remote_id from master.pricebook_entities m
        where m.tenant_id = t and m.kind = of_kind and m.deleted_at is null and m.remote_id not in (
            select unnest(p.remote_ids) from sync.inbound_page p
            where p.tenant_id = t and p.run_id = run and p.kind = of_kind)
    ), seen_again as (
        delete from sync.absences a
        where a.tenant_id = t and a.kind = of_kind and a.remote_id not in (select remote_id from missing)
    )
    insert into sync.absences as a (tenant_id, kind, remote_id, run_id)
    select t, of_kind, remote_id, run from missing
    on conflict (tenant_id, kind, remote_id) do update
    set runs = a.runs + case when a.run_id = excluded.run_id then 0 else 1 end, run_id = excluded.run_id;
    return array(
        select a.remote_id from sync.absences a
        where a.tenant_id = t and a.kind = of_kind and a.runs >= 2 order by a.remote_id);
end $$;

-- ServiceTitan was asked for each of them and has none. Returns how many were alive until now.
create function sync.bury(t uuid, dev uuid, lease_token bigint, run uuid, of_kind text, remote_ids bigint[]) returns int
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    keys uuid[];
    alive int;
begin
    perform sync.fence(t, dev, lease_token);
    select array_agg(m.entity_key), count(*) into keys, alive
    from master.pricebook_entities m
    where m.tenant_id = t and m.kind = of_kind and m.remote_id = any (bury.remote_ids) and m.deleted_at is null;
    delete from sync.absences a where a.tenant_id = t and a.kind = of_kind and a.remote_id = any (bury.remote_ids);
    if alive > 0 then
        perform sync.emit(t, sync.bury_entities(t, dev, keys, 'gone', null));
        perform sync.tend_jobs(t, keys);
    end if;
    return alive;
end $$;

-- A list, whole or what has changed in it: {id, name, active, payload, fields, hash} each; payload is JSON text as received,
-- fields its canonical form. The next one begins at `mark`, where there is one.
create function sync.ingest_reference(
    t uuid, dev uuid, lease_token bigint, run uuid, list_name text, lot json, whole boolean, mark timestamptz
) returns jsonb language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    entries audit.entry[];
    counted jsonb;
    moment timestamptz;
begin
    perform sync.fence(t, dev, lease_token);
    -- Each change has a moment of its own, later than all before it also where the clock was set back: desktops ask for
    -- what has changed since the last they know.
    select greatest(clock_timestamp(), max(m.updated_at)) into moment
    from master.reference_rows m where m.tenant_id = t;
    insert into raw.st_reference_rows (tenant_id, list, remote_id, payload_hash, payload, run_id)
    select t, list_name, i.id, decode(i.hash, 'hex'), i.payload::json, run
    from json_to_recordset(lot) as i (id bigint, hash text, payload text)
    on conflict do nothing;
    with incoming as materialized (
        select i.id, i.name, i.active, i.fields::jsonb as payload
        from json_to_recordset(lot) as i (id bigint, name text, active boolean, fields text)
    ), compared as materialized (
        select coalesce(i.id, r.remote_id) as id, i.id is not null as is_in, r.place,
            moment + row_number() over (order by coalesce(i.id, r.remote_id)) * interval '1 microsecond' as at,
            i.name, i.active, i.payload, r.payload as old,
            case
                when r.remote_id is null then 'new'
                when i.id is null then case when whole and r.gone_at is null then 'gone' end
                when r.gone_at is not null or (r.name, r.active, r.payload) <> (i.name, i.active, i.payload) then 'changed'
            end as what
        from incoming i
        full join (
            select m.*, m.ctid as place from master.reference_rows m where m.tenant_id = t and m.list = list_name
        ) r on r.remote_id = i.id
    ), written as (
        insert into master.reference_rows as m (tenant_id, list, remote_id, name, active, payload, updated_at, run_id)
        select t, list_name, c.id, c.name, c.active, c.payload, c.at, run
        from compared c where c.what in ('new', 'changed')
        on conflict (tenant_id, list, remote_id) do update
        set name = excluded.name, active = excluded.active, payload = excluded.payload, gone_at = null,
            updated_at = excluded.updated_at, run_id = excluded.run_id
    ), marked as (
        update master.reference_rows m set gone_at = c.at, updated_at = c.at, run_id = run
        from compared c
        where m.ctid = c.place and c.what = 'gone' -- by their places: two long lists are never joined by guess
    )
    select jsonb_build_object('received', count(*) filter (where c.is_in), 'added', count(*) filter (where c.what = 'new'),
            'changed', count(*) filter (where c.what in ('changed', 'gone')),
            'unchanged', count(*) filter (where c.is_in and c.what is null)),
        array_agg(('reference', null, list_name || ' ' || c.id, c.old, c.payload, null)::audit.entry order by c.id)
            filter (where c.what in ('changed', 'gone'))
    into counted, entries
    from compared c;
    perform audit.append(t, dev, run, entries);
    insert into sync.pull_cursor as c (tenant_id, kind, watermark, lease_token)
    values (t, 'lists ' || list_name, mark, ingest_reference.lease_token)
    on conflict (tenant_id, kind) do update
    set token = null, watermark = coalesce(excluded.watermark, c.watermark), lease_token = excluded.lease_token,
        updated_at = clock_timestamp();
    return counted;
end $$;

-- Told once: whoever asks next knows that it was told.
create function sync.note_list_refused(t uuid, dev uuid, lease_token bigint, list_name text, reason text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform sync.fence(t, dev, lease_token);
    insert into sync.pull_cursor as c (tenant_id, kind, token, lease_token)
    values (t, 'lists ' || list_name, reason, note_list_refused.lease_token)
    on conflict (tenant_id, kind) do update
    set token = excluded.token, lease_token = excluded.lease_token, updated_at = clock_timestamp();
end $$;
