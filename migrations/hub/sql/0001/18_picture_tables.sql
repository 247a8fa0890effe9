-- sync: pictures as bytes, each once however many name it, and what is known of those that were added here.

create table sync.blobs (
    tenant_id uuid not null references sync.tenants,
    -- SHA-256 of the bytes, in hexadecimal digits.
    digest text not null,
    media_type text not null check (media_type ~ '^image/[a-z0-9.+-]{1,60}$'),
    content bytea not null,
    by text not null,
    kept_at timestamptz not null default clock_timestamp(),
    -- When somebody last asked whether it is here, about to name it.
    asked_at timestamptz not null default clock_timestamp(),
    primary key (tenant_id, digest),
    check (digest = encode(sha256(content), 'hex')),
    -- As in ports/hub_pictures.py.
    check (octet_length(content) between 1 and 8388608)
);
-- They are packed already.
alter table sync.blobs alter column content set storage external;
create index blobs_by_age on sync.blobs (kept_at, tenant_id);

-- Where ServiceTitan has a picture that was added here.
create table sync.picture_uploads (
    tenant_id uuid not null references sync.tenants,
    digest text not null check (digest ~ '^[0-9a-f]{64}$'),
    path text not null check (path <> '' and length(path) <= 2000),
    uploaded_at timestamptz not null default clock_timestamp(),
    -- It was fetched from there and shows the same: the two addresses mean the same, for ever.
    proved_at timestamptz,
    -- It is there no more. What it was sent for may still come back under this address.
    forgotten_at timestamptz,
    primary key (tenant_id, digest, path)
);
create index picture_uploads_path on sync.picture_uploads (path, tenant_id) where proved_at is not null;
