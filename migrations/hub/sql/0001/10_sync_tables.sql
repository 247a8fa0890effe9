-- sync: the protocol's own tables. Every key begins with the tenant. The long ones (op_log, change_feed, and raw and audit
-- elsewhere) have no foreign key to it: only functions write them, for a tenant whose row they hold, and the check would
-- cost a third of a large edit.

create table sync.handshake (
    only_row boolean primary key default true check (only_row),
    -- The lowest revision a program must know to work with this database; raised by migrations that break older ones.
    least_program text not null
);
insert into sync.handshake (least_program) values ('0001');

create table sync.tenants (
    tenant_id uuid primary key,
    number text not null,
    environment text not null,
    name text not null default '',
    -- The change-set of what is held back, the same on every desktop.
    held_back uuid,
    feed_epoch uuid not null default gen_random_uuid(),
    feed_seq bigint not null default 0,
    feed_floor bigint not null default 0,
    -- Up to here a verified backup has the feed.
    durable_seq bigint not null default 0,
    create_hold_until timestamptz not null default '-infinity',
    requests_per_second float8 not null default 20 check (requests_per_second between 1 and 60),
    audit_n bigint not null default 0,
    audit_link bigint not null default 0,
    audit_hash bytea not null default '\x00',
    -- What holds for everybody: domain/team.py.
    settings jsonb not null default '{}',
    created_at timestamptz not null default clock_timestamp(),
    unique (number, environment)
) with (fillfactor = 50);

create table sync.members (
    tenant_id uuid not null references sync.tenants,
    role_name text not null,
    level text not null check (level in ('viewer', 'estimator', 'manager', 'admin')),
    label text not null default '',
    added_at timestamptz not null default clock_timestamp(),
    disabled_at timestamptz,
    -- Somebody else knows it, too.
    owes_password boolean not null default false,
    primary key (tenant_id, role_name)
);
create index on sync.members (role_name);

create table sync.devices (
    tenant_id uuid not null references sync.tenants,
    device_id uuid not null,
    role_name text not null,
    incarnation uuid not null,
    label text not null default '',
    app_version text not null default '',
    abilities text[] not null default '{}',
    last_op_no bigint not null default 0,
    cursor_seq bigint not null default 0,
    cursor_epoch uuid,
    enrolled_at timestamptz not null default clock_timestamp(),
    last_seen_at timestamptz not null default clock_timestamp(),
    revoked_at timestamptz,
    primary key (tenant_id, device_id)
);

-- Epochs of the feed that are over: left after a restore, or begun after the backup, as desktops told.
create table sync.epochs (
    tenant_id uuid not null references sync.tenants,
    epoch uuid not null,
    left_at timestamptz not null,
    primary key (tenant_id, epoch)
);

-- An op as a desktop sends it.
create type sync.op_row as (
    op_id uuid, op_no bigint, txn_id uuid, kind text, entity_kind text, entity_key uuid, field text,
    value jsonb, seen jsonb, base jsonb, conflict_id uuid, wall text, note text, change_set uuid
);

create table sync.op_log (
    tenant_id uuid not null,
    op_id uuid not null,
    device_id uuid not null,
    op_no bigint not null,
    txn_id uuid not null,
    by text not null,
    kind text not null,
    entity_kind text not null,
    entity_key uuid not null,
    field text not null,
    value jsonb not null,
    seen jsonb not null,
    base jsonb not null,
    wall text not null,
    note text not null default '',
    change_set uuid,
    outcome text not null check (outcome in ('accepted', 'noop', 'conflict', 'stale', 'rejected')),
    conflict_id uuid,
    detail text not null default '',
    feed_seq bigint not null,
    received_at timestamptz not null default clock_timestamp(),
    -- Of one op there is one row, besides those of others who sent it and might not.
    primary key (tenant_id, op_id, device_id),
    unique (device_id, op_no, tenant_id)
);

-- Ops of a txn too large for one batch, on their way in. Losing it in a crash loses nothing: desktops send again.
create unlogged table sync.op_stage (
    tenant_id uuid not null,
    device_id uuid not null,
    txn_id uuid not null,
    op sync.op_row not null,
    op_no bigint not null,
    primary key (tenant_id, device_id, op_no)
);

create table sync.change_feed (
    tenant_id uuid not null,
    seq bigint not null,
    grp uuid not null,
    grp_last boolean not null,
    kind text not null check (kind in (
        'mirror', 'override', 'conflict', 'tombstone', 'created', 'change_set', 'proposal', 'habit', 'kit_part')),
    entity_key uuid not null,
    field text not null default '',
    payload jsonb,
    op_id uuid,
    at timestamptz not null default clock_timestamp(),
    primary key (tenant_id, seq)
);
create index change_feed_group_ends on sync.change_feed (tenant_id, seq) where grp_last;

