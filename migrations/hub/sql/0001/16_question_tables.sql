-- sync: creates of which nobody but a person can tell what became of them, and what people answered.

create table sync.create_questions (
    tenant_id uuid not null references sync.tenants,
    question_id uuid not null default gen_random_uuid(),
    entity_key uuid not null,
    -- What it could be: [{remote_id, code, name, active}]
    found jsonb not null,
    detail text not null,
    asked_at timestamptz not null default clock_timestamp(),
    state text not null default 'open' check (state in ('open', 'answered', 'superseded')),
    -- Null: none of these.
    remote_id bigint,
    answered_by text not null default '',
    answered_at timestamptz,
    primary key (tenant_id, question_id)
);
create unique index create_questions_one_open on sync.create_questions (tenant_id, entity_key) where state = 'open';
create index on sync.create_questions (tenant_id, entity_key) where state = 'answered';
