-- References inside values: ServiceTitan's number or, while it does not have the entity, our key as text. The same as in
-- domain/references.py and domain/fields.py; tests compare them.

-- In which member of its entries a field refers to other entities, '' for the value itself, null where it does not.
create function sync.reference_member(field text) returns text language sql immutable as $$
    select case
        when field in ('categories', 'parent_id', 'upgrades') then ''
        when field in ('service_materials', 'service_equipment', 'equipment_materials', 'recommendations') then 'skuId'
    end
$$;

-- References that ServiceTitan can be told later, when both ends exist.
create function sync.is_link(field text) returns boolean language sql immutable as $$
    select field not in ('categories', 'parent_id')
$$;

-- Whether a value may name an entity by its key; few do.
create function sync.names_a_key(field text, value jsonb) returns boolean language sql immutable as $$
    select field in ('categories', 'parent_id', 'upgrades', 'service_materials', 'service_equipment',
            'equipment_materials', 'recommendations')
        and value::text ~ '"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"'
$$;

create index pricebook_overrides_by_key on crm.pricebook_overrides (tenant_id, entity_key) where sync.names_a_key(field, value);

create function sync.reference_of(member text, entry jsonb) returns jsonb language sql immutable as $$
    select case when member <> '' and jsonb_typeof(entry) = 'object' then entry -> member else entry end
$$;

create function sync.local_references(field text, value jsonb) returns setof uuid language sql immutable as $$
    select distinct (r.reference #>> '{}')::uuid
    from jsonb_array_elements(case when jsonb_typeof(value) = 'array' then value else jsonb_build_array(value) end) as e (entry)
    cross join lateral (select sync.reference_of(sync.reference_member(field), e.entry)) as r (reference)
    where sync.names_a_key(field, value) and jsonb_typeof(r.reference) = 'string'
        and r.reference #>> '{}' ~ '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$'
$$;

-- The value with the numbers of what ServiceTitan has by now, in canonical order: ids by number, then keys; entries by
-- the text of their id.
create function sync.with_numbers(t uuid, field text, value jsonb) returns jsonb language plpgsql stable
set search_path = pg_catalog, pg_temp as $$
declare
    member constant text := sync.reference_member(field);
    numbers constant jsonb := (
        select jsonb_object_agg(e.entity_key, e.remote_id)
        from sync.local_references(field, value) as r (key)
        join crm.entities e on e.tenant_id = t and e.entity_key = r.key
        where e.remote_id is not null
    );
    result jsonb;
begin
    if numbers is null then
        return value;
    end if;
    if jsonb_typeof(value) <> 'array' then
        return numbers -> (value #>> '{}');
    end if;
    with entries as (
        select e.entry, e.place, coalesce(numbers -> (r.reference #>> '{}'), r.reference) as reference
        from jsonb_array_elements(value) with ordinality as e (entry, place)
        cross join lateral (select sync.reference_of(member, e.entry)) as r (reference)
    ), kept as ( -- of two with one id the later one counts
        select distinct on (reference #>> '{}') reference,
            case when jsonb_typeof(entry) = 'object' then jsonb_set(entry, array[member], reference) else reference end as entry
        from entries order by reference #>> '{}', place desc
    )
    select jsonb_agg(entry order by
        case when jsonb_typeof(entry) = 'number' then (entry #>> '{}')::numeric end nulls last,
        reference #>> '{}' collate "C")
    into result from kept;
    return result;
end $$;
