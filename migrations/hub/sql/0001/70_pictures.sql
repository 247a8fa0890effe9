-- Pictures that were added here stand in values as `picture:<digest>.jpg`; ServiceTitan has them under paths of its own. Which
-- two are the same is known from uploads. Values without such pictures cost nothing. As in tests/simulation/model_pictures.py.

create function sync.local_digest(address text) returns text language sql immutable as $$
    select substring(address from '^picture:([0-9a-f]{64})[.](?:jpg|png)$')
$$;

-- Whether both are addresses of one picture: proved, or, to know an echo by, `loosely`: called as our upload was, wherever
-- ServiceTitan has moved it.
create function sync.is_same_picture(t uuid, one text, other text, loosely boolean) returns boolean language sql stable as $$
    select coalesce(one = other, one is null and other is null) or exists (
        select from sync.picture_uploads u
        where u.tenant_id = t and u.digest in (sync.local_digest(one), sync.local_digest(other)) and (
            u.proved_at is not null and u.path in (one, other)
            or loosely and substring(u.path from '[^/]+$') in (substring(one from '[^/]+$'), substring(other from '[^/]+$')))
    )
$$;

-- The value as the other one says it, where both name the same pictures in the same places; else the value.
create function sync.as_said(t uuid, field text, value jsonb, other jsonb, loosely boolean) returns jsonb language plpgsql
stable set search_path = pg_catalog, pg_temp as $$
begin
    if field not in ('assets', 'image', 'sku_images') or value = other or jsonb_typeof(value) is distinct from jsonb_typeof(other)
            or strpos(value::text || other::text, '"picture:') = 0 then
        return value;
    elsif jsonb_typeof(value) = 'string' then
        return case when sync.is_same_picture(t, value #>> '{}', other #>> '{}', loosely) then other else value end;
    elsif jsonb_typeof(value) <> 'array' or jsonb_array_length(value) <> jsonb_array_length(other) then
        return value;
    end if;
    return case when exists (
        select from rows from (jsonb_array_elements(value), jsonb_array_elements(other)) as e (mine, yours)
        where not case
            when jsonb_typeof(mine) = 'object' and jsonb_typeof(yours) = 'object'
                then mine - 'url' = yours - 'url' and sync.is_same_picture(t, mine ->> 'url', yours ->> 'url', loosely)
            when jsonb_typeof(mine) = 'string' and jsonb_typeof(yours) = 'string'
                then sync.is_same_picture(t, mine #>> '{}', yours #>> '{}', loosely)
            else mine = yours
        end
    ) then value else other end;
end $$;

create function sync.as_said(t uuid, field text, value jsonb, other jsonb) returns jsonb language sql stable as $$
    select case when field in ('assets', 'image', 'sku_images') then sync.as_said(t, field, value, other, false) else value end
$$;
