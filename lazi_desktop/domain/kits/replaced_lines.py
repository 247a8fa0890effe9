"""A line of a kit with something else in it: so many times the quantity, joined with the line that has it already."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from lazi_desktop.domain.formula.arithmetic import CONTEXT
from lazi_desktop.domain.formula.parser import plain_name
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kits.kit import Line, Quantity
from lazi_desktop.domain.kits.parts import KitId
from lazi_desktop.domain.kits.planning import with_waste
from lazi_desktop.domain.kits.quantity import MAX_PLACES, number_text, read_quantity

_PLACE = Decimal(1).scaleb(-MAX_PLACES)


@dataclass(frozen=True, slots=True)
class Thing:
    """What a line can hold: a SKU or another kit, exactly one of the two."""

    sku: EntityKey | None = None
    kit: KitId | None = None

    def is_in(self, line: Line) -> bool:
        return (line.sku, line.includes) == (self.sku, self.kit)


def with_thing(line: Line, new: Thing, quantity: Quantity, names: Collection[str]) -> Line:
    """`names` are those of the parameters that a new kit has: values of others mean nothing to it."""
    if new.kit is not None:
        known = {plain_name(name) for name in names}
        values = {name: value for name, value in line.values.items() if plain_name(name) in known}
        return replace(
            line,
            sku=None,
            includes=new.kit,
            quantity=quantity,
            values=values,
            unit="",
            waste=Decimal(0),
            pack=None,
            substitutes=(),
        )
    left = tuple(one for one in line.substitutes if one != new.sku)
    return replace(line, sku=new.sku, includes=None, quantity=quantity, values={}, substitutes=left)


def with_substitute(line: Line, old: EntityKey, new: EntityKey) -> Line:
    """Where the old one stood; a SKU is no substitute of itself, nor one twice."""
    named = dict.fromkeys(new if one == old else one for one in line.substitutes)
    return replace(line, substitutes=tuple(one for one in named if one != line.sku))


def twin_of(line: Line, others: Iterable[Line]) -> Line | None:
    """The line that says the same but for its quantity: the two can be one. Optional ones are taken each by itself."""
    return next((one for one in others if one.key != line.key and _alike(one, line)), None)


def times(quantity: Quantity, ratio: Decimal) -> Quantity:
    """
    Raises:
        InvalidValue: it becomes more than a line can hold.
    """
    if ratio == 1:
        return quantity
    if isinstance(quantity, str):
        return read_quantity(f"=({_body(quantity)})*{number_text(ratio)}")
    exact = CONTEXT.multiply(quantity, ratio)
    return read_quantity(number_text(exact.quantize(_PLACE, ROUND_HALF_UP, CONTEXT)))


def together(one: Quantity, other: Quantity) -> Quantity:
    """Raises InvalidValue like `times`."""
    if isinstance(one, str) or isinstance(other, str):
        return read_quantity(f"={_term(one)}+{_term(other)}")
    return read_quantity(number_text(one + other))


def bought(line: Line, typed: Decimal | None) -> Decimal | None:
    """With waste and in whole packs, as the line says."""
    if typed is None:
        return None
    return with_waste(line, typed)[1]


def _alike(one: Line, other: Line) -> bool:
    return (
        one.sku == other.sku
        and one.includes == other.includes
        and one.unit == other.unit
        and one.waste == other.waste
        and one.pack == other.pack
        and not one.optional
        and not other.optional
        and one.group == other.group
        and one.note == other.note
        and tuple(one.substitutes) == tuple(other.substitutes)
        and dict(one.values) == dict(other.values)
    )


def _term(quantity: Quantity) -> str:
    return f"({_body(quantity)})" if isinstance(quantity, str) else number_text(quantity)


def _body(formula: str) -> str:
    return formula.strip().removeprefix("=").strip()
