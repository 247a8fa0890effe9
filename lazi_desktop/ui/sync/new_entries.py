"""What ServiceTitan does not have yet, told as one thing: a new entry is one line, however many fields it has."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Protocol, TypeVar

from PySide6.QtCore import QCoreApplication

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.ports.pricebook import PendingChange
from lazi_desktop.ui.formatting import NOTHING, counted, field_title, kind_title
from lazi_desktop.ui.sync.difference import CategoryPaths, Difference, difference, whole_value


class OfEntity(Protocol):
    @property
    def entity_key(self) -> EntityKey: ...


T = TypeVar("T", bound=OfEntity)


def _tr(text: str) -> str:
    return QCoreApplication.translate("NewEntries", text)


def new_words(kind: EntityKind) -> str:
    """`new material`"""
    return _tr("new {kind}").format(kind=kind_title(kind, 1))


def fields_words(count: int) -> str:
    return counted(count, _tr("field"), _tr("fields"))


def grouped(changes: Iterable[PendingChange]) -> list[tuple[PendingChange, ...]]:
    """Changes one by one, those of a new entry together; in the order in which they come."""
    return together(changes, lambda change: change.creates)


def together(items: Iterable[T], is_new: Callable[[T], bool]) -> list[tuple[T, ...]]:
    found: list[list[T]] = []
    places: dict[EntityKey, list[T]] = {}
    for item in items:
        group = places.get(item.entity_key) if is_new(item) else None
        if group is not None:
            group.append(item)
            continue
        found.append([item])
        if is_new(item):
            places[item.entity_key] = found[-1]
    return [tuple(group) for group in found]


def difference_of(changes: Sequence[PendingChange], categories: CategoryPaths) -> Difference:
    """What one line shows: a change, or everything of a new entry."""
    first = changes[0]
    if not first.creates:
        return difference(
            first.entity_kind, first.field, theirs=first.theirs, ours=first.ours, categories=categories
        )
    whole = "\n".join(
        f"{field_title(one.entity_kind, one.field)}: "
        f"{whole_value(one.entity_kind, one.field, one.ours, categories)}"
        for one in changes
    )
    there = _tr("ServiceTitan does not have it yet.")
    return Difference(NOTHING, fields_words(len(changes)), there, whole)
