"""The hub as the sync engine sees it. Every method is one transaction, decided by the database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol
from uuid import UUID

from lazi_desktop.domain.conflict_rules import ConflictRule
from lazi_desktop.domain.keys import TenantId
from lazi_desktop.domain.kinds import Tree
from lazi_desktop.ports.hub_audit import HubAudit
from lazi_desktop.ports.hub_feed import HubFeed
from lazi_desktop.ports.hub_lease import HubLeases, Lease
from lazi_desktop.ports.hub_look import HubLook
from lazi_desktop.ports.hub_pace import HubPace
from lazi_desktop.ports.hub_pictures import HubPictures
from lazi_desktop.ports.hub_pull import HubPull
from lazi_desktop.ports.hub_push import HubPush
from lazi_desktop.ports.hub_runs import HubRuns
from lazi_desktop.ports.hub_team import HubTeam
from lazi_desktop.ports.saved_views import SavedView

EDITING_LEVELS = frozenset(("manager", "admin"))
"""Who may change the pricebook. The hub decides; the window only says it beforehand."""
PROPOSING_LEVELS = frozenset(("estimator",))
"""Whose edits are proposals."""


@dataclass(frozen=True, slots=True)
class DeviceInfo:
    """Who is connected: one per profile, and one per machine for the command line."""

    device_id: UUID
    incarnation: UUID
    label: str
    app_version: str = ""
    abilities: frozenset[str] = field(default_factory=frozenset)
    alone: bool = False
    """No other program is this device at the same time: what another incarnation of it had begun, ended with it."""


class Hub(
    HubFeed, HubLeases, HubPull, HubPush, HubPictures, HubPace, HubRuns, HubLook, HubAudit, HubTeam, Protocol
):
    """One tenant of the hub, seen through one person's login.

    Raises HubUnavailable, HubRefused, HubSchemaMismatch; LeaseLost where a token no longer counts.
    """

    tenant_id: TenantId

    # conflict rules
    async def rules(self) -> Sequence[ConflictRule]: ...

    async def put_rule(self, rule: ConflictRule) -> None: ...

    async def drop_rule(self, rule_id: UUID) -> None: ...

    # views of the grid that the team shares
    async def views(self) -> Sequence[SavedView]: ...

    async def put_view(self, view: SavedView) -> None: ...

    async def drop_view(self, tree: Tree, name: str) -> None: ...

    # upkeep
    async def tend(self, lease: Lease) -> Mapping[str, int]:
        """Raises the feed's floor and drops what lies below it. Returns what was done, by name."""

    async def close(self) -> None: ...
