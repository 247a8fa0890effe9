"""Change-sets and proposals as this desktop sees them: what the hub told, under what was done here since. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from lazi_desktop.domain.field_tables import OWN_FIELDS
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.ops import FILED, OpDraft, OpKind, Subject
from lazi_desktop.domain.values import Value
from lazi_desktop.ports.change_sets import ChangeSet, ProposalState, SetState

Place = tuple[EntityKey, str]
"""A field of an entity."""


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
    for one in asides:
        match one.kind:
            case OpKind.PROPOSE if one.op_id not in now:
                now |= _withdrawn(now, (one.key, one.field))
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


def _withdrawn(proposals: Mapping[UUID, Proposed], place: Place) -> dict[UUID, Proposed]:
    """Who proposes something else for the same field takes back what was proposed before."""
    return {
        op_id: replace(one, state=ProposalState.WITHDRAWN)
        for op_id, one in proposals.items()
        if one.mine and (one.key, one.field) == place and one.state is ProposalState.OPEN
    }


def filed_under(
    drafts: Sequence[OpDraft], current: UUID | None, held: Collection[Place]
) -> list[UUID | None]:
    """Under which change-set each draft goes. What is held back stays so when it is edited."""
    if current is None:
        return [draft.change_set for draft in drafts]
    return [
        draft.change_set
        if draft.change_set is not None
        or draft.kind not in FILED
        or draft.field in OWN_FIELDS
        or (held and (draft.entity_key, draft.field) in held)
        else current
        for draft in drafts
    ]
