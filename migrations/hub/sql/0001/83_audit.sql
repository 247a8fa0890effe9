-- The audit log as a whole: whether it is as it was written, and what it says of whom.

-- A lot of links at a time, since a long log takes longer than a call may.

create type audit.checked as (
    -- The last link of the lot, its last line and its hash: where the next lot begins.
    link bigint, n bigint, hash bytea,
    -- How many lines were ever written.
    lines bigint,
    -- Whether nothing comes after it.
    at_end boolean,
    -- The first link that does not follow from its lines and the link before, and which lines are said to be its.
    broken bigint, from_n bigint, to_n bigint,
    -- What there is of them, and when they were written.
    found bigint, first_at timestamptz, last_at timestamptz);

-- Links after `after_link`, which had been checked, until `many` lines are looked at. In one statement, so that what is
-- written meanwhile is either there whole or not at all.
create function audit.check_lot(t uuid, after_link bigint, many int) returns audit.checked
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
    result audit.checked;
    head sync.tenants;
    before audit.links;
    first_n bigint;
    last_n bigint;
begin
    select * into head from sync.tenants x where x.tenant_id = t;
    result.lines := head.audit_n;
    select * into before from audit.links x where x.tenant_id = t and x.link = after_link;
    first_n := coalesce(before.to_n, 0) + 1;
    select coalesce(max(x.link) filter (where x.from_n <= first_n + many), min(x.link)) into result.link
    from (select l.link, l.from_n from audit.links l where l.tenant_id = t and l.link > after_link order by l.link limit many) x;
    result.at_end := not exists (select from audit.links x where x.tenant_id = t and x.link > coalesce(result.link, after_link));
    select x.to_n, x.hash into result.n, result.hash from audit.links x
    where x.tenant_id = t and x.link = coalesce(result.link, after_link);
    last_n := case when result.at_end then 9223372036854775807 else result.n end;
    with links as (
        select l.*, lag(l.hash, 1, coalesce(before.hash, '\x00'::bytea)) over w as expected_before,
            lag(l.to_n, 1, first_n - 1) over w + 1 as expected_n
        from audit.links l where l.tenant_id = t and l.link > after_link and l.link <= result.link window w as (order by l.link)
    ), digests as (
        select c.link, min(c.n) as from_n, max(c.n) as to_n, count(*) as many, sha256(string_agg(audit.row_hash(
            c.n, sync.moment(c.at), c.actor, c.device_id, c.action, c.entity_key, c.field, c.before, c.after, c.op_id, c.cause),
            ''::bytea order by c.n)) as digest
        from audit.change_log c
        where c.tenant_id = t and c.n <= last_n and (c.n >= first_n or after_link = 0) group by c.link
    ), broken as (
        select coalesce(l.link, d.link) as link
        from links l full join digests d on d.link = l.link
        where l.link is null or d.link is null or l.from_n <> l.expected_n or l.before_hash <> l.expected_before
            or l.from_n <> d.from_n or l.to_n <> d.to_n or d.many <> l.to_n - l.from_n + 1
            or l.hash <> sha256(l.before_hash || d.digest)
    )
    select min(b.link) into result.broken from broken b;
    -- What was cut off at the end leaves a chain that holds, but not up to where the tenant's row says.
    if result.broken is null and result.at_end and (head.audit_link, head.audit_n, head.audit_hash)
        is distinct from (coalesce(result.link, after_link), coalesce(result.n, 0), coalesce(result.hash, '\x00'::bytea))
    then
        result.broken := coalesce(result.link, after_link) + 1;
    end if;
    if result.broken is not null then
        select x.from_n, x.to_n into result.from_n, result.to_n from audit.links x
        where x.tenant_id = t and x.link = result.broken;
        if result.from_n is null and head.audit_link < result.broken then
            result.from_n := coalesce(result.n, 0) + 1;
            result.to_n := nullif(head.audit_n, coalesce(result.n, 0));
        end if;
        select count(*), min(c.at), max(c.at), coalesce(result.from_n, min(c.n)), coalesce(result.to_n, max(c.n))
        into result.found, result.first_at, result.last_at, result.from_n, result.to_n
        from audit.change_log c
        where c.tenant_id = t and (c.link = result.broken or c.n between result.from_n and result.to_n);
    end if;
    return result;
end $$;

-- The first link that does not hold, null when the whole chain does; for whoever asks the database itself.
create function audit.first_broken_link(t uuid) returns bigint language plpgsql stable security definer
set search_path = pg_catalog, pg_temp as $$
declare
    lot audit.checked;
