-- Ops: what desktops send. One call is one transaction; the tenant's row is its only lock.

-- One op of the rarer kinds.
create function sync.apply_one(t uuid, dev uuid, who text, level text, op sync.op_row) returns sync.op_effects language plpgsql
set search_path = pg_catalog, pg_temp as $$
declare
    effects sync.op_effects;
    told constant text := case
        when sync.is_kind(op.entity_kind) and op.kind <> 'kit' then format('unknown kind of op: %s', op.kind)
        else format('unknown kind of entity: %s', op.entity_kind)
    end;
begin
    if op.kind = 'change_set' and op.entity_kind = 'change_set' then
        return sync.say_of_change_set(t, dev, who, level, op);
    elsif op.kind = 'resolve' and sync.is_kind(op.entity_kind) then
        return sync.resolve(t, dev, who, op);
    end if;
    effects.results := array[(op.op_id, 'rejected', null, told)::sync.op_result];
    return effects;
end $$;

-- The ops as they are meant by now: for what was adopted under another key, and with the numbers of what ServiceTitan has.
create function sync.as_known_now(t uuid, ops sync.op_row[]) returns sync.op_row[] language plpgsql
set search_path = pg_catalog, pg_temp as $$
declare
    known sync.op_row[] := ops;
begin
    if exists (select from crm.entities e where e.tenant_id = t and e.replaced_by is not null) then
        select array_agg((o.op_id, o.op_no, o.txn_id, o.kind, o.entity_kind, coalesce(e.replaced_by, o.entity_key), o.field,
            o.value, o.seen, o.base, o.conflict_id, o.wall, o.note, o.change_set)::sync.op_row order by o.op_no)
        into known
        from unnest(known) as o
        left join lateral (
            select x.replaced_by from crm.entities x where x.tenant_id = t and x.entity_key = o.entity_key limit 1
        ) e on true;
    end if;
    if exists (
        select from unnest(known) as o
        where sync.reference_member(o.field) is not null and (
            sync.names_a_key(o.field, o.value) or sync.names_a_key(o.field, o.seen) or sync.names_a_key(o.field, o.base))
    ) then
        select array_agg((o.op_id, o.op_no, o.txn_id, o.kind, o.entity_kind, o.entity_key, o.field,
            sync.with_numbers(t, o.field, o.value), sync.with_numbers(t, o.field, o.seen),
            sync.with_numbers(t, o.field, o.base), o.conflict_id, o.wall, o.note, o.change_set)::sync.op_row order by o.op_no)
        into known
        from unnest(known) as o;
    end if;
    return known;
end $$;

-- Ops in the order in which they are applied. Runs of the same sort go together; within a run of edits or proposals, the
-- second one of a field waits for the first, and the second one of a part of a kit. What begins the life of an entity here goes ahead of everything.
create function sync.in_parts(ops sync.op_row[]) returns table (sort text, part sync.op_row[]) language plpgsql
set search_path = pg_catalog, pg_temp as $$
begin
    if not exists (
        select from unnest(ops) as o
        group by o.entity_key, o.field
        having count(*) > 1 or not bool_and(o.kind in ('set', 'unset') and sync.is_kind(o.entity_kind))
    ) then
        return query select 'edit', ops;
        return;
    end if;
    return query
        with sorted as (
            select o, o.op_no, case
                when o.kind = 'change_set' then o.kind
                when o.kind = 'kit' and sync.is_kit_part(o.entity_kind) then o.kind
                when o.kind = 'kit' or not sync.is_kind(o.entity_kind) then 'unknown'
                when o.kind in ('set', 'unset') then 'edit'
                when o.kind = 'create' and row_number() over (partition by o.entity_key order by o.op_no) = 1 then 'birth'
                else o.kind
            end as sort
            from unnest(ops) as o
        ), marked as (
            select x.*, x.sort is distinct from lag(x.sort) over (order by op_no)
                or x.sort not in ('edit', 'submit', 'recall', 'create', 'discard', 'file', 'propose', 'answer',
                    'kit') as begins
            from sorted x where x.sort <> 'birth'
        ), runs as (
            select m.*, count(*) filter (where begins) over (order by op_no) as run from marked m
        ), passes as (
            select r.*, case when r.sort in ('edit', 'propose') then row_number() over (
                partition by run, (o).entity_key, (o).field order by op_no)
                when r.sort = 'kit' then row_number() over (partition by run, (o).entity_key order by op_no) else 1 end as pass
            from runs r
            union all
            select o, op_no, 'create', true, 0, 1 from sorted x where x.sort = 'birth'
        )
        select p.sort, array_agg(p.o order by p.op_no) from passes p group by p.run, p.pass, p.sort order by p.run, p.pass;
