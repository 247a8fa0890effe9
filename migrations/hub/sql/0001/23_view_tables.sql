-- crm: views of the grid that the team shares. What is in them only the window reads.

create table crm.saved_views (
    tenant_id uuid not null references sync.tenants,
    tree text not null check (tree in ('Services', 'Materials')),
    name text not null check (name <> '' and length(name) <= 100),
    body jsonb not null check (jsonb_typeof(body) = 'object' and pg_column_size(body) <= 65536),
    by text not null,
    at timestamptz not null default clock_timestamp(),
    primary key (tenant_id, tree, name)
);
