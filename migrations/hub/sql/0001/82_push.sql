-- Push: from a submitted override to a verified one. `sending` is committed before the wire; a sender that died leaves
-- a job that is ambiguous, never ready.

-- The caller's job, under the fence. Raises where it is not in one of the states expected.
create function sync.held_job(t uuid, dev uuid, lease_token bigint, job uuid, expected text[]) returns sync.outbound_queue
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    held sync.outbound_queue;
begin
    perform sync.fence(t, dev, lease_token);
    select * into held from sync.outbound_queue q
    where q.tenant_id = t and q.job_id = job and q.lease_token = held_job.lease_token and q.state = any (expected)
    for update;
    if held.job_id is null then
        raise exception 'This job is no longer this sender''s.' using errcode = 'LZ011';
    end if;
    return held;
end $$;

-- Whether ServiceTitan does not have the job's entity yet.
create function sync.is_create(job sync.outbound_queue) returns boolean language sql stable as $$
    select exists (
        select from crm.entities e
        where e.tenant_id = job.tenant_id and e.entity_key = job.entity_key and e.remote_id is null)
$$;

-- ServiceTitan may work on a request for 100 s: until then, not finding a write proves nothing.
create function sync.quiet_until(sent_at timestamptz) returns timestamptz language sql immutable as $$
    select coalesce(sent_at, '-infinity') + interval '120 s'
$$;

-- A create may besides take a while to show in the lists.
create function sync.quiet_until(job sync.outbound_queue) returns timestamptz language sql stable as $$
    select case when sync.is_create(job) then coalesce(job.sent_at, '-infinity') + interval '300 s'
        else sync.quiet_until(job.sent_at) end
$$;

-- Overrides that stand for what a frozen request says: the same op, and still submitted. A person may have taken one
-- back since it was sent; it is then read back, never sent again.
create function sync.standing(t uuid, key uuid, request jsonb) returns setof crm.pricebook_overrides language sql stable
set search_path = pg_catalog, pg_temp as $$
    select o.*
    from jsonb_array_elements(case when jsonb_typeof(request) = 'array' then request else '[]' end) as f (frozen)
    join crm.pricebook_overrides o
        on o.tenant_id = t and o.entity_key = key and o.field = frozen ->> 'field' and o.op_id::text = frozen ->> 'op_id'
    where o.state = 'submitted'
$$;

create function sync.is_request(request jsonb) returns boolean language sql immutable
set search_path = pg_catalog, pg_temp as $$
    select coalesce(jsonb_typeof(request) = 'array' and not exists (
        select from jsonb_array_elements(case when jsonb_typeof(request) = 'array' then request else '[]' end) as f (frozen)
        where not frozen ?& array['field', 'value', 'base', 'op_id']), false)
$$;

create function sync.what_may_be_sent(t uuid, key uuid, request jsonb) returns jsonb language sql stable
set search_path = pg_catalog, pg_temp as $$
    select case when not sync.is_request(request) then request else (
        select coalesce(jsonb_agg(
            frozen || jsonb_build_object('may_send', frozen ->> 'field' = any (array(
                select s.field from sync.standing(t, key, request) s))) order by number), '[]')
        from jsonb_array_elements(request) with ordinality as f (frozen, number)) end
$$;

-- Commits what is about to be sent. Null: not all of it is wanted any more, nothing may be sent.
create function sync.intend(
    t uuid, dev uuid, lease_token bigint, job uuid, values_sent jsonb, before jsonb, request_path text
) returns uuid language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    held constant sync.outbound_queue := sync.held_job(t, dev, lease_token, job, array['claimed', 'ambiguous', 'applied']);
    noted uuid;
begin
    if sync.is_create(held) and (held.state <> 'claimed' or held.ambiguous_since is not null) then
        raise exception 'What may have been created already is looked for, not sent again.' using errcode = '22023';
    end if;
    if exists (
        select from jsonb_object_keys(values_sent) as sent (field)
        where sent.field <> all (array(select s.field from sync.standing(t, held.entity_key, held.request) s))
    ) or exists (
        select from sync.conflicts c
        where c.tenant_id = t and c.entity_key = held.entity_key and c.field = 'deleted' and c.state = 'open'
    ) then
        return null; -- a person took it back, or changed it, since it was claimed
    end if;
    update sync.outbound_queue q
    set state = 'sending', attempt = q.attempt + 1, sending = q.sending || values_sent, preimage = before,
        tries = q.tries + 1, first_sent_at = coalesce(q.first_sent_at, clock_timestamp()),
        sent_at = clock_timestamp(), updated_at = clock_timestamp()
    where q.tenant_id = t and q.job_id = job;
    insert into sync.push_attempt as a
        (tenant_id, job_id, run_id, entity_key, n, path, request, request_hash, preimage, lease_token, device_id, by)
    values (t, job, sync.push_run(t, intend.lease_token), held.entity_key, held.attempt + 1, request_path, values_sent,
        sha256(convert_to(values_sent::text, 'UTF8')), before, intend.lease_token, dev, sync.my_name(t))
    returning a.attempt_id into noted;
    perform sync.note_sent(t, held, noted);
    return noted;
