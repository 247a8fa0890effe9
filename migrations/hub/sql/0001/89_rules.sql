-- Rules that answer conflicts. Who may push may say how; the table itself refuses money. The tenant's row comes first: the
-- audit needs it, and the rule's own reference to it would let two at once wait for each other.

create function sync.put_rule(
    t uuid, dev uuid, rule uuid, of_kind text, of_field text, winner text, category bigint
) returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    before jsonb;
    after jsonb;
begin
    perform sync.require(t, dev, 'manager');
    perform from sync.tenants where tenant_id = t for update;
    select to_jsonb(r) into before from crm.conflict_rules r where r.tenant_id = t and r.rule_id = rule;
    insert into crm.conflict_rules as r (tenant_id, rule_id, entity_kind, field, winner, category_id, by)
    values (t, rule, of_kind, of_field, put_rule.winner, category, sync.my_name(t))
    on conflict (tenant_id, rule_id) do update
    set entity_kind = excluded.entity_kind, field = excluded.field, winner = excluded.winner,
        category_id = excluded.category_id, by = excluded.by, at = clock_timestamp()
    returning to_jsonb(r) into after;
    perform audit.append(t, dev, rule, array[('rule', null, of_field, before, after, null)::audit.entry]);
end $$;

create function sync.drop_rule(t uuid, dev uuid, rule uuid) returns void language plpgsql security definer
set search_path = pg_catalog, pg_temp as $$
declare
    before crm.conflict_rules;
begin
    perform sync.require(t, dev, 'manager');
    perform from sync.tenants where tenant_id = t for update;
    delete from crm.conflict_rules r where r.tenant_id = t and r.rule_id = rule returning r.* into before;
    if before.rule_id is not null then
        perform audit.append(t, dev, rule, array[('rule', null, before.field, to_jsonb(before), null, null)::audit.entry]);
    end if;
end $$;
