"""The end of a run, as the hub's log of runs has it."""

from __future__ import annotations

from uuid import UUID

import structlog

from lazi_desktop.domain.errors import LaziError
from lazi_desktop.ports.hub import Hub
from lazi_desktop.ports.hub_pull import IngestCounts
from lazi_desktop.sync.turn import Turn

log = structlog.get_logger("runs")

DETAIL_AT_MOST = 500


async def end_run(
    hub: Hub, turn: Turn, run_id: UUID, *, state: str, counts: IngestCounts | None = None, detail: str = ""
) -> None:
    """Where the run did not get through, a hub that cannot be told of it never takes the place of why."""
    try:
        await hub.end_run(
            turn.lease, run_id, state=state, counts=counts or IngestCounts(), detail=detail[:DETAIL_AT_MOST]
        )
    except LaziError as error:
        if state == "done":
            raise
        log.info("a run's end was not noted; the next one ends it", state=state, reason=str(error))
