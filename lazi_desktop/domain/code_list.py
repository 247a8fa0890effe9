"""A pasted list of codes with quantities: from a spreadsheet, an invoice, or typed by hand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from lazi_desktop.domain.pasted_block import read_block
from lazi_desktop.domain.typed_text import parse_number

_BEFORE = re.compile(r"(?P<quantity>\d[\d.,]{0,12})\s{0,3}[x×*]\s{1,3}(?P<code>\S.*)", re.IGNORECASE)
_BEHIND = re.compile(r"(?P<code>.*\S)\s{1,3}[x×*]\s{0,3}(?P<quantity>\d[\d.,]{0,12})", re.IGNORECASE)
_LISTED = re.compile(r"(?P<code>.*[^\s;,])\s{0,3}[;,]\s{0,3}(?P<quantity>\d[\d.]{0,12})")


@dataclass(frozen=True, slots=True)
class Wanted:
    """`quantity` is None where the line has none."""

    code: str
    quantity: Decimal | None = None


def read_code_list(text: str, markup: str = "") -> list[Wanted]:
    """One a line. In a table the codes stand in the first column, the quantity in the next one with a number. A code
    that comes again adds up."""
    found: dict[str, Wanted] = {}
    for cells in read_block(text, markup).rows:
        one = _wanted([cell.strip() for cell in cells if cell.strip()])
        if one is None:
            continue
        before = found.get(one.code.casefold())
        if before is not None:
            one = Wanted(before.code, (before.quantity or Decimal(1)) + (one.quantity or Decimal(1)))
        found[one.code.casefold()] = one
    return list(found.values())


def _wanted(cells: Sequence[str]) -> Wanted | None:
    if not cells:
        return None
    if len(cells) > 1:
        first, *others = cells
        numbers = (number for cell in others if (number := parse_number(cell)) is not None)
        return Wanted(first, next(numbers, None))
    for form in (_BEFORE, _BEHIND, _LISTED):
        found = form.fullmatch(cells[0])
        if found and (number := parse_number(found["quantity"])) is not None:
            return Wanted(found["code"].strip(), number)
    return Wanted(cells[0])
