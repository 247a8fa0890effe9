"""The workspace's side of the exchange with the hub: ops out and acknowledged, feed and snapshots in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from uuid import UUID

import structlog

from lazi_desktop.domain.digests import Digest
from lazi_desktop.domain.errors import WorkspaceProblem
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.moments import format_moment, parse_moment
from lazi_desktop.domain.ops import Aspect, Changes, Op, OpReceipt
from lazi_desktop.ports.engine import RefusedOp
from lazi_desktop.ports.hub_feed import FeedRow, ListedRow, ListMoment
from lazi_desktop.ports.replica import FeedGap, ReplicaState
from lazi_desktop.ports.system import Clock
from lazi_desktop.store.workspace.copies import Copies
from lazi_desktop.store.workspace.database import Database, DatabaseError
from lazi_desktop.store.workspace.feed import FeedTables, Landed, Prepared, Received, prepare
from lazi_desktop.store.workspace.filling import Filling
from lazi_desktop.store.workspace.foreseeing import Foresight
from lazi_desktop.store.workspace.kit_parts import KitParts
from lazi_desktop.store.workspace.ledger import CATEGORY_FIELDS, Ledger, Touched
from lazi_desktop.store.workspace.meta import Meta
from lazi_desktop.store.workspace.projection import Projection
from lazi_desktop.store.workspace.proving import differing, digest_of
from lazi_desktop.store.workspace.rows import ShownSku
from lazi_desktop.store.workspace.writer import StoreThread

log = structlog.get_logger("workspace")

TOO_MANY_TO_NAME = 5_000
PREPARED_AT_ONCE = 50
LOT = 200
"""Rows of one transaction where nothing ties them together; edits pass in between."""
SNAPSHOT_LOT = 1_000
"""Those of a snapshot's: there is little to edit yet, and the whole is done a third sooner."""
KEPT = timedelta(days=30)
PRUNED_EVERY = timedelta(days=1)


