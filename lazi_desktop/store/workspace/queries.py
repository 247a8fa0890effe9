"""What the window reads: each call on one of a few read-only connections, in one committed state.

Long answers come as one JSON value: SQLite then runs without giving the interpreter back and forth at every row, which
costs most exactly when other threads are busy.
"""

from __future__ import annotations

import threading
from array import array
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any
from uuid import UUID

import msgspec

from lazi_desktop.domain.errors import WorkspaceProblem
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind, Tree
from lazi_desktop.ports.sku_query import SkuQuery
from lazi_desktop.ports.workspace import (
    CategoryNode,
    ConflictView,
    EntityDetail,
    FindInterrupted,
    PendingChange,
    SkuRow,
    WorkspaceCounts,
)
from lazi_desktop.store.workspace.database import Database, DatabaseError, Row, explained, open_reader
from lazi_desktop.store.workspace.encoding import decimal_or_none, key_list, number_list
from lazi_desktop.store.workspace.finding import find_numbers
from lazi_desktop.store.workspace.layers import STATES
from lazi_desktop.store.workspace.reading import (
    read_conflicts,
    read_details,
    read_pending,
    read_undo_labels,
)
from lazi_desktop.store.workspace.rows import TREES

CONNECTIONS = 3

_ROWS = """
    SELECT json_group_array(json_array(number, hex(entity_key), kind, remote_id, code, name, cost, price, member_price,
        add_on_price, unit, vendor_part, hours, taxable, active, state, changed))
    FROM sku WHERE """
_decode_rows = msgspec.json.Decoder(list[list[Any]]).decode


