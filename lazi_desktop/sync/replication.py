"""Desktop and hub: the ledger goes up, the feed comes down."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from functools import partial
from typing import TypeVar
from uuid import UUID

import structlog

from lazi_desktop.domain.ops import Changes, OpReceipt
from lazi_desktop.ports.engine import Progress, RefusedOp
from lazi_desktop.ports.hub import DeviceCopied, Hub, HubState, OpGap
from lazi_desktop.ports.workspace import FeedGap, Replica, WriterThread

BATCH = 200
PAGE = 1000
READS_OF_A_GAP = 3

T = TypeVar("T")

log = structlog.get_logger("replication")


class Replicator:
    """One exchange after the other; each leaves both sides consistent wherever it is cut off."""

    def __init__(
        self,
        hub: Hub,
        replica: Replica,
        writer: WriterThread,
        *,
        tell: Callable[[Progress], None] = lambda progress: None,
        changed: Callable[[Changes], None] = lambda changes: None,
        refused: Callable[[Sequence[RefusedOp]], None] = lambda refused: None,
    ) -> None:
        self._hub = hub
        self._replica = replica
        self._writer = writer
        self._tell = tell
        self._changed = changed
        self._refused = refused

    async def exchange(self) -> HubState:
        """Uploads what the hub lacks, then applies what it has since. Returns how the hub stood before.

        Raises:
            DeviceCopied: other ops were uploaded under the numbers of ours.
        """
        state = await self._hub.state()
        await self.upload()
        await self.download(state)
        return state

    async def upload(self) -> None:
        limit = BATCH
        while True:
            ops = await self._on_writer(partial(self._replica.unsent, limit))
            if not ops:
                return
            try:
                receipts = await self._hub.apply_ops(ops)
            except OpGap as gap:
                await self._on_writer(partial(self._replica.rewind_to, gap.hub_has))
                continue
            except DeviceCopied:
                if limit == 1:
                    raise
                limit = 1  # what the hub has received before the copy was made, it knows by its id
                continue
            changes, refused = await self._on_writer(partial(self._acknowledge, receipts))
            self._changed(changes)
            if refused:
                self._refused(refused)

    def _acknowledge(self, receipts: Sequence[OpReceipt]) -> tuple[Changes, Sequence[RefusedOp]]:
        return self._replica.acknowledge(receipts), self._replica.refused(receipts)

    async def download(self, state: HubState) -> None:
        """Follows the feed to its end, or takes a snapshot where the feed cannot be followed."""
        here = await self._on_writer(self._replica.state)
        if here.epoch != state.epoch or here.cursor < state.feed_floor or here.cursor > state.feed_seq:
            await self._snapshot(state.epoch)
        for _ in range(READS_OF_A_GAP):
            try:
                await self._follow(state)
            except FeedGap as gap:
                log.error("feed gap", after=gap.cursor, found=gap.found)
            else:
                return
        await self._snapshot(state.epoch)
        await self._follow(state)

    async def _follow(self, state: HubState) -> None:
        here = await self._on_writer(self._replica.state)
        behind = state.feed_seq - here.cursor
        done = 0
        while rows := await self._hub.feed_after(here.cursor, PAGE):
            changes = await self._on_writer(partial(self._replica.apply_feed, rows))
            done += len(rows)
            if behind > PAGE:
                self._tell(Progress("replicate", "", done, max(behind, done)))
            self._changed(changes)
            here = await self._on_writer(self._replica.state)
        await self._hub.note_cursor(state.epoch, here.cursor)

    async def _snapshot(self, epoch: UUID) -> None:
        await self._on_writer(lambda: self._replica.begin_snapshot(epoch))
        at_seq, done = 0, 0
        async for page in self._hub.snapshot():
            at_seq = page.at_seq
            await self._on_writer(partial(self._replica.apply_snapshot, page.rows))
            done += len(page.rows)
            self._tell(Progress("replicate", "", done, None))
        self._changed(await self._on_writer(lambda: self._replica.end_snapshot(epoch, at_seq)))

    async def _on_writer(self, work: Callable[[], T]) -> T:
        return await asyncio.wrap_future(self._writer.submit(work))
