-- sync: what runs when and how fast, so that many desktops on one hub do a thing once.

create table sync.due_jobs (
    tenant_id uuid not null references sync.tenants,
    job text not null,
    due_at timestamptz not null,
    -- who is at it, and how long that is believed without a word
    taken_by uuid,
    taken_until timestamptz not null default '-infinity',
    primary key (tenant_id, job)
);

-- Requests to ServiceTitan that may be made now. A row of its own: the tenant's is locked while ops are applied.
create table sync.budgets (
    tenant_id uuid primary key references sync.tenants,
    left_over float8 not null,
    counted_at timestamptz not null default clock_timestamp(),
    quiet_until timestamptz not null default '-infinity',
    half_until timestamptz not null default '-infinity'
) with (fillfactor = 50);

-- Entities that the newest full run did not name, and how many full runs in a row did not.
create table sync.absences (
    tenant_id uuid not null references sync.tenants,
    kind text not null,
    remote_id bigint not null,
    run_id uuid not null,
    runs int not null default 1,
    primary key (tenant_id, kind, remote_id)
);

-- Marks that more than one entity of ServiceTitan's carries, as the newest look found them: a create that was made twice.
create table sync.twins (
    tenant_id uuid not null references sync.tenants,
    kind text not null,
    mark text not null,
    remote_ids bigint[] not null,
    codes text[] not null,
    since timestamptz not null default clock_timestamp(),
    primary key (tenant_id, kind, mark)
);
