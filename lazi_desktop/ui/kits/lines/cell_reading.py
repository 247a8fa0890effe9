"""What is typed into a cell of a line: read, refused in words, and what a formula comes to while it is typed."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from lazi_desktop.domain.errors import InvalidValue
from lazi_desktop.domain.formula.parser import parse, plain_name
from lazi_desktop.domain.formula.problems import FormulaProblem
from lazi_desktop.domain.kits.assembling import fields_of_line
from lazi_desktop.domain.kits.kit import Group, Kit, Line
from lazi_desktop.domain.kits.part_fields import check_part_field
from lazi_desktop.domain.kits.parts import KitPart
from lazi_desktop.domain.kits.quantity import quantity_text, read_quantity
from lazi_desktop.domain.values import Value
from lazi_desktop.ui.formatting import edit_number, number
from lazi_desktop.ui.kits.lines.columns import FIELD_OF, Column
from lazi_desktop.ui.numerals import understood

NUMBERS = frozenset((Column.WASTE, Column.PACK))


def text_to_edit(subject: Line | Group, column: Column) -> str:
    """What an editor begins with."""
    if isinstance(subject, Group):
        return subject.name
    match column:
        case Column.QUANTITY:
            return quantity_text(subject.quantity)
        case Column.UNIT:
            return subject.unit
        case Column.WASTE:
            return f"{edit_number(subject.waste * 100)} %" if subject.waste else ""
        case Column.PACK:
            return edit_number(subject.pack)
    return subject.note


def value_in(subject: Line | Group, column: Column) -> Value:
    """What is there, as it is stored."""
    if isinstance(subject, Group):
        return subject.name
    return fields_of_line(subject).get(FIELD_OF[column])


def read_cell(subject: Line | Group, column: Column, text: str, kit: Kit) -> Value:
    """As it is stored; None for nothing.

    Raises:
        InvalidValue: with a sentence, and for formulas with the place, for who typed it.
    """
    if isinstance(subject, Group):
        return check_part_field(KitPart.GROUP, "name", text)
    kind = KitPart.INCLUDE if subject.is_include else KitPart.ITEM
    if column is Column.QUANTITY:
        quantity = read_quantity(text)
        if isinstance(quantity, str):
            _check_names(quantity, kit)
        return check_part_field(kind, "quantity", quantity)
    return check_part_field(kind, FIELD_OF[column], understood(text) if column in NUMBERS else text)


def preview(text: str, kit: Kit, values: Mapping[str, Decimal]) -> str:
    """What a formula comes to with the values that are shown; "" for what is none, or cannot be worked out."""
    try:
        quantity = read_quantity(text)
        if not isinstance(quantity, str):
            return ""
        _check_names(quantity, kit)
        known = {plain_name(name): value for name, value in values.items()}
        return f"= {number(parse(quantity).number(known))}"
    except (InvalidValue, FormulaProblem):
        return ""


def _check_names(formula: str, kit: Kit) -> None:
    """A formula may use what the kit has parameters for."""
    try:
        parse(formula, names={plain_name(one.name) for one in kit.parameters})
    except FormulaProblem as problem:
        raise InvalidValue(problem.detail) from problem
