-- Pictures: bytes are kept by whoever may propose something, and read by everybody. Where ServiceTitan has them only says
-- who holds the lease.

create function sync.put_blob(t uuid, of_digest text, of_type text, bytes bytea) returns void language plpgsql
set search_path = pg_catalog, pg_temp as $$
begin
    if octet_length(bytes) is null or octet_length(bytes) not between 1 and 8388608 then
        raise exception 'A picture may have at most 8 MB, not % bytes.', coalesce(octet_length(bytes), 0)
            using errcode = '22023';
    elsif of_digest is distinct from encode(sha256(bytes), 'hex') then
        raise exception 'The picture is not what it says: it has another hash.' using errcode = '22023';
    end if;
    insert into sync.blobs as b (tenant_id, digest, media_type, content, by)
    values (t, of_digest, of_type, bytes, sync.my_name(t))
    on conflict (tenant_id, digest) do update set asked_at = excluded.asked_at;
end $$;

create function sync.keep_blob(t uuid, dev uuid, of_digest text, of_type text, bytes bytea) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform sync.require(t, dev, 'estimator');
    perform sync.put_blob(t, of_digest, of_type, bytes);
end $$;

-- Those that are not here. Those that are stay until what names them has come.
create function sync.missing_blobs(t uuid, dev uuid, digests text[]) returns setof text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform sync.require(t, dev, 'viewer');
    perform from sync.blobs b
    where b.tenant_id = t and b.digest = any (digests) and b.asked_at < clock_timestamp() - interval '1 day'
    order by b.digest for update;
    update sync.blobs b set asked_at = clock_timestamp()
    where b.tenant_id = t and b.digest = any (digests) and b.asked_at < clock_timestamp() - interval '1 day';
    return query
        select distinct d.wanted from unnest(digests) as d (wanted)
        where not exists (select from sync.blobs b where b.tenant_id = t and b.digest = d.wanted);
end $$;

create function sync.keep_picture(t uuid, dev uuid, at_path text, of_digest text, of_type text, bytes bytea) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform sync.require(t, dev, 'estimator');
    perform sync.put_blob(t, of_digest, of_type, bytes);
    if of_digest is distinct from (
        select i.digest from raw.pricebook_images i
        where i.tenant_id = t and i.path = at_path order by i.fetched_at desc limit 1
    ) then
        insert into raw.pricebook_images (tenant_id, path, digest, media_type, size, by)
        values (t, at_path, of_digest, of_type, octet_length(bytes), sync.my_name(t));
    end if;
end $$;

create function sync.note_upload(t uuid, dev uuid, lease_token bigint, of_digest text, at_path text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform sync.fence(t, dev, lease_token);
    insert into sync.picture_uploads as u (tenant_id, digest, path)
    values (t, of_digest, at_path)
    on conflict (tenant_id, digest, path) do update set uploaded_at = excluded.uploaded_at, forgotten_at = null;
    perform audit.append(t, dev, null, array[('picture uploaded', null, '', null,
        jsonb_build_object('picture', of_digest, 'path', at_path), null)::audit.entry]);
end $$;

create function sync.forget_upload(t uuid, dev uuid, lease_token bigint, of_digest text, at_path text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform sync.fence(t, dev, lease_token);
    update sync.picture_uploads u set forgotten_at = clock_timestamp()
    where u.tenant_id = t and u.digest = of_digest and u.path = at_path and u.forgotten_at is null;
    if found then
        perform audit.append(t, dev, null, array[('picture gone', null, '',
            jsonb_build_object('picture', of_digest, 'path', at_path), null, null)::audit.entry]);
    end if;
end $$;

create function sync.prove_picture(t uuid, dev uuid, lease_token bigint, of_digest text, at_path text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform sync.fence(t, dev, lease_token);
    insert into sync.picture_uploads as u (tenant_id, digest, path, proved_at)
    values (t, of_digest, at_path, clock_timestamp())
    on conflict (tenant_id, digest, path) do update
    set proved_at = coalesce(u.proved_at, excluded.proved_at), forgotten_at = null
    where u.proved_at is null or u.forgotten_at is not null;
    if found then
        perform audit.append(t, dev, null, array[('picture proved', null, '', null,
            jsonb_build_object('picture', of_digest, 'path', at_path), null)::audit.entry]);
    end if;
end $$;
