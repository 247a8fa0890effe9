-- Creates that were made twice.

-- After a look at all marks of these kinds: `lot` is a list of {kind, mark, remote_ids, codes}. What is not in it is not there
-- twice any more. Returns those nobody was told of: new ones, and old ones that got another entity. The run counts them.
create function sync.note_twins(t uuid, dev uuid, lease_token bigint, run uuid, kinds text[], lot jsonb) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    news jsonb;
    entries audit.entry[];
begin
    perform sync.fence(t, dev, lease_token);
    with incoming as materialized (
        select i.kind, i.mark, i.codes, array(select id::bigint from jsonb_array_elements_text(i.remote_ids) as x (id)) as ids
        from jsonb_to_recordset(lot) as i (kind text, mark text, remote_ids jsonb, codes jsonb)
        where i.kind = any (kinds)
    ), compared as materialized (
        select coalesce(i.kind, w.kind) as kind, coalesce(i.mark, w.mark) as mark, i.ids, i.codes, w.remote_ids as old,
            i.ids is not null and not coalesce(i.ids <@ w.remote_ids, false) as is_news
        from incoming i
        full join (select * from sync.twins y where y.tenant_id = t and y.kind = any (kinds)) w using (kind, mark)
    ), gone as (
        delete from sync.twins w using compared c
        where w.tenant_id = t and w.kind = c.kind and w.mark = c.mark and c.ids is null
    ), written as (
        insert into sync.twins as w (tenant_id, kind, mark, remote_ids, codes)
        select t, c.kind, c.mark, c.ids, array(select code from jsonb_array_elements_text(c.codes) as x (code))
        from compared c where c.ids is not null
        on conflict (tenant_id, kind, mark) do update set remote_ids = excluded.remote_ids, codes = excluded.codes
    )
    select coalesce(jsonb_agg(jsonb_build_object('kind', c.kind, 'mark', c.mark) order by c.kind, c.mark)
            filter (where c.is_news), '[]'),
        array_agg(('twins', null, c.kind || ' ' || c.mark, to_jsonb(c.old), to_jsonb(c.ids), null)::audit.entry
            order by c.kind, c.mark) filter (where c.is_news or c.ids is null)
    into news, entries
    from compared c;
    update sync.inbound_log r set counts = r.counts || jsonb_build_object('twins', jsonb_array_length(news))
    where r.tenant_id = t and r.run_id = run;
    perform audit.append(t, dev, run, entries);
    return news;
end $$;
