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
    if not (select rolsuper from pg_catalog.pg_roles where rolname = current_user)
        and not exists (
            select from pg_catalog.pg_auth_members m
            where m.roleid = 'lazi_owner'::regrole and m.member = current_user::regrole
                and coalesce((to_jsonb(m) ->> 'set_option')::boolean, true) -- before 16 every member could
        )
    then
        execute format('grant lazi_owner to %I', current_user);
    end if;
end $$;

create schema if not exists raw authorization lazi_owner;
create schema if not exists master authorization lazi_owner;
create schema if not exists crm authorization lazi_owner;
create schema if not exists sync authorization lazi_owner;
create schema if not exists audit authorization lazi_owner;
create schema if not exists pricing authorization lazi_owner;

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
