"""From the clipboard to a plan: what is read on another thread than the window's."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QMimeData

from lazi_desktop.domain.pasted_block import PastedBlock, read_block, read_tsv
from lazi_desktop.domain.pasted_cell import decimal_sign
from lazi_desktop.domain.values import Value
from lazi_desktop.operations.bulk import (
    BulkPlan,
    Change,
    clearing,
    copying,
    fields_to_ask,
    pasting,
    plan_changes,
    value_of,
)
from lazi_desktop.operations.bulk_paste import PastedText, plan_paste
from lazi_desktop.ports.pricebook import SkuRow
from lazi_desktop.ports.queries import PricebookQueries
from lazi_desktop.ports.sku_query import SkuQuery
from lazi_desktop.ports.workspace import Step
from lazi_desktop.ui.listed import listed_names
from lazi_desktop.ui.pricebook.bulk.cells import Part, Placed, copies, spread, with_source
from lazi_desktop.ui.pricebook.bulk.copying import OURS
from lazi_desktop.ui.pricebook.sku_columns import SkuColumn, field_for, why_not

LOT = 2_000


@dataclass(frozen=True, slots=True)
class Clip:
    """What lay on the clipboard, not read yet. `exact` is our own copy of it."""

    text: str
    markup: str
    exact: bytes = b""

    @classmethod
    def of(cls, mime: QMimeData) -> Clip:
        ours = bytes(mime.data(OURS).data()) if mime.hasFormat(OURS) else b""
        return cls(mime.text(), mime.html() if mime.hasHtml() and not ours else "", ours)

    def read(self) -> PastedBlock:
        return (
            PastedBlock(read_tsv(self.exact.decode())) if self.exact else read_block(self.text, self.markup)
        )

    def __bool__(self) -> bool:
        return bool(self.text or self.markup or self.exact)


@dataclass(frozen=True, slots=True)
class Selection:
    """What a person has selected, and what the grid shows. `numbers` lists the rows; where more are still being
    looked for, `query` tells which."""

    parts: Sequence[Part]
    current: tuple[int, int]
    columns: Sequence[SkuColumn]
    numbers: array[int]
    query: SkuQuery | None = None

    def listed(self, queries: PricebookQueries) -> array[int]:
        """Rows stay where the person saw them, whatever has come or gone since."""
        if self.query is None:
            return self.numbers
        seen = set(self.numbers)
        return self.numbers + array("q", (one for one in queries.find(self.query) if one not in seen))

    @property
    def whole_rows(self) -> list[int]:
        """The positions of rows with a selected cell."""
        places = {row for part in self.parts for row in range(part.top, part.bottom + 1)}
        return sorted(places)

    def columns_by_row(self, rows: int) -> dict[int, frozenset[int]]:
        """Where cells of the first so many rows are selected, from top to bottom."""
        found: dict[int, frozenset[int]] = {}
        for part in self.parts:
            here = frozenset(range(part.left, part.right + 1))
            for row in range(part.top, min(part.bottom + 1, rows)):
                before = found.get(row)
                found[row] = here if before is None else before | here
        return dict(sorted(found.items()))

    @property
    def selected_columns(self) -> list[SkuColumn]:
        places = {place for part in self.parts for place in range(part.left, part.right + 1)}
        return [self.columns[place] for place in sorted(places)]

    @property
    def fields(self) -> list[str]:
        """Of the selected columns."""
        return [column.field for column in self.selected_columns if column.field]


def read_rows(
    queries: PricebookQueries, numbers: Iterable[int], names: Iterable[str], step: Step
) -> dict[int, SkuRow]:
    wanted, fields = list(dict.fromkeys(numbers)), fields_to_ask(names)
    found: dict[int, SkuRow] = {}
    for start in range(0, len(wanted), LOT):
        step(start, len(wanted))
        found |= {row.number: row for row in queries.rows(wanted[start : start + LOT], fields)}
    return found


def plan_block(clip: Clip, chosen: Selection, queries: PricebookQueries, step: Step) -> BulkPlan:
    """Onto the rows as they are listed now; what has no row or column to go to is refused."""
    block, numbers = clip.read(), chosen.listed(queries)
    if not block.rows:
        return BulkPlan()
    if block.single is not None:
        return _plan_one_value(block.single, chosen, numbers, queries, step)
    where = spread(block, chosen.parts, chosen.current, len(numbers), len(chosen.columns))
    columns = chosen.columns
    names = {columns[one.column].field for one in where.placed} - {""}
    rows = read_rows(queries, (numbers[one.row] for one in where.placed), names, step)
    texts = [_pasted(one, numbers, columns, rows) for one in where.placed]
    plan = plan_paste(texts, rows, names=listed_names(), step=step)
    for one in where.beyond:
        below = one.row >= len(numbers)
        reason = "This is below the last row." if below else "This is right of the last column."
        title = "" if one.column >= len(columns) else columns[one.column].heading
        plan.refuse("", title, one.text, reason, one.at)
    return plan


def _plan_one_value(
    text: str, chosen: Selection, numbers: array[int], queries: PricebookQueries, step: Step
) -> BulkPlan:
    """Into every selected cell, of which there may be a million."""
    if not chosen.parts:
        chosen = replace(chosen, parts=(Part(*chosen.current, *chosen.current),))
    wanted, plan = chosen.columns_by_row(len(numbers)), BulkPlan()
    rows = read_rows(queries, (numbers[place] for place in wanted), set(chosen.fields), step)
    change = pasting(text, decimal_sign([text]), listed_names())
    for done, (place, columns) in enumerate(wanted.items()):
        if not done % 500:
            step(done, len(wanted))
        row = rows.get(numbers[place])
        for column in (chosen.columns[at] for at in sorted(columns)):
            if row is None:
                plan.refuse("", column.heading, text, "This row is gone.")
            elif column.field and not column.why_not:
                plan.put(row, column.field, change, text=text)
            else:
                reason = "" if column.typeable else why_not(column, row.kind)
                plan.refuse(row.code, column.heading, text, reason or "Nothing can be pasted here.")
    return plan


def _pasted(
    one: Placed, numbers: array[int], columns: Sequence[SkuColumn], rows: Mapping[int, SkuRow]
) -> PastedText:
    number, column = numbers[one.row], columns[one.column]
    row = rows.get(number)
    reason = "" if row is None or column.typeable else why_not(column, row.kind)
    name = column.field if not column.why_not else ""
    return PastedText(number, name, column.heading, one.text, one.at, reason if not name else "")


def plan_copies(chosen: Selection, queries: PricebookQueries, step: Step, *, down: bool) -> BulkPlan:
    """Fill down, or right."""
    numbers, columns, plan = chosen.listed(queries), chosen.columns, BulkPlan()
    chosen = replace(chosen, parts=[with_source(part, down=down) for part in chosen.parts])
    places = chosen.columns_by_row(len(numbers))
    rows = read_rows(queries, (numbers[place] for place in places), set(chosen.fields), step)
    cells = sum(map(len, places.values()))
    for done, ((from_row, from_column), (to_row, to_column)) in enumerate(copies(chosen.parts, down=down)):
        if not done % 2_000:
            step(done, cells)
        source, target = rows.get(numbers[from_row]), rows.get(numbers[to_row])
        if source is None or target is None:
            continue
        column = columns[to_column]
        field = field_for(columns[from_column], source.kind)
        if not column.field or column.why_not:
            plan.refuse(target.code, column.heading, "", why_not(column, target.kind))
        elif field is None:
            plan.refuse(target.code, column.heading, "", why_not(columns[from_column], source.kind))
        else:
            value: Value = value_of(source, field)
            plan.put(target, column.field, copying(field, value))
    return plan


def plan_clearing(chosen: Selection, queries: PricebookQueries, step: Step) -> BulkPlan:
    """Every selected cell empty, where a person could type into it."""
    numbers, change, plan = chosen.listed(queries), clearing(), BulkPlan()
    wanted = chosen.columns_by_row(len(numbers))
    rows = read_rows(queries, (numbers[place] for place in wanted), set(chosen.fields), step)
    for done, (place, columns) in enumerate(wanted.items()):
        if not done % 500:
            step(done, len(wanted))
        row = rows.get(numbers[place])
        if row is None:
            continue
        for column in (chosen.columns[at] for at in sorted(columns)):
            if column.field and not column.why_not:
                plan.put(row, column.field, change)
            elif column.field:
                plan.refuse(row.code, column.heading, "", why_not(column, row.kind))
    return plan


def plan_same(
    chosen: Selection,
    positions: Sequence[int] | None,
    names: Sequence[str],
    change: Change,
    queries: PricebookQueries,
    step: Step,
    *,
    text: str = "",
) -> BulkPlan:
    """One change in these fields of the rows at these positions; None: of all that are listed."""
    listed = chosen.listed(queries)
    numbers = listed if positions is None else [listed[place] for place in positions]
    rows = read_rows(queries, numbers, names, step)
    return plan_changes(list(rows.values()), names, change, text=text, step=step)
