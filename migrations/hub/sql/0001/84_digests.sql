-- Digests of the mirror, the same as in domain/digests.py; a test feeds both the same rows.

-- Numbers without trailing zeros, which `jsonb` keeps as they came. What the program writes has none: looked for first.
create function sync.plain(value jsonb) returns jsonb language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
    case jsonb_typeof(value)
        when 'number' then
            return to_jsonb(trim_scale(value::numeric));
        when 'array' then
            return (select coalesce(jsonb_agg(sync.plain(e.inner_value) order by e.place), '[]')
                from jsonb_array_elements(value) with ordinality as e (inner_value, place));
        when 'object' then
            return (select coalesce(jsonb_object_agg(e.key, sync.plain(e.value)), '{}') from jsonb_each(value) as e);
        else
            return value;
    end case;
end $$;

create function sync.row_hash(entity_key uuid, remote_id bigint, modified_on text, fields jsonb) returns bigint
language sql stable as $$
    select ('x' || encode(substr(sha256(convert_to(jsonb_build_array(
        entity_key, remote_id, modified_on,
        jsonb_strip_nulls(case when fields::text ~ '[.][0-9]*0[],}]' then sync.plain(fields) else fields end)
    )::text, 'UTF8')), 1, 8), 'hex'))::bit(64)::bigint
$$;

create function sync.bucket_of(entity_key uuid) returns int language sql immutable as $$
    select get_byte(uuid_send(entity_key), 15)
$$;
