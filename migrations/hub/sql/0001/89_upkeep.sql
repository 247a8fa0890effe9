-- Upkeep: what nobody needs any more goes, a lot at a time, so that nobody waits long.

-- The feed is kept for 90 days, and for every desktop seen within 60 days from where it is; then it takes a snapshot. The
-- row at the floor stays: a cursor there is compared with it.
create function sync.raise_floor(t uuid, dev uuid, lease_token bigint) returns bigint language plpgsql security definer
set search_path = pg_catalog, pg_temp as $$
declare
    head sync.tenants;
    by_age bigint;
    by_desktops bigint;
begin
    perform sync.fence(t, dev, lease_token);
    select * into head from sync.tenants n where n.tenant_id = t;
    select f.seq - 1 into by_age from sync.change_feed f
    where f.tenant_id = t and f.seq > head.feed_floor and f.at >= clock_timestamp() - interval '90 days'
    order by f.seq limit 1;
    select min(d.cursor_seq) into by_desktops from sync.devices d
    where d.tenant_id = t and d.cursor_epoch = head.feed_epoch and d.revoked_at is null
        and d.last_seen_at >= clock_timestamp() - interval '60 days';
    update sync.tenants n
    set feed_floor = greatest(n.feed_floor, least(coalesce(by_age, n.feed_seq), coalesce(by_desktops, n.feed_seq)))
    where n.tenant_id = t
    returning n.feed_floor into by_age;
    return by_age;
end $$;

-- Returns how many went. `what`: rows of the feed below its floor; which ids the pages of old runs named; old runs that
-- neither sent nor changed anything.
create function sync.drop_lot(t uuid, dev uuid, lease_token bigint, what text, many int) returns int language plpgsql
security definer set search_path = pg_catalog, pg_temp as $$
declare
    long_ago constant timestamptz := clock_timestamp() - interval '90 days';
    dropped int;
begin
    perform sync.fence(t, dev, lease_token);
    case what
        when 'feed rows' then
            delete from sync.change_feed f
            where f.tenant_id = t and f.seq = any (array(
                select x.seq from sync.change_feed x
                where x.tenant_id = t and x.seq < (select n.feed_floor from sync.tenants n where n.tenant_id = t)
                order by x.seq limit many));
        when 'pages' then
            delete from sync.inbound_page p
            where p.tenant_id = t and p.ctid = any (array(
                select x.ctid from sync.inbound_page x
                join sync.inbound_log r on r.tenant_id = t and r.run_id = x.run_id and r.started_at < long_ago
                where x.tenant_id = t limit many));
        when 'runs' then
            delete from sync.inbound_log r
            where r.tenant_id = t and r.run_id = any (array(
                select x.run_id from sync.inbound_log x
                where x.tenant_id = t and x.started_at < long_ago and x.state <> 'running'
                    and not exists (select from jsonb_each_text(x.counts) as c
                        where c.key not in ('received', 'unchanged') and c.value <> '0')
                    and not exists (select from sync.inbound_page p where p.tenant_id = t and p.run_id = x.run_id)
                    and not exists (select from sync.push_attempt a where a.tenant_id = t and a.run_id = x.run_id)
                limit many));
    end case;
    get diagnostics dropped = row_count;
    return dropped;
end $$;
