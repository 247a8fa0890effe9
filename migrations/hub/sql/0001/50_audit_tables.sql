-- audit: who changed what, append-only, each transaction chained to the one before. The chain goes by number, over all
-- years; a table for each year keeps old ones out of the way, and lets them be put on other disks.

create table audit.change_log (
    tenant_id uuid not null,
    n bigint not null,
    link bigint not null,
    at timestamptz not null,
    actor text not null,
    device_id uuid not null,
    action text not null,
    entity_key uuid,
    field text not null,
    before jsonb,
    after jsonb,
    op_id uuid,
    -- the pull run or the push job it came from
    cause uuid,
    -- "resolve: merged" is a "resolve". A column, since row security keeps what is reckoned out of indexes.
    verb text generated always as (split_part(action, ':', 1)) stored,
    primary key (tenant_id, n, at)
) partition by range (at);
create index on audit.change_log (entity_key, tenant_id, at, n);

create table audit.links (
    tenant_id uuid not null references sync.tenants,
    link bigint not null,
    from_n bigint not null,
    to_n bigint not null,
    before_hash bytea not null,
    hash bytea not null,
    primary key (tenant_id, link)
);

create type audit.entry as (action text, entity_key uuid, field text, before jsonb, after jsonb, op_id uuid);

create function audit.refuse() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    raise exception '%.% is append-only', tg_table_schema, tg_table_name using errcode = '42501';
end $$;

-- Makes room for a year, or for what no year takes: nothing is refused because nobody made its year in time. What went there
-- stays there. Through the whole alone the rows are reached: the part itself is closed to everybody.
create function audit.make_part(of_year int) returns boolean language plpgsql
set search_path = pg_catalog, pg_temp set lock_timeout = '1s' as $$
declare
    name constant text := 'change_log_' || coalesce(of_year::text, 'other');
begin
    if to_regclass('audit.' || name) is not null then
        return false;
    end if;
    execute format('create table audit.%I (like audit.change_log including constraints including generated)', name);
    execute format('alter table audit.%I enable row level security', name);
    execute format('alter table audit.%I force row level security', name);
    execute format('create trigger append_only before update or delete or truncate on audit.%I '
        'for each statement execute function audit.refuse()', name);
    execute format('alter table audit.change_log attach partition audit.%I %s', name, case
        when of_year is null then 'default'
        else format('for values from (%L) to (%L)', make_timestamptz(of_year, 1, 1, 0, 0, 0, 'UTC'),
            make_timestamptz(of_year + 1, 1, 1, 0, 0, 0, 'UTC')) end);
    return true;
exception
    -- It was used before it was made; somebody else makes it; or it is in use, and there is time.
    when check_violation or duplicate_table or unique_violation or lock_not_available then
        return false;
end $$;

-- This year and the next. Returns how many were made.
create function audit.make_years() returns int language sql set search_path = pg_catalog, pg_temp as $$
    select count(*)::int from generate_series(0, 1) as ahead
    where audit.make_part(extract(year from clock_timestamp() at time zone 'UTC')::int + ahead)
$$;

do $$
declare
    place regclass;
begin
    for place in
        select c.oid from pg_catalog.pg_class c
        where c.oid in ('audit.change_log'::regclass, 'audit.links'::regclass, 'sync.op_log'::regclass)
            or (c.relnamespace = 'raw'::regnamespace and c.relkind in ('r', 'p'))
    loop
        execute format('create trigger append_only before update or delete or truncate on %s '
            'for each statement execute function audit.refuse()', place);
    end loop;
end $$;
