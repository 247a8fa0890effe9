"""Columns that no part of `sku` holds: worked out when they are first asked for, and kept up from then on.

A column costs nothing until somebody sorts, filters or counts by it. Who links what is such a column, too, in a table
of its own. All are forgotten when a snapshot begins.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any

import msgspec

from lazi_desktop.domain.column_values import (
    CATEGORIES,
    JOINED_BY,
    LINKED_COLUMNS,
    ColumnValue,
)
from lazi_desktop.domain.kinds import EntityKind, Tree
from lazi_desktop.domain.listed_fields import LISTED_FIELDS, NO_NAMES, ListedNames
from lazi_desktop.domain.values import Fields
from lazi_desktop.store.workspace.columns import EFFECTIVE, LINKS
from lazi_desktop.store.workspace.database import Database
from lazi_desktop.store.workspace.encoding import number_list
from lazi_desktop.store.workspace.folding import fold, natural_order
from lazi_desktop.store.workspace.linked_costs import linked_columns, linking
from lazi_desktop.store.workspace.listed_names import read_listed_names
from lazi_desktop.store.workspace.rows import TREES, number_range
from lazi_desktop.store.workspace.shown_values import (
    COPIES,
    KINDS,
    fields_of,
    links_in,
    links_of,
    shown_as,
    shown_cost,
    shown_in,
    value_in,
)

LOT = 8_000
MANY_COSTS = 4_000
"""More than that are worked out again by the next who asks, so that a large edit need not wait for them."""
_MOST = 24
"""Columns kept up at a time: beyond that, the one that was asked for longest ago makes way."""

_Row = tuple[int, EntityKind, Fields]
"""A SKU's number, kind and effective fields, or those of them that matter."""

_PUT = "INSERT OR REPLACE INTO shown_value (column_id, number, ordered, text, folded) VALUES (?, ?, ?, ?, ?)"
_PUT_LINK = (
    "INSERT OR REPLACE INTO sku_link (target, target_kind, number, field, quantity) VALUES (?, ?, ?, ?, ?)"
)
_READ = """
    SELECT json_group_array(json_array(s.number, s.kind, {values}))
    FROM (SELECT number, kind, entity_key FROM sku WHERE number > ? AND number <= ? ORDER BY number LIMIT ?) s
    LEFT JOIN mirror m USING (entity_key)"""
_COPY = """
    SELECT json_group_array(json_array(number, {0}, code_order))
    FROM (SELECT * FROM sku WHERE number > ? AND number <= ? ORDER BY number LIMIT ?)"""
_CATEGORIES_OF = """
    SELECT sku_category.number, group_concat(name, '{joined_by}' ORDER BY name_order, name)
    FROM sku_category JOIN category ON category.reference = category_id
    WHERE sku_category.{which} GROUP BY 1"""

_decode_rows = msgspec.json.Decoder(list[list[Any]]).decode


