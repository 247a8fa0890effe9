"""A timeline's entries in plain words."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from lazi_desktop.domain.field_tables import FIELDS
from lazi_desktop.domain.fields import FieldType
from lazi_desktop.domain.history import Happened, HistoryEntry, Origin
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.ui import dates
from lazi_desktop.ui.formatting import field_title
from lazi_desktop.ui.sync.difference import CategoryPaths, Difference, difference
from lazi_desktop.ui.sync.people import person, sentence_start
from lazi_desktop.ui.theme.icons import Glyph

_LOOKS = {
    Happened.MADE: (Glyph.ADD, "accent"),
    Happened.CHANGED: (Glyph.EDIT, "changed"),
    Happened.REVERTED: (Glyph.REVERT, "text_muted"),
    Happened.SETTLED: (Glyph.REVIEW, "accent"),
    Happened.SUBMITTED: (Glyph.PUSH, "accent"),
    Happened.RECALLED: (Glyph.REVERT, "text_muted"),
    Happened.ARRIVED: (Glyph.ACCEPT, "proved"),
    Happened.DIFFERS: (Glyph.CONFLICT, "danger"),
    Happened.FAILED: (Glyph.CONFLICT, "danger"),
    Happened.NOT_TAKEN: (Glyph.CONFLICT, "danger"),
    Happened.DISCARDED: (Glyph.REMOVE, "text_muted"),
    Happened.CHANGED_THERE: (Glyph.PULL, "accent"),
    Happened.GONE: (Glyph.REMOVE, "danger"),
    Happened.BACK: (Glyph.REVERT, "accent"),
    Happened.ADOPTED: (Glyph.CONNECT, "proved"),
    Happened.PROPOSED: (Glyph.EDIT, "text_muted"),
    Happened.ACCEPTED: (Glyph.ACCEPT, "accent"),
    Happened.REJECTED: (Glyph.REMOVE, "danger"),
    Happened.WITHDRAWN: (Glyph.REVERT, "text_muted"),
    Happened.FILED: (Glyph.REVIEW, "text_muted"),
    Happened.HANDED_OVER: (Glyph.REVIEW, "text_muted"),
    Happened.OTHER: (Glyph.INFO, "text_muted"),
}


_TEXTS = (FieldType.TEXT, FieldType.HTML, FieldType.NOTE)
_ANSWERS = frozenset((Happened.ACCEPTED, Happened.REJECTED, Happened.WITHDRAWN))
_SAID_WHOLE = 100
"""So many letters have room in the lines of a title."""


@dataclass(frozen=True, slots=True)
class EntryWords:
    """`title` says what, `detail` who and how, `tip` all of it; `whole` is the change at full length, "" where the
    title has all of it."""

    title: str
    detail: str
    time: str
    glyph: Glyph
    ink: str
    tip: str
    whole: str = ""


def entry_words(
    entry: HistoryEntry, kind: EntityKind, *, me: Collection[str], categories: CategoryPaths
) -> EntryWords:
    glyph, ink = _LOOKS[entry.happened]
    who = who_words(entry, me)
    told = [who, how_words(entry)]
    if not entry.shared:
        told.append(_tr("not shared yet"))
    if entry.happened in _ANSWERS and entry.after:
        told.append(f"“{entry.after}”")
    if entry.message and not _is_plain(entry):
        told.append(f"“{entry.message}”")
    detail = "  ·  ".join(filter(None, told))
    title, whole = _what(entry, kind, categories)
    tip = "\n".join(
        filter(None, (whole or title, detail, dates.to_the_second(entry.at.astimezone()), entry.device))
    )
    return EntryWords(title, detail, dates.clock(entry.at.astimezone()), glyph, ink, tip, whole)


def who_words(entry: HistoryEntry, me: Collection[str]) -> str:
    """Who did it here. Who did it in ServiceTitan nobody tells us."""
    if entry.origin is Origin.SERVICETITAN:
        return "ServiceTitan"
    if not entry.by:
        return sentence_start(person("", {""}))
    return sentence_start(person(entry.by, me))


def day_words(at: datetime, *, now: datetime) -> str:
    """The heading over a day's entries."""
    then, today = at.astimezone().date(), now.astimezone().date()
    if then == today:
        return _tr("Today")
    if (today - then).days == 1:
        return _tr("Yesterday")
    return dates.full_day(then, year=then.year != today.year)


