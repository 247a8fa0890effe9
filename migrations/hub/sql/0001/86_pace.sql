-- How fast ServiceTitan may be asked, together: a bucket per tenant that holds what one second gives.

create function sync.draw(t uuid, dev uuid, wanted int) returns table (granted int, wait float8) language plpgsql
security definer set search_path = pg_catalog, pg_temp as $$
declare
    budget sync.budgets;
    moment timestamptz;
    per_second float8;
    there float8;
begin
    perform sync.require(t, dev, 'manager');
    select n.requests_per_second into per_second from sync.tenants n where n.tenant_id = t;
    insert into sync.budgets (tenant_id, left_over) values (t, per_second) on conflict do nothing;
    select * into budget from sync.budgets b where b.tenant_id = t for update;
    moment := clock_timestamp();
    -- further ahead than anybody can ask for: this server's clock was put back
    if moment < budget.quiet_until and budget.quiet_until <= moment + interval '15 min' then
        granted := 0;
        wait := extract(epoch from budget.quiet_until - moment);
        return next;
        return;
    end if;
    if moment < budget.half_until then
        per_second := per_second / 2;
    end if;
    there := least(greatest(per_second, 1),
        budget.left_over + greatest(extract(epoch from moment - budget.counted_at)::float8, 0) * per_second);
    granted := least(greatest(wanted, 0), floor(there));
    wait := case when granted = 0 and wanted > 0 then (1 - there) / per_second else 0 end;
    update sync.budgets b set left_over = there - granted, counted_at = moment where b.tenant_id = t;
    return next;
end $$;

-- ServiceTitan asks for silence: 1 s to 15 min, whatever it says. Half as fast for a minute after that.
create function sync.slow_down(t uuid, dev uuid, seconds float8) returns void language plpgsql security definer
set search_path = pg_catalog, pg_temp as $$
declare
    until constant timestamptz := clock_timestamp() + make_interval(secs => least(greatest(seconds, 1), 900));
begin
    perform sync.require(t, dev, 'manager');
    insert into sync.budgets as b (tenant_id, left_over, counted_at, quiet_until, half_until)
    values (t, 0, until, until, until + interval '1 min')
    on conflict (tenant_id) do update
    set left_over = 0, counted_at = excluded.counted_at, quiet_until = excluded.quiet_until, half_until = excluded.half_until
    where b.quiet_until < excluded.quiet_until or b.quiet_until > clock_timestamp() + interval '15 min';
end $$;
