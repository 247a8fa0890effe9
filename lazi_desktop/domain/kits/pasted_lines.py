"""Lines of a kit as they are pasted from a spreadsheet: which column is what, and what each row says.

Columns are known by their heading or, without one, by what is in them. A row is never dropped: what cannot be read
of it is said, so that a person can put it right.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from lazi_desktop.domain.errors import InvalidValue
from lazi_desktop.domain.kits.kit import Quantity
from lazi_desktop.domain.kits.quantity import read_quantity
from lazi_desktop.domain.pasted_block import PastedBlock
from lazi_desktop.domain.pasted_cell import decimal_sign, with_point
from lazi_desktop.domain.pasted_table import fold_title

MAX_ROWS = 5_000


class Role(StrEnum):
    """What a column says of a line."""

    WHAT = "what"  # its code or its name
    QUANTITY = "quantity"
    UNIT = "unit"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class PastedLine:
    """`row` counts from 1, as spreadsheets do. `what` are the texts that may name the SKU, the likeliest first; `fault`
    says what of the quantity cannot be read."""

    row: int
    what: Sequence[str]
    quantity: Quantity = Decimal(1)
    unit: str = ""
    note: str = ""
    fault: str = ""


def names_to_look_up(block: PastedBlock) -> Sequence[str]:
    """All texts that may be codes or names, each once."""
    texts = (text for row in block.rows for cell in row for text in _readings(cell))
    return list(dict.fromkeys(texts))


def pasted_lines(block: PastedBlock, known: Collection[str]) -> Sequence[PastedLine]:
    """`known` are those of the texts that name something, in lower case.

    Raises:
        InvalidValue: there are too many rows.
    """
    if len(block.rows) > MAX_ROWS:
        raise InvalidValue(f"{len(block.rows):,} rows are too many; {MAX_ROWS:,} can be pasted at once.")
    heading = _heading(block)
    rows = block.rows[1:] if heading else block.rows
    roles = heading or _by_content(rows, block.width, known)
    sign = decimal_sign(cell for row in rows for at, cell in enumerate(row) if roles.get(at) is Role.QUANTITY)
    first = 2 if heading else 1
    return [
        _line(number, row, roles, sign, known)
        for number, row in enumerate(rows, first)
        if any(cell.strip() for cell in row)
    ]


# ------------------------------------------------------------------------------------------------------- which is what

_TITLES: Mapping[str, Role] = {
    fold_title(title): role
    for role, titles in {
        Role.WHAT: (
            "code", "sku", "item", "item code", "item no", "item number", "item #", "part", "part no", "part number",
            "part #", "material", "material code", "product", "product code", "article", "catalog no", "name",
            "item name", "description", "item description", "product name", "código", "artículo", "nombre",
            "descripción", "pieza",
        ),
        Role.QUANTITY: ("quantity", "qty", "qnty", "quan", "count", "pieces", "pcs", "cantidad", "cant"),
        Role.UNIT: ("unit", "units", "uom", "u/m", "um", "unit of measure", "measure", "unidad"),
        Role.NOTE: ("note", "notes", "remark", "remarks", "comment", "comments", "memo", "nota", "notas"),
    }.items()
    for title in titles
}  # fmt: skip
_UNITS = frozenset(
    """ea each pc pcs piece pieces ft foot feet lf in inch inches yd m cm mm stick sticks stk length lengths len box
    boxes bx roll rolls rl pair pairs pr set sets kit kits lb lbs kg g oz gal gallon qt quart pt pint l ml hr hrs hour
    hours h min bag bags can cans case cases cs carton ctn sheet sheets sht bundle bundles bdl pack packs pk pkg dozen
    dz coil coils spool spools tube tubes job lot sqft sf sqm unit units""".split()
)
_NUMBER = r"\d[\d.,]*(?:\s*[½⅓⅔¼¾⅛⅜⅝⅞]|\s+\d+\s*[/⁄]\s*\d+|\s*[/⁄]\s*\d+)?|[½⅓⅔¼¾⅛⅜⅝⅞]"
_WITH_UNIT = re.compile(rf"(?P<number>{_NUMBER})\s*(?P<unit>[A-Za-z]+)\.?")
_TIMES = re.compile(rf"(?P<number>{_NUMBER})\s*[x×*]\s+(?P<what>\S.*)", re.IGNORECASE | re.DOTALL)


def _heading(block: PastedBlock) -> dict[int, Role]:
    """By the first row, if it is one: it names a column of codes or names, and there is something below."""
    if len(block.rows) < 2:
        return {}
    roles = {at: role for at, text in enumerate(block.rows[0]) if (role := _TITLES.get(fold_title(text)))}
    once: dict[int, Role] = {}
    for at, role in roles.items():
        if role in (Role.WHAT, Role.NOTE) or role not in once.values():
            once[at] = role
    return once if Role.WHAT in once.values() else {}


def _by_content(rows: Sequence[Sequence[str]], width: int, known: Collection[str]) -> dict[int, Role]:
    columns = {
        at: [row[at].strip() for row in rows if at < len(row) and row[at].strip()] for at in range(width)
    }
    roles: dict[int, Role] = {}
    left = {at: cells for at, cells in columns.items() if cells}
    for at, cells in left.items():
        if (
            _share(cells, lambda cell: any(text in known for text in map(str.casefold, _readings(cell))))
            > 0.3
        ):
            roles[at] = Role.WHAT
    for role, fits in ((Role.QUANTITY, _is_quantity), (Role.UNIT, _is_unit)):
        found = next((at for at in left if at not in roles and _share(left[at], fits) > 0.6), None)
        if found is not None:
            roles[found] = role
    texts = [at for at in left if at not in roles and _share(left[at], _is_quantity) <= 0.6]
    if texts and Role.WHAT not in roles.values():
        longest = max(texts, key=lambda at: sum(map(len, left[at])) / len(left[at]))
        roles[longest] = Role.WHAT
    return roles | {at: Role.NOTE for at in texts if at not in roles}


def _share(cells: Sequence[str], fits: Callable[[str], bool]) -> float:
    return sum(map(fits, cells)) / len(cells)


def _is_quantity(cell: str) -> bool:
    found = _WITH_UNIT.fullmatch(cell)
    if found and found["unit"].casefold() in _UNITS:
        return True
    try:
        read_quantity(cell)
    except InvalidValue:
        return False
    return True


def _is_unit(cell: str) -> bool:
    return cell.casefold().rstrip(".").replace(" ", "") in _UNITS


# ------------------------------------------------------------------------------------------------------ what a row says


def _readings(cell: str) -> Sequence[str]:
    """As it stands, and without the “2 x” that may be in front."""
    text = " ".join(cell.split())
    if not text:
        return ()
    found = _TIMES.fullmatch(text)
    return (text, found["what"]) if found else (text,)


def _line(
    number: int, row: Sequence[str], roles: Mapping[int, Role], sign: str, known: Collection[str]
) -> PastedLine:
    def cells(role: Role) -> list[str]:
        return [cell.strip() for at, cell in enumerate(row) if roles.get(at) is role and cell.strip()]

    what = [text for cell in cells(Role.WHAT) for text in _readings(cell)]
    what.sort(key=lambda text: text.casefold() not in known)
    quantity, unit = "".join(cells(Role.QUANTITY)[:1]), "".join(cells(Role.UNIT)[:1])
    if not quantity:
        times = next((found for cell in cells(Role.WHAT) if (found := _TIMES.fullmatch(cell))), None)
        if times and not _names(times.string, known):
            quantity = times["number"]
            what = [text for text in what if text != " ".join(times.string.split())] or what
    found = _WITH_UNIT.fullmatch(quantity)
    if found and found["unit"].casefold() in _UNITS:
        quantity, unit = found["number"], unit or found["unit"]
    note = " · ".join(cells(Role.NOTE))
    try:
        read = read_quantity(with_point(quantity, sign)) if quantity else Decimal(1)
    except InvalidValue as problem:
        return PastedLine(number, what, unit=unit, note=note, fault=problem.detail)
    return PastedLine(number, what, read, unit, note)


def _names(text: str, known: Collection[str]) -> bool:
    return " ".join(text.split()).casefold() in known
