-- Which of those that ServiceTitan has a create became: asked by the push, answered by a person, once.

create function sync.found_ids(found jsonb) returns bigint[] language sql immutable set search_path = pg_catalog, pg_temp as $$
    select coalesce(array_agg((one ->> 'remote_id')::bigint order by (one ->> 'remote_id')::bigint), '{}')
    from jsonb_array_elements(found) as f (one)
$$;

-- Hands a create over to a person, with what was found. A question about the same ones stays the same question.
create function sync.ask_which(
    t uuid, dev uuid, lease_token bigint, job uuid, candidates jsonb, told text, field_words jsonb
) returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    key uuid;
begin
    perform sync.put_off(t, dev, lease_token, job, 'needs_human', 0, told, field_words);
    select q.entity_key into key from sync.outbound_queue q
    where q.tenant_id = t and q.job_id = job and q.state = 'needs_human';
    if key is null then
        return; -- a person has submitted something of it anew: it is looked at once more
    end if;
    update sync.create_questions a set state = 'superseded'
    where a.tenant_id = t and a.entity_key = key and (
        a.state = 'open' and sync.found_ids(a.found) <> sync.found_ids(candidates)
        or a.state = 'answered' and a.remote_id is not null);
    insert into sync.create_questions as a (tenant_id, entity_key, found, detail) values (t, key, candidates, told)
    on conflict (tenant_id, entity_key) where state = 'open' do update
    set found = excluded.found, detail = excluded.detail;
end $$;

-- `choice` null: none of these. Whether the answer counts: not where another one was given first, or the question is over.
create function sync.answer_create(t uuid, dev uuid, question uuid, choice bigint) returns boolean language plpgsql
security definer set search_path = pg_catalog, pg_temp as $$
declare
    asked sync.create_questions;
    entity crm.entities;
    events sync.event[];
begin
    perform sync.require(t, dev, 'manager');
    perform from sync.tenants where tenant_id = t for update;
    select * into asked from sync.create_questions a where a.tenant_id = t and a.question_id = question;
    if asked.question_id is null or asked.state = 'superseded' then
        return false;
    elsif asked.state = 'answered' then
        return asked.remote_id is not distinct from choice;
    elsif choice <> all (sync.found_ids(asked.found)) then
        raise exception 'That is none of those that were found.' using errcode = '22023';
    end if;
    select * into entity from crm.entities e where e.tenant_id = t and e.entity_key = asked.entity_key;
    if entity.remote_id is not null or entity.discarded_at is not null or entity.replaced_by is not null or not exists (
        select from sync.outbound_queue q
        where q.tenant_id = t and q.entity_key = asked.entity_key and q.state not in ('done', 'cancelled')
    ) then
        update sync.create_questions a set state = 'superseded' where a.tenant_id = t and a.question_id = question;
        return false;
    end if;
    update sync.create_questions a
    set state = 'answered', remote_id = choice, answered_by = sync.my_name(t), answered_at = clock_timestamp()
    where a.tenant_id = t and a.question_id = question;
    -- it goes on as if what was submitted had been submitted again
    with waiting as (
        update sync.outbound_queue q
        set state = case when q.ambiguous_since is null then 'ready' else 'ambiguous' end,
            not_before = case when q.ambiguous_since is null then '-infinity' else sync.quiet_until(q) end,
            tries = 0, first_sent_at = null, detail = '', updated_at = clock_timestamp()
        where q.tenant_id = t and q.entity_key = asked.entity_key and q.state = 'needs_human'
        returning q.entity_key
    ), again as (
        update crm.pricebook_overrides o set state = 'submitted', detail = ''
        from waiting w
        where o.tenant_id = t and o.entity_key = w.entity_key and o.state = 'failed' and o.submitted_op is not null
        returning o
    )
    select array_agg(sync.override_event(a.o, entity.kind) order by (a.o).field) into events from again a;
    perform sync.emit(t, events);
    perform audit.append(t, dev, question, array[
        ('identify', asked.entity_key, '', to_jsonb(sync.found_ids(asked.found)), to_jsonb(choice), null)::audit.entry]);
    return true;
end $$;

-- Those that wait for an answer.
create view sync.open_questions as
select a.tenant_id, a.question_id, a.entity_key, e.kind as entity_kind,
    coalesce(sync.wanted_text(a.tenant_id, a.entity_key, 'code'), '') as code,
    coalesce(sync.wanted_text(a.tenant_id, a.entity_key, 'display_name'),
        sync.wanted_text(a.tenant_id, a.entity_key, 'name'), '') as name,
    a.found, case when array_position((select sync.blind_tenants()), a.tenant_id) is null then a.detail
        else sync.words_without_costs(a.detail) end as detail, a.asked_at
from sync.create_questions a
join crm.entities e on e.tenant_id = a.tenant_id and e.entity_key = a.entity_key
join sync.outbound_queue q on q.tenant_id = a.tenant_id and q.entity_key = a.entity_key and q.state = 'needs_human'
where a.state = 'open' and e.remote_id is null and e.discarded_at is null;
