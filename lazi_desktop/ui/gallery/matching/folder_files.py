"""The files of a folder: those that may be pictures, in the order in which people count, and how many others."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from lazi_desktop.domain.errors import InvalidValue
from lazi_desktop.domain.matching.photos import Photo
from lazi_desktop.ui.picture_adding.folders import PICTURE_SUFFIXES, by_number

MOST_FILES = 10_000
_NOT_SEEN = frozenset(("thumbs.db", "desktop.ini"))
_NOT_ENTERED = frozenset(("__macosx", "$recycle.bin"))


@dataclass(frozen=True, slots=True)
class FolderFiles:
    """`others`: files that are no pictures by their names. `is_cut`: there are more pictures than are taken at once."""

    folder: Path
    paths: tuple[Path, ...]
    others: int = 0
    is_cut: bool = False

    def photo(self, place: int) -> Photo:
        """With the name of the folder itself, which may be a code too."""
        inside = self.paths[place].relative_to(self.folder)
        return Photo((self.folder.name, *inside.parts))


def files_in(folder: Path, step: Callable[[], None]) -> FolderFiles:
    """Also in the folders below; links to folders are not followed. `step` is called now and then, and
    may raise. Reads the disk.

    Raises:
        InvalidValue: the folder cannot be read.
    """

    def refuse(error: OSError) -> None:
        if error.filename is None or Path(error.filename) == folder:
            raise InvalidValue(f"“{folder.name}” cannot be read: {error.strerror or error}.") from error

    found: list[Path] = []
    others = 0
    for here, below, names in os.walk(folder, onerror=refuse):
        below[:] = sorted((name for name in below if not _is_hidden(name, _NOT_ENTERED)), key=by_number)
        for name in sorted((name for name in names if not _is_hidden(name, _NOT_SEEN)), key=by_number):
            if Path(name).suffix.lower() in PICTURE_SUFFIXES:
                found.append(Path(here, name))
            else:
                others += 1
        step()
        if len(found) > MOST_FILES:
            break
    return FolderFiles(folder, tuple(found[:MOST_FILES]), others, len(found) > MOST_FILES)


def _is_hidden(name: str, known: frozenset[str]) -> bool:
    return name.startswith(".") or name.lower() in known
