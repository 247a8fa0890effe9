-- Parts of kits: made whole, then changed field by field.

create function sync.is_kit_part(kind text) returns boolean language sql immutable as $$
    select coalesce(kind in (
        'kit', 'kit_group', 'kit_item', 'kit_include', 'kit_parameter', 'kit_sample', 'kit_version', 'kit_use'), false)
$$;

-- Fields of which the last word counts. As in domain/kits/parts.py.
create function sync.is_last_word(kind text, field text) returns boolean language sql immutable as $$
    select field in ('place', 'collapsed', 'colour', 'gone')
        or kind = 'kit_use' and field in ('version', 'applied', 'beside', 'least', 'left')
$$;

-- Why an op about a part cannot be meant so; null where it can. Without a field it makes the part: `value` is all of it.
-- Lengths are as in domain/kits/sizes.py.
create function sync.kit_oddity(op sync.op_row) returns text language sql immutable as $$
    select case
        when coalesce(op.field, '') = '' and (jsonb_typeof(op.value) is distinct from 'object'
            or op.entity_kind <> 'kit' and not coalesce(sync.is_id(op.value ->> 'kit'), false)) then 'not a part of a kit'
        when op.field in ('number', 'content') and op.entity_kind = 'kit_version' then 'A version never changes.'
        when length(op.seen::text) > 400000 or length(op.base::text) > 2000000 then 'too long'
        else (
            select case
                when e.name !~ '^[a-z][a-z_]{0,39}$' or e.name = 'kit' then format('unknown field: %s', left(e.name, 60))
                else format('too long: %s', e.name)
            end
            from (
                select op.field as name, op.value where op.field <> ''
                union all
                select x.key, x.value
                from jsonb_each(case when coalesce(op.field, '') = '' then op.value - 'kit' else '{}' end) as x
            ) e
            where e.name !~ '^[a-z][a-z_]{0,39}$' or e.name = 'kit' or length(e.value::text) >
                case when op.entity_kind = 'kit_version' and e.name = 'content' then 8000000 else 400000 end
            limit 1
        )
    end
$$;

create function sync.is_too_large(kind text, fields jsonb) returns boolean language sql immutable as $$
    select length(fields::text) > case kind when 'kit_version' then 8800000 else 2800000 end
        or (select count(*) from jsonb_object_keys(fields)) > 60
$$;

create function sync.without_nulls(fields jsonb) returns jsonb language sql immutable as $$
    select coalesce(jsonb_object_agg(e.key, e.value), '{}') from jsonb_each(fields) as e where e.value <> 'null'
$$;

-- What of `others` is still to be chosen where the field is `now`. Who saw what was there and `known` beside it, and spoke
-- then, has chosen between these.
create function sync.clashes_left(others jsonb, dev uuid, now jsonb, has_seen boolean, known jsonb) returns jsonb
language sql immutable as $$
    select coalesce(jsonb_agg(e.clash order by e.place), '[]')
    from jsonb_array_elements(others) with ordinality as e (clash, place)
    where e.clash ->> 'device' <> dev::text and e.clash -> 'value' <> now and not (has_seen and exists (
        select from jsonb_array_elements(case when jsonb_typeof(known) = 'array' then known else '[]' end) as k (value)
        where k.value = e.clash -> 'value'))
$$;

create function sync.kit_payload(
    kind text, kit_id uuid, fields jsonb, clashes jsonb, by text, at timestamptz
) returns jsonb language sql stable as $$
    select jsonb_build_object('kind', kind, 'kit', kit_id, 'fields', fields, 'clashes', clashes, 'by', by,
        'at', sync.moment(at))
$$;

-- Many ops at once, each of another part. What was said in ignorance of what is there does not take its place: it is kept
-- beside it, until somebody who saw it speaks. Rows are looked up one by one, for the reason given with `apply_sets`.
create function sync.apply_kits(t uuid, dev uuid, who text, ops sync.op_row[]) returns sync.op_effects language plpgsql
set search_path = pg_catalog, pg_temp as $$
declare
    moment constant timestamptz := clock_timestamp();
    effects sync.op_effects;
