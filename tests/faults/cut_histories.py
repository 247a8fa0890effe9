"""A workspace at work on a disk whose power is cut again and again, and a look each time at what is left of it."""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

import pysqlite3

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.ops import Op, OpDraft, OpKind, OpOutcome, OpReceipt
from lazi_desktop.ports.hub_feed import FeedKind, FeedRow
from lazi_desktop.store.workspace.database import Database, open_reader
from lazi_desktop.store.workspace.opening import FILE_NAME
from tests.fakes.feed import EPOCH, FeedMaker, key_of, pricebook
from tests.faults.cut_sqlite import Connections, Witness, digest, over
from tests.faults.power_cut import Disk
from tests.store.workspace.conftest import CountedIds, Desk, TickingClock

CUTS_OF_A_HISTORY = 10
SKUS = 40
_PAYLOADS = list(pricebook(SKUS, categories=8, seed=5))
_KINDS = {key_of(payload): EntityKind(payload["kind"]) for payload in _PAYLOADS}


_REACHES = (8, 60, 200, 200, 800)
_RARE = (("write of the file", 30), ("sync", 12), ("sync of the file", 2), ("truncation", 2), ("deletion", 2))


class Violation(AssertionError):
    """What a power cut must not do."""


class Hub:
    """The shared database as far as a workspace knows it. Its power is never cut."""

    def __init__(self) -> None:
        self._maker = FeedMaker()
        self.feed: list[FeedRow] = self._maker.mirrors(_PAYLOADS, group=9)
        self._receipts: dict[UUID, OpReceipt] = {}

    def edit(self, remote_ids: Sequence[int], note: str) -> None:
        """The office changes these, in one group."""
        changed = [
            {**one, "fields": {**one["fields"], "account": note}}
            for one in _PAYLOADS
            if one["remote_id"] in remote_ids
        ]
        self.feed += self._maker.mirrors(changed)

    def take(self, ops: Sequence[Op]) -> list[OpReceipt]:
        for op in ops:
            if op.op_id in self._receipts:
                continue
            if op.kind is OpKind.SET:
                self.feed += self._maker.override(op.entity_key, op.field, op.value, op_id=op.op_id)
            else:
                self.feed += self._maker.created(op.entity_key)
            seq = self.feed[-1].seq
            self._receipts[op.op_id] = OpReceipt(op_id=op.op_id, outcome=OpOutcome.ACCEPTED, feed_seq=seq)
        return [self._receipts[op.op_id] for op in ops]

    def knows(self, op_id: UUID) -> bool:
        return op_id in self._receipts

    def at(self, seq: int) -> list[FeedRow]:
        """The last row of everything, as a snapshot has it."""
        last = {(row.kind, row.entity_key, row.field): row for row in self.feed[:seq]}
        return sorted(last.values(), key=lambda row: row.seq)


@dataclass(frozen=True, slots=True)
class Told:
    """A transaction that a person was told is saved."""

    ops: Mapping[UUID, Any]


@dataclass
class Tally:
    cuts: int = 0
    saved: int = 0
    commits: int = 0
    undone: int = 0
    """Commits that a cut took back, as it may: those of a snapshot that has not ended."""
    whole_after_all: int = 0
    """Commits that had not returned, and were there."""
    snapshots_again: int = 0
    doing: Counter[str] = field(default_factory=Counter)
    where: Counter[str] = field(default_factory=Counter)
    fates: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0

    def sentence(self) -> str:
        counted = (("cut in", self.where), ("while", self.doing), ("unsynced", self.fates))
        return "\n".join((
            f"{self.cuts} cuts in {self.seconds:.0f} s, {self.saved} edits told to be saved, {self.commits} commits",
            f"{self.undone} commits of unfinished snapshots undone, {self.snapshots_again} snapshots taken again",
            f"{self.whole_after_all} commits that had not returned were there",
            *(f"{name}: {', '.join(f'{n} {what}' for what, n in c.most_common())}" for name, c in counted),
        ))  # fmt: skip


