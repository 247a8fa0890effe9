-- crm: rules that answer conflicts without a person. Never about money: those are always asked.

create table crm.conflict_rules (
    tenant_id uuid not null references sync.tenants,
    rule_id uuid not null,
    entity_kind text not null check (entity_kind in ('category', 'material', 'service', 'equipment', 'discount_fee')),
    field text not null check (field <> '' and field not in (
        'cost', 'price', 'member_price', 'add_on_price', 'add_on_member_price', 'calculated_price', 'bonus', 'limit')),
    winner text not null check (winner in ('ours', 'theirs')),
    category_id bigint,
    by text not null,
    at timestamptz not null default clock_timestamp(),
    primary key (tenant_id, rule_id)
);
