-- A hub that came back from a backup: it lacks what desktops know it had, and cannot know what was sent meanwhile.

-- Begins another epoch. Under the tenant's row lock, or by whoever restored it.
create function sync.begin_restore_recovery(t uuid) returns void language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    moment constant timestamptz := clock_timestamp();
begin
    -- Changes around the backup are read again; of restores that no pull came between, once.
    update sync.pull_cursor c
    set token = null, updated_at = moment, watermark = case when exists (
            select from sync.epochs p where p.tenant_id = t and p.left_at = c.updated_at
        ) then c.watermark else c.watermark - interval '1 day' end
    where c.tenant_id = t;
    insert into sync.epochs (tenant_id, epoch, left_at)
    select t, n.feed_epoch, moment from sync.tenants n where n.tenant_id = t;
    -- What was about to be created may be there already, and not show for a while.
    update sync.tenants n set feed_epoch = gen_random_uuid(), create_hold_until = moment + interval '300 s'
    where n.tenant_id = t;
    -- Each may have been sent since the backup, at the latest now: looked for, and only then sent again.
    update sync.outbound_queue q
    set state = 'ambiguous', ambiguous_since = coalesce(q.ambiguous_since, moment), sent_at = moment,
        not_before = moment + case when e.remote_id is null then interval '300 s' else interval '120 s' end,
        looks = 0, looked_at = null, tries = 0, first_sent_at = null, updated_at = moment
    from crm.entities e
    where q.tenant_id = t and e.tenant_id = t and e.entity_key = q.entity_key
        and q.state in ('blocked', 'ready', 'claimed', 'sending', 'ambiguous', 'applied');
    update crm.entities e set perhaps_made = true where e.tenant_id = t and e.made_here and e.remote_id is null;
    -- Tokens given since the backup count no more.
    insert into sync.locks as l (tenant_id, name, device_id, incarnation, label, token, until)
    select t, lease.name, nobody.id, nobody.id, '', 1000, '-infinity'
    from unnest(array['servicetitan', 'maint']) as lease (name)
    cross join (select '00000000-0000-0000-0000-000000000000'::uuid as id) nobody
    on conflict (tenant_id, name) do update set token = l.token + 1000, until = '-infinity';
    update sync.due_jobs d set taken_by = null, taken_until = '-infinity' where d.tenant_id = t;
    delete from sync.absences a where a.tenant_id = t;
    update sync.inbound_log r set state = 'interrupted', finished_at = moment where r.tenant_id = t and r.state = 'running';
    delete from sync.op_stage s where s.tenant_id = t;
end $$;

-- A desktop has seen more than there is, or was in an epoch that this hub has never been in. Where that one is over,
-- somebody has reported it already. Of those who may not edit one is believed in ten minutes: what they tell is not proved.
create function sync.report_rollback(t uuid, dev uuid, epoch uuid, cursor_seq bigint, cursor_group uuid, acked bigint)
returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    level constant text := sync.require(t, dev, 'viewer');
    head sync.tenants;
    mine sync.devices;
begin
    select * into head from sync.tenants n where n.tenant_id = t for update;
    select * into mine from sync.devices d where d.tenant_id = t and d.device_id = dev;
    if exists (
        select from sync.epochs p where p.tenant_id = t and p.epoch = report_rollback.epoch
    ) or level not in ('manager', 'admin') and exists (
        select from sync.epochs p where p.tenant_id = t and p.left_at > clock_timestamp() - interval '10 min'
    ) then
        return;
    end if;
    if head.feed_epoch = report_rollback.epoch and not (
        head.feed_seq < report_rollback.cursor_seq
        or mine.last_op_no < acked
        or exists (
            select from sync.change_feed f
            where f.tenant_id = t and f.seq = report_rollback.cursor_seq and f.grp <> cursor_group)
    ) then
        return;
    end if;
    perform sync.begin_restore_recovery(t);
    insert into sync.epochs (tenant_id, epoch, left_at)
    select t, report_rollback.epoch, p.left_at from sync.epochs p where p.tenant_id = t and p.epoch = head.feed_epoch
    on conflict do nothing;
    perform audit.append(t, dev, null, array[('restored', null, '',
        jsonb_build_object('epoch', epoch, 'feed_seq', report_rollback.cursor_seq, 'op_no', acked),
        jsonb_build_object('epoch', n.feed_epoch, 'feed_seq', head.feed_seq, 'op_no', mine.last_op_no), null)::audit.entry])
    from sync.tenants n where n.tenant_id = t;
end $$;

-- For whoever restored it, of every tenant.
create function sync.restored() returns int language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    tenant uuid;
    many int := 0;
begin
    for tenant in select n.tenant_id from sync.tenants n order by n.tenant_id for update loop
        perform sync.begin_restore_recovery(tenant);
        perform audit.append(tenant, '00000000-0000-0000-0000-000000000000', null,
            array[('restored', null, '', null, null, null)::audit.entry]);
        many := many + 1;
    end loop;
    return many;
end $$;

-- A backup that was begun at `begun`, or just now, has been verified. What was told in the minute before it may not be in it.
create function sync.note_backup(begun timestamptz) returns int language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    many int;
begin
    update sync.tenants n
    set durable_seq = greatest(n.durable_seq, case when begun is null then n.feed_seq else coalesce((
        select f.seq from sync.change_feed f where f.tenant_id = n.tenant_id and f.at <= begun - interval '1 min'
        order by f.seq desc limit 1), 0) end);
    get diagnostics many = row_count;
    return many;
end $$;