end $$;

-- Whether every desktop can read it: what reads JSON there gives up on numbers of thousands of digits and on lists in lists
-- without end, and then the feed ends for everybody. Digits within texts do not count.
create function sync.is_readable(v jsonb) returns boolean language sql immutable as $$
    select length(v::text) <= 100 or not jsonb_path_exists(v, 'strict $.**{50}') and (
        v::text !~ '[0-9.]{100}' or regexp_replace(v::text, '"([^"\\]|\\.)*"', '""', 'g') !~ '[0-9.]{100}')
$$;

-- Why an op cannot be meant so, whatever it is about; null where it can. One odd op never holds up those beside it.
create function sync.oddity(op sync.op_row) returns text language sql immutable as $$
    select case
        when not sync.is_readable(op.value) or not sync.is_readable(op.seen) or not sync.is_readable(op.base)
            then 'A number in it is too long to be read, or a list too deep.'
        when op.field = 'code' and length(op.value::text) > 1000 then 'A code has 1,000 characters at most.'
        when op.kind not in ('submit', 'recall', 'file', 'answer') then null
        else (
            select case
                when exists (
                    select from jsonb_array_elements_text(o.ids) as x (id) where x.id is null or not sync.is_id(x.id)
                ) then 'malformed id'
                when op.kind = 'answer' and jsonb_array_length(o.ids) > 1000 then 'too many at once'
            end
            from (
                select case when jsonb_typeof(n.named) = 'array' then n.named else '[]' end as ids
                from (select case when op.kind = 'answer' then op.value -> 'ops' else op.value end as named) n
            ) o
        )
    end
$$;

-- Whether an op was decided. That another login was refused it does not count: ids can be read in the feed.
create function sync.is_known(t uuid, op uuid) returns boolean language sql stable as $$
    select exists (
        select from sync.receipts l
        where l.tenant_id = t and l.op_id = op and (l.outcome <> 'rejected' or (
            select d.role_name from sync.devices d where d.tenant_id = t and d.device_id = l.device_id) = session_user))
$$;

-- Ops of known kinds by somebody who may. Results come in the order of the ops, or of their ids.
create function sync.apply_together(t uuid, dev uuid, who text, level text, ops sync.op_row[]) returns sync.op_effects
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    known sync.op_row[];
    section record;
    sections int := 0;
    effects sync.op_effects;
    effect sync.op_effects;
    keys uuid[];
    recoded uuid[];
begin
    -- what may be proposed for is there already: who may change nothing founds nothing
    insert into crm.entities (tenant_id, entity_key, kind)
    select t, o.entity_key, min(o.entity_kind)
    from unnest(ops) as o
    where o.kind in ('set', 'unset', 'create', 'discard', 'resolve') and sync.is_kind(o.entity_kind)
    group by o.entity_key
    on conflict do nothing;
    known := sync.as_known_now(t, ops);
    for section in select p.sort, p.part from sync.in_parts(known) as p loop
        effect := case section.sort
            when 'edit' then sync.apply_sets(t, dev, who, section.part)
            when 'submit' then sync.submit(t, section.part)
            when 'recall' then sync.recall(t, section.part)
            when 'create' then sync.apply_creates(t, dev, section.part)
            when 'discard' then sync.apply_discards(t, dev, who, section.part)
            when 'file' then sync.file(t, level, section.part)
            when 'propose' then sync.propose(t, who, section.part)
            when 'answer' then sync.answer(t, who, section.part)
            when 'kit' then sync.apply_kits(t, dev, who, section.part)
            else sync.apply_one(t, dev, who, level, section.part[1])
        end;
        sections := sections + 1;
        if sections = 1 then
            effects := effect;
        else
            effects := sync.both(effects, effect);
        end if;
    end loop;
    if sections > 1 then -- back in one order
        select array_agg(x order by x.op_id) into known from unnest(known) as x;
        select array_agg(x order by x.op_id) into effects.results from unnest(effects.results) as x;
    end if;
    if exists (select from unnest(known) as o where o.field = 'code') then
        select array_agg(distinct o.entity_key) into recoded
        from unnest(known, effects.results) as o (op_id, op_no, txn_id, kind, entity_kind, entity_key, field, value,
            seen, base, answers, wall, note, change_set, same_op_id, outcome, conflict_id, detail)
        where o.field = 'code' and o.kind in ('set', 'unset') and o.outcome = 'accepted';
        effects.events := effects.events || sync.clashing_codes(t, dev, who, recoded);
    end if;
    select array_agg(distinct o.entity_key) into keys from unnest(known) as o;
    effects.events := effects.events || sync.revisit_conflicts(t, keys);
    perform sync.tend_jobs(t, keys);
    return effects;
