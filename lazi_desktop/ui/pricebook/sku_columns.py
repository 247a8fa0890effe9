"""The columns of the grid, declared as data. Nothing here knows Qt's models."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal

from PySide6.QtCore import QCoreApplication

from lazi_desktop.domain.errors import InvalidValue
from lazi_desktop.domain.field_tables import FIELDS
from lazi_desktop.domain.fields import Field, FieldType
from lazi_desktop.domain.kinds import EntityKind, Tree
from lazi_desktop.domain.typed_text import read_typed
from lazi_desktop.domain.values import Value
from lazi_desktop.ports.workspace import SkuRow, SkuState
from lazi_desktop.ui.formatting import edit_text, money, percent
from lazi_desktop.ui.kind_looks import word_of
from lazi_desktop.ui.translatable import QT_TRANSLATE_NOOP

CELL_PADDING = 7
PICTURE = "picture"
_SERVICES = (Tree.SERVICES,)  # only equipment has these there
STATE = "state"


def _words(row: SkuRow, key: str) -> str:
    return getattr(row, key) or ""


@dataclass(frozen=True, slots=True)
class SkuColumn:
    """`key` is an attribute of SkuRow, except for the picture. `field` is what typing into it edits, if anything;
    `why_not` says why nothing does. `width` is that before there are rows; `sample` always fits, and no text makes the
    column wider than `most`."""

    key: str
    title: str
    width: int
    number: bool = False
    sort: bool = True
    field: str = ""
    why_not: str = ""
    hidden_in: tuple[Tree, ...] = ()
    muted: bool = False
    stretch: bool = False
    sample: str = ""
    most: int = 120
    text: Callable[[SkuRow, str], str] = _words

    @property
    def heading(self) -> str:
        return QCoreApplication.translate("SkuColumns", self.title) if self.title else ""


def _money(row: SkuRow, key: str) -> str:
    value = getattr(row, key)
    return "" if value is None else money(value)


def _percent(row: SkuRow, key: str) -> str:
    value = getattr(row, key)
    return "" if value is None else percent(value)


def _nothing(_row: SkuRow, _key: str) -> str:
    return ""


COLUMNS: tuple[SkuColumn, ...] = (
    SkuColumn(PICTURE, "", 36, sort=False, text=_nothing),
    SkuColumn(
        "code", QT_TRANSLATE_NOOP("SkuColumns", "Code"), 84, field="code", muted=True, sample="AC100-REPL"
    ),
    SkuColumn(
        "name", QT_TRANSLATE_NOOP("SkuColumns", "Name"), 140, field="display_name", stretch=True, most=220
    ),
    SkuColumn(
        "cost",
        QT_TRANSLATE_NOOP("SkuColumns", "Cost"),
        66,
        number=True,
        field="cost",
        text=_money,
        sample="123.45",
    ),
    SkuColumn(
        "price",
        QT_TRANSLATE_NOOP("SkuColumns", "Price"),
        76,
        number=True,
        field="price",
        text=_money,
        sample="123.45",
    ),
    SkuColumn(
        "margin",
        QT_TRANSLATE_NOOP("SkuColumns", "Margin"),
        68,
        number=True,
        sample="-194.3 %",
        why_not=QT_TRANSLATE_NOOP("SkuColumns", "The margin follows from cost and price."),
        text=_percent,
    ),
    SkuColumn(
        "member_price",
        QT_TRANSLATE_NOOP("SkuColumns", "Member"),
        74,
        number=True,
        field="member_price",
        text=_money,
    ),
    SkuColumn(
        "add_on_price",
        QT_TRANSLATE_NOOP("SkuColumns", "Add-on"),
        74,
        number=True,
        field="add_on_price",
        hidden_in=tuple(Tree),
        text=_money,
    ),
    SkuColumn(
        STATE,
        QT_TRANSLATE_NOOP("SkuColumns", "State"),
        87,
        why_not=QT_TRANSLATE_NOOP("SkuColumns", "The state follows from what happened to the changes."),
        text=_nothing,
    ),
    SkuColumn(
        "unit",
        QT_TRANSLATE_NOOP("SkuColumns", "Unit"),
        50,
        field="unit_of_measure",
        muted=True,
        hidden_in=_SERVICES,
    ),
    SkuColumn(
        "vendor_part",
        QT_TRANSLATE_NOOP("SkuColumns", "Vendor part"),
        90,
        sample="AF-1001-12345",
        most=160,
        why_not=QT_TRANSLATE_NOOP("SkuColumns", "The part number belongs to the primary vendor."),
        muted=True,
        hidden_in=_SERVICES,
    ),
)

POSITION = {column.key: number for number, column in enumerate(COLUMNS)}


def field_for(column: SkuColumn, kind: EntityKind) -> Field | None:
    return FIELDS[kind].get(column.field) if column.field else None


def why_not(column: SkuColumn, kind: EntityKind) -> str:
    """Why a cell cannot be typed into, as a sentence; empty if it can."""
    if column.why_not:
        return QCoreApplication.translate("SkuColumns", column.why_not)
    field = field_for(column, kind)
    if field is None:
        if not column.title:
            return ""
        sentence = QCoreApplication.translate("SkuColumns", "{kind}: there is no field “{field}” to change.")
        return sentence.format(kind=word_of(kind), field=column.heading)
    if field.writable:
        return ""
    try:
        read_typed(field, "")
    except InvalidValue as problem:
        return problem.detail
    return ""


def read_cell(column: SkuColumn, row: SkuRow, text: str) -> tuple[Field | None, Value, str]:
    """The field of a cell, and what was typed into it as a value or the sentence that says why it is none."""
    field = field_for(column, row.kind)
    if field is None:
        return None, None, why_not(column, row.kind)
    try:
        return field, read_typed(field, text), ""
    except InvalidValue as problem:
        return field, None, problem.detail


def shown_value(row: SkuRow, column: SkuColumn, field: Field) -> Value:
    """The canonical value of what the cell shows."""
    return field.canonical(getattr(row, column.key))


def typed_text(row: SkuRow, column: SkuColumn) -> str:
    """What the editor starts with."""
    field = field_for(column, row.kind)
    return "" if field is None else edit_text(field, shown_value(row, column, field))


def with_value(row: SkuRow, column: SkuColumn, value: Value) -> SkuRow:
    """The row as it will be once the edit is recorded, to be shown until it is read again."""
    field = field_for(column, row.kind)
    if field is not None and field.type in (FieldType.MONEY, FieldType.NUMBER):
        value = None if value is None else Decimal(value)
    elif value is None:
        value = ""
    state = SkuState.PENDING if row.state in (SkuState.NONE, SkuState.PUSHED) else row.state
    return replace(row, changed=row.changed | {column.field}, state=state, **{column.key: value})
