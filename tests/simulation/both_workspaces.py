"""The real workspace and the model side by side: what one is told the other is told, and both must show the same.

Histories run on the model; the real one is told everything after it, also what a power cut left of it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from math import inf
from typing import Any, cast
from uuid import UUID

from lazi_desktop.domain.digests import Digest, bucket_of, row_hash
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.moments import format_moment
from lazi_desktop.domain.ops import Aspect, Changes, OpDraft, OpOutcome, OpReceipt
from lazi_desktop.ports.engine import RefusedOp
from lazi_desktop.ports.hub_feed import FeedRow, ListedRow, ListMoment
from lazi_desktop.ports.replica import FeedGap
from lazi_desktop.ports.workspace import Step, UndoStep
from tests.simulation.model_workspace import ModelWorkspace
from tests.simulation.real_workspace import Disk, RealWorkspace, as_told
from tests.simulation.violation import Violation
from tests.simulation.workspace_views import (
    Views,
    differing,
    refusal,
    values_shown,
    views_of_model,
    views_of_real,
)
from tests.simulation.world import Desk, World

RULE = "both"
ESTIMATOR = 2
"""Who sits at this desk may not do all that it offers, in every second history."""
SETTLED_AT_THE_END = frozenset(("kit parts", "versions"))
"""Of a snapshot: what was done here lies over kits as they were before it until then."""


class WorldOfBoth(World):
    workspace_type: type[ModelWorkspace]

    def __init__(self, seed: int, disk: Disk) -> None:
        self.disk = disk
        self.walls: dict[str, str] = {}
        self.called: dict[UUID, str] = {}
        self.heard: Counter[str] = Counter()
        """How often both were told what."""
        self.workspace_type = BothWorkspaces
        super().__init__(seed)
        if seed % 2:
            self.hub.devices[self.desks[ESTIMATOR].device].level = "estimator"


class BothWorkspaces(ModelWorkspace):
    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.beside = RealWorkspace(self._world.disk, self.device, desk.clock)
        self.run = desk.process
        self.seen: Views = {}
        """What the real one showed when both were compared last."""
        self.told: Changes | None = None
        """What whoever shows it hears of what was told since."""

    @property
    def _world(self) -> WorldOfBoth:
        return cast(WorldOfBoth, self.desk.world)

    def copy(self) -> ModelWorkspace:
        twin = cast(BothWorkspaces, super().copy())
        twin.beside = self.beside.copy(self.device, self.desk.clock)
        return twin

    @contextmanager
    def _both(self, what: str) -> Iterator[RealWorkspace]:
        if self.run is not self.desk.process:
            self.run = self.desk.process
            self.beside.clock = self.desk.clock
            self.beside.lose_power()
        yield self.beside
        self._agree(what)

    def _moment(self, text: str) -> str:
        return self._world.walls.get(text, text)

    def _keys(self) -> set[EntityKey]:
        return {
            *self.mirrors, *self.created, *self.tombstones, *self.overrides,
            *(entry.op.entity_key for entry in self.ledger),
        }  # fmt: skip

    def _agree(self, what: str) -> None:
        keys, parts = self._keys(), [part.key for part in self.whole_parts()]
        there = views_of_real(self.beside, keys, parts, self._moment)
        here = views_of_model(self, keys, self._world.called)
        before, changes, self.seen, self.told = self.seen, self.told, there, None
        self._world.heard[what.split(",")[0]] += 1
        settled = there.keys() - (SETTLED_AT_THE_END if self.epoch is None else frozenset())
        self._same(what, *({name: one[name] for name in settled} for one in (there, here)))
        if before and changes is not None and Aspect.EVERYTHING not in changes.aspects:
            self._same(f"unheard of, {what}", _changed(before, there) - changes.keys, set())

    def _same(self, what: str, there: Any, here: Any) -> None:
        lines = differing({"": there}, {"": here})
        if lines:
            raise Violation(RULE, "\n".join([f"{self.desk.label}, {what}:", *lines]))

    # ------------------------------------------------------------------------------------------------------------ edits

    def record(
        self, drafts: Sequence[OpDraft], *, label: str, undoable: bool = True, step: Step | None = None
    ) -> Changes:
        if not drafts:
            return super().record(drafts, label=label, undoable=undoable, step=step)
        with self._both(f"{label} is recorded") as real:
            now = format_moment(self.desk.clock.now())
            keys, names = {one.entity_key for one in drafts}, {one.field for one in drafts} - {""}
            expected = values_shown(self.values(keys, names))
            changes = super().record(drafts, label=label, undoable=undoable, step=step)
            op = self.ledger[-1].op
            self._world.walls[now], self._world.called[op.txn_id] = op.wall, label[:200]
            real.ids.next.extend((op.txn_id, *changes.op_ids))

            def work(unit: Any) -> tuple[Any, Changes]:
                found = values_shown(unit.values(keys, names))
                return found, unit.record(drafts, label=label, undoable=undoable)

            found, told = real.unit(work)
            self.told = told
            self._same("values before", {key: found.get(key) for key in expected}, expected)
            self._same("what was recorded", (told.txn_id, told.op_ids), (changes.txn_id, changes.op_ids))
            return changes

    def choose_change_set(self, set_id: UUID | None) -> None:
        with self._both("a change-set is chosen") as real:
            super().choose_change_set(set_id)
            real.unit(lambda unit: unit.choose_change_set(set_id))

    def mark_undone(self, step: UndoStep) -> None:
        with self._both("a step is undone") as real:
            super().mark_undone(step)
            real.unit(lambda unit: unit.mark_undone(step))

    def mark_redone(self, step: UndoStep) -> None:
        with self._both("a step is redone") as real:
            super().mark_redone(step)
            real.unit(lambda unit: unit.mark_redone(step))

    # -------------------------------------------------------------------------------------------------------------- ops

    def acknowledge(self, receipts: Sequence[OpReceipt]) -> Changes:
        with self._both("ops are acknowledged") as real:
            told = {receipt.op_id for receipt in receipts}
            fresh = [entry for entry in self.ledger if not entry.acked and entry.op.op_id in told]
            changes = super().acknowledge(receipts)
            for entry in fresh:
                entry.acked_at = inf  # it counts from when it is first looked at for pruning
            self._forget_refused_steps(receipts)
            self.told = real.replica(lambda replica: replica.acknowledge(receipts))
            return changes

    def _forget_refused_steps(self, receipts: Sequence[OpReceipt]) -> None:
        """There is nothing to undo in them. In the model's histories nobody is refused."""
        rejected = {receipt.op_id for receipt in receipts if receipt.outcome is OpOutcome.REJECTED}
        told = {entry.op.txn_id for entry in self.ledger if entry.op.op_id in rejected}
        left = {entry.op.txn_id for entry in self.ledger if entry.outcome is not OpOutcome.REJECTED}
        self.steps = [step for step in self.steps if step[0] not in told - left]

    def refused(self, receipts: Sequence[OpReceipt]) -> list[RefusedOp]:
        with self._both("ops are refused") as real:
            found = super().refused(receipts)
            # The model does not know which of its acceptances came too late, which are told along.
            told = [
                one
                for one in real.replica(lambda replica: replica.refused(receipts))
                if one.outcome in (OpOutcome.REJECTED, OpOutcome.STALE)
            ]
            self._same("refusals", [refusal(one) for one in told], [refusal(one) for one in found])
            return found

    def re_enrol(self, device_id: UUID) -> None:
        with self._both("another device goes on") as real:
            super().re_enrol(device_id)
            real.replica(lambda replica: replica.re_enrol(device_id))
            real.device = device_id

    def rewind_to(self, op_no: int) -> None:
        with self._both("ops are offered from a number on") as real:
            super().rewind_to(op_no)
            real.replica(lambda replica: replica.rewind_to(op_no))

    def past_ops(self, after: UUID | None, limit: int) -> list[UUID]:
        found = super().past_ops(after, limit)
        if after is not None:
            told = self.beside.replica(lambda replica: replica.past_ops(after, limit))
            self._same("past ops", list(told), found)
        return found

    def offer_again(self, op_ids: Sequence[UUID]) -> Changes:
        with self._both("ops are offered again") as real:
            changes = super().offer_again(op_ids)
            self.told = real.replica(lambda replica: replica.offer_again(op_ids))
            return changes

    def recovered(self) -> None:
        with self._both("it is recovered") as real:
            super().recovered()
            real.replica(lambda replica: replica.recovered())

    def put_lists(self, rows: Sequence[ListedRow], at: ListMoment | None, *, whole: bool) -> Changes:
        with self._both("lists come") as real:
            changes = super().put_lists(rows, at, whole=whole)
            real.replica(lambda replica: replica.put_lists(rows, at, whole=whole))
            return changes

    def prune(self, durable_seq: int, at: datetime) -> int:
        """By this desk's clock, as the model does: the hub's goes on for minutes only."""
        with self._both("it is pruned") as real:
            now, expected = self.desk.clock.now(), 0
            if real.will_prune(durable_seq, now):
                for entry in self.ledger:
                    if entry.acked and entry.acked_at == inf:
                        entry.acked_at = self.desk.clock.wall()
                expected = super().prune(durable_seq, now)
            self._same("pruned", real.replica(lambda replica: replica.prune(durable_seq, now)), expected)
            return expected

    def digest(self, kind: EntityKind) -> Digest:
        with self._both("its digest is taken") as real:
            told = real.replica(lambda replica: replica.digest(kind))
            self._same("digest", (told.at_seq, dict(told.buckets)), (self.cursor, self._buckets(kind)))
            return super().digest(kind)

    def _buckets(self, kind: EntityKind) -> dict[int, tuple[int, int]]:
        found: dict[int, tuple[int, int]] = {}
        for key, row in self.mirrors.items():
            if row.payload["kind"] == kind.value and key not in self.tombstones:
                of_it = row_hash(
                    key, row.payload["remote_id"], row.payload["modified_on"], row.payload["fields"]
                )
                count, mixed = found.get(bucket_of(key), (0, 0))
                found[bucket_of(key)] = count + 1, mixed ^ of_it
        return found

    def refresh(
        self, kind: EntityKind, buckets: Sequence[int], rows: Sequence[FeedRow], at_seq: int
    ) -> Changes:
        with self._both("buckets are put right") as real:
            changes = super().refresh(kind, buckets, rows, at_seq)
            self.told = real.replica(
                lambda replica: replica.refresh(kind, buckets, as_told(rows, snapshot=True), at_seq)
            )
            return changes

    # ----------------------------------------------------------------------------------------------- feed and snapshots

    def apply_feed(self, rows: Sequence[FeedRow]) -> Changes:
        with self._both(f"the feed comes, {[row.seq for row in rows]}") as real:
            try:
                return super().apply_feed(rows)
            except FeedGap:
                self._finds_a_gap(real, rows)
                raise
            finally:  # where the power goes, some groups are in
                come = as_told(row for row in rows if row.seq <= self.cursor)
                if come:
                    self.told = real.replica(lambda replica: replica.apply_feed(come))

    def _finds_a_gap(self, real: RealWorkspace, rows: Sequence[FeedRow]) -> None:
        try:
            real.replica(lambda replica: replica.apply_feed(as_told(rows)))
        except FeedGap:
            return
        raise Violation(RULE, f"{self.desk.label}: the real workspace finds no gap")

    def foresee(self, rows: Sequence[FeedRow]) -> None:
        self.beside.open.replica.foresee(as_told(rows, snapshot=True))

    def note_sight(self, *, hides_costs: bool) -> None:
        with self._both("it is told whether it sees costs") as real:
            super().note_sight(hides_costs=hides_costs)
            real.replica(lambda replica: replica.note_sight(hides_costs=hides_costs))

    def begin_snapshot(self, epoch: UUID) -> None:
        with self._both("a snapshot begins") as real:
            super().begin_snapshot(epoch)
            real.replica(lambda replica: replica.begin_snapshot(epoch))

    def leave_snapshot(self) -> None:
        with self._both("a snapshot is left") as real:
            super().leave_snapshot()
            real.replica(lambda replica: replica.leave_snapshot())

    def apply_snapshot(self, rows: Sequence[FeedRow]) -> None:
        with self._both("rows of a snapshot come") as real:
            super().apply_snapshot(rows)
            real.replica(lambda replica: replica.apply_snapshot(as_told(rows, snapshot=True)))

    def end_snapshot(self, epoch: UUID, at_seq: int, group: UUID | None) -> Changes:
        with self._both("a snapshot ends") as real:
            changes = super().end_snapshot(epoch, at_seq, group)
            real.replica(lambda replica: replica.end_snapshot(epoch, at_seq, group))
            return changes


def _changed(before: Views, now: Views) -> set[UUID]:
    """The entities and kits that show otherwise."""
    details = _differing(_by_their_keys(before["details"]), _by_their_keys(now["details"]))
    return set(details) | {part[1] for part in _differing(before["kit parts"], now["kit parts"]).values()}


def _by_their_keys(details: Views) -> Views:
    """Without those that were asked for by a key that was replaced."""
    return {key: one for key, one in details.items() if one["key"] == key}


def _differing(before: Views, now: Views) -> Views:
    return {
        key: now.get(key) or before[key]
        for key in before.keys() | now.keys()
        if before.get(key) != now.get(key)
    }


__all__ = ["RULE", "BothWorkspaces", "WorldOfBoth"]
