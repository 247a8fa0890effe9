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
    perform sync.require(t, dev, 'manager');
    -- what takes long goes before the lock; rows that come meanwhile are young
    select * into head from sync.tenants n where n.tenant_id = t;
    select f.seq - 1 into by_age from sync.change_feed f
    where f.tenant_id = t and f.seq > head.feed_floor and f.at >= clock_timestamp() - interval '90 days'
    order by f.seq limit 1;
    by_age := coalesce(by_age, head.feed_seq);
    perform sync.fence(t, dev, lease_token);
    select min(d.cursor_seq) into by_desktops
    from sync.devices d
    join sync.tenants n on n.tenant_id = t and n.feed_epoch = d.cursor_epoch
    where d.tenant_id = t and d.revoked_at is null and d.last_seen_at >= clock_timestamp() - interval '60 days';
    update sync.tenants n set feed_floor = greatest(n.feed_floor, least(by_age, coalesce(by_desktops, by_age)))
    where n.tenant_id = t
    returning n.feed_floor into by_age;
    return by_age;
end $$;

-- Room in the audit log for the year that comes.
create function sync.make_audit_years(t uuid, dev uuid, lease_token bigint) returns int language plpgsql security definer
set search_path = pg_catalog, pg_temp as $$
begin
    perform sync.require(t, dev, 'manager');
    perform sync.fence(t, dev, lease_token);
    return audit.make_years();
end $$;

-- Digests of pictures that something names which may still be shown or sent. A part of a lot is looked for at a time.
create function sync.named_pictures(t uuid) returns setof text language sql stable set search_path = pg_catalog, pg_temp as $$
    select named.digest[1]
    from (
        select o.value::text as said from crm.pricebook_overrides o
        where o.tenant_id = t and o.field in ('assets', 'image', 'sku_images')
        union all
        select concat(c.base, c.ours, c.theirs) from sync.conflicts c
        where c.tenant_id = t and c.state = 'open' and c.field in ('assets', 'image', 'sku_images')
        union all
        select concat(p.seen, p.value) from crm.proposals p
        where p.tenant_id = t and p.field in ('assets', 'image', 'sku_images')
        union all
        select concat(q.request, q.sending) from sync.outbound_queue q
        where q.tenant_id = t and q.state not in ('done', 'cancelled')
    ) x
    cross join lateral regexp_matches(x.said, 'picture:([0-9a-f]{64})', 'g') as named (digest)
$$;

-- Drops a lot, of what lies at `place` or after it, and returns how many went and at which place the next lot begins. `what`:
-- rows of the feed below its floor; which ids the pages of old runs named; old runs that neither sent nor changed anything;
-- proposals answered long ago (the audit keeps them), and answers to what never came; pictures that nothing names, that nobody
-- asked for and that ServiceTitan was not proved to have; and uploads that came to nothing.
create function sync.drop_lot(t uuid, dev uuid, lease_token bigint, what text, many int, place text)
returns table (dropped int, next_place text) language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    long_ago constant timestamptz := clock_timestamp() - interval '90 days';
    seqs bigint[];
    runs uuid[];
    kinds text[];
    pages int[];
    asked uuid[];
    answers bigint[];
    digests text[];
    paths text[];
