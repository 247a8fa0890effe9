"""Fields and their values in one line of a terminal."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from lazi_desktop.domain.assets import PICTURE_FIELDS, Asset, read_assets
from lazi_desktop.domain.field_tables import FIELDS
from lazi_desktop.domain.fields import FieldType
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.listed_fields import LISTED_FIELDS, NAMED_LISTS, NO_NAMES, ListedNames
from lazi_desktop.domain.pictures import local_digest
from lazi_desktop.domain.values import Value
from lazi_desktop.ports.hub import Hub

LONGEST = 60


def field_title(kind: EntityKind, name: str) -> str:
    field = FIELDS[kind].get(name)
    return field.title if field is not None else name


async def read_listed_names(hub: Hub) -> ListedNames:
    rows = await hub.listed_rows()
    return ListedNames(
        (row.name, row.remote_id, row.title, row.active) for row in rows if row.name in NAMED_LISTS
    )


def listed_words(name: str, value: Value, names: ListedNames) -> list[str]:
    """`Heater Service (No. 12)`: what the rows of a list are called that a field's value names by their numbers; none
    where it names none."""
    if name not in LISTED_FIELDS:
        return []
    numbers = value if isinstance(value, list) else [value]
    return [_row_words(name, one, names) for one in numbers if isinstance(one, int)]


def _row_words(name: str, number: int, names: ListedNames) -> str:
    row = names.of_field(name, number)
    if row is None:
        return f"No. {number}, not in the list (yet)"
    return f"{row.name} (No. {number})" if row.active else f"{row.name} (No. {number}, inactive)"


def value_words(kind: EntityKind, name: str, value: Value, names: ListedNames = NO_NAMES) -> str:
    field = FIELDS[kind].get(name)
    if listed := listed_words(name, value, names):
        return _clipped(", ".join(sorted(listed, key=str.casefold)))
    if name in PICTURE_FIELDS and value:
        return _clipped(", ".join(map(_picture, read_assets(value))))
    match value:
        case None:
            return "nothing"
        case bool():
            return "yes" if value else "no"
        case int() | Decimal() if field is not None and field.type is FieldType.MONEY:
            return f"{Decimal(value).quantize(Decimal('0.01')):,}" if _in_cents(value) else f"{value:,f}"
        case int() | Decimal():
            return f"{value:f}" if isinstance(value, Decimal) else str(value)
        case list() if all(isinstance(one, int | str) for one in value):
            return _clipped(", ".join(map(str, value))) if value else "nothing"
        case list() | Mapping():
            return "1 entry" if len(value) == 1 else f"{len(value):,} entries"
    return f"“{_clipped(str(value))}”"


def _picture(asset: Asset) -> str:
    is_unnamed = asset.name == asset.address and local_digest(asset.address) is not None
    return "a new picture" if is_unnamed else asset.name


def _in_cents(value: int | Decimal) -> bool:
    return Decimal(value) * 100 % 1 == 0


def _clipped(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…"
