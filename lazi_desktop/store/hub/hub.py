"""One tenant of the hub, seen through one person's login."""

from __future__ import annotations

from typing import Self

from lazi_desktop.domain.errors import HubRefused
from lazi_desktop.domain.keys import TenantId
from lazi_desktop.ports.hub import DeviceInfo, Hub
from lazi_desktop.store.hub.audit import Audit
from lazi_desktop.store.hub.connection import Database
from lazi_desktop.store.hub.feed import Feed
from lazi_desktop.store.hub.history import History
from lazi_desktop.store.hub.lease import Leases
from lazi_desktop.store.hub.ledger import LedgerReading
from lazi_desktop.store.hub.listening import Listening
from lazi_desktop.store.hub.looking import Looking
from lazi_desktop.store.hub.ops import Ops
from lazi_desktop.store.hub.pictures import Pictures
from lazi_desktop.store.hub.pooler import check_pooler
from lazi_desktop.store.hub.pull import Pulls
from lazi_desktop.store.hub.push import Pushes
from lazi_desktop.store.hub.questions import Questions
from lazi_desktop.store.hub.restoring import Restoring
from lazi_desktop.store.hub.rules import Rules
from lazi_desktop.store.hub.schedule import Schedule
from lazi_desktop.store.hub.schema import READ_REVISION, judge
from lazi_desktop.store.hub.snapshots import Snapshots
from lazi_desktop.store.hub.team import TeamOfTenant
from lazi_desktop.store.hub.upkeep import Upkeep
from lazi_desktop.store.hub.views import Views


class PostgresHub(
    Feed,
    Listening,
    Snapshots,
    Ops,
    Leases,
    Pulls,
    Pushes,
    Pictures,
    Questions,
    Schedule,
    Restoring,
    Rules,
    Upkeep,
    Looking,
    LedgerReading,
    History,
    Audit,
    Views,
    TeamOfTenant,
):
    """Implements `ports.hub.Hub`. Needs a selector event loop; Windows' default loop is not one."""

    @classmethod
    async def connect(
        cls, url: str, tenant_id: TenantId, device: DeviceInfo, *, built_in: bool = False
    ) -> Self:
        """Logs in as a member of the tenant and registers the device. `built_in`: where it is away, it has stopped.

        Raises:
            HubUnavailable: it cannot be reached.
            HubRefused: the login, the device or what stands between is not accepted.
            HubSchemaMismatch: program and database do not fit.
        """
        database = Database(url, built_in=built_in)
        try:
            await check_pooler(database)
            exists = await database.value("select to_regclass('sync.schema_version') is not null")
            revision = (await database.rows(READ_REVISION))[0] if exists else (None, None)
            judge(*revision).demand()
            hub = cls(database, tenant_id, device)
            enrolled = await database.rows(
                "select level from sync.enrol("
                ":tenant, :device, :incarnation, :label, :version, cast(:abilities as text[]))",
                tenant=tenant_id,
                device=device.device_id,
                incarnation=device.incarnation,
                label=device.label,
                version=device.app_version,
                abilities=sorted(device.abilities),
            )
            if not enrolled:
                raise HubRefused("This login does not belong to this tenant.")
        except BaseException:
            await database.close()
            raise
        return hub


def _is_a_hub(hub: PostgresHub) -> Hub:
    return hub
