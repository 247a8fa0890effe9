"""The model hub's change-sets, proposals and habits: 74_change_sets.sql, 74_proposals.sql and 84_habits.sql."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from lazi_desktop.domain.conflict_rules import concerns_money
from lazi_desktop.domain.field_tables import FIELDS
from lazi_desktop.domain.fields import Field, FieldType
from lazi_desktop.domain.keys import EntityKey, held_back_set
from lazi_desktop.domain.merge import ReadBack
from lazi_desktop.domain.ops import Op, OpKind, OpOutcome
from lazi_desktop.domain.values import Value
from lazi_desktop.ports.hub_feed import FeedKind
from lazi_desktop.ports.hub_push import Verdict
from tests.simulation import model_rows
from tests.simulation.model_conflicts import HubConflicts
from tests.simulation.model_rows import ChangeSetRow, Effects, Event, Job, Named, ProposalRow, Receipt
from tests.simulation.violation import Violation

_MANAGERS = ("manager", "admin")
_VERDICTS = ("accepted", "rejected", "withdrawn")
_NOBODY = Named(EntityKey(UUID(int=0)))
_ID = re.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


class HubChangeSets(HubConflicts):
    def change_set_payload(self, one: ChangeSetRow) -> dict[str, Value]:
        return {"message": one.message, "state": one.state, "by": one.by, "at": one.at}

    def proposal_payload(self, one: ProposalRow) -> dict[str, Value]:
        return {
            "op_id": one.op_id, "entity_kind": one.kind.value, "seen": one.seen, "value": one.value,
            "change_set": one.change_set, "by": one.by, "at": one.at, "state": one.state, "reason": one.reason,
            "answered_by": one.answered_by,
        }  # fmt: skip

    def habit_payload(self, place: tuple[str, str, str], one: list[Any]) -> dict[str, Value]:
        sent, found, seen, last = one
        return {
            "entity_kind": place[0], "what": place[2], "sent": sent, "found": found, "seen": seen, "last": last,
        }  # fmt: skip

    def proposal_event(self, one: ProposalRow) -> Event:
        return (FeedKind.PROPOSAL, Named(one.key), one.field, self.proposal_payload(one), one.op_id)

    def values_that_stand(self) -> dict[tuple[EntityKey, str], Any]:
        return {
            (item.key, field): (o.value, o.base, o.op_id, o.state)
            for item in self.items.values()
            for field, o in item.overrides.items()
        }

    def refusal(self, level: str, op: Op) -> str | None:
        if level in _MANAGERS:
            return None
        if level == "viewer":
            return f"Your role ({level}) can look but not change."
        if op.kind is OpKind.CHANGE_SET and op.value == "held":
            return f"Your role ({level}) cannot hold back."
        if op.kind is OpKind.PROPOSE and any(
            concerns_money(kind, op.field) for kind, known in FIELDS.items() if op.field in known
        ):
            return f"Prices are set by managers: your role ({level}) can propose everything else."
        if op.kind in (OpKind.PROPOSE, OpKind.CHANGE_SET, OpKind.FILE, OpKind.KIT):
            return None
        if op.kind is OpKind.ANSWER and op.value["verdict"] == "withdrawn":
            return None
        return f"Your role ({level}) can propose but not change."

    def oddity(self, op: Op) -> str | None:
        """Why an op cannot be meant so, whatever it is about."""
        if not all(_is_readable(one) for one in (op.value, op.seen, op.base)):
            return "A number in it is too long to be read, or a list too deep."
        if op.field == "code" and len(repr(op.value)) > 1_000:
            return "A code has 1,000 characters at most."
        if op.kind not in (OpKind.SUBMIT, OpKind.RECALL, OpKind.FILE, OpKind.ANSWER):
            return None
        named = op.value["ops"] if op.kind is OpKind.ANSWER else op.value
        if not all(isinstance(one, str) and _ID.fullmatch(one) for one in named):
            return "malformed id"
        return "too many at once" if op.kind is OpKind.ANSWER and len(named) > 1_000 else None

    def why_not_proposed(self, op: Op) -> str | None:
        """It is a value of a field, of something that is there."""
        item = self.items.get(op.entity_key)
        if item is None or item.kind is not op.entity_kind:
            return "The shared database does not know what this is proposed for."
        field = next(
            (one[op.field] for one in FIELDS.values() if op.field in one and one[op.field].writable), None
        )
        if field is None:
            return f"unknown field: {op.field[:60]}"
        if not (_fits(field, op.value) and _fits(field, op.seen)):
            return f"not a value of this field: {op.field}"
        return None

    def take_aside(self, sort: str, dev: UUID, who: str, ops: Sequence[Op], effects: Effects) -> None:
        """What changes no value of an entity, whatever it says."""
        before = self.values_that_stand()
        if sort == "change_set":
            self.say_of_change_set(dev, who, ops[0], effects)
        elif sort == "file":
            self.file(dev, who, ops, effects)
        elif sort == "propose":
            self.propose(dev, who, ops, effects)
        else:
            self.answer(dev, who, ops, effects)
        if self.values_that_stand() != before:
            raise Violation("I19", f"{sort} changed a value")

    def say_of_change_set(self, dev: UUID, who: str, op: Op, effects: Effects) -> None:
        held = self.change_sets.get(op.entity_key)
        told = None
        if (
            not isinstance(op.value, str)
            or op.field not in ("message", "state")
            or (op.field == "message" and len(op.value) > 200)
            or (op.field == "state" and op.value not in ("open", "held", "closed"))
        ):
            told = "unknown word of a change-set"
        elif self.devices[dev].level not in _MANAGERS and (
            (held is not None and held.state == "held") or op.entity_key == held_back_set(model_rows.TENANT)
        ):
            told = "What is held back is for managers to say."
        elif held is not None and self.devices[dev].level not in _MANAGERS and held.by != who:
            told = "Only who founded a change-set, or a manager, may change it."
        if told is not None:
            effects.results.append(Receipt(op, dev, OpOutcome.REJECTED, None, told))
            return
        if held is not None and getattr(held, op.field) == op.value:
            effects.results.append(Receipt(op, dev, OpOutcome.NOOP))
            return
        if held is None:
            held = self.change_sets[op.entity_key] = ChangeSetRow(who, self.loop.now)
        setattr(held, op.field, op.value)
        effects.results.append(Receipt(op, dev, OpOutcome.ACCEPTED))
        effects.events.append(
            (FeedKind.CHANGE_SET, Named(op.entity_key), "", self.change_set_payload(held), op.op_id)
        )

    def file(self, dev: UUID, who: str, ops: Sequence[Op], effects: Effects) -> None:
        """What the named ops made goes under another change-set. Of several ops the last counts."""
        may_all = self.devices[dev].level in _MANAGERS
        by_op = {
            o.op_id: (item, field, o) for item in self.items.values() for field, o in item.overrides.items()
        }
        moved: dict[UUID, int] = {}
        asked: dict[UUID, int] = {}
        for op in ops:
            hits = foreign = 0
            for op_id in map(UUID, op.value):
                one = self.proposals.get(op_id)
                if one is not None and one.state != "open":
                    one = None
                if op_id not in by_op and one is None:
                    continue
                if not (may_all or (one is not None and one.by == who)):
                    foreign += 1
                    continue
                hits += 1
                if op_id in by_op:
                    by_op[op_id][2].change_set = op.change_set
                    moved[op_id] = op.op_no
                if one is not None:
                    one.change_set = op.change_set
                    asked[op_id] = op.op_no
            outcome, detail = OpOutcome.NOOP, ""
            if hits:
                outcome = OpOutcome.ACCEPTED
                detail = f"{hits} of {len(op.value)}" if hits < len(op.value) else ""
            elif foreign:
                outcome = OpOutcome.REJECTED
                detail = f"Your role ({self.devices[dev].level}) can propose but not change."
            effects.results.append(Receipt(op, dev, outcome, None, detail))
        told = [(op_no, *by_op[op_id]) for op_id, op_no in moved.items()]
        told.sort(key=lambda one: (one[0], one[1].key.int, one[2]))
        effects.events += [self.override_event(item, field, o) for _, item, field, o in told]
        effects.events += [
            self.proposal_event(self.proposals[op_id])
            for op_id, _ in sorted(asked.items(), key=lambda one: (one[1], one[0].int))
        ]

    def propose(self, dev: UUID, who: str, ops: Sequence[Op], effects: Effects) -> None:
        """Each of another field. What the same person proposed for it before is taken back."""
        told = {op.op_id: self.why_not_proposed(op) for op in ops}
        places = {(op.entity_key, op.field): op for op in ops if told[op.op_id] is None}
        withdrawn = []
        for one in self.proposals.values():
            op = places.get((one.key, one.field))
            if op is not None and one.by == who and one.state == "open":
                one.state, one.answered_by = "withdrawn", who
                withdrawn.append((op.op_no, one))
        withdrawn.sort(key=lambda found: (found[0], found[1].op_id.int))
        effects.events += [self.proposal_event(one) for _, one in withdrawn]
        for op in ops:
            if (words := told[op.op_id]) is not None:
                effects.results.append(Receipt(op, dev, OpOutcome.REJECTED, None, words))
                continue
            one = self.proposals[op.op_id] = ProposalRow(
                op, self.items[op.entity_key].kind, who, self.loop.now
            )
            answer = self.answer_of(op.op_id, who)
            if answer is not None:
                one.state, one.reason = answer.op.value["verdict"], answer.op.value["reason"]
                one.answered_by = self.devices[answer.device].label
            effects.results.append(Receipt(op, dev, OpOutcome.ACCEPTED))
            effects.events.append(self.proposal_event(one))

    def answer_of(self, op_id: UUID, who: str) -> Receipt | None:
        """One that a restored hub was offered before what it answers; the first."""
        for receipt in self.op_log.values():
            if (
                receipt.op.kind is OpKind.ANSWER
                and receipt.outcome is not OpOutcome.REJECTED
                and str(op_id) in receipt.op.value["ops"]
                and (receipt.op.value["verdict"] != "withdrawn" or self.devices[receipt.device].label == who)
            ):
                return receipt
        return None

    def answer(self, dev: UUID, who: str, ops: Sequence[Op], effects: Effects) -> None:
        """The first answer counts."""
        for op in ops:
            verdict, reason = op.value["verdict"], op.value["reason"]
            if verdict not in _VERDICTS:
                effects.results.append(Receipt(op, dev, OpOutcome.REJECTED, None, "unknown answer"))
                continue
            hits = [
                one
                for one in (self.proposals.get(op_id) for op_id in map(UUID, op.value["ops"]))
                if one is not None and one.state == "open" and (verdict != "withdrawn" or one.by == who)
            ]
            for one in hits:
                one.state, one.reason, one.answered_by = verdict, reason, who
            hits.sort(key=lambda one: one.op_id.int)
            effects.events += [self.proposal_event(one) for one in hits]
            partly = f"{len(hits)} of {len(op.value['ops'])}"
            outcome = OpOutcome.ACCEPTED if hits else OpOutcome.NOOP
            detail = partly if 0 < len(hits) < len(op.value["ops"]) else ""
            effects.results.append(Receipt(op, dev, outcome, None, detail))

    def note_habits(self, job: Job, verdicts: Sequence[Verdict]) -> list[Event]:
        sent = {one.field: one.value for one in job.request or ()}
        events: list[Event] = []
        for verdict in verdicts:
            if verdict.result is not ReadBack.DIFFERS or verdict.habit is None or verdict.field not in sent:
                continue
            place = (job.item.kind.value, verdict.field, verdict.habit.value)
            seen = self.habits[place][2] if place in self.habits else 0
            one = self.habits[place] = [sent[verdict.field], verdict.found, seen + 1, self.loop.now]
            events.append((FeedKind.HABIT, _NOBODY, verdict.field, self.habit_payload(place, one), None))
        return events


def _fits(field: Field, value: Value) -> bool:
    """By its shape alone, as the hub sees it."""
    if value is None:
        return True
    if field.type is FieldType.FLAG:
        return isinstance(value, bool)
    if field.is_number:
        named = field.is_reference and isinstance(value, str) and _ID.fullmatch(value) is not None
        return named or (isinstance(value, (int, Decimal)) and not isinstance(value, bool))
    if field.type in (FieldType.IDS, FieldType.TAGS, FieldType.ENTRIES):
        return isinstance(value, list)
    if field.type is FieldType.STRUCTURE:
        return isinstance(value, (list, dict))
    return isinstance(value, str)


def _is_readable(value: Value, levels: int = 50) -> bool:
    if isinstance(value, (dict, list)):
        inner = value.values() if isinstance(value, dict) else value
        return levels > 0 and all(_is_readable(one, levels - 1) for one in inner)
    is_number = isinstance(value, (int, Decimal)) and not isinstance(value, bool)
    return not is_number or len(format(Decimal(value), "f")) < 100
