"""Fields and their values in one line of a terminal."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from lazi_desktop.domain.assets import PICTURE_FIELDS, Asset, read_assets
from lazi_desktop.domain.field_tables import FIELDS
from lazi_desktop.domain.fields import FieldType
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.pictures import local_digest
from lazi_desktop.domain.values import Value

LONGEST = 60


def field_title(kind: EntityKind, name: str) -> str:
    field = FIELDS[kind].get(name)
    return field.title if field is not None else name


def value_words(kind: EntityKind, name: str, value: Value) -> str:
    field = FIELDS[kind].get(name)
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