end $$;

create function sync.answered(
    t uuid, dev uuid, lease_token bigint, job uuid, attempt uuid, result text, http_status int, told text
) returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    held constant sync.outbound_queue := sync.held_job(t, dev, lease_token, job, array['sending']);
begin
    update sync.push_attempt a
    set outcome = result, status = http_status, detail = told, finished_at = clock_timestamp()
    where a.tenant_id = t and a.attempt_id = answered.attempt and a.job_id = job;
    perform sync.note_answer(t, held, attempt, told);
    update sync.outbound_queue q
    set state = case result when 'applied' then 'applied' when 'ambiguous' then 'ambiguous' else 'claimed' end,
        ambiguous_since = case when result = 'ambiguous' then coalesce(q.ambiguous_since, clock_timestamp()) end,
        not_before = case when result = 'ambiguous' then sync.quiet_until(q) else q.not_before end,
        looks = 0, looked_at = null,
        -- a value that was refused cannot come back as our own
        sending = case when result = 'rejected' then '{}' else q.sending end,
        detail = told, updated_at = clock_timestamp()
    where q.tenant_id = t and q.job_id = job;
end $$;

-- What becomes of a job that goes no further for now. One whose outcome is unknown is not blocked but looked at again.
create function sync.end_job(t uuid, job uuid, ended text, seconds float8, told text) returns void language sql
set search_path = pg_catalog, pg_temp as $$
    update sync.outbound_queue q
    set state = case
            when not o.again then ended
            when q.ambiguous_since is null then 'ready'
            else 'ambiguous'
        end,
        not_before = case
            when not o.again then '-infinity'
            when q.ambiguous_since is null then clock_timestamp() + make_interval(secs => seconds)
            else greatest(clock_timestamp() + make_interval(secs => seconds), sync.quiet_until(q))
        end,
        tries = case when ended = 'needs_human' then 0 else q.tries end,
        first_sent_at = case when ended <> 'needs_human' then q.first_sent_at end,
        detail = told, updated_at = clock_timestamp()
    from (
        select case x.wanted
            when 'retry' then true
            when 'blocked' then j.ambiguous_since is not null
            else j.ambiguous_since is null and x.is_submitted
        end as again
        from sync.outbound_queue j
        cross join lateral (select ended as wanted, exists (
            select from crm.pricebook_overrides y
            where y.tenant_id = t and y.entity_key = j.entity_key and y.state = 'submitted') as is_submitted) x
        where j.tenant_id = t and j.job_id = job
    ) o
    where q.tenant_id = t and q.job_id = job
$$;

-- Whether something that is not in the frozen request was submitted since.
create function sync.has_more_to_send(t uuid, held sync.outbound_queue) returns boolean language sql stable
set search_path = pg_catalog, pg_temp as $$
    select sync.is_request(held.request) and exists (
        select from crm.pricebook_overrides o
        where o.tenant_id = t and o.entity_key = held.entity_key and o.state = 'submitted'
            and not sync.names_a_key(o.field, o.value)
            and (o.field, o.op_id) not in (select s.field, s.op_id from sync.standing(t, held.entity_key, held.request) s))
$$;

-- Hands a job over to a person: what it would have sent has failed, with ServiceTitan's words per field where it has some.
-- A create fails as a whole, unless a person has submitted some of it anew since it was claimed.
create function sync.park(t uuid, dev uuid, held sync.outbound_queue, told text, field_words jsonb) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    events sync.event[];
    entries audit.entry[];
    results jsonb;
    creates constant boolean := sync.is_create(held);
