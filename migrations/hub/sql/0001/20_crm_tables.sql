-- crm: what people do here.

create table crm.entities (
    tenant_id uuid not null references sync.tenants,
    entity_key uuid not null,
    kind text not null check (kind in ('category', 'material', 'service', 'equipment', 'discount_fee')),
    remote_id bigint,
    -- Made by a person here. Others without a remote id are known from an op alone, until a pull meets them.
    made_here boolean not null default false,
    discarded_at timestamptz,
    -- Who threw it away, and at which device.
    discarded_by text not null default '',
    discarded_at_device uuid,
    -- The hub went back to an earlier state: what it does not know any more may have been made in ServiceTitan already.
    perhaps_made boolean not null default false,
    -- The same entity under the key it was made with here; a pull had met it first.
    replaced_by uuid,
    created_at timestamptz not null default clock_timestamp(),
    primary key (tenant_id, entity_key),
    unique (tenant_id, kind, remote_id)
);

create table crm.pricebook_overrides (
    tenant_id uuid not null,
    entity_key uuid not null,
    field text not null,
    value jsonb not null,
    base jsonb not null,
    op_id uuid not null,
    by text not null,
    device_id uuid not null,
    -- Whose it is: who made it, unless it was handed over since.
    role_name text not null default session_user,
    set_at timestamptz not null default clock_timestamp(),
    submitted_op uuid,
    state text not null default 'pending' check (state in ('pending', 'submitted', 'differs', 'failed', 'kept')),
    detail text not null default '',
    -- May name one that is not known yet: a restored hub is offered everything again, in any order.
    change_set uuid,
    -- Codes that differ in case alone are the same.
    same_code text generated always as (case when field = 'code' then lower(value #>> '{}') end) stored,
    -- Of an entity in crm.entities. Not a foreign key, for the reason given with the tables of sync.
    primary key (tenant_id, entity_key, field)
);
create index pricebook_overrides_by_op on crm.pricebook_overrides (op_id, tenant_id);
create index pricebook_overrides_same_code on crm.pricebook_overrides (same_code, tenant_id) where same_code is not null;
