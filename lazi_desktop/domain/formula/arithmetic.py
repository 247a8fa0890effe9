"""Exact arithmetic of formulas.

Sums, differences and products are exact; a quotient has sixty digits. What steps from one number to the next
(comparing, rounding) looks at twenty places, so that 20 / 3 * 3 is 20 and not a hair above it.
"""

from __future__ import annotations

from decimal import (
    ROUND_CEILING,
    ROUND_HALF_EVEN,
    Context,
    Decimal,
    DivisionByZero,
    InvalidOperation,
    Overflow,
)

CONTEXT = Context(
    prec=60, rounding=ROUND_HALF_EVEN, Emin=-100, Emax=38, traps=[DivisionByZero, InvalidOperation, Overflow]
)
MOST_PLACES = 10

_SETTLED = Decimal("1e-20")
_FINEST = Decimal("1e-30")


def settled(number: Decimal) -> Decimal:
    return number.quantize(_SETTLED, context=CONTEXT)


def finite(number: Decimal) -> Decimal:
    """With thirty places: what is reckoned on with, exactly and at any depth, must end somewhere."""
    exponent = number.as_tuple().exponent
    ends = isinstance(exponent, int) and exponent >= -30
    return number if ends else number.quantize(_FINEST, context=CONTEXT)


def difference(one: Decimal, other: Decimal) -> Decimal:
    """What is left of one without the other, as far as it counts."""
    return settled(CONTEXT.subtract(one, other))


def rounded(number: Decimal, places: int, how: str) -> Decimal:
    """`how` is one of decimal's; negative places are tens, hundreds and so on."""
    return settled(number).quantize(Decimal(1).scaleb(-places), rounding=how, context=CONTEXT)


def next_multiple(number: Decimal, step: Decimal) -> Decimal:
    """The smallest multiple of a positive step that is not below the number."""
    steps = settled(CONTEXT.divide(number, step)).to_integral_value(rounding=ROUND_CEILING)
    return CONTEXT.multiply(steps, step)