begin
    -- (what may have been sent is asked for with the same request again: that would go round in circles)
    if creates and held.ambiguous_since is null and sync.has_more_to_send(t, held) then
        perform sync.end_job(t, held.job_id, 'retry', 0, told);
        return;
    end if;
    with failed as (
        update crm.pricebook_overrides o
        set state = 'failed', detail = coalesce(field_words ->> o.field, told)
        where o.tenant_id = t and o.entity_key = held.entity_key and o.state = 'submitted' and (
            creates or not sync.is_request(held.request)
            or (o.field, o.op_id) in (select s.field, s.op_id from sync.standing(t, held.entity_key, held.request) s))
        returning o
    )
    select array_agg(sync.override_event(f.o, held.entity_kind) order by (f.o).field),
        array_agg(('failed', held.entity_key, (f.o).field, (f.o).value, to_jsonb((f.o).detail), (f.o).op_id)::audit.entry
            order by (f.o).field),
        jsonb_agg(jsonb_build_object('field', (f.o).field, 'op_id', (f.o).op_id, 'detail', (f.o).detail,
            -- what may have been sent may be there
            'result', case when held.ambiguous_since is null and held.state not in ('sending', 'applied') then 'rejected'
                else 'waiting' end))
    into events, entries, results from failed f;
    perform sync.note_results(t, held, coalesce(results, '[]'));
    perform sync.end_job(t, held.job_id, 'needs_human', 0, told);
    perform sync.emit(t, events);
    perform audit.append(t, dev, held.job_id, entries);
end $$;

create function sync.settle(
    t uuid, dev uuid, lease_token bigint, job uuid, verdicts jsonb, ended text, told text
) returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    held constant sync.outbound_queue :=
        sync.held_job(t, dev, lease_token, job, array['claimed', 'sending', 'ambiguous', 'applied', 'cancelled']);
    events sync.event[] := '{}';
    entries audit.entry[] := '{}';
    verdict record;
    standing crm.pricebook_overrides;
