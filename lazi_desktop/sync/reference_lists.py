"""Reference lists: markups, vendors, cost types … read whole, since none of them tells what has changed."""

from __future__ import annotations

from collections.abc import Callable

from lazi_desktop.domain.errors import LaziError, RemoteRejected, ScopeMissing
from lazi_desktop.ports.engine import Progress
from lazi_desktop.ports.hub import Hub
from lazi_desktop.ports.hub_pull import IngestCounts
from lazi_desktop.ports.remote import RemotePricebook
from lazi_desktop.sync.ending import end_run
from lazi_desktop.sync.turn import Turn

ONE_LIST_ALONE = (ScopeMissing, RemoteRejected)
"""Errors that are about one list and leave the others alone."""


async def pull_reference_lists(
    hub: Hub,
    remote: RemotePricebook,
    turn: Turn,
    *,
    tell: Callable[[Progress], None] = lambda progress: None,
) -> dict[str, IngestCounts | LaziError]:
    """What came of each list. Raises any error that is not about one list alone."""
    names = remote.reference_lists()
    came: dict[str, IngestCounts | LaziError] = {}
    for number, name in enumerate(names):
        tell(Progress("lists", name, number, len(names)))
        try:
            came[name] = await _pull_one(hub, remote, turn, name)
        except ONE_LIST_ALONE as error:
            came[name] = error
    tell(Progress("lists", "", len(names), len(names)))
    return came


async def _pull_one(hub: Hub, remote: RemotePricebook, turn: Turn, name: str) -> IngestCounts:
    run_id = await hub.begin_run(turn.lease, what=f"lists {name}", full=True)
    state, counts, detail = "cancelled", IngestCounts(), ""
    try:
        rows = await remote.reference_rows(name)
        counts = await hub.ingest_reference(turn.lease, run_id, name, rows)
        state = "done"
    except LaziError as error:
        state, detail = "refused" if isinstance(error, ONE_LIST_ALONE) else "failed", str(error)
        raise
    finally:
        await end_run(hub, turn, run_id, state=state, counts=counts, detail=detail)
    return counts