begin
    perform sync.require(t, dev, 'manager');
    -- what goes is looked for before the lock: nothing becomes young again
    case what
        when 'feed rows' then
            select array_agg(x.seq), max(x.seq)::text into seqs, next_place
            from (
                select f.seq from sync.change_feed f
                where f.tenant_id = t and f.seq >= coalesce(place::bigint, 0)
                    and f.seq < (select n.feed_floor from sync.tenants n where n.tenant_id = t)
                order by f.seq limit many
            ) x;
        when 'pages' then
            select array_agg(x.run_id), array_agg(x.kind), array_agg(x.page), max(x.started_at)::text
            into runs, kinds, pages, next_place
            from (
                select r.run_id, r.started_at, p.kind, p.page
                from sync.inbound_log r
                join sync.inbound_page p on p.tenant_id = t and p.run_id = r.run_id
                where r.tenant_id = t and r.started_at < long_ago and r.started_at >= coalesce(place::timestamptz, '-infinity')
                order by r.started_at limit many
            ) x;
        when 'runs' then
            select array_agg(x.run_id), max(x.started_at)::text into runs, next_place
            from (
                select r.run_id, r.started_at from sync.inbound_log r
                where r.tenant_id = t and r.started_at < long_ago and r.started_at >= coalesce(place::timestamptz, '-infinity')
                    and r.state <> 'running'
                    and not exists (select from jsonb_each_text(r.counts) as c
                        where c.key not in ('received', 'unchanged') and c.value <> '0')
                    and not exists (select from sync.inbound_page p where p.tenant_id = t and p.run_id = r.run_id)
                    and not exists (select from sync.push_attempt a where a.tenant_id = t and a.run_id = r.run_id)
                    and not exists (select from sync.push_results x where x.tenant_id = t and x.run_id = r.run_id)
                order by r.started_at limit many
            ) x;
        when 'proposals' then
            select array_agg(x.op_id), max(x.answered_at)::text into asked, next_place
            from (
                select p.op_id, p.answered_at from crm.proposals p
                where p.tenant_id = t and p.answered_at < long_ago
                    and p.answered_at >= coalesce(place::timestamptz, '-infinity')
                order by p.answered_at limit many
            ) x;
        when 'early answers' then
            select array_agg(x.op_id), array_agg(x.n), max(x.n)::text into asked, answers, next_place
            from (
                select a.op_id, a.n from crm.early_answers a
                where a.tenant_id = t and a.at < long_ago and a.n >= coalesce(place::bigint, 0)
                order by a.n limit many
            ) x;
        when 'pictures' then
            if place is null then
                -- what is named now may be given up, and named again by an undo: its time begins when nothing names it
                perform from sync.blobs b
                where b.tenant_id = t and b.asked_at < clock_timestamp() - interval '7 days'
                    and b.digest in (select sync.named_pictures(t))
                order by b.digest for update;
                update sync.blobs b set asked_at = clock_timestamp()
                where b.tenant_id = t and b.asked_at < clock_timestamp() - interval '7 days'
                    and b.digest in (select sync.named_pictures(t));
            end if;
            select array_agg(x.digest), max(x.digest) into digests, next_place
            from (
                select b.digest from sync.blobs b
                where b.tenant_id = t and b.digest >= coalesce(place, '') and b.kept_at < long_ago and b.asked_at < long_ago
                    and not exists (select from raw.pricebook_images i where i.tenant_id = t and i.digest = b.digest)
                    and not exists (select from sync.picture_uploads u
                        where u.tenant_id = t and u.digest = b.digest and u.proved_at is not null)
                    and b.digest not in (select sync.named_pictures(t))
                order by b.digest limit many
            ) x;
        when 'uploads' then
            select array_agg(x.digest), array_agg(x.path), max(x.digest) into digests, paths, next_place
            from (
                select u.digest, u.path from sync.picture_uploads u
                where u.tenant_id = t and u.digest >= coalesce(place, '') and u.uploaded_at < long_ago and u.proved_at is null
                order by u.digest limit many
            ) x;
    end case;
    perform sync.fence(t, dev, lease_token);
    case what
        when 'feed rows' then
            delete from sync.change_feed f where f.tenant_id = t and f.seq = any (seqs);
        when 'pages' then
            delete from sync.inbound_page p
            using unnest(runs, kinds, pages) as g (run_id, kind, page)
            where p.tenant_id = t and p.run_id = g.run_id and p.kind = g.kind and p.page = g.page;
        when 'runs' then
            delete from sync.inbound_log r where r.tenant_id = t and r.run_id = any (runs);
        when 'proposals' then
            delete from crm.proposals p where p.tenant_id = t and p.op_id = any (asked);
        when 'early answers' then
            delete from crm.early_answers a
            using unnest(asked, answers) as g (op_id, n)
            where a.tenant_id = t and a.op_id = g.op_id and a.n = g.n;
        when 'pictures' then -- unless somebody, about to name one, has asked meanwhile
            delete from sync.blobs b where b.tenant_id = t and b.digest = any (digests) and b.asked_at < long_ago;
        when 'uploads' then
            delete from sync.picture_uploads u
            using unnest(digests, paths) as g (digest, path)
            where u.tenant_id = t and u.digest = g.digest and u.path = g.path and u.proved_at is null;
    end case;
    get diagnostics dropped = row_count;
    return next;
end $$;