begin
    if held.state = 'cancelled' then
        return; -- its entity was found to be another one, whose job goes on for both
    end if;
    if sync.is_create(held) then
        -- the hub was restored to before the adoption, and nobody has told it yet
        raise exception 'This job is no longer this sender''s.' using errcode = 'LZ011';
    end if;
    for verdict in
        select v.field, v.op_id, v.result, coalesce(v.found, 'null') as found, coalesce(v.detail, '') as detail,
            coalesce(v.habit <> 'dropped', false) or coalesce(v.is_answer, false) as is_theirs,
            coalesce(f.value, 'null') as sent, coalesce(f.base, 'null') as base
        from jsonb_to_recordset(verdicts) as v (
            field text, op_id uuid, result text, found jsonb, detail text, habit text, is_answer boolean)
        left join jsonb_to_recordset(held.request) as f (field text, op_id uuid, value jsonb, base jsonb)
            on f.field = v.field
        order by v.field
    loop
        select * into standing from crm.pricebook_overrides o
        where o.tenant_id = t and o.entity_key = held.entity_key and o.field = verdict.field for update;
        if verdict.result = 'verified' then
            entries := entries || ('pushed', held.entity_key, verdict.field, held.preimage -> verdict.field, verdict.found,
                verdict.op_id)::audit.entry;
            if standing.op_id = verdict.op_id or (standing.op_id is not null and sync.same(
                sync.as_said(t, verdict.field, standing.value, verdict.found), verdict.found)) then
                delete from crm.pricebook_overrides o
                where o.tenant_id = t and o.entity_key = held.entity_key and o.field = verdict.field;
                events := events || sync.cleared_event(held.entity_key, verdict.field, standing.op_id);
            elsif standing.op_id is not null then -- edited meanwhile: it now stands over what was sent
                update crm.pricebook_overrides o set base = verdict.found
                where o.tenant_id = t and o.entity_key = held.entity_key and o.field = verdict.field
                returning o.* into standing;
                events := events || sync.override_event(standing, held.entity_kind);
            end if;
        elsif verdict.result = 'differs' then
            entries := entries || ('differs', held.entity_key, verdict.field, verdict.sent, verdict.found,
                verdict.op_id)::audit.entry;
            if standing.op_id = verdict.op_id then
                -- a value of ServiceTitan's making: what was wanted stands over it, and nobody is in conflict with it
                update sync.conflicts c set base = verdict.found
                where verdict.is_theirs and c.tenant_id = t and c.entity_key = held.entity_key
                    and c.field = verdict.field and c.state = 'open' and c.standing
                    and sync.same(sync.as_said(t, c.field, c.theirs, verdict.found), verdict.found);
                update crm.pricebook_overrides o set state = 'differs', detail = verdict.detail,
                    base = case when verdict.is_theirs then verdict.found else o.base end
                where o.tenant_id = t and o.entity_key = held.entity_key and o.field = verdict.field
                returning o.* into standing;
                events := events || sync.override_event(standing, held.entity_kind);
            end if;
        end if;
    end loop;
    perform sync.note_results(t, held, verdicts);
    events := events || sync.revisit_conflicts(t, array[held.entity_key]);
    events := events || (
        select array_agg(sync.conflict_event(sync.open_conflict(row(
            t, null, held.entity_key, held.entity_kind, null, o.field, 'override_vs_st', true, o.base, o.value, v.found, o.op_id,
            o.by, null, '', o.device_id, 'open', null, null, null, null, null)::sync.conflicts)) order by o.field)
        from jsonb_to_recordset(verdicts) as v (field text, op_id uuid, result text, found jsonb)
        join crm.pricebook_overrides o
            on o.tenant_id = t and o.entity_key = held.entity_key and o.field = v.field and o.op_id = v.op_id
        where v.result = 'conflict' and not sync.same(sync.as_said(t, o.field, o.value, v.found), v.found)
    );
    events := events || sync.note_habits(t, held, verdicts);

    -- ServiceTitan was looked at: what became of the last write is known
    if ended is null or ended = 'blocked' or sync.is_request(held.request) and not exists (
        select from jsonb_array_elements(case when sync.is_request(held.request) then held.request else '[]' end)
            as f (frozen)
        where frozen ->> 'field' not in (select v.field from jsonb_to_recordset(verdicts) as v (field text))
    ) then
        update sync.outbound_queue q set ambiguous_since = null, sending = '{}'
        where q.tenant_id = t and q.job_id = job;
    end if;
    if ended is null then
        update sync.outbound_queue q
        set state = 'done', detail = told, updated_at = clock_timestamp()
        where q.tenant_id = t and q.job_id = job;
        -- what was submitted meanwhile, or waits for a conflict, goes on as a job of its own
        insert into sync.outbound_queue (tenant_id, entity_key, entity_kind, state)
        select t, held.entity_key, held.entity_kind, case when bool_and(exists (
            select from sync.conflicts c
            where c.tenant_id = t and c.entity_key = o.entity_key and c.field = o.field and c.state = 'open'
        )) then 'blocked' else 'ready' end
        from crm.pricebook_overrides o
        where o.tenant_id = t and o.entity_key = held.entity_key and o.state = 'submitted'
        having count(*) > 0;
    else
        -- what was submitted meanwhile waits for nobody else's conflict, nor does anything for one that was answered
        perform sync.end_job(t, job, case when ended = 'blocked' and (sync.has_more_to_send(t, held) or exists (
            select from jsonb_to_recordset(verdicts) as v (field text, op_id uuid, result text)
            where v.result = 'conflict' and (v.field, v.op_id) not in (
                select s.field, s.op_id from sync.standing(t, held.entity_key, held.request) s)
        )) then 'retry' else ended end, 0, told);
    end if;
    perform sync.emit(t, events);
    perform audit.append(t, dev, job, entries);
end $$;

create function sync.put_off(
    t uuid, dev uuid, lease_token bigint, job uuid, ended text, seconds float8, told text, field_words jsonb
) returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    held sync.outbound_queue;
begin
    perform sync.fence(t, dev, lease_token);
    select * into held from sync.outbound_queue q
    where q.tenant_id = t and q.job_id = job and q.lease_token = put_off.lease_token for update;
    if held.job_id is null then
        raise exception 'This job is no longer this sender''s.' using errcode = 'LZ011';
    end if;
    if held.state not in ('claimed', 'sending', 'ambiguous', 'applied') then
        return; -- put off or settled already
    end if;
    if held.state in ('sending', 'applied') then -- it may be there, and nobody has seen it
        update sync.outbound_queue q set ambiguous_since = coalesce(q.ambiguous_since, clock_timestamp())
        where q.tenant_id = t and q.job_id = job;
    end if;
    if ended in ('needs_human', 'in_doubt') then
        perform sync.park(t, dev, held, told, field_words);
        -- who submits it again has been told
        update crm.entities e set perhaps_made = false
        from sync.outbound_queue q
        where ended = 'in_doubt' and e.tenant_id = t and e.entity_key = held.entity_key
            and q.tenant_id = t and q.job_id = held.job_id and q.state = 'needs_human';
    else
        perform sync.end_job(t, job, ended, seconds, told);
    end if;
end $$;
