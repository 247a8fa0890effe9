"""Pasted lines matched with SKUs and kits. Reads only: what is found is added by `add_lines`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from lazi_desktop.domain.kinds import EntityKind, Tree
from lazi_desktop.domain.kits.kit import Kit, Quantity
from lazi_desktop.domain.kits.part_fields import MAX_LINE_NOTE, MAX_UNIT
from lazi_desktop.domain.kits.parts import KitId
from lazi_desktop.domain.kits.pasted_lines import PastedLine, names_to_look_up, pasted_lines
from lazi_desktop.domain.pasted_block import PastedBlock
from lazi_desktop.operations.kits.lines import IN_KITS, NewLine
from lazi_desktop.ports.pricebook import SkuRow
from lazi_desktop.ports.queries import PricebookQueries
from lazi_desktop.ports.sku_query import SkuQuery
from lazi_desktop.ports.workspace import Step

MAX_CODE = 200
SEARCHED = 300
"""Names that are searched for one by one; a list with more that nothing is called is hardly of this pricebook."""
SUGGESTED = 5


@dataclass(frozen=True, slots=True)
class Unmatched:
    """A pasted row that waits for a person. `suggested` are what it may mean."""

    row: int
    text: str
    quantity: Quantity
    unit: str
    note: str
    why: str
    suggested: Sequence[SkuRow] = ()


@dataclass(slots=True)
class Matched:
    lines: list[NewLine] = field(default_factory=list)
    unmatched: list[Unmatched] = field(default_factory=list)


def kits_to_paste(kits: Mapping[KitId, Kit], *, besides: KitId | None) -> Mapping[str, Sequence[KitId]]:
    """By their names in lower case: those that are in use, and not the one that is built."""
    named: dict[str, list[KitId]] = {}
    for key, kit in kits.items():
        if key != besides and not (kit.gone or kit.archived):
            named.setdefault(kit.name.casefold(), []).append(key)
    return named


def match_pasted(
    queries: PricebookQueries,
    block: PastedBlock,
    kits: Mapping[str, Sequence[KitId]],
    *,
    step: Step | None = None,
) -> Matched:
    """Row by row, by code and then by name. `kits` are those that may be in it, by their names in lower case.

    Raises:
        InvalidValue: there are too many rows.
        Cancelled: by `step`.
    """
    finder = _Finder(queries, kits)
    finder.look_up([name for name in names_to_look_up(block) if len(name) <= MAX_CODE])
    matched = Matched()
    lines = pasted_lines(block, finder.known)
    for done, line in enumerate(lines):
        if step is not None and not done % 20:
            step(done, len(lines))
        found = finder.line(line)
        if isinstance(found, NewLine):
            matched.lines.append(found)
        else:
            matched.unmatched.append(found)
    return matched


class _Finder:
    def __init__(self, queries: PricebookQueries, kits: Mapping[str, Sequence[KitId]]) -> None:
        self._queries = queries
        self._kits = kits
        self._by_code: dict[str, Sequence[SkuRow]] = {}
        self._by_name: dict[str, Sequence[SkuRow]] = {}
        self.known: set[str] = set()

    def look_up(self, names: Sequence[str]) -> None:
        for code, rows in self._queries.rows_by_code(names).items():
            if usable := [row for row in rows if row.kind in IN_KITS]:
                self._by_code[code.casefold()] = usable
        self.known = set(self._by_code) | {name for one in names if (name := one.casefold()) in self._kits}

    def line(self, line: PastedLine) -> NewLine | Unmatched:
        if not line.what:
            return _unmatched(line, "There is no code or name in this row.")
        for text in line.what:
            if rows := self._by_code.get(text.casefold()):
                return self._one_of(line, rows, f"{len(rows)} entries have this code.")
            if kits := self._kits.get(text.casefold()):
                if len(kits) > 1:
                    return _unmatched(line, f"{len(kits)} kits have this name.")
                return self._new(line, NewLine(includes=kits[0]))
        suggested: dict[int, SkuRow] = {}
        for text in line.what:
            found = self._called(text)
            same = [row for row in found if _folded(row.name) == _folded(text)]
            if same:
                return self._one_of(line, same, f"{len(same)} entries have this name.")
            suggested |= {row.number: row for row in found}
        why = "Nothing has this code or name."
        return _unmatched(line, why, list(suggested.values())[:SUGGESTED])

    def _called(self, text: str) -> Sequence[SkuRow]:
        """What a search for it finds first."""
        if text in self._by_name:
            return self._by_name[text]
        if len(self._by_name) >= SEARCHED or len(text) > MAX_CODE:
            return ()
        numbers = [
            number
            for tree in (Tree.MATERIALS, Tree.SERVICES)
            for number in self._queries.find(SkuQuery(tree=tree, search=text), limit=2 * SUGGESTED)
        ]
        found = [row for row in self._queries.rows(numbers) if row.kind in IN_KITS]
        self._by_name[text] = found
        return found

    def _one_of(self, line: PastedLine, rows: Sequence[SkuRow], why: str) -> NewLine | Unmatched:
        """Active ones are meant where there are several, and materials before all else."""
        for some in (rows, _active(rows), _materials(_active(rows))):
            if len(some) == 1:
                return self._new(line, NewLine(sku=some[0].key, unit=line.unit))
        return _unmatched(line, why, rows[:SUGGESTED])

    def _new(self, line: PastedLine, new: NewLine) -> NewLine | Unmatched:
        if line.fault:
            return _unmatched(line, line.fault)
        return NewLine(
            sku=new.sku,
            includes=new.includes,
            quantity=line.quantity,
            unit=new.unit[:MAX_UNIT],
            note=line.note[:MAX_LINE_NOTE],
        )


def _unmatched(line: PastedLine, why: str, suggested: Sequence[SkuRow] = ()) -> Unmatched:
    text = " · ".join(line.what)
    quantity = Decimal(1) if line.fault else line.quantity
    return Unmatched(line.row, text, quantity, line.unit, line.note, why, suggested)


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()


def _active(rows: Iterable[SkuRow]) -> list[SkuRow]:
    return [row for row in rows if row.active]


def _materials(rows: Iterable[SkuRow]) -> list[SkuRow]:
    return [row for row in rows if row.kind is EntityKind.MATERIAL]
