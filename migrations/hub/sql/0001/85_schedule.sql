-- What runs when, over all who work on a tenant: a job is taken by one of them, by this server's clock.

-- The job that has been due for longest. `jobs`: {name: seconds until its next time}, which counts for jobs that are not
-- in the list yet. Whoever works on many tenants asks for one after the other; nobody waits for what somebody else takes.
create function sync.take_due(t uuid, dev uuid, jobs jsonb) returns text language plpgsql security definer
set search_path = pg_catalog, pg_temp as $$
declare
    moment constant timestamptz := clock_timestamp();
    taken text;
begin
    perform sync.require(t, dev, 'manager');
    insert into sync.due_jobs (tenant_id, job, due_at)
    select t, j.key, moment + make_interval(secs => greatest(j.value::float8, 0))
    from jsonb_each(jobs) as j
    order by j.key -- everybody in one order, or two who find different ones could wait for each other
    on conflict do nothing;
    with due as (
        select d.job from sync.due_jobs d
        where d.tenant_id = t and jobs ? d.job and d.due_at <= moment and d.taken_until <= moment
        order by d.due_at, d.job
        limit 1
        for update skip locked
    )
    update sync.due_jobs d set taken_by = dev, taken_until = moment + interval '10 min'
    from due where d.tenant_id = t and d.job = due.job
    returning d.job into taken;
    return taken;
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
