-- people: the logins themselves. What needs the right to make roles, and nothing else; these functions belong to lazi_people
-- where it could be given that right, and only the functions of `sync`, which look at who asks, may call them.

-- A login of this program alone: with no other rights, and made or taken over by whoever runs the database.
create function people.is_ours(login text) returns boolean language sql stable set search_path = pg_catalog, pg_temp as $$
    select exists (
        select from pg_roles r
        where r.rolname = login
            and not (r.rolsuper or r.rolbypassrls or r.rolcreaterole or r.rolcreatedb or r.rolreplication)
            and exists (
                select from pg_auth_members m where m.member = r.oid and m.roleid = 'lazi_desktop'::regrole)
            and not exists (
                select from pg_auth_members m where m.member = r.oid and m.roleid <> 'lazi_desktop'::regrole)
    )
$$;

-- In another database of the same server: logins are the server's, and each database notes whom it lets in.
create function people.works_elsewhere(login text) returns boolean language sql stable
set search_path = pg_catalog, pg_temp as $$
    select exists (
        select from pg_db_role_setting s
        join pg_roles r on r.oid = s.setrole
        join pg_database d on d.oid = s.setdatabase
        where r.rolname = login and d.datname <> current_database()
    )
$$;

-- Nobody who is gone, stuck or cut off holds up the others for longer. Done with the rights of whoever calls it.
create function people.set_limits(login text) returns void language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    one record;
begin
    for one in
        select l.name, l.value from (values
            ('statement_timeout', '30s'), ('lock_timeout', '5s'), ('idle_in_transaction_session_timeout', '10s'),
            ('tcp_keepalives_idle', '30s'), ('transaction_timeout', '45s'), ('client_connection_check_interval', '5s')
        ) as l (name, value)
        join pg_settings s on s.name = l.name -- some are of newer servers
    loop
        begin
            execute format('alter role %I set %I = %L', login, one.name, one.value);
        exception when invalid_parameter_value then
            null; -- not on every system that a server may run on
        end;
    end loop;
    execute format('alter role %I in database %I set application_name = %L', login, current_database(), 'lazi-desktop');
end $$;

create function people.demand_ours(login text) returns void language plpgsql stable
set search_path = pg_catalog, pg_temp as $$
begin
    if not people.is_ours(login) then
        raise exception 'The login “%” is not of this program alone: whoever runs the database looks after it.', login
            using errcode = '42501';
    end if;
end $$;

create function people.demand_verifier(verifier text) returns void language plpgsql stable
set search_path = pg_catalog, pg_temp as $$
begin
    if verifier is null or verifier !~ '^SCRAM-SHA-256\$[0-9]+:[A-Za-z0-9+/=]+\$[A-Za-z0-9+/=]+:[A-Za-z0-9+/=]+$' then
        raise exception 'A password is told by its verifier alone.' using errcode = '42501';
    end if;
end $$;

create function people.make(login text, verifier text) returns void language plpgsql security definer
set search_path = pg_catalog, pg_temp as $$
begin
    perform people.demand_verifier(verifier);
    if login is null or login !~ '^[[:alnum:]][[:alnum:]._@+-]*$' or octet_length(login) > 63 or login ~* '^(pg|lazi)_'
        or login in ('public', 'none', 'postgres') then
        raise exception '“%” cannot be a login''s name.', left(login, 63) using errcode = '42501';
    end if;
    execute format('create role %I login password %L', login, verifier);
    execute format('grant lazi_desktop to %I', login);
    perform people.set_limits(login);
end $$;

create function people.let_in(login text) returns void language plpgsql security definer
set search_path = pg_catalog, pg_temp as $$
begin
    perform people.demand_ours(login);
    execute format('alter role %I login', login);
    execute format('alter role %I in database %I set application_name = %L', login, current_database(), 'lazi-desktop');
end $$;

create function people.shut_out(login text) returns void language plpgsql security definer
set search_path = pg_catalog, pg_temp as $$
begin
    perform people.demand_ours(login);
    if not people.works_elsewhere(login) then
        execute format('alter role %I nologin', login);
    end if;
end $$;

create function people.renew(login text, verifier text) returns void language plpgsql security definer
set search_path = pg_catalog, pg_temp as $$
begin
    perform people.demand_ours(login);
    perform people.demand_verifier(verifier);
    if login ~ '^lazi_' then
        raise exception 'The built-in database looks after its own passwords.' using errcode = '42501';
    elsif people.works_elsewhere(login) then
        raise exception 'This login works in another database, too: only the person can change the password.'
            using errcode = '42501';
    end if;
    execute format('alter role %I password %L', login, verifier);
end $$;

do $$
declare
    one regprocedure;
begin
    if to_regrole('lazi_people') is null then
        return;
    end if;
    grant usage, create on schema people to lazi_people;
    set local role none;
    for one in select p.oid from pg_catalog.pg_proc p where p.pronamespace = 'people'::regnamespace loop
        execute format('alter function %s owner to lazi_people', one);
    end loop;
    set local role lazi_people;
    for one in select p.oid from pg_catalog.pg_proc p where p.pronamespace = 'people'::regnamespace loop
        execute format('grant execute on function %s to lazi_owner', one);
    end loop;
    set local role lazi_owner;
    revoke create on schema people from lazi_people;
exception when insufficient_privilege then
    null; -- who installs this may not hand them over; the role is again what it was
end $$;
