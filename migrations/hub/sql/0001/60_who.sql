-- Who is calling. `session_user` is the login itself: no setting a client could change takes part.

create function sync.my_tenants() returns uuid[] language plpgsql stable security definer
set search_path = pg_catalog, pg_temp as $$
begin
    return array(select tenant_id from sync.members where role_name = session_user and disabled_at is null);
end $$;

-- A login that may act for the owner: whoever runs the migrations.
create function sync.is_installer() returns boolean language sql stable set search_path = pg_catalog, pg_temp as $$
    select pg_has_role(session_user, 'lazi_owner', 'member')
$$;

-- What is said to one who has no place in a tenant.
create function sync.why_out(t uuid) returns text language sql stable set search_path = pg_catalog, pg_temp as $$
    select case
        when exists (
            select from sync.members where tenant_id = t and role_name = session_user and disabled_at is not null
        ) then 'This login was shut out of this tenant by an admin.'
        else 'This login does not belong to this tenant.'
    end
$$;

-- The caller's level, after checking tenant, device and level.
create function sync.require(t uuid, dev uuid, needed text) returns text language plpgsql stable
set search_path = pg_catalog, pg_temp as $$
declare
    levels constant text[] := array['viewer', 'estimator', 'manager', 'admin'];
    mine text;
begin
    select level into mine from sync.members where tenant_id = t and role_name = session_user and disabled_at is null;
    if mine is null then
        raise exception '%', sync.why_out(t) using errcode = '42501';
    end if;
    if not exists (
        select from sync.devices
        where tenant_id = t and device_id = dev and role_name = session_user and revoked_at is null
    ) then
        raise exception 'This device is not registered for this login, or was revoked.' using errcode = '42501';
    end if;
    if array_position(levels, mine) < array_position(levels, needed) then
        raise exception 'This needs the level "%"; this login has "%".', needed, mine using errcode = '42501';
    end if;
    return mine;
end $$;

-- The name under which the caller's edits are shown.
create function sync.my_name(t uuid) returns text language sql stable set search_path = pg_catalog, pg_temp as $$
    select coalesce(
        (select nullif(label, '') from sync.members where tenant_id = t and role_name = session_user), session_user::text)
$$;

create function sync.enrol(t uuid, dev uuid, inc uuid, device_label text, version text, can text[])
returns table (level text, epoch uuid, last_op_no bigint)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
begin
    if exists (select from pg_roles where rolname = session_user and (rolsuper or rolbypassrls)) or sync.is_installer() then
        raise exception 'An administrator''s login cannot be used for daily work: log in as a member of the tenant.'
            using errcode = '42501';
    end if;
    if not t = any (sync.my_tenants()) then
        raise exception '%', sync.why_out(t) using errcode = '42501';
    end if;
    insert into sync.devices as d (tenant_id, device_id, role_name, incarnation, label, app_version, abilities)
    values (t, dev, session_user, inc, device_label, version, can)
    on conflict (tenant_id, device_id) do update
    set incarnation = excluded.incarnation, label = excluded.label, app_version = excluded.app_version,
        abilities = excluded.abilities, last_seen_at = clock_timestamp()
    where d.role_name = session_user and d.revoked_at is null;
    if not found then
        raise exception 'This device belongs to another login, or was revoked.' using errcode = '42501';
    end if;
    return query
        select m.level, n.feed_epoch, d.last_op_no
        from sync.members m
        join sync.tenants n on n.tenant_id = m.tenant_id
        join sync.devices d on d.tenant_id = m.tenant_id and d.device_id = dev
        where m.tenant_id = t and m.role_name = session_user;
end $$;
