-- Pull: what was received goes to raw and master; overrides that are done or in conflict are found; all in one commit.

create function sync.begin_run(t uuid, dev uuid, lease_token bigint, what text, is_full boolean) returns uuid language plpgsql
security definer set search_path = pg_catalog, pg_temp as $$
declare
    started uuid;
begin
    perform sync.fence(t, dev, lease_token);
    update sync.inbound_log r
    set state = 'interrupted', finished_at = clock_timestamp()
    where r.tenant_id = t and r.state = 'running' and r.what = begin_run.what;
    insert into sync.inbound_log as r (tenant_id, run_id, what, is_full, by, device_id, device_label, lease_token)
    select t, gen_random_uuid(), what, is_full, sync.my_name(t), dev, d.label, begin_run.lease_token
    from sync.devices d where d.tenant_id = t and d.device_id = dev
    returning r.run_id into started;
    return started;
end $$;

-- The push that goes on under this lease, for its attempts.
create function sync.push_run(t uuid, lease_token bigint) returns uuid language sql stable
set search_path = pg_catalog, pg_temp as $$
    select r.run_id from sync.inbound_log r
    where r.tenant_id = t and r.what = 'push' and r.state = 'running' and r.lease_token = push_run.lease_token
    order by r.started_at desc limit 1
$$;

create function sync.end_run(
    t uuid, dev uuid, lease_token bigint, run uuid, ended text, counted jsonb, told text
) returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform sync.fence(t, dev, lease_token);
    update sync.inbound_log r
    set state = ended, detail = told, finished_at = clock_timestamp(), counts = r.counts || coalesce((
        select jsonb_object_agg(c.name, greatest(c.n::int, (r.counts ->> c.name)::int))
        from jsonb_each_text(counted) as c (name, n)), '{}')
    where r.tenant_id = t and r.run_id = run;
end $$;

-- What a run has counted so far: whoever goes on with it after its end, or after its sender died, knows only their own
-- part. `resumed` is how often it was gone on with.
create function sync.count_lot(t uuid, lease_token bigint, run uuid, counted jsonb) returns void language sql
set search_path = pg_catalog, pg_temp as $$
    update sync.inbound_log r
    set counts = r.counts || (
            select jsonb_object_agg(c.name, coalesce((r.counts ->> c.name)::int, 0) + c.n::int)
            from jsonb_each_text(counted) as c (name, n)
        ) || case when r.finished_at is null and r.lease_token = count_lot.lease_token then '{}'
            else jsonb_build_object('resumed', coalesce((r.counts ->> 'resumed')::int, 0) + 1) end,
        lease_token = count_lot.lease_token, state = 'running', finished_at = null, detail = ''
    where r.tenant_id = t and r.run_id = run
$$;

-- The tree's paths follow from parents; only those that moved are written.
create function sync.refresh_category_paths(t uuid) returns void language plpgsql
set search_path = pg_catalog, extensions, pg_temp as $$
begin
    with recursive tree as (
        select c.remote_id, c.remote_id::text as path, array[c.remote_id] as above
        from master.pricebook_categories c
        where c.tenant_id = t and not exists (
            select from master.pricebook_categories p where p.tenant_id = t and p.remote_id = c.parent_id)
        union all
        select c.remote_id, tree.path || '.' || c.remote_id, tree.above || c.remote_id
        from tree join master.pricebook_categories c on c.tenant_id = t and c.parent_id = tree.remote_id
        where c.remote_id <> all (tree.above)
    )
    update master.pricebook_categories c set path = tree.path::ltree
    from tree
    where c.tenant_id = t and c.remote_id = tree.remote_id and c.path is distinct from tree.path::ltree;
end $$;

