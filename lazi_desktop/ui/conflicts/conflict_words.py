"""What each kind of conflict is, in words, and which answers it can have."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from lazi_desktop.domain.conflict_rules import concerns_money, needs_a_person
from lazi_desktop.domain.field_tables import FIELDS
from lazi_desktop.ports.pricebook import ConflictView
from lazi_desktop.ui.formatting import counted, field_title
from lazi_desktop.ui.sync.people import possessive, sentence_start

DELETED = "deleted"
"""The field of a conflict about the entry itself: somebody threw away what others went on editing."""


@dataclass(frozen=True, slots=True)
class ConflictWords:
    """`take` and `keep` name the two answers; "" where there is no such answer."""

    explanation: str
    theirs: str
    """Heading of the other side's value."""
    theirs_small: str
    """"" where who made it says more."""
    take: str
    keep: str
    if_kept: str
    values: bool = True
    """Base, theirs and ours say something to a person."""
    may_edit: bool = True
    ours: str = ""
    """Heading of our value, where "Ours" would be wrong."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("Conflict", text)


def words_of(conflict: ConflictView, *, author: str = "", other: str = "") -> ConflictWords:
    """`author` and `other` made `ours` and `theirs`, as the person at this computer is told: "" where nobody knows."""
    title = field_title(conflict.entity_kind, conflict.field)
    match conflict.kind:
        case "delete_vs_edit" | "edit_vs_delete" if conflict.field == DELETED:
            return ConflictWords(
                _discarded_words(conflict, author),
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
            return _between_two(conflict, title, author, other)
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


def _discarded_words(conflict: ConflictView, author: str) -> str:
    """Of a new entry that somebody threw away; `ours` names the edits that this would lose."""
    lost = len(conflict.ours) if isinstance(conflict.ours, list | tuple) else 0
    edits = counted(lost, _tr("edit"), _tr("edits")) if lost else _tr("the edits")
    who = sentence_start(author) if author else _tr("Somebody")
    return _tr(
        "{who} threw this new entry away while it was still being edited. Throwing it away would lose {edits}."
    ).format(who=who, edits=edits)


def _between_two(conflict: ConflictView, title: str, author: str, other: str) -> ConflictWords:
    """Two of the team without seeing each other: `theirs` is in effect, `ours` lost, whoever made it."""
    if conflict.mine or not author:
        by = other or _tr("somebody else of the team")
        return ConflictWords(
            _tr("{field} was changed here and by {other}, each without seeing the other.").format(
                field=title, other=by
            ),
            _tr("The team now"),
            "" if other else _tr("changed by somebody else"),
            take=_tr("Take {whose}").format(whose=possessive(other)) if other else _tr("Take theirs"),
            keep=_tr("Keep ours"),
            if_kept=_tr("if you keep ours"),
        )
    named = other and other != author  # one person on two computers: both values are theirs
    return ConflictWords(
        _tr("{field} was changed by {other} and by {author}, each without seeing the other.").format(
            field=title, other=other or _tr("somebody of the team"), author=author
        ),
        _tr("The team now"),
        "" if other else _tr("in effect"),
        take=_tr("Keep {whose}").format(whose=possessive(other)) if named else _tr("Keep what is in effect"),
        keep=_tr("Take {whose}").format(whose=possessive(author)) if named else _tr("Take the other"),
        if_kept=_tr("if you take {whose}").format(whose=possessive(author)),
        ours=sentence_start(possessive(author)),
    )


def kind_words(conflict: ConflictView) -> str:
    """The kind in a few words, for lists; "" for the usual one."""
    if conflict.kind in ("delete_vs_edit", "edit_vs_delete"):
        if conflict.field == DELETED:
            return (
                _tr("thrown away here, changed by the team")
                if conflict.mine
                else _tr("thrown away by somebody of the team, changed here")
            )
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
    """A rule may say which of two values is taken; never of money, never what is there and what is not. Between two
    others of the team, or seen from the side that is in effect, "ours" and "theirs" would be misread."""
    misread = conflict.kind == "override_vs_override" and not conflict.mine
    return (
        conflict.theirs_exists
        and not misread
        and not needs_a_person(conflict.kind, conflict.entity_kind, conflict.field)
    )
