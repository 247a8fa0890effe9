-- The push ledger: what each push did to each field. Kept for ever, and what a revert is made from.

create table sync.push_results (
    tenant_id uuid not null,
    -- The push, in sync.inbound_log.
    run_id uuid not null,
    entity_key uuid not null,
    field text not null,
    entity_kind text not null,
    -- ServiceTitan did not have the entity: this push was to make it.
    created boolean not null,
    op_id uuid not null,
    op_by text not null,
    change_set uuid,
    -- At the last look before sending; of what was not sent, at the look that said so.
    before jsonb not null,
    -- What was asked for. It went on the wire where there is an attempt.
    sent jsonb not null,
    found jsonb not null default 'null',
    -- 'waiting': not sent after all, or nobody has seen yet whether it arrived.
    result text not null default 'waiting' check (result in ('verified', 'differs', 'rejected', 'conflict', 'waiting')),
    attempt_id uuid,
    detail text not null default '',
    -- The push that knew what became of it, where that is a later one.
    settled_run uuid,
    at timestamptz not null default clock_timestamp(),
    primary key (tenant_id, run_id, entity_key, field),
    foreign key (tenant_id, run_id) references sync.inbound_log
);
create index push_results_entity on sync.push_results (entity_key, field, at, tenant_id);
create index push_results_waiting on sync.push_results (entity_key, tenant_id) where result = 'waiting';
create index push_results_settled_later on sync.push_results (settled_run, tenant_id) where settled_run is not null;
