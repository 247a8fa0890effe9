"""Reference lists: markups, vendors, cost types … What tells its changes is asked for those, all else is read whole."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from lazi_desktop.domain.errors import BadAnswer, LaziError, ListAbsent, RemoteRejected, ScopeMissing
from lazi_desktop.ports.engine import Progress
from lazi_desktop.ports.hub import Hub
from lazi_desktop.ports.hub_pull import IngestCounts, ListCursor
from lazi_desktop.ports.remote import ReferenceRows, RemotePricebook
from lazi_desktop.sync.ending import DETAIL_AT_MOST, end_run
from lazi_desktop.sync.pull import OVERLAP, SETTLING
from lazi_desktop.sync.turn import Turn

ONE_LIST_ALONE = (ScopeMissing, ListAbsent, RemoteRejected, BadAnswer)
"""Errors that are about one list and leave the others alone."""


@dataclass(slots=True)
class ListsCame:
    """What came of each list. Of those `refused`, nobody was told before of those in `news`."""

    counts: dict[str, IngestCounts] = field(default_factory=dict)
    refused: dict[str, LaziError] = field(default_factory=dict)
    news: list[str] = field(default_factory=list)


async def pull_reference_lists(
    hub: Hub,
    remote: RemotePricebook,
    turn: Turn,
    *,
    full: bool = False,
    tell: Callable[[Progress], None] = lambda progress: None,
) -> ListsCame:
    """`full` reads everything again, which alone shows what is gone.

    Raises any error that is not about one list alone.
    """
    names = remote.reference_lists()
    cursors = await hub.list_cursors()
    came = ListsCame()
    for number, name in enumerate(names):
        tell(Progress("lists", name, number, len(names)))
        cursor = cursors.get(name, ListCursor())
        try:
            came.counts[name] = await _pull_one(hub, remote, turn, name, cursor, full=full)
        except ONE_LIST_ALONE as error:
            came.refused[name] = error
            if _reason(error) != cursor.refused:
                await hub.note_list_refused(turn.lease, name, _reason(error))
                came.news.append(name)
    tell(Progress("lists", "", len(names), len(names)))
    return came


async def _pull_one(
    hub: Hub, remote: RemotePricebook, turn: Turn, name: str, cursor: ListCursor, *, full: bool
) -> IngestCounts:
    since = None if full or cursor.watermark is None else cursor.watermark - OVERLAP
    there = await _where_refused(remote, name, since, cursor.refused) if cursor.refused else None
    run_id = await hub.begin_run(turn.lease, what=f"lists {name}", full=since is None)
    state, counts, detail = "cancelled", IngestCounts(), ""
    try:
        if there is None:
            there = await remote.reference_rows(name, modified_from=since)
        watermark = there.server_time - SETTLING if there.server_time is not None else None
        counts = await hub.ingest_reference(
            turn.lease, run_id, name, there.rows, whole=there.is_whole, watermark=watermark
        )
        state = "done"
    except LaziError as error:
        state, detail = "refused" if isinstance(error, ONE_LIST_ALONE) else "failed", str(error)
        raise
    finally:
        await end_run(hub, turn, run_id, state=state, counts=counts, detail=detail)
    return counts


async def _where_refused(
    remote: RemotePricebook, name: str, since: datetime | None, refused: str
) -> ReferenceRows | None:
    """Before a run is noted: one that ends like the last is not told again. None where it is refused otherwise now."""
    try:
        return await remote.reference_rows(name, modified_from=since)
    except ONE_LIST_ALONE as error:
        if _reason(error) == refused:
            raise
        return None


def _reason(error: LaziError) -> str:
    return str(error)[:DETAIL_AT_MOST]