class History:
    """One workspace, its work and its cuts; the same for the same seed."""

    def __init__(
        self,
        folder: Path,
        seed: int,
        tally: Tally,
        *,
        files: Mapping[str, bytes],
        instead_of_full: str | None,
    ) -> None:
        self.disk = Disk(folder / "disk", seed)
        self.random = self.disk.random
        self.tally = tally
        self.witness = Witness()
        self._connections = Connections(self.disk, self.witness, instead_of_full=instead_of_full)
        self._copy = folder / "copy"
        self._hub = Hub()
        self._ids = CountedIds()
        self._clock = TickingClock()
        self._told: list[Told] = []
        self._edits = 0
        self._reader: Database | None = None
        self._in_snapshot = False
        self._doing = ""
        self.disk.fill(dict(files))
        self._look_at_copy(dict(files))

    def close(self) -> None:
        self.disk.close()

    # ------------------------------------------------------------------------------------------------------------ work

    def cut(self) -> None:
        """Works until the power fails, and looks."""
        self._choose_the_moment()
        commits = self.witness.commits
        try:
            with over(self._connections):
                self._work()
        except Exception:
            if not self.disk.dead:
                raise
        if self.disk.problems:
            raise Violation(f"the disk failed with its power on: {self.disk.problems}")
        self.tally.cuts += 1
        self.tally.commits += self.witness.commits - commits
        self.tally.where[self.disk.cut_in] += 1
        self.tally.doing[self._doing] += 1
        self.disk.fates.clear()
        files = self.disk.survivors()
        self.tally.fates += self.disk.fates
        self._look(files)
        self.disk.fill(files)

    def _choose_the_moment(self) -> None:
        if self.random.random() < 0.6:
            self.disk.cut_after(self.random.randint(1, self.random.choice(_REACHES)))
        else:
            name, reach = self.random.choice(_RARE)
            self.disk.cut_after(400, (name, self.random.randint(1, reach)))

    def _work(self) -> None:
        while True:
            self._doing = "opening"
            with self._opened() as desk:
                for _ in range(self.random.choice((1, 4, 30))):
                    if self.disk.dead:
                        return
                    self._step(desk)
                self._doing = "closing"

    @contextmanager
    def _opened(self) -> Iterator[Desk]:
        desk = self._desk(self.disk.folder)
        try:
            if desk.open.notice:
                raise Violation(f"at the start: {desk.open.notice}")
            replica: Any = desk.open.replica
            replica._thread = _Passing(lambda: self._edit_in_between(desk))
            yield desk
        finally:
            self._stop_reading()
            desk.open.close()

    def _desk(self, folder: Path) -> Desk:
        return Desk(folder, self._ids, self._clock)

    def _step(self, desk: Desk) -> None:
        state = desk.on_writer(desk.open.replica.state)
        if state.epoch is None:
            self._snapshot(desk)
            return
        work = self.random.choices(
            (
                self._edit, self._large_edit, self._abandoned_edit, self._exchange, self._office, self._snapshot,
                self._read,
            ),
            (40, 4, 4, 30, 15, 2, 8),
        )[0]  # fmt: skip
        work(desk)

    def _read(self, desk: Desk) -> None:
        """Somebody who looks long at one state, or has looked enough: until then the log is not begun anew."""
        self._doing = "reading"
        if self._reader is not None:
            self._stop_reading()
            return
        self._reader = open_reader(self.disk.folder / FILE_NAME)
        self._reader.run("BEGIN")
        self._reader.value("SELECT count(*) FROM op")

    def _stop_reading(self) -> None:
        if self._reader is not None:
            self._reader.close()
            self._reader = None

    def _edit(self, desk: Desk) -> None:
        self._doing = "an edit"
        desk.on_writer(lambda: self._record(desk, self.random.randint(1, 4)))

    def _large_edit(self, desk: Desk) -> None:
        """More than fits into memory, so that part of it is in the log before its commit."""
        self._doing = "a large edit"
        desk.on_writer(lambda: self._record(desk, 60))

    def _abandoned_edit(self, desk: Desk) -> None:
        self._doing = "an edit that fails"
        try:
            desk.on_writer(lambda: self._record(desk, 20, then=_fail))
        except _Failed:
            pass

    def _edit_in_between(self, desk: Desk) -> None:
        """On the store's thread, between two lots of replication."""
        if self.random.random() < 0.15:
            self._record(desk, self.random.randint(1, 4))

    def _record(self, desk: Desk, fields: int, then: Callable[[], None] = lambda: None) -> None:
        drafts: list[OpDraft] = []
        values: list[str | None] = []
        for _ in range(fields):
            self._edits += 1
            value = f"{self._edits} " + "x" * self.random.choice((0, 40, 1500))
            key, kind = self.random.choice(list(_KINDS.items()))
            name = self.random.choice(
                ("description", "name" if kind is EntityKind.CATEGORY else "display_name")
            )
            drafts.append(OpDraft(kind=OpKind.SET, entity_kind=kind, entity_key=key, field=name, value=value))
            values.append(value)
        if self.random.random() < 0.1:
            new = EntityKey(self._ids.ordered())
            drafts.append(OpDraft(kind=OpKind.CREATE, entity_kind=EntityKind.MATERIAL, entity_key=new))
            values.append(None)
        with desk.open.workspace.unit_of_work() as unit:
            changes = unit.record(drafts, label="Edit")
            then()
        self._told.append(Told(dict(zip(changes.op_ids, values, strict=True))))
        self.tally.saved += len(drafts)

    def _office(self, desk: Desk) -> None:
        """Changes at the hub, and the feed tells of some of them."""
        self._doing = "the feed"
        for _ in range(self.random.randint(1, 3)):
            several = self.random.sample(range(1_000_000, 1_000_000 + SKUS), self.random.randint(1, 15))
            self._hub.edit(several, f"office {len(self._hub.feed)}")
        self._feed(desk)

    def _exchange(self, desk: Desk) -> None:
        self._doing = "receipts"
        ops = desk.unsent(self.random.choice((3, 50)))
        receipts = self._hub.take(ops)
        if self.random.random() < 0.8:  # else the answer is lost
            desk.on_writer(lambda: desk.open.replica.acknowledge(receipts))
        if self.random.random() < 0.7:
            self._doing = "the feed"
            self._feed(desk)

    def _feed(self, desk: Desk) -> None:
        cursor = desk.on_writer(desk.open.replica.state).cursor
        rows = self._hub.feed[cursor : cursor + self.random.choice((20, 200))]
        while rows and not rows[-1].group_last:
            rows.pop()
        if rows:
            desk.feed(rows)

    def _snapshot(self, desk: Desk) -> None:
        self._doing = "a snapshot"
        replica, at = desk.open.replica, len(self._hub.feed)
        rows = self._hub.at(at)
        self.tally.snapshots_again += self._in_snapshot
        desk.on_writer(lambda: replica.begin_snapshot(EPOCH))
        self._in_snapshot = True
        for start in range(0, len(rows), 30):
            desk.on_writer(partial(replica.apply_snapshot, rows[start : start + 30]))
        desk.on_writer(lambda: replica.end_snapshot(EPOCH, at, self._hub.feed[at - 1].group))
        self._in_snapshot = False

    # --------------------------------------------------------------------------------------------------------- looking

    def _look(self, files: Mapping[str, bytes]) -> None:
        allowed, states = self.witness.allowed(), self.witness.states
        offered = self.witness.offered
        found = self._look_at_copy(files)
        if found not in allowed:
            what = "saved commits are lost" if found in states else "it holds what was never committed"
            raise Violation(what)
        self.tally.whole_after_all += found == offered and found not in states
        if found in states:
            self.tally.undone += (
                len(states) - 1 - max(place for place, state in enumerate(states) if state == found)
            )

    def _look_at_copy(self, files: Mapping[str, bytes]) -> str:
        """Everything is looked at in a copy and with the SQLite that the product has; returns the content's digest."""
        self._copy.mkdir(exist_ok=True)
        for old in self._copy.iterdir():
            old.unlink()
        for name, data in files.items():
            (self._copy / name).write_bytes(data)
        try:
            with closing(pysqlite3.connect(str(self._copy / FILE_NAME), isolation_level=None)) as connection:
                sound = connection.execute("PRAGMA integrity_check").fetchall()
                if sound != [("ok",)] or connection.execute("PRAGMA foreign_key_check").fetchall():
                    raise Violation(f"the file is damaged: {sound}")
                found = digest(connection)
                if connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'op'").fetchone():
                    self._check_ledger(connection)
                    self._check_place(connection)
                elif self._told:
                    raise Violation("the ledger is gone")
        except pysqlite3.DatabaseError as error:
            raise Violation(f"the file is damaged: {error}") from error
        self.witness.begin(found)
        return found

    def _check_ledger(self, connection: Any) -> None:
        ops = {
            UUID(bytes=op_id): (txn, json.loads(value), state)
            for op_id, txn, value, state in connection.execute("SELECT op_id, txn_id, value, state FROM op")
        }
        txns = Counter(txn for txn, *_ in ops.values())
        for told in self._told:
            for op_id, value in told.ops.items():
                if op_id not in ops or ops[op_id][1] != value:
                    raise Violation(f"told to be saved, and lost: {op_id}")
            if txns[ops[op_id][0]] != len(told.ops):
                raise Violation("half a transaction")
        for op_id, (_, _, state) in ops.items():
            if state == "acked" and not self._hub.knows(op_id):
                raise Violation(f"the hub never had {op_id}")
        numbers = [number for (number,) in connection.execute("SELECT op_no FROM op ORDER BY op_no")]
        following = connection.execute("SELECT value FROM meta WHERE name = 'next_op_no'").fetchone()
        if (
            numbers != list(range(1, len(numbers) + 1))
            or int(following[0] if following else 1) != len(numbers) + 1
        ):
            raise Violation("a hole in the numbers of the ledger")

    def _check_place(self, connection: Any) -> None:
        """The cursor tells of exactly the rows that are here; where it tells nothing, all are asked for again."""
        facts = dict(connection.execute("SELECT name, value FROM meta"))
        if facts.get("feed_epoch") is None:
            return
        rows = self._hub.at(int(facts["cursor_seq"]))
        for kind in (FeedKind.MIRROR, FeedKind.OVERRIDE, FeedKind.CREATED):
            table = kind.value
            here = connection.execute(f"SELECT entity_key, last_seq FROM {table}").fetchall()
            if sorted(here) != sorted((row.entity_key.bytes, row.seq) for row in rows if row.kind is kind):
                raise Violation(f"the cursor does not tell what is in {table}")


