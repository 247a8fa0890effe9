-- Who is in a tenant: invited, changed and disabled by its admins. Each change takes the tenant's row first, so that two
-- admins who shut each other out come one after the other.

-- What is in the way of making logins here; empty where nothing is.
create function sync.why_no_logins() returns text language sql stable set search_path = pg_catalog, pg_temp as $$
    select case when exists (
        select from pg_proc p join pg_roles r on r.oid = p.proowner
        where p.oid = 'people.make(text, text)'::regprocedure and r.rolname = 'lazi_people' and r.rolcreaterole
            and (current_setting('server_version_num')::int < 160000 or exists (
                select from pg_auth_members m
                where m.roleid = 'lazi_desktop'::regrole and m.member = r.oid and m.admin_option))
    ) then '' else 'This shared database may not make logins. Whoever runs it lets people in: lazi-desktop db add-member' end
$$;

create function sync.member_values(m sync.members) returns jsonb language sql immutable as $$
    select jsonb_build_object('name', m.label, 'level', m.level)
$$;

create function sync.demand_admin(t uuid, dev uuid) returns void language plpgsql
set search_path = pg_catalog, pg_temp as $$
begin
    perform from sync.tenants where tenant_id = t for update;
    perform sync.require(t, dev, 'admin');
end $$;

create function sync.member_of(t uuid, login text) returns sync.members language plpgsql stable
set search_path = pg_catalog, pg_temp as $$
declare
    found_one sync.members;
begin
    select * into found_one from sync.members m where m.tenant_id = t and m.role_name = login;
    if found_one.role_name is null then
        raise exception '“%” is not in this team.', left(login, 63) using errcode = '42501';
    end if;
    return found_one;
end $$;

-- Two of the same name could not be told apart in anything that is shown.
create function sync.demand_name(t uuid, login text, name text, level text) returns void language plpgsql stable
set search_path = pg_catalog, pg_temp as $$
declare
    told constant text := case
        when coalesce(btrim(name), '') = '' then 'A person needs a name.'
        when length(name) > 100 then 'The name is too long: at most 100 characters.'
        when name ~ '[[:cntrl:]]' then 'The name must be on one line.'
        when level is null or level not in ('viewer', 'estimator', 'manager', 'admin')
            then 'The level is one of viewer, estimator, manager and admin.'
        when exists (
            select from sync.members m
            where m.tenant_id = t and m.role_name <> login
                and lower(btrim(coalesce(nullif(m.label, ''), m.role_name))) = lower(btrim(name))
        ) then 'Somebody in this team has this name already.'
    end;
begin
    if told is not null then
        raise exception '%', told using errcode = '42501';
    end if;
end $$;

create function sync.demand_other_admin(t uuid, login text) returns void language plpgsql stable
set search_path = pg_catalog, pg_temp as $$
begin
    if not exists (
        select from sync.members m
        where m.tenant_id = t and m.role_name <> login and m.level = 'admin' and m.disabled_at is null
    ) then
        raise exception 'This is the last admin: make somebody else one first.' using errcode = '42501';
    end if;
end $$;

-- Whether the password of a login that is there already was told by an admin of another team, who is nobody here.
create function sync.is_still_anothers(login text) returns boolean language sql stable
set search_path = pg_catalog, pg_temp as $$
    select exists (
        select from sync.members m
        where m.role_name = login and m.owes_password and not exists (
            select from sync.members me
            where me.tenant_id = m.tenant_id and me.role_name = session_user and me.level = 'admin'
                and me.disabled_at is null)
    )
$$;

