"""Desktop and hub: the ledger goes up, the feed comes down."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncGenerator, Callable, Mapping, Sequence
from contextlib import aclosing
from functools import partial
from typing import TypeVar, cast
from uuid import UUID

import structlog

from lazi_desktop.domain.errors import HubUnavailable
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.ops import Changes, Op, OpReceipt
from lazi_desktop.ports.engine import HubRestored, Progress, RefusedOp
from lazi_desktop.ports.hub import Hub
from lazi_desktop.ports.hub_feed import (
    DeviceCopied,
    FeedReplaced,
    FeedRow,
    HubState,
    ListedRow,
    ListMoment,
    OpGap,
    SnapshotPage,
)
from lazi_desktop.ports.pictures import AddedPictures
from lazi_desktop.ports.replica import FeedGap, Replica, ReplicaState
from lazi_desktop.ports.workspace import WriterThread
from lazi_desktop.sync.given_pictures import give_all, give_pictures

BATCH = 200
PAGE = 1000
READS_OF_A_GAP = 3
MEETINGS = 3
BUCKETS_AT_ONCE = 16
PAGES_AHEAD = 2  # of a snapshot, fetched while one is applied

T = TypeVar("T")

log = structlog.get_logger("replication")


class Replicator:
    """One exchange after the other; each leaves both sides consistent wherever it is cut off. `added` has the pictures
    that edits made here name."""

    def __init__(
        self,
        hub: Hub,
        replica: Replica,
        writer: WriterThread,
        *,
        tell: Callable[[Progress], None] = lambda progress: None,
        changed: Callable[[Changes], None] = lambda changes: None,
        refused: Callable[[Sequence[RefusedOp]], None] = lambda refused: None,
        restored: Callable[[HubRestored], None] = lambda restored: None,
        added: AddedPictures | None = None,
    ) -> None:
        self._hub = hub
        self._replica = replica
        self._writer = writer
        self._tell = tell
        self._changed = changed
        self._refused = refused
        self._restored = restored
        self._added = added

    async def exchange(self) -> HubState:
        """Uploads what the hub lacks, then applies what it has since. Returns how the hub stood before.

        Raises:
            DeviceCopied: other ops were uploaded under the numbers of ours, or there is a hole in ours.
        """
        for _ in range(MEETINGS):
            state, in_doubt, begins_anew = await self._meet()
            try:
                await self.upload()
                if in_doubt:
                    await self._offer_past()
                if self._added is not None and begins_anew:
                    await give_all(self._hub, self._added)
                await self.download(state)
            except (OpGap, FeedReplaced):
                continue  # it went back between two calls
            here = await self._here()
            await self._fetch_lists(state, here)
            await self._prove(here)
            if here.traces:
                await self._on_writer(self._replica.wipe_traces)
            if state.server_time is not None:
                await self._on_writer(partial(self._replica.prune, state.durable_seq, state.server_time))
            return state
        raise HubUnavailable("It goes back to an earlier state again and again.")

    async def _meet(self) -> tuple[HubState, bool, bool]:
        """How the hub stands, whether it may lack what an earlier device of this workspace had shared, and whether this
        desktop begins anew with it.

        A hub that went back is told so, and this desktop begins anew with it.
        """
        here = await self._here()
        state = await self._hub.state(here.cursor)
        known = here.epoch or here.met
        if known is not None and _may_lack(state, known, here):
            shorter = here.cursor <= state.feed_seq < here.heard
            await self._hub.report_rollback(
                epoch=known,
                cursor=here.heard if shorter else here.cursor,
                group=None if shorter else here.group_at_cursor,
                acked=here.acked_op_no,
            )
            before, state = state, await self._hub.state(here.cursor)
            if state.epoch != before.epoch:
                log.warning("the hub went back", feed=before.feed_seq, cursor=here.cursor)
        if state.last_op_no >= here.next_op_no:
            raise DeviceCopied("The shared database has later edits of this device than the device itself.")
        if state.last_op_no == here.acked_op_no:
            _check_is_ours(here.acked_op_id, state)
        if here.epoch is not None and not _may_lack(state, here.epoch, here):
            # cut off between an answer and the feed, or a copy that may have met the hub in another state
            return state, here.cursor < here.heard or here.unproved, False
        if state.last_op_no < here.acked_op_no:
            await self._on_writer(partial(self._rewind, state))
        # From here on nothing of the former epoch counts, so what was acknowledged stays in sight until the snapshot.
        await self._on_writer(partial(self._replica.begin_snapshot, state.epoch))
        return state, True, True

    def _rewind(self, state: HubState) -> None:
        _check_is_ours(self._replica.op_at(state.last_op_no), state)
        self._replica.rewind_to(state.last_op_no)

    # ---------------------------------------------------------------------------------------------------------- ops

    async def upload(self) -> None:
        """
        Raises:
            OpGap: the hub lacks ops that it acknowledged.
            DeviceCopied: as `exchange`.
        """
        limit = BATCH
        while True:
            ops, before = await self._on_writer(partial(self._unsent, limit))
            if not ops:
                return
            if self._added is not None:
                await give_pictures(self._hub, self._added, ops)
            try:
                receipts = await self._hub.apply_ops(ops, before.acked_op_id)
            except OpGap as gap:
                if gap.hub_has < before.acked_op_no:
                    raise
                raise DeviceCopied("The numbers of this device's edits have a hole.") from gap
            except DeviceCopied:
                if len({op.txn_id for op in ops}) == 1:
                    raise
                # What the hub has received before the copy was made, it knows by its id: the others are closed in on.
                limit = max(1, min(limit, len(ops)) // 2)
                continue
            if self._added is not None:
                await give_pictures(self._hub, self._added, ops)  # it may have been restored between the two
            limit = BATCH
            changes, refused = await self._on_writer(partial(self._acknowledge, receipts))
            self._changed(changes)
            if refused:
                self._refused(refused)

    def _unsent(self, limit: int) -> tuple[Sequence[Op], ReplicaState]:
        """And how this desktop stood before them."""
        return self._replica.unsent(limit), self._replica.state()

    def _acknowledge(self, receipts: Sequence[OpReceipt]) -> tuple[Changes, Sequence[RefusedOp]]:
        return self._replica.acknowledge(receipts), self._replica.refused(receipts)

    async def _offer_past(self) -> None:
        """What an earlier device of this workspace had shared and the hub lost."""
        lacking: list[UUID] = []
        after: UUID | None = None
        while past := await self._on_writer(partial(self._replica.past_ops, after, PAGE)):
            lacking += await self._hub.lacking(past)
            after = past[-1]
        if lacking:
            self._changed(await self._on_writer(partial(self._replica.offer_again, lacking)))
            await self.upload()

    # --------------------------------------------------------------------------------------------------------- feed

    async def download(self, state: HubState) -> None:
        """Follows the feed to its end, or takes a snapshot where the feed cannot be followed, or where costs are shown
        now and were not, or the other way round.

        Raises:
            FeedReplaced: the hub went back meanwhile.
            HubUnavailable: the feed's beginning went while the snapshot was taken; the next exchange takes another.
        """
        here = await self._here()
        if (
            here.epoch != state.epoch
            or not state.feed_floor <= here.cursor <= state.feed_seq
            or here.hides_costs != state.hides_costs
        ):
            await self._snapshot(state)
        for _ in range(READS_OF_A_GAP):
            try:
                await self._follow(state)
            except FeedGap as gap:
                log.error("feed gap", after=gap.cursor, found=gap.found)
            else:
                return
        await self._snapshot(state)
        try:
            await self._follow(state)
        except FeedGap as gap:
            raise HubUnavailable("The shared database moved on while it was read.") from gap

    async def _follow(self, state: HubState) -> None:
        here = await self._here()
        behind = state.feed_seq - here.cursor
        done = 0
        while rows := await self._hub.feed_after(here.cursor, PAGE, here.group_at_cursor):
            changes = await self._on_writer(partial(self._replica.apply_feed, rows))
            done += len(rows)
            if behind > PAGE:
                self._tell(Progress("replicate", "", done, max(behind, done)))
            self._changed(changes)
            here = await self._here()
        await self._hub.note_cursor(state.epoch, here.cursor)

    async def _fetch_lists(self, state: HubState, here: ReplicaState) -> None:
        there, known = state.lists_at, here.lists_at
        if there == known and not here.lists_unproved:
            return
        rows = None
        if there is not None and known is not None and known < there and not here.lists_unproved:
            rows = await self._lists_since(known)
        whole = rows is None
        if rows is None:  # none at all where the hub was restored to before it had any
            rows = await self._hub.listed_rows() if there is not None else ()
        self._changed(await self._on_writer(partial(self._replica.put_lists, rows, there, whole=whole)))

    async def _lists_since(self, known: ListMoment) -> Sequence[ListedRow] | None:
        """None where nothing is left of that change: changed again since, or forgotten by a hub that was restored."""
        rows = await self._hub.listed_rows(known.at)
        return rows if any(row.at == known for row in rows) else None

    async def _follow_to(self, seq: int) -> None:
        """As far as `seq`, the end of a group, and not beyond."""
        while (here := await self._here()).cursor < seq:
            try:
                found = await self._hub.feed_after(here.cursor, PAGE, here.group_at_cursor)
            except FeedReplaced as problem:
                raise FeedGap(here.cursor, seq) from problem
            rows = [row for row in found if row.seq <= seq]
            if not rows:
                raise FeedGap(here.cursor, seq)
            self._changed(await self._on_writer(partial(self._replica.apply_feed, rows)))

    async def _snapshot(self, state: HubState) -> None:
        epoch = state.epoch
        await self._on_writer(lambda: self._replica.begin_snapshot(epoch))
        await self._on_writer(lambda: self._replica.note_sight(hides_costs=state.hides_costs))
        at_seq, group, done = 0, None, 0
        under_way: deque[tuple[int, asyncio.Future[None]]] = deque()
        snapshot = cast("AsyncGenerator[SnapshotPage, None]", self._hub.snapshot())
        try:
            async with aclosing(snapshot) as pages:
                async for page in pages:
                    at_seq, group = page.at_seq, page.group
                    self._replica.foresee(page.rows)
                    applying = self._writer.submit(partial(self._replica.apply_snapshot, page.rows))
                    under_way.append((len(page.rows), asyncio.wrap_future(applying)))
                    if len(under_way) > PAGES_AHEAD:
                        done += await self._applied(*under_way.popleft(), done)
            while under_way:
                done += await self._applied(*under_way.popleft(), done)
        finally:
            await asyncio.gather(*(applying for _, applying in under_way), return_exceptions=True)
            await self._on_writer(self._replica.leave_snapshot)
        self._changed(await self._on_writer(lambda: self._replica.end_snapshot(epoch, at_seq, group)))

    async def _applied(self, rows: int, applying: asyncio.Future[None], done: int) -> int:
        await applying
        self._tell(Progress("replicate", "", done + rows, None))
        return rows

    # -------------------------------------------------------------------------------------------------------- proof

    async def compare(self) -> Mapping[EntityKind, int]:
        """Compares the mirror with the hub's at one place of the feed, and takes what differs from the hub.

        Returns how many entities of each kind were wrong: a defect, ours or of the disk, that edits do not suffer from.

        Raises:
            FeedGap: the feed cannot be followed to that place; the next exchange looks into that.
        """
        wrong = {kind: await self._compare(kind) for kind in EntityKind}
        return {kind: count for kind, count in wrong.items() if count}

    async def _compare(self, kind: EntityKind) -> int:
        theirs = await self._hub.digest(kind)
        await self._follow_to(theirs.at_seq)
        buckets = theirs.differing(await self._on_writer(partial(self._replica.digest, kind)))
        wrong = 0
        for start in range(0, len(buckets), BUCKETS_AT_ONCE):
            lot = buckets[start : start + BUCKETS_AT_ONCE]
            rows: list[FeedRow] = []
            at_seq = theirs.at_seq
            async for page in self._hub.snapshot_of(kind, lot):
                rows += page.rows
                at_seq = page.at_seq
            changes = await self._on_writer(partial(self._replica.refresh, kind, lot, rows, at_seq))
            self._changed(changes)
            wrong += len(changes.keys)
        if buckets:
            log.error("mirror differed", kind=str(kind), buckets=len(buckets), entities=wrong)
        return wrong

    async def _prove(self, here: ReplicaState) -> None:
        """After a recovery, the hub's or this workspace's own."""
        if not (here.restored or here.unproved):
            return
        try:
            await self.compare()
        except FeedGap as gap:
            log.error("feed gap", after=gap.cursor, found=gap.found)
            return
        await self._on_writer(self._replica.recovered)
        if here.restored:
            self._restored(HubRestored(here.offered_again))

    async def _here(self) -> ReplicaState:
        return await self._on_writer(self._replica.state)

    async def _on_writer(self, work: Callable[[], T]) -> T:
        return await asyncio.wrap_future(self._writer.submit(work))


def _check_is_ours(op_id: UUID | None, state: HubState) -> None:
    """A copy of this device may have shared something after the hub went back, under numbers that were ours before."""
    if None not in (op_id, state.last_op_id) and op_id != state.last_op_id:
        raise DeviceCopied("The shared database has other edits under the numbers of this device's.")


def _may_lack(state: HubState, epoch: UUID, here: ReplicaState) -> bool:
    return state.last_op_no < here.acked_op_no or state.may_lack(
        epoch, max(here.cursor, here.heard), here.group_at_cursor
    )
