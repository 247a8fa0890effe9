"""Columns that no part of `sku` holds: worked out when they are first asked for, and kept up from then on.

A column costs nothing until somebody sorts, filters or counts by it. Who links what is such a column, too, in a table
of its own. All are forgotten when a snapshot begins.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any

import msgspec

from lazi_desktop.domain.column_values import CATEGORIES, JOINED_BY, ColumnValue, column_value
from lazi_desktop.domain.field_tables import FIELDS
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.links import LINKED
from lazi_desktop.domain.values import Fields, Value
from lazi_desktop.store.workspace.columns import LINKS
from lazi_desktop.store.workspace.database import Database
from lazi_desktop.store.workspace.encoding import from_json, number_list
from lazi_desktop.store.workspace.folding import fold, natural_order
from lazi_desktop.store.workspace.rows import number_range, reference_number

LOT = 8_000
LONGEST_TEXT, LONGEST_ORDERED = 200, 60
_MOST = 24
"""Columns kept up at a time: beyond that, the one that was asked for longest ago makes way."""

_Row = tuple[int, EntityKind, Fields]
"""A SKU's number, kind and effective fields, or those of them that matter."""

_PUT = "INSERT OR REPLACE INTO shown_value (column_id, number, ordered, text, folded) VALUES (?, ?, ?, ?, ?)"
_PUT_LINK = (
    "INSERT OR REPLACE INTO sku_link (target, target_kind, number, field, quantity) VALUES (?, ?, ?, ?, ?)"
)
_EFFECTIVE = """
    coalesce((SELECT value FROM overridden o WHERE o.entity_key = s.entity_key AND o.field = '{0}'),
        m.fields -> '$.{0}') || ''"""
"""Text that happens to be JSON: values of which many SKUs have the same are read once."""
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
_COPIES = {"name": "display_name", "unit": "unit_of_measure", "vendor_part": "primary_vendor"}
"""Columns of `sku` whose folded text is here as well, and the fields that they show. They stand by the SKU's code."""
_SUPPLEMENTS = {"Service": EntityKind.SERVICE, "Material": EntityKind.MATERIAL}

_decode_rows = msgspec.json.Decoder(list[list[Any]]).decode
_KINDS = {kind.value: kind for kind in EntityKind}


class ShownColumns:
    """Belongs to the writing connection. What is remembered of the tables is forgotten after a rollback."""

    def __init__(self, database: Database) -> None:
        self._db = database
        self._ids: dict[str, int] | None = None
        self._categories_owed: set[int] = set()

    @property
    def in_use(self) -> bool:
        return bool(self._columns())

    def shows(self, touched: Collection[str]) -> bool:
        """Whether one of these fields is shown in a column."""
        return any(not _fields_of(name).isdisjoint(touched) for name in self._columns())

    def forget(self) -> None:
        self._ids = None
        self._categories_owed.clear()

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
        first, last = number_range(tree)
        if CATEGORIES in wanted:
            with self._db.writing():
                self._put_categories(f"number BETWEEN {first} AND {last}", ())
        for fill, names in (
            (self._copy_lot, wanted.keys() & _COPIES.keys()),
            (self._fill_lot, wanted.keys() - _COPIES.keys() - {CATEGORIES}),
        ):
            at: int | None = first - 1
            while names and at is not None:
                # What a power cut undoes is worked out again: only the last word below must last.
                with self._db.writing_loosely(), self._db.writing():
                    at = fill({name: wanted[name] for name in names}, at, last)
                between()
        with self._db.writing():
            self._db.run(
                "UPDATE shown_column SET filled = filled | ? WHERE id IN (SELECT value FROM json_each(?))",
                (1 << tree, number_list(wanted.values())),
            )

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
        for column_id, name in self._db.all(
            "SELECT id, name FROM shown_column ORDER BY used DESC LIMIT -1 OFFSET ?", (_MOST - 1,)
        ):
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
        fields = sorted(frozenset().union(*map(_fields_of, wanted)))
        values = ", ".join(_EFFECTIVE.format(field) for field in fields)
        rows = _decode_rows(self._db.value(_READ.format(values=values), (after, last, LOT)))
        place = {field: 2 + at for at, field in enumerate(fields)}
        for name, column_id in wanted.items():
            if name == LINKS:
                self._db.run_many(_PUT_LINK, _links_in(rows, place))
                continue
            at = place[name]
            shown: dict[tuple[str, str], tuple[float | str, str, str] | None] = {}
            found = []
            for row in rows:
                number, kind, text = row[0], row[1], row[at]
                if text is None or text == "null":
                    continue
                if (kind, text) in shown:  # few values are had by one SKU alone
                    value = shown[kind, text]
                else:
                    value = shown[kind, text] = _shown_in(name, _KINDS[kind], text)
                if value is not None:
                    found.append((column_id, number, *value))
            self._db.run_many(_PUT, found)
        return rows[-1][0] if len(rows) == LOT else None

    # ----------------------------------------------------------------------------------------------------- keeping up

    def put(self, rows: Sequence[_Row], touched: Collection[str] | None = None) -> None:
        """These SKUs look like this now. Where it is known, `touched` are the only fields that look different."""
        columns = self._columns()
        if touched is not None:
            columns = {
                name: number for name, number in columns.items() if not _fields_of(name).isdisjoint(touched)
            }
        if not columns or not rows:
            return
        self._remove([number for number, _, _ in rows], columns)
        self._insert({name: number for name, number in columns.items() if name != CATEGORIES}, rows)
        if CATEGORIES in columns:
            self._categories_owed.update(number for number, _, _ in rows)

    def remove(self, numbers: Collection[int]) -> None:
        self._remove(numbers, self._columns())

    def _remove(self, numbers: Collection[int], columns: dict[str, int]) -> None:
        self._db.run_many(
            "DELETE FROM shown_value WHERE column_id = ? AND number = ?",
            [(column_id, number) for column_id in columns.values() for number in numbers],
        )
        if LINKS in columns:
            self._db.run_many("DELETE FROM sku_link WHERE number = ?", [(number,) for number in numbers])

    def categories_renamed(self, references: Iterable[int]) -> None:
        """Before `settle`: what hangs in these shows other names."""
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

    def clear(self) -> None:
        """Forgets all columns."""
        if self._columns():
            for clear in ("DELETE FROM shown_value", "DELETE FROM sku_link", "DELETE FROM shown_column"):
                self._db.run(clear)
            self.forget()

    # -------------------------------------------------------------------------------------------------------- writing

    def _insert(self, columns: dict[str, int], rows: Sequence[_Row]) -> None:
        for name, column_id in columns.items():
            if name == LINKS:
                self._db.run_many(_PUT_LINK, [link for row in rows for link in _links(*row)])
                continue
            found: list[tuple[Any, ...]] = []
            for number, kind, fields in rows:
                value = _value(name, kind, fields)
                if value is not None and name in _COPIES:
                    code = natural_order(str(fields.get("code") or ""))
                    found.append((column_id, number, code, "", fold(value.text)))
                elif value is not None:
                    found.append((column_id, number, *_shown(value)))
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
            [(column_id, number, *_shown(ColumnValue(names))) for number, names in rows if names],
        )


