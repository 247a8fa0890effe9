"""Proposals: edits of those who may not override, and what a manager answers to them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, cast
from uuid import UUID

from lazi_desktop.domain.conflict_rules import concerns_money
from lazi_desktop.domain.errors import HubRefused, InvalidValue, NothingToDo
from lazi_desktop.domain.field_tables import FIELDS
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.ops import EDITS, Changes, OpDraft, OpKind
from lazi_desktop.domain.values import canonical_text, same
from lazi_desktop.operations.edit_fields import FieldEdit, drafts_of, edit_fields, label_of
from lazi_desktop.ports.change_sets import Proposal, ProposalState
from lazi_desktop.ports.workspace import Step, UnitOfWork


def propose(
    work: UnitOfWork, edits: Sequence[FieldEdit], *, label: str = "", step: Step | None = None
) -> Changes:
    """Asks for the edits: nobody's values change before they are accepted. What one asked before for the same field
    is taken back.

    Raises:
        InvalidValue: one of the values does not fit; nothing is recorded.
    """
    return edit_fields(proposing(work), edits, label=label, step=step)


def propose_or_take_back(
    work: UnitOfWork, edits: Sequence[FieldEdit], *, label: str = "", step: Step | None = None
) -> Changes:
    """As `propose`; who asks for what stands there anyway takes back what they asked for in that field before.

    Raises:
        InvalidValue: one of the values does not fit; nothing is recorded.
    """
    drafts = drafts_of(work, edits)
    left = {(edit.key, edit.field) for edit in edits} - {(one.entity_key, one.field) for one in drafts}
    answers = _answers(
        [
            one
            for one in work.proposals()
            if one.mine and one.state is ProposalState.OPEN and (one.entity_key, one.field) in left
        ],
        ProposalState.WITHDRAWN,
        "",
    )
    if not drafts and not answers:
        return Changes()
    told = label or (label_of(drafts) if drafts else _VERBS[ProposalState.WITHDRAWN])
    return work.record([*drafts, *answers], label=told, undoable=bool(drafts), step=step)


def proposing(work: UnitOfWork) -> UnitOfWork:
    """For operations that do not know that what they record is proposed."""
    return cast("UnitOfWork", ProposingWork(work))


class ProposingWork:
    """A unit of work of one who may not override: edits become proposals, and what cannot be proposed is refused.

    With `no_prices`, the sentence that says why, what moves money is left out of what is proposed.
    """

    def __init__(self, work: UnitOfWork, *, no_prices: str = "") -> None:
        self._work = work
        self._no_prices = no_prices
        self.proposed = 0
        """How many fields."""
        self.withdrawn = 0
        """Of one's own."""
        self.left_out = 0
        """Of what moves money."""

    def __getattr__(self, name: str) -> Any:
        return getattr(self._work, name)

    def record(
        self, drafts: Sequence[OpDraft], *, label: str, undoable: bool = True, step: Step | None = None
    ) -> Changes:
        """
        Raises:
            HubRefused: there is something else among them, or there is nothing but prices; nothing is recorded.
        """
        if any(draft.kind in _BY_MANAGERS for draft in drafts):
            raise HubRefused(
                "Your role lets you propose values. Making, discarding, deciding and sending are for managers.",
                title="Nothing was changed",
            )
        kept = [draft for draft in drafts if not (self._no_prices and _moves_money(draft))]
        left_out = len(drafts) - len(kept)
        if left_out and not kept:
            raise HubRefused(self._no_prices, title="Nothing was changed")
        self.left_out += left_out
        asked = [
            replace(draft, kind=OpKind.PROPOSE, note=label[:200]) if draft.kind in EDITS else draft
            for draft in kept
        ]
        # A proposal is taken back where it is shown, unless it is the share of a step that changes kits: anybody may.
        undoable = undoable and any(draft.kind is OpKind.KIT for draft in asked)
        changes = self._work.record(asked, label=label, undoable=undoable, step=step)
        self.proposed += sum(draft.kind is OpKind.PROPOSE for draft in asked)
        self.withdrawn += sum(_withdrawn_by(draft) for draft in asked)
        return changes


def _withdrawn_by(draft: OpDraft) -> int:
    if draft.kind is not OpKind.ANSWER or not isinstance(draft.value, Mapping):
        return 0
    return len(draft.value["ops"]) if draft.value["verdict"] == ProposalState.WITHDRAWN else 0


def _moves_money(draft: OpDraft) -> bool:
    kind = draft.entity_kind
    if draft.kind not in EDITS or not isinstance(kind, EntityKind) or draft.field not in FIELDS[kind]:
        return False
    return concerns_money(kind, draft.field)