create function sync.invite(t uuid, dev uuid, login text, name text, level text, verifier text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    is_new constant boolean := to_regrole(quote_ident(login)) is null;
    why_not constant text := sync.why_no_logins();
    added sync.members;
begin
    perform sync.demand_admin(t, dev);
    perform sync.demand_name(t, login, name, level);
    if why_not <> '' then
        raise exception '%', why_not using errcode = '42501';
    elsif exists (select from sync.members m where m.tenant_id = t and m.role_name = login) then
        raise exception '“%” is in this team already.', login using errcode = '42501';
    elsif not is_new and sync.is_still_anothers(login) then
        raise exception 'Another team made the login “%” and knows its password. The person must choose their own first, or'
            ' take another login here.', login using errcode = '42501';
    end if;
    if is_new then
        perform people.make(login, verifier);
    else
        perform people.let_in(login);
    end if;
    insert into sync.members as m (tenant_id, role_name, level, label, owes_password)
    values (t, login, level, name, is_new)
    returning m.* into added;
    perform audit.append(t, dev, null,
        array[('member: invited', null, login, null, sync.member_values(added), null)::audit.entry]);
end $$;

create function sync.change_member(t uuid, dev uuid, login text, name text, level text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    before sync.members;
    after sync.members;
    events sync.event[];
begin
    perform sync.demand_admin(t, dev);
    before := sync.member_of(t, login);
    perform sync.demand_name(t, login, name, change_member.level);
    if before.level = 'admin' and before.disabled_at is null and change_member.level <> 'admin' then
        perform sync.demand_other_admin(t, login);
    end if;
    update sync.members m set label = name, level = change_member.level
    where m.tenant_id = t and m.role_name = login
    returning m.* into after;
    if before.label <> after.label then -- "by whom" is a name
        events := (sync.hand_over(t, login, before.label, after)).events;
        if events is not null then
            perform sync.emit(t, events);
        end if;
    end if;
    if sync.member_values(before) <> sync.member_values(after) then
        perform audit.append(t, dev, null, array[('member: changed', null, login, sync.member_values(before),
            sync.member_values(after), null)::audit.entry]);
    end if;
end $$;

-- Who belongs nowhere any more cannot log in, either; that they are out counts before it, and where the login is not ours.
create function sync.disable_member(t uuid, dev uuid, login text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    one sync.members;
begin
    perform sync.demand_admin(t, dev);
    one := sync.member_of(t, login);
    if one.disabled_at is not null then
        return;
    elsif one.level = 'admin' then
        perform sync.demand_other_admin(t, login);
    end if;
    update sync.members m set disabled_at = clock_timestamp() where m.tenant_id = t and m.role_name = login;
    if sync.why_no_logins() = '' and people.is_ours(login) and not exists (
        select from sync.members m where m.role_name = login and m.disabled_at is null
    ) then
        begin
            perform people.shut_out(login);
        exception when insufficient_privilege then
            null; -- a login made by somebody else
        end;
    end if;
    perform audit.append(t, dev, null,
        array[('member: disabled', null, login, sync.member_values(one), null, null)::audit.entry]);
end $$;

create function sync.enable_member(t uuid, dev uuid, login text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    one sync.members;
begin
    perform sync.demand_admin(t, dev);
    one := sync.member_of(t, login);
    if one.disabled_at is null then
        return;
    end if;
    if not (select r.rolcanlogin from pg_roles r where r.rolname = login) then
        perform people.let_in(login);
    end if;
    update sync.members m set disabled_at = null where m.tenant_id = t and m.role_name = login;
    perform audit.append(t, dev, null,
        array[('member: enabled', null, login, null, sync.member_values(one), null)::audit.entry]);
end $$;

create function sync.renew_password(t uuid, dev uuid, login text, verifier text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    one sync.members;
    why_not constant text := sync.why_no_logins();
begin
    perform sync.demand_admin(t, dev);
    one := sync.member_of(t, login);
    if why_not <> '' then
        raise exception '%', why_not using errcode = '42501';
    elsif exists (select from sync.members m where m.role_name = login and m.tenant_id <> t) then
        raise exception 'This login works in another team, too: only the person can change the password.'
            using errcode = '42501';
    end if;
    perform people.renew(login, verifier);
    update sync.members m set owes_password = login <> session_user where m.role_name = login;
    perform audit.append(t, dev, null, array[('member: password renewed', null, login, null, null, null)::audit.entry]);
end $$;

create function sync.own_password_chosen(t uuid, dev uuid) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform sync.require(t, dev, 'viewer');
    update sync.members m set owes_password = false where m.role_name = session_user and m.owes_password;
end $$;

-- Who there is. What is counted of others is for admins.
create function sync.team(t uuid, dev uuid) returns jsonb language plpgsql stable security definer
set search_path = pg_catalog, pg_temp as $$
declare
    is_admin constant boolean := sync.require(t, dev, 'viewer') = 'admin';
    why_not constant text := case when is_admin then sync.why_no_logins() else 'Who is in the team is for admins to say.' end;
begin
    return (
        with seen as (
            select d.role_name, count(*) filter (where d.revoked_at is null) as devices, max(d.last_seen_at) as last_at
            from sync.devices d where d.tenant_id = t group by d.role_name
        ), edits as (
            select o.role_name, count(*) as many from crm.pricebook_overrides o where o.tenant_id = t group by o.role_name
        ), asked as (
            select p.role_name, count(*) as many
            from crm.proposals p where p.tenant_id = t and p.state = 'open' group by p.role_name
        )
        select jsonb_build_object('number', n.number, 'environment', n.environment, 'name', n.name,
            'may_manage', why_not = '', 'why_not', why_not, 'members', (
                select jsonb_agg(jsonb_build_object('login', m.role_name, 'level', m.level,
                    'name', coalesce(nullif(m.label, ''), m.role_name), 'added_at', sync.moment(m.added_at),
                    'state', case when m.disabled_at is not null then 'disabled' when s.role_name is null then 'invited'
                        else 'active' end,
                    'is_me', m.role_name = session_user) || case when is_admin or m.role_name = session_user then
                    jsonb_build_object('last_seen_at', sync.moment(s.last_at), 'devices', coalesce(s.devices, 0),
                        'pending', coalesce(e.many, 0), 'proposed', coalesce(a.many, 0), 'owes_password', m.owes_password)
                    else '{}' end
                    order by lower(coalesce(nullif(m.label, ''), m.role_name)), m.role_name)
                from sync.members m
                left join seen s on s.role_name = m.role_name
                left join edits e on e.role_name = m.role_name
                left join asked a on a.role_name = m.role_name
                where m.tenant_id = t))
        from sync.tenants n where n.tenant_id = t);
end $$;

-- Those that are named; the others stay, also what a newer program put there.
create function sync.put_team_settings(t uuid, dev uuid, settings jsonb) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    before jsonb;
    after jsonb;
    told text;
begin
    perform sync.demand_admin(t, dev);
    told := case
        when jsonb_typeof(settings) is distinct from 'object' or length(settings::text) > 10000 then 'unknown settings'
        when settings ->> 'margin_floor' !~ '^0(\.[0-9]{1,6})?$' then 'The least margin is below 100 %.'
        when settings ->> 'round_to' !~ '^[0-9]{1,6}(\.[0-9]{1,6})?$' then 'What is rounded to is an amount.'
        when jsonb_typeof(settings -> 'hidden_costs') <> 'array'
            or not settings -> 'hidden_costs' <@ '["viewer", "estimator"]'
            then 'Costs can be hidden from viewers and estimators.'
    end;
    if told is not null then
        raise exception '%', told using errcode = '42501';
    end if;
    select n.settings into before from sync.tenants n where n.tenant_id = t;
    after := before || settings;
    if before is distinct from after then
        update sync.tenants n set settings = after where n.tenant_id = t;
        perform audit.append(t, dev, null, array[('team settings', null, '', before, after, null)::audit.entry]);
    end if;
end $$;