create function sync.finish_page(t uuid, lease_token bigint, run uuid, of_kind text, page_end jsonb) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    insert into sync.pull_cursor (tenant_id, kind) values (t, of_kind) on conflict do nothing;
    update sync.pull_cursor c
    set token = page_end ->> 'token_after', watermark = coalesce((page_end ->> 'watermark')::timestamptz, c.watermark),
        lease_token = finish_page.lease_token, updated_at = clock_timestamp()
    where c.tenant_id = t and c.kind = of_kind and c.token is not distinct from page_end ->> 'token_before'
        and c.lease_token <= finish_page.lease_token;
    if not found then
        raise exception 'This pull was continued elsewhere.' using errcode = 'LZ011';
    end if;
    insert into sync.inbound_page (tenant_id, run_id, kind, page, token_before, token_after, sha256, remote_ids)
    values (t, run, of_kind, (page_end ->> 'page')::int, page_end ->> 'token_before', page_end ->> 'token_after',
        decode(page_end ->> 'sha256', 'hex'),
        array(select id::bigint from jsonb_array_elements_text(page_end -> 'remote_ids') as ids (id)))
    on conflict (tenant_id, run_id, kind, page) do update
    set token_before = excluded.token_before, token_after = excluded.token_after, sha256 = excluded.sha256,
        remote_ids = excluded.remote_ids, received_at = clock_timestamp();
end $$;

-- An op may have named a key first, and as another kind than it is: it is what ServiceTitan says, or its row would go to
-- nobody. Returns the keys of which that was so.
create function sync.as_service_titan_says(t uuid, of_kind text, ids bigint[], keys uuid[]) returns uuid[] language plpgsql
set search_path = pg_catalog, pg_temp as $$
declare
    misnamed uuid[];
    taken bigint;
begin
    select array_agg(e.entity_key) filter (where e.remote_id is null and not e.made_here),
        min(i.id) filter (where e.remote_id is not null or e.made_here)
    into misnamed, taken
    from unnest(ids, keys) as i (id, key)
    cross join lateral (
        select x.entity_key, x.remote_id, x.made_here from crm.entities x
        where x.tenant_id = t and x.entity_key = i.key
            and (x.kind <> of_kind or x.remote_id <> i.id) limit 1
    ) e
    where (select x.entity_key from crm.entities x
        where x.tenant_id = t and x.kind = of_kind and x.remote_id = i.id) is null;
    if taken is not null then
        raise exception 'ServiceTitan''s % % is something else here.', of_kind, taken;
    elsif misnamed is not null then
        update crm.entities e set kind = of_kind where e.tenant_id = t and e.entity_key = any (misnamed);
        update sync.conflicts c set entity_kind = of_kind
        where c.tenant_id = t and c.entity_key = any (misnamed) and c.state = 'open';
        update sync.outbound_queue q set entity_kind = of_kind
        where q.tenant_id = t and q.entity_key = any (misnamed) and q.state not in ('done', 'cancelled');
        update crm.proposals p set entity_kind = of_kind where p.tenant_id = t and p.entity_key = any (misnamed);
    end if;
    return misnamed;
end $$;

-- What desktops were told of these under another kind.
create function sync.told_anew(t uuid, keys uuid[]) returns sync.event[] language sql stable as $$
    select array(
        select sync.override_event(o, e.kind)
        from crm.entities e join crm.pricebook_overrides o on o.tenant_id = t and o.entity_key = e.entity_key
        where e.tenant_id = t and e.entity_key = any (keys) order by o.entity_key, o.field
    ) || array(
        select sync.conflict_event(c) from sync.conflicts c
        where c.tenant_id = t and c.entity_key = any (keys) and c.state = 'open' order by sync.place_of(c)
    ) || array(
        select sync.proposal_event(p) from crm.proposals p
        where p.tenant_id = t and p.entity_key = any (keys) order by p.op_id
    )
$$;

