"""What every part of the model hub stands on: its tables, ids, and how a transaction tells what it did."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from lazi_desktop.domain.errors import LeaseHeld, LeaseLost
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.values import Value
from lazi_desktop.ports.hub_feed import Burial, FeedKind, FeedRow, ListedRow
from lazi_desktop.ports.hub_lease import Lease
from lazi_desktop.ports.hub_pull import Twins
from tests.fakes.hub_pictures import KeptPictures
from tests.simulation.model_rows import (
    NEVER,
    ChangeSetRow,
    Conflict,
    Device,
    Event,
    Item,
    Job,
    KitPartRow,
    Override,
    ProposalRow,
    Question,
    Receipt,
)

if TYPE_CHECKING:
    from tests.simulation.world import World


class HubTables:
    def __init__(self, world: World) -> None:
        self.world = world
        self.loop = world.loop
        self._counted = self._placed = 0
        self.epoch = self.new_id()
        self.left_epochs: set[UUID] = set()
        self.moved_back: set[str] = set()  # kinds whose pull goes on where a restore put it
        self.feed: list[FeedRow] = []
        self.feed_floor = 0
        self.durable_seq = 0
        self.create_hold_until = NEVER
        self.items: dict[EntityKey, Item] = {}
        self.by_remote: dict[tuple[EntityKind, int], Item] = {}
        self.op_log: dict[UUID, Receipt] = {}
        self.taken_back: list[Receipt] = []
        """What restores took away. Others may have seen it before, and gone on from there."""
        self.devices: dict[UUID, Device] = {}
        self.conflicts: dict[UUID, Conflict] = {}
        self.open: dict[UUID, Conflict] = {}
        self.jobs: dict[UUID, Job] = {}
        self.ended: dict[
            UUID, int
        ] = {}  # jobs that were cancelled in somebody's hands, with the token they had
        self.lock: tuple[UUID, UUID, int, float] | None = None  # device, incarnation, token, until
        self.token = 0
        self.cursors: dict[str, tuple[str | None, datetime | None, int]] = {}
        self.pages: dict[UUID, dict[int, Sequence[int]]] = {}
        self.questions: dict[UUID, Question] = {}
        self.twins: dict[tuple[EntityKind, str], Twins] = {}
        self.absences: dict[tuple[EntityKind, int], tuple[int, UUID]] = {}
        self.change_sets: dict[UUID, ChangeSetRow] = {}
        self.proposals: dict[UUID, ProposalRow] = {}
        self.habits: dict[tuple[str, str, str], list[Any]] = {}  # kind, field, what: sent, found, seen, last
        self.kit_parts: dict[UUID, KitPartRow] = {}
        self.pictures = KeptPictures()
        self.listed: dict[tuple[str, int], ListedRow] = {}
        self.clock_is_off = 0.0  # seconds; only the moments of lists are the server's

    def new_place(self) -> int:
        """In the order of what happened here: much of it happens at one moment."""
        self._placed += 1
        return self._placed

    def new_id(self) -> UUID:
        self._counted += 1
        return UUID(int=(1 << 100) + self._counted)

    def enrol(self, device: UUID, label: str) -> Device:
        if device not in self.devices:
            self.devices[device] = Device(label)
        return self.devices[device]

    # ------------------------------------------------------------------------------------------------- 71 telling

    def emit(self, events: Sequence[Event]) -> int:
        """Appends one group and returns the feed's head."""
        if events:
            group, feed, last = self.new_id(), self.feed, len(events) - 1
            seq = len(feed)
            for place, (kind, item, field, payload, op_id) in enumerate(events):
                seq += 1
                feed.append(FeedRow(seq, group, place == last, kind, item.key, field, payload, op_id))
        return len(self.feed)

    def override_payload(self, item: Item, o: Override) -> dict[str, Value]:
        return {
            "kind": item.kind.value, "value": o.value, "base": o.base, "by": o.by, "at": o.at, "op_id": o.op_id,
            "state": o.state, "detail": o.detail, "change_set": o.change_set,
        }  # fmt: skip

    def override_event(self, item: Item, field: str, o: Override) -> Event:
        return (FeedKind.OVERRIDE, item, field, self.override_payload(item, o), o.op_id)

    def cleared_event(self, item: Item, field: str, op_id: UUID | None) -> Event:
        return (FeedKind.OVERRIDE, item, field, None, op_id)

    def created_event(self, item: Item, op_id: UUID | None) -> Event:
        return (FeedKind.CREATED, item, "", {"kind": item.kind.value}, op_id)

    def tombstone_payload(self, item: Item, reason: Burial, heir: EntityKey | None) -> dict[str, Value]:
        return {"kind": item.kind.value, "reason": reason.value, "replaced_by": heir}

    def mirror_payload(self, item: Item) -> dict[str, Value]:
        return {
            "kind": item.kind.value, "remote_id": item.remote_id, "modified_on": item.modified_on,
            "fields": item.fields,
        }  # fmt: skip

    def conflict_payload(self, c: Conflict) -> dict[str, Value]:
        return {
            "conflict_id": c.conflict_id, "entity_key": c.item.key, "entity_kind": c.item.kind.value, "field": c.field,
            "kind": c.kind, "base": c.base, "ours": c.ours, "theirs": c.theirs, "state": c.state, "by": c.ours_by,
            "theirs_by": c.theirs_by, "at": c.at,
        }  # fmt: skip

    def conflict_event(self, c: Conflict) -> Event:
        return (FeedKind.CONFLICT, c.item, c.field, self.conflict_payload(c), c.ours_op)

    # ----------------------------------------------------------------------------------------------------- 80 lease

    def acquire(self, dev: UUID, incarnation: UUID, name: str, seconds: float) -> Lease:
        now, lock = self.loop.now, self.lock
        self.enrol(dev, "again")
        if lock is not None and lock[3] > now and lock[:2] != (dev, incarnation):
            raise LeaseHeld(self.devices[lock[0]].label)
        self.token += 1
        self.lock = (dev, incarnation, self.token, now + seconds)
        self.world.led(dev, now + seconds)
        return Lease(name, self.token, seconds)

    def renew(self, dev: UUID, lease: Lease, seconds: float) -> Lease:
        if not self.holds(dev, lease.token):
            raise LeaseLost("This lease no longer counts.")
        assert self.lock is not None
        self.lock = (*self.lock[:3], self.loop.now + seconds)
        self.world.led(dev, self.loop.now + seconds)
        return lease

    def release(self, dev: UUID, lease: Lease) -> None:
        if self.holds(dev, lease.token):
            assert self.lock is not None
            self.lock = (*self.lock[:3], NEVER)

    def holds(self, dev: UUID, token: int) -> bool:
        lock = self.lock
        return lock is not None and lock[0] == dev and lock[2] == token and lock[3] > self.loop.now

    def fence(self, dev: UUID, token: int) -> None:
        if not self.holds(dev, token):
            raise LeaseLost("This lease no longer counts.")


def words(details: Mapping[str, str], field: str, otherwise: str) -> str:
    return details.get(field) or otherwise


__all__ = ["Any", "HubTables", "words"]
