-- crm: kits. A kit is its parts, and a part its fields, so that two people in one kit at once are merged field by field.

create table crm.kit_parts (
    tenant_id uuid not null,
    part_id uuid not null,
    kind text not null,
    -- Null while only edits of it are known: a restored hub is offered everything again, in any order.
    kit_id uuid,
    -- What is not null; and while only edits of it are known, what they say is to be none.
    fields jsonb not null,
    -- {field: [{value, seen, by, at, op, device}]}: what others say about a field than what stands; of a device one.
    clashes jsonb not null default '{}',
    -- Who changed it last, and when.
    by text not null,
    at timestamptz not null default clock_timestamp(),
    -- Nothing is ever deleted: what was removed says so in its field `gone`.
    primary key (tenant_id, part_id, kind)
) partition by list (kind);
create table crm.material_kits partition of crm.kit_parts for values in ('kit');
create table crm.material_kit_groups partition of crm.kit_parts for values in ('kit_group');
create table crm.material_kit_items partition of crm.kit_parts for values in ('kit_item');
create table crm.material_kit_includes partition of crm.kit_parts for values in ('kit_include');
create table crm.material_kit_parameters partition of crm.kit_parts for values in ('kit_parameter');
create table crm.material_kit_samples partition of crm.kit_parts for values in ('kit_sample');
create table crm.material_kit_versions partition of crm.kit_parts for values in ('kit_version');
create table crm.material_kit_uses partition of crm.kit_parts for values in ('kit_use');
create index kit_parts_of on crm.kit_parts (kit_id, tenant_id);
