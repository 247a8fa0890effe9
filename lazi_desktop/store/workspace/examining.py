"""Looks a workspace over without changing anything, while it may be in use."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

from lazi_desktop.store.workspace.database import (
    Database,
    DatabaseError,
    explained,
    is_damage,
    is_sound,
    open_reader,
)
from lazi_desktop.store.workspace.meta import Meta
from lazi_desktop.store.workspace.opening import FILE_NAME, HEAD

_PICTURE = "SELECT address FROM picture WHERE address LIKE 'Images/%' AND flaw IS NULL LIMIT 1"
_STEPS = 100_000  # of SQLite's machine, between two looks at the clock


@dataclass(frozen=True, slots=True)
class WorkspaceLook:
    """`is_whole` is None where the check was cut off. `picture` is a path of one, "" where there is none."""

    revision: str
    tenant_id: str
    cursor: int
    size: int
    is_whole: bool | None
    picture: str

    @property
    def is_newer(self) -> bool:
        return self.revision > HEAD


def file_size(folder: Path) -> int:
    path = folder / FILE_NAME
    return path.stat().st_size if path.exists() else 0


def examine(folder: Path, *, seconds: float) -> WorkspaceLook | None:
    """None where there is none. The file is checked for at most `seconds`, with 0 not at all.

    Raises:
        WorkspaceProblem: it cannot be read.
    """
    path = folder / FILE_NAME
    if not path.exists():
        return None
    try:
        database = open_reader(path)
        try:
            return _look(database, path.stat().st_size, seconds)
        finally:
            database.close()
    except DatabaseError as error:
        raise explained(error) from error


def _look(database: Database, size: int, seconds: float) -> WorkspaceLook:
    revision = str(database.value("SELECT version_num FROM alembic_version") or "")
    meta = Meta(database)
    tenant_id, cursor = meta.get("tenant_id") or "", meta.number("cursor_seq")
    address = database.value(_PICTURE) if revision == HEAD else None
    is_whole = _is_whole(database, seconds) if seconds else None
    return WorkspaceLook(revision, tenant_id, cursor, size, is_whole, str(address or ""))


def _is_whole(database: Database, seconds: float) -> bool | None:
    until = time.monotonic() + seconds
    database.raw.set_progress_handler(lambda: int(time.monotonic() > until), _STEPS)
    try:
        return is_sound(database)
    except DatabaseError as error:
        if is_damage(error):
            return False
        if "interrupted" in str(error):
            return None
        raise
    finally:
        database.raw.set_progress_handler(None, 0)
