-- audit: who changed what, append-only, each transaction chained to the one before.

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
    primary key (tenant_id, n)
);
create index on audit.change_log (tenant_id, entity_key);

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
