-- Costs, and who is shown none: logins of a level that the tenant's settings name. To them tables with costs in them show
-- no row (90_security.sql); they read views that take the costs out (76_in_sight.sql), and so does everybody's desktop.

-- Nothing but a cost, or what is told from one: domain/cost_sight.py, and a test compares the two.
create function sync.tells_cost(name text) returns boolean language sql immutable as $$
    select name in ('cost', 'margin', 'linked_cost', 'linked_margin')
$$;

-- Fields whose values are costs, or have costs among other things.
create function sync.bears_costs(field text) returns boolean language sql immutable as $$
    select field in ('cost', 'margin', 'linked_cost', 'linked_margin', 'primary_vendor', 'other_vendors')
$$;

-- Reference lists by which costs follow from prices.
create function sync.list_tells_costs(name text) returns boolean language sql immutable as $$
    select name in ('markup', 'materialsmarkup', 'materials_markup')
$$;

-- An entity's fields, or what is in one of them, whatever depth costs are at.
create function sync.without_costs(value jsonb) returns jsonb language plpgsql immutable
set search_path = pg_catalog, pg_temp as $$
begin
    if value is null or value::text !~ '"(cost|margin|linked_cost|linked_margin)":' then
        return value;
    elsif jsonb_typeof(value) = 'array' then
        return (select jsonb_agg(sync.without_costs(e.inner_value) order by e.place)
            from jsonb_array_elements(value) with ordinality as e (inner_value, place));
    end if;
    return (select coalesce(jsonb_object_agg(e.key, case
            when jsonb_typeof(e.value) in ('object', 'array') then sync.without_costs(e.value) else e.value end), '{}')
        from jsonb_each(value) as e where not sync.tells_cost(e.key));
end $$;

create function sync.value_without_costs(field text, value jsonb) returns jsonb language sql immutable as $$
    select case when not sync.tells_cost(field) then sync.without_costs(value) end
$$;

-- What ServiceTitan or a step says, which may quote what it is about.
create function sync.words_without_costs(words text) returns text language sql immutable as $$
    select case when words ~* 'cost|margin|markup' then regexp_replace(words, '[0-9]([0-9.,]*[0-9])?', '…', 'g') else words end
$$;

-- One side of a change, as a log shows it: that there was a cost, and not which. Without a field it is a document of
-- several, or of none.
create function sync.masked(action text, field text, side jsonb, other jsonb) returns jsonb language plpgsql immutable
set search_path = pg_catalog, pg_temp as $$
begin
    if side is null or side = 'null' then
        return side;
    elsif sync.tells_cost(field) or action = 'reference' and sync.list_tells_costs(split_part(field, ' ', 1))
        or sync.bears_costs(field) and side is distinct from other and sync.without_costs(side) = sync.without_costs(other)
    then
        return '"•••"';
    elsif action = 'failed' and jsonb_typeof(side) = 'string' then
        return to_jsonb(sync.words_without_costs(side #>> '{}'));
    elsif field = '' and jsonb_typeof(side) = 'object' then
        return (select coalesce(jsonb_object_agg(e.key, sync.masked('', e.key, e.value, null)), '{}') from jsonb_each(side) as e);
    end if;
    return sync.without_costs(side);
end $$;

-- Tenants in which the caller is shown no costs. Empty for who sets prices, at the price of one look.
create function sync.blind_tenants() returns uuid[] language plpgsql stable security definer
set search_path = pg_catalog, pg_temp as $$
begin
    if not exists (select from sync.members where role_name = session_user and level in ('viewer', 'estimator')) then
        return '{}';
    end if;
    return array(
        select m.tenant_id from sync.members m join sync.tenants n on n.tenant_id = m.tenant_id
        where m.role_name = session_user and m.level in ('viewer', 'estimator') and n.settings -> 'hidden_costs' ? m.level);
end $$;

create function sync.hides_costs(t uuid) returns boolean language sql stable as $$
    select t = any (sync.blind_tenants())
$$;

-- What became of ops, without what they say.
create view sync.receipts as
select tenant_id, op_id, device_id, op_no, outcome, feed_seq, conflict_id, detail
from sync.op_log;
