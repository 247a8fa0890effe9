"""Creates that were made twice: they may happen where ServiceTitan shows something later than anybody waits for it, and
are not to go unnoticed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from lazi_desktop.domain.errors import LaziError, ScopeMissing
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.ports.hub import Hub
from lazi_desktop.ports.hub_pull import Twins
from lazi_desktop.ports.remote import RemoteEntity, RemotePricebook
from lazi_desktop.sync.ending import end_run
from lazi_desktop.sync.pull import KINDS, TITLES
from lazi_desktop.sync.turn import Turn

TOLD_AT_MOST = 5
WHAT_TO_DO = "Keep one in ServiceTitan and deactivate the others."


async def look_for_twins(hub: Hub, remote: RemotePricebook, turn: Turn) -> Sequence[Twins]:
    """Those that nobody was told of before: the run tells of them once. The hub knows them until one is left."""
    run_id = await hub.begin_run(turn.lease, what="twins", full=True)
    state, detail = "cancelled", ""
    try:
        news = await _look(hub, remote, turn, run_id)
        state, detail = "done", twins_words(news)
    except LaziError as error:
        state, detail = "failed", str(error)
        raise
    finally:
        await end_run(hub, turn, run_id, state=state, detail=detail)
    return news


async def _look(hub: Hub, remote: RemotePricebook, turn: Turn, run_id: UUID) -> Sequence[Twins]:
    looked_at: list[EntityKind] = []
    twins: list[Twins] = []
    for kind in KINDS:
        try:
            marked = await remote.marked(kind)
        except ScopeMissing:
            continue  # the pull has told it
        if marked is not None:
            looked_at.append(kind)
            twins += twins_of(kind, marked)
    return await hub.note_twins(turn.lease, run_id, looked_at, twins)


def twins_of(kind: EntityKind, marked: Mapping[str, Sequence[RemoteEntity]]) -> list[Twins]:
    """What is switched off is out of the way: that is how a person puts it right."""
    twins = []
    for mark, entities in sorted(marked.items()):
        active = sorted(
            (one for one in entities if one.fields.get("active") is not False), key=lambda one: one.remote_id
        )
        if len(active) > 1:
            codes = [str(one.fields.get("code") or "") for one in active]
            twins.append(
                Twins(kind=kind, mark=mark, remote_ids=[one.remote_id for one in active], codes=codes)
            )
    return twins


def twins_words(twins: Sequence[Twins]) -> str:
    """What a person should know and do; "" where there are none."""
    if not twins:
        return ""
    told = "; ".join(map(named, twins[:TOLD_AT_MOST]))
    more = f"; and {len(twins) - TOLD_AT_MOST:,} more" if len(twins) > TOLD_AT_MOST else ""
    return f"Created once, and there more than once: {told}{more}. {WHAT_TO_DO}"


def named(twins: Twins) -> str:
    """“NEW-1 (materials #7, #9)”."""
    codes = ", ".join(dict.fromkeys(filter(None, twins.codes)))
    numbers = ", ".join(f"#{number}" for number in twins.remote_ids)
    return f"{codes} ({TITLES[twins.kind]} {numbers})".strip()
