"""What conflicts that look alike have in common, as a sentence."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from lazi_desktop.domain.conflict_lines import Move, Pattern
from lazi_desktop.domain.field_tables import FIELDS
from lazi_desktop.ui.formatting import field_title


def _tr(text: str) -> str:
    return QCoreApplication.translate("Conflict", text)


def pattern_words(pattern: Pattern) -> str:
    """`ServiceTitan raised price, we raised price`; "" where the kind of conflict says all."""
    if any(name not in FIELDS[pattern.entity_kind] for name in pattern.fields):
        return ""
    other = _tr("the team") if pattern.conflict_kind == "override_vs_override" else "ServiceTitan"
    if pattern.conflict_kind not in ("override_vs_override", "override_vs_st"):
        return ""
    return _tr("{other} {what_they_did}, we {what_we_did}").format(
        other=other,
        what_they_did=_side(pattern, pattern.theirs),
        what_we_did=_side(pattern, pattern.ours),
    )


def _side(pattern: Pattern, moves: Sequence[Move]) -> str:
    verbs = {
        Move.RAISED: _tr("raised {fields}"),
        Move.LOWERED: _tr("lowered {fields}"),
        Move.CHANGED: _tr("changed {fields}"),
        Move.EMPTIED: _tr("emptied {fields}"),
    }
    by_move: dict[Move, list[str]] = {}
    for name, move in zip(pattern.fields, moves, strict=True):
        by_move.setdefault(move, []).append(field_title(pattern.entity_kind, name).lower())
    return ", ".join(verbs[move].format(fields=_listed(titles)) for move, titles in by_move.items())


def _listed(titles: Sequence[str]) -> str:
    if len(titles) < 2:
        return "".join(titles)
    return _tr("{some} and {last}").format(some=", ".join(titles[:-1]), last=titles[-1])
