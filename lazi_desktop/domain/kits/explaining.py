"""How a figure comes about, as arithmetic that anybody can check: what stands left of the sign comes to what stands
right of it. A figure with more decimals than people read is shortened, and the sign is ≈ then."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from lazi_desktop.domain.kits.planning import exactly
from lazi_desktop.domain.kits.quantity import number_text
from lazi_desktop.domain.kits.roll_up import RolledLine, RollUp
from lazi_desktop.domain.kits.totals import Total

Kind = Literal["cost", "price", "hours", "quantity"]

UNKNOWN = "?"
INCOMPLETE = "incomplete"
_SMALLEST = Decimal("0.000001")


@dataclass(frozen=True, slots=True)
class _Shown:
    text: str
    is_exact: bool = True


def explain(line: RolledLine, kind: Kind = "cost", times: Sequence[Decimal] = ()) -> str:
    """`2 kits × (2 × 11.36 + 2 × 1.15 + 6.70) = 63.44`. `times` are the quantities of the lines that it is nested in,
    the outermost first: `3 × 2 × 1.15 = 6.90`.

    "quantity" tells how the quantity comes about, with waste and packs: `CEILING(47 × 1.1, 10) = 60`.
    """
    if kind == "quantity":
        return _quantity(line)
    term, total = _term(line, kind, show_one=True), _of(line, kind)
    outer = [_number(one) for one in times]
    with exactly():
        amount = total.amount
        for one in times:
            amount *= one
    shown = [*outer, term]
    return _equation(" × ".join(one.text for one in shown), shown, Total(amount, total.missing), kind)


def explain_total(roll: RollUp, kind: Kind = "cost") -> str:
    """The sum of the lines that count: `44.52 + 63.44 = 107.96`. Hours begin with the kit's own."""
    terms = [_amount(_of(line, kind), kind) for line in roll.lines if _has_term(line, kind)]
    if kind == "hours" and roll.labour:
        terms.insert(0, _number(roll.labour))
    return _equation(_sum(terms), terms, _of(roll, kind), kind)


def _equation(left: str, terms: Iterable[_Shown], total: Total, kind: Kind) -> str:
    if not total.is_complete:
        return f"{left} = {INCOMPLETE}"
    right = _amount(total, kind)
    is_exact = right.is_exact and all(one.is_exact for one in terms)
    return f"{left} {'=' if is_exact else '≈'} {right.text}"


def _term(line: RolledLine, kind: Kind, *, show_one: bool) -> _Shown:
    """`2 × 11.36`. An included kit stands with what is in it, and what is deeper with its sum."""
    if line.quantity is None:
        return _Shown(UNKNOWN)
    quantity = _number(line.quantity)
    if line.includes is not None:
        if line.nested is None:
            return _Shown(f"{quantity.text} × {UNKNOWN}")
        word = "kit" if line.quantity == 1 else "kits"
        inner = _inside(line.nested, kind)
        return _Shown(f"{quantity.text} {word} × ({inner.text})", quantity.is_exact and inner.is_exact)
    return _times(line.quantity, _each(line, kind), kind, show_one=show_one)


def _inside(roll: RollUp, kind: Kind) -> _Shown:
    terms = []
    for line in roll.lines:
        if not _has_term(line, kind):
            continue
        if line.nested is None:
            term = _term(line, kind, show_one=False)
        else:
            total = _of(line.nested, kind)
            each = total.amount if total.is_complete else None
            term = _times(line.quantity or Decimal(0), each, kind, show_one=False)
        terms.append(term)
    if kind == "hours" and roll.labour:
        terms.insert(0, _number(roll.labour))
    return _Shown(_sum(terms), all(one.is_exact for one in terms))


def _has_term(line: RolledLine, kind: Kind) -> bool:
    """Most materials take no time, and nobody wants to read so many times 0."""
    return line.counts and (kind != "hours" or bool(line.hours.amount or line.hours.missing))


def _times(quantity: Decimal, each: Decimal | None, kind: Kind, *, show_one: bool) -> _Shown:
    count = _number(quantity)
    one = _Shown(UNKNOWN) if each is None else _amount(Total(each), kind)
    if quantity == 1 and not show_one:
        return one
    return _Shown(f"{count.text} × {one.text}", count.is_exact and one.is_exact)


def _quantity(line: RolledLine) -> str:
    if line.typed is None or line.quantity is None:
        return f"{UNKNOWN} = {INCOMPLETE}"
    typed = _Shown(line.formula) if line.formula else _number(line.typed)
    left = typed.text
    if line.waste:
        left = f"({left})" if line.formula else left
        left += f" × {number_text(1 + line.waste)}"
    if line.pack is not None:
        left = f"CEILING({left}, {number_text(line.pack)})"
    found = _number(line.quantity)
    if left == found.text:
        return left
    is_exact = typed.is_exact and found.is_exact
    return f"{left} {'=' if is_exact else '≈'} {found.text}"


def _each(line: RolledLine, kind: Kind) -> Decimal | None:
    return {"cost": line.cost_each, "price": line.price_each, "hours": line.hours_each}[kind]


def _of(what: RolledLine | RollUp, kind: Kind) -> Total:
    return {"cost": what.cost, "price": what.price, "hours": what.hours}[kind]


def _amount(total: Total, kind: Kind) -> _Shown:
    """Money has cents always, and more where there are."""
    if not total.is_complete:
        return _Shown(UNKNOWN)
    shown = _number(total.amount)
    if kind == "hours":
        return shown
    whole, _, places = shown.text.partition(".")
    return _Shown(f"{whole}.{places:0<2}", shown.is_exact)


def _number(number: Decimal) -> _Shown:
    with exactly():
        short = number.quantize(_SMALLEST, ROUND_HALF_UP)
        return _Shown(number_text(short), short == number)


def _sum(terms: Sequence[_Shown]) -> str:
    return " + ".join(one.text for one in terms) or "0"
