"""A value as plain text that reads back as the same value: what goes to spreadsheets, and what is searched."""

from __future__ import annotations

from decimal import Decimal

from lazi_desktop.domain.fields import Field, FieldType
from lazi_desktop.domain.values import Value

TYPED = frozenset((
    FieldType.TEXT, FieldType.HTML, FieldType.NOTE, FieldType.CHOICE, FieldType.TAGS, FieldType.MONEY, FieldType.NUMBER,
    FieldType.INTEGER, FieldType.FLAG, FieldType.MOMENT,
))  # fmt: skip
"""Types whose values have a plain form; those of the others are structures."""

WORDED = frozenset((FieldType.TEXT, FieldType.HTML, FieldType.NOTE))
"""Types that hold what somebody wrote."""


def plain_form(field: Field, value: Value) -> str:
    """Money with at least two decimals, no grouping, the point as decimal sign; "" for nothing."""
    match value:
        case None:
            return ""
        case str():
            return value
        case bool():
            return "yes" if value else "no"
        case int() | Decimal() if field.type is FieldType.MONEY:
            exact = Decimal(value)
            return f"{exact:.2f}" if exact == round(exact, 2) else f"{exact:f}"
        case int() | Decimal():
            return f"{Decimal(value):f}"
        case list() if field.type is FieldType.TAGS:
            return ", ".join(value)
    raise TypeError(f"{field.name} has no plain form")
