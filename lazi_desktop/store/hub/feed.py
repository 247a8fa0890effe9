"""Following the feed, and the reference lists beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from lazi_desktop.domain.errors import HubRefused
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.team import team_settings_of
from lazi_desktop.ports.hub_feed import FeedKind, FeedReplaced, FeedRow, HubState, ListedRow, ListMoment
from lazi_desktop.store.hub import wire
from lazi_desktop.store.hub.connection import AnyRow
from lazi_desktop.store.hub.session import HubSession

_STATE = """
select t.feed_epoch, t.feed_seq, t.feed_floor, d.last_op_no, m.level,
    (select f.grp from sync.feed f where f.tenant_id = t.tenant_id and f.seq = :cursor) as group_at,
    t.durable_seq, clock_timestamp() as server_time,
    (select o.op_id from sync.receipts o
        where o.device_id = d.device_id and o.op_no = d.last_op_no and o.tenant_id = t.tenant_id) as last_op_id,
    coalesce(nullif(m.label, ''), m.role_name) as me, m.owes_password, t.settings, l.updated_at, l.run_id
from sync.tenants t
join sync.devices d on d.tenant_id = t.tenant_id and d.device_id = :device and d.revoked_at is null
join sync.members m on m.tenant_id = t.tenant_id and m.role_name = session_user
left join lateral (
    select r.updated_at, r.run_id from master.reference_rows r
    where r.tenant_id = t.tenant_id order by r.updated_at desc limit 1
) l on true
where t.tenant_id = :tenant
"""
_FEED = """
select seq, grp, grp_last, kind, entity_key, field, payload::text, op_id
from sync.feed where tenant_id = :tenant and seq >= :after and seq <= :until order by seq limit :limit + 1
"""
_GROUP_END = "select min(seq) from sync.feed where tenant_id = :tenant and seq > :after and grp_last"
_LISTED = """
select list, remote_id, name, active, payload::text, gone_at is not null, updated_at, run_id
from master.reference_rows
where tenant_id = :tenant
    and case when cast(:since as timestamptz) is null then gone_at is null else updated_at >= :since end
"""


class Feed(HubSession):
    async def state(self, cursor: int = 0) -> HubState:
        rows = await self.database.rows(
            _STATE, tenant=self.tenant_id, device=self.device.device_id, cursor=cursor
        )
        if not rows:
            raise HubRefused("This login or this device may no longer work in this tenant.")
        *known, owes_password, settings, listed_at, listed_by = rows[0]
        return replace(
            HubState(*known), team=team_settings_of(settings), owes_password=owes_password,
            lists_at=None if listed_at is None else ListMoment(listed_at, listed_by),
        )  # fmt: skip

    async def feed_after(
        self, cursor: int, limit: int = 1000, group: UUID | None = None
    ) -> Sequence[FeedRow]:
        rows = await self._read(cursor, cursor + limit, limit, group)
        while rows and not rows[-1].group_last:
            rows.pop()
        if rows:
            return rows
        end = await self.database.value(_GROUP_END, tenant=self.tenant_id, after=cursor)
        return await self._read(cursor, end, end - cursor, group) if end is not None else []

    async def _read(self, after: int, until: int, limit: int, group: UUID | None) -> list[FeedRow]:
        """The row at `after` is read along, so that it is of the same moment."""
        found = await self.database.rows(_FEED, tenant=self.tenant_id, after=after, until=until, limit=limit)
        rows = [_feed_row(row) for row in found]
        if rows and rows[0].seq == after and group not in (None, rows[0].group):
            raise FeedReplaced(after)
        return [row for row in rows if row.seq > after][:limit]

    async def note_cursor(self, epoch: UUID, cursor: int) -> None:
        await self.call("note_cursor", epoch=epoch, seq=(cursor, "bigint"))

    async def listed_rows(self, since: datetime | None = None) -> Sequence[ListedRow]:
        return [
            ListedRow(
                name=name,
                remote_id=remote_id,
                title=title,
                active=active,
                payload=payload,
                gone=gone,
                at=ListMoment(at, run),
            )
            for name, remote_id, title, active, payload, gone, at, run in await self.database.rows(
                _LISTED, tenant=self.tenant_id, since=since
            )
        ]


def _feed_row(row: AnyRow) -> FeedRow:
    seq, group, last, kind, key, field, text, op_id = row
    payload, unreadable = wire.decoded(text)
    return FeedRow(
        seq, group, last, _kind(kind), EntityKey(key), field, payload, op_id, unreadable=unreadable
    )


def _kind(text: str) -> FeedKind | str:
    """A kind that this version does not know stays text: what takes the row in sets it aside."""
    try:
        return FeedKind(text)
    except ValueError:
        return text