end $$;

-- Nobody foresees everything that a value may do to a table: an op at which something breaks is refused with what broke, and
-- those beside it count. What is nobody's op's fault (a lock, a full disk, another schema, a statement that takes too long)
-- ends the call; so does what breaks at the twentieth op, which is no odd value but a defect of ours: until it is mended,
-- nothing is refused for it. `broken` is how many of the call were refused so before.
create function sync.apply_what_can_be(t uuid, dev uuid, who text, level text, ops sync.op_row[], broken int)
returns sync.op_effects language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    half constant int := cardinality(ops) / 2;
    effects sync.op_effects;
    broke text;
begin
    begin
        return sync.apply_together(t, dev, who, level, ops);
    exception when others then
        -- cardinality, data, integrity, limits of size, and what a function of ours says of itself
        if left(sqlstate, 2) not in ('21', '22', '23', '54', 'P0') or broken >= 20 then
            raise;
        end if;
        broke := sqlerrm;
    end;
    if half = 0 then
        effects.results := array[
            (ops[1].op_id, 'rejected', null, 'It cannot be kept: ' || broke)::sync.op_result
        ];
        return effects;
    end if;
    effects := sync.apply_what_can_be(t, dev, who, level, ops[:half], broken);
    broken := broken + (select count(*) from unnest(effects.results) as r where r.detail like 'It cannot be kept: %');
    return sync.both(effects, sync.apply_what_can_be(t, dev, who, level, ops[half + 1:], broken));
end $$;

-- Applies ops of one device, in order, each exactly once. `follows` is the op that its sender has before the first of them:
-- where the hub went back and a copy of the device shared just as many others, the numbers alone would fit.
create function sync.take_ops(t uuid, dev uuid, level text, ops sync.op_row[], follows uuid) returns void language plpgsql
set search_path = pg_catalog, pg_temp as $$
declare
    who constant text := sync.my_name(t);
    fresh sync.op_row[] := ops;
    allowed sync.op_row[];
    refused sync.op_result[];
    effects sync.op_effects;
    had bigint;
    beyond bigint;
    first_fresh bigint;
    first_no bigint;
    last_no bigint;
    head bigint;