class ShownColumns:
    """Belongs to the writing connection. What is remembered of the tables is forgotten after a rollback."""

    def __init__(self, database: Database) -> None:
        self._db = database
        self._ids: dict[str, int] | None = None
        self._categories_owed: set[int] = set()
        self._costs_owed: set[int] = set()
        self._filling_costs = False
        self._names: ListedNames | None = None
        self._lists_changed = 0

    @property
    def in_use(self) -> bool:
        return bool(self._columns())

    def shows(self, touched: Collection[str]) -> bool:
        """Whether one of these fields is shown in a column."""
        return any(not fields_of(name).isdisjoint(touched) for name in self._columns())

    def forget(self) -> None:
        self._ids = None
        self._categories_owed.clear()
        self._costs_owed.clear()
        self._names = None

    def _columns(self) -> dict[str, int]:
        if self._ids is None:
            self._ids = dict(self._db.all("SELECT name, id FROM shown_column"))
        return self._ids

    # -------------------------------------------------------------------------------------------------------- filling

    def fill(self, names: Collection[str], tree: int, between: Callable[[], None] = lambda: None) -> None:
        """Works out these columns for a tree; those that are already there cost nothing. `between` runs between two
        transactions. Cut off, it is begun again by the next one who asks."""
        with self._db.writing():
            wanted = self._begin(names, tree)
        if not wanted:
            return
        lists = self._lists_changed
        around = self._filling_costs  # another one may be filled in between
        self._filling_costs = around or not LINKED_COLUMNS.isdisjoint(wanted)
        try:
            self._fill(wanted, tree, between)
        finally:
            self._filling_costs = around
        if lists != self._lists_changed:  # meanwhile: half of it has other names
            wanted = {name: number for name, number in wanted.items() if name not in LISTED_FIELDS}
        with self._db.writing():
            self._db.run(
                "UPDATE shown_column SET filled = filled | ? WHERE id IN (SELECT value FROM json_each(?))",
                (1 << tree, number_list(wanted.values())),
            )

    def _fill(self, wanted: dict[str, int], tree: int, between: Callable[[], None]) -> None:
        first, last = number_range(tree)
        if CATEGORIES in wanted:
            with self._db.writing():
                self._put_categories(f"number BETWEEN {first} AND {last}", ())
        for fill, names in (
            (self._copy_lot, wanted.keys() & COPIES.keys()),
            (self._fill_lot, wanted.keys() - COPIES.keys() - LINKED_COLUMNS - {CATEGORIES}),
            (self._fill_costs, wanted.keys() & LINKED_COLUMNS),
        ):
            at: int | None = first - 1
            while names and at is not None:
                # What a power cut undoes is worked out again: only the last word below must last.
                with self._db.writing_loosely(), self._db.writing():
                    at = fill({name: wanted[name] for name in names}, at, last)
                between()

    def _begin(self, names: Collection[str], tree: int) -> dict[str, int]:
        filled: dict[str, int] = dict(self._db.all("SELECT name, filled FROM shown_column"))
        wanted = [name for name in names if not filled.get(name, 0) & 1 << tree]
        first, last = number_range(tree)
        used = self._db.value("SELECT coalesce(max(used), 0) + 1 FROM shown_column")
        for name in wanted:
            if name not in filled:
                self._make_way()
            self._db.run(
                "INSERT INTO shown_column (name, filled, used) VALUES (?, 0, ?)"
                " ON CONFLICT (name) DO UPDATE SET used = excluded.used", (name, used),
            )  # fmt: skip
        self._ids = None
        ids = {name: self._columns()[name] for name in wanted}
        for column_id in ids.values():
            self._db.run(
                "DELETE FROM shown_value WHERE column_id = ? AND number BETWEEN ? AND ?",
                (column_id, first, last),
            )
        if LINKS in ids:
            self._db.run("DELETE FROM sku_link WHERE number BETWEEN ? AND ?", (first, last))
        return ids

    def _make_way(self) -> None:
        going = self._db.all(
            "SELECT id, name FROM shown_column ORDER BY used DESC LIMIT -1 OFFSET ?", (_MOST - 1,)
        )
        if any(name == LINKS for _, name in going):  # without them nobody knows whom another cost concerns
            going += [
                pair
                for pair in self._db.all("SELECT id, name FROM shown_column")
                if pair[1] in LINKED_COLUMNS
            ]
        for column_id, name in going:
            self._db.run("DELETE FROM shown_value WHERE column_id = ?", (column_id,))
            self._db.run("DELETE FROM shown_column WHERE id = ?", (column_id,))
            if name == LINKS:
                self._db.run("DELETE FROM sku_link")

    def _copy_lot(self, wanted: dict[str, int], after: int, last: int) -> int | None:
        """Returns up to where it came, None at the end."""
        rows = _decode_rows(
            self._db.value(_COPY.format(", ".join(wanted)), (after, last, LOT)),
        )
        for at, column_id in enumerate(wanted.values(), 1):
            copies = [(column_id, row[0], row[-1], "", fold(row[at])) for row in rows if row[at]]
            self._db.run_many(_PUT, copies)
        return rows[-1][0] if len(rows) == LOT else None

    def _fill_lot(self, wanted: dict[str, int], after: int, last: int) -> int | None:
        """Like `_copy_lot`."""
        fields = sorted(frozenset().union(*map(fields_of, wanted)))
        values = ", ".join(EFFECTIVE.format(field) for field in fields)
        rows = _decode_rows(self._db.value(_READ.format(values=values), (after, last, LOT)))
        place = {field: 2 + at for at, field in enumerate(fields)}
        names = self._listed_names(wanted)
        for name, column_id in wanted.items():
            if name == LINKS:
                self._db.run_many(_PUT_LINK, links_in(rows, place))
                continue
            at = place[name]
            known: dict[tuple[str, str], tuple[float | str, str, str] | None] = {}
            found = []
            for row in rows:
                number, kind, text = row[0], row[1], row[at]
                if text is None or text == "null":
                    continue
                if (kind, text) in known:  # few values are had by one SKU alone
                    value = known[kind, text]
                else:
                    value = known[kind, text] = shown_in(name, KINDS[kind], text, names)
                if value is not None:
                    found.append((column_id, number, *value))
            self._db.run_many(_PUT, found)
        return rows[-1][0] if len(rows) == LOT else None

    def _fill_costs(self, wanted: dict[str, int], after: int, last: int) -> int | None:
        """Like `_copy_lot`."""
        numbers: list[int] = [
            number
            for (number,) in self._db.all(
                "SELECT number FROM sku WHERE number > ? AND number <= ? ORDER BY number LIMIT ?",
                (after, last, LOT),
            )
        ]
        self._put_costs(wanted, numbers)
        return numbers[-1] if len(numbers) == LOT else None

    # ----------------------------------------------------------------------------------------------------- keeping up

    def put(self, rows: Sequence[_Row], touched: Collection[str] | None = None) -> None:
        """These SKUs look like this now. Where it is known, `touched` are the only fields that look different."""
        columns = self._columns()
        if touched is not None:
            columns = {
                name: number for name, number in columns.items() if not fields_of(name).isdisjoint(touched)
            }
        if not columns or not rows:
            return
        numbers = [number for number, _, _ in rows]
        if not LINKED_COLUMNS.isdisjoint(columns):
            self._owe_costs(numbers, touched)
            columns = {name: number for name, number in columns.items() if name not in LINKED_COLUMNS}
        self._remove(numbers, columns)
        self._insert({name: number for name, number in columns.items() if name != CATEGORIES}, rows)
        if CATEGORIES in columns:
            self._categories_owed.update(numbers)

    def _owe_costs(self, numbers: Collection[int], touched: Collection[str] | None = None) -> None:
        """What these link costs otherwise, or they themselves do for those that link them."""
        if not self._filling_costs and (len(self._costs_owed) > MANY_COSTS or not self._are_costs_filled()):
            return  # then nobody keeps them up
        self._costs_owed.update(numbers)
        if touched is None or "cost" in touched:
            self._costs_owed |= linking(self._db, numbers)

    def remove(self, numbers: Collection[int]) -> None:
        """Before they are gone."""
        if not LINKED_COLUMNS.isdisjoint(self._columns()):
            self._owe_costs(numbers)
        self._remove(numbers, self._columns())

    def _remove(self, numbers: Collection[int], columns: dict[str, int]) -> None:
        self._db.run_many(
            "DELETE FROM shown_value WHERE column_id = ? AND number = ?",
            [(column_id, number) for column_id in columns.values() for number in numbers],
        )
        if LINKS in columns:
            self._db.run_many("DELETE FROM sku_link WHERE number = ?", [(number,) for number in numbers])

    def categories_renamed(self, references: Iterable[int]) -> None:
        """Before `settle`: what hangs in these shows other names, or one less."""
        if CATEGORIES not in self._columns():
            return
        self._categories_owed.update(
            number
            for (number,) in self._db.all(
                "SELECT number FROM sku_category WHERE category_id IN (SELECT value FROM json_each(?))",
                (number_list(references),),
            )
        )

    def settle(self) -> None:
        """At the end of a renewal, when SKUs and categories are all in their place."""
        owed, self._categories_owed = self._categories_owed, set()
        if owed:
            self._put_categories("number IN (SELECT value FROM json_each(?))", (number_list(owed),), owed)
        self._settle_costs()

    def _settle_costs(self) -> None:
        costs, self._costs_owed = sorted(self._costs_owed), set()
        columns = {name: number for name, number in self._columns().items() if name in LINKED_COLUMNS}
        if not costs or not columns:
            return
        # While they are being filled, what was filled already has to be kept up.
        if len(costs) > MANY_COSTS and not self._filling_costs:
            self._db.run(
                "UPDATE shown_column SET filled = 0 WHERE id IN (SELECT value FROM json_each(?))",
                (number_list(columns.values()),),
            )
            return
        for start in range(0, len(costs), LOT):
            lot = costs[start : start + LOT]
            self._remove(lot, columns)
            self._put_costs(columns, lot)

    def _are_costs_filled(self) -> bool:
        columns = [number for name, number in self._columns().items() if name in LINKED_COLUMNS]
        least = self._db.value(
            "SELECT min(filled & ?) FROM shown_column WHERE id IN (SELECT value FROM json_each(?))",
            (1 << TREES.index(Tree.SERVICES), number_list(columns)),
        )
        return bool(least)

    def _listed_names(self, columns: Collection[str]) -> ListedNames:
        if self._names is None and not LISTED_FIELDS.keys().isdisjoint(columns):
            self._names = read_listed_names(self._db)
        return self._names or NO_NAMES

    def lists_changed(self) -> None:
        """Columns that show their rows by name are worked out again by the next who asks."""
        self._names = None
        self._lists_changed += 1
        self._db.run(
            "UPDATE shown_column SET filled = 0 WHERE name IN (SELECT value FROM json_each(?))",
            (json.dumps(sorted(LISTED_FIELDS)),),
        )

    def clear(self) -> None:
        """Forgets all columns."""
        if self._columns():
            for clear in ("DELETE FROM shown_value", "DELETE FROM sku_link", "DELETE FROM shown_column"):
                self._db.run(clear)
            self.forget()

    # -------------------------------------------------------------------------------------------------------- writing

    def _insert(self, columns: dict[str, int], rows: Sequence[_Row]) -> None:
        names = self._listed_names(columns)
        for name, column_id in columns.items():
            if name == LINKS:
                self._db.run_many(_PUT_LINK, [link for row in rows for link in links_of(*row)])
                continue
            found: list[tuple[Any, ...]] = []
            for number, kind, fields in rows:
                value = value_in(name, kind, fields, names)
                if value is not None and name in COPIES:
                    code = natural_order(str(fields.get("code") or ""))
                    found.append((column_id, number, code, "", fold(value.text)))
                elif value is not None:
                    found.append((column_id, number, *shown_as(value)))
            self._db.run_many(_PUT, found)

    def _put_categories(self, which: str, parameters: Sequence[Any], owed: Collection[int] = ()) -> None:
        column_id = self._columns()[CATEGORIES]
        rows = self._db.all(_CATEGORIES_OF.format(joined_by=JOINED_BY, which=which), parameters)
        self._db.run_many(
            "DELETE FROM shown_value WHERE column_id = ? AND number = ?",
            [(column_id, number) for number in owed],
        )
        self._db.run_many(
            _PUT,
            [(column_id, number, *shown_as(ColumnValue(names))) for number, names in rows if names],
        )

    def _put_costs(self, columns: dict[str, int], numbers: Collection[int]) -> None:
        if not columns or not numbers:
            return
        found = linked_columns(self._db, numbers)
        for name, column_id in columns.items():
            self._db.run_many(
                _PUT,
                [
                    (column_id, number, *shown_cost(value))
                    for number, fields in found.items()
                    if (value := fields[name]) is not None
                ],
            )
