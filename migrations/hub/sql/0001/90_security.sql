-- Who sees what: rows of one's own tenants, by the login itself. Writes go through functions alone.

do $$
declare
    place record;
begin
    for place in
        select c.oid::regclass as name, c.relname, n.nspname
        from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
        where n.nspname in ('raw', 'master', 'crm', 'sync', 'audit', 'pricing') and c.relkind in ('r', 'p')
            and c.relname not in ('schema_version', 'handshake')
    loop
        execute format('alter table %s enable row level security', place.name);
        execute format('alter table %s force row level security', place.name);
        if place.nspname = 'sync' and place.relname = 'members' then
            execute format('create policy own_login on %s using (role_name = session_user)', place.name);
        else
            -- Written so that no index can serve it: it is a check of what `tenant_id = …` found, and the planner, who
            -- without statistics takes every index that begins with the tenant for equally good, is not led astray.
            execute format('create policy own_tenants on %s '
                'using (array_position((select sync.my_tenants()), tenant_id) is not null)', place.name);
        end if;
    end loop;
end $$;

-- Who is shown no costs does not see rows that have some. For desktops' logins alone: what functions and views of the owner
-- look up is not checked for it, and theirs takes costs out.
do $$
declare
    place record;
begin
    for place in
        select c.oid::regclass as name, case c.oid::regclass
                when 'master.reference_rows'::regclass then 'sync.list_tells_costs(list)'
                -- What an entity is called is told by these.
                when 'crm.pricebook_overrides'::regclass then
                    'field not in (''code'', ''name'', ''display_name'') or detail <> '''''
                when 'sync.conflicts'::regclass then 'sync.bears_costs(field)'
                when 'crm.proposals'::regclass then 'sync.bears_costs(field)'
                when 'crm.habits'::regclass then 'sync.bears_costs(field)'
                when 'sync.push_results'::regclass then 'sync.bears_costs(field) or detail <> '''''
                when 'sync.create_questions'::regclass then 'sync.words_without_costs(detail) <> detail'
                when 'sync.inbound_log'::regclass then 'sync.words_without_costs(detail) <> detail'
                else 'true'
            end as has_costs
        from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
        where c.relkind in ('r', 'p') and (
            n.nspname in ('raw', 'master', 'pricing') and c.relname <> 'pricebook_images'
            or c.oid in (
                'sync.change_feed'::regclass, 'sync.op_log'::regclass, 'sync.outbound_queue'::regclass,
                'sync.push_attempt'::regclass, 'sync.conflicts'::regclass, 'sync.push_results'::regclass,
                'sync.create_questions'::regclass, 'sync.inbound_log'::regclass,
                'crm.pricebook_overrides'::regclass, 'crm.proposals'::regclass, 'crm.habits'::regclass))
    loop
        execute format('create policy costs_hidden on %s as restrictive for select to lazi_desktop '
            'using (array_position((select sync.blind_tenants()), tenant_id) is null or not (%s))',
            place.name, place.has_costs);
    end loop;
end $$;

-- Functions see who belongs where, to tell whose login a login is, and look at what they were asked about alone.
create policy by_functions on sync.members using (current_user = 'lazi_owner');

-- Whoever runs the migrations founds tenants and lets people in.
create policy installer on sync.tenants using ((select sync.is_installer()));
create policy installer on sync.members using ((select sync.is_installer()));
create policy installer on sync.devices using ((select sync.is_installer()));

-- And, after bringing back a backup, begins another epoch; as the owner, not by looking around.
do $$
declare
    place regclass;
begin
    foreach place in array array[
        'sync.outbound_queue', 'sync.locks', 'sync.due_jobs', 'sync.pull_cursor', 'sync.absences', 'sync.inbound_log',
        'sync.op_stage', 'sync.epochs', 'sync.change_feed', 'crm.entities', 'audit.change_log', 'audit.links']::regclass[]
    loop
        execute format('create policy installer on %s '
            'using (current_user = ''lazi_owner'' and (select sync.is_installer()))', place);
    end loop;
end $$;

-- Plans are made once a session, since making them anew costs more than carrying them out; and since a session may begin
-- while its tables are empty, they go by the indexes.
do $$
declare
    entrance regprocedure;
begin
    for entrance in
        select p.oid from pg_catalog.pg_proc p
        where p.pronamespace = 'sync'::regnamespace and p.prosecdef and p.proname not in ('my_tenants', 'blind_tenants')
    loop
        execute format('alter function %s set plan_cache_mode = force_generic_plan', entrance);
        execute format('alter function %s set enable_seqscan = off', entrance);
    end loop;
end $$;

