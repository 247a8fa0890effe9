-- master: ServiceTitan's current state. `fields` holds every canonical field and is the only thing written; the typed
-- columns are generated from it.

create table master.pricebook_entities (
    tenant_id uuid not null,
    kind text not null,
    entity_key uuid not null,
    remote_id bigint not null,
    fields jsonb not null,
    modified_on text,
    modified_at timestamptz,
    payload_hash bytea not null,
    path extensions.ltree,
    last_seq bigint not null,
    updated_at timestamptz not null default clock_timestamp(),
    deleted_at timestamptz,
    active boolean generated always as ((fields ->> 'active')::boolean) stored,
    code text generated always as (fields ->> 'code') stored,
    same_code text generated always as (lower(fields ->> 'code')) stored,
    display_name text generated always as (fields ->> 'display_name') stored,
    name text generated always as (fields ->> 'name') stored,
    cost numeric generated always as ((fields ->> 'cost')::numeric) stored,
    price numeric generated always as ((fields ->> 'price')::numeric) stored,
    member_price numeric generated always as ((fields ->> 'member_price')::numeric) stored,
    add_on_price numeric generated always as ((fields ->> 'add_on_price')::numeric) stored,
    add_on_member_price numeric generated always as ((fields ->> 'add_on_member_price')::numeric) stored,
    hours numeric generated always as ((fields ->> 'hours')::numeric) stored,
    taxable boolean generated always as ((fields ->> 'taxable')::boolean) stored,
    unit_of_measure text generated always as (fields ->> 'unit_of_measure') stored,
    account text generated always as (fields ->> 'account') stored,
    primary_vendor_name text generated always as (fields -> 'primary_vendor' ->> 'vendorName') stored,
    primary_vendor_part text generated always as (fields -> 'primary_vendor' ->> 'vendorPart') stored,
    manufacturer text generated always as (fields ->> 'manufacturer') stored,
    model text generated always as (fields ->> 'model') stored,
    type text generated always as (fields ->> 'type') stored,
    amount_type text generated always as (fields ->> 'amount_type') stored,
    amount numeric generated always as ((fields ->> 'amount')::numeric) stored,
    parent_id bigint generated always as ((fields ->> 'parent_id')::bigint) stored,
    position bigint generated always as ((fields ->> 'position')::bigint) stored,
    category_type text generated always as (fields ->> 'category_type') stored,
    -- The one way in, through crm.entities where the key is known. A second index that begins with the tenant would be
    -- taken for this one where statistics are missing, as they are during the first pull.
    primary key (tenant_id, kind, remote_id),
    foreign key (tenant_id, entity_key) references crm.entities
) partition by list (kind);
create table master.pricebook_categories partition of master.pricebook_entities for values in ('category');
create table master.pricebook_materials partition of master.pricebook_entities for values in ('material');
create table master.pricebook_services partition of master.pricebook_entities for values in ('service');
create table master.pricebook_equipment partition of master.pricebook_entities for values in ('equipment');
create table master.pricebook_discounts_and_fees partition of master.pricebook_entities for values in ('discount_fee');
create index pricebook_categories_path on master.pricebook_categories using gist (path);
create index pricebook_materials_code on master.pricebook_materials (code, tenant_id);
create index pricebook_materials_same_code on master.pricebook_materials (same_code, tenant_id);
create index pricebook_services_code on master.pricebook_services (code, tenant_id);
create index pricebook_services_same_code on master.pricebook_services (same_code, tenant_id);
create index pricebook_equipment_code on master.pricebook_equipment (code, tenant_id);
create index pricebook_equipment_same_code on master.pricebook_equipment (same_code, tenant_id);

create view master.pricebook_subcategories with (security_invoker = on) as
select c.tenant_id, c.entity_key, c.remote_id, c.parent_id, p.entity_key as parent_key, c.category_type, c.name,
    c.position, c.active, c.path, extensions.nlevel(c.path) - 1 as depth, c.deleted_at
from master.pricebook_categories c
join master.pricebook_categories p on p.tenant_id = c.tenant_id and p.remote_id = c.parent_id;

create view master.pricebook_items with (security_invoker = on) as
select tenant_id, kind, entity_key, remote_id, code, display_name, active, cost, price, member_price, add_on_price,
    add_on_member_price, round((price - cost) / nullif(price, 0), 4) as margin, hours, taxable, unit_of_measure, account,
    primary_vendor_name, primary_vendor_part, manufacturer, model, type, amount_type, amount, fields, modified_on,
    modified_at, deleted_at
from master.pricebook_entities
where kind <> 'category';
