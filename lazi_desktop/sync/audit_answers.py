"""What the window asks about the audit log. Every question is answered by one event."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence

from lazi_desktop.ports.audit import AuditPeopleRead, AuditRead
from lazi_desktop.ports.engine import EngineEvent
from lazi_desktop.ports.hub import Hub
from lazi_desktop.ports.hub_audit import AuditFilter, AuditPerson, AuditPlace, AuditRow
from lazi_desktop.sync.trying import tried

AUDIT_PAGE = 100


class AuditAnswers:
    def __init__(self, hub: Callable[[], Awaitable[Hub]], tell: Callable[[EngineEvent], None]) -> None:
        self._hub = hub
        self._tell = tell

    async def lines(self, wanted: AuditFilter, after: AuditPlace | None) -> None:
        rows, error = await tried(self._lines(wanted, after), ())
        self._tell(AuditRead(wanted, after, rows, more=len(rows) == AUDIT_PAGE, error=error))

    async def people(self) -> None:
        self._tell(AuditPeopleRead(*await tried(self._people(), None)))

    async def _lines(self, wanted: AuditFilter, after: AuditPlace | None) -> Sequence[AuditRow]:
        return await (await self._hub()).audit(wanted, after=after, limit=AUDIT_PAGE)

    async def _people(self) -> Sequence[AuditPerson] | None:
        return await (await self._hub()).audit_people()
