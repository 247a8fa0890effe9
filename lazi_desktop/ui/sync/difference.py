"""What a change changes, in words: the categories that come and go, the part of a text that is another."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Any

from PySide6.QtCore import QCoreApplication

from lazi_desktop.domain.assets import PICTURE_FIELDS
from lazi_desktop.domain.field_tables import FIELDS
from lazi_desktop.domain.fields import Field, FieldType
from lazi_desktop.domain.kinds import EntityKind, Tree
from lazi_desktop.domain.values import Value, same
from lazi_desktop.ports.queries import PricebookQueries
from lazi_desktop.ui.formatting import NOTHING, format_field, is_right_aligned, plain_text
from lazi_desktop.ui.listed import is_listed, listed_words
from lazi_desktop.ui.numerals import whole
from lazi_desktop.ui.sync.picture_difference import picture_names, pictures_shown

CategoryPaths = Mapping[int | str, Sequence[str]]
"""Where each category hangs, from the root, by what a value names it with: ServiceTitan's id, or its key."""

_OF_CATEGORIES = frozenset({"categories", "parent_id"})
_SHORT = 24  # a text that is no longer is shown whole
_TEXTS = (FieldType.TEXT, FieldType.HTML, FieldType.NOTE)


@dataclass(frozen=True, slots=True)
class Difference:
    """Two values as a cell shows them; `all_…` is the whole of it for the tooltip."""

    theirs: str
    ours: str
    all_theirs: str
    all_ours: str
    is_number: bool = False


def wants_categories(fields: Iterable[str]) -> bool:
    return not _OF_CATEGORIES.isdisjoint(fields)


def category_paths(queries: PricebookQueries) -> CategoryPaths:
    """Read it away from the UI thread."""
    paths: dict[int | str, Sequence[str]] = {}
    for tree in Tree:
        by_key: dict[Any, tuple[str, ...]] = {}
        for node in queries.categories(tree):
            above = by_key.get(node.parent_key, ()) if node.parent_key is not None else ()
            by_key[node.key] = (*above, node.name)
            paths[str(node.key) if node.remote_id is None else node.remote_id] = by_key[node.key]
    return paths


def difference(
    kind: EntityKind, name: str, *, theirs: Value, ours: Value, categories: CategoryPaths
) -> Difference:
    """What `ours` makes of `theirs`."""
    field = FIELDS[kind].get(name)
    if field is not None and not (field.holds(theirs) and field.holds(ours)):
        plain = format_field(kind, name, theirs), format_field(kind, name, ours)
        return Difference(*plain, *plain)
    all_theirs = whole_value(kind, name, theirs, categories)
    all_ours = whole_value(kind, name, ours, categories)
    if name == "categories" and not same(theirs or [], ours or []):
        all_ours = "\n".join(_moves(theirs or [], ours or [], lambda one: _path(one, categories)))
    shown = _shown(kind, name, theirs, ours, categories)
    figures = is_right_aligned(kind, name) and name not in _OF_CATEGORIES
    return Difference(*shown, all_theirs, all_ours, figures)


def whole_value(kind: EntityKind, name: str, value: Value, categories: CategoryPaths) -> str:
    """The value at its full length; lists of categories one to a line."""
    if name == "categories" and isinstance(value, list):
        names = sorted(_path(one, categories) for one in value)
        return "\n".join(names) or QCoreApplication.translate("Values", "none")
    if name == "parent_id" and value:
        return _path(value, categories)
    if name in PICTURE_FIELDS and value:
        return "\n".join(picture_names(value))
    field = FIELDS[kind].get(name)
    if field is not None and field.type is FieldType.HTML and value:
        return plain_text(value) or NOTHING
    return format_field(kind, name, value)


def _shown(
    kind: EntityKind, name: str, theirs: Value, ours: Value, categories: CategoryPaths
) -> tuple[str, str]:
    field = FIELDS[kind].get(name)
    plain = format_field(kind, name, theirs), format_field(kind, name, ours)
    if field is None:
        return plain
    if name == "parent_id":
        first, second = (whole_value(kind, name, value, categories) for value in (theirs, ours))
        return first, second
    if name in PICTURE_FIELDS:
        return pictures_shown(theirs, ours)
    if name == "categories":
        return _categories(theirs or [], ours or [], categories)
    if field.type in _TEXTS:
        return _texts(theirs, ours, *plain)
    if isinstance(theirs, Mapping) and isinstance(ours, Mapping):
        return _members(theirs, ours, plain)
    if field.type is FieldType.TAGS:
        return plain
    if is_listed(name) and _is_list(theirs) and _is_list(ours):
        moves = _moves(theirs or [], ours or [], lambda one: listed_words(name, one))
        return plain[0], "  ".join(moves) or plain[1]
    if _is_list(theirs) and _is_list(ours) and not same(theirs, ours):
        return plain[0], _counts(field, theirs or [], ours or [])
    return plain


