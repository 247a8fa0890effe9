"""Previews of pushes that a window asks for, one at a time."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from uuid import UUID

import structlog

from lazi_desktop.domain.errors import LaziError, OurMistake
from lazi_desktop.ports.engine import EngineEvent
from lazi_desktop.ports.push import PreviewProgress, PreviewRead, PushPreview
from lazi_desktop.sync.connections import Connections
from lazi_desktop.sync.engine_parts import EngineParts
from lazi_desktop.sync.preview import preview_push, what_it_takes

log = structlog.get_logger("preview")

PREVIEW = "preview"


class Previews:
    """Belongs to the engine's loop. Only reads: no turn is taken. `exchange` brings what was just edited to the hub."""

    def __init__(
        self,
        connections: Connections,
        exchange: Callable[[], Awaitable[object]],
        parts: EngineParts,
        tell: Callable[[EngineEvent], None],
    ) -> None:
        self._connections = connections
        self._exchange = exchange
        self._parts = parts
        self._tell = tell
        self._task: asyncio.Task[None] | None = None

    @property
    def under_way(self) -> Sequence[asyncio.Task[None]]:
        return [self._task] if self._task is not None else []

    def begin(self, op_ids: frozenset[UUID]) -> None:
        task = self._task = asyncio.create_task(self._run(op_ids), name="preview")
        task.add_done_callback(partial(self._over, op_ids))

    def cancel(self) -> None:
        if self._task is not None:
            self._task.cancel()

    def _over(self, op_ids: frozenset[UUID], task: asyncio.Task[None]) -> None:
        if self._task is task:
            self._task = None
        if task.cancelled():  # perhaps before its first step
            self._tell(PreviewRead(op_ids, None))

    async def _run(self, op_ids: frozenset[UUID]) -> None:
        try:
            preview = await self._read(op_ids)
        except LaziError as error:
            self._tell(PreviewRead(op_ids, None, error))
        except Exception:
            log.exception("a preview failed")
            self._tell(PreviewRead(op_ids, None, OurMistake("Nothing was sent. The log has the details.")))
        else:
            self._tell(PreviewRead(op_ids, preview))

    async def _read(self, op_ids: frozenset[UUID]) -> PushPreview:
        await self._exchange()
        hub, remote = await self._connections.hub(), await self._connections.remote()
        fields = await preview_push(
            hub, remote, op_ids=op_ids, tell=lambda done, total: self._tell(PreviewProgress(done, total))
        )
        requests = what_it_takes(fields, together=remote.may_send_together)
        return PushPreview(
            op_ids=op_ids,
            fields=fields,
            requests=requests,
            seconds=requests / remote.requests_per_second,
            at=self._parts.clock.now(),
        )
