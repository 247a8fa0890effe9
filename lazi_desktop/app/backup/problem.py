"""What ends a backup, or bringing one back, in words; and what a full disk looks like."""

from __future__ import annotations

import errno
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from lazi_desktop.domain.errors import Cancelled, LaziError
from lazi_desktop.store.workspace.placement import free_words

_FULL = (errno.ENOSPC, errno.EDQUOT)
_FULL_WORDS = ("No space left", "disk is full", "no room left")
_NEARLY_NOTHING = 1024 * 1024
_TIGHT = 500 * 1024 * 1024


class BackupProblem(LaziError):
    title = "The backup was not made"


class RestoreProblem(LaziError):
    title = "The backup was not brought back"


@contextmanager
def told_when_full(problem: type[LaziError], *folders: Path) -> Iterator[None]:
    """Whatever fails for want of room in one of the folders is said to. Other trouble with files is named, too."""
    try:
        yield
    except (problem, Cancelled):
        raise
    except (OSError, LaziError) as error:
        full = getattr(error, "errno", None) in _FULL or any(words in str(error) for words in _FULL_WORDS)
        fullest = min((one for one in folders if one.exists()), key=_free, default=None)
        if fullest is not None and (full or _free(fullest) < _NEARLY_NOTHING):
            raise problem(
                f"The disk of {fullest} is full: {free_words(fullest)} are free. Make room and try again."
            ) from error
        if isinstance(error, LaziError):
            raise problem(f"{error}{_perhaps_room(*folders)}") from error
        raise problem(f"{error.filename or folders[0]}: {error.strerror}.") from error


def _perhaps_room(*folders: Path) -> str:
    """PostgreSQL and SQLite tidy up when they fail, and what is free then is no proof."""
    tight = [one for one in folders if one.exists() and _free(one) < _TIGHT]
    return "".join(
        f" The disk of {one} has only {free_words(one)} left; make room and try again." for one in tight
    )


def _free(folder: Path) -> int:
    return shutil.disk_usage(folder).free