class SqliteQueries:
    """The port's PricebookQueries."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._turn = threading.Condition()
        self._idle: list[Database] = [open_reader(path)]
        self._open = 1
        self._finding: set[Database] = set()
        self._closed = False

    # ---------------------------------------------------------------------------------------------------------- tree

    def categories(self, tree: Tree) -> Sequence[CategoryNode]:
        with self._reader(statements=1) as database:
            rows = database.all(
                "SELECT entity_key, remote_id, reference, parent_id, name, position, active, sku_count, state"
                " FROM category WHERE tree = ? ORDER BY position, name_order, number",
                (TREES.index(tree),),
            )
        keys = {row[2]: EntityKey(UUID(bytes=row[0])) for row in rows}
        children: dict[EntityKey | None, list[CategoryNode]] = defaultdict(list)
        for key, remote_id, _, parent_id, name, position, active, count, state in rows:
            parent_key = keys.get(parent_id)
            children[parent_key].append(
                CategoryNode(
                    EntityKey(UUID(bytes=key)), remote_id, parent_key, tree, name, position, bool(active), count,
                    STATES[state],
                )
            )  # fmt: skip
        return _in_tree_order(children)

    # ---------------------------------------------------------------------------------------------------------- SKUs

    def find(self, query: SkuQuery, *, limit: int | None = None) -> array[int]:
        with self._reader() as database:
            with self._turn:
                self._finding.add(database)
            try:
                return find_numbers(database, query, limit)
            except DatabaseError as error:
                if "interrupt" in str(error):
                    raise FindInterrupted from error
                raise
            finally:
                with self._turn:
                    self._finding.discard(database)

    def interrupt(self) -> None:
        with self._turn:
            for database in self._finding:
                database.raw.interrupt()

    def rows(self, numbers: Sequence[int]) -> Sequence[SkuRow]:
        found = self._rows("number IN (SELECT value FROM json_each(?))", number_list(numbers))
        by_number = {row.number: row for row in found}
        return [by_number[number] for number in numbers if number in by_number]

    def rows_of(self, keys: Sequence[EntityKey]) -> Sequence[SkuRow]:
        found = self._rows(
            "entity_key IN (SELECT unhex(value) FROM json_each(?))", key_list(key.bytes for key in keys)
        )
        by_key = {row.key: row for row in found}
        return [by_key[key] for key in keys if key in by_key]

    def _rows(self, condition: str, listed: str) -> list[SkuRow]:
        with self._reader(statements=1) as database:
            text = database.value(_ROWS + condition, (listed,))
        return [_sku_row(values) for values in _decode_rows(text)]

    # --------------------------------------------------------------------------------------------------------- details

    def detail(self, key: EntityKey) -> EntityDetail | None:
        with self._reader() as database:
            return read_details(database, (key,)).get(key)

    def pending(self, *, limit: int | None = None) -> Sequence[PendingChange]:
        with self._reader() as database:
            return read_pending(database, limit)

    def conflicts(self) -> Sequence[ConflictView]:
        with self._reader() as database:
            return read_conflicts(database)

    def counts(self) -> WorkspaceCounts:
        with self._reader() as database:
            skus = _pairs(database.all("SELECT kind, count(*) FROM sku GROUP BY kind"))
            pending = database.one(
                "SELECT count(*), count(DISTINCT entity_key) FROM overridden WHERE state <> 'kept'"
            ) or (0, 0)
            unplaced = _pairs(database.all("SELECT tree, count(*) FROM sku WHERE placed = 0 GROUP BY tree"))
            return WorkspaceCounts(
                skus={kind: skus.get(kind.value, 0) for kind in EntityKind if kind.is_sku},
                categories=database.value("SELECT count(*) FROM category"),
                pending_fields=pending[0],
                pending_entities=pending[1],
                conflicts=len(read_conflicts(database)),
                unsent_ops=database.value("SELECT count(*) FROM op WHERE state = 'local'"),
                uncategorised={tree: unplaced.get(place, 0) for place, tree in enumerate(TREES)},
            )

    def undo_labels(self) -> tuple[str, str]:
        with self._reader() as database:
            return read_undo_labels(database)

    # ------------------------------------------------------------------------------------------------------ connections

    def close(self) -> None:
        """Waits for the reads under way; running finds are ended."""
        with self._turn:
            self._closed = True
            for database in self._finding:
                database.raw.interrupt()
            self._turn.wait_for(lambda: len(self._idle) == self._open)
            for database in self._idle:
                database.close()
            self._idle.clear()
            self._open = 0

    @contextmanager
    def _reader(self, *, statements: int = 2) -> Iterator[Database]:
        """A connection in one committed state. A single statement is that by itself and goes without a transaction."""
        database = self._borrow()
        try:
            with database.reading() if statements > 1 else nullcontext():
                yield database
        except DatabaseError as error:
            raise explained(error) from error
        finally:
            with self._turn:
                self._idle.append(database)
                self._turn.notify_all()

    def _borrow(self) -> Database:
        with self._turn:
            self._turn.wait_for(lambda: self._idle or self._open < CONNECTIONS or self._closed)
            if self._closed:
                raise WorkspaceProblem("The workspace is closed.", title="The workspace is closed")
            if self._idle:
                return self._idle.pop()
            database = open_reader(self._path)
            self._open += 1
            return database


def _pairs(rows: list[Row]) -> dict[Any, int]:
    return dict(rows)


def _in_tree_order(children: dict[EntityKey | None, list[CategoryNode]]) -> list[CategoryNode]:
    ordered: list[CategoryNode] = []
    waiting = list(reversed(children.pop(None, [])))
    while waiting:
        node = waiting.pop()
        ordered.append(node)
        waiting.extend(reversed(children.pop(node.key, [])))
    # What is left hangs in a ring that no root leads to: shown all the same.
    for nodes in children.values():
        ordered.extend(nodes)
    return ordered


_KINDS: dict[str, EntityKind] = {kind.value: kind for kind in EntityKind}
_NONE: frozenset[str] = frozenset()


def _sku_row(values: list[Any]) -> SkuRow:
    (number, key, kind, remote_id, code, name, cost, price, member_price, add_on_price, unit, vendor_part, hours,
     taxable, active, state, changed) = values  # fmt: skip
    return SkuRow(
        number,
        EntityKey(UUID(hex=key)),
        _KINDS[kind],
        remote_id,
        code,
        name,
        decimal_or_none(cost),
        decimal_or_none(price),
        decimal_or_none(member_price),
        decimal_or_none(add_on_price),
        unit,
        vendor_part,
        decimal_or_none(hours),
        None if taxable is None else bool(taxable),
        bool(active),
        STATES[state],
        frozenset(changed.split(",")) if changed else _NONE,
    )
