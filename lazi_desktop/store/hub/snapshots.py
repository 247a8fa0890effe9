"""The hub's present state, whole or in part, and the digests that tell whether a desktop has the same."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from lazi_desktop.domain.digests import Digest
from lazi_desktop.domain.errors import HubUnavailable
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.ports.hub_feed import FeedKind, FeedRow, SnapshotPage
from lazi_desktop.store.hub import wire
from lazi_desktop.store.hub.connection import AnyRow
from lazi_desktop.store.hub.session import HubSession

SNAPSHOT_PAGE = 1_000
_PAGE_OF_KITS = 200  # a version of a large kit is long

_NO_GROUP = UUID(int=0)
# Each part of a snapshot is read in the order of some columns, which come after the row's own; where each begins:
_BEGIN: dict[FeedKind, dict[str, Any]] = {
    FeedKind.MIRROR: {"remote_id": -(2**63)},
    FeedKind.CREATED: {"entity_key": UUID(int=0)},
    FeedKind.TOMBSTONE: {"entity_key": UUID(int=0)},
    FeedKind.OVERRIDE: {"entity_key": UUID(int=0), "field": ""},
    FeedKind.CONFLICT: {"conflict_id": UUID(int=0)},
    FeedKind.CHANGE_SET: {"set_id": UUID(int=0)},
    FeedKind.PROPOSAL: {"op_id": UUID(int=0)},
    FeedKind.HABIT: {"entity_kind": "", "field": "", "what": ""},
    FeedKind.KIT_PART: {"part_id": UUID(int=0)},
}
_SNAPSHOT = {
    FeedKind.MIRROR: """
        select last_seq, entity_key, kind, modified_on, fields::text as fields_text, remote_id
        from master.entities m
        where tenant_id = :tenant and kind = :kind and remote_id > cast(:remote_id as bigint)
            and (deleted_at is null or :shown and (
                exists (select from crm.overrides o
                    where o.tenant_id = :tenant and o.entity_key = m.entity_key)
                or exists (select from sync.clashes c
                    where c.tenant_id = :tenant and c.entity_key = m.entity_key and c.state = 'open')))
            and (:all_buckets or sync.bucket_of(entity_key) = any (cast(:buckets as int[])))
        order by remote_id limit :limit
    """,
    FeedKind.CREATED: """
        select 0, e.entity_key, '' as field, jsonb_build_object('kind', e.kind)::text as payload,
            null as op_id, e.entity_key
        from crm.entities e
        where e.tenant_id = :tenant and e.entity_key > :entity_key and e.remote_id is null and e.made_here
            and e.discarded_at is null and e.replaced_by is null
        order by e.entity_key limit :limit
    """,
    FeedKind.TOMBSTONE: """
        select t.seq, t.entity_key, '' as field, jsonb_build_object(
            'kind', t.kind, 'reason', t.reason, 'replaced_by', t.replaced_by)::text as payload,
            null as op_id, t.entity_key
        from (
            select m.last_seq as seq, m.entity_key, m.kind, 'gone' as reason, null::uuid as replaced_by
            from master.entities m
            where m.tenant_id = :tenant and m.deleted_at is not null
            union all
            select 0, e.entity_key, e.kind, case when e.replaced_by is null then 'discarded' else 'adopted' end,
                e.replaced_by
            from crm.entities e
            where e.tenant_id = :tenant and (e.discarded_at is not null or e.replaced_by is not null)
        ) t
        where t.entity_key > :entity_key
        order by t.entity_key limit :limit
    """,
    FeedKind.OVERRIDE: """
        select 0, o.entity_key, o.field, jsonb_build_object(
            'kind', e.kind, 'value', o.value, 'base', o.base, 'by', o.by, 'at', sync.moment(o.set_at), 'op_id', o.op_id,
            'state', o.state, 'detail', o.detail, 'change_set', o.change_set)::text as payload,
            o.op_id, o.entity_key, o.field
        from crm.overrides o
        join crm.entities e on e.tenant_id = o.tenant_id and e.entity_key = o.entity_key
        where o.tenant_id = :tenant and (o.entity_key, o.field) > (:entity_key, :field)
        order by o.entity_key, o.field limit :limit
    """,
    FeedKind.CONFLICT: """
        select 0, c.entity_key, c.field, c.payload::text as payload, c.ours_op, c.conflict_id
        from sync.clashes c
        where c.tenant_id = :tenant and c.state = 'open' and c.conflict_id > :conflict_id
        order by c.conflict_id limit :limit
    """,
    FeedKind.CHANGE_SET: """
        select 0, s.set_id, '' as field, (sync.change_set_event(s, null)).payload::text, null as op_id, s.set_id
        from crm.change_sets s
        where s.tenant_id = :tenant and s.set_id > :set_id
        order by s.set_id limit :limit
    """,
    FeedKind.PROPOSAL: """
        select 0, p.entity_key, p.field, p.payload::text as payload, p.op_id, p.op_id
        from crm.proposed p
        where p.tenant_id = :tenant and p.op_id > :op_id
            and (p.answered_at is null or p.answered_at > clock_timestamp() - interval '90 days')
        order by p.op_id limit :limit
    """,
    FeedKind.HABIT: """
        select 0, cast('00000000-0000-0000-0000-000000000000' as uuid) as entity_key, h.field,
            sync.habit_payload(h)::text as payload, null as op_id, h.entity_kind, h.field, h.what
        from crm.habits h
        where h.tenant_id = :tenant and (h.entity_kind, h.field, h.what) > (:entity_kind, :field, :what)
        order by h.entity_kind, h.field, h.what limit :limit
    """,
    FeedKind.KIT_PART: """
        select 0, p.part_id, '' as field,
            sync.kit_payload(p.kind, p.kit_id, p.fields, p.clashes, p.by, p.at)::text as payload,
            null as op_id, p.part_id
        from crm.kit_parts p
        where p.tenant_id = :tenant and p.part_id > :part_id and p.kit_id is not null
        order by p.part_id limit :limit
    """,
}
# A tenant that one may not see has no row, so each part of this stands for itself. A hub that is restored is another
# database, or its server was started again.
_HEAD = """
select coalesce(t.feed_seq, 0), f.grp,
    (select d.oid from pg_catalog.pg_database d where d.datname = current_database())
        || ' ' || pg_catalog.pg_postmaster_start_time() as server
