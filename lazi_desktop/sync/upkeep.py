"""Upkeep of the hub, once a night by whoever takes it."""

from __future__ import annotations

from lazi_desktop.domain.errors import LaziError
from lazi_desktop.ports.hub import Hub
from lazi_desktop.sync.ending import end_run
from lazi_desktop.sync.turn import Turn


async def tend_hub(hub: Hub, turn: Turn) -> None:
    run_id = await hub.begin_run(turn.lease, what="tend", full=False)
    state, detail = "cancelled", ""
    try:
        done = await hub.tend(turn.lease)
        state, detail = "done", ", ".join(f"{count:,} {name}" for name, count in done.items() if count)
    except LaziError as error:
        state, detail = "failed", str(error)
        raise
    finally:
        await end_run(hub, turn, run_id, state=state, detail=detail)
