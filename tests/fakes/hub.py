"""A hub in memory, as desktops see it: ops in, feed out, copies of it, and ways back to them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Collection, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid5

from lazi_desktop.domain.conflict_rules import ConflictRule
from lazi_desktop.domain.digests import Digest, bucket_of, row_hash
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.merge import Decision, decide_op
from lazi_desktop.domain.ops import Op, OpKind, OpOutcome, OpReceipt
from lazi_desktop.domain.values import Value, same
from lazi_desktop.ports.hub_feed import (
    DeviceCopied,
    FeedKind,
    FeedReplaced,
    FeedRow,
    HubState,
    OpGap,
    SnapshotPage,
)
from lazi_desktop.ports.hub_lease import Lease
from lazi_desktop.ports.hub_pictures import Upload
from tests.fakes.feed import key_of
from tests.fakes.hub_kits import Parts, take_kit_op
from tests.fakes.hub_pictures import KeptPictures

_NAMES = UUID(int=4711)
_NO_GROUP = UUID(int=0)
_FIRST = uuid5(_NAMES, "epoch 0")
Event = tuple[FeedKind, EntityKey, str, Any, UUID | None]


@dataclass
class Kept:
    """What a backup has."""

    feed: list[FeedRow] = field(default_factory=list)
    mirrors: dict[EntityKey, tuple[int, dict[str, Any]]] = field(default_factory=dict)
    overrides: dict[tuple[EntityKey, str], dict[str, Any]] = field(default_factory=dict)
    conflicts: dict[UUID, dict[str, Any]] = field(default_factory=dict)
    parts: Parts = field(default_factory=dict)
    pictures: KeptPictures = field(default_factory=KeptPictures)
    receipts: dict[UUID, OpReceipt] = field(default_factory=dict)
    last: dict[UUID, int] = field(default_factory=dict)
    last_ids: dict[tuple[UUID, int], UUID] = field(default_factory=dict)
    durable_seq: int = 0
    epoch: UUID = _FIRST
    left: set[UUID] = field(default_factory=set)


class FakeHub:
    """`mirror` and `missed_row` are what tests do to it; desktops come through `seat`."""

    def __init__(self) -> None:
        self.kept = Kept()
        self.rules: list[ConflictRule] = []
        self.reports = 0
        self.snapshots = 0
        self.time = datetime(2026, 5, 4, tzinfo=UTC)
        self._copies = 0
        self._count = 0

    def seat(self, device: UUID, *, fails: Callable[[str], None] = lambda call: None) -> Seat:
        return Seat(self, device, fails)

    def mirror(self, *payloads: Mapping[str, Any]) -> None:
        events: list[Event] = [
            (FeedKind.MIRROR, key_of(one), "", deepcopy(dict(one)), None) for one in payloads
        ]
        self.emit(events)
        for row in self.kept.feed[-len(events) :]:
            self.kept.mirrors[row.entity_key] = (row.seq, dict(row.payload or {}))

    @property
    def epoch(self) -> UUID:
        return self.kept.epoch

    def copy(self) -> Kept:
        return deepcopy(self.kept)

    def restore(self, copy: Kept) -> None:
        """Nobody tells anybody: the epoch is what it was then."""
        self.kept = deepcopy(copy)

    def emit(self, events: Sequence[Event]) -> None:
        self._count += 1
        group = uuid5(_NAMES, f"group {self._count}")
        for place, (kind, key, name, payload, op_id) in enumerate(events, 1):
            self.kept.feed.append(
                FeedRow(len(self.kept.feed) + 1, group, place == len(events), kind, key, name, payload, op_id)
            )

    def new_epoch(self) -> None:
        self._copies += 1
        self.kept.left.add(self.epoch)
        self.kept.epoch = uuid5(_NAMES, f"epoch {self._copies}")

    # ------------------------------------------------------------------------------------------------------- ops

    def effective(self, key: EntityKey, name: str) -> Value:
        held = self.kept.overrides.get((key, name))
        return held["value"] if held else self.mirrored(key, name)

    def mirrored(self, key: EntityKey, name: str) -> Value:
        _, payload = self.kept.mirrors.get(key, (0, {"fields": {}}))
        return payload["fields"].get(name)

    def take(self, device: UUID, op: Op) -> OpReceipt:
        outcome, conflict_id = OpOutcome.ACCEPTED, None
        match op.kind:
            case OpKind.SET | OpKind.UNSET:
                outcome, conflict_id = self._edit(device, op)
            case OpKind.RESOLVE:
                outcome = self._resolve(op)
            case OpKind.KIT:
                outcome = self._kit(device, op)
            case _:
                raise NotImplementedError(op.kind)
        receipt = OpReceipt(
            op_id=op.op_id, outcome=outcome, feed_seq=len(self.kept.feed), conflict_id=conflict_id
        )
        self.kept.receipts[op.op_id] = receipt
        return receipt

    def _kit(self, device: UUID, op: Op) -> OpOutcome:
        outcome = take_kit_op(self.kept.parts, op, f"Device {device.int}")
        is_known = self.kept.parts[op.entity_key]["kit"] is not None
        if outcome in (OpOutcome.ACCEPTED, OpOutcome.CONFLICT) and is_known:
            told = deepcopy(self.kept.parts[op.entity_key])
            self.emit([(FeedKind.KIT_PART, op.entity_key, "", told, op.op_id)])
        return outcome

    def _edit(self, device: UUID, op: Op) -> tuple[OpOutcome, UUID | None]:
        ours = self.mirrored(op.entity_key, op.field) if op.kind is OpKind.UNSET else op.value
        current = self.effective(op.entity_key, op.field)
        decision = decide_op(seen=op.seen, ours=ours, current=current)
        if decision is Decision.NOOP:
            return OpOutcome.NOOP, None
        if decision is Decision.ACCEPT:
            self._put(op, ours)
            return OpOutcome.ACCEPTED, None
        open_one = [
            conflict_id
            for conflict_id, one in self.kept.conflicts.items()
            if (one["entity_key"], one["field"], one["device"]) == (op.entity_key, op.field, device)
            and one["state"] == "open"
        ]
        conflict_id = open_one[0] if open_one else uuid5(_NAMES, f"conflict {op.op_id}")
        self.kept.conflicts[conflict_id] = {
            "conflict_id": conflict_id, "entity_key": op.entity_key, "entity_kind": op.entity_kind.value,
            "field": op.field, "kind": "override_vs_override", "base": op.seen, "ours": ours, "theirs": current,
            "state": "open", "by": "", "at": "", "device": device, "op_id": op.op_id,
        }  # fmt: skip
        self._tell(conflict_id)
        return OpOutcome.CONFLICT, conflict_id

    def _resolve(self, op: Op) -> OpOutcome:
        clash = self.kept.conflicts.get(op.conflict_id or _NO_GROUP)
        current, mirror = self.effective(op.entity_key, op.field), self.mirrored(op.entity_key, op.field)
        if (
            clash is None
            or clash["state"] != "open"
            or not same(op.seen, current)
            or not same(op.base, mirror)
        ):
            return OpOutcome.STALE
        clash["state"] = "resolved"
        if not same(op.value, current):
            self._put(op, op.value)
        self._tell(clash["conflict_id"])
        return OpOutcome.ACCEPTED

    def _put(self, op: Op, value: Value) -> None:
        place = (op.entity_key, op.field)
        payload = None
        if same(value, self.mirrored(*place)):
            self.kept.overrides.pop(place, None)
        else:
            payload = {
                "value": value,
                "base": op.base,
                "by": "",
                "at": "",
                "op_id": str(op.op_id),
                "state": "pending",
            }
            self.kept.overrides[place] = payload
        self.emit([(FeedKind.OVERRIDE, *place, payload, op.op_id)])
        for conflict_id, one in self.kept.conflicts.items():
            if (one["entity_key"], one["field"], one["state"]) == (*place, "open"):
                one["theirs"] = value
                if same(one["ours"], value):
                    one["state"] = "superseded"
                self._tell(conflict_id)

    def _tell(self, conflict_id: UUID) -> None:
        one = self.kept.conflicts[conflict_id]
        self.emit([(FeedKind.CONFLICT, one["entity_key"], one["field"], dict(one), one["op_id"])])


class Seat:
    """One desktop's login. `fails` is told each call before and after, as "apply_ops" and "apply_ops done", and may
    raise: then the call did not arrive, or its answer did not."""

    def __init__(self, hub: FakeHub, device: UUID, fails: Callable[[str], None]) -> None:
        self._hub = hub
        self._device = device
        self._fails = fails

    async def state(self, cursor: int = 0) -> HubState:
        self._fails("state")
        kept = self._hub.kept
        group = self._group_at(cursor)
        last = kept.last.get(self._device, 0)
        return HubState(
            self._hub.epoch, len(kept.feed), 0, last, "manager", group, kept.durable_seq,
            server_time=self._hub.time, last_op_id=kept.last_ids.get((self._device, last)),
        )  # fmt: skip

    def _group_at(self, seq: int) -> UUID | None:
        feed = self._hub.kept.feed
        return feed[seq - 1].group if 0 < seq <= len(feed) else None

    async def apply_ops(self, ops: Sequence[Op], follows: UUID | None = None) -> Sequence[OpReceipt]:
        self._fails("apply_ops")
        kept = self._hub.kept
        had = kept.last.get(self._device, 0)
        beyond = [op.op_no for op in ops if op.op_no > had]
        if beyond and beyond != list(range(had + 1, had + 1 + len(beyond))):
            raise OpGap(had)
        if any(op.op_id not in kept.receipts and op.op_no <= had for op in ops):
            raise DeviceCopied
        last = kept.last_ids.get((self._device, had))
        if None not in (last, follows) and last != follows and len(beyond) == len(ops):
            raise DeviceCopied
        kept.last_ids |= {(self._device, op.op_no): op.op_id for op in ops if op.op_id not in kept.receipts}
        receipts = [kept.receipts.get(op.op_id) or self._hub.take(self._device, op) for op in ops]
        kept.last[self._device] = max(had, *(op.op_no for op in ops))
        self._fails("apply_ops done")
        return receipts

    async def feed_after(
        self, cursor: int, limit: int = 1000, group: UUID | None = None
    ) -> Sequence[FeedRow]:
        self._fails("feed_after")
        if None not in (there := self._group_at(cursor), group) and there != group:
            raise FeedReplaced(cursor)
        return self._hub.kept.feed[cursor : cursor + limit]

    async def snapshot(self) -> AsyncIterator[SnapshotPage]:
        self._hub.snapshots += 1
        kept, at_seq = self._hub.kept, len(self._hub.kept.feed)
        group = self._group_at(at_seq)
        for rows in (
            [self._mirror_row(key) for key in kept.mirrors],
            [_row(0, FeedKind.OVERRIDE, *place, one) for place, one in kept.overrides.items()],
            [
                _row(0, FeedKind.CONFLICT, one["entity_key"], one["field"], one, one["op_id"])
                for one in kept.conflicts.values()
                if one["state"] == "open"
            ],
            [
                _row(0, FeedKind.KIT_PART, key, "", one)
                for key, one in kept.parts.items()
                if one["kit"] is not None
            ],
        ):
            self._fails("snapshot")
            yield SnapshotPage(rows=rows, at_seq=at_seq, group=group)

    async def note_cursor(self, epoch: UUID, cursor: int) -> None:
        pass

    async def report_rollback(self, *, epoch: UUID, cursor: int, group: UUID | None, acked: int) -> None:
        self._fails("report_rollback")
        state = await self.state(cursor)
        went_back = state.feed_seq < cursor or state.last_op_no < acked or state.group_at != group
        kept = self._hub.kept
        if epoch not in kept.left and (went_back or epoch != kept.epoch):
            self._hub.reports += 1
            self._hub.new_epoch()
            kept.left.add(epoch)
        self._fails("report_rollback done")

    async def lacking(self, op_ids: Sequence[UUID]) -> Sequence[UUID]:
        self._fails("lacking")
        return [op_id for op_id in op_ids if op_id not in self._hub.kept.receipts]

    async def digest(self, kind: EntityKind) -> Digest:
        self._fails("digest")
        found: dict[int, tuple[int, int]] = {}
        for key, (_, payload) in self._hub.kept.mirrors.items():
            if payload["kind"] == kind:
                count, mixed = found.get(bucket_of(key), (0, 0))
                hashed = row_hash(key, payload["remote_id"], payload["modified_on"], payload["fields"])
                found[bucket_of(key)] = (count + 1, mixed ^ hashed)
        return Digest(len(self._hub.kept.feed), found)

    async def snapshot_of(self, kind: EntityKind, buckets: Sequence[int]) -> AsyncIterator[SnapshotPage]:
        self._fails("snapshot_of")
        rows = [
            self._mirror_row(key)
            for key, (_, payload) in self._hub.kept.mirrors.items()
            if payload["kind"] == kind and bucket_of(key) in buckets
        ]
        if rows:
            yield SnapshotPage(rows=rows, at_seq=len(self._hub.kept.feed))

    async def missing_blobs(self, digests: Collection[str]) -> frozenset[str]:
        self._fails("missing_blobs")
        return self._hub.kept.pictures.missing(digests)

    async def keep_blob(self, digest: str, media_type: str, content: bytes) -> None:
        self._fails("keep_blob")
        self._hub.kept.pictures.keep(digest, content)
        self._fails("keep_blob done")

    async def blob(self, digest: str) -> bytes | None:
        self._fails("blob")
        return self._hub.kept.pictures.blobs.get(digest)

    async def picture(self, path: str) -> bytes | None:
        self._fails("picture")
        return self._hub.kept.pictures.picture(path)

    async def keep_picture(self, path: str, media_type: str, content: bytes) -> None:
        self._fails("keep_picture")
        self._hub.kept.pictures.keep_received(path, content)

    async def uploads(self, digests: Collection[str]) -> Mapping[str, Sequence[Upload]]:
        self._fails("uploads")
        return self._hub.kept.pictures.uploads(digests)

    async def note_upload(self, lease: Lease, digest: str, path: str) -> None:
        self._fails("note_upload")
        self._hub.kept.pictures.note(digest, path, datetime.now(UTC))

    async def forget_upload(self, lease: Lease, digest: str, path: str) -> None:
        self._fails("forget_upload")
        self._hub.kept.pictures.forget(digest, path)

    async def prove_picture(self, lease: Lease, digest: str, path: str) -> None:
        self._fails("prove_picture")
        self._hub.kept.pictures.prove(digest, path, datetime.now(UTC))

    async def rules(self) -> Sequence[ConflictRule]:
        self._fails("rules")
        return list(self._hub.rules)

    def _mirror_row(self, key: EntityKey) -> FeedRow:
        seq, payload = self._hub.kept.mirrors[key]
        return _row(seq, FeedKind.MIRROR, key, "", payload)


def _row(
    seq: int, kind: FeedKind, key: EntityKey, name: str, payload: Any, op_id: UUID | None = None
) -> FeedRow:
    return FeedRow(seq, _NO_GROUP, True, kind, key, name, deepcopy(payload), op_id)
