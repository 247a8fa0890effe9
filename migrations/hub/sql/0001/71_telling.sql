-- Feed and audit: how a transaction tells what it did. Both are called under the tenant's row lock.

create type sync.event as (kind text, entity_key uuid, field text, payload jsonb, op_id uuid);

create function sync.moment(at timestamptz) returns text language sql immutable as $$
    select to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
$$;

-- Appends one group and returns the feed's head. The row lock makes the order of commits the order of numbers.
create function sync.emit(t uuid, events sync.event[]) returns bigint language plpgsql
set search_path = pg_catalog, pg_temp as $$
declare
    many constant int := coalesce(cardinality(events), 0);
    grp constant uuid := gen_random_uuid();
    head bigint;
begin
    update sync.tenants set feed_seq = feed_seq + many where tenant_id = t returning feed_seq into head;
    insert into sync.change_feed (tenant_id, seq, grp, grp_last, kind, entity_key, field, payload, op_id)
    select t, head - many + e.number, grp, e.number = many, e.kind, e.entity_key, e.field, e.payload, e.op_id
    from unnest(events) with ordinality as e (kind, entity_key, field, payload, op_id, number);
    return head;
end $$;

create function audit.row_hash(
    n bigint, at text, actor text, device_id uuid, action text, entity_key uuid, field text, before jsonb,
    after jsonb, op_id uuid, cause uuid
) returns bytea language sql stable as $$
    select sha256(convert_to(json_build_array(
        n, at, actor, device_id, action, entity_key, field, before, after, op_id, cause)::text, 'UTF8'))
$$;

create function audit.append(t uuid, dev uuid, cause uuid, entries audit.entry[]) returns void language plpgsql
set search_path = pg_catalog, pg_temp as $$
declare
    many constant int := coalesce(cardinality(entries), 0);
    moment constant timestamptz := clock_timestamp();
    moment_text constant text := sync.moment(moment);
    who constant text := sync.my_name(t);
    cause_id constant uuid := cause;
    head sync.tenants;
    digest bytea;
    chained bytea;
begin
    if many = 0 then
        return;
    end if;
    select * into head from sync.tenants where tenant_id = t for update;
    with added as (
        insert into audit.change_log as l
            (tenant_id, n, link, at, actor, device_id, action, entity_key, field, before, after, op_id, cause)
        select t, head.audit_n + e.number, head.audit_link + 1, moment, who, dev, e.action, e.entity_key, e.field,
            e.before, e.after, e.op_id, cause_id
        from unnest(entries) with ordinality as e (action, entity_key, field, before, after, op_id, number)
        returning l.n, audit.row_hash(
            l.n, moment_text, l.actor, l.device_id, l.action, l.entity_key, l.field, l.before, l.after, l.op_id, l.cause) as hash
    )
    select sha256(string_agg(hash, ''::bytea order by n)) into digest from added;
    chained := sha256(head.audit_hash || digest);
    insert into audit.links (tenant_id, link, from_n, to_n, before_hash, hash)
    values (t, head.audit_link + 1, head.audit_n + 1, head.audit_n + many, head.audit_hash, chained);
    update sync.tenants
    set audit_n = head.audit_n + many, audit_link = head.audit_link + 1, audit_hash = chained
    where tenant_id = t;
end $$;

create function sync.override_event(
    entity_key uuid, entity_kind text, field text, value jsonb, base jsonb, op_id uuid, by text, at text,
    state text, detail text, change_set uuid
) returns sync.event language sql stable as $$
    select ('override', entity_key, field, jsonb_build_object(
        'kind', entity_kind, 'value', value, 'base', base, 'by', by, 'at', at, 'op_id', op_id,
        'state', state, 'detail', detail, 'change_set', change_set), op_id)::sync.event
$$;

create function sync.override_event(o crm.pricebook_overrides, entity_kind text) returns sync.event language sql stable
as $$
    select sync.override_event(
        o.entity_key, entity_kind, o.field, o.value, o.base, o.op_id, o.by, sync.moment(o.set_at), o.state, o.detail,
        o.change_set)
$$;

create function sync.cleared_event(entity_key uuid, field text, op_id uuid) returns sync.event language sql immutable as $$
    select ('override', entity_key, field, null, op_id)::sync.event
$$;

create function sync.conflict_payload(c sync.conflicts) returns jsonb language sql immutable as $$
    select jsonb_build_object(
        'conflict_id', c.conflict_id, 'entity_key', c.entity_key, 'entity_kind', c.entity_kind, 'field', c.field,
        'kind', c.kind, 'base', c.base, 'ours', c.ours, 'theirs', c.theirs, 'state', c.state, 'by', c.ours_by,
        'theirs_by', c.theirs_by, 'at', sync.moment(c.created_at))
$$;

create function sync.conflict_event(c sync.conflicts) returns sync.event language sql immutable as $$
    select ('conflict', c.entity_key, c.field, sync.conflict_payload(c), c.ours_op)::sync.event
$$;
