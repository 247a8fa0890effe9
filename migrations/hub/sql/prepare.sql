-- What must exist before the history runs, and needs the rights of whoever runs it: a superuser, or the database's
-- owner with CREATEROLE. Safe to repeat. Everything after it is done as lazi_owner, which nobody logs in as.

do $$
declare
    role text;
begin
    foreach role in array array['lazi_owner', 'lazi_desktop'] loop
        if not exists (select from pg_catalog.pg_roles where rolname = role) then
            begin
                execute format('create role %I nologin', role);
            exception when duplicate_object or unique_violation then
                null; -- another database of this cluster is being set up at the same moment
            end;
        end if;
    end loop;
    -- As which functions make the logins of people. Where this cannot be given, whoever runs the database makes them.
    if not exists (select from pg_catalog.pg_roles where rolname = 'lazi_people') then
        begin
            create role lazi_people nologin createrole;
        exception when duplicate_object or unique_violation or insufficient_privilege then
            null;
        end;
    end if;
    if exists (select from pg_catalog.pg_roles where rolname = 'lazi_people')
        and current_setting('server_version_num')::int >= 160000 -- before, who may make roles may let them into any
        and not exists (
            select from pg_catalog.pg_auth_members m
            where m.roleid = 'lazi_desktop'::regrole and m.member = to_regrole('lazi_people') and m.admin_option
        )
    then
        begin
            execute 'grant lazi_desktop to lazi_people with admin true, inherit false, set false';
        exception when insufficient_privilege then
            null;
        end;
    end if;
    foreach role in array array['lazi_owner', 'lazi_people'] loop
        if not (select rolsuper from pg_catalog.pg_roles where rolname = current_user)
            and exists (select from pg_catalog.pg_roles where rolname = role)
            and not exists (
                select from pg_catalog.pg_auth_members m
                where m.roleid = to_regrole(role) and m.member = current_user::regrole
                    and coalesce((to_jsonb(m) ->> 'set_option')::boolean, true) -- before 16 every member could
            )
        then
            begin
                execute format('grant %I to %I', role, current_user);
            exception when insufficient_privilege then
                if role = 'lazi_owner' then
                    raise;
                end if;
            end;
        end if;
    end loop;
end $$;

-- Whoever owns a schema can put functions of their own into it, which would then be called with our rights.
do $$
declare
    strangers text;
begin
    select string_agg(format('“%s”', n.nspname), ', ' order by n.nspname) into strangers
    from pg_catalog.pg_namespace n
    where n.nspname in ('raw', 'master', 'crm', 'sync', 'audit', 'pricing', 'people') and n.nspowner <> 'lazi_owner'::regrole;
    if strangers is not null then
        raise exception 'Somebody else has schemas here that LAZI needs: %. Use another database.', strangers
            using errcode = '42501';
    end if;
end $$;

create schema if not exists raw authorization lazi_owner;
create schema if not exists master authorization lazi_owner;
create schema if not exists crm authorization lazi_owner;
create schema if not exists sync authorization lazi_owner;
create schema if not exists audit authorization lazi_owner;
create schema if not exists pricing authorization lazi_owner;
create schema if not exists people authorization lazi_owner;

do $$
declare
    place regnamespace;
begin
    if not exists (select from pg_catalog.pg_extension where extname = 'ltree') then
        create schema if not exists extensions;
        create extension ltree with schema extensions;
    end if;
    select extnamespace into place from pg_catalog.pg_extension where extname = 'ltree';
    if not has_schema_privilege('lazi_owner', place, 'usage') or not has_schema_privilege('lazi_desktop', place, 'usage') then
        execute format('grant usage on schema %s to lazi_owner, lazi_desktop', place);
    end if;
end $$;

set local role lazi_owner;
set local client_min_messages = warning;
alter default privileges revoke execute on functions from public;