begin
    perform from sync.tenants where tenant_id = t for update;
    select d.last_op_no into had from sync.devices d where d.tenant_id = t and d.device_id = dev;
    if exists (
        select from unnest(ops) as o
        where (select l.op_id from sync.op_log l where l.tenant_id = t and l.op_id = o.op_id limit 1) is not null
    ) then
        select array_agg(o order by o.op_no) into fresh from unnest(ops) as o where not sync.is_known(t, o.op_id);
    end if;
    select min(o.op_no) into first_fresh from unnest(fresh) as o;
    -- An op known under another device counts: a copied profile goes on as a new one, with what it had not heard of.
    select min(o.op_no), max(o.op_no), count(*) into first_no, last_no, beyond from unnest(ops) as o where o.op_no > had;
    if first_no > had + 1 or last_no - first_no + 1 <> beyond then
        raise exception 'The shared database has the ops of this device up to %.', had
            using errcode = 'LZ001', detail = had::text;
    elsif first_fresh <= had or beyond = cardinality(ops) and exists (
        select from sync.op_log l
        where l.tenant_id = t and l.device_id = dev and l.op_no = had and l.op_id <> follows
    ) then
        raise exception 'Other ops were already received under these numbers: this profile was copied or restored.'
            using errcode = 'LZ002';
    end if;

    if cardinality(fresh) > 0 then
        allowed := fresh;
        if level not in ('manager', 'admin') or exists (
            select from unnest(fresh) as o
            where o.kind in ('submit', 'recall', 'file', 'answer') or not sync.is_readable(o.value)
                or not sync.is_readable(o.seen) or not sync.is_readable(o.base)
                or o.field = 'code' and length(o.value::text) > 1000
        ) then
            select array_agg((o.op_id, 'rejected', null, r.told)::sync.op_result) filter (where r.told is not null),
                array_agg(o order by o.op_no) filter (where r.told is null)
            into refused, allowed
            from unnest(fresh) as o
            cross join lateral (select coalesce(sync.refusal(level, o), sync.oddity(o)) as told) r;
        end if;
        if allowed is not null then
            effects := sync.apply_what_can_be(t, dev, who, level, allowed, 0);
        end if;
        effects.results := effects.results || refused;
        if exists (
            select from unnest(fresh) with ordinality as o
            full join unnest(effects.results) with ordinality as r using (ordinality)
            where o.op_id is distinct from r.op_id
        ) then -- back in one order
            select array_agg(x order by x.op_id) into fresh from unnest(fresh) as x;
            select array_agg(x order by x.op_id) into effects.results from unnest(effects.results) as x;
        end if;

        head := sync.emit(t, effects.events);
        perform audit.append(t, dev, null, effects.entries);
        insert into sync.op_log
            (tenant_id, op_id, device_id, op_no, txn_id, by, kind, entity_kind, entity_key, field, value, seen, base, wall,
             note, change_set, outcome, conflict_id, detail, feed_seq)
        select t, o.op_id, dev, o.op_no, o.txn_id, who, o.kind, o.entity_kind, o.entity_key, coalesce(o.field, ''),
            coalesce(o.value, 'null'), coalesce(o.seen, 'null'), coalesce(o.base, 'null'), coalesce(o.wall, ''),
            coalesce(o.note, ''), o.change_set, o.outcome, o.conflict_id, o.detail, head
        from unnest(fresh, effects.results) as o (op_id, op_no, txn_id, kind, entity_kind, entity_key, field, value, seen,
            base, answers, wall, note, change_set, same_op_id, outcome, conflict_id, detail);
    end if;

    if last_no is not null then
        update sync.devices d set last_op_no = last_no, last_seen_at = clock_timestamp()
        where d.tenant_id = t and d.device_id = dev;
    end if;
end $$;

create function sync.apply_ops(t uuid, dev uuid, ops jsonb, follows uuid default null) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    level constant text := sync.require(t, dev, 'viewer'); -- who may not edit is told so, op by op
    parsed sync.op_row[];
begin
    select array_agg(o order by o.op_no) into parsed from jsonb_populate_recordset(null::sync.op_row, ops) as o;
    perform sync.take_ops(t, dev, level, parsed, follows);
    return (
        select jsonb_agg(jsonb_build_array(l.op_id, l.outcome, l.feed_seq, l.conflict_id, l.detail) order by l.op_no)
        from unnest(parsed) as o
        cross join lateral (
            select x.* from sync.op_log x
            where x.tenant_id = t and x.op_id = o.op_id order by x.device_id <> dev, x.outcome = 'rejected' limit 1
        ) l
    );
end $$;

create function sync.stage_ops(t uuid, dev uuid, ops jsonb) returns void language plpgsql security definer
set search_path = pg_catalog, pg_temp as $$
begin
    perform sync.require(t, dev, 'viewer');
    insert into sync.op_stage (tenant_id, device_id, txn_id, op_no, op)
    select t, dev, o.txn_id, o.op_no, o from jsonb_populate_recordset(null::sync.op_row, ops) as o
    on conflict (tenant_id, device_id, op_no) do update set txn_id = excluded.txn_id, op = excluded.op;
end $$;

-- Receipts are read from the op log afterwards, when the tenant's row is free again. `laid` is how many were laid ready: a
-- server that was killed meanwhile, or that began a new epoch, has forgotten them.
create function sync.apply_txn(t uuid, dev uuid, txn uuid, follows uuid default null, laid int default null) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp set work_mem = '64MB' as $$
declare
    level constant text := sync.require(t, dev, 'viewer');
    staged sync.op_row[];
begin
    select array_agg(s.op order by s.op_no) into staged
    from sync.op_stage s where s.tenant_id = t and s.device_id = dev and s.txn_id = txn;
    if coalesce(cardinality(staged), 0) <> laid then
        raise exception 'Only % of % edits of one step came: they are sent again.', coalesce(cardinality(staged), 0), laid
            using errcode = 'serialization_failure';
    end if;
    perform sync.take_ops(t, dev, level, staged, follows);
    delete from sync.op_stage s where s.tenant_id = t and s.device_id = dev;
end $$;