class SqliteReplica:
    """The port's Replica. Belongs to the store's thread; lets edits pass between two transactions."""

    def __init__(
        self,
        database: Database,
        meta: Meta,
        ledger: Ledger,
        projection: Projection,
        *,
        clock: Clock,
        thread: StoreThread,
        copies: Copies,
    ) -> None:
        self._db = database
        self._copies = copies
        self._meta = meta
        self._ledger = ledger
        self._projection = projection
        self._thread = thread
        self._kits = KitParts(database)
        self._tables = FeedTables(database, ledger, self._kits, clock)
        self._foresight = Foresight()
        self._filling = Filling(database)
        self._begins = False
        self._pruned = (0, datetime.min.replace(tzinfo=UTC))

    def close(self) -> None:
        self._foresight.close()

    def state(self) -> ReplicaState:
        meta = self._meta
        return ReplicaState(
            epoch=meta.uuid("feed_epoch"),
            cursor=meta.number("cursor_seq"),
            group_at_cursor=meta.uuid("cursor_group"),
            next_op_no=self._ledger.next_op_no,
            acked_op_no=self._ledger.acked_op_no,
            heard=meta.number("heard_seq"),
            met=meta.uuid("met_epoch") or meta.uuid("last_epoch"),
            acked_op_id=self._ledger.op_at(self._ledger.acked_op_no),
            restored=bool(meta.number("restored")),
            unproved=bool(meta.number("unproved")),
            offered_again=meta.number("offered_again"),
            lists_at=self._lists_at(),
            lists_unproved=bool(meta.number("lists_unproved")),
            hides_costs=bool(meta.number("hides_costs")),
            traces=bool(meta.number("traces")),
        )

    def unsent(self, limit: int) -> Sequence[Op]:
        return self._ledger.unsent(limit)

    def acknowledge(self, receipts: Sequence[OpReceipt]) -> Changes:
        with self._write():
            touched = self._ledger.acknowledge(receipts, cursor=self._meta.number("cursor_seq"))
            heard = max((receipt.feed_seq for receipt in receipts), default=0)
            if heard > self._meta.number("heard_seq"):
                self._meta.set("heard_seq", heard)
            kits = self._renew(touched)
            lost = self._ledger.fields_not_taken(receipts)
            asides = self._ledger.asides_among(receipts)
        placed = any(kind is EntityKind.CATEGORY or name in CATEGORY_FIELDS for kind, name in lost)
        keys = touched.entities
        return _changes(
            keys,
            Landed(states=bool(keys), fields=bool(lost), categories=placed, change_sets=asides, kits=kits),
        )

    def refused(self, receipts: Sequence[OpReceipt]) -> Sequence[RefusedOp]:
        return self._ledger.refused(receipts)

    def re_enrol(self, device_id: UUID) -> None:
        with self._write():
            self._ledger.begin_anew()
            self._meta.set("device_id", device_id)

    def op_at(self, op_no: int) -> UUID | None:
        return self._ledger.op_at(op_no)

    def rewind_to(self, op_no: int) -> None:
        with self._write():
            self._renew(self._ledger.rewind_to(op_no))

    def past_ops(self, after: UUID | None, limit: int) -> Sequence[UUID]:
        return self._ledger.past(after, limit)

    def offer_again(self, op_ids: Sequence[UUID]) -> Changes:
        with self._write():
            touched = self._ledger.offer_again(op_ids)
            kits = self._renew(touched)
        return _changes(touched.entities, Landed(fields=True, categories=True, states=True, kits=kits))

    def recovered(self) -> None:
        with self._write():
            for name in ("restored", "unproved", "offered_again"):
                self._meta.set(name, 0)

    def put_lists(self, rows: Sequence[ListedRow], at: ListMoment | None, *, whole: bool) -> Changes:
        with self._write():
            if whole:
                self._db.run("DELETE FROM reference_row")
            self._db.run_many(
                "DELETE FROM reference_row WHERE list = ? AND remote_id = ?",
                [(row.name, row.remote_id) for row in rows if row.gone],
            )
            self._db.run_many(
                "INSERT OR REPLACE INTO reference_row (list, remote_id, name, active, payload)"
                " VALUES (?, ?, ?, ?, ?)",
                [
                    (row.name, row.remote_id, row.title, row.active, row.payload)
                    for row in rows
                    if not row.gone
                ],
            )
            self._meta.set("lists_at", None if at is None else format_moment(at.at))
            self._meta.set("lists_run", None if at is None else str(at.run))
            self._meta.set("lists_unproved", 0)
            self._projection.columns.lists_changed()
        return Changes(aspects=frozenset((Aspect.LISTS,)))

    def prune(self, durable_seq: int, at: datetime) -> int:
        if durable_seq <= self._pruned[0] and at - self._pruned[1] < PRUNED_EVERY:
            return 0
        self._pruned = durable_seq, at
        with self._write():
            return self._ledger.prune(durable_seq, at=at, before=at - KEPT)

    # ------------------------------------------------------------------------------------------------------- proof

    def digest(self, kind: EntityKind) -> Digest:
        return digest_of(self._db, kind, self._meta.number("cursor_seq"), self._thread.let_edits_pass)

    def refresh(
        self, kind: EntityKind, buckets: Sequence[int], rows: Sequence[FeedRow], at_seq: int
    ) -> Changes:
        wrong, extra = differing(self._db, kind, buckets, self._prepare(rows), at_seq)
        keys: set[bytes] = set()
        for start in range(0, max(len(wrong), 1), LOT):
            with self._write():
                received = self._tables.put_right(
                    wrong[start : start + LOT], [] if start else extra, generation=self._generation()
                )
                self._projection.renew(received.keys, received.mirrors)
            keys |= received.keys
            self._thread.let_edits_pass()
        return _changes(keys, Landed(fields=True, categories=True))

    # -------------------------------------------------------------------------------------------------------- feed

    def apply_feed(self, rows: Sequence[FeedRow]) -> Changes:
        landed = Landed()
        keys: set[bytes] = set()
        for lot in self._lots(rows):
            prepared = self._prepare(lot)
            with self._write():
                received = self._apply(prepared, landed)
                self._meta.set("cursor_seq", lot[-1].seq)
                self._meta.set("cursor_group", lot[-1].group)
                lifted = self._ledger.lift(lot[-1].seq)
                landed.states |= bool(lifted.entities)
                lifted.parts.update(received.parts)
                landed.kits |= self._renew(lifted)
                keys |= received.keys | lifted.entities
            self._thread.let_edits_pass()
        return _changes(keys, landed)

    def _lots(self, rows: Sequence[FeedRow]) -> Iterator[list[FeedRow]]:
        """Whole groups that follow the cursor without a hole, several small ones in one lot."""
        cursor = self._meta.number("cursor_seq")
        fresh = [row for row in rows if row.seq > cursor]
        for place, row in enumerate(fresh):
            if row.seq != cursor + 1 + place:
                raise FeedGap(cursor + place, row.seq)
        if fresh and not any(row.group_last for row in fresh):
            raise FeedGap(fresh[-1].seq, fresh[-1].seq + 1)
        lot: list[FeedRow] = []
        group: list[FeedRow] = []
        for row in fresh:
            group.append(row)
            if not row.group_last:
                continue
            if lot and len(lot) + len(group) > LOT:
                yield lot
                lot = []
            lot += group
            group = []
        if lot:
            yield lot

    def _prepare(
        self, rows: Sequence[FeedRow], shown: Sequence[ShownSku | None] | None = None
    ) -> list[Prepared]:
        prepared = []
        for place, row in enumerate(rows):
            if place % PREPARED_AT_ONCE == 0:
                self._thread.let_edits_pass()
            prepared.append(prepare(row, shown[place] if shown is not None else None))
        return prepared

    def _apply(self, rows: Sequence[Prepared], landed: Landed) -> Received:
        received = self._tables.put(rows, landed, generation=self._generation())
        self._projection.renew(received.keys, received.mirrors)
        return received

    def _renew(self, touched: Touched) -> set[bytes]:
        """Returns the kits among it."""
        self._projection.renew(touched.entities)
        return self._kits.renew(touched.parts)

    # ---------------------------------------------------------------------------------------------------- snapshots

    def begin_snapshot(self, epoch: UUID) -> None:
        """Until the end the workspace belongs to no epoch, so that an interrupted snapshot is taken again."""
        self.leave_snapshot()
        with self._write():
            if self._meta.get("last_epoch") not in (None, str(epoch)):
                self._meta.set("restored", 1)
            self._meta.set("met_epoch", epoch)
            self._meta.set("generation", self._generation() + 1)
            self._projection.columns.clear()
            self._meta.set("feed_epoch", None)
            self._meta.set("cursor_seq", 0)
            self._meta.set("heard_seq", 0)
            self._meta.set("lists_unproved", int(self._lists_at() is not None))
            self._meta.set("cursor_group", None)
        self._begins = True

    def note_sight(self, *, hides_costs: bool) -> None:
        if bool(self._meta.number("hides_costs")) == hides_costs:
            return
        with self._write():
            self._meta.set("hides_costs", int(hides_costs))
            self._meta.set("traces", int(hides_costs))

    def wipe_traces(self) -> bool:
        if self._meta.number("suspect"):  # the copies may be better
            return False
        try:
            with self._db.writing():
                self._db.run(
                    "DELETE FROM quarantine"
                )  # older than the snapshot, and nobody knows what is in it
            self._db.run("VACUUM")
            wiped = self._db.empty_log()
        except (DatabaseError, WorkspaceProblem) as error:  # a full disk, perhaps
            log.warning("traces of costs are still in the workspace", reason=type(error).__name__)
            return False
        if wiped:
            self._copies.forget()
            self._meta.set("traces", 0)
        return wiped

    def leave_snapshot(self) -> None:
        self._begins = False
        self._foresight.close()
        try:
            self._filling.make_indexes(self._thread.let_edits_pass)
        finally:
            self._db.expect(much=False)

    def _lists_at(self) -> ListMoment | None:
        at, run = self._meta.get("lists_at"), self._meta.uuid("lists_run")
        return None if at is None or run is None else ListMoment(parse_moment(at), run)

    def foresee(self, rows: Sequence[FeedRow]) -> None:
        self._foresight.foresee(rows)

    def apply_snapshot(self, rows: Sequence[FeedRow]) -> None:
        self._db.expect(much=True)
        shown = self._foresight.seen(rows)
        for start in range(0, len(rows), SNAPSHOT_LOT):
            lot = slice(start, start + SNAPSHOT_LOT)
            prepared = self._prepare(rows[lot], shown and shown[lot])
            # One that is cut off is taken again, so its lots need not outlive a power cut one by one.
            with self._db.writing_loosely(), self._write(), self._projection.counting_later():
                if self._begins:
                    self._filling.set_indexes_aside()
                self._apply(prepared, Landed())
            self._begins = False
            self._thread.let_edits_pass()

    def end_snapshot(self, epoch: UUID, at_seq: int, group: UUID | None) -> Changes:
        self.leave_snapshot()
        another = self._meta.get("last_epoch") != str(epoch)
        with self._write():
            dropped = self._tables.drop_before(self._generation())
            dropped |= self._ledger.naming(dropped)  # a restored hub may have lost a number
            self._meta.set("feed_epoch", epoch)
            self._meta.set("last_epoch", epoch)
            self._meta.set("cursor_seq", at_seq)
            self._meta.set("cursor_group", group)
            lifted = self._ledger.lift(at_seq, all_acknowledged=another)
            self._projection.renew(dropped | lifted.entities, count=True)
            self._kits.renew_all()
        return Changes(aspects=frozenset((Aspect.EVERYTHING,)))

    def _generation(self) -> int:
        return self._meta.number("generation")

    @contextmanager
    def _write(self) -> Iterator[None]:
        try:
            with self._db.writing():
                yield
        except BaseException:
            self._projection.forget()
            raise


def _changes(keys: Iterable[bytes], landed: Landed) -> Changes:
    named = frozenset(EntityKey(UUID(bytes=key)) for key in keys)
    kits = frozenset(EntityKey(UUID(bytes=key)) for key in landed.kits)
    beside = {
        aspect
        for aspect, landed_of_it in ((Aspect.CHANGE_SETS, landed.change_sets), (Aspect.KITS, kits))
        if landed_of_it
    }
    if len(named) + len(kits) > TOO_MANY_TO_NAME:
        return Changes(aspects=frozenset((Aspect.EVERYTHING,)))
    if not named:
        return Changes(kits, frozenset(beside))
    aspects = {Aspect.STATE, *beside}
    if landed.fields:
        aspects.add(Aspect.FIELDS)
    if landed.categories:
        aspects.add(Aspect.CATEGORIES)
    return Changes(named | kits, frozenset(aspects))