def _what(entry: HistoryEntry, kind: EntityKind, categories: CategoryPaths) -> tuple[str, str]:
    """In one line, and at full length."""
    name = field_title(kind, entry.field) if entry.field else ""
    if entry.happened is Happened.FAILED:
        return _tr("{field} was refused").format(field=name), str(entry.after or "")
    if entry.happened is Happened.SUBMITTED:
        told = _difference(entry, kind, categories).ours
        return _tr("{field} {value} was to be sent").format(field=name, value=told), ""
    if entry.happened is Happened.RECALLED:
        return _tr("{field} was not to be sent after all").format(field=name), ""
    if entry.happened is Happened.FILED:
        return _tr("{field} went under another change-set").format(field=name), ""
    if entry.happened is Happened.HANDED_OVER:
        return _tr("{field}: {person}'s from here on").format(field=name, person=entry.after), ""
    if entry.happened in _ANSWERS:
        proposed = difference(kind, entry.field, theirs=None, ours=entry.before, categories=categories).ours
        return f"{name}  {_cut(proposed)}", ""
    if entry.field and entry.happened is not Happened.DISCARDED:
        shown = _difference(entry, kind, categories)
        whole = f"{name}  {shown.all_theirs} → {shown.all_ours}"
        field = FIELDS[kind].get(entry.field)
        if field is not None and field.type in _TEXTS and len(whole) <= _SAID_WHOLE and "\n" not in whole:
            return whole, ""
        title = f"{name}  {_cut(shown.theirs)} → {_cut(shown.ours)}"
        return title, "" if title == whole else f"{name}\n{shown.all_theirs}\n→\n{shown.all_ours}"
    words = {
        Happened.MADE: _tr("Made here"),
        Happened.DISCARDED: _tr("Thrown away"),
        Happened.GONE: _tr("No longer in ServiceTitan"),
        Happened.BACK: _tr("Back in ServiceTitan"),
        Happened.ADOPTED: _tr("In ServiceTitan from here on"),
    }
    if entry.happened is Happened.DISCARDED and name:
        return _tr("{field} went with it").format(field=name), ""
    return words.get(entry.happened, entry.message or _tr("Something else")), ""


def _cut(value: str) -> str:
    """So that the value after it has its lines too."""
    return value if len(value) <= _SAID_WHOLE // 2 else f"{value[: _SAID_WHOLE // 2].rstrip()}…"


def _difference(entry: HistoryEntry, kind: EntityKind, categories: CategoryPaths) -> Difference:
    return difference(kind, entry.field, theirs=entry.before, ours=entry.after, categories=categories)


def how_words(entry: HistoryEntry) -> str:
    """What was done to the field, "" where what it is about says it."""
    words = {
        Happened.CHANGED: _tr("changed it here"),
        Happened.REVERTED: _tr("back to ServiceTitan's value"),
        Happened.SETTLED: _tr("settled a conflict"),
        Happened.SUBMITTED: _tr("submitted it"),
        Happened.RECALLED: _tr("took it back before it was sent"),
        Happened.ARRIVED: _tr("has it, read back"),
        Happened.DIFFERS: _tr("shows something else"),
        Happened.FAILED: str(entry.after or _tr("said no")),
        Happened.NOT_TAKEN: _tr("not taken by the team's database"),
        Happened.CHANGED_THERE: _tr("changed there"),
        Happened.PROPOSED: _tr("proposed it"),
        Happened.ACCEPTED: _tr("accepted the proposal"),
        Happened.REJECTED: _tr("rejected the proposal"),
        Happened.WITHDRAWN: _tr("took the proposal back"),
        Happened.HANDED_OVER: _tr("handed it over"),
    }
    return words.get(entry.happened, "")


def _is_plain(entry: HistoryEntry) -> bool:
    """What a single edit is called says no more than the entry itself."""
    return entry.message.startswith("Change ") or entry.happened is Happened.OTHER


def _tr(text: str) -> str:
    return QCoreApplication.translate("History", text)
