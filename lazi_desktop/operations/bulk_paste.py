"""Pasted cells planned: onto rows in their places, or onto rows found by their codes."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lazi_desktop.domain.field_tables import FIELDS
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.listed_fields import NO_NAMES, ListedNames
from lazi_desktop.domain.pasted_cell import decimal_sign
from lazi_desktop.domain.pasted_table import PastedTable
from lazi_desktop.operations.bulk import BulkPlan, pasting
from lazi_desktop.ports.pricebook import SkuRow
from lazi_desktop.ports.workspace import Step


@dataclass(frozen=True, slots=True)
class PastedText:
    """`number` is the row's, `name` the field's; `title` is what its column is called."""

    number: int
    name: str
    title: str
    text: str
    at: tuple[int, int]
    why_not: str = ""
    """The column takes nothing, and this is why."""


def plan_paste(
    texts: Sequence[PastedText],
    rows: Mapping[int, SkuRow],
    *,
    names: ListedNames = NO_NAMES,
    step: Step | None = None,
) -> BulkPlan:
    """Each text onto its row."""
    plan = BulkPlan()
    columns: dict[int, list[str]] = defaultdict(list)
    for one in texts:
        columns[one.at[1]].append(one.text)
    signs = {place: decimal_sign(column) for place, column in columns.items()}
    for done, one in enumerate(texts):
        if step is not None and not done % 2_000:
            step(done, len(texts))
        row = rows.get(one.number)
        if row is None:
            plan.refuse("", one.title, one.text, "This row is gone.", one.at)
        elif one.why_not or not one.name:
            plan.refuse(row.code, one.title, one.text, one.why_not or "Nothing can be pasted here.", one.at)
        else:
            plan.put(row, one.name, pasting(one.text, signs[one.at[1]], names), text=one.text, at=one.at)
    return plan


@dataclass(slots=True)
class MatchedPlan:
    """`unmatched` are the places of rows of the block that were not found, `left_out` those of columns that are no
    field, with something in them."""

    plan: BulkPlan
    matched: int
    unmatched: list[int]
    left_out: list[int]


def plan_matched(
    table: PastedTable,
    by_code: Mapping[str, Sequence[SkuRow]],
    *,
    among: frozenset[EntityKind] = frozenset(),
    names: ListedNames = NO_NAMES,
    step: Step | None = None,
) -> MatchedPlan:
    """Raises InvalidValue where no column holds the codes. `among`: kinds that are meant where a code is not unique."""
    plan, code_at, unmatched, matched = BulkPlan(), table.code_column, [], 0
    codes = [row[code_at].strip() if code_at < len(row) else "" for row in table.rows]
    often = Counter(code.casefold() for code in codes)
    signs = [decimal_sign(row[at] for row in table.rows if at < len(row)) for at in range(len(table.columns))]
    for place, (code, texts) in enumerate(zip(codes, table.rows, strict=True)):
        if step is not None and not place % 1_000:
            step(place, len(codes))
        at = place + table.first_row
        if not code and not any(text.strip() for text in texts):
            continue
        row, reason = _row_of(code, by_code, among)
        if row is not None and often[code.casefold()] > 1:
            row, reason = None, "This code stands in the list more than once."
        if row is None:
            unmatched.append(at)
            plan.refuse(code, "", "\t".join(texts), reason, (at, code_at))
            continue
        matched += 1
        _put_row(plan, row, table, texts, signs, at, names)
    return MatchedPlan(plan, matched, unmatched, _leave_out(plan, table))


def _leave_out(plan: BulkPlan, table: PastedTable) -> list[int]:
    """Said once for each column."""
    places = []
    heading = table.block.rows[0] if table.has_heading else ()
    for place, name in enumerate(table.columns[: _named(table)]):
        texts = [row[place] for row in table.rows if place < len(row) and row[place].strip()]
        if name or not texts:
            continue
        places.append(place)
        title = heading[place] if place < len(heading) and heading[place].strip() else f"Column {place + 1}"
        some = " · ".join(dict.fromkeys(texts[:3])) + (" …" if len(texts) > 3 else "")
        reason = f"This column is left out, with what stands in {len(texts):,} of its cells."
        plan.refuse("", title, some, reason, (0, place))
    return places


def _row_of(
    code: str, by_code: Mapping[str, Sequence[SkuRow]], among: frozenset[EntityKind]
) -> tuple[SkuRow | None, str]:
    if not code:
        return None, "There is no code in this row."
    found = by_code.get(code, ())
    if len(found) > 1:
        found = [row for row in found if row.kind in among] or found
    if len(found) > 1:
        found = [row for row in found if row.active] or found
    if not found:
        return None, "No entry has this code."
    if len(found) > 1:
        return None, f"{len(found):,} entries have this code."
    return found[0], ""


def _put_row(
    plan: BulkPlan,
    row: SkuRow,
    table: PastedTable,
    texts: Sequence[str],
    signs: Sequence[str],
    at: int,
    names: ListedNames,
) -> None:
    for place, text in enumerate(texts):
        name = table.columns[place]
        if place == table.code_column:
            continue
        if name:
            plan.put(row, name, pasting(text, signs[place], names), text=text, at=(at, place))
        elif text.strip() and place >= _named(table):
            plan.refuse(
                row.code, "", text, "This column has no name, so nobody knows what it is.", (at, place)
            )


def _named(table: PastedTable) -> int:
    """How many columns the heading, or else the first row, names: cells beyond are too many in their row."""
    return len(table.block.rows[0]) if table.has_heading and table.block.rows else len(table.columns)


def titles_of(kinds: frozenset[EntityKind]) -> dict[str, str]:
    """Every field of these kinds by its title and by its names."""
    found: dict[str, str] = {}
    for kind in FIELDS:
        if kind in kinds:
            for one in FIELDS[kind].values():
                for title in (one.title, one.name, one.wire_name):
                    found.setdefault(title, one.name)
    return found
