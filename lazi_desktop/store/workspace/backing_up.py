"""A workspace for a backup: copied while it may be in use, and looked over before anybody relies on it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from lazi_desktop.domain.errors import WorkspaceProblem
from lazi_desktop.store.workspace.copies import Unsound, copy_sound
from lazi_desktop.store.workspace.database import DatabaseError, explained, is_sound, open_reader
from lazi_desktop.store.workspace.meta import Meta
from lazi_desktop.store.workspace.opening import FILE_NAME, HEAD

_DAMAGED = "It is damaged: {}. Close LAZI Desktop and open it again, which mends it."


def workspace_file(folder: Path) -> Path:
    return folder / FILE_NAME


def copy_workspace(folder: Path, to: Path, between: Callable[[int, int], None]) -> None:
    """Into one file at `to`. `between` hears what remains of how many pages, and may raise to end it.

    Raises:
        WorkspaceProblem: it cannot be read, or is damaged.
    """
    path = workspace_file(folder)
    to.unlink(missing_ok=True)
    try:
        copy_sound(path, to, between)
    except Unsound:
        raise WorkspaceProblem(_DAMAGED.format(path)) from None
    except DatabaseError as error:
        raise explained(error) from error


def revision_of(copy: Path, tenant_id: str) -> str:
    """Of a copy that passes SQLite's thorough check and belongs to the tenant.

    Raises:
        WorkspaceProblem: it does not, or does not.
    """
    try:
        database = open_reader(copy)
        try:
            if not is_sound(database, thorough=True):
                raise WorkspaceProblem("The copy does not pass SQLite's own check.")
            if Meta(database).get("tenant_id") != tenant_id:
                raise WorkspaceProblem("It belongs to another ServiceTitan tenant.")
            return str(database.value("SELECT version_num FROM alembic_version"))
        finally:
            database.close()
    except DatabaseError as error:
        raise explained(error) from error


def is_newer(revision: str) -> bool:
    """Whether a newer program wrote it."""
    return revision > HEAD