grant usage on schema raw, master, crm, sync, audit, pricing to lazi_desktop;
grant select on all tables in schema raw, master, crm, sync, audit, pricing to lazi_desktop;
revoke select on sync.op_stage, audit.change_log, audit.links from lazi_desktop;
grant execute on function
    sync.my_tenants(), sync.is_installer(), sync.blind_tenants(), sync.hides_costs(uuid), sync.tells_cost(text),
    sync.bears_costs(text), sync.list_tells_costs(text), sync.without_costs(jsonb), sync.value_without_costs(text, jsonb),
    sync.words_without_costs(text), sync.same(jsonb, jsonb), sync.decide_op(jsonb, jsonb, jsonb),
    sync.decide_pull(jsonb, jsonb, jsonb, jsonb, jsonb, boolean), sync.moment(timestamptz),
    sync.conflict_payload(sync.conflicts), sync.change_set_event(crm.change_sets, uuid),
    sync.proposal_payload(crm.proposals), sync.habit_payload(crm.habits), audit.first_broken_link(uuid), sync.is_known(uuid, uuid),
    sync.kit_payload(text, uuid, jsonb, jsonb, text, timestamptz), sync.plain(jsonb), sync.row_hash(uuid, bigint, text, jsonb), sync.bucket_of(uuid), sync.wanted_text(uuid, uuid, text),
    sync.enrol(uuid, uuid, uuid, text, text, text[]),
    sync.apply_ops(uuid, uuid, jsonb, uuid), sync.stage_ops(uuid, uuid, jsonb), sync.apply_txn(uuid, uuid, uuid, uuid, int),
    sync.acquire(uuid, uuid, uuid, text, int), sync.renew(uuid, uuid, text, bigint, int),
    sync.release(uuid, uuid, text, bigint),
    sync.begin_run(uuid, uuid, bigint, text, boolean), sync.end_run(uuid, uuid, bigint, uuid, text, jsonb, text),
    sync.ingest(uuid, uuid, bigint, uuid, text, json, jsonb),
    sync.claim(uuid, uuid, bigint, int), sync.intend(uuid, uuid, bigint, uuid, jsonb, jsonb, text),
    sync.answered(uuid, uuid, bigint, uuid, uuid, text, int, text),
    sync.settle(uuid, uuid, bigint, uuid, jsonb, text, text),
    sync.put_off(uuid, uuid, bigint, uuid, text, float8, text, jsonb),
    sync.adopt(uuid, uuid, bigint, uuid, bigint), sync.not_found(uuid, uuid, bigint, uuid),
    sync.gone(uuid, uuid, bigint, uuid),
    sync.ask_which(uuid, uuid, bigint, uuid, jsonb, text, jsonb), sync.answer_create(uuid, uuid, uuid, bigint),
    sync.note_cursor(uuid, uuid, uuid, bigint), sync.history_of(uuid, uuid, uuid, bigint, int),
    sync.history_of_kit(uuid, uuid, uuid, bigint, int),
    sync.audit_check(uuid, uuid, bigint, int), sync.audit_hash(uuid, uuid, bigint),
    sync.audit_search(uuid, uuid, jsonb, timestamptz, bigint, int), sync.audit_people(uuid, uuid),
    sync.pulled_counts(uuid, uuid, uuid[]), sync.pulled(uuid, uuid, uuid[], text, int, int),
    sync.take_due(uuid, uuid, jsonb),
    sync.finish_due(uuid, uuid, text, float8), sync.draw(uuid, uuid, int), sync.slow_down(uuid, uuid, float8),
    sync.report_rollback(uuid, uuid, uuid, bigint, uuid, bigint),
    sync.note_missing(uuid, uuid, bigint, uuid, text), sync.bury(uuid, uuid, bigint, uuid, text, bigint[]),
    sync.ingest_reference(uuid, uuid, bigint, uuid, text, json, boolean, timestamptz),
    sync.note_list_refused(uuid, uuid, bigint, text, text),
    sync.note_twins(uuid, uuid, bigint, uuid, text[], jsonb),
    sync.put_view(uuid, uuid, text, text, jsonb), sync.drop_view(uuid, uuid, text, text),
    sync.put_rule(uuid, uuid, uuid, text, text, text, bigint), sync.drop_rule(uuid, uuid, uuid),
    sync.keep_blob(uuid, uuid, text, text, bytea), sync.missing_blobs(uuid, uuid, text[]),
    sync.keep_picture(uuid, uuid, text, text, text, bytea), sync.note_upload(uuid, uuid, bigint, text, text),
    sync.forget_upload(uuid, uuid, bigint, text, text), sync.prove_picture(uuid, uuid, bigint, text, text),
    sync.raise_floor(uuid, uuid, bigint), sync.make_audit_years(uuid, uuid, bigint),
    sync.drop_lot(uuid, uuid, bigint, text, int, text),
    sync.team(uuid, uuid), sync.invite(uuid, uuid, text, text, text, text),
    sync.change_member(uuid, uuid, text, text, text), sync.disable_member(uuid, uuid, text),
    sync.enable_member(uuid, uuid, text), sync.renew_password(uuid, uuid, text, text),
    sync.own_password_chosen(uuid, uuid), sync.reassign(uuid, uuid, text, text),
    sync.put_team_settings(uuid, uuid, jsonb)
to lazi_desktop;

-- Last, so that nobody is given any right to them.
select audit.make_part(null), audit.make_years();
