"""How values are written for a person: in the grid, the inspector, a conflict, a report. The same everywhere."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

from PySide6.QtCore import QCoreApplication

from lazi_desktop.domain.field_tables import FIELDS
from lazi_desktop.domain.fields import Field, FieldType
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.moments import parse_moment
from lazi_desktop.domain.pictures import local_digest
from lazi_desktop.domain.references import local_reference
from lazi_desktop.domain.values import Value
from lazi_desktop.ui import dates
from lazi_desktop.ui.listed import is_listed, listed_edit_text, listed_words, listed_words_of, vendor_words
from lazi_desktop.ui.numerals import plain, spelled, whole
from lazi_desktop.ui.translatable import QT_TRANSLATE_NOOP

NOTHING = "—"
_CENT = Decimal("0.01")

_BREAKS = re.compile(r"<\s*(?:br|/p|/div|/li|/h[1-6]|/tr)\s*/?\s*>", re.IGNORECASE)
_TAGS = re.compile(r"<[^<>]{1,2000}>")


def format_value(field: Field, value: Value) -> str:
    """One line that shows a canonical value of `field`; "—" for none."""
    if value is None or value == "":
        return NOTHING
    if local_reference(value) is not None and field.is_reference:
        return QCoreApplication.translate("Values", "not in ServiceTitan yet")
    if isinstance(value, str) and local_digest(value) is not None:
        return QCoreApplication.translate("Values", "new picture")
    if is_listed(field.name):
        return _listed(field, value)
    match field.type:
        case FieldType.MONEY:
            return money(value)
        case FieldType.NUMBER | FieldType.INTEGER:
            return number(value)
        case FieldType.FLAG:
            return flag(value)
        case FieldType.MOMENT:
            return moment(value)
        case FieldType.HTML:
            return " ".join(plain_text(value).split()) or NOTHING
        case FieldType.IDS | FieldType.ENTRIES:
            return _counted(len(value))
        case FieldType.STRUCTURE:
            return _structure(value)
        case FieldType.TAGS:
            return ", ".join(value) or NOTHING
        case FieldType.NOTE:
            return " ".join(value.split()) or NOTHING
        case FieldType.TEXT | FieldType.CHOICE:
            return str(value)


def edit_text(field: Field, value: Value) -> str:
    """What an editor starts with: no grouping, nothing for none. `read_typed` reads it back."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if field.type is FieldType.INTEGER and is_listed(field.name):
        return listed_edit_text(field, value)
    match field.type:
        case FieldType.MONEY:
            return plain(_money(value))
        case FieldType.NUMBER | FieldType.INTEGER:
            return plain(_number(value))
        case FieldType.FLAG:
            return flag(value)
        case FieldType.TAGS:
            return ", ".join(value)
    return str(value)


def field_title(kind: EntityKind, name: str) -> str:
    """The field's name for a person; `name` itself for one that this program does not know."""
    field = FIELDS[kind].get(name)
    return QCoreApplication.translate("Field", field.title) if field is not None else name


def format_field(kind: EntityKind, name: str, value: Value) -> str:
    """`format_value` by the field's name; unknown fields, and values not of a field's type, are shown as they are."""
    field = FIELDS[kind].get(name)
    if field is not None and field.holds(value):
        return format_value(field, value)
    return NOTHING if value is None else str(value)


def is_right_aligned(kind: EntityKind, name: str) -> bool:
    field = FIELDS[kind].get(name)
    return field is not None and field.is_number and not is_listed(name)


def money(value: Decimal | int | None) -> str:
    """`1,234.50`; more than two decimals are shown where there are more."""
    if value is None:
        return ""
    return spelled(_money(value))


def _money(value: Decimal | int) -> str:
    exact = Decimal(value)
    places = max(2, -int(exact.normalize().as_tuple().exponent))
    return f"{exact:,.{places}f}"


def rounded_money(value: Decimal) -> str:
    """Of what was calculated: cents, halves of them up, and more decimals where there is less than one."""
    places = 2 if not value or abs(value) >= _CENT else 1 - value.adjusted()
    return money(value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP))


def exact_money(value: Decimal) -> str:
    """For a tip: all decimals where `rounded_money` leaves some out, else ""."""
    return "" if rounded_money(value) == money(value) else money(value)


def money_difference(value: Decimal) -> str:
    """`+1,912.40`, `−3.00`."""
    sign = "+" if value > 0 else "−" if value < 0 else ""
    return f"{sign}{money(abs(value))}"


