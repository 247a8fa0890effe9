"""The lines of a preview: a change, or everything of a new entry, with its effect and what is to be said of it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from uuid import UUID

from PySide6.QtCore import QCoreApplication

from lazi_desktop.domain.assets import PICTURE_FIELDS
from lazi_desktop.domain.habits import warning
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.pending_totals import LIST_PRICE, money_moved
from lazi_desktop.domain.review_rules import Severity, Violation
from lazi_desktop.ports.pricebook import PendingChange
from lazi_desktop.ports.push import PushedField, PushPreview, PushResult
from lazi_desktop.ui.formatting import field_title, money_difference
from lazi_desktop.ui.push.planned import Planned
from lazi_desktop.ui.said import said
from lazi_desktop.ui.sync.difference import CategoryPaths, Difference
from lazi_desktop.ui.sync.list_changes import ListChange, on_paper
from lazi_desktop.ui.sync.new_entries import difference_of, grouped, new_words
from lazi_desktop.ui.sync.people import person
from lazi_desktop.ui.sync.picture_difference import pictures_effect
from lazi_desktop.ui.theme.tokens import Role


def _tr(text: str) -> str:
    return QCoreApplication.translate("PushPreview", text)


@dataclass(frozen=True, slots=True)
class Note:
    text: str
    role: Role


class PreviewRow:
    """What is shown of the values is worked out when it is asked for: a push may have twenty thousand lines."""

    def __init__(
        self,
        changes: tuple[PendingChange, ...],
        note: Note | None,
        by: str,
        change_set: str,
        paths: CategoryPaths,
    ) -> None:
        self.changes = changes
        self.note = note
        self.by = by
        self.change_set = change_set
        self._paths = paths

    @property
    def first(self) -> PendingChange:
        return self.changes[0]

    @property
    def field(self) -> str:
        first = self.first
        return new_words(first.entity_kind) if first.creates else field_title(first.entity_kind, first.field)

    @property
    def effect(self) -> str:
        """By how much money moves, or how many pictures; "" for what is neither."""
        one = self.first
        if one.creates:
            price = next((each for each in self.changes if each.field == LIST_PRICE), None)
            if price is None:
                return ""
            one = price
        if one.field in PICTURE_FIELDS:
            return pictures_effect(one.theirs, one.ours)
        moved = money_moved(one)
        return money_difference(moved) if moved is not None else ""

    @property
    def paths(self) -> CategoryPaths:
        return self._paths

    @cached_property
    def shown(self) -> Difference:
        return difference_of(self.changes, self._paths)


def preview_rows(planned: Planned, read: PushPreview | None, *, me: Collection[str] = ()) -> list[PreviewRow]:
    """Lines with something to say first, serious things before others, then what is new, then by code."""
    by_field, by_entity = _broken(planned.violations)
    found = _found(read)
    people: dict[str, str] = {}
    rows = []
    for changes in grouped([_as_it_is(change, found) for change in planned.plan.changes]):
        first = changes[0]
        if first.by not in people:
            people[first.by] = person(first.by, me)
        rows.append(
            PreviewRow(
                changes,
                _note(planned, changes, found, by_field, by_entity),
                people[first.by],
                planned.sets.get(first.change_set, "") if first.change_set is not None else "",
                planned.paths,
            )
        )
    return sorted(
        rows,
        key=lambda row: (
            _ROLES.index(row.note.role) if row.note is not None else len(_ROLES),
            not row.first.creates,
            row.first.code,
            row.first.field,
        ),
    )


_ROLES = (Role.DANGER, Role.CHANGED, Role.ACCENT, Role.PROVED, Role.NEUTRAL)


def _broken(
    violations: Sequence[Violation],
) -> tuple[Mapping[tuple[EntityKey, str], Violation], Mapping[EntityKey, Violation]]:
    by_field: dict[tuple[EntityKey, str], Violation] = {}
    by_entity: dict[EntityKey, Violation] = {}
    for one in violations:
        by_entity.setdefault(one.key, one)
        for name in one.fields:
            by_field.setdefault((one.key, name), one)
    return by_field, by_entity


def _found(read: PushPreview | None) -> Mapping[UUID, PushedField]:
    return {one.op_id: one for one in read.fields if one.op_id is not None} if read is not None else {}


def _as_it_is(change: PendingChange, found: Mapping[UUID, PushedField]) -> PendingChange:
    """Against ServiceTitan's value as it was just read, where that is another one than is known here."""
    now = found.get(change.op_id)
    if now is None or now.found is None or change.creates:
        return change
    return replace(change, theirs=now.found)


def _note(
    planned: Planned,
    changes: tuple[PendingChange, ...],
    found: Mapping[UUID, PushedField],
    by_field: Mapping[tuple[EntityKey, str], Violation],
    by_entity: Mapping[EntityKey, Violation],
) -> Note | None:
    """What is most to be said: of ServiceTitan as it is now, of the rules, of what it is known to do."""
    notes = [*_now(changes, found)]
    first = changes[0]
    broken = (
        by_entity.get(first.entity_key) if first.creates else by_field.get((first.entity_key, first.field))
    )
    if broken is not None:
        role = Role.DANGER if broken.severity is Severity.SERIOUS else Role.CHANGED
        notes.append(Note(said(broken.text), role))
    habit = next(
        (planned.habits[at] for one in changes if (at := (one.entity_kind, one.field)) in planned.habits),
        None,
    )
    if habit is not None:
        notes.append(Note(said(warning(habit)), Role.CHANGED))
    return min(notes, key=lambda note: _ROLES.index(note.role), default=None)


def _now(changes: tuple[PendingChange, ...], found: Mapping[UUID, PushedField]) -> Iterator[Note]:
    results = [one for change in changes if (one := found.get(change.op_id)) is not None]
    for one in results:
        match one.result:
            case PushResult.CONFLICT:
                words = said(one.detail) or _tr("Changed in ServiceTitan since: a conflict, not sent.")
                yield Note(words, Role.DANGER)
            case PushResult.HELD:
                yield Note(said(one.detail) or _tr("Waits for a conflict to be decided."), Role.CHANGED)
            case PushResult.FAILED:
                yield Note(said(one.detail), Role.DANGER)
            case PushResult.VERIFIED:
                yield Note(_tr("ServiceTitan has it already."), Role.PROVED)
            case PushResult.WAITING if one.detail:
                yield Note(said(one.detail), Role.NEUTRAL)


def texts_of(row: PreviewRow, lists: Mapping[UUID, ListChange]) -> tuple[str, ...]:
    """A line for a table on paper: code, name, field, before, after, effect, by, change-set, note. `lists` by the op
    that changes them."""
    shown = row.shown
    after, effect = on_paper(row.changes, lists, ours=shown.all_ours, effect=row.effect)
    return (
        row.first.code,
        row.first.name,
        row.field,
        shown.all_theirs if not row.first.creates else shown.theirs,
        after,
        effect,
        row.by,
        row.change_set,
        row.note.text if row.note is not None else "",
    )
