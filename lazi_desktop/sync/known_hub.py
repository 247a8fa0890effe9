"""Recognising the hub without a workspace: one that went back to an earlier state is told so before work goes on."""

from __future__ import annotations

from typing import NamedTuple
from uuid import UUID

import structlog

from lazi_desktop.ports.hub import Hub
from lazi_desktop.ports.hub_feed import HubState

log = structlog.get_logger("hub")


class _Known(NamedTuple):
    epoch: UUID
    feed_seq: int
    group: UUID | None


class KnownHub:
    """The end of the hub's feed as it was last seen, for as long as the program runs."""

    def __init__(self) -> None:
        self._known: _Known | None = None

    async def look(self, hub: Hub) -> HubState:
        """How the hub stands; where it went back, it has been told and begun another epoch."""
        known = self._known
        state = await hub.state(known.feed_seq if known is not None else 0)
        if known is not None and state.may_lack(*known):
            await hub.report_rollback(epoch=known.epoch, cursor=known.feed_seq, group=known.group, acked=0)
            before, state = state, await hub.state()
            if state.epoch != before.epoch:
                log.warning("the hub went back", feed=before.feed_seq, known=known.feed_seq)
        if known is None or (state.epoch, state.feed_seq) != (known.epoch, known.feed_seq):
            end = await hub.state(state.feed_seq)
            self._known = (
                _Known(end.epoch, state.feed_seq, end.group_at) if end.epoch == state.epoch else None
            )
        return state