class _Passing:
    """The store's thread, as the replica knows it."""

    def __init__(self, let_edits_pass: Callable[[], None]) -> None:
        self.let_edits_pass = let_edits_pass


class _Failed(Exception): ...


def _fail() -> None:
    raise _Failed


def beginnings(folder: Path) -> list[dict[str, bytes]]:
    """What a disk may hold when a history begins: nothing, an empty workspace, one with the whole pricebook."""
    found: list[dict[str, bytes]] = [{}]
    desk = Desk(folder, CountedIds(1 << 32), TickingClock())
    for rows in ([], Hub().feed):
        if rows:
            desk.start(rows)
        desk.open.close()
        found.append({path.name: path.read_bytes() for path in folder.iterdir()})
        desk.open = desk._open()
    desk.open.close()
    return found


def cut_power(
    folder: Path, cuts: int, *, seed: int, instead_of_full: str | None = None, tally: Tally | None = None
) -> Tally:
    """Histories until there were so many cuts."""
    tally = tally or Tally()
    began = time.monotonic()
    nothing, empty, filled = beginnings(folder / "beginnings")
    number = 0
    while tally.cuts < cuts:
        history = History(
            folder / f"history {number}",
            seed * 10_000 + number,
            tally,
            files={0: nothing, 1: empty}.get(number % 8, filled),
            instead_of_full=instead_of_full,
        )
        try:
            for _ in range(min(CUTS_OF_A_HISTORY, cuts - tally.cuts)):
                history.cut()
        except Violation as problem:
            problem.add_note(
                f"history {number} of seed {seed}, {history._doing}, at the {history.disk.cut_in}"
            )
            raise
        finally:
            history.close()
            tally.seconds = time.monotonic() - began
        number += 1
    return tally
