-- crm: rules that answer conflicts without a person. Never about money, which is always asked.

-- Whether a field moves money, or is decided together with one that does: domain.conflict_rules.concerns_money.
create function sync.moves_money(field text) returns boolean language sql immutable as $$
    select coalesce(field in (
        'cost', 'is_cost_locked', 'primary_vendor', 'other_vendors', 'deduct_as_job_cost', 'chargeable_by_default',
        'price', 'member_price', 'add_on_price', 'add_on_member_price', 'calculated_price', 'use_static_prices',
        'is_price_locked', 'taxable', 'pays_commission', 'bonus', 'commission_bonus', 'sold_by_commission',
        'exclude_from_payroll', 'type', 'amount_type', 'amount', 'limit'), false)
$$;

create table crm.conflict_rules (
    tenant_id uuid not null references sync.tenants,
    rule_id uuid not null,
    entity_kind text not null check (entity_kind in ('category', 'material', 'service', 'equipment', 'discount_fee')),
    field text not null check (field <> '' and not sync.moves_money(field)),
    winner text not null check (winner in ('ours', 'theirs')),
    category_id bigint,
    by text not null,
    at timestamptz not null default clock_timestamp(),
    primary key (tenant_id, rule_id)
);
