"""The model hub's ops: 73_edits.sql, 73_entities.sql, 73_resolving.sql and 73_ops.sql."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from lazi_desktop.domain.field_tables import field_of
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.merge import Decision, decide_op
from lazi_desktop.domain.ops import Op, OpKind, OpOutcome, OpReceipt
from lazi_desktop.domain.references import REFERENCE_FIELDS, local_references, numbered
from lazi_desktop.domain.values import Value, same
from lazi_desktop.ports.hub_feed import Burial, DeviceCopied, OpGap
from tests.simulation.model_change_sets import HubChangeSets
from tests.simulation.model_kits import HubKits
from tests.simulation.model_rows import (
    NEVER,
    Conflict,
    Effects,
    Event,
    Item,
    Job,
    Override,
    Receipt,
    place_of,
)

_EDITS = (OpKind.SET, OpKind.UNSET)
_TOGETHER = ("edit", "submit", "recall", "create", "discard", "file", "propose", "answer", "kit")
_FOUNDING = (OpKind.SET, OpKind.UNSET, OpKind.CREATE, OpKind.DISCARD, OpKind.RESOLVE)
_ASIDE = ("change_set", "file", "propose", "answer")
_HAS_IT = "ServiceTitan has it by now. Make it inactive instead."


class HubOps(HubKits, HubChangeSets):
    def apply_ops(self, dev: UUID, ops: Sequence[Op], follows: UUID | None = None) -> list[OpReceipt]:
        """Applies ops of one device, in order, each exactly once."""
        device = self.enrol(dev, "again")
        had = device.last_op_no
        fresh = [op for op in ops if op.op_id not in self.op_log]
        beyond = [op.op_no for op in ops if op.op_no > had]
        if beyond and (beyond[0] > had + 1 or beyond[-1] - beyond[0] + 1 != len(beyond)):
            raise OpGap(had)
        if fresh and fresh[0].op_no <= had:
            raise DeviceCopied
        if (
            None not in (follows, device.last_op_id)
            and follows != device.last_op_id
            and len(beyond) == len(ops)
        ):
            raise DeviceCopied
        if fresh:
            self.take(dev, device.label, fresh)
        if beyond:
            device.last_op_no = beyond[-1]
            device.last_op_id = fresh[-1].op_id if fresh and fresh[-1].op_no == beyond[-1] else None
        return [self.receipt_of(op) for op in ops]

    def receipt_of(self, op: Op) -> OpReceipt:
        found = self.op_log[op.op_id]
        return OpReceipt(
            op_id=op.op_id, outcome=found.outcome, feed_seq=found.feed_seq, conflict_id=found.conflict_id,
            detail=found.detail,
        )  # fmt: skip

    def take(self, dev: UUID, who: str, fresh: Sequence[Op]) -> None:
        level = self.devices[dev].level
        told = {op.op_id: self.refusal(level, op) or self.oddity(op) for op in fresh}
        allowed = [op for op in fresh if told[op.op_id] is None]
        for op in allowed:
            if op.kind in _FOUNDING and op.entity_key not in self.items:
                self.items[op.entity_key] = Item(op.entity_key, EntityKind(op.entity_kind))
        known = [self.as_known_now(op) for op in allowed]
        effects = Effects()
        for sort, part in _in_parts(known):
            if sort == "edit":
                self.apply_sets(dev, who, part, effects)
            elif sort == "submit":
                self.submit(dev, part, effects)
            elif sort == "recall":
                self.recall(dev, part, effects)
            elif sort == "create":
                self.apply_creates(dev, part, effects)
            elif sort == "discard":
                self.apply_discards(dev, who, part, effects)
            elif sort == "kit":
                self.apply_kits(dev, who, part, effects)
            elif sort in _ASIDE:
                self.take_aside(sort, dev, who, part, effects)
            else:
                self.resolve(dev, who, part[0], effects)
        recoded = [
            one.op.entity_key
            for one in effects.results
            if one.op.field == "code" and one.op.kind in _EDITS and one.outcome is OpOutcome.ACCEPTED
        ]
        if recoded:
            effects.events += self.clashing_codes(dev, who, recoded)
        named = {op.entity_key: self.items[op.entity_key] for op in known if op.entity_key in self.items}
        effects.events += self.revisit_conflicts(named.values())
        self.tend_jobs(named.values())
        effects.results += [
            Receipt(op, dev, OpOutcome.REJECTED, None, words)
            for op in fresh
            if (words := told[op.op_id]) is not None
        ]
        head = self.emit(effects.events)
        as_sent = {op.op_id: op for op in fresh}
        for result in effects.results:
            result.feed_seq = head
            result.op = as_sent[result.op.op_id]
            self.op_log[result.op.op_id] = result
            self.world.decided(result)

    def as_known_now(self, op: Op) -> Op:
        """As it is meant by now: for what was adopted under another key, and with the numbers of what there is."""
        item = self.items.get(op.entity_key)
        if item is not None and item.replaced_by is not None:
            op = replace(op, entity_key=item.replaced_by)
        if op.field in REFERENCE_FIELDS:
            now = [self.with_numbers(op, value) for value in (op.value, op.seen, op.base)]
            if any(one is not other for one, other in zip(now, (op.value, op.seen, op.base), strict=True)):
                op = replace(op, value=now[0], seen=now[1], base=now[2])
        return op

    def with_numbers(self, op: Op, value: Value) -> Value:
        return self.in_numbers(op.entity_kind, op.field, value)

    def in_numbers(self, kind: Any, field: str, value: Value) -> Value:
        numbers = {}
        for key in local_references(field, value):
            item = self.items.get(key)
            if item is not None and item.remote_id is not None:
                numbers[key] = item.remote_id
        return field_of(kind, field).canonical(numbered(field, value, numbers)) if numbers else value

    # ---------------------------------------------------------------------------------------------------------- edits

    def decide(self, item: Item, op: Op, current: Value) -> Decision:
        return decide_op(
            seen=self.as_said(op.field, op.seen, current),
            ours=self.as_said(op.field, op.value, current),
            current=current,
        )

    def apply_sets(self, dev: UUID, who: str, ops: Sequence[Op], effects: Effects) -> None:
        clashes: list[Conflict] = []
        for op in ops:
            item, field = self.items[op.entity_key], op.field
            mirror = item.mirror_value(field)
            held = item.overrides.get(field)
            current = held.value if held is not None else mirror
            # who saw ServiceTitan's new value as their own (pushed meanwhile) edits over it, not over the old one
            seen_there = self.is_alike(field, op.seen, mirror)
            base = mirror if seen_there else self.as_said(field, op.base, mirror)
            unset = self.is_unset(item, op)
            ours = mirror if unset else op.value
            is_reset = unset or self.is_alike(field, op.value, mirror)
            decision = self.decide_edit(item, op, held, mirror, current)
            clash = None
            if decision is Decision.ACCEPT:
                if is_reset:
                    item.overrides.pop(field, None)
                    effects.events.append(self.cleared_event(item, field, op.op_id))
                else:
                    held = item.overrides[field] = Override(
                        field, ours, base, op.op_id, who, dev, self.loop.now,
                        op.change_set or (held.change_set if held is not None else None),
                    )  # fmt: skip
                    effects.events.append(self.override_event(item, field, held))
                    if not same(base, mirror) and not item.buried:
                        clash = self.open_conflict(
                            item, field, "override_vs_st", standing=True, base=base, ours=ours, theirs=mirror,
                            ours_op=op.op_id, ours_by=who, device=dev,
                        )  # fmt: skip
            elif decision is Decision.CONFLICT:
                kind = (
                    "override_vs_override"
                    if held is not None
                    else "delete_vs_edit"
                    if item.buried
                    else "override_vs_st"
                )
                clash = self.open_conflict(
                    item, field, kind, standing=False, base=op.seen, ours=ours, theirs=current, ours_op=op.op_id,
                    ours_by=who, theirs_op=held.op_id if held is not None else None,
                    theirs_by=held.by if held is not None else "", device=dev,
                )  # fmt: skip
            if clash is not None:
                clash.other_key = None
                clashes.append(clash)
            outcome = OpOutcome(decision.value)
            effects.results.append(
                Receipt(op, dev, outcome, clash.conflict_id if clash is not None else None)
            )
        if len(clashes) > 1:
            clashes.sort(key=lambda c: (c.item.key.int, c.field))
        effects.events += [self.conflict_event(c) for c in clashes]

    def decide_edit(
        self, item: Item, op: Op, held: Override | None, mirror: Value, current: Value
    ) -> Decision:
        if self.is_unset(item, op):
            if held is None:
                return Decision.NOOP
            seen = same(held.value, mirror) or self.is_alike(op.field, op.seen, held.value)
            return Decision.ACCEPT if seen else Decision.CONFLICT
        if self.lies_buried(item) and held is None and op.value is not None:
            return Decision.CONFLICT  # of what is gone, only what still stands here can be edited
        return self.decide(item, op, current)

    def is_unset(self, item: Item, op: Op) -> bool:
        """Of what was never seen in ServiceTitan (a restore forgot it), an unset asks for the value it names."""
        return op.kind is OpKind.UNSET and (item.fields is not None or self.lies_buried(item))

    def lies_buried(self, item: Item) -> bool:
        return item.buried

    def submit(self, dev: UUID, ops: Sequence[Op], effects: Effects) -> None:
        by_op = {
            o.op_id: (item, field, o) for item in self.items.values() for field, o in item.overrides.items()
        }
        touched: dict[EntityKey, Item] = {}
        named = set()
        for op in ops:
            asked, hits = 0, []
            for text in op.value if isinstance(op.value, list) else ():
                asked += 1
                found = by_op.get(UUID(text))
                if text not in named and found is not None and found[2].state not in ("submitted", "kept"):
                    hits.append(found)
                named.add(text)
            told = list(hits)
            for item in {item.key: item for item, _, _ in hits if item.remote_id is None}.values():
                told += [  # a create goes out whole
                    (item, field, o)
                    for field, o in item.overrides.items()
                    if o.state == "failed"
                    and o.submitted_op is not None
                    and not any(o is one[2] for one in told)
                ]
            for item, _, o in told:
                o.submitted_op, o.state, o.detail = op.op_id, "submitted", ""
                touched[item.key] = item
            told.sort(key=lambda one: (one[0].key.int, one[1]))
            effects.events += [self.override_event(*one) for one in told]
            outcome = OpOutcome.ACCEPTED if hits else OpOutcome.NOOP
            detail = f"{len(hits)} of {asked}" if 0 < len(hits) < asked else ""
            effects.results.append(Receipt(op, dev, outcome, None, detail))
        for item in touched.values():
            self.ask_for_job(item)

    def recall(self, dev: UUID, ops: Sequence[Op], effects: Effects) -> None:
        """A draft again, as far as no push is at it and nothing of its entity may be on its way."""
        by_op = {
            o.op_id: (item, field, o) for item in self.items.values() for field, o in item.overrides.items()
        }
        named = set()
        for op in ops:
            asked, hits = 0, []
            for text in op.value if isinstance(op.value, list) else ():
                asked += 1
                found = by_op.get(UUID(text))
                if text not in named and found is not None and _may_be_recalled(found[0], found[2]):
                    hits.append(found)
                named.add(text)
            for _, _, o in hits:
                o.submitted_op, o.state, o.detail = None, "pending", ""
            hits.sort(key=lambda one: (one[0].key.int, one[1]))
            effects.events += [self.override_event(*one) for one in hits]
            outcome = OpOutcome.ACCEPTED if hits else OpOutcome.NOOP
            detail = f"{len(hits)} of {asked}" if 0 < len(hits) < asked else ""
            effects.results.append(Receipt(op, dev, outcome, None, detail))

    def ask_for_job(self, item: Item) -> None:
        job = item.job
        if job is None:
            self.new_job(item)
        elif job.state in ("blocked", "needs_human") or (
            job.state == "ready" and job.ambiguous_since is None
        ):
            if job.ambiguous_since is None:
                job.state, job.not_before = "ready", NEVER
            else:
                job.state, job.not_before = "ambiguous", self.quiet_until(job)
            job.tries, job.first_sent_at, job.detail, job.updated_at = 0, None, "", self.loop.now

    def quiet_until(self, job: Job) -> float:
        raise NotImplementedError

    # ------------------------------------------------------------------------------------------------- whole entities

    def apply_creates(self, dev: UUID, ops: Sequence[Op], effects: Effects) -> None:
        """Whoever threw one away may bring it back; where another device makes it, a person is asked."""
        contested, seen = [], set()
        for op in ops:
            item = self.items[op.entity_key]
            again = op.entity_key in seen
            seen.add(op.entity_key)
            outcome = OpOutcome.NOOP
            if again or item.remote_id is not None or item.replaced_by is not None:
                pass
            elif item.discarded and item.discarded_by != dev:
                outcome = OpOutcome.CONFLICT
                contested.append((item, op))
            elif not item.made_here or item.discarded:
                outcome = OpOutcome.ACCEPTED
                item.discarded = False
                effects.events.append(self.created_event(item, op.op_id))
            if outcome is not OpOutcome.NOOP:
                item.made_here, item.perhaps_made = True, op.note == "again"
            effects.results.append(Receipt(op, dev, outcome))
        for item, op in contested:
            assert item.discarded_by is not None
            c = self.open_conflict(
                item, "deleted", "delete_vs_edit", standing=True, base=None, ours=self.op_ids_of(item), theirs=False,
                ours_op=op.op_id, ours_by=self.devices[item.discarded_by].label, device=dev,
            )  # fmt: skip
            effects.events.append(self.conflict_event(c))
            for result in effects.results:
                if result.op is op:
                    result.conflict_id = c.conflict_id

    def apply_discards(self, dev: UUID, who: str, ops: Sequence[Op], effects: Effects) -> None:
        """Throws away what the person saw; where there is more, the answer is a conflict."""
        done, seen, asked = [], set(), []
        for op in ops:
            item = self.items[op.entity_key]
            held = self.op_ids_of(item)
            again = op.entity_key in seen
            seen.add(op.entity_key)
            if item.remote_id is not None or item.replaced_by is not None:
                effects.results.append(Receipt(op, dev, OpOutcome.REJECTED, None, _HAS_IT))
            elif again or item.discarded:
                effects.results.append(Receipt(op, dev, OpOutcome.NOOP))
            elif set(held) <= set(op.value if isinstance(op.value, list) else ()):
                done.append((item, op))
                effects.results.append(Receipt(op, dev, OpOutcome.ACCEPTED))
            else:
                asked.append((item, op, held))
                effects.results.append(Receipt(op, dev, OpOutcome.CONFLICT))
        if done:
            effects.events += self.throw_away(dev, [item for item, _ in done], [op.op_id for _, op in done])
        for item, op, held in asked:
            c = self.open_conflict(
                item, "deleted", "delete_vs_edit", standing=False, base=None, ours=held, theirs=False, ours_op=op.op_id,
                ours_by=who, device=dev,
            )  # fmt: skip
            effects.events.append(self.conflict_event(c))
            for result in effects.results:
                if result.op is op:
                    result.conflict_id = c.conflict_id

    def throw_away(self, dev: UUID, items: Sequence[Item], op_ids: Sequence[UUID]) -> list[Event]:
        """Drops what stands of some entities and buries them."""
        by_key = sorted(zip(items, op_ids, strict=True), key=lambda one: one[0].key.int)
        events = [
            self.cleared_event(item, field, op_id)
            for item, op_id in by_key
            for field in sorted(item.overrides)
        ]
        for item in items:
            self.world.thrown_away(item)
            item.overrides.clear()
        over = [
            c
            for item in items
            for c in item.open.values()
            if c.device == dev and not c.standing and c.field != "deleted"
        ]
        over.sort(key=place_of)
        for c in over:
            self.close(c, "superseded")
        events += [self.conflict_event(c) for c in over]
        for item in items:
            if not item.discarded:
                item.discarded_by = dev
        return events + self.bury_entities(items, Burial.DISCARDED)

    def clashing_codes(self, dev: UUID, who: str, keys: Sequence[EntityKey]) -> list[Event]:
        """What an accepted edit of a code made equal to another entity's. Advisory: both edits stand."""
        clashes = []
        firsts: dict[tuple[EntityKind, str], Item] = {}
        for key in sorted(set(keys), key=lambda one: one.int):
            item = self.items[key]
            o = item.overrides.get("code")
            code = o.value if o is not None else item.mirror_value("code")
            if item.buried or not isinstance(code, str):
                continue
            first = firsts.setdefault((item.kind, code.lower()), item)
            if first is item:
                found = self.other_with_code(item.kind, code, key, keys)
            else:
                found = self.with_code(item.kind, code, first)
            if found is None:
                continue
            other, theirs, theirs_op, theirs_by = found
            if ("code", dev, True, True) in item.open or any(
                c.other_key == key for c in other.open.values() if c.kind == "unique"
            ):
                continue
            clashes.append((item, o, code, other, theirs, theirs_op, theirs_by))
        events = []
        for item, o, code, other, theirs, theirs_op, theirs_by in clashes:
            c = self.open_conflict(
                item, "code", "unique", standing=True, base=o.base if o is not None else None, ours=code, theirs=theirs,
                ours_op=o.op_id if o is not None else None, ours_by=who, theirs_op=theirs_op, theirs_by=theirs_by,
                device=dev, other=other.key,
            )  # fmt: skip
            events.append(self.conflict_event(c))
        return events

    # ------------------------------------------------------------------------------------------------------ resolving

    def resolve(self, dev: UUID, who: str, op: Op, effects: Effects) -> None:
        item, field = self.items[op.entity_key], op.field
        c = self.conflicts.get(op.conflict_id) if op.conflict_id is not None else None
        if c is not None and (c.item is not item or c.field != field):
            c = None
        held = item.overrides.get(field)
        mirror = item.mirror_value(field)
        effective = held.value if held is not None else mirror
        wanted = op.value
        if c is None or c.state != "open" or not self.pair_stands(op, item, held, effective, mirror):
            effects.results.append(Receipt(op, dev, OpOutcome.STALE, op.conflict_id))
            if c is not None:
                effects.events.append(self.conflict_event(c))
            return
        c.resolution = self.resolution(op, c)
        c.resolved_op = op.op_id
        self.close(c, "resolved")
        if field == "deleted":
            if isinstance(wanted, list):
                effects.events += self.throw_away(dev, [item], [op.op_id])
            elif item.discarded:
                item.discarded = False
                effects.events.append(self.created_event(item, op.op_id))
        elif same(wanted, mirror):
            item.overrides.pop(field, None)
            effects.events.append(self.cleared_event(item, field, op.op_id))
        elif c.standing or not same(wanted, effective):
            if item.discarded:  # keeping an edit keeps what it is an edit of
                item.discarded = False
                effects.events.append(self.created_event(item, op.op_id))
            held = item.overrides[field] = Override(
                field, wanted, mirror, op.op_id, who, dev, self.loop.now,
                op.change_set if held is None else held.change_set,
            )  # fmt: skip
            effects.events.append(self.override_event(item, field, held))
        effects.results.append(Receipt(op, dev, OpOutcome.ACCEPTED, op.conflict_id))
        effects.events.append(self.conflict_event(c))
        if field == "code" and not (c.kind == "unique" and c.resolution == "ours"):
            effects.events += self.clashing_codes(dev, who, [item.key])

    def resolution(self, op: Op, c: Conflict) -> str:
        if op.note == "merged":
            return "merged"
        if op.note.startswith("rule "):
            return "rule"
        return "ours" if same(op.value, c.ours) else "theirs" if same(op.value, c.theirs) else "edited"

    def pair_stands(self, op: Op, item: Item, held: Override | None, effective: Value, mirror: Value) -> bool:
        if op.field == "deleted":
            return not isinstance(op.value, list) or (
                set(self.op_ids_of(item)) <= set(op.value) and item.remote_id is None
            )
        last = (item.fields or {}).get(op.field)
        return (
            self.is_alike(op.field, op.seen, effective)
            or (item.deleted and held is None and same(op.seen, last))
        ) and (self.is_alike(op.field, op.base, mirror) or (item.deleted and same(op.base, last)))


