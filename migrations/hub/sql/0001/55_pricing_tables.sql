-- pricing: markup tiers, ServiceTitan's own and ours.

create table pricing.markup_tiers (
    tenant_id uuid not null references sync.tenants,
    origin text not null check (origin in ('servicetitan', 'own')),
    table_name text not null,
    from_cost numeric not null check (from_cost >= 0),
    to_cost numeric check (to_cost is null or to_cost > from_cost),
    markup_percent numeric not null,
    primary key (tenant_id, origin, table_name, from_cost)
);
