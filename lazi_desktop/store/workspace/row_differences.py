"""Writes of rows only what differs from what stands there: an index whose columns stay need not be touched."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from operator import ne

from lazi_desktop.store.workspace.database import Database, Row


def write_differences(
    database: Database, table: str, columns: Sequence[str], pairs: Iterable[tuple[Row, Row]]
) -> None:
    """`pairs` are rows as they are and as they shall be, with the table's key first."""
    wanted: Mapping[tuple[int, ...], list[Row]] = defaultdict(list)
    for before, after in pairs:
        if before != after:
            places = tuple([place for place, differs in enumerate(map(ne, before, after)) if differs])
            wanted[places].append((*[after[place] for place in places], after[0]))
    for places, rows in wanted.items():
        changes = ", ".join([f"{columns[place]} = ?" for place in places])
        database.run_many(f"UPDATE {table} SET {changes} WHERE {columns[0]} = ?", rows)  # noqa: S608