-- At most 500 entities. Rows whose hash the mirror has already are not even parsed. A row with a problem is kept in
-- raw alone. Fields that did not come stay as they were.
-- `lot` is a list of {id, key, payload, fields, hash, modified_on, modified_at, problem}; payload and fields are JSON text.
create function sync.ingest(
    t uuid, dev uuid, lease_token bigint, run uuid, of_kind text, lot json, page_end jsonb
) returns jsonb language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    received constant int := json_array_length(lot);
    ids bigint[];
    entity_keys uuid[];
    payloads text[];
    hashes bytea[];
    modified_texts text[];
    modified_moments timestamptz[];
    problems text[];
    numbers int[];      -- places of the rows that differ from the mirror by hash, and can be read
    parsed jsonb[];     -- their fields
    first_seq bigint;
    added int;
    changed int;
    clashed int;
    cleared int;
    touched uuid[];
    tree_moved boolean;
    misnamed uuid[];
    counted jsonb;
    events sync.event[];
    more sync.event[];
    entries audit.entry[];
begin
    perform sync.require(t, dev, 'manager');
    if received > 500 then
        raise exception 'At most 500 entities at a time, not %.', received using errcode = '22023';
    end if;
    with incoming as (
        select i.*, decode(i.hash, 'hex') as hashed, coalesce(i.problem, '') = '' and m.payload_hash is distinct from
            decode(i.hash, 'hex') as is_news
        from rows from (json_to_recordset(lot) as (
            id bigint, key uuid, payload text, fields text, hash text, modified_on text, modified_at timestamptz,
            problem text)) with ordinality as i (
            id, key, payload, fields, hash, modified_on, modified_at, problem, number)
        left join lateral (
            select x.payload_hash from master.pricebook_entities x
            where x.tenant_id = t and x.kind = of_kind and x.remote_id = i.id and x.deleted_at is null limit 1
        ) m on true
    )
    select array_agg(id order by number), array_agg(key order by number), array_agg(payload order by number),
        array_agg(hashed order by number), array_agg(modified_on order by number), array_agg(modified_at order by number),
        array_agg(coalesce(problem, '') order by number), array_agg(number order by number) filter (where is_news),
        array_agg(fields::jsonb order by number) filter (where is_news)
    into ids, entity_keys, payloads, hashes, modified_texts, modified_moments, problems, numbers, parsed
    from incoming;

    perform sync.fence(t, dev, lease_token);

    insert into raw.st_records (tenant_id, kind, remote_id, payload_hash, payload, modified_on, problem, run_id)
    select t, of_kind, i.remote_id, i.hash, i.payload::json, i.modified, i.problem, run
    from unnest(ids, hashes, payloads, modified_texts, problems)
        with ordinality as i (remote_id, hash, payload, modified, problem, number)
    where i.problem <> '' or i.number = any (numbers)
    on conflict do nothing;

    added := 0;
    changed := 0;
    clashed := 0;
    cleared := 0;
    if numbers is not null then
        misnamed := sync.as_service_titan_says(t, of_kind, (select array_agg(ids[n]) from unnest(numbers) as n),
            (select array_agg(entity_keys[n]) from unnest(numbers) as n));
        -- An entity that an op named first (after the hub lost it) is known by its key; one made here by its remote id.
        insert into crm.entities as e (tenant_id, entity_key, kind, remote_id)
        select t, entity_keys[n], of_kind, ids[n] from unnest(numbers) as n
        where (select x.entity_key from crm.entities x
            where x.tenant_id = t and x.kind = of_kind and x.remote_id = ids[n]) is null
        on conflict (tenant_id, entity_key) do update set remote_id = excluded.remote_id where e.remote_id is null;

        select feed_seq + 1 into first_seq from sync.tenants where tenant_id = t;

        with incoming as materialized (
            select n as number, e.entity_key, e.made_here, ids[n] as remote_id, f as fields, hashes[n] as hash,
                modified_texts[n] as modified_on, modified_moments[n] as modified_at,
                m.entity_key is null as is_new, m.deleted_at is not null as was_gone, m.fields as old,
                coalesce(m.fields, '{}') || f as merged, m.last_seq as old_seq, m.modified_on as old_modified_on,
                m.modified_at as old_modified_at
            from unnest(numbers, parsed) as x (n, f)
            cross join lateral (
                select y.entity_key, y.made_here from crm.entities y
                where y.tenant_id = t and y.kind = of_kind and y.remote_id = ids[n] limit 1
            ) e
            left join lateral (
                select y.entity_key, y.deleted_at, y.fields, y.last_seq, y.modified_on, y.modified_at
                from master.pricebook_entities y
                where y.tenant_id = t and y.kind = of_kind and y.remote_id = ids[n] limit 1
            ) m on true
        ), differing as materialized (
            select i.number, jsonb_object_agg(f.name, coalesce(i.old -> f.name, 'null')) as before,
                jsonb_object_agg(f.name, f.value) as after
            from incoming i cross join lateral jsonb_each(i.fields) as f (name, value)
            where not i.is_new and not sync.same(i.old -> f.name, f.value)
            group by i.number
        ), moved as materialized (
            select i.*, d.before, d.after, (i.is_new or i.was_gone or d.number is not null) as is_changed,
                first_seq - 1 + row_number() over (
                    order by (i.is_new or i.was_gone or d.number is not null) desc, i.number) as seq
            from incoming i left join differing d on d.number = i.number
        ), written as (
            -- A moment that moved alone is not told, so it is not kept: desktops have the same rows, to the last digit.
            insert into master.pricebook_entities as m
                (tenant_id, kind, entity_key, remote_id, fields, modified_on, modified_at, payload_hash, last_seq)
            select t, of_kind, entity_key, remote_id, merged,
                case when is_changed then modified_on else old_modified_on end,
                case when is_changed then modified_at else old_modified_at end,
                hash,
                case when is_changed then seq else old_seq end
            from moved
            on conflict (tenant_id, kind, remote_id) do update
            set fields = excluded.fields, modified_on = excluded.modified_on, modified_at = excluded.modified_at,
                payload_hash = excluded.payload_hash, updated_at = clock_timestamp(), deleted_at = null,
                last_seq = excluded.last_seq
        ), decided as materialized (
            select i.entity_key, o.place, o.field, o.base, o.value, o.op_id, o.by, o.device_id, i.fields -> o.field as theirs,
                -- what ServiceTitan fills in when it makes an entity is nobody's edit: it is what ours stands over
                i.is_new and i.made_here and o.base = 'null' as is_founding,
                sync.decide_pull(
                    case when i.is_new and i.made_here and o.base = 'null' and not coalesce(q.sending ? o.field, false)
                        then i.fields -> o.field else sync.as_said(t, o.field, o.base, i.fields -> o.field) end,
                    sync.as_said(t, o.field, o.value, i.fields -> o.field),
                    case when not i.was_gone then i.old -> o.field end, i.fields -> o.field,
                    sync.as_said(t, o.field, q.sending -> o.field, i.fields -> o.field, true),
                    coalesce(q.sending ? o.field, false)) as decision
            from incoming i
            cross join lateral (
                select y.*, y.ctid as place from crm.pricebook_overrides y
                where y.tenant_id = t and y.entity_key = i.entity_key and i.fields ? y.field
                offset 0
            ) o
            left join lateral (
                select y.sending from sync.outbound_queue y
                where y.tenant_id = t and y.entity_key = i.entity_key and y.state not in ('done', 'cancelled') limit 1
            ) q on true
        ), heard as (
            -- What a push sent is there: when it comes again after something else, it is no echo any more.
            update sync.outbound_queue q set sending = q.sending - seen.names
            from (
                select y.job_id, array_agg(s.name) as names
                from incoming i
                join sync.outbound_queue y on y.tenant_id = t and y.entity_key = i.entity_key
                    and y.state not in ('done', 'cancelled') and y.sending <> '{}'
                cross join lateral jsonb_each(y.sending) as s (name, value)
                where i.fields ? s.name and sync.is_echo(
                    i.fields -> s.name, sync.as_said(t, s.name, s.value, i.fields -> s.name, true))
                group by y.job_id
            ) seen
            where q.tenant_id = t and q.job_id = seen.job_id
        ), done as (
            delete from crm.pricebook_overrides o
            where o.ctid = any (array(select d.place from decided d where d.decision = 'converged'))
        ), founded as (
            update crm.pricebook_overrides o set base = coalesce(d.theirs, 'null')
            from decided d
            where o.ctid = d.place and d.is_founding and d.decision in ('moved', 'echo')
            returning o
        ), opened as (
            insert into sync.conflicts as old
                (tenant_id, entity_key, entity_kind, field, kind, standing, base, ours, theirs, ours_op, ours_by, device_id)
            select t, d.entity_key, of_kind, d.field, 'override_vs_st', true, d.base, d.value, coalesce(d.theirs, 'null'),
                d.op_id, d.by, d.device_id
            from decided d where d.decision = 'conflict'
            on conflict (tenant_id, entity_key, field, device_id, standing, (kind = 'unique')) where state = 'open' do update
            set kind = excluded.kind, standing = true, ours = excluded.ours, theirs = excluded.theirs,
                ours_op = excluded.ours_op, theirs_op = null, theirs_by = ''
            returning old
        ), told as (
            select 1 as part, m.number, ''::text as field, ('mirror', m.entity_key, '', jsonb_build_object(
                'kind', of_kind, 'remote_id', m.remote_id, 'modified_on', m.modified_on, 'fields', m.merged), null
                )::sync.event as event
            from moved m where m.is_changed
            union all
            select 2, i.number, d.field, sync.cleared_event(d.entity_key, d.field, d.op_id)
            from decided d join incoming i on i.entity_key = d.entity_key where d.decision = 'converged'
            union all
            select 3, i.number, (c.old).field, sync.conflict_event(c.old)
            from opened c join incoming i on i.entity_key = (c.old).entity_key
            union all
            select 4, i.number, (f.o).field, sync.override_event(f.o, of_kind)
            from founded f join incoming i on i.entity_key = (f.o).entity_key
        ), noted as (
            select 1 as part, m.number, '' as field,
                (case when m.was_gone then 'revive' else 'pull' end, m.entity_key, '', m.before, m.after, null
                )::audit.entry as entry
            from moved m where m.is_changed and not m.is_new
            union all
            select 2, i.number, d.field, ('converged', d.entity_key, d.field, d.value, d.theirs, d.op_id)::audit.entry
            from decided d join incoming i on i.entity_key = d.entity_key where d.decision = 'converged'
        )
        select
            (select array_agg(event order by part, number, field) from told),
            (select array_agg(entry order by part, number, field) from noted),
            (select count(*) from moved where is_new),
            (select count(*) from moved where is_changed and not is_new),
            (select count(*) from told where part = 3),
            (select count(*) from told where part = 2),
            (select array_agg(distinct k.entity_key) from (
                select m.entity_key from moved m where m.is_changed
                union all select d.entity_key from decided d where d.decision = 'converged') k),
            (select bool_or(is_new or after ? 'parent_id') from moved)
        into events, entries, added, changed, clashed, cleared, touched, tree_moved;

        if misnamed is not null then
            events := events || sync.told_anew(t, misnamed);
        end if;
        if touched is not null then
            events := events || sync.revisit_conflicts(t, touched);
            perform sync.tend_jobs(t, touched);
        end if;
        if of_kind = 'category' and tree_moved then
            perform sync.refresh_category_paths(t);
        end if;
        if cardinality(events) > 0 then
            perform sync.emit(t, events);
        end if;
        perform audit.append(t, dev, run, entries);
    end if;

    if page_end is not null then
        perform sync.finish_page(t, lease_token, run, of_kind, page_end);
    end if;
    counted := jsonb_build_object('received', received, 'added', added, 'changed', changed,
        'unchanged', received - added - changed - (select count(*) from unnest(problems) as p (problem) where problem <> ''),
        'conflicts', clashed, 'cleared', cleared);
    perform sync.count_lot(t, lease_token, run, counted);
    return counted;
end $$;
