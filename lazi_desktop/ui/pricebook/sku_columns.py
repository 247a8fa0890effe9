"""A column of the grid as data, and what stands in its cells. Nothing here knows Qt's models.

Which columns there are is declared in `column_catalogue`; which of them a grid shows, in its `arrangement`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from PySide6.QtCore import QCoreApplication

from lazi_desktop.domain.column_values import INCOMPLETE, NO, YES, column_value
from lazi_desktop.domain.errors import InvalidValue
from lazi_desktop.domain.field_tables import FIELDS
from lazi_desktop.domain.fields import Field, FieldType
from lazi_desktop.domain.kinds import SKU_KINDS, EntityKind
from lazi_desktop.domain.typed_text import read_typed
from lazi_desktop.domain.values import Value
from lazi_desktop.ports.pricebook import SkuRow, SkuState
from lazi_desktop.ui.formatting import edit_text, flag, moment, money, percent
from lazi_desktop.ui.formatting import number as number_text
from lazi_desktop.ui.kind_looks import word_of
from lazi_desktop.ui.listed import is_listed, listed_words
from lazi_desktop.ui.numerals import understood_for

CELL_PADDING = 7
PICTURE = "picture"
STATE = "state"
KIND = "kind"
CATEGORIES = "categories"
ASSETS = "assets"
ROW_ATTRIBUTES = frozenset(SkuRow.__dataclass_fields__) - {"more", "changed", "number", "key"} | {"margin"}
"""Columns that every row has; all others come in `SkuRow.more` when they are asked for."""


class Look(StrEnum):
    """How a cell is painted."""

    TEXT = "text"
    NUMBER = "number"  # to the right
    CHECK = "check"
    CHIP = "chip"
    PICTURE = "picture"


class Measure(StrEnum):
    """What a number counts, where its field's type does not say."""

    PLAIN = ""
    SHARE = "share"


@dataclass(frozen=True, slots=True)
class SkuColumn:
    """`key` is what queries call it. `field` is what typing edits, if anything; `why_not` says why nothing does.

    `type` is how its values are told apart and filtered. `width` is that before there are rows; `sample` always fits,
    and no text makes the column wider than `most`.
    """

    key: str
    title: str
    width: int = 90
    look: Look = Look.TEXT
    type: FieldType = FieldType.TEXT
    measure: Measure = Measure.PLAIN
    sort: bool = True
    field: str = ""
    why_not: str = ""
    muted: bool = False
    stretch: bool = False
    sample: str = ""
    most: int = 160
    group: str = ""
    kinds: frozenset[EntityKind] = frozenset(SKU_KINDS)
    """Those that have something in it."""
    context: str = "SkuColumns"
    """Where the title is translated."""

    @property
    def heading(self) -> str:
        return QCoreApplication.translate(self.context, self.title) if self.title else ""

    @property
    def number(self) -> bool:
        return self.look is Look.NUMBER

    @property
    def choosable(self) -> bool:
        """Whether a person may hide it."""
        return bool(self.title)

    @property
    def wants(self) -> str:
        """What rows must be asked for to show it, "" if they have it anyway."""
        return "" if self.key in ROW_ATTRIBUTES else self.source

    @property
    def source(self) -> str:
        """What it is called in `SkuRow.more`."""
        return ASSETS if self.look is Look.PICTURE else self.field or self.key

    def is_incomplete(self, value: Value) -> bool:
        """Of a number that cannot be worked out."""
        return self.number and value == INCOMPLETE

    @property
    def is_structured(self) -> bool:
        """Whether its value is more than a cell can edit."""
        return self.type in _STRUCTURED

    @property
    def typeable(self) -> bool:
        return bool(self.field) and not self.is_structured and not self.why_not

    def text(self, row: SkuRow) -> str:
        """What the cell says; "" for nothing. Chips and pictures say it otherwise."""
        if self.look in (Look.CHIP, Look.PICTURE):
            return ""
        value = value_of(row, self)
        if value is None or value == "" or value == []:
            return ""
        if self.key == KIND:
            return word_of(value)
        if self.is_incomplete(value):
            return incomplete()
        if self.type is FieldType.MONEY:
            return money(value)
        if self.measure is Measure.SHARE:
            return percent(value)
        if isinstance(value, bool):
            return flag(value)
        if is_listed(self.field):
            return listed_words(self.field, value)
        if self.key == "remote_id":
            return str(value)
        if isinstance(value, Decimal | int):
            return number_text(value)
        if self.type is FieldType.MOMENT:
            return moment(value)
        if isinstance(value, str) and self.type is not FieldType.HTML:
            return " ".join(value.split()) if "\n" in value else value
        found = column_value(self.field, value)
        return "" if found is None else found.text