begin
    with looked as materialized (
        select o.op_id, o.op_no, o.entity_kind as kind, o.entity_key as part_id, coalesce(o.field, '') as field,
            coalesce(o.value, 'null') as value, coalesce(o.seen, 'null') as seen, o.base as known,
            coalesce(o.field, '') = '' as is_whole, p.kit_id as kit_there, coalesce(p.fields, '{}') as fields,
            coalesce(p.clashes, '{}') as clashes, p.by, p.at,
            coalesce(sync.kit_oddity(o), case when p.kind <> o.entity_kind then 'It is a part of another kind.' end) as odd
        from unnest(ops) as o
        left join lateral (
            select x.* from crm.kit_parts x where x.tenant_id = t and x.part_id = o.entity_key limit 1
        ) p on true
    ), meant as materialized (
        select l.*, coalesce(l.fields -> l.field, 'null') as current, coalesce(l.clashes -> l.field, '[]') as others, (
                select e.clash from jsonb_array_elements(coalesce(l.clashes -> l.field, '[]')) as e (clash)
                where e.clash ->> 'device' = dev::text limit 1
            ) as own,
            case
                when l.odd is not null or not l.is_whole then l.kit_there
                when l.kind = 'kit' then l.part_id
                else (l.value ->> 'kit')::uuid
            end as kit_id,
            case -- as it is where this is taken
                when l.odd is not null then l.fields
                -- it may have been edited before it came
                when l.is_whole then sync.without_nulls((l.value - 'kit') || l.fields)
                when l.value = 'null' and l.kit_there is not null then l.fields - l.field
                else l.fields || jsonb_build_object(l.field, l.value)
            end as taken
        from looked l
    ), judged as materialized (
        select m.*, coalesce(m.odd, case
                when m.kit_there <> m.kit_id then 'It is a part of another kit.'
                when sync.is_too_large(m.kind, m.taken) then 'too large'
            end) as told,
            case
                when m.is_whole then
                    case when m.kit_there is null or m.taken <> m.fields then 'accepted' else 'noop' end
                when m.value = m.current and (m.kit_there is not null or m.fields ? m.field) then
                    case when m.seen = m.current and m.others <> '[]' then 'accepted' else 'noop' end
                when m.seen = m.current or sync.is_last_word(m.kind, m.field) or m.kit_there is null and not m.fields ? m.field
                    then 'accepted'
                -- they take back what they said
                when m.seen = m.own -> 'value' and m.value = m.own -> 'seen' then 'noop'
                else 'conflict'
            end as verdict
        from meant m
    ), weighed as materialized (
        select j.*, case when j.told is null then j.verdict else 'rejected' end as outcome, case
                when j.others = '[]' and j.verdict <> 'conflict' or j.told is not null then j.others
                when j.verdict = 'conflict' then
                    sync.clashes_left(j.others, dev, j.current, false, null) || jsonb_build_object(
                        'value', j.value, 'seen', case when j.seen = j.own -> 'value' then j.own -> 'seen' else j.seen end,
                        'by', who, 'at', sync.moment(moment), 'op', j.op_id, 'device', dev)
                else sync.clashes_left(j.others, dev, case when j.verdict = 'accepted' then j.value else j.current end,
                    j.seen = j.current, j.known)
            end as left_over
        from judged j
    ), decided as materialized (
        select w.op_id, w.op_no, w.part_id, w.kind, w.kit_id, w.field, w.is_whole, w.value, w.current, w.outcome, w.told,
            w.outcome = 'accepted' or w.left_over <> w.others as is_changed, w.left_over <> w.others as is_answer,
            case when w.outcome = 'accepted' then w.taken else w.fields end as fields,
            case when w.left_over = '[]' then w.clashes - w.field
                else w.clashes || jsonb_build_object(w.field, w.left_over) end as clashes,
            case when w.outcome = 'accepted' then who else w.by end as by,
            case when w.outcome = 'accepted' then moment else w.at end as at
        from weighed w
    ), put as (
        insert into crm.kit_parts as p (tenant_id, part_id, kind, kit_id, fields, clashes, by, at)
        select t, d.part_id, d.kind, d.kit_id, d.fields, d.clashes, d.by, d.at from decided d where d.is_changed
        on conflict (tenant_id, part_id, kind) do update
        set kit_id = excluded.kit_id, fields = excluded.fields, clashes = excluded.clashes, by = excluded.by,
            at = excluded.at
    )
    select
        (select array_agg((d.op_id, d.outcome, null, coalesce(d.told, ''))::sync.op_result order by d.op_no) from decided d),
        (select array_agg(('kit_part', d.part_id, '',
            sync.kit_payload(d.kind, d.kit_id, d.fields, d.clashes, d.by, d.at), d.op_id)::sync.event order by d.op_no)
         from decided d where d.is_changed and d.kit_id is not null),
        (select array_agg((case when d.is_answer then 'kit: chosen' else 'kit' end, d.part_id, d.field,
            case when d.is_whole then null else d.current end, case when d.is_whole then d.value - 'content' else d.value end,
            d.op_id)::audit.entry order by d.op_no)
         from decided d where d.outcome = 'accepted')
    into effects.results, effects.events, effects.entries;
    return effects;
end $$;
