"""The pictures in folders, in the order in which a person counts their names. Reads the disk."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from lazi_desktop.domain.errors import InvalidValue
from lazi_desktop.ui.numerals import whole
from lazi_desktop.ui.picture_adding.sources import FromFile, Source

PICTURE_SUFFIXES = frozenset(
    f".{suffix}"
    for suffix in (
        *("jpg", "jpeg", "jpe", "jfif", "png", "gif", "webp", "bmp", "tif", "tiff"),
        *("heic", "heif", "avif", "svg"),  # read by few: what is wrong with them is said
    )
)
"""By which files of a folder are taken for pictures; what they really are is seen when they are read."""
MOST_FILES = 5_000
_NUMBERS = re.compile(r"(\d+)")


def unfolded(sources: Sequence[Source], step: Callable[[], None] = lambda: None) -> list[Source]:
    """Each file once; folders are replaced by their pictures. What cannot be looked into stays, and tells why when it
    is read. `step` is called now and then, and may raise.

    Raises:
        InvalidValue: these would be too many.
    """
    found: dict[Path, Source] = {}
    order: list[Source] = []
    for source in sources:
        if not isinstance(source, FromFile):
            order.append(source)
            continue
        step()
        for path in _pictures_in(source.path, step) if source.path.is_dir() else [source.path]:
            if path not in found:
                found[path] = FromFile(path)
                order.append(found[path])
            if len(order) > MOST_FILES:
                words = QCoreApplication.translate(
                    "PictureAdding", "These are more than {count} pictures. Take them in several lots."
                )
                raise InvalidValue(words.format(count=whole(MOST_FILES)))
    return order


def _pictures_in(folder: Path, step: Callable[[], None]) -> list[Path]:
    """Also in the folders below, links to other folders left alone."""
    found: list[Path] = []
    for here, below, names in os.walk(folder):
        step()
        below[:] = sorted((name for name in below if not name.startswith(".")), key=by_number)
        found += (
            Path(here, name)
            for name in sorted(names, key=by_number)
            if not name.startswith(".") and Path(name).suffix.lower() in PICTURE_SUFFIXES
        )
        if len(found) > MOST_FILES:
            break
    return found


def by_number(name: str) -> list[tuple[int, str]]:
    """ "IMG 2" before "IMG 10"."""
    return [
        (int(part), "") if part.isdecimal() and part.isascii() else (-1, part.casefold())
        for part in _NUMBERS.split(name)
    ]
