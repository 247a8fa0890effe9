"""The hub as a model: the functions of migrations/hub/sql/0001 in plain Python, one call one transaction.

It follows the SQL statement by statement, order of feed rows included; `test_conformance.py` runs both side by side.
Time is the loop's, ids are counted. `HubClient` in `wire.py` is one process's connection to it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from lazi_desktop.domain.digests import Digest
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.ports.hub_feed import Burial, FeedKind, FeedReplaced, FeedRow, HubState
from tests.simulation.model_lists import HubLists
from tests.simulation.model_rows import NO_GROUP, QUIET_CREATE, Conflict, Item, Named, copied
from tests.simulation.model_servicetitan import BEGIN
from tests.simulation.model_workspace import digest_of


class ModelHub(HubLists):
    # ------------------------------------------------------------------------------------------- the feed, and state

    def state(self, dev: UUID, cursor: int = 0) -> HubState:
        device = self.enrol(dev, "again")
        return HubState(
            self.epoch, len(self.feed), self.feed_floor, device.last_op_no, "manager", self.group_at(cursor),
            self.durable_seq, server_time=BEGIN + timedelta(seconds=self.loop.now), lists_at=self.lists_at(),
            last_op_id=device.last_op_id,
        )  # fmt: skip

    def feed_after(self, cursor: int, limit: int, group: UUID | None = None) -> list[FeedRow]:
        if None not in (there := self.group_at(cursor), group) and there != group:
            raise FeedReplaced(cursor)
        place = max(cursor, self.feed_floor - 1)
        rows = self.feed[place : cursor + limit]
        while rows and not rows[-1].group_last:
            rows.pop()
        if rows:
            return rows
        feed = self.feed
        for end in range(place, len(feed)):
            if feed[end].group_last:
                return feed[place : end + 1]
        return []

    def group_at(self, seq: int) -> UUID | None:
        return self.feed[seq - 1].group if max(self.feed_floor, 1) <= seq <= len(self.feed) else None

    def head(self) -> tuple[int, UUID | None]:
        return len(self.feed), self.group_at(len(self.feed))

    def snapshot_part(self, part: FeedKind) -> list[FeedRow]:
        """One page of a snapshot: a part is read at one moment, the next part at a later one."""
        rows = []
        for item in self.items.values():
            if part is FeedKind.MIRROR:
                if item.fields is not None and (not item.deleted or item.overrides or item.open):
                    rows.append(self._row(part, item, "", self.mirror_payload(item), item.last_seq))
            elif part is FeedKind.CREATED:
                if (
                    item.remote_id is None
                    and item.made_here
                    and not item.discarded
                    and item.replaced_by is None
                ):
                    rows.append(self._row(part, item, "", {"kind": item.kind.value}))
            elif part is FeedKind.TOMBSTONE:
                if item.deleted:
                    payload = self.tombstone_payload(item, Burial.GONE, None)
                    rows.append(self._row(part, item, "", payload, item.last_seq))
                elif item.replaced_by is not None or item.discarded:
                    reason = Burial.DISCARDED if item.replaced_by is None else Burial.ADOPTED
                    rows.append(
                        self._row(part, item, "", self.tombstone_payload(item, reason, item.replaced_by))
                    )
            elif part is FeedKind.OVERRIDE:
                for field, o in item.overrides.items():
                    rows.append(self._row(part, item, field, self.override_payload(item, o), op_id=o.op_id))
            elif part is FeedKind.CONFLICT:
                rows += [
                    self._row(part, item, c.field, self.conflict_payload(c), op_id=c.ours_op)
                    for c in item.open.values()
                ]
        return rows + self._rows_aside(part)

    def _rows_aside(self, part: FeedKind) -> list[FeedRow]:
        if part is FeedKind.CHANGE_SET:
            return [
                self._row(part, Named(EntityKey(set_id)), "", self.change_set_payload(one))
                for set_id, one in self.change_sets.items()
            ]
        if part is FeedKind.PROPOSAL:
            return [
                self._row(part, Named(one.key), one.field, self.proposal_payload(one), op_id=one.op_id)
                for one in self.proposals.values()
            ]
        if part is FeedKind.KIT_PART:
            return [
                self._row(part, Named(EntityKey(key)), "", self.kit_payload(one))
                for key, one in self.kit_parts.items()
                if one.kit is not None
            ]
        if part is FeedKind.HABIT:
            nobody = Named(EntityKey(UUID(int=0)))
            return [
                self._row(part, nobody, place[1], self.habit_payload(place, one))
                for place, one in self.habits.items()
            ]
        return []

    def _row(
        self,
        kind: FeedKind,
        item: Item | Named,
        field: str,
        payload: Any,
        seq: int = 0,
        op_id: UUID | None = None,
    ) -> FeedRow:
        return FeedRow(seq, NO_GROUP, True, kind, item.key, field, payload, op_id)

    def digest(self, kind: EntityKind) -> Digest:
        return digest_of(
            len(self.feed),
            [
                (item.key, self.mirror_payload(item))
                for item in self.items.values()
                if item.kind is kind and item.mirrored
            ],
        )

    # -------------------------------------------------------------------------------------------------- 87 restoring

    def lacking(self, op_ids: Sequence[UUID]) -> list[UUID]:
        return [op_id for op_id in op_ids if op_id not in self.op_log]

    def report_rollback(self, dev: UUID, epoch: UUID, cursor: int, group: UUID | None, acked: int) -> None:
        if epoch in self.left_epochs:
            return
        there = self.group_at(cursor)
        if (
            self.epoch != epoch
            or len(self.feed) < cursor
            or self.enrol(dev, "again").last_op_no < acked
            or (there is not None and group is not None and there != group)
        ):
            self.begin_restore_recovery()
            self.left_epochs.add(epoch)

    def begin_restore_recovery(self) -> None:
        now = self.loop.now
        self.left_epochs.add(self.epoch)
        self.epoch = self.new_id()
        self.hold_creates()
        for job in self.jobs.values():
            if job.state in ("blocked", "ready", "claimed", "sending", "ambiguous", "applied"):
                job.state, job.sent_at, job.updated_at = "ambiguous", now, now
                if job.ambiguous_since is None:
                    job.ambiguous_since = now
                job.not_before = self.quiet_until(job)
                job.looks, job.looked_at, job.tries, job.first_sent_at = 0, float("-inf"), 0, None
        for item in self.items.values():
            item.perhaps_made |= item.made_here and item.remote_id is None
        self.token += 1000
        self.lock = None
        day = timedelta(days=1)
        self.cursors = {
            kind: (
                None,
                watermark - day if watermark is not None and kind not in self.moved_back else watermark,
                last,
            )
            for kind, (_, watermark, last) in self.cursors.items()
        }
        self.moved_back = set(self.cursors)
        self.absences = {}
        self.world.went_back = False

    def hold_creates(self) -> None:
        self.create_hold_until = self.loop.now + QUIET_CREATE

    def note_backup(self) -> None:
        self.durable_seq = len(self.feed)

    def raise_floor(self, seq: int) -> None:
        """What lies below it is gone; the row at the floor stays."""
        self.feed_floor = max(self.feed_floor, seq)

    def back_up(self) -> dict[str, Any]:
        return {
            "feed": len(self.feed),
            "floor": self.feed_floor,
            "ops": len(self.op_log),
            "items": [copied(item) for item in self.items.values()],
            "conflicts": [copied(c) for c in self.conflicts.values()],
            "devices": {device: copied(one) for device, one in self.devices.items()},
            "lock": self.lock,
            "plain": (self.epoch, self.token, self.durable_seq, self.create_hold_until, dict(self.cursors)),
            "pages": {run: dict(pages) for run, pages in self.pages.items()},
            "absences": dict(self.absences),
            "listed": dict(self.listed),
            "change_sets": {set_id: copied(one) for set_id, one in self.change_sets.items()},
            "proposals": [copied(one) for one in self.proposals.values()],
            "habits": {place: list(one) for place, one in self.habits.items()},
            "kit_parts": {key: copied(one) for key, one in self.kit_parts.items()},
            "pictures": self.pictures.copy(),
            "twins": dict(self.twins),
            "questions": [copied(question) for question in self.questions.values()],
            "left": (set(self.left_epochs), set(self.moved_back)),
        }

    def restore(self, backup: dict[str, Any]) -> None:
        """The server goes back to what the backup holds; ids and time do not."""
        del self.feed[backup["feed"] :]
        self.feed_floor = backup["floor"]
        for op_id in list(self.op_log)[backup["ops"] :]:
            self.taken_back.append(self.op_log.pop(op_id))
        self.items, self.by_remote, self.jobs, self.conflicts, self.open = {}, {}, {}, {}, {}
        for saved in backup["items"]:
            item: Item = copied(saved)
            self.items[item.key] = item
            if item.remote_id is not None:
                self.by_remote[item.kind, item.remote_id] = item
            item.open = {}
            if item.job is not None:
                item.job.item = item
                self.jobs[item.job.job_id] = item.job
        self.jobs = dict(sorted(self.jobs.items(), key=lambda one: one[0].int))
        for saved in backup["conflicts"]:
            c: Conflict = copied(saved)
            c.item = self.items[c.item.key]
            self.conflicts[c.conflict_id] = c
            if c.state == "open":
                self.open[c.conflict_id] = c.item.open[c.place] = c
        self.devices = {device: copied(one) for device, one in backup["devices"].items()}
        self.lock = backup["lock"]
        self.epoch, self.token, self.durable_seq, self.create_hold_until, cursors = backup["plain"]
        self.cursors = dict(cursors)
        self.pages = {run: dict(pages) for run, pages in backup["pages"].items()}
        self.absences = dict(backup["absences"])
        self.listed = dict(backup["listed"])
        self.change_sets = {set_id: copied(one) for set_id, one in backup["change_sets"].items()}
        self.proposals = {one.op_id: one for one in map(copied, backup["proposals"])}
        self.habits = {place: list(one) for place, one in backup["habits"].items()}
        self.kit_parts = {key: copied(one) for key, one in backup["kit_parts"].items()}
        self.pictures = backup["pictures"].copy()
        self.twins = dict(backup["twins"])
        self.questions = {one.question_id: one for one in map(copied, backup["questions"])}
        self.left_epochs, self.moved_back = map(set, backup["left"])
        self.world.went_back = True
