"""What undo and redo did, as a sentence: "Undone: price of AF-1001, back to 8.51."."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from lazi_desktop.domain.field_tables import FIELDS
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.ops import Changes
from lazi_desktop.ports.pricebook import EntityDetail
from lazi_desktop.ports.queries import PricebookQueries
from lazi_desktop.ui.formatting import format_value, kind_title
from lazi_desktop.ui.said import said, said_value

UNDO, REDO = "Undo: ", "Redo: "
"""Before the label of the step."""
_VERBS = ("Change ", "Revert ")
_LONGEST = 40  # a value in a message


def undone_words(changes: Changes, detail: EntityDetail | None) -> str:
    """`detail` is the one entry that was changed, as it is now; None for several."""
    label = changes.label
    if label.startswith(UNDO):
        done, value = _tr("Undone: {what}."), _tr("{what} of {code}, back to {value}")
    elif label.startswith(REDO):
        done, value = _tr("Done again: {what}."), _tr("{what} of {code}, now {value}")
    else:
        return f"{said(label)}."
    what = label.removeprefix(UNDO).removeprefix(REDO)
    for verb in _VERBS:
        what = what.removeprefix(verb)
    if detail is None:
        return done.format(what=said(what))
    code = str(detail.effective.get("code") or detail.effective.get("name") or kind_title(detail.kind, 1))
    if code in what:
        return done.format(what=said(what))
    shown = _value(detail.kind, what, detail)
    named = said_value(what)
    if not shown:
        return done.format(what=_tr("{what} of {code}").format(what=named, code=code))
    return done.format(what=value.format(what=named, code=code, value=shown))


def the_one_entry(changes: Changes, queries: PricebookQueries) -> EntityDetail | None:
    return queries.detail(next(iter(changes.keys))) if len(changes.keys) == 1 else None


def _value(kind: EntityKind, what: str, detail: EntityDetail) -> str:
    """The value of the field that the label names; "" where it names several, or one that is long."""
    field = next((field for field in FIELDS[kind].values() if field.title.lower() == what), None)
    if field is None or isinstance(detail.effective.get(field.name), list | dict):
        return ""
    shown = format_value(field, detail.effective.get(field.name))
    return shown if len(shown) <= _LONGEST else ""


def _tr(text: str) -> str:
    return QCoreApplication.translate("Undone", text)