def _may_be_recalled(item: Item, override: Override) -> bool:
    job = item.job
    return override.state == "submitted" and (
        job is None or (job.ambiguous_since is None and job.state in ("ready", "blocked", "needs_human"))
    )


def _in_parts(ops: Sequence[Op]) -> list[tuple[str, list[Op]]]:
    """Runs of the same sort go together; within a run of edits or proposals, the second one of a field waits for the
    first, and the second one of a part of a kit. What begins the life of an entity here goes ahead of everything."""
    births, named = [], set()
    runs: list[tuple[str, list[Op]]] = []
    for op in ops:
        is_first = op.entity_key not in named
        named.add(op.entity_key)
        if op.kind is OpKind.CREATE and is_first:
            births.append(op)
            continue
        sort = "edit" if op.kind in _EDITS else op.kind.value
        if runs and runs[-1][0] == sort and sort in _TOGETHER:
            runs[-1][1].append(op)
        else:
            runs.append((sort, [op]))
    parts: list[tuple[str, list[Op]]] = [("create", births)] if births else []
    for sort, run in runs:
        if sort in ("edit", "propose", "kit"):
            parts += [(sort, one_pass) for one_pass in _passes(run)]
        else:
            parts.append((sort, run))
    return parts


def _passes(ops: Iterable[Op]) -> list[list[Op]]:
    passes: list[list[Op]] = []
    times: dict[tuple[EntityKey, str], int] = {}
    for op in ops:
        about = (op.entity_key, "" if op.kind is OpKind.KIT else op.field)
        place = times.get(about, 0)
        times[about] = place + 1
        if place == len(passes):
            passes.append([])
        passes[place].append(op)
    return passes
