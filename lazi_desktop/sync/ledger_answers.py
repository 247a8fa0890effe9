"""What the window asks about pushes made and what pulls found. Every question is answered by one event."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from lazi_desktop.domain.pushed import Pushed
from lazi_desktop.ports.engine import EngineEvent
from lazi_desktop.ports.hub import Hub
from lazi_desktop.ports.hub_runs import Pulled, PulledRow, PushRow
from lazi_desktop.ports.ledger import PulledCounted, PulledRead, PushesRead, PushResultsRead
from lazi_desktop.sync.trying import tried

PULLED_PAGE = 200


class LedgerAnswers:
    def __init__(self, hub: Callable[[], Awaitable[Hub]], tell: Callable[[EngineEvent], None]) -> None:
        self._hub = hub
        self._tell = tell

    async def pushes(self, before: datetime | None) -> None:
        pushes, error = await tried(self._pushes(before), ())
        self._tell(PushesRead(pushes, older=before is not None, error=error))

    async def push_results(self, run_id: UUID) -> None:
        results, error = await tried(self._push_results(run_id), ())
        self._tell(PushResultsRead(run_id, results, error))

    async def counted(self, run_ids: tuple[UUID, ...]) -> None:
        counts, error = await tried(self._counted(run_ids), None)
        self._tell(PulledCounted(run_ids, counts, error))

    async def pulled(self, run_ids: tuple[UUID, ...], what: Pulled, skip: int) -> None:
        rows, error = await tried(self._pulled(run_ids, what, skip), ())
        self._tell(PulledRead(run_ids, what, skip, rows, more=len(rows) == PULLED_PAGE, error=error))

    async def _pushes(self, before: datetime | None) -> Sequence[PushRow]:
        return await (await self._hub()).pushes(before=before)

    async def _push_results(self, run_id: UUID) -> Sequence[Pushed]:
        return await (await self._hub()).push_results(run_id)

    async def _counted(self, run_ids: Sequence[UUID]) -> Mapping[Pulled, int] | None:
        return await (await self._hub()).pulled_counts(run_ids)

    async def _pulled(self, run_ids: Sequence[UUID], what: Pulled, skip: int) -> Sequence[PulledRow]:
        return await (await self._hub()).pulled(run_ids, what, skip=skip, limit=PULLED_PAGE)
