-- Leases: who may talk to ServiceTitan. Time is this server's; every time one is given, its token is a new one.

-- However long somebody asks for: long enough to be renewed, short enough not to lock the others out.
create function sync.lease_end(seconds int) returns timestamptz language sql volatile as $$
    select clock_timestamp() + make_interval(secs => least(greatest(seconds, 10), 300))
$$;

create function sync.acquire(t uuid, dev uuid, inc uuid, lock_name text, seconds int) returns bigint language plpgsql
security definer set search_path = pg_catalog, pg_temp as $$
declare
    moment constant timestamptz := clock_timestamp();
    given bigint;
    holder sync.locks;
begin
    perform sync.require(t, dev, 'manager');
    if lock_name is null or lock_name not in ('servicetitan', 'maint') then
        raise exception 'There is no lease named "%".', lock_name using errcode = '22023';
    end if;
    insert into sync.locks as l (tenant_id, name, device_id, incarnation, label, token, until)
    select t, lock_name, dev, inc, d.label, 1, sync.lease_end(seconds)
    from sync.devices d where d.tenant_id = t and d.device_id = dev
    on conflict (tenant_id, name) do update
    set device_id = excluded.device_id, incarnation = excluded.incarnation, label = excluded.label, until = excluded.until,
        token = l.token + 1
    where l.until <= moment or (l.device_id = dev and l.incarnation = inc)
    returning l.token into given;
    if given is null then
        select * into holder from sync.locks l where l.tenant_id = t and l.name = lock_name;
        raise exception 'The lease is held by %.', holder.label using errcode = 'LZ010', detail = holder.label,
            hint = case when holder.device_id = dev then ceil(extract(epoch from holder.until - moment))::text else '' end;
    end if;
    return given;
end $$;

create function sync.renew(t uuid, dev uuid, lock_name text, lease_token bigint, seconds int) returns void language plpgsql
security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform sync.require(t, dev, 'manager');
    update sync.locks l set until = sync.lease_end(seconds)
    where l.tenant_id = t and l.name = lock_name and l.device_id = dev and l.token = lease_token
        and l.until > clock_timestamp();
    if not found then
        raise exception 'This lease no longer counts.' using errcode = 'LZ011';
    end if;
end $$;

create function sync.release(t uuid, dev uuid, lock_name text, lease_token bigint) returns void language plpgsql
security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform sync.require(t, dev, 'manager');
    update sync.locks l set until = '-infinity'
    where l.tenant_id = t and l.name = lock_name and l.device_id = dev and l.token = lease_token;
end $$;

-- The fence before every write of a pull or push: takes the tenant's row, then looks whether the token still counts.
create function sync.fence(t uuid, dev uuid, lease_token bigint) returns void language plpgsql
set search_path = pg_catalog, pg_temp as $$
begin
    perform sync.require(t, dev, 'manager');
    perform from sync.tenants where tenant_id = t for update;
    if not exists (
        select from sync.locks l
        where l.tenant_id = t and l.name = 'servicetitan' and l.device_id = dev and l.token = lease_token
            and l.until > clock_timestamp()
    ) then
        raise exception 'This lease no longer counts.' using errcode = 'LZ011';
    end if;
end $$;