begin
    if not (t = any (sync.my_tenants()) or sync.is_installer()) then
        return null;
    end if;
    loop
        lot := audit.check_lot(t, coalesce(lot.link, 0), 50000);
        if lot.broken is not null or lot.at_end then
            return lot.broken;
        end if;
    end loop;
end $$;

-- Tells nothing of what the log says, so that everybody may look whether it is whole.
create function sync.audit_check(t uuid, dev uuid, after_link bigint, many int) returns audit.checked
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform sync.require(t, dev, 'viewer');
    return audit.check_lot(t, after_link, least(many, 50000));
end $$;

-- The hash of one link, by which a desktop knows again what it has checked before.
create function sync.audit_hash(t uuid, dev uuid, of_link bigint) returns bytea
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform sync.require(t, dev, 'viewer');
    return (select l.hash from audit.links l where l.tenant_id = t and l.link = of_link);
end $$;

-- Looking for lines, the newest first. Each way of looking has its index, in the order that the lines are told in.
create index change_log_by_time on audit.change_log (tenant_id, at, n);
create index change_log_by_device on audit.change_log (device_id, tenant_id, at, n);
create index change_log_by_field on audit.change_log (field, tenant_id, at, n);
create index change_log_by_verb on audit.change_log (verb, tenant_id, at, n);

create type sync.audited as (
    n bigint, link bigint, at timestamptz, actor text, device text, action text, entity_key uuid, entity_kind text,
    code text, name text, field text, before jsonb, after jsonb, op_id uuid, cause uuid, note text, change_set uuid);

-- Entities that have this code, here or there, under all their keys, and the parts of their kits.
create function sync.keys_of_code(t uuid, wanted text) returns uuid[] language sql stable
set search_path = pg_catalog, pg_temp as $$
    with named as (
        select m.entity_key from master.pricebook_entities m where m.tenant_id = t and m.same_code = lower(wanted)
        union
        select o.entity_key from crm.pricebook_overrides o where o.tenant_id = t and o.same_code = lower(wanted)
    ), known as (
        select entity_key from named
        union
        select e.entity_key from named join crm.entities e on e.tenant_id = t and e.replaced_by = named.entity_key
        union
        select e.replaced_by from named join crm.entities e on e.tenant_id = t and e.entity_key = named.entity_key
        where e.replaced_by is not null
    )
    select coalesce(array_agg(x.entity_key), '{}') from (
        select entity_key from known
        union
        select p.part_id from known join crm.kit_parts p on p.tenant_id = t and p.kit_id = known.entity_key
    ) x
$$;

-- With what the line is about and what the step was called that it belongs to.
create function sync.audited(c audit.change_log) returns sync.audited language sql stable
set search_path = pg_catalog, pg_temp as $$
    select (c.n, c.link, c.at, c.actor, coalesce(d.label, ''), c.action,
        coalesce(e.replaced_by, e.entity_key, c.entity_key), e.kind,
        coalesce(m.code, sync.wanted_text(c.tenant_id, e.entity_key, 'code'), ''),
        coalesce(m.display_name, m.name, sync.wanted_text(c.tenant_id, e.entity_key, 'display_name'),
            sync.wanted_text(c.tenant_id, e.entity_key, 'name'), ''),
        c.field, c.before, c.after, c.op_id, c.cause, coalesce(o.note, ''), o.change_set)::sync.audited
    from (values (1)) as one
    left join sync.devices d on d.tenant_id = c.tenant_id and d.device_id = c.device_id
    left join lateral (
        select x.note, x.change_set from sync.op_log x
        where x.tenant_id = c.tenant_id and x.op_id = c.op_id and x.outcome <> 'rejected' limit 1
    ) o on true
    left join lateral (
        select x.kit_id from crm.kit_parts x where x.tenant_id = c.tenant_id and x.part_id = c.entity_key limit 1
    ) k on true
    left join crm.entities e on e.tenant_id = c.tenant_id and e.entity_key = coalesce(k.kit_id, c.entity_key)
    left join master.pricebook_entities m on m.tenant_id = c.tenant_id and m.kind = e.kind and m.remote_id = e.remote_id
$$;

create function sync.line_masked(c audit.change_log) returns audit.change_log language sql stable as $$
    select (c.tenant_id, c.n, c.link, c.at, c.actor, c.device_id, c.action, c.entity_key, c.field,
        sync.masked(c.verb, c.field, c.before, c.after), sync.masked(c.verb, c.field, c.after, c.before), c.op_id, c.cause,
        c.verb)::audit.change_log