def rounded_money_difference(value: Decimal) -> str:
    """Of what was calculated, as `rounded_money`."""
    sign = "+" if value > 0 else "−" if value < 0 else ""
    return f"{sign}{rounded_money(abs(value))}"


def number(value: Decimal | int | None) -> str:
    return "" if value is None else spelled(_number(value))


def edit_number(value: Decimal | int | None) -> str:
    """To be edited: without grouping."""
    return "" if value is None else plain(_number(value))


def _number(value: Decimal | int) -> str:
    return f"{Decimal(value).normalize():,f}"


def percent(share: Decimal | float | None) -> str:
    """`37.5 %` of a share of 0.375."""
    return "" if share is None else spelled(f"{Decimal(share) * 100:.1f} %")


def flag(value: bool | None) -> str:
    if value is None:
        return ""
    return (
        QCoreApplication.translate("Values", "yes") if value else QCoreApplication.translate("Values", "no")
    )


def plain_text(markup: str | None) -> str:
    """The words of an HTML description, with its line breaks."""
    if not markup:
        return ""
    text = html.unescape(_TAGS.sub("", _BREAKS.sub("\n", markup)))
    lines = [" ".join(line.split()) for line in text.replace("\xa0", " ").splitlines()]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def moment(text: str | datetime | None, *, now: datetime | None = None) -> str:
    """In local time, as short as it stays clear: `14:05`, `Tue 14:05`, `3 Sep`, `3 Sep 2024`."""
    if not text:
        return ""
    try:
        then = (text if isinstance(text, datetime) else parse_moment(text)).astimezone()
    except ValueError:
        return str(text)
    today = (now or datetime.now(UTC)).astimezone()
    if then.date() == today.date():
        return dates.clock(then)
    if timedelta(0) <= today - then < timedelta(days=6):
        return f"{dates.weekday(then)} {dates.clock(then)}"
    return dates.day(then, year=then.year != today.year)


def ago(then: datetime, *, now: datetime | None = None) -> str:
    """`just now`, `2 min ago`, `3 h ago`, then the day."""
    passed = (now or datetime.now(UTC)) - then
    minutes = int(passed.total_seconds() // 60)
    if minutes < 1:
        return QCoreApplication.translate("Values", "just now")
    if minutes < 60:
        return QCoreApplication.translate("Values", "{n} min ago").format(n=minutes)
    if minutes < 24 * 60:
        return QCoreApplication.translate("Values", "{n} h ago").format(n=minutes // 60)
    return moment(then, now=now)


def counted(count: int, one: str, many: str) -> str:
    """`1 change`, `1,200 changes`. Both words come translated."""
    return f"{whole(count)} {one if count == 1 else many}"


def kind_title(kind: EntityKind, count: int = 2) -> str:
    """The kind's name in a sentence, for so many of them."""
    one, many = {
        EntityKind.CATEGORY: (
            QT_TRANSLATE_NOOP("Kinds", "category"),
            QT_TRANSLATE_NOOP("Kinds", "categories"),
        ),
        EntityKind.MATERIAL: (
            QT_TRANSLATE_NOOP("Kinds", "material"),
            QT_TRANSLATE_NOOP("Kinds", "materials"),
        ),
        EntityKind.SERVICE: (QT_TRANSLATE_NOOP("Kinds", "service"), QT_TRANSLATE_NOOP("Kinds", "services")),
        EntityKind.EQUIPMENT: (
            QT_TRANSLATE_NOOP("Kinds", "equipment"),
            QT_TRANSLATE_NOOP("Kinds", "equipment"),
        ),
        EntityKind.DISCOUNT_FEE: (
            QT_TRANSLATE_NOOP("Kinds", "discount or fee"),
            QT_TRANSLATE_NOOP("Kinds", "discounts and fees"),
        ),
    }[kind]
    return QCoreApplication.translate("Kinds", one if count == 1 else many)


def _counted(count: int) -> str:
    if count == 0:
        return QCoreApplication.translate("Values", "none")
    return counted(
        count,
        QCoreApplication.translate("Values", "entry"),
        QCoreApplication.translate("Values", "entries"),
    )


def _listed(field: Field, value: Value) -> str:
    if isinstance(value, list):
        return listed_words_of(field.name, value) or _counted(0)
    return listed_words(field.name, value)


def _structure(value: Value) -> str:
    if isinstance(value, list):
        return _counted(len(value))
    if isinstance(value, Mapping):
        name = vendor_words(value) or value.get("name") or value.get("description")
        return str(name) if name else _counted(len(value))
    return str(value)
