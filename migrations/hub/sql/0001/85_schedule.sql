-- What runs when, over all who work on a tenant: a job is taken by one of them, by this server's clock.

-- Tenants of `ts` on which this device may work as a manager.
create function sync.workable(ts uuid[], dev uuid) returns uuid[] language sql stable
set search_path = pg_catalog, pg_temp as $$
    select coalesce(array_agg(m.tenant_id), '{}')
    from sync.members m
    join sync.devices d on d.tenant_id = m.tenant_id and d.device_id = dev and d.role_name = m.role_name
    where m.role_name = session_user and m.tenant_id = any (ts) and m.level in ('manager', 'admin')
        and d.revoked_at is null
$$;

-- The job that has been due for longest, of any of these tenants. `jobs`: {name: seconds until its next time}, which counts
-- for jobs that are not in the list yet.
create function sync.take_due_of(ts uuid[], dev uuid, jobs jsonb) returns table (tenant_id uuid, job text) language plpgsql
security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
    moment constant timestamptz := clock_timestamp();
    mine constant uuid[] := sync.workable(ts, dev);
begin
    if cardinality(mine) = 0 then
        raise exception 'This device may not do scheduled work here.' using errcode = '42501';
    end if;
    insert into sync.due_jobs (tenant_id, job, due_at)
    select w.tenant_id, j.key, moment + make_interval(secs => greatest(j.value::float8, 0))
    from unnest(mine) as w (tenant_id) cross join jsonb_each(jobs) as j
    order by w.tenant_id, j.key -- everybody in one order, or two would wait for each other
    on conflict do nothing;
    return query
        with due as (
            select d.tenant_id, d.job from sync.due_jobs d
            where d.tenant_id = any (mine) and jobs ? d.job and d.due_at <= moment and d.taken_until <= moment
            order by d.due_at, d.tenant_id, d.job
            limit 1
            for update skip locked
        )
        update sync.due_jobs d set taken_by = dev, taken_until = moment + interval '10 min'
        from due where d.tenant_id = due.tenant_id and d.job = due.job
        returning d.tenant_id, d.job;
end $$;

create function sync.take_due(t uuid, dev uuid, jobs jsonb) returns text language plpgsql security definer
set search_path = pg_catalog, pg_temp as $$
begin
    perform sync.require(t, dev, 'manager');
    return (select d.job from sync.take_due_of(array[t], dev, jobs) d);
end $$;

-- Does nothing where somebody else has taken it meanwhile.
create function sync.finish_due(t uuid, dev uuid, job text, next_in float8) returns void language plpgsql security definer
set search_path = pg_catalog, pg_temp as $$
begin
    perform sync.require(t, dev, 'manager');
    update sync.due_jobs d
    set due_at = clock_timestamp() + make_interval(secs => greatest(next_in, 0)), taken_by = null, taken_until = '-infinity'
    where d.tenant_id = t and d.job = finish_due.job and d.taken_by = dev;
end $$;
