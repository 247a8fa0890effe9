-- What ServiceTitan did to what it was sent and answered with "OK", as the sender told it apart: `habit` of a verdict.

create function sync.note_habits(t uuid, held sync.outbound_queue, verdicts jsonb) returns sync.event[] language plpgsql
set search_path = pg_catalog, pg_temp as $$
declare
    events sync.event[];
begin
    with noted as (
        insert into crm.habits as h (tenant_id, entity_kind, field, what, sent, found)
        select t, held.entity_kind, v.field, v.habit, coalesce(f.value, 'null'), coalesce(v.found, 'null')
        from jsonb_to_recordset(verdicts) as v (field text, result text, found jsonb, habit text)
        join jsonb_to_recordset(case when sync.is_request(held.request) then held.request else '[]' end)
            as f (field text, value jsonb) on f.field = v.field
        where v.result = 'differs' and v.habit is not null
        on conflict (tenant_id, entity_kind, field, what) do update
        set sent = excluded.sent, found = excluded.found, seen = h.seen + 1, last_at = excluded.last_at
        returning h
    )
    select array_agg(sync.habit_event(n.h) order by (n.h).field, (n.h).what) into events from noted n;
    return coalesce(events, '{}');
end $$;

create function sync.habit_payload(h crm.habits) returns jsonb language sql stable as $$
    select jsonb_build_object('entity_kind', h.entity_kind, 'what', h.what, 'sent', h.sent, 'found', h.found,
        'seen', h.seen, 'last', sync.moment(h.last_at))
$$;

create function sync.habit_event(h crm.habits) returns sync.event language sql stable as $$
    select ('habit', '00000000-0000-0000-0000-000000000000', h.field, sync.habit_payload(h), null)::sync.event
$$;
