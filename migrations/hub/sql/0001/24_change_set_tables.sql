-- crm: edits that belong together, edits that wait for somebody with the right, and what ServiceTitan does to what it is sent.

create table crm.change_sets (
    tenant_id uuid not null references sync.tenants,
    set_id uuid not null,
    message text not null default '',
    -- What is held is not sent with everything else.
    state text not null default 'open' check (state in ('open', 'held', 'closed')),
    by text not null,
    role_name text not null,
    founded_at timestamptz not null default clock_timestamp(),
    primary key (tenant_id, set_id)
);

-- Rows of their own: they change nobody's effective value.
create table crm.proposals (
    tenant_id uuid not null references sync.tenants,
    op_id uuid not null,
    -- Of an entity in crm.entities. Not a foreign key, as with the overrides.
    entity_key uuid not null,
    entity_kind text not null,
    field text not null,
    seen jsonb not null,
    value jsonb not null,
    change_set uuid,
    by text not null,
    role_name text not null,
    proposed_at timestamptz not null,
    state text not null default 'open' check (state in ('open', 'accepted', 'rejected', 'withdrawn')),
    reason text not null default '',
    answered_by text not null default '',
    answered_op uuid,
    answered_at timestamptz,
    primary key (tenant_id, op_id)
);
create index proposals_open on crm.proposals (entity_key, field, tenant_id) where state = 'open';
create index proposals_of on crm.proposals (entity_key, tenant_id);
create index proposals_answered on crm.proposals (tenant_id, answered_at) where answered_at is not null;

-- A restored hub may be offered an answer before what it answers. Used once; what comes to nothing goes with the upkeep.
create table crm.early_answers (
    tenant_id uuid not null references sync.tenants,
    -- The proposal's.
    op_id uuid not null,
    n bigint generated always as identity,
    verdict text not null,
    reason text not null,
    by text not null,
    role_name text not null,
    answer_op uuid not null,
    at timestamptz not null default clock_timestamp(),
    primary key (tenant_id, op_id, n)
);

create table crm.habits (
    tenant_id uuid not null references sync.tenants,
    entity_kind text not null,
    field text not null,
    what text not null check (what in ('dropped', 'rounded', 'normalised')),
    -- Of the last time.
    sent jsonb not null,
    found jsonb not null,
    seen int not null default 1,
    last_at timestamptz not null default clock_timestamp(),
    primary key (tenant_id, entity_kind, field, what)
);
