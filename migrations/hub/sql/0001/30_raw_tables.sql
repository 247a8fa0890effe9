-- raw: payloads exactly as received, one row per distinct payload; never changed, never deleted.

create table raw.st_records (
    tenant_id uuid not null,
    kind text not null,
    remote_id bigint not null,
    -- sha256 over the canonical fields, without those that move by themselves
    payload_hash bytea not null,
    payload json not null,
    modified_on text,
    problem text not null default '',
    run_id uuid not null,
    received_at timestamptz not null default clock_timestamp(),
    primary key (tenant_id, kind, remote_id, payload_hash)
) partition by list (kind);
create table raw.st_pricebook_categories partition of raw.st_records for values in ('category');
create table raw.st_pricebook_materials partition of raw.st_records for values in ('material');
create table raw.st_pricebook_services partition of raw.st_records for values in ('service');
create table raw.st_pricebook_equipment partition of raw.st_records for values in ('equipment');
create table raw.st_pricebook_discounts_and_fees partition of raw.st_records for values in ('discount_fee');

-- ServiceTitan's pictures, as received; the bytes are in sync.blobs and stay there.
create table raw.pricebook_images (
    tenant_id uuid not null,
    path text not null check (path <> '' and length(path) <= 2000),
    digest text not null,
    media_type text not null,
    size int not null,
    by text not null,
    fetched_at timestamptz not null default clock_timestamp(),
    primary key (tenant_id, path, fetched_at),
    foreign key (tenant_id, digest) references sync.blobs
);
create index pricebook_images_digest on raw.pricebook_images (digest, tenant_id);
