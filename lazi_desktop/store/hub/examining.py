"""Looks the hub over with a member's login, without registering a device and without changing anything."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from lazi_desktop.domain.keys import TenantId
from lazi_desktop.store.hub.connection import Database
from lazi_desktop.store.hub.pooler import check_pooler
from lazi_desktop.store.hub.schema import READ_REVISION, SchemaCheck, judge

_MEMBER = """
select m.level, t.feed_seq, t.feed_floor from sync.members m join sync.tenants t on t.tenant_id = m.tenant_id
where m.tenant_id = :tenant and m.role_name = session_user
"""


@dataclass(frozen=True, slots=True)
class Membership:
    """What a login is in a tenant, and from where to where the tenant's feed reaches."""

    level: str
    feed_floor: int
    feed_seq: int


class HubExaminer:
    """Every call raises HubUnavailable or HubRefused where it finds the hub away. Close it in the loop that used it."""

    def __init__(self, url: str) -> None:
        self._database = Database(url, connections=1)

    async def now(self) -> datetime:
        """The hub's clock: whoever gets an answer is let in."""
        told: datetime = await self._database.value("select clock_timestamp()")
        return told

    async def check_pooler(self) -> None:
        await check_pooler(self._database)

    async def schema(self) -> SchemaCheck:
        exists = await self._database.value("select to_regclass('sync.schema_version') is not null")
        revision = (await self._database.rows(READ_REVISION))[0] if exists else (None, None)
        return judge(*revision)

    async def membership(self, tenant_id: TenantId) -> Membership | None:
        """None where the login does not belong to the tenant."""
        rows = await self._database.rows(_MEMBER, tenant=tenant_id)
        return Membership(rows[0][0], rows[0][2], rows[0][1]) if rows else None

    async def close(self) -> None:
        await self._database.close()