create table sync.conflicts (
    tenant_id uuid not null references sync.tenants,
    conflict_id uuid not null default gen_random_uuid(),
    entity_key uuid not null,
    entity_kind text not null,
    -- Of kind 'unique': the other entity that has the same code.
    other_key uuid,
    field text not null,
    kind text not null check (kind in (
        'override_vs_override', 'override_vs_st', 'delete_vs_edit', 'edit_vs_delete', 'duplicate_create', 'unique',
        'validation', 'server_normalised', 'schema')),
    -- Whether `ours` is the override that stands; otherwise it is an op that did not get through.
    standing boolean not null,
    base jsonb not null,
    ours jsonb not null,
    theirs jsonb not null,
    ours_op uuid,
    ours_by text not null,
    theirs_op uuid,
    theirs_by text not null default '',
    device_id uuid not null,
    state text not null default 'open' check (state in ('open', 'resolved', 'superseded')),
    resolution text,
    resolved_op uuid,
    resolved_by text,
    resolved_at timestamptz,
    created_at timestamptz not null default clock_timestamp(),
    primary key (tenant_id, conflict_id)
);
-- What stands, what did not get through, and a code that another has too are three questions.
create unique index conflicts_one_open
    on sync.conflicts (tenant_id, entity_key, field, device_id, standing, (kind = 'unique')) where state = 'open';
create index conflicts_over on sync.conflicts (tenant_id, entity_key, resolved_at) where resolved_at is not null;
create index conflicts_open_others on sync.conflicts (tenant_id, other_key) where state = 'open' and other_key is not null;

create table sync.locks (
    tenant_id uuid not null references sync.tenants,
    name text not null,
    device_id uuid not null,
    incarnation uuid not null,
    label text not null,
    token bigint not null,
    until timestamptz not null,
    primary key (tenant_id, name)
);

create table sync.pull_cursor (
    tenant_id uuid not null references sync.tenants,
    kind text not null,
    token text,
    watermark timestamptz,
    lease_token bigint not null default 0,
    updated_at timestamptz not null default clock_timestamp(),
    primary key (tenant_id, kind)
);

create table sync.inbound_log (
    tenant_id uuid not null references sync.tenants,
    run_id uuid not null,
    what text not null,
    is_full boolean not null,
    by text not null,
    device_id uuid not null,
    device_label text not null default '',
    lease_token bigint not null,
    started_at timestamptz not null default clock_timestamp(),
    finished_at timestamptz,
    state text not null default 'running',
    counts jsonb not null default '{}',
    detail text not null default '',
    primary key (tenant_id, run_id)
);
create index on sync.inbound_log (tenant_id, finished_at);
create index on sync.inbound_log (tenant_id, started_at desc, run_id);
create index on sync.inbound_log (tenant_id, what) where state = 'running';
create index on sync.inbound_log (tenant_id, what, started_at desc) where state in ('done', 'stopped');

create table sync.inbound_page (
    tenant_id uuid not null,
    run_id uuid not null,
    kind text not null,
    page int not null,
    token_before text,
    token_after text,
    sha256 bytea not null,
    remote_ids bigint[] not null,
    received_at timestamptz not null default clock_timestamp(),
    primary key (tenant_id, run_id, kind, page),
    foreign key (tenant_id, run_id) references sync.inbound_log
);

create table sync.outbound_queue (
    tenant_id uuid not null references sync.tenants,
    job_id uuid not null default gen_random_uuid(),
    entity_key uuid not null,
    entity_kind text not null,
    state text not null default 'ready' check (state in (
        'blocked', 'ready', 'claimed', 'sending', 'ambiguous', 'needs_human', 'applied', 'done', 'cancelled')),
    attempt int not null default 0,
    -- Since a person last asked for it: how often it was sent, and when first.
    tries int not null default 0,
    first_sent_at timestamptz,
    not_before timestamptz not null default '-infinity',
    lease_token bigint,
    -- Frozen at claim: [{field, value, base, op_id}]
    request jsonb,
    -- Values that went on the wire and may be there: {field: value}
    sending jsonb not null default '{}',
    preimage jsonb,
    sent_at timestamptz,
    ambiguous_since timestamptz,
    -- Looks for a create that found nothing, and when the last one that counts was.
    looks int not null default 0,
    looked_at timestamptz,
    -- What it is blocked by, if not by a conflict: entities that ServiceTitan does not have yet, or its own state.
    depends_on uuid[] not null default '{}',
    detail text not null default '',
    created_at timestamptz not null default clock_timestamp(),
    -- Since then whoever decides about it may not have heard how conflicts ended.
    claimed_at timestamptz not null default clock_timestamp(),
    updated_at timestamptz not null default clock_timestamp(),
    primary key (tenant_id, job_id)
);
create unique index outbound_queue_one_live on sync.outbound_queue (tenant_id, entity_key)
    where state not in ('done', 'cancelled');
create index outbound_queue_claimable on sync.outbound_queue (tenant_id, not_before)
    where state in ('ready', 'ambiguous');

create table sync.push_attempt (
    tenant_id uuid not null,
    attempt_id uuid not null default gen_random_uuid(),
    job_id uuid not null,
    -- The push it belongs to, in sync.inbound_log.
    run_id uuid,
    entity_key uuid not null,
    n int not null,
    path text not null,
    request jsonb not null,
    request_hash bytea not null,
    preimage jsonb not null,
    lease_token bigint not null,
    device_id uuid not null,
    by text not null,
    sent_at timestamptz not null default clock_timestamp(),
    outcome text check (outcome in ('applied', 'ambiguous', 'rejected')),
    status int,
    detail text not null default '',
    finished_at timestamptz,
    primary key (tenant_id, attempt_id),
    foreign key (tenant_id, job_id) references sync.outbound_queue
);
create index on sync.push_attempt (tenant_id, job_id);
create index on sync.push_attempt (run_id, tenant_id);
