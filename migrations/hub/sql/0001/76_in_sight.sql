-- What desktops read, as the caller may see it: as it is, or without costs. Views of the owner, so that what hides the
-- tables from who sees no costs does not hide these; whose tenant it is is looked at there as everywhere.

-- Gapless for everybody: in place of what is about a cost alone comes a row that changes nothing, an override that is
-- none any more and never was one where no costs are shown.
create view sync.feed as
select tenant_id, seq, grp, grp_last,
    case when sync.tells_cost(field) and array_position((select sync.blind_tenants()), tenant_id) is not null then 'override'
        else kind end as kind,
    entity_key, field,
    case
        when array_position((select sync.blind_tenants()), tenant_id) is null or kind = 'kit_part' then payload
        when sync.tells_cost(field) then null
        when kind = 'override' and payload is not null then sync.without_costs(payload)
            || jsonb_build_object('detail', sync.words_without_costs(payload ->> 'detail'))
        else sync.without_costs(payload)
    end as payload,
    op_id, at
from sync.change_feed;

create view master.entities as
select tenant_id, kind, entity_key, remote_id, modified_on, last_seq, updated_at, deleted_at,
    case when array_position((select sync.blind_tenants()), tenant_id) is null then fields
        else sync.without_costs(fields) end as fields
from master.pricebook_entities;

create view crm.overrides as
select tenant_id, entity_key, field, op_id, by, role_name, set_at, state, change_set,
    case when array_position((select sync.blind_tenants()), tenant_id) is null then value
        else sync.value_without_costs(field, value) end as value,
    case when array_position((select sync.blind_tenants()), tenant_id) is null then base
        else sync.value_without_costs(field, base) end as base,
    case when array_position((select sync.blind_tenants()), tenant_id) is null then detail
        else sync.words_without_costs(detail) end as detail
from crm.pricebook_overrides
where array_position((select sync.blind_tenants()), tenant_id) is null or not sync.tells_cost(field);

create view sync.clashes as
select tenant_id, conflict_id, entity_key, entity_kind, field, kind, state, ours_op, ours_by, theirs_by, created_at,
    case when array_position((select sync.blind_tenants()), tenant_id) is null then base
        else sync.value_without_costs(field, base) end as base,
    case when array_position((select sync.blind_tenants()), tenant_id) is null then ours
        else sync.value_without_costs(field, ours) end as ours,
    case when array_position((select sync.blind_tenants()), tenant_id) is null then theirs
        else sync.value_without_costs(field, theirs) end as theirs,
    case when array_position((select sync.blind_tenants()), tenant_id) is null then sync.conflict_payload(c)
        when not sync.tells_cost(field) then sync.without_costs(sync.conflict_payload(c)) end as payload
from sync.conflicts c
where array_position((select sync.blind_tenants()), tenant_id) is null or not sync.tells_cost(field);

create view crm.proposed as
select tenant_id, op_id, entity_key, field, answered_at,
    case when array_position((select sync.blind_tenants()), tenant_id) is null then sync.proposal_payload(p)
        when not sync.tells_cost(field) then sync.without_costs(sync.proposal_payload(p)) end as payload
from crm.proposals p
where array_position((select sync.blind_tenants()), tenant_id) is null or not sync.tells_cost(field);

-- The queue without what is in it.
create view sync.jobs as
select tenant_id, job_id, entity_key, entity_kind, state, not_before, updated_at from sync.outbound_queue;
