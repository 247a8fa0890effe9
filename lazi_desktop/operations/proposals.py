"""Proposals: edits of those who may not override, and what a manager answers to them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from uuid import UUID

from lazi_desktop.domain.errors import InvalidValue, NothingToDo
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.ops import Changes, OpDraft, OpKind
from lazi_desktop.domain.values import canonical_text
from lazi_desktop.operations.edit_fields import FieldEdit, drafts_of, label_of
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
    drafts = drafts_of(work, edits)
    if not drafts:
        return Changes()
    asked = [replace(draft, kind=OpKind.PROPOSE, note=label or label_of(drafts)) for draft in drafts]
    return work.record(asked, label=f"Propose: {label or label_of(drafts)}", undoable=False, step=step)


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


_VERBS = {ProposalState.REJECTED: "Reject", ProposalState.WITHDRAWN: "Withdraw"}
