-- Reference lists (markup, vendors, cost types …): small, read whole. As everything, once as received and once as it is.

create table raw.st_reference_rows (
    tenant_id uuid not null,
    list text not null,
    remote_id bigint not null,
    payload_hash bytea not null,
    payload json not null,
    run_id uuid not null,
    received_at timestamptz not null default clock_timestamp(),
    primary key (tenant_id, list, remote_id, payload_hash)
);

create table master.reference_rows (
    tenant_id uuid not null references sync.tenants,
    list text not null,
    remote_id bigint not null,
    name text not null,
    active boolean not null,
    payload jsonb not null,
    updated_at timestamptz not null,
    run_id uuid not null,  -- that brought the change: a restored hub may give its moment to another
    gone_at timestamptz,
    primary key (tenant_id, list, remote_id)
);
create index on master.reference_rows (tenant_id, updated_at);