_STRUCTURED = frozenset(
    kind for kind in FieldType
    if kind
    not in (
        FieldType.TEXT, FieldType.CHOICE, FieldType.MONEY, FieldType.NUMBER, FieldType.INTEGER, FieldType.FLAG,
        FieldType.MOMENT,
    )
)  # fmt: skip


def incomplete() -> str:
    """Instead of a number that cannot be worked out."""
    return QCoreApplication.translate("SkuColumns", "Incomplete")


def value_of(row: SkuRow, column: SkuColumn) -> Value:
    """What stands in the cell, None for nothing."""
    if column.key in ROW_ATTRIBUTES:
        return getattr(row, column.key)
    return row.more.get(column.source)


def is_known(row: SkuRow, column: SkuColumn) -> bool:
    """Whether the row was read together with this column."""
    return column.key in ROW_ATTRIBUTES or column.source in row.more


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
    if field is None or column.why_not:
        return None, None, why_not(column, row.kind)
    try:
        return field, read_typed(field, _as_declared(field, text)), ""
    except InvalidValue as problem:
        return field, None, problem.detail


def choices_of(column: SkuColumn, kind: EntityKind) -> tuple[str, ...]:
    """What there is to choose from, as the cell says it; nothing where it is typed."""
    field = field_for(column, kind)
    if field is None or not column.typeable:
        return ()
    return (flag(True), flag(False)) if field.type is FieldType.FLAG else field.choices


def _as_declared(field: Field, text: str) -> str:
    """Yes and no in the person's language, and the beginning of a choice, as the field knows them."""
    word = text.strip().casefold()
    if field.type is FieldType.FLAG:
        said = {flag(True).casefold(): YES, flag(False).casefold(): NO}
        return said.get(word, text)
    begun = [choice for choice in field.choices if word and choice.casefold().startswith(word)]
    return begun[0] if len(begun) == 1 else understood_for(field, text)


def shown_value(row: SkuRow, column: SkuColumn, field: Field) -> Value:
    """The canonical value of what the cell shows."""
    return field.canonical(value_of(row, column))


def typed_text(row: SkuRow, column: SkuColumn) -> str:
    """What the editor starts with."""
    field = field_for(column, row.kind)
    return "" if field is None else edit_text(field, shown_value(row, column, field))


def with_value(row: SkuRow, column: SkuColumn, value: Value) -> SkuRow:
    """The row as it will be once the edit is recorded, to be shown until it is read again."""
    state = SkuState.PENDING if row.state in (SkuState.NONE, SkuState.PUSHED) else row.state
    changed = row.changed | {column.field}
    if column.key not in ROW_ATTRIBUTES:
        return replace(row, changed=changed, state=state, more={**row.more, column.field: value})
    field = field_for(column, row.kind)
    if field is not None and field.type in (FieldType.MONEY, FieldType.NUMBER):
        value = None if value is None else Decimal(value)
    elif value is None and field is not None and field.type is not FieldType.FLAG:
        value = ""
    return replace(row, changed=changed, state=state, **{column.key: value})
