"""A hub that came back from a backup: how desktops find out, and what whoever restored it says."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from lazi_desktop.store.hub.schema import admin_connection
from lazi_desktop.store.hub.session import HubSession


class Restoring(HubSession):
    async def report_rollback(self, *, epoch: UUID, cursor: int, group: UUID | None, acked: int) -> None:
        await self.call(
            "report_rollback",
            epoch=epoch,
            cursor=(cursor, "bigint"),
            group=(group, "uuid"),
            acked=(acked, "bigint"),
        )

    async def lacking(self, op_ids: Sequence[UUID]) -> Sequence[UUID]:
        rows = await self.database.rows(
            "select a.op_id from unnest(cast(:ids as uuid[])) with ordinality as a (op_id, place)"
            " where not sync.is_known(:tenant, a.op_id)"
            " order by a.place",
            tenant=self.tenant_id,
            ids=list(op_ids),
        )
        return [op_id for (op_id,) in rows]


def note_restored(admin_url: str) -> int:
    """The database was restored: another epoch begins for all its tenants. Returns how many there are."""
    return _as_owner(admin_url, "select sync.restored()")


def note_backup(admin_url: str, begun: datetime | None = None) -> int:
    """A backup, begun at that time or just now, has been verified: what it has cannot be lost any more.

    Returns how many tenants there are.
    """
    return _as_owner(admin_url, "select sync.note_backup(%s::timestamptz)", begun)


def _as_owner(admin_url: str, statement: str, *values: object) -> int:
    with admin_connection(admin_url) as connection:
        connection.execute("set local role lazi_owner")
        [many] = connection.execute(statement.encode(), values).fetchone() or (0,)
        return int(many)
