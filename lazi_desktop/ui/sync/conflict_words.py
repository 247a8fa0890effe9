"""What each kind of conflict is, in words, and which answers it can have."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from lazi_desktop.domain.conflict_rules import concerns_money, needs_a_person
from lazi_desktop.domain.field_tables import FIELDS
from lazi_desktop.ports.workspace import ConflictView
from lazi_desktop.ui.formatting import field_title

DELETED = "deleted"
"""The field of a conflict about the entry itself: somebody threw away what others went on editing."""


@dataclass(frozen=True, slots=True)
class ConflictWords:
    """`take` and `keep` name the two answers; "" where there is no such answer."""

    explanation: str
    theirs: str
    """Heading of the other side's value."""
    theirs_small: str
    take: str
    keep: str
    if_kept: str
    values: bool = True
    """Base, theirs and ours say something to a person."""
    may_edit: bool = True


def _tr(text: str) -> str:
    return QCoreApplication.translate("Conflict", text)


def words_of(conflict: ConflictView) -> ConflictWords:
    title = field_title(conflict.entity_kind, conflict.field)
    match conflict.kind:
        case "delete_vs_edit" | "edit_vs_delete" if conflict.field == DELETED:
            return ConflictWords(
                _tr(
                    "One of you threw this new entry away while another went on editing it. Throwing it away "
                    "would lose those edits."
                ),
                _tr("The team now"),
                "",
                take=_tr("Keep the entry"),
                keep=_tr("Throw it away"),
                if_kept="",
                values=False,
                may_edit=False,
            )
        case "delete_vs_edit" | "edit_vs_delete":
            return ConflictWords(
                _tr(
                    "Deleted in ServiceTitan, changed here: {field}. Kept, your value stays in LAZI and is sent "
                    "only if the entry comes back."
                ).format(field=title),
                _tr("ServiceTitan now"),
                _tr("deleted there"),
                take=_tr("Let it go"),
                keep=_tr("Keep ours"),
                if_kept=_tr("kept here, not sent"),
                may_edit=False,
            )
        case "unique":
            return ConflictWords(
                _tr(
                    "Two entries share this code. ServiceTitan would refuse one of them: give this one another "
                    "code, or keep both as they are."
                ),
                _tr("The other entry"),
                _tr("has the same code"),
                take="",
                keep=_tr("Keep both"),
                if_kept=_tr("if both are kept"),
            )
        case "duplicate_create":
            return ConflictWords(
                _tr(
                    "ServiceTitan has more than one entry that was made from this one. Look there which is the "
                    "right one and make the other inactive."
                ),
                _tr("Found there"),
                "",
                take="",
                keep=_tr("I have looked"),
                if_kept="",
                may_edit=False,
            )
        case "override_vs_override":
            return ConflictWords(
                _tr(
                    "{field} was changed here and by somebody else of the team, each without seeing the other."
                ).format(field=title),
                _tr("The team now"),
                _tr("changed by somebody else"),
                take=_tr("Take theirs"),
                keep=_tr("Keep ours"),
                if_kept=_tr("if you keep ours"),
            )
    gone = not conflict.theirs_exists
    changed = _tr("{field} was changed here and in ServiceTitan since both were the same.")
    return ConflictWords(
        _tr("ServiceTitan does not have this entry yet.") if gone else changed.format(field=title),
        _tr("ServiceTitan now"),
        _tr("not there") if gone else _tr("changed there"),
        take="" if gone else _tr("Take ServiceTitan's"),
        keep=_tr("Keep ours"),
        if_kept=_tr("if you keep ours"),
    )


def kind_words(conflict: ConflictView) -> str:
    """The kind in a few words, for lists; "" for the usual one."""
    if conflict.kind in ("delete_vs_edit", "edit_vs_delete"):
        if conflict.field == DELETED:
            return _tr("thrown away here, changed by the team")
        return _tr("deleted in ServiceTitan, changed here")
    return {
        "unique": _tr("two entries share this code"),
        "duplicate_create": _tr("made twice in ServiceTitan"),
        "override_vs_override": _tr("changed by somebody else too"),
    }.get(conflict.kind, "")


def is_about_money(conflict: ConflictView) -> bool:
    kind, field = conflict.entity_kind, conflict.field
    return field in FIELDS[kind] and concerns_money(kind, field)


def can_be_ruled(conflict: ConflictView) -> bool:
    """A rule may say which of two values is taken; never of money, never what is there and what is not."""
    return conflict.theirs_exists and not needs_a_person(conflict.kind, conflict.entity_kind, conflict.field)
