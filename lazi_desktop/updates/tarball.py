"""Puts an unpacked program in the place of the one that runs: in one step, and the former is kept for one way back."""

from __future__ import annotations

import ctypes
import os
import shutil
import tarfile
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from lazi_desktop.domain.errors import UpdateUnavailable
from lazi_desktop.domain.update_manifest import UpdateRefused, Why

NOTE = "installed.toml"
_EXCHANGE = 2  # RENAME_EXCHANGE of <linux/fs.h>
_HERE = -100  # AT_FDCWD


def unpacking_of(root: Path) -> Path:
    return root.with_name(f"{root.name}.unpacking")


def former_of(root: Path) -> Path:
    """The program that was there before, whole."""
    return root.with_name(f"{root.name}.old")


def may_replace(root: Path) -> bool:
    """Whether this person may put another folder in its place."""
    return root.is_dir() and not root.is_symlink() and os.access(root.parent, os.W_OK) and _is_own(root)


def check_former(root: Path) -> None:
    """What a person keeps under the former program's name is not ours to move. Raises UpdateRefused."""
    former = former_of(root)
    if not os.path.lexists(former):
        return
    try:
        is_ours = not former.is_symlink() and _note_of(former).get("kind") == "tarball"
    except (OSError, ValueError):
        is_ours = False
    if not is_ours:
        raise UpdateRefused(
            Why.FOLDER,
            f"{former} was not put there by LAZI Desktop, which keeps its former version there. Move it away.",
        )


def replace_program(root: Path, archive: Path, version: str) -> None:
    """`archive` was verified. Cut off anywhere, the old program is there whole, or the new one.

    Where the file system cannot exchange two names, a cut between two renames leaves the old one in `former_of` alone.

    Raises:
        UpdateRefused: it is not that version's program, or the former's place is taken; nothing was changed.
        UpdateUnavailable: the disk refused; nothing was changed.
    """
    unpacking, former = unpacking_of(root), former_of(root)
    try:
        _remove(unpacking)
        unpacking.mkdir(mode=0o700)
        with tarfile.open(archive) as content:
            content.extractall(unpacking, filter="data")
        fresh = _program_in(unpacking, version)
        _sync(fresh)
        with _made_way(root, fresh.with_name(f"{fresh.name}.before")):
            _replace(root, fresh, former)
    except tarfile.TarError as error:
        raise UpdateRefused(Why.UNREADABLE, "The archive of the new version cannot be unpacked.") from error
    except OSError as error:
        raise UpdateUnavailable(f"{root} could not be replaced: {error.strerror}.") from error
    finally:
        shutil.rmtree(unpacking, ignore_errors=True)


def _program_in(unpacking: Path, version: str) -> Path:
    inside = list(unpacking.iterdir())
    try:
        [program] = inside
        said = _note_of(program)
    except (OSError, ValueError):
        raise UpdateRefused(Why.UNREADABLE, "The archive of the new version holds no program.") from None
    if said.get("kind") != "tarball" or said.get("version") != version:
        raise UpdateRefused(Why.UNREADABLE, f"The archive does not hold the program of version {version}.")
    return program


def _is_own(root: Path) -> bool:
    return root.stat().st_uid == os.geteuid() if os.name == "posix" else False


def _note_of(program: Path) -> Mapping[str, Any]:
    """Raises OSError, ValueError."""
    return tomllib.loads((program / NOTE).read_text(encoding="utf-8"))


@contextmanager
def _made_way(root: Path, aside: Path) -> Iterator[None]:
    """Puts the one before the former aside, and back where it fails."""
    check_former(root)
    former = former_of(root)
    if not former.exists():
        yield
        return
    former.rename(aside)
    try:
        yield
    except OSError:
        aside.rename(former)
        raise


def _replace(root: Path, fresh: Path, former: Path) -> None:
    """Nothing is changed where it fails."""
    if _exchange(fresh, root):
        try:
            fresh.rename(former)
        except OSError:
            _exchange(fresh, root)
            raise
        return
    root.rename(former)
    try:
        fresh.rename(root)
    except OSError:
        former.rename(root)
        raise


def _exchange(one: Path, other: Path) -> bool:
    """Both names at once; False where the file system cannot do that."""
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    return rename is not None and not rename(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE)


def _sync(program: Path) -> None:
    """On the disk before it takes the other's place."""
    for folder, _folders, files in os.walk(program):
        for name in files:
            file = Path(folder) / name
            if not file.is_symlink():
                with file.open("rb") as content:
                    os.fsync(content.fileno())


def _remove(folder: Path) -> None:
    if folder.exists():
        shutil.rmtree(folder)
