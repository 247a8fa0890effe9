"""A log that lies beside the file and belongs to another one: SQLite would write its pages over ours without a word."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pysqlite3 as sqlite

from lazi_desktop.store.workspace.database import Database, DatabaseError, open_reader


def has_foreign_log(path: Path) -> bool:
    """Whether the workspace would be another one with its log than without. A workspace's `db_uuid` never changes."""
    log = path.with_name(f"{path.name}-wal")
    try:
        if not path.stat().st_size or not log.stat().st_size:
            return False
        with closing(_without_its_log(path)) as alone, closing(open_reader(path)) as together:
            own, found = _uuid_in(alone), _uuid_in(together)
    except (OSError, DatabaseError):
        return False  # what it is shows when it is opened
    return own is not None and found is not None and own != found


def _without_its_log(path: Path) -> Database:
    return Database(sqlite.connect(f"{path.absolute().as_uri()}?immutable=1", uri=True, isolation_level=None))


def _uuid_in(database: Database) -> str | None:
    found: str | None = database.value("SELECT value FROM meta WHERE name = 'db_uuid'")
    return found
