"""The fields of a kit's parts, and what they hold, in a person's words."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from uuid import UUID

from PySide6.QtCore import QCoreApplication

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kits.book import KitBook
from lazi_desktop.domain.kits.kit import Choice
from lazi_desktop.domain.kits.parts import KitId
from lazi_desktop.operations.kits.field_titles import TITLES
from lazi_desktop.ui.formatting import NOTHING, flag, number, percent
from lazi_desktop.ui.said import said


def _tr(text: str) -> str:
    return QCoreApplication.translate("KitWords", text)


def part_field_title(field: str) -> str:
    return said(TITLES.get(field, field))


def part_value(field: str, value: object, book: KitBook) -> str:
    """One line; "—" for nothing."""
    if value is None or value == "" or value == () or value == []:
        return NOTHING
    if field == "waste" and isinstance(value, Decimal | int):
        return percent(Decimal(value))
    match value:
        case bool():
            return flag(value)
        case Decimal() | int():
            return number(value)
        case Mapping():
            return ", ".join(f"{name} {part_value(field, one, book)}" for name, one in value.items())
        case Choice():
            return f"{value.label} = {number(value.value)}"
        case list() | tuple() | frozenset():
            return ", ".join(part_value(field, one, book) for one in value)
        case UUID():
            return name_of(str(value), book)
    return name_of(str(value), book) if field in _KEYS else str(value)


_KEYS = frozenset(("sku", "includes", "substitutes", "group", "service"))


def name_of(key: str, book: KitBook) -> str:
    """Of a SKU, kit or group, named as values name it."""
    try:
        uuid = UUID(key)
    except ValueError:
        return key
    sku = book.skus.get(EntityKey(uuid))
    if sku is not None:
        return sku.name or sku.code
    kit = book.kits.get(KitId(uuid))
    if kit is not None:
        return kit.name
    groups = (group for one in book.kits.values() for group in one.groups)
    return next((group.name for group in groups if group.key == uuid), _tr("something removed"))
