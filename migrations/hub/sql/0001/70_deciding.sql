-- The decisions, the same as in domain/merge.py; one case table tests both. A missing value is JSON's null.

create function sync.same(one jsonb, other jsonb) returns boolean language sql immutable as $$
    select coalesce(one, 'null'::jsonb) = coalesce(other, 'null'::jsonb)
$$;

-- Fields of our own: shared with the team, never sent to ServiceTitan nor compared with it. As in domain/field_tables.py.
create function sync.is_own(field text) returns boolean language sql immutable as $$
    select field in ('tags', 'note', 'review_mark')
$$;

create function sync.is_id(word text) returns boolean language sql immutable as $$
    select word ~ '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$'
$$;

-- Of what shape the values of a field are that can be edited, null of what is none. As in domain/field_tables.py; tests
-- compare them.
create function sync.shape_of(field text) returns text language sql immutable as $$
    select case
        when field in (
            'account', 'active_ingredients', 'amount_type', 'asset_account', 'budget_cost_code', 'budget_cost_type',
            'category_type', 'code', 'cost_of_sale_account', 'cross_sale_group', 'description', 'display_name', 'epa_number',
            'image', 'manufacturer', 'model', 'name', 'note', 'review_mark', 'type', 'unit_of_measure'
        ) then 'text'
        when field in (
            'add_on_member_price', 'add_on_price', 'amount', 'bonus', 'commission_bonus', 'cost', 'cost_type_id', 'hours',
            'limit', 'member_price', 'position', 'price'
        ) then 'number'
        when field in (
            'active', 'chargeable_by_default', 'deduct_as_job_cost', 'exclude_from_payroll', 'is_chemical',
            'is_configurable_equipment', 'is_configurable_material', 'is_cost_locked', 'is_inventory', 'is_labor',
            'is_price_locked', 'pays_commission', 'taxable'
        ) then 'flag'
        when field in (
            'business_unit_ids', 'categories', 'equipment_materials', 'other_vendors', 'recommendations',
            'service_equipment', 'service_materials', 'tags', 'upgrades'
        ) then 'list'
        when field in (
            'assets', 'dimensions', 'manufacturer_warranty', 'primary_vendor', 'service_provider_warranty', 'sku_images',
            'sku_videos', 'warranty'
        ) then 'structure'
        when field = 'parent_id' then 'reference'
    end
$$;

-- Whether it can be a value of such a field. Nothing is one of each.
create function sync.fits(shape text, value jsonb) returns boolean language sql immutable as $$
    select value = 'null' or length(value::text) <= 200000 and case shape
        when 'text' then jsonb_typeof(value) = 'string'
        when 'number' then jsonb_typeof(value) = 'number' and length(value::text) <= 40
        when 'flag' then jsonb_typeof(value) = 'boolean'
        when 'list' then jsonb_typeof(value) = 'array'
        when 'structure' then jsonb_typeof(value) in ('array', 'object')
        when 'reference' then value::text ~ '^[0-9]{1,19}$' or jsonb_typeof(value) = 'string' and sync.is_id(value #>> '{}')
        else false
    end
$$;

-- What an override is before anybody submits it.
create function sync.unsent_state(field text) returns text language sql immutable as $$
    select case when sync.is_own(field) then 'kept' else 'pending' end
$$;

create function sync.decide_op(seen jsonb, ours jsonb, current jsonb) returns text language sql immutable as $$
    select case
        when sync.same(ours, current) then 'noop'
        when sync.same(seen, current) then 'accepted'
        else 'conflict'
    end
$$;

-- An object comes back with what ServiceTitan adds to it.
create function sync.is_echo(theirs jsonb, sent jsonb) returns boolean language sql immutable as $$
    select sync.same(theirs, sent) or coalesce(jsonb_typeof(sent) = 'object' and theirs @> sent, false)
$$;

create function sync.decide_pull(base jsonb, ours jsonb, mirror jsonb, theirs jsonb, sent jsonb, was_sent boolean)
returns text language sql immutable as $$
    select case
        when sync.same(theirs, ours) then 'converged'
        when sync.same(theirs, mirror) then 'unchanged'
        when was_sent and sync.is_echo(theirs, sent) then 'echo'
        when sync.same(theirs, base) then 'moved'
        else 'conflict'
    end
$$;
