-- Whether the audit log is as it was written: a lot of links at a time, since a long log takes longer than a call may.

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
