-- What somebody leaves behind becomes another's: edits (submitted ones stay submitted), open proposals, unfinished
-- change-sets. Who made it stays in the history.

-- Why the other may not have it; null where they may.
create function sync.why_not_theirs(t uuid, login text, heir sync.members) returns text language sql stable
set search_path = pg_catalog, pg_temp as $$
    select case
        when heir.role_name = login then 'It is theirs already.'
        when heir.disabled_at is not null then format('%s was shut out of this team.', heir.label)
        when heir.level = 'viewer' then format('%s can look but not change.', heir.label)
        when heir.level = 'estimator' and exists (
            select from crm.pricebook_overrides o where o.tenant_id = t and o.role_name = login
        ) then format('%s can propose but not change: the edits need a manager or an admin.', heir.label)
    end
$$;

create type sync.handed as (many int, events sync.event[], entries audit.entry[]);

-- What is one's becomes the other's; both may be the same, who is called something else by now.
create function sync.hand_over(t uuid, login text, former_name text, heir sync.members) returns sync.handed language plpgsql
set search_path = pg_catalog, pg_temp as $$
declare
    heirs_name constant text := coalesce(nullif(heir.label, ''), heir.role_name);
    heirs_device uuid;
    handed sync.handed;
begin
    if heir.role_name <> login then
        select d.device_id into heirs_device from sync.devices d
        where d.tenant_id = t and d.role_name = heir.role_name and d.revoked_at is null order by d.last_seen_at desc limit 1;
    end if;
    with edits as (
        update crm.pricebook_overrides o
        set by = heirs_name, role_name = heir.role_name, device_id = coalesce(heirs_device, o.device_id)
        from crm.entities e
        where o.tenant_id = t and o.role_name = login and e.tenant_id = t and e.entity_key = o.entity_key
        returning o, e.kind
    ), clashes as (
        update sync.conflicts c set ours_by = heirs_name
        from edits x
        where c.tenant_id = t and c.entity_key = (x.o).entity_key and c.field = (x.o).field and c.state = 'open'
            and c.standing and c.ours_op = (x.o).op_id
        returning c
    ), asked as (
        update crm.proposals p set by = heirs_name, role_name = heir.role_name
        where p.tenant_id = t and p.role_name = login and p.state = 'open'
        returning p
    ), sets as (
        update crm.change_sets s set by = heirs_name, role_name = heir.role_name
        where s.tenant_id = t and s.role_name = login and s.state <> 'closed'
        returning s
    ), lines as (
        select (o).entity_key, (o).field, (o).op_id, 1 as place from edits
        union all
        select (p).entity_key, (p).field, (p).op_id, 2 from asked
    )
    select (select count(*) from lines),
        (select array_agg(sync.change_set_event(s, null) order by (s).set_id) from sets)
        || (select array_agg(sync.override_event(o, kind) order by (o).entity_key, (o).field) from edits)
        || (select array_agg(sync.conflict_event(c) order by (c).entity_key, (c).field) from clashes)
        || (select array_agg(sync.proposal_event(p) order by (p).op_id) from asked),
        (select array_agg(('reassign', entity_key, field, to_jsonb(former_name), to_jsonb(heirs_name), op_id)::audit.entry
            order by place, entity_key, field, op_id) from lines)
    into handed.many, handed.events, handed.entries;
    return handed;
end $$;

create function sync.reassign(t uuid, dev uuid, login text, to_login text) returns int language plpgsql security definer
set search_path = pg_catalog, pg_temp as $$
declare
    heir sync.members;
    told text;
    handed sync.handed;
begin
    perform sync.demand_admin(t, dev);
    heir := sync.member_of(t, to_login);
    told := sync.why_not_theirs(t, login, heir);
    if told is not null then
        raise exception '%', told using errcode = '42501';
    end if;
    handed := sync.hand_over(t, login, coalesce((
        select nullif(m.label, '') from sync.members m where m.tenant_id = t and m.role_name = login), login), heir);
    if handed.events is not null then
        perform sync.emit(t, handed.events);
    end if;
    perform audit.append(t, dev, null, handed.entries || ('member: reassigned', null, login, null,
        jsonb_build_object('to', to_login, 'many', handed.many), null)::audit.entry);
    return handed.many;
end $$;
