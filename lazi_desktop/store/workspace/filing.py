"""Change-sets and proposals as this desktop sees them: what the hub told, under what was done here since. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from uuid import UUID

from lazi_desktop.domain.field_tables import OWN_FIELDS
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.ops import FILED, OpDraft, OpKind, Subject
from lazi_desktop.domain.values import Value
from lazi_desktop.ports.change_sets import ChangeSet, ProposalState, SetState

Place = tuple[EntityKey, str]
"""A field of an entity."""
Said = tuple[OpKind, EntityKey, str, UUID | None]
"""Of an op its kind, what it is about, and under which change-set it went."""

_TAKES_BACK = frozenset((OpKind.UNSET, OpKind.DISCARD))


@dataclass(frozen=True, slots=True)
class Aside:
    """An op of this desktop, as far as it matters for change-sets and proposals. In the order of the ledger."""

    kind: OpKind
    op_id: UUID
    subject: Subject
    key: EntityKey
    field: str
    value: Value
    seen: Value
    change_set: UUID | None
    wall: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed:
    """A proposal without what its entity is called and has now."""

    op_id: UUID
    key: EntityKey
    subject: Subject
    field: str
    seen: Value
    value: Value
    change_set: UUID | None
    by: str
    at: str
    state: ProposalState = ProposalState.OPEN
    reason: str = ""
    answered_by: str = ""
    mine: bool = True


def change_sets_now(told: Mapping[UUID, ChangeSet], asides: Iterable[Aside]) -> dict[UUID, ChangeSet]:
    """What each is called, and its state: the last word counts."""
    now = dict(told)
    for one in asides:
        if one.kind is not OpKind.CHANGE_SET:
            continue
        founded = ChangeSet(set_id=one.key, message="", state=SetState.OPEN, by="", at=one.wall)
        found = now.get(one.key, founded)
        match one.field:
            case "message":
                now[one.key] = replace(found, message=str(one.value))
            case "state":
                now[one.key] = replace(found, state=SetState(one.value))
    return now


def proposals_now(told: Mapping[UUID, Proposed], asides: Iterable[Aside]) -> dict[UUID, Proposed]:
    now = dict(told)
    mine: defaultdict[Place, list[UUID]] = defaultdict(list)
    for op_id, proposed in now.items():
        if proposed.mine:
            mine[proposed.key, proposed.field].append(op_id)
    for one in asides:
        match one.kind:
            case OpKind.PROPOSE if one.op_id not in now:
                at_its_place = mine[one.key, one.field]
                now |= _withdrawn(now, at_its_place)
                at_its_place.append(one.op_id)
                now[one.op_id] = Proposed(
                    op_id=one.op_id, key=one.key, subject=one.subject, field=one.field, seen=one.seen, value=one.value,
                    change_set=one.change_set, by="", at=one.wall,
                )  # fmt: skip
            case OpKind.FILE:
                for op_id in map(UUID, one.value):
                    if op_id in now:
                        now[op_id] = replace(now[op_id], change_set=one.change_set)
            case OpKind.ANSWER:
                state, reason = ProposalState(one.value["verdict"]), one.value["reason"]
                for op_id in map(UUID, one.value["ops"]):
                    if op_id in now and now[op_id].state is ProposalState.OPEN:
                        now[op_id] = replace(now[op_id], state=state, reason=reason)
    return now


def _withdrawn(proposals: Mapping[UUID, Proposed], before: Iterable[UUID]) -> dict[UUID, Proposed]:
    """Who proposes something else for the same field takes back what was proposed `before`."""
    return {
        op_id: replace(proposals[op_id], state=ProposalState.WITHDRAWN)
        for op_id in before
        if proposals[op_id].state is ProposalState.OPEN
    }


@dataclass(frozen=True, slots=True)
class HeldBack:
    """What stays here when everything is pushed, and under which change-sets.

    `fields` are pending. `whole` are new entities of which something is held: they are made with all they have.
    `before` was taken back while it was held, and is held again when it comes back; the field "" stands for all of an
    entity.
    """

    fields: Mapping[Place, UUID] = field(default_factory=dict)
    whole: Mapping[EntityKey, UUID] = field(default_factory=dict)
    before: Mapping[Place, UUID] = field(default_factory=dict)

    def again(self, draft: OpDraft) -> UUID | None:
        """Under which an edit is held that makes something pending which is not."""
        key = draft.entity_key
        return self.before.get((key, draft.field)) or self.before.get((key, ""))


def taken_back(said: Iterable[Said], held: Collection[UUID]) -> dict[Place, UUID]:
    """What was last taken back here out of one of the `held` sets, by the ops in the order of the ledger."""
    found: defaultdict[EntityKey, dict[str, UUID]] = defaultdict(dict)
    for kind, key, name, change_set in said:
        fields = found[key]
        if kind is OpKind.DISCARD:
            fields.clear()
        fields.pop(name, None)
        if kind in _TAKES_BACK and change_set is not None and change_set in held:
            fields[name] = change_set
    return {(key, name): one for key, fields in found.items() for name, one in fields.items()}


def filed_under(drafts: Sequence[OpDraft], current: UUID | None, held: HeldBack) -> list[UUID | None]:
    """Under which change-set each draft goes. What is held back stays so whatever becomes of it, until it is filed."""
    return [_filed_under(draft, current, held) for draft in drafts]


def _filed_under(draft: OpDraft, current: UUID | None, held: HeldBack) -> UUID | None:
    whole = held.whole.get(draft.entity_key)
    if draft.kind is OpKind.DISCARD and whole is not None:
        return whole
    if draft.kind not in FILED or draft.field in OWN_FIELDS:
        return draft.change_set
    if draft.kind is not OpKind.PROPOSE:
        standing = held.fields.get((draft.entity_key, draft.field))
        if (
            standing is not None
        ):  # an edit that names none stays where it is, also if that is elsewhere by now
            return standing if draft.kind is OpKind.UNSET else None
        if whole is not None:
            return whole
    if draft.change_set is not None or draft.stays:
        return draft.change_set
    again = held.again(draft) if draft.kind is OpKind.SET else None
    return again if again is not None else current
