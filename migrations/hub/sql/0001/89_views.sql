-- Views that the team shares: whoever may propose something may share one; the last word counts, and what was there before
-- is in the audit log. The tenant's row comes first, as with rules.

create function sync.put_view(t uuid, dev uuid, of_tree text, called text, document jsonb) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    before jsonb;
    after jsonb;
begin
    perform sync.require(t, dev, 'estimator');
    perform from sync.tenants where tenant_id = t for update;
    select to_jsonb(v) into before from crm.saved_views v where v.tenant_id = t and v.tree = of_tree and v.name = called;
    insert into crm.saved_views as v (tenant_id, tree, name, body, by)
    values (t, of_tree, called, document, sync.my_name(t))
    on conflict (tenant_id, tree, name) do update
    set body = excluded.body, by = excluded.by, at = clock_timestamp()
    returning to_jsonb(v) into after;
    perform audit.append(t, dev, null, array[('view', null, called, before, after, null)::audit.entry]);
end $$;

create function sync.drop_view(t uuid, dev uuid, of_tree text, called text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    before crm.saved_views;
begin
    perform sync.require(t, dev, 'estimator');
    perform from sync.tenants where tenant_id = t for update;
    delete from crm.saved_views v where v.tenant_id = t and v.tree = of_tree and v.name = called returning v.* into before;
    if before.name is not null then
        perform audit.append(t, dev, null, array[('view', null, called, to_jsonb(before), null, null)::audit.entry]);
    end if;
end $$;