_LINKS_FIELDS = frozenset(field for _, field in LINKED)


def _fields_of(name: str) -> frozenset[str]:
    if name == LINKS:
        return _LINKS_FIELDS
    return frozenset((_COPIES[name], "code")) if name in _COPIES else frozenset((name,))


def _links_in(rows: Sequence[list[Any]], place: dict[str, int]) -> list[tuple[Any, ...]]:
    return [
        link
        for row in rows
        for link in _links(
            row[0],
            _KINDS[row[1]],
            {field: from_json(row[at]) for field, at in place.items() if row[at] not in _NOTHING},
        )
    ]


_NOTHING = (None, "null", "[]")


def _shown_in(name: str, kind: EntityKind, text: str) -> tuple[float | str, str, str] | None:
    value = _value(name, kind, {name: from_json(text)})
    return None if value is None else _shown(value)


def _value(name: str, kind: EntityKind, fields: Fields) -> ColumnValue | None:
    field = _COPIES.get(name, name)
    if field not in FIELDS[kind]:
        return None
    value = fields.get(field)
    if name == "vendor_part":
        value = value.get("vendorPart") if isinstance(value, dict) else None
        return ColumnValue(value) if isinstance(value, str) and value else None
    return None if value is None else column_value(field, value)


def _shown(value: ColumnValue) -> tuple[float | str, str, str]:
    if value.number is not None:
        return float(value.number), value.text, value.text
    if value.moment:
        return value.moment, value.text, value.text
    return _shown_text(value.text)


@lru_cache(4_000)
def _shown_text(text: str) -> tuple[str, str, str]:
    return natural_order(text[:LONGEST_ORDERED]), text[:LONGEST_TEXT], fold(text)


def _links(number: int, kind: EntityKind, fields: Fields) -> Iterator[tuple[int, str, int, str, str | None]]:
    for (of, field), kinds in LINKED.items():
        if of is not kind:
            continue
        for one in fields.get(field) or ():
            entry = one if isinstance(one, dict) else {"skuId": one}
            target = reference_number(entry.get("skuId"))
            if target is not None:
                yield target, _kind_of(entry, kinds).value, number, field, _quantity(entry.get("quantity"))


def _kind_of(entry: dict[str, Value], kinds: tuple[EntityKind, ...]) -> EntityKind:
    return kinds[0] if len(kinds) == 1 else _SUPPLEMENTS.get(str(entry.get("type")), kinds[0])


def _quantity(value: Value) -> str | None:
    return str(value) if isinstance(value, int | Decimal) else None
