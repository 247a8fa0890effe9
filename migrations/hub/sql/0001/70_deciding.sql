-- The decisions, the same as in domain/merge.py; one case table tests both. A missing value is JSON's null.

create function sync.same(one jsonb, other jsonb) returns boolean language sql immutable as $$
    select coalesce(one, 'null'::jsonb) = coalesce(other, 'null'::jsonb)
$$;

-- Fields of our own: shared with the team, never sent to ServiceTitan nor compared with it. As in domain/field_tables.py.
create function sync.is_own(field text) returns boolean language sql immutable as $$
    select field in ('tags', 'note', 'review_mark')
$$;

-- What an override is before anybody submits it.
create function sync.unsent_state(field text) returns text language sql immutable as $$
    select case when sync.is_own(field) then 'kept' else 'pending' end
$$;

create function sync.decide_op(seen jsonb, ours jsonb, current jsonb) returns text language sql immutable as $$
    select case
        when sync.same(ours, current) then 'noop'
        when sync.same(seen, current) then 'accepted'
        else 'conflict'
    end
$$;

-- An object comes back with what ServiceTitan adds to it.
create function sync.is_echo(theirs jsonb, sent jsonb) returns boolean language sql immutable as $$
    select sync.same(theirs, sent) or coalesce(jsonb_typeof(sent) = 'object' and theirs @> sent, false)
$$;

create function sync.decide_pull(base jsonb, ours jsonb, mirror jsonb, theirs jsonb, sent jsonb, was_sent boolean)
returns text language sql immutable as $$
    select case
        when sync.same(theirs, ours) then 'converged'
        when sync.same(theirs, mirror) then 'unchanged'
        when was_sent and sync.is_echo(theirs, sent) then 'echo'
        when sync.same(theirs, base) then 'moved'
        else 'conflict'
    end
$$;
