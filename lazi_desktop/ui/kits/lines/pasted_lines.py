"""Rows of a sheet as lines of a kit: a code or a name, and a quantity; what fits no part is told apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from lazi_desktop.domain.code_list import read_code_list
from lazi_desktop.domain.errors import InvalidValue
from lazi_desktop.domain.kinds import EntityKind, Tree
from lazi_desktop.domain.kits.kit import Quantity
from lazi_desktop.domain.kits.quantity import read_quantity
from lazi_desktop.domain.pasted_block import read_block
from lazi_desktop.operations.kits.lines import NewLine
from lazi_desktop.ports.pricebook import SkuRow
from lazi_desktop.ports.queries import PricebookQueries
from lazi_desktop.ports.sku_query import SkuQuery

MOST = 2_000
_KINDS = frozenset((EntityKind.MATERIAL, EntityKind.EQUIPMENT, EntityKind.SERVICE))


@dataclass(frozen=True, slots=True)
class Unmatched:
    """A row that no part was found for. `text` is what it says, `several` how many parts have that
    very code or name."""

    text: str
    quantity: Quantity
    several: int = 0


@dataclass(frozen=True, slots=True)
class PastedLines:
    lines: Sequence[NewLine]
    unmatched: Sequence[Unmatched]


@dataclass(frozen=True, slots=True)
class _Row:
    names: Sequence[str]
    quantity: Quantity | None


def read_rows(text: str, markup: str = "") -> list[_Row]:
    """A table by its cells; a single column as people write lists: `2 x UN-1028`."""
    block = read_block(text, markup).rows
    if all(len([cell for cell in cells if cell.strip()]) <= 1 for cells in block):
        return [_Row((one.code,), one.quantity) for one in read_code_list(text)][:MOST]
    rows = [_row([cell.strip() for cell in cells if cell.strip()]) for cells in block]
    return [row for row in rows if row is not None][:MOST]


def _row(cells: Sequence[str]) -> _Row | None:
    if not cells:
        return None
    names = [cell for cell in cells if _quantity(cell) is None][:3]
    if not names:
        names, cells = [cells[0]], cells[1:]
    return _Row(names, next((one for cell in cells if (one := _quantity(cell)) is not None), None))


def _quantity(cell: str) -> Quantity | None:
    try:
        return read_quantity(cell)
    except InvalidValue:
        return None


def match_rows(queries: PricebookQueries, rows: Sequence[_Row]) -> PastedLines:
    """By the code first, then by the very name. A heading over the rows is no row. Away from the UI thread."""
    by_code = queries.rows_by_code([name for row in rows for name in row.names])
    lines, unmatched = [], []
    for place, row in enumerate(rows):
        found = _by_code(by_code, row) or _by_name(queries, row)
        quantity = row.quantity if row.quantity is not None else Decimal(1)
        if len(found) == 1:
            lines.append(NewLine(sku=found[0].key, quantity=quantity))
        elif place or row.quantity is not None:
            unmatched.append(Unmatched("  ".join(row.names), quantity, len(found)))
    return PastedLines(lines, unmatched)


def _by_code(by_code: Mapping[str, Sequence[SkuRow]], row: _Row) -> Sequence[SkuRow]:
    for name in row.names:
        found = [one for one in by_code.get(name, ()) if one.kind in _KINDS]
        active = [one for one in found if one.active]
        if active or found:
            return active or found
    return ()


def _by_name(queries: PricebookQueries, row: _Row) -> Sequence[SkuRow]:
    for name in row.names:
        wanted, found = name.casefold(), []
        for tree in Tree:
            query = SkuQuery(tree=tree, search=name, include_inactive=False)
            rows = queries.rows(queries.find(query, limit=20))
            found += [one for one in rows if one.name.casefold() == wanted and one.kind in _KINDS]
        if found:
            return found
    return ()
