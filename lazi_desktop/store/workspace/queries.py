"""What the window reads: each call on one of a few read-only connections, in one committed state."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

from lazi_desktop.domain.column_values import LINKED_COLUMNS
from lazi_desktop.domain.habits import KnownHabit
from lazi_desktop.domain.history import Recorded
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind, Tree
from lazi_desktop.domain.kits.parts import KitId, Part, PartId
from lazi_desktop.domain.kits.skus import KitSku
from lazi_desktop.domain.listed_fields import ListedNames
from lazi_desktop.domain.values import Value
from lazi_desktop.ports.change_sets import ChangeSet, Proposal
from lazi_desktop.ports.pricebook import (
    CategoryNode,
    ColumnSums,
    ConflictView,
    EntityDetail,
    PendingChange,
    ReferenceEntry,
    SkuRow,
    Usage,
    WorkspaceCounts,
)
from lazi_desktop.ports.sku_query import Facet, SkuFlag, SkuQuery
from lazi_desktop.ports.workspace import EntityValues
from lazi_desktop.store.workspace.change_sets import (
    count_proposals,
    read_change_sets,
    read_current,
    read_habits,
    read_proposals,
)
from lazi_desktop.store.workspace.columns import LINKS, Columns, needed
from lazi_desktop.store.workspace.counting import count_flags, count_values, sum_up
from lazi_desktop.store.workspace.database import Database, Row
from lazi_desktop.store.workspace.encoding import from_json, key_list
from lazi_desktop.store.workspace.finding import find_numbers
from lazi_desktop.store.workspace.kit_parts import read_kit_parts, read_kit_version
from lazi_desktop.store.workspace.kit_skus import read_kit_skus
from lazi_desktop.store.workspace.layers import STATES
from lazi_desktop.store.workspace.lean_reading import read_values
from lazi_desktop.store.workspace.listed_names import read_listed_names
from lazi_desktop.store.workspace.own_history import read_kit_history, read_own_history
from lazi_desktop.store.workspace.picture_queries import PictureQueries
from lazi_desktop.store.workspace.readers import Readers
from lazi_desktop.store.workspace.reading import (
    count_conflicts,
    read_conflicts,
    read_details,
    read_gone,
    read_pending,
    read_undo_labels,
)
from lazi_desktop.store.workspace.row_reading import (
    rows_by_code,
    rows_by_key,
    rows_by_number,
    rows_by_reference,
)
from lazi_desktop.store.workspace.rows import TREES, number_range
from lazi_desktop.store.workspace.using import is_category, usages_of_category, usages_of_sku

Fill = Callable[[Collection[str], int], Future[None]]
"""Works out columns for a tree, on the store's thread."""


