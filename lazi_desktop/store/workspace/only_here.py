"""What of a workspace no other computer has: edits that were not shared yet, and what is half-typed. Only reads."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lazi_desktop.domain.assets import local_digests
from lazi_desktop.store.workspace.database import Database, DatabaseError, explained, open_reader
from lazi_desktop.store.workspace.encoding import from_json
from lazi_desktop.store.workspace.opening import FILE_NAME
from lazi_desktop.store.workspace.recovery import unsent_in

MOST_NAMED = 8

_ENTRIES = """
    SELECT op.entity_kind, coalesce(sku.code, ''), coalesce(sku.name, category.name, '')
    FROM op LEFT JOIN sku USING (entity_key) LEFT JOIN category USING (entity_key)
    WHERE op.state = 'local' GROUP BY op.entity_key ORDER BY min(op.op_no)"""
_EDITS = """
    SELECT op.entity_kind, coalesce(sku.code, ''), coalesce(sku.name, category.name, ''), op.field, op.value, op.wall
    FROM op LEFT JOIN sku USING (entity_key) LEFT JOIN category USING (entity_key)
    WHERE op.state = 'local' ORDER BY op.op_no"""
_VALUES = "SELECT field, value FROM op WHERE state = 'local'"


@dataclass(frozen=True, slots=True)
class Unshared:
    """`entries` are the first few by code and name, of `entry_count`. `pictures` are digests."""

    edits: int = 0
    drafts: int = 0
    entries: Sequence[str] = ()
    entry_count: int = 0
    pictures: Collection[str] = frozenset()


def unshared_in(folder: Path) -> Unshared:
    """Nothing where there is no workspace.

    Raises:
        WorkspaceProblem: it cannot be read.
    """
    with _reading(folder) as database:
        if database is None:
            return Unshared()
        rows = database.all(_ENTRIES)
        return Unshared(
            edits=unsent_in(database),
            drafts=int(database.value("SELECT count(*) FROM draft")),
            entries=[_entry(kind, code, name) for kind, code, name in rows[:MOST_NAMED]],
            entry_count=len(rows),
            pictures=frozenset(_pictures(database)),
        )


def unshared_edits(folder: Path, make: Callable[[str, str, str, str], Any]) -> list[Any]:
    """`make` takes the entry, its field, the value as text, and when it was edited.

    Raises:
        WorkspaceProblem: it cannot be read.
    """
    with _reading(folder) as database:
        if database is None:
            return []
        return [
            make(_entry(kind, code, name), field, _text(value), str(at))
            for kind, code, name, field, value, at in database.all(_EDITS)
        ]


@contextmanager
def _reading(folder: Path) -> Iterator[Database | None]:
    path = folder / FILE_NAME
    if not path.exists() or not path.stat().st_size:
        yield None
        return
    try:
        database = open_reader(path)
        try:
            yield database
        finally:
            database.close()
    except DatabaseError as error:
        raise explained(error) from error


def _pictures(database: Database) -> Iterator[str]:
    for field, value in database.all(_VALUES):
        yield from local_digests(field, from_json(value))


def _entry(kind: str, code: str, name: str) -> str:
    return " ".join(filter(None, (code, name))) or kind.replace("_", " ")


def _text(value: str) -> str:
    read = from_json(value)
    return "" if read is None else read if isinstance(read, str) else str(read)
