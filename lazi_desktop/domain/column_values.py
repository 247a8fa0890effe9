"""What a field's value comes to in a column that people sort, filter and count by.

A structured value shows what names it best: vendors by their names, tags by their words, a warranty by its length.
Links, ids, images and variations are counted; categories go by their names, which only who knows the tree can tell.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from lazi_desktop.domain.field_tables import FIELDS
from lazi_desktop.domain.fields import FieldType
from lazi_desktop.domain.kinds import SKU_KINDS
from lazi_desktop.domain.listed_fields import LISTED_FIELDS, NO_NAMES, ListedNames
from lazi_desktop.domain.values import Value

CATEGORIES = "categories"
JOINED_BY = "; "
YES, NO = "true", "false"
"""The texts of a flag."""
LINKED_COST, LINKED_MARGIN = "linked_cost", "linked_margin"
"""Columns that no field is behind: `linked_cost` works them out."""
LINKED_COLUMNS = frozenset((LINKED_COST, LINKED_MARGIN))
INCOMPLETE = "incomplete"
"""What they hold where the cost of something linked is not known."""

_TAG = re.compile(r"<[^<>]*>")
_DAY = len("2026-03-01")
_VENDORS = ("primary_vendor", "other_vendors")
_WITHOUT_FIELD = {LINKED_COST: FieldType.MONEY, LINKED_MARGIN: FieldType.NUMBER}


@dataclass(frozen=True, slots=True)
class ColumnValue:
    """Of something, never of nothing. `number` where the column is one of numbers; it orders flags, too. Of a moment
    the text is the day, and `moment` the whole."""

    text: str
    number: Decimal | int | None = None
    moment: str = ""


def plain_text(markup: str) -> str:
    """HTML as the words it shows."""
    if "<" in markup:
        markup = _TAG.sub(" ", markup)
    return html.unescape(markup) if "&" in markup else markup


@cache
def type_of(name: str) -> FieldType:
    """Raises KeyError for a field that no kind of SKU has."""
    if name in _WITHOUT_FIELD:
        return _WITHOUT_FIELD[name]
    for kind in SKU_KINDS:
        if name in FIELDS[kind]:
            return FIELDS[kind][name].type
    raise KeyError(name)


@cache
def is_counted(name: str) -> bool:
    """Whether the column shows how many there are. Raises KeyError like `type_of`."""
    if name == "assets":
        return True
    return type_of(name) in (FieldType.IDS, FieldType.ENTRIES) and name not in (CATEGORIES, *_VENDORS)


def is_of_numbers(name: str) -> bool:
    """Whether the column is ordered by number. Raises KeyError like `type_of`."""
    if name in LISTED_FIELDS:
        return False
    of_numbers = (FieldType.MONEY, FieldType.NUMBER, FieldType.INTEGER, FieldType.FLAG)
    return type_of(name) in of_numbers or is_counted(name) or name.endswith("warranty")


def column_value(name: str, value: Value, names: ListedNames = NO_NAMES) -> ColumnValue | None:
    """Of a canonical value; None where there is nothing. `names` tells what a row of a list is called."""
    if name in LISTED_FIELDS and value is not None:
        row = names.of_field(name, value)
        return ColumnValue(row.name if row is not None else str(value))
    match value:
        case None | "":
            return None
        case bool():
            return ColumnValue(YES if value else NO, int(value))
        case int() | Decimal():
            return ColumnValue(str(value), value)
        case str():
            return _of_text(name, value)
        case Mapping():
            return _of_structure(name, value)
        case list():
            if not value:
                return None
            if is_counted(name):
                return ColumnValue(str(len(value)), len(value))
            return _of_text(name, JOINED_BY.join(filter(None, map(_word, value))))
    raise TypeError(f"{name}: not a canonical value")


def _of_text(name: str, value: str) -> ColumnValue | None:
    kind = type_of(name)
    if kind is FieldType.MOMENT:
        return ColumnValue(value[:_DAY], moment=value)
    text = " ".join((plain_text(value) if kind is FieldType.HTML else value).split())
    return ColumnValue(text) if text else None


def _of_structure(name: str, value: Mapping[str, Value]) -> ColumnValue | None:
    if name in _VENDORS:
        return _of_text(name, _word(value))
    if name.endswith("warranty"):
        duration = value.get("duration")
        if isinstance(duration, int) and duration:
            return ColumnValue(str(duration), duration)
        return None  # ServiceTitan writes one of no length for none
    parts = [str(one) for one in value.values() if isinstance(one, str | int | Decimal) and one != ""]
    return _of_text(name, " × ".join(parts))


def _word(value: Value) -> str:
    """What a vendor, a tag or an id is called."""
    if isinstance(value, Mapping):
        value = value.get("vendorName") or value.get("vendorId") or value.get("name")
    return "" if value is None else str(value)
