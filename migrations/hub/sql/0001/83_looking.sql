-- What a desktop may note about itself, and what is shown of the whole.

create function sync.note_cursor(t uuid, dev uuid, epoch uuid, seq bigint) returns void language plpgsql security definer
set search_path = pg_catalog, pg_temp as $$
begin
    perform sync.require(t, dev, 'viewer');
    update sync.devices d set cursor_epoch = epoch, cursor_seq = seq, last_seen_at = clock_timestamp()
    where d.tenant_id = t and d.device_id = dev;
end $$;

create view sync.pending_overrides with (security_invoker = on) as
select o.tenant_id, o.entity_key, e.kind as entity_kind, e.remote_id, coalesce(m.code, '') as code,
    coalesce(m.display_name, m.name, '') as name, o.field, o.value, o.base, m.fields -> o.field as mirror, o.by, o.set_at,
    o.op_id, o.state, o.detail
from crm.pricebook_overrides o
join crm.entities e on e.tenant_id = o.tenant_id and e.entity_key = o.entity_key
left join master.pricebook_entities m
    on m.tenant_id = o.tenant_id and m.kind = e.kind and m.remote_id = e.remote_id;
