-- What a desktop may note about itself, and what is shown of the whole.

create function sync.note_cursor(t uuid, dev uuid, epoch uuid, seq bigint) returns void language plpgsql security definer
set search_path = pg_catalog, pg_temp as $$
begin
    perform sync.require(t, dev, 'viewer');
    update sync.devices d set cursor_epoch = epoch, cursor_seq = seq, last_seen_at = clock_timestamp()
    where d.tenant_id = t and d.device_id = dev;
end $$;

-- What differs from ServiceTitan. What it does not have yet is called what it is going to be called.
create view sync.pending_overrides as
select o.tenant_id, o.entity_key, e.kind as entity_kind, e.remote_id,
    coalesce(m.code, sync.wanted_text(o.tenant_id, o.entity_key, 'code'), '') as code,
    coalesce(m.display_name, m.name, sync.wanted_text(o.tenant_id, o.entity_key, 'display_name'),
        sync.wanted_text(o.tenant_id, o.entity_key, 'name'), '') as name,
    o.field, o.value, o.base, case
        when m.deleted_at is not null then null
        when array_position((select sync.blind_tenants()), o.tenant_id) is null then m.fields -> o.field
        else sync.value_without_costs(o.field, m.fields -> o.field)
    end as mirror, o.by, o.set_at,
    o.op_id, o.state, o.detail, o.change_set, coalesce(s.state = 'held', false) as is_held
from crm.overrides o
left join crm.change_sets s on s.tenant_id = o.tenant_id and s.set_id = o.change_set
join crm.entities e on e.tenant_id = o.tenant_id and e.entity_key = o.entity_key
left join master.pricebook_entities m
    on m.tenant_id = o.tenant_id and m.kind = e.kind and m.remote_id = e.remote_id
where o.state <> 'kept';

-- One run of an engine. Whoever was at it and lost the lease is not at it any more. (Nothing volatile here: the newest
-- ones could not be read through the index then.)
create view sync.runs as
select r.tenant_id, r.run_id, r.what, r.is_full, r.by, r.device_label, r.started_at, r.finished_at,
    case when r.state = 'running' and not exists (
        select from sync.locks l
        where l.tenant_id = r.tenant_id and l.name = 'servicetitan' and l.token = r.lease_token
            and l.until > statement_timestamp()) then 'interrupted' else r.state end as state,
    r.counts, case when array_position((select sync.blind_tenants()), r.tenant_id) is null then r.detail
        else sync.words_without_costs(r.detail) end as detail
from sync.inbound_log r;

create view sync.attempts as
select a.tenant_id, a.run_id, a.attempt_id, a.entity_key, e.kind as entity_kind,
    coalesce(m.code, a.request ->> 'code', '') as code,
    coalesce(m.display_name, m.name, a.request ->> 'display_name', a.request ->> 'name', '') as name,
    a.path, case when array_position((select sync.blind_tenants()), a.tenant_id) is null then a.request
        else sync.without_costs(a.request) end as request,
    a.sent_at, a.finished_at, coalesce(a.outcome, '') as outcome, a.status,
    case when array_position((select sync.blind_tenants()), a.tenant_id) is null then a.detail
        else sync.words_without_costs(a.detail) end as detail
from sync.push_attempt a
join crm.entities e on e.tenant_id = a.tenant_id and e.entity_key = a.entity_key
left join master.pricebook_entities m
    on m.tenant_id = a.tenant_id and m.kind = e.kind and m.remote_id = e.remote_id;
