"""Following the feed, or starting anew from a snapshot."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from typing import Any
from uuid import UUID

import psycopg
from sqlalchemy.ext.asyncio import AsyncConnection

from lazi_desktop.domain.errors import HubRefused, HubUnavailable
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.ports.hub import FeedKind, FeedRow, HubState, SnapshotPage
from lazi_desktop.store.hub.connection import AnyRow, translated
from lazi_desktop.store.hub.session import HubSession

SNAPSHOT_PAGE = 1_000

_STATE = """
select t.feed_epoch, t.feed_seq, t.feed_floor, d.last_op_no, m.level
from sync.tenants t
join sync.devices d on d.tenant_id = t.tenant_id and d.device_id = :device and d.revoked_at is null
join sync.members m on m.tenant_id = t.tenant_id and m.role_name = session_user
where t.tenant_id = :tenant
"""
_FEED = """
select seq, grp, grp_last, kind, entity_key, field, payload, op_id
from sync.change_feed where tenant_id = :tenant and seq > :after and seq <= :until order by seq limit :limit
"""
_GROUP_END = "select min(seq) from sync.change_feed where tenant_id = :tenant and seq > :after and grp_last"

_NO_GROUP = UUID(int=0)
# Each part of a snapshot is read in the order of some columns, which come after the row's own; where each begins:
_BEGIN: dict[FeedKind, dict[str, Any]] = {
    FeedKind.MIRROR: {"remote_id": -(2**63)},
    FeedKind.OVERRIDE: {"entity_key": UUID(int=0), "field": ""},
    FeedKind.CONFLICT: {"conflict_id": UUID(int=0)},
}
_SNAPSHOT = {
    FeedKind.MIRROR: """
        select last_seq, entity_key, '' as field, jsonb_build_object(
            'kind', kind, 'remote_id', remote_id, 'modified_on', modified_on, 'fields', fields
            ) as payload, null as op_id, remote_id
        from master.pricebook_entities
        where tenant_id = :tenant and kind = :kind and remote_id > cast(:remote_id as bigint) and deleted_at is null
        order by remote_id limit :limit
    """,
    FeedKind.OVERRIDE: """
        select 0, o.entity_key, o.field, jsonb_build_object(
            'kind', e.kind, 'value', o.value, 'base', o.base, 'by', o.by, 'at', sync.moment(o.set_at), 'op_id', o.op_id,
            'state', o.state, 'detail', o.detail) as payload, o.op_id, o.entity_key, o.field
        from crm.pricebook_overrides o
        join crm.entities e on e.tenant_id = o.tenant_id and e.entity_key = o.entity_key
        where o.tenant_id = :tenant and (o.entity_key, o.field) > (:entity_key, :field)
        order by o.entity_key, o.field limit :limit
    """,
    FeedKind.CONFLICT: """
        select 0, c.entity_key, c.field, sync.conflict_payload(c) as payload, c.ours_op, c.conflict_id
        from sync.conflicts c
        where c.tenant_id = :tenant and c.state = 'open' and c.conflict_id > :conflict_id
        order by c.conflict_id limit :limit
    """,
}
_KINDS = ("category", "material", "service", "equipment", "discount_fee")


class Feed(HubSession):
    _listener: AsyncConnection | None = None

    async def state(self) -> HubState:
        rows = await self.database.rows(_STATE, tenant=self.tenant_id, device=self.device.device_id)
        if not rows:
            raise HubRefused("This login or this device may no longer work in this tenant.")
        epoch, feed_seq, feed_floor, last_op_no, level = rows[0]
        return HubState(epoch, feed_seq, feed_floor, last_op_no, level)

    async def feed_after(self, cursor: int, limit: int = 1000) -> Sequence[FeedRow]:
        rows = await self._read(cursor, cursor + limit, limit)
        while rows and not rows[-1].group_last:
            rows.pop()
        if rows:
            return rows
        end = await self.database.value(_GROUP_END, tenant=self.tenant_id, after=cursor)
        return await self._read(cursor, end, end - cursor) if end is not None else []

    async def _read(self, after: int, until: int, limit: int) -> list[FeedRow]:
        found = await self.database.rows(_FEED, tenant=self.tenant_id, after=after, until=until, limit=limit)
        return [
            FeedRow(seq, group, last, _kind(kind), EntityKey(key), field, payload, op_id)
            for seq, group, last, kind, key, field, payload, op_id in found
        ]

    async def snapshot(self) -> AsyncIterator[SnapshotPage]:
        at_seq = (await self.state()).feed_seq
        for kind in _KINDS:
            async for page in self._pages(FeedKind.MIRROR, at_seq, kind=kind):
                yield page
        for part in (FeedKind.OVERRIDE, FeedKind.CONFLICT):
            async for page in self._pages(part, at_seq):
                yield page

    async def _pages(self, part: FeedKind, at_seq: int, **which: str) -> AsyncIterator[SnapshotPage]:
        place = _BEGIN[part]
        while True:
            rows = await self.database.rows(
                _SNAPSHOT[part], tenant=self.tenant_id, limit=SNAPSHOT_PAGE, **which, **place
            )
            if rows:
                yield SnapshotPage(rows=[_snapshot_row(part, row) for row in rows], at_seq=at_seq)
            if len(rows) < SNAPSHOT_PAGE:
                return
            place = dict(zip(place, rows[-1][5:], strict=True))

    async def wait_for_feed(self, seconds: float) -> None:
        try:
            with translated():
                listener = await self._listen()
                async for _ in listener.notifies(timeout=seconds, stop_after=1):
                    pass
        except HubUnavailable:
            await self._stop_listening()
            await asyncio.sleep(seconds)
        except BaseException:
            await self._stop_listening()
            raise

    async def _listen(self) -> psycopg.AsyncConnection[Any]:
        if self._listener is None:
            connection = await self.database.engine.connect()
            self._listener = connection
            driver = (await connection.get_raw_connection()).driver_connection
            assert isinstance(driver, psycopg.AsyncConnection)
            await driver.execute(f'listen "{self.channel}"')
            return driver
        driver = (await self._listener.get_raw_connection()).driver_connection
        assert isinstance(driver, psycopg.AsyncConnection)
        return driver

    async def _stop_listening(self) -> None:
        listener, self._listener = self._listener, None
        if listener is not None:
            await listener.invalidate()
            await listener.close()

    async def note_cursor(self, epoch: UUID, cursor: int) -> None:
        await self.call("note_cursor", epoch=epoch, seq=(cursor, "bigint"))

    async def close(self) -> None:
        await self._stop_listening()
        await super().close()


def _kind(text: str) -> FeedKind | str:
    """A kind that this version does not know stays text: what takes the row in sets it aside."""
    try:
        return FeedKind(text)
    except ValueError:
        return text


def _snapshot_row(part: FeedKind, row: AnyRow) -> FeedRow:
    return FeedRow(row[0], _NO_GROUP, True, part, EntityKey(row[1]), row[2], row[3], row[4])
