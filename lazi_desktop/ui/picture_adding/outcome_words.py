"""What came of adding pictures, as a person is told."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from lazi_desktop.domain.errors import Cancelled
from lazi_desktop.ui.formatting import counted
from lazi_desktop.ui.numerals import whole
from lazi_desktop.ui.picture_adding.adding import Outcome
from lazi_desktop.ui.said import said


def outcome_words(outcome: Outcome) -> str:
    """In one line; details are for `details_of`."""
    if isinstance(outcome.error, Cancelled):
        return _tr("Cancelled: nothing was changed.")
    words = [_what_was_done(outcome)]
    if outcome.error is not None:
        words.append(said(outcome.error.detail))
    left = outcome.left_out
    if len(left) == 1:
        words.append(_tr("{name}: {why}").format(name=left[0].name, why=said(left[0].why)))
    elif left:
        words.append(_tr("{count} could not be added.").format(count=whole(len(left))))
    if outcome.remarks and not left:
        words.append(_changed_words(outcome.remarks))
    return " ".join(word for word in words if word)


def details_of(outcome: Outcome) -> list[tuple[str, str]]:
    """Of each file that something has to be told about, its name and the words: those left out first."""
    return [
        *((one.name, said(one.why)) for one in outcome.left_out),
        *((name, said(words)) for name, words in outcome.remarks),
    ]


def _what_was_done(outcome: Outcome) -> str:
    if outcome.error is not None:
        return f"{said(outcome.error.title)}."
    if not outcome.added:
        return "" if outcome.left_out else _tr("It is there already.")
    if outcome.is_proposed:
        return _tr("Proposed. A manager decides.")
    if outcome.replaced:
        return _tr("Replaced.")
    pictures = counted(outcome.added, _tr("picture"), _tr("pictures"))
    if outcome.entries == 1:
        return _tr("Added {pictures}.").format(pictures=pictures)
    entries = counted(outcome.entries, _tr("entry"), _tr("entries"))
    return _tr("Added {pictures} to {entries}.").format(pictures=pictures, entries=entries)


def _changed_words(remarks: Sequence[tuple[str, str]]) -> str:
    if len(remarks) == 1:
        return said(remarks[0][1])
    return _tr("{count} notes on how they were prepared.").format(count=whole(len(remarks)))


def _tr(text: str) -> str:
    return QCoreApplication.translate("PictureAdding", text)
