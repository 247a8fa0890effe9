"""Answering a conflict: keep ours, take theirs, or a third value; or many at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lazi_desktop.domain.errors import NothingToDo
from lazi_desktop.domain.field_tables import field_of
from lazi_desktop.domain.merge import Resolution, resolved_value
from lazi_desktop.domain.ops import Changes, OpDraft, OpKind
from lazi_desktop.domain.typed_text import check_value
from lazi_desktop.domain.values import Value
from lazi_desktop.ports.pricebook import ConflictView
from lazi_desktop.ports.workspace import UnitOfWork


@dataclass(frozen=True, slots=True)
class Answer:
    """What a person decided about a conflict as it was shown to them."""

    shown: ConflictView
    choice: Resolution
    edited: Value = None


def resolve_conflict(
    work: UnitOfWork, shown: ConflictView, choice: Resolution, *, edited: Value = None
) -> Changes:
    """As `resolve_conflicts`, one alone."""
    return resolve_conflicts(work, [Answer(shown, choice, edited)])


def resolve_conflicts(work: UnitOfWork, answers: Sequence[Answer]) -> Changes:
    """Decides them as they were shown, as one txn; the hub refuses an answer if either side changed since.

    Raises:
        NothingToDo: all of them are settled or have changed while they were shown. Where only some have, they are left.
        InvalidValue: an edited value does not fit.
    """
    drafts: list[OpDraft] = []
    moved_on: NothingToDo | None = None
    for answer in answers:
        try:
            drafts.append(_answer(work, answer))
        except NothingToDo as reason:
            moved_on = reason
    if not drafts:
        raise moved_on or NothingToDo("There is no conflict to decide.")
    first = answers[0].shown
    label = (
        f"Resolve {first.code} {first.field}" if len(answers) == 1 else f"Resolve {len(drafts):,} conflicts"
    )
    return work.record(drafts, label=label, undoable=False)


def _answer(work: UnitOfWork, answer: Answer) -> OpDraft:
    shown, edited = answer.shown, answer.edited
    try:
        conflict = work.conflict(shown.conflict_id)
    except KeyError:
        raise NothingToDo("Somebody has settled this conflict already.") from None
    if (conflict.ours, conflict.theirs) != (shown.ours, shown.theirs):
        raise NothingToDo("This conflict has changed while you looked at it. Please look again.")
    detail = work.details([conflict.entity_key]).get(conflict.entity_key)
    if (
        detail is None
    ):  # the shared database was restored, and who made the entity has not offered it again yet
        raise NothingToDo("This entry is not known here at the moment. Try again when it has come back.")
    if answer.choice is Resolution.EDITED:
        edited = check_value(field_of(conflict.entity_kind, conflict.field), edited)
    value = resolved_value(answer.choice, ours=conflict.ours, theirs=conflict.theirs, edited=edited)
    # Of what is gone ServiceTitan has nothing; should it be back by then, this was not said of it.
    stands = not detail.gone or conflict.field in detail.overrides
    return OpDraft(
        kind=OpKind.RESOLVE,
        entity_kind=conflict.entity_kind,
        entity_key=conflict.entity_key,
        field=conflict.field,
        value=value,
        seen=detail.effective.get(conflict.field) if stands else None,
        base=None if detail.gone else detail.mirror.get(conflict.field),
        conflict_id=conflict.conflict_id,
    )