class SqliteQueries(PictureQueries):
    """The port's PricebookQueries."""

    tells_costs = True

    def __init__(self, path: Path, fill: Fill) -> None:
        super().__init__(Readers(path))
        self._fill = fill

    # ---------------------------------------------------------------------------------------------------------- tree

    def categories(self, tree: Tree) -> Sequence[CategoryNode]:
        with self._readers.lend(statements=1) as database:
            rows = database.all(
                "SELECT entity_key, remote_id, reference, parent_id, name, position, active, sku_count, state, image"
                " FROM category WHERE tree = ? ORDER BY position, name_order, number",
                (TREES.index(tree),),
            )
        keys = {row[2]: EntityKey(UUID(bytes=row[0])) for row in rows}
        children: dict[EntityKey | None, list[CategoryNode]] = defaultdict(list)
        for key, remote_id, _, parent_id, name, position, active, count, state, image in rows:
            parent_key = keys.get(parent_id)
            children[parent_key].append(
                CategoryNode(
                    EntityKey(UUID(bytes=key)), remote_id, parent_key, tree, name, position, bool(active), count,
                    STATES[state], image,
                )
            )  # fmt: skip
        return _in_tree_order(children)

    # ---------------------------------------------------------------------------------------------------------- SKUs

    def find(self, query: SkuQuery, *, limit: int | None = None, interruptible: bool = False) -> array[int]:
        tree = TREES.index(query.tree)
        with self._with_columns(needed(query), [tree], interruptible) as (database, (columns,)):
            return find_numbers(database, query, columns, limit)

    def interrupt(self) -> None:
        self._readers.interrupt()

    def rows(self, numbers: Sequence[int], fields: Sequence[str] = ()) -> Sequence[SkuRow]:
        with self._readers.lend(statements=_statements(fields)) as database:
            return rows_by_number(database, numbers, fields)

    def rows_of(self, keys: Sequence[EntityKey], fields: Sequence[str] = ()) -> Sequence[SkuRow]:
        with self._readers.lend(statements=_statements(fields)) as database:
            return rows_by_key(database, keys, fields)

    def rows_by_code(self, codes: Sequence[str]) -> Mapping[str, Sequence[SkuRow]]:
        with self._readers.lend(statements=1) as database:
            return rows_by_code(database, codes)

    def rows_by_reference(
        self, kind: EntityKind, references: Sequence[int | str]
    ) -> Mapping[int | str, SkuRow]:
        with self._readers.lend() as database:
            return rows_by_reference(database, kind, references)

    def values(self, keys: Collection[EntityKey], names: Collection[str]) -> Mapping[EntityKey, EntityValues]:
        with self._readers.lend() as database:
            return read_values(database, keys, names)

    def gone(self, keys: Collection[EntityKey]) -> frozenset[EntityKey]:
        with self._readers.lend(statements=1) as database:
            return frozenset(
                EntityKey(UUID(bytes=key)) for key in read_gone(database, key_list(key.bytes for key in keys))
            )

    def facets(self, query: SkuQuery, column: str, *, limit: int = 200) -> Sequence[Facet]:
        tree = TREES.index(query.tree)
        with self._with_columns(needed(query, column), [tree]) as (database, (columns,)):
            return count_values(database, query, columns, column, limit)

    def flag_counts(self, query: SkuQuery) -> Mapping[SkuFlag, int]:
        tree = TREES.index(query.tree)
        with self._with_columns(needed(query), [tree], interruptible=True) as (database, (columns,)):
            return count_flags(database, query, columns)

    def sums(self, numbers: Sequence[int], column: str) -> ColumnSums:
        trees = _trees_of(numbers)
        names = needed(SkuQuery(), column)
        with self._with_columns(names, trees) as (database, columns):
            return sum_up(database, columns[0] if columns else Columns(database, 0), numbers, column)

    def where_used(self, key: EntityKey) -> Sequence[Usage]:
        with self._readers.lend() as database:
            if is_category(database, key):
                return usages_of_category(database, key)
        with self._with_columns(frozenset((LINKS,)), range(len(TREES))) as (database, _):
            return usages_of_sku(database, key)

    def listed_names(self) -> ListedNames:
        with self._readers.lend(statements=1) as database:
            return read_listed_names(database)

    def reference_rows(self, name: str) -> Sequence[ReferenceEntry]:
        with self._readers.lend(statements=1) as database:
            rows = database.all(
                "SELECT remote_id, name, active, payload FROM reference_row WHERE list = ?", (name,)
            )
        return [
            ReferenceEntry(remote_id, title, bool(active), from_json(payload))
            for remote_id, title, active, payload in rows
        ]

    @contextmanager
    def _with_columns(
        self, names: frozenset[str], trees: Sequence[int], interruptible: bool = False
    ) -> Iterator[tuple[Database, list[Columns]]]:
        """A connection where these columns are worked out, which the first who asks waits for."""
        while True:
            with self._readers.lend_for_finding(interruptible=interruptible) as database:
                columns = [Columns(database, tree) for tree in trees]
                lacking = {tree: one.lacking(names) for tree, one in zip(trees, columns, strict=True)}
                if not any(lacking.values()):
                    yield database, columns
                    return
            for tree, missing in lacking.items():
                if missing:
                    self._readers.wait_for(partial(self._fill, missing, tree), interruptible=interruptible)

    # --------------------------------------------------------------------------------------------------------- details

    def detail(self, key: EntityKey) -> EntityDetail | None:
        with self._readers.lend() as database:
            return read_details(database, (key,)).get(key)

    def own_history(self, key: EntityKey) -> Sequence[Recorded]:
        with self._readers.lend(statements=1) as database:
            return read_own_history(database, key)

    def pending(
        self, *, limit: int | None = None, keys: Collection[EntityKey] | None = None
    ) -> Sequence[PendingChange]:
        with self._readers.lend() as database:
            return read_pending(database, limit, keys)

    def conflicts(self) -> Sequence[ConflictView]:
        with self._readers.lend() as database:
            return read_conflicts(database)

    def change_sets(self) -> Sequence[ChangeSet]:
        with self._readers.lend() as database:
            return read_change_sets(database)

    def current_change_set(self) -> UUID | None:
        with self._readers.lend() as database:
            return read_current(database)

    def proposals(self) -> Sequence[Proposal]:
        with self._readers.lend() as database:
            return read_proposals(database)

    def habits(self) -> Sequence[KnownHabit]:
        with self._readers.lend(statements=1) as database:
            return read_habits(database)

    # ------------------------------------------------------------------------------------------------------------ kits

    def kit_parts(self, kits: Collection[KitId] | None = None) -> Sequence[Part]:
        with self._readers.lend(statements=1) as database:
            return read_kit_parts(database, kits)

    def kit_version(self, version: PartId) -> Value:
        with self._readers.lend(statements=1) as database:
            return read_kit_version(database, version)

    def kit_skus(self, keys: Collection[EntityKey]) -> Mapping[EntityKey, KitSku]:
        with self._readers.lend() as database:
            return read_kit_skus(database, keys)

    def kit_history(self, kit: KitId) -> Sequence[Recorded]:
        with self._readers.lend(statements=1) as database:
            return read_kit_history(database, kit)

    # --------------------------------------------------------------------------------------------------------- in sum

    def counts(self) -> WorkspaceCounts:
        with self._readers.lend() as database:
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
                conflicts=count_conflicts(database),
                unsent_ops=database.value("SELECT count(*) FROM op WHERE state = 'local'"),
                proposals=count_proposals(database),
                uncategorised={tree: unplaced.get(place, 0) for place, tree in enumerate(TREES)},
            )

    def undo_labels(self) -> tuple[str, str]:
        with self._readers.lend() as database:
            return read_undo_labels(database)

    def close(self) -> None:
        """Waits for the reads under way; running finds are ended."""
        self._readers.close()


def _statements(fields: Sequence[str]) -> int:
    """With how many statements rows are read."""
    return 1 if LINKED_COLUMNS.isdisjoint(fields) else 2


def _trees_of(numbers: Sequence[int]) -> list[int]:
    if not numbers:
        return []
    least, most = min(numbers), max(numbers)
    return [
        tree for tree in range(len(TREES)) if least <= number_range(tree)[1] and most >= number_range(tree)[0]
    ]


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
