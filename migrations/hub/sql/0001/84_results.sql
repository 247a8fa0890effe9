-- The push ledger is written where something is sent, and where it is known what came of it.

create trigger kept_for_ever before delete or truncate on sync.push_results
    for each statement execute function audit.refuse();

-- What is about to go on the wire. Sent anew in the same push, what was there before the first time is the before-image,
-- if that arrived.
create function sync.note_sent(t uuid, held sync.outbound_queue, attempt uuid) returns void language sql
set search_path = pg_catalog, pg_temp as $$
    insert into sync.push_results as r
        (tenant_id, run_id, entity_key, field, entity_kind, created, op_id, op_by, change_set, before, sent, attempt_id)
    select t, a.run_id, held.entity_key, o.field, held.entity_kind, sync.is_create(held), o.op_id, o.by, o.change_set,
        coalesce(a.preimage -> o.field, 'null'), a.request -> o.field, attempt
    from sync.push_attempt a
    join crm.pricebook_overrides o on o.tenant_id = t and o.entity_key = held.entity_key and a.request ? o.field
    where a.tenant_id = t and a.attempt_id = attempt and a.run_id is not null
    on conflict (tenant_id, run_id, entity_key, field) do update
    set created = r.created or excluded.created, op_id = excluded.op_id, op_by = excluded.op_by,
        change_set = excluded.change_set, before = case when r.result in ('verified', 'differs') then r.before
            else excluded.before end,
        sent = excluded.sent, found = 'null', result = 'waiting', attempt_id = excluded.attempt_id, detail = '',
        settled_run = null, at = clock_timestamp()
$$;

-- What ServiceTitan answered, while nobody has read back what became of it.
create function sync.note_answer(t uuid, held sync.outbound_queue, attempt uuid, told text) returns void language sql
set search_path = pg_catalog, pg_temp as $$
    update sync.push_results r set detail = told
    where r.tenant_id = t and r.entity_key = held.entity_key and r.result = 'waiting' and r.attempt_id = attempt
$$;

-- What became of fields of a job, as `[{field, op_id, result, found, detail}]`: in the push that sent them, or in this one
-- where nothing was sent.
create function sync.note_results(t uuid, held sync.outbound_queue, verdicts jsonb) returns void language plpgsql
set search_path = pg_catalog, pg_temp as $$
declare
    run constant uuid := sync.push_run(t, held.lease_token);
begin
    with judged as materialized (
        select v.field, v.op_id, v.result, coalesce(v.found, 'null') as found, coalesce(v.detail, '') as detail,
            coalesce(f.value, 'null') as sent
        from jsonb_to_recordset(verdicts) as v (field text, op_id uuid, result text, found jsonb, detail text)
        left join jsonb_to_recordset(case when sync.is_request(held.request) then held.request else '[]' end)
            as f (field text, op_id uuid, value jsonb) on f.field = v.field and f.op_id = v.op_id
    ), known as (
        update sync.push_results r
        set result = j.result, found = j.found, detail = j.detail, settled_run = nullif(run, r.run_id)
        from judged j
        where r.tenant_id = t and r.entity_key = held.entity_key and r.field = j.field and r.op_id = j.op_id
            and r.result = 'waiting'
        returning r.field
    )
    insert into sync.push_results as r
        (tenant_id, run_id, entity_key, field, entity_kind, created, op_id, op_by, change_set, before, sent, found, result,
        detail)
    select t, run, held.entity_key, j.field, held.entity_kind, false, j.op_id, coalesce(w.by, ''), coalesce(c.change_set, w.change_set), j.found, j.sent,
        j.found, j.result, j.detail
    from judged j
    left join lateral (
        select x.by, x.change_set from sync.op_log x
        where x.tenant_id = t and x.op_id = j.op_id and x.outcome <> 'rejected' limit 1
    ) w on true
    left join lateral (
        select x.change_set from crm.pricebook_overrides x
        where x.tenant_id = t and x.entity_key = held.entity_key and x.field = j.field and x.op_id = j.op_id limit 1
    ) c on true
    where run is not null and j.field not in (select k.field from known k)
    on conflict (tenant_id, run_id, entity_key, field) do update
    set op_id = excluded.op_id, op_by = excluded.op_by, change_set = excluded.change_set, sent = excluded.sent,
        found = excluded.found, result = excluded.result, detail = excluded.detail
    -- what is proved stays proved, whatever is asked of the field afterwards
    where r.result <> 'verified';
end $$;

-- One line of the ledger, as it is called now.
create view sync.results as
select r.tenant_id, r.run_id, coalesce(e.replaced_by, r.entity_key) as entity_key, r.entity_kind, e.remote_id,
    coalesce(m.code, sync.wanted_text(r.tenant_id, r.entity_key, 'code'), '') as code,
    coalesce(m.display_name, m.name, sync.wanted_text(r.tenant_id, r.entity_key, 'display_name'),
        sync.wanted_text(r.tenant_id, r.entity_key, 'name'), '') as name,
    r.field, r.created,
    case when array_position((select sync.blind_tenants()), r.tenant_id) is null then r.before
        else sync.value_without_costs(r.field, r.before) end as before,
    case when array_position((select sync.blind_tenants()), r.tenant_id) is null then r.sent
        else sync.value_without_costs(r.field, r.sent) end as sent,
    case when array_position((select sync.blind_tenants()), r.tenant_id) is null then r.found
        else sync.value_without_costs(r.field, r.found) end as found,
    r.result, r.op_id, r.op_by, r.change_set, r.attempt_id, a.status,
    case when array_position((select sync.blind_tenants()), r.tenant_id) is null
            then coalesce(nullif(r.detail, ''), a.detail, '')
        else sync.words_without_costs(coalesce(nullif(r.detail, ''), a.detail, '')) end as detail,
    r.settled_run, r.at
from sync.push_results r
join crm.entities e on e.tenant_id = r.tenant_id and e.entity_key = r.entity_key
left join master.pricebook_entities m
    on m.tenant_id = r.tenant_id and m.kind = r.entity_kind and m.remote_id = e.remote_id
left join sync.push_attempt a on a.tenant_id = r.tenant_id and a.attempt_id = r.attempt_id
where array_position((select sync.blind_tenants()), r.tenant_id) is null or not sync.tells_cost(r.field);

-- Between two pushes there are many pulls.
create index pushes_by_time on sync.inbound_log (tenant_id, started_at desc, run_id) where what = 'push';

-- What a push comes to: of its results the numbers, and in which change-sets they were edited.
create view sync.pushes as
select r.*, c.skus, c.fields, c.results, c.change_sets,
    (select count(*) from sync.push_attempt a where a.tenant_id = r.tenant_id and a.run_id = r.run_id) as requests
from sync.runs r
cross join lateral (
    select count(distinct x.entity_key) as skus, count(*) as fields,
        jsonb_build_object(
            'verified', count(*) filter (where x.result = 'verified'),
            'differs', count(*) filter (where x.result = 'differs'),
            'rejected', count(*) filter (where x.result = 'rejected'),
            'conflict', count(*) filter (where x.result = 'conflict'),
            'waiting', count(*) filter (where x.result = 'waiting')) as results,
        coalesce(array_agg(distinct x.change_set) filter (where x.change_set is not null), '{}') as change_sets
    from sync.push_results x where x.tenant_id = r.tenant_id and x.run_id = r.run_id
) c
where r.what = 'push';
