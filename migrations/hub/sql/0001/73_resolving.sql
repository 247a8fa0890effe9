-- What was answered without a person counts in the pull that ran into it.
create function sync.count_answer(t uuid, clash sync.conflicts) returns void language plpgsql
set search_path = pg_catalog, pg_temp as $$
declare
    answered constant text := case clash.resolution when 'merged' then 'merged' when 'rule' then 'ruled' end;
begin
    if answered is null or not clash.standing then
        return;
    end if;
    update sync.inbound_log r
    set counts = r.counts || jsonb_build_object(answered, coalesce((r.counts ->> answered)::int, 0) + 1)
    where r.tenant_id = t and r.run_id = (
        select x.run_id from sync.inbound_log x
        where x.tenant_id = t and x.what = clash.entity_kind and x.started_at <= clash.created_at
        order by x.started_at desc limit 1
    ) and (r.finished_at is null or r.finished_at >= clash.created_at);
end $$;

-- Answers a conflict, if the pair is still the one the person saw. What is gone has no value of ServiceTitan's; a desktop
-- may still name the last one.
create function sync.resolve(t uuid, dev uuid, who text, op sync.op_row) returns sync.op_effects language plpgsql
set search_path = pg_catalog, pg_temp as $$
declare
    effects sync.op_effects;
    clash sync.conflicts;
    entity crm.entities;
    held crm.pricebook_overrides;
    wanted constant jsonb := coalesce(op.value, 'null');
    last_mirrored jsonb;
    mirrored jsonb;
    effective jsonb;
    is_gone boolean;
    is_same boolean;
begin
    select * into clash from sync.conflicts
    where tenant_id = t and conflict_id = op.conflict_id and entity_key = op.entity_key and field = op.field;
    select * into held from crm.pricebook_overrides o
    where o.tenant_id = t and o.entity_key = op.entity_key and o.field = op.field;
    select * into entity from crm.entities e where e.tenant_id = t and e.entity_key = op.entity_key;
    select coalesce(m.fields -> op.field, 'null'), m.deleted_at is not null into last_mirrored, is_gone
    from master.pricebook_entities m
    where m.tenant_id = t and m.kind = entity.kind and m.remote_id = entity.remote_id;
    last_mirrored := coalesce(last_mirrored, 'null');
    is_gone := coalesce(is_gone, false);
    mirrored := case when is_gone then 'null' else last_mirrored end;
    effective := coalesce(held.value, mirrored);
    is_same := case
        when clash.conflict_id is null or clash.state <> 'open' then false
        when op.field = 'deleted' then
            jsonb_typeof(wanted) <> 'array' or sync.op_ids_of(t, op.entity_key) <@ wanted and entity.remote_id is null
        else (sync.same(sync.as_said(t, op.field, op.seen, effective), effective)
                or is_gone and held.op_id is null and sync.same(op.seen, last_mirrored))
            and (sync.same(sync.as_said(t, op.field, op.base, mirrored), mirrored)
                or is_gone and sync.same(op.base, last_mirrored))
    end;
    if not is_same then
        effects.results := array[(op.op_id, 'stale', op.conflict_id, '')::sync.op_result];
        if clash.conflict_id is not null then
            effects.events := array[sync.conflict_event(clash)];
        end if;
        return effects;
    end if;
    update sync.conflicts c
    set state = 'resolved', resolved_op = op.op_id, resolved_by = who, resolved_at = clock_timestamp(),
        resolution = case
            when op.note = 'merged' then 'merged'
            when op.note like 'rule %' then 'rule'
            when wanted = c.ours then 'ours'
            when wanted = c.theirs then 'theirs'
            else 'edited'
        end
    where c.tenant_id = t and c.conflict_id = op.conflict_id
    returning * into clash;
    perform sync.count_answer(t, clash);
    if op.field = 'deleted' then
        if jsonb_typeof(wanted) = 'array' then
            effects := sync.throw_away(t, dev, array[op.entity_key], array[op.op_id]);
        elsif entity.discarded_at is not null then
            update crm.entities e set discarded_at = null where e.tenant_id = t and e.entity_key = op.entity_key;
            effects.events := array[sync.created_event(op.entity_key, entity.kind, op.op_id)];
        end if;
        effective := to_jsonb(entity.discarded_at is not null);
    elsif wanted = mirrored then
        delete from crm.pricebook_overrides o
        where o.tenant_id = t and o.entity_key = op.entity_key and o.field = op.field;
        effects.events := array[sync.cleared_event(op.entity_key, op.field, op.op_id)];
    elsif clash.standing or wanted <> effective then
        if entity.discarded_at is not null then -- keeping an edit keeps what it is an edit of
            update crm.entities e set discarded_at = null where e.tenant_id = t and e.entity_key = op.entity_key;
            effects.events := array[sync.created_event(op.entity_key, entity.kind, op.op_id)];
        end if;
        insert into crm.pricebook_overrides as o (tenant_id, entity_key, field, value, base, op_id, by, device_id, state,
            change_set)
        values (t, op.entity_key, op.field, wanted, mirrored, op.op_id, who, dev, sync.unsent_state(op.field), op.change_set)
        on conflict (tenant_id, entity_key, field) do update
        set value = excluded.value, base = excluded.base, op_id = excluded.op_id, by = excluded.by,
            device_id = excluded.device_id, role_name = excluded.role_name, set_at = clock_timestamp(), submitted_op = null, state = excluded.state,
            detail = '' -- decided, it stays in the change-set it was filed in, or in none
        returning * into held;
        effects.events := effects.events || sync.override_event(held, clash.entity_kind);
    end if;
    effects.results := array[(op.op_id, 'accepted', op.conflict_id, '')::sync.op_result];
    effects.entries := effects.entries || ('resolve' || coalesce(': ' || nullif(op.note, ''), ''), op.entity_key, op.field,
        effective, wanted, op.op_id)::audit.entry;
    effects.events := effects.events || sync.conflict_event(clash);
    if op.field = 'code' and not (clash.kind = 'unique' and clash.resolution = 'ours') then
        effects.events := effects.events || sync.clashing_codes(t, dev, who, array[op.entity_key]);
    end if;
    return effects;
end $$;