from (values (cast(:tenant as uuid))) asked(tenant_id)
left join sync.tenants t on t.tenant_id = asked.tenant_id
left join sync.feed f on f.tenant_id = t.tenant_id and f.seq = t.feed_seq
"""
# One statement, so that the place of the feed and the rows belong together.
_DIGEST = """
select t.feed_seq, b.bucket, b.count, b.xor
from sync.tenants t
left join (
    select sync.bucket_of(entity_key) as bucket, count(*) as count,
        bit_xor(sync.row_hash(entity_key, remote_id, modified_on, fields)) as xor
    from master.entities
    where tenant_id = :tenant and kind = :kind and deleted_at is null
    group by 1
) b on true
where t.tenant_id = :tenant
"""
_AFTER_THE_MIRROR = tuple(part for part in _SNAPSHOT if part is not FeedKind.MIRROR)
_KINDS = ("category", "material", "service", "equipment", "discount_fee")


class _Head(NamedTuple):
    """Where the feed stands, and which server that was on."""

    at_seq: int
    group: UUID | None
    server: str


class Snapshots(HubSession):
    async def snapshot(self) -> AsyncIterator[SnapshotPage]:
        begun = await self._head()
        yield _page(begun, [])  # also of a hub that has nothing it is told where its feed stands
        for kind in _KINDS:
            async for page in self._mirror(kind, None, begun):
                yield page
        for part in _AFTER_THE_MIRROR:
            async for page in self._pages(part, begun):
                yield page
        await self._check_is_the_same(begun)

    async def snapshot_of(self, kind: EntityKind, buckets: Sequence[int]) -> AsyncIterator[SnapshotPage]:
        begun = await self._head()
        async for page in self._mirror(kind.value, list(buckets), begun):
            yield page
        await self._check_is_the_same(begun)

    async def digest(self, kind: EntityKind) -> Digest:
        rows = await self.database.rows(_DIGEST, tenant=self.tenant_id, kind=kind.value)
        found = {bucket: (count, xor) for _, bucket, count, xor in rows if bucket is not None}
        return Digest(rows[0].feed_seq if rows else 0, found)

    async def _head(self) -> _Head:
        [found] = await self.database.rows(_HEAD, tenant=self.tenant_id)
        return _Head(*found)

    async def _check_is_the_same(self, begun: _Head) -> None:
        if (await self._head()).server != begun.server:
            raise HubUnavailable("It was started again while it was read.")

    def _mirror(self, kind: str, buckets: list[int] | None, begun: _Head) -> AsyncIterator[SnapshotPage]:
        whole = buckets is None
        return self._pages(
            FeedKind.MIRROR, begun, kind=kind, shown=whole, all_buckets=whole, buckets=buckets or []
        )

    async def _pages(self, part: FeedKind, begun: _Head, **which: Any) -> AsyncIterator[SnapshotPage]:
        place = _BEGIN[part]
        limit = _PAGE_OF_KITS if part is FeedKind.KIT_PART else SNAPSHOT_PAGE
        while True:
            rows = await self.database.rows(
                _SNAPSHOT[part], tenant=self.tenant_id, limit=limit, **which, **place
            )
            if rows:
                yield _page(begun, [_snapshot_row(part, row) for row in rows])
            if len(rows) < limit:
                return
            place = dict(zip(place, rows[-1][5:], strict=True))


def _page(begun: _Head, rows: Sequence[FeedRow]) -> SnapshotPage:
    return SnapshotPage(rows=rows, at_seq=begun.at_seq, group=begun.group)


def _snapshot_row(part: FeedKind, row: AnyRow) -> FeedRow:
    if part is FeedKind.MIRROR:
        seq, key, kind, modified_on, text, remote_id = row
        payload = {"kind": kind, "remote_id": remote_id, "modified_on": modified_on}
        return FeedRow(seq, _NO_GROUP, True, part, EntityKey(key), "", payload, None, text)
    payload, unreadable = wire.decoded(row[3])
    return FeedRow(
        row[0], _NO_GROUP, True, part, EntityKey(row[1]), row[2], payload, row[4], unreadable=unreadable
    )