def _is_list(value: Value) -> bool:
    return value is None or isinstance(value, list)


# ---------------------------------------------------------------------------------------------------------- categories


def _categories(
    theirs: Collection[int | str], ours: Collection[int | str], categories: CategoryPaths
) -> tuple[str, str]:
    def name(one: int | str) -> str:
        return _short_path(one, categories)

    nothing = QCoreApplication.translate("Values", "none")
    there = ", ".join(sorted(map(name, theirs))) or nothing
    return there, "  ".join(_moves(theirs, ours, name)) or there


def _moves(
    theirs: Collection[int | str], ours: Collection[int | str], name: Callable[[int | str], str]
) -> list[str]:
    added = sorted(name(one) for one in set(ours) - set(theirs))
    removed = sorted(name(one) for one in set(theirs) - set(ours))
    return [f"+ {one}" for one in added] + [f"− {one}" for one in removed]


def _path(reference: int | str, categories: CategoryPaths) -> str:
    return " › ".join(categories.get(reference, (f"#{reference}",)))


def _short_path(reference: int | str, categories: CategoryPaths) -> str:
    """Its name and what it hangs in."""
    return " › ".join(tuple(categories.get(reference, (f"#{reference}",)))[-2:])


# --------------------------------------------------------------------------------------------------------------- texts


def _texts(theirs: Value, ours: Value, there: str, here: str) -> tuple[str, str]:
    if theirs != ours and there == here and theirs and ours:  # only the markup is another
        there, here = " ".join(str(theirs).split()), " ".join(str(ours).split())
    if there == here or NOTHING in (there, here) or max(len(there), len(here)) <= _SHORT:
        return there, here
    alike = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(there, here, strict=False)))
    cut = _start_of_word_before(there[:alike])
    return (there, here) if cut < 2 else (f"…{there[cut:]}", f"…{here[cut:]}")


def _start_of_word_before(beginning: str) -> int:
    """Where the last whole word starts: "pleated MERV 1" → at "MERV"."""
    last = beginning.rfind(" ")
    return beginning.rfind(" ", 0, last) + 1 if last > 0 else 0


# ---------------------------------------------------------------------------------------------------------- structures


def _members(theirs: Mapping[str, Any], ours: Mapping[str, Any], plain: tuple[str, str]) -> tuple[str, str]:
    """A structure whose name stays says which of its members are others."""
    moved = [name for name in {**theirs, **ours} if not same(theirs.get(name), ours.get(name))]
    if plain[0] != plain[1] or not moved:
        return plain
    if len(moved) == 1:
        title = _spoken(moved[0])
        return f"{title}: {_brief(theirs.get(moved[0]))}", f"{title}: {_brief(ours.get(moved[0]))}"
    changed = QCoreApplication.translate("Difference", "{n} changed").format(n=whole(len(moved)))
    return plain[0], f"{changed}: {', '.join(_spoken(name) for name in moved)}"


def entry_words(field: Field, entry: Value) -> str:
    """`quantity 2, memo "spare"`: all of an entry but what it is called by."""
    if not isinstance(entry, Mapping):
        return ""
    told = {name: value for name, value in entry.items() if name not in (field.entry_key, "id", "vendorName")}
    return ", ".join(
        f"{_spoken(name)} {value}"
        for name, value in told.items()
        if value not in (None, "", []) and value is not False
    )


def _spoken(name: str) -> str:
    """`vendorPart` → `vendor part`."""
    return "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in name)


def _brief(value: Any) -> str:
    return NOTHING if value is None or value == "" else str(value)


def _counts(field: Field, theirs: Sequence[Any], ours: Sequence[Any]) -> str:
    before, after = _by_key(field, theirs), _by_key(field, ours)
    added = len(after.keys() - before.keys())
    removed = len(before.keys() - after.keys())
    changed = sum(not same(before[key], after[key]) for key in before.keys() & after.keys())
    parts = (
        (added, QCoreApplication.translate("Difference", "{n} added")),
        (removed, QCoreApplication.translate("Difference", "{n} removed")),
        (changed, QCoreApplication.translate("Difference", "{n} changed")),
    )
    told = ", ".join(words.format(n=whole(count)) for count, words in parts if count)
    return told or QCoreApplication.translate("Difference", "another order")


def _by_key(field: Field, entries: Sequence[Any]) -> dict[str, Any]:
    """Entries by what makes them the same one; without that, an entry that changed is another."""
    found = {}
    for entry in entries:
        named = entry.get(field.entry_key or "id") if isinstance(entry, Mapping) else None
        found[repr(entry) if named is None else str(named)] = entry
    return found
