"""Lines of the audit log as they are read: one for each field, with what stood there before and after."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from lazi_desktop.domain.audit import AuditOrigin
from lazi_desktop.domain.field_tables import FIELDS
from lazi_desktop.domain.history import Happened, HistoryEntry, Origin, timeline
from lazi_desktop.domain.values import Value
from lazi_desktop.ports.hub_audit import AuditRow
from lazi_desktop.ui.formatting import NOTHING, field_title, kind_title
from lazi_desktop.ui.history.words import entry_words, how_words
from lazi_desktop.ui.sync.difference import CategoryPaths, difference
from lazi_desktop.ui.sync.people import person, sentence_start

_ANSWERS = frozenset((Happened.ACCEPTED, Happened.REJECTED, Happened.WITHDRAWN))

_PULLED = frozenset((Happened.CHANGED_THERE, Happened.GONE, Happened.BACK))
"""What only a pull finds out: somebody in ServiceTitan did it."""


@dataclass(frozen=True, slots=True)
class AuditLine:
    """`before` and `after` are short enough for a cell, `all_…` is the whole of it; `about` is the entry."""

    row: AuditRow
    when: str
    who: str
    about: str
    field: str
    before: str
    after: str
    all_before: str
    all_after: str
    happened: str
    is_figure: bool = False


def lines_of(
    rows: Sequence[AuditRow], *, me: Collection[str], categories: CategoryPaths, only_field: str = ""
) -> list[AuditLine]:
    """What a pull changed in one go is a line for each field; with `only_field` just that one."""
    made = []
    for row in rows:
        entries = timeline([row.recorded])
        wanted = [one for one in entries if not only_field or one.field == only_field] or entries[:1]
        made += [_line(row, entry, me, categories) for entry in wanted]
    return made


def field_choices() -> Mapping[str, str]:
    """Every field by its title, those of the same title once."""
    titles: dict[str, str] = {}
    for kind, fields in FIELDS.items():
        for name in fields:
            titles.setdefault(name, field_title(kind, name))
    return dict(sorted(titles.items(), key=lambda one: one[1].casefold()))


def _line(row: AuditRow, entry: HistoryEntry, me: Collection[str], categories: CategoryPaths) -> AuditLine:
    short, whole, is_figure = _values(row, entry, categories)
    return AuditLine(
        row=row,
        when=f"{entry.at.astimezone():%Y-%m-%d %H:%M}",
        who=_who(entry, me),
        about="  ".join(filter(None, (row.code, row.name))) or NOTHING,
        field=_field(row, entry),
        before=short[0],
        after=short[1],
        all_before=whole[0],
        all_after=whole[1],
        happened=_happened(row, entry, me, categories),
        is_figure=is_figure,
    )


def _who(entry: HistoryEntry, me: Collection[str]) -> str:
    """What came from ServiceTitan nobody did here, but somebody's pull or push told of it."""
    who = person(entry.by, me)
    if entry.happened in _PULLED:
        return _tr("ServiceTitan, pulled by {who}").format(who=" · ".join(filter(None, (who, entry.device))))
    there = "ServiceTitan" if entry.origin is Origin.SERVICETITAN else ""
    return " · ".join(filter(None, (there, sentence_start(who), entry.device)))


def _field(row: AuditRow, entry: HistoryEntry) -> str:
    if not entry.field:
        return kind_title(row.kind, 1).capitalize() if row.kind is not None else ""
    kind = row.kind or next((kind for kind, fields in FIELDS.items() if entry.field in fields), None)
    return field_title(kind, entry.field) if kind is not None else entry.field


def _values(
    row: AuditRow, entry: HistoryEntry, categories: CategoryPaths
) -> tuple[tuple[str, str], tuple[str, str], bool]:
    nothing = "", ""
    if entry.happened in (Happened.FILED, Happened.GONE, Happened.ADOPTED):
        return nothing, nothing, False
    before, after = entry.before, entry.after
    if entry.happened in (Happened.FAILED, Happened.HANDED_OVER) or entry.happened in _ANSWERS:
        before, after = None, entry.before  # what stands after it are somebody's words
    if row.kind is None or not entry.field:
        told = _plain(before), _plain(after)
        return told, told, False
    shown = difference(row.kind, entry.field, theirs=before, ours=after, categories=categories)
    return (shown.theirs, shown.ours), (shown.all_theirs, shown.all_ours), shown.is_number


def _plain(value: Value) -> str:
    """Of what is no field of an entry."""
    if value is None or value == "":
        return ""
    if isinstance(value, Mapping):
        return ", ".join(f"{name}: {_plain(inner)}" for name, inner in value.items())
    if isinstance(value, list):
        return ", ".join(map(_plain, value))
    return str(value)


def _happened(row: AuditRow, entry: HistoryEntry, me: Collection[str], categories: CategoryPaths) -> str:
    if entry.happened is Happened.OTHER:
        return _other_words(row.recorded.action)
    words = how_words(entry)
    if not words and row.kind is not None:
        words = entry_words(entry, row.kind, me=me, categories=categories).title
    said = [_sentence(words)]
    if entry.happened in _ANSWERS and entry.after:
        said.append(f"“{entry.after}”")
    if entry.message and not entry.message.startswith("Change "):
        said.append(f"“{entry.message}”")
    return "  ".join(filter(None, said))


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]


def _other_words(action: str) -> str:
    return {
        "kit": _tr("Changed the kit"),
        "change_set": _tr("Change-set"),
        "identify": _tr("Said which one it is in ServiceTitan"),
        "reference": _tr("List changed in ServiceTitan"),
        "twins": _tr("Made twice in ServiceTitan"),
        "rule": _tr("Rule for conflicts"),
        "view": _tr("View of the team"),
        "member": _tr("Who is in the team"),
        "team settings": _tr("What holds for everybody"),
        "restored": _tr("A backup was brought back"),
        "picture uploaded": _tr("Picture sent"),
        "picture gone": _tr("Picture dropped by ServiceTitan"),
        "picture proved": _tr("Picture proved"),
    }.get(action.partition(":")[0], action)


def origin_words(origin: AuditOrigin) -> str:
    return {
        AuditOrigin.EDIT: _tr("Edits"),
        AuditOrigin.PULL: _tr("Pulls"),
        AuditOrigin.PUSH: _tr("Pushes"),
        AuditOrigin.OTHER: _tr("Rules, views, people, pictures"),
    }[origin]


def _tr(text: str) -> str:
    return QCoreApplication.translate("Audit", text)