def accept(work: UnitOfWork, shown: Sequence[Proposal], *, reason: str = "") -> Changes:
    """Makes the proposed values the person's own edits, over what they saw beneath them, as one step.

    Raises:
        NothingToDo: none of them is open any more, or two are for one field.
        InvalidValue: one of the values does not fit; nothing is recorded.
    """
    there = work.values({one.entity_key for one in shown}, {one.field for one in shown})
    wanted = [one for one in _still_open(work, shown) if one.entity_key in there]
    places = {(one.entity_key, one.field): one for one in wanted}
    if not wanted:
        raise NothingToDo("None of these proposals is left to accept.")
    if len(places) < len(wanted):
        raise NothingToDo("Two of these proposals are for the same field. Please choose one.")
    of_entity = {one.entity_key: one for one in wanted}
    drafts = []
    for draft in drafts_of(
        work, [FieldEdit(one.entity_key, one.field, one.value, one.now) for one in wanted]
    ):
        one = places.get((draft.entity_key, draft.field), of_entity[draft.entity_key])
        drafts.append(replace(draft, note=f"Proposed by {one.by}"[:200], change_set=one.change_set))
    answers = _answers(wanted, ProposalState.ACCEPTED, reason)
    return work.record([*drafts, *answers], label=f"Accept {len(wanted):,} proposals", undoable=bool(drafts))


def reject(work: UnitOfWork, shown: Iterable[Proposal], *, reason: str) -> Changes:
    """
    Raises:
        InvalidValue: no reason is given.
        NothingToDo: none of them is open any more.
    """
    if canonical_text(reason.strip()) is None:
        raise InvalidValue("Please say why: who proposed it will read it.")
    return _answer(work, _still_open(work, shown), ProposalState.REJECTED, reason)


def withdraw(work: UnitOfWork, op_ids: Collection[UUID]) -> Changes:
    """One's own.

    Raises:
        NothingToDo: none of them is open any more.
    """
    wanted = set(op_ids)
    mine = [
        one
        for one in work.proposals()
        if one.op_id in wanted and one.mine and one.state is ProposalState.OPEN
    ]
    return _answer(work, mine, ProposalState.WITHDRAWN, "")


def replayed_proposals(work: UnitOfWork, ops: Sequence[OpDraft], *, forward: bool) -> list[OpDraft]:
    """What a step asked for, withdrawn as far as nobody has answered it; `forward`: asked for again."""
    asked = {(op.entity_key, op.field): op for op in ops if op.kind is OpKind.PROPOSE}
    if not asked:
        return []
    still = {
        (one.entity_key, one.field): one
        for one in work.proposals()
        if one.mine and one.state is ProposalState.OPEN
    }
    if not forward:
        ours = [one for at, one in still.items() if at in asked and same(one.value, asked[at].value)]
        return _answers(ours, ProposalState.WITHDRAWN, "")
    now = work.values({key for key, _ in asked}, {name for _, name in asked})
    return [
        OpDraft(
            kind=OpKind.PROPOSE,
            entity_kind=op.entity_kind,
            entity_key=key,
            field=name,
            value=op.value,
            seen=now[key].effective.get(name),
            base=now[key].mirror.get(name),
            note=op.note,
            change_set=op.change_set,
        )
        for (key, name), op in asked.items()
        if key in now
    ]


def _answer(work: UnitOfWork, proposals: Sequence[Proposal], verdict: ProposalState, reason: str) -> Changes:
    if not proposals:
        raise NothingToDo("Somebody has answered it already.")
    drafts = _answers(proposals, verdict, reason)
    label = f"{_VERBS[verdict]} {len(proposals):,} proposals"
    return work.record(drafts, label=label, undoable=False)


def _answers(proposals: Iterable[Proposal], verdict: ProposalState, reason: str) -> list[OpDraft]:
    by_entity: dict[tuple[EntityKey, EntityKind], list[UUID]] = {}
    for one in proposals:
        by_entity.setdefault((one.entity_key, one.entity_kind), []).append(one.op_id)
    return [
        OpDraft(
            kind=OpKind.ANSWER,
            entity_kind=kind,
            entity_key=key,
            value={
                "ops": sorted(map(str, op_ids)),
                "verdict": verdict.value,
                "reason": canonical_text(reason.strip()) or "",
            },
        )
        for (key, kind), op_ids in by_entity.items()
    ]


def _still_open(work: UnitOfWork, shown: Iterable[Proposal]) -> list[Proposal]:
    """As they were shown."""
    there = {one.op_id for one in work.proposals() if one.state is ProposalState.OPEN}
    return [one for one in shown if one.op_id in there]


_BY_MANAGERS = frozenset((OpKind.CREATE, OpKind.DISCARD, OpKind.RESOLVE, OpKind.SUBMIT, OpKind.RECALL))
_VERBS = {ProposalState.REJECTED: "Reject", ProposalState.WITHDRAWN: "Withdraw"}