$$;

-- `wanted`: {person: a login, code, field, actions: [without what follows a colon], since, until}, each of which may be
-- missing. Managers see everything; others what they did themselves, at whichever device. Goes on after the line
-- `before_n` of `before_at`. Of a pull a line holds many fields, and `field` looks into it. A page is read off an index as it
-- stands: whatever statistics make of it, nothing is gathered first and sorted then.
create function sync.audit_search(t uuid, dev uuid, wanted jsonb, before_at timestamptz, before_n bigint, many int)
returns setof sync.audited language plpgsql stable security definer set search_path = pg_catalog, pg_temp
set enable_bitmapscan = off set enable_sort = off as $$
declare
    mine constant text := sync.require(t, dev, 'viewer');
    person constant text := case when mine in ('manager', 'admin') then wanted ->> 'person' else session_user end;
    devices uuid[];
    keys uuid[];
    actions text[];
    plain text := 'x.tenant_id = $1';
    page text;
begin
    if mine not in ('manager', 'admin') and wanted ->> 'person' <> session_user then
        raise exception 'This needs the level "manager"; this login has "%".', mine using errcode = '42501';
    end if;
    if person is not null then
        devices := array(select d.device_id from sync.devices d where d.tenant_id = t and d.role_name = person);
    end if;
    if wanted ? 'code' then
        keys := sync.keys_of_code(t, wanted ->> 'code');
    end if;
    if wanted ? 'actions' then
        actions := array(select jsonb_array_elements_text(wanted -> 'actions'));
    end if;
    plain := concat(plain,
        case when before_n is not null then ' and x.at <= $2 and (x.at, x.n) < ($2, $3)' end,
        case when wanted ? 'since' then ' and x.at >= $4' end,
        case when wanted ? 'until' then ' and x.at < $5' end,
        case when devices is not null and keys is not null then ' and x.device_id = any ($6)' end,
        case when actions is not null and coalesce(devices, keys) is not null or wanted ? 'field' and actions is not null then
            ' and x.verb = any ($8)' end,
        case when wanted ? 'field' and coalesce(devices, keys) is not null then
            ' and (x.field = $9 or x.verb in (''pull'', ''revive'') and x.after ? $9)' end);
    page := format('(select x.* from audit.change_log x where %s and %%s order by x.at desc, x.n desc limit $10)', plain);
    page := case
        when keys is not null then
            format('unnest($7) as k (one) cross join lateral ' || page || ' c', 'x.entity_key = k.one')
        when devices is not null then
            format('unnest($6) as k (one) cross join lateral ' || page || ' c', 'x.device_id = k.one')
        when wanted ? 'field' then
            format('(' || page || ' union all ' || page || ' union all ' || page || ') c', 'x.field = $9',
                'x.verb = ''pull'' and x.after ? $9', 'x.verb = ''revive'' and x.after ? $9')
        when actions is not null then
            format('unnest($8) as k (one) cross join lateral ' || page || ' c', 'x.verb = k.one')
        else format(page || ' c', 'true') end;
    return query execute format(
        'select a.* from ('
        'select c.at, c.n, (c.tenant_id, c.n, c.link, c.at, c.actor, c.device_id, c.action, c.entity_key, c.field, c.before,'
        ' c.after, c.op_id, c.cause, c.verb)::audit.change_log as line from %s order by c.at desc, c.n desc limit $10) f'
        ' cross join lateral sync.audited(case when $11 then sync.line_masked(f.line) else f.line end) as a order by f.at desc, f.n desc', page)
        using t, before_at, before_n, (wanted ->> 'since')::timestamptz, (wanted ->> 'until')::timestamptz, devices, keys,
            actions, wanted ->> 'field', least(many, 500), sync.hides_costs(t);
end $$;

-- Of whom the caller may see lines: logins and what they are called.
create function sync.audit_people(t uuid, dev uuid) returns table (login text, label text)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
    mine constant text := sync.require(t, dev, 'viewer');
begin
    return query
        select d.role_name, coalesce(nullif(min(m.label), ''), d.role_name)
        from sync.devices d left join sync.members m on m.tenant_id = t and m.role_name = d.role_name
        where d.tenant_id = t and (mine in ('manager', 'admin') or d.role_name = session_user)
        group by d.role_name order by 2, 1;
end $$;
