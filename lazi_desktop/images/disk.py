"""Pictures kept on this computer: files named by the hash of what is in them, as many as fit, the freshest.

Any number of processes may share the folder: a file appears whole or not at all, and one that is gone, or is not what
its name says, was never there. What a crash leaves half written is swept up later.
"""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import structlog

from lazi_desktop.domain.pictures import PictureFlaw, PictureProblem, local_digest

log = structlog.get_logger("pictures")

MOST_KEPT = 2 * 1024 * 1024 * 1024
BLOCK = 4096
"""What the smallest file takes on most disks."""
LEFT_FREE = 1024 * 1024 * 1024
"""Of the disk, for everything else, when all pictures are kept."""
_DOWN_TO = 0.9
_AHEAD = 1.25
_BOUND = "most"
"""The file that tells how many bytes there may be, where these are more than usual."""
_FRESH_SECONDS = 3600.0
_LEFT_BEHIND_SECONDS = 3600.0
_FULL = (errno.ENOSPC, errno.EDQUOT)


@dataclass(frozen=True, slots=True)
class _Kept:
    file: Path
    used_at: float
    size: int


class PictureDisk:
    """Blocks on the disk: never for the UI thread. `most` counts bytes, all in all."""

    def __init__(self, folder: Path, *, most: int = MOST_KEPT) -> None:
        self._folder = folder
        self._most = most
        self._lock = threading.Lock()
        self._size: int | None = None
        """As far as this process knows; None before the first look."""

    # --------------------------------------------------------------------------------------------------------- pictures

    def original(self, address: str) -> bytes | None:
        """What was fetched from there."""
        name = self._named(address)
        if name is None:
            return None
        file = self._file("originals", name)
        content = self._read(file)
        if content is not None and digest(content) != name:
            log.warning("a kept picture was not what it was", file=file.name)
            _remove(file)
            content = None
        return content

    def keep_original(self, address: str, content: bytes) -> None:
        """Raises PictureProblem when it cannot be kept."""
        name = digest(content)
        self._write(self._file("originals", name), content)
        if local_digest(address) != name:
            self._write(self._name_of(address), name.encode())

    def size_of_original(self, address: str) -> int | None:
        """In bytes, without reading it; None where it is not here."""
        name = self._named(address)
        try:
            return None if name is None else self._file("originals", name).stat().st_size
        except OSError:
            return None

    def forget(self, address: str) -> None:
        _remove(self._name_of(address))

    # ------------------------------------------------------------------------------------------------------- thumbnails

    def thumbnail(self, address: str, side: int) -> bytes | None:
        """Packed, as `keep_thumbnail` was given it."""
        name = self._named(address)
        return None if name is None else self._read(self._thumbnail(name, side))

    def keep_thumbnail(self, name: str, side: int, packed: bytes) -> None:
        """Of whichever picture has bytes of this hash. Raises PictureProblem when it cannot be kept."""
        self._write(self._thumbnail(name, side), packed)

    def forget_thumbnail(self, address: str, side: int) -> None:
        name = self._named(address)
        if name is not None:
            _remove(self._thumbnail(name, side))

    # ------------------------------------------------------------------------------------------------------------ files

    def _named(self, address: str) -> str | None:
        """The hash of what is there, as far as it is known; of what was added somewhere the address tells it."""
        added = local_digest(address)
        if added is not None:
            return added
        name = self._read(self._name_of(address))
        return None if name is None else name.decode(errors="replace")

    def _name_of(self, address: str) -> Path:
        return self._file("addresses", digest(address.encode()))

    def _thumbnail(self, name: str, side: int) -> Path:
        return self._file(f"thumbnails-{side}", name)

    def _file(self, kind: str, name: str) -> Path:
        safe = name if len(name) == 64 and name.isalnum() else digest(name.encode())
        return self._folder / kind / safe[:2] / safe

    def _read(self, file: Path) -> bytes | None:
        try:
            content = file.read_bytes()
            if time.time() - file.stat().st_mtime > _FRESH_SECONDS:
                os.utime(file)
        except OSError:
            return None  # gone meanwhile, or out of reach: fetched anew
        return content

    def _write(self, file: Path, content: bytes) -> None:
        if file.exists() and file.stat().st_size == len(content) and file.parent.parent.name != "addresses":
            return  # the name tells the content
        half = self._folder / "half-written" / f"{uuid4().hex}"
        try:
            half.parent.mkdir(parents=True, exist_ok=True)
            file.parent.mkdir(parents=True, exist_ok=True)
            half.write_bytes(content)
            half.replace(file)
        except OSError as error:
            _remove(half)
            if isinstance(error, PermissionError) and file.exists():
                return  # Windows, where another process has just put it there and reads it
            raise _not_kept(error, self._folder) from error
        self._count(len(content))

    # ------------------------------------------------------------------------------------------------------------- room

    @property
    def free(self) -> int:
        """Bytes that the disk has left."""
        there = next(one for one in (self._folder, *self._folder.parents) if one.exists())
        return shutil.disk_usage(there).free

    def hold(self, size: int) -> None:
        """Room for so many bytes more without anything having to go, from now on, for what is all to stay.

        Raises PictureProblem where the disk has hardly any left.
        """
        if self.free < size + LEFT_FREE:
            raise PictureProblem(
                PictureFlaw.DISK_FULL,
                f"The disk has less than {LEFT_FREE // 1024**3 + 1} GB left. What has come is kept; make room for "
                f"“{self._folder}” and go on.",
                title="Not all pictures are kept",
            )
        with self._lock:
            if self._size is None:
                self._size = self._make_room()
            if self._size + size > self._most * _DOWN_TO:
                self._most = int((self._size + size) * _AHEAD) + MOST_KEPT // 4
                self._write_bound()

    def _read_bound(self) -> int:
        try:
            return int((self._folder / _BOUND).read_text("ascii"))
        except (OSError, ValueError):
            return 0  # nobody has asked for more room

    def _write_bound(self) -> None:
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            (self._folder / _BOUND).write_text(str(self._most), "ascii")
        except OSError as error:
            raise _not_kept(error, self._folder) from error

    def _count(self, size: int) -> None:
        with self._lock:
            if self._size is not None:
                self._size += _on_disk(size)
            if self._size is None or self._size > self._most:
                self._size = self._make_room()

    def _make_room(self) -> int:
        """What is left. Looks at the whole folder, since others write there, too."""
        self._most = max(self._most, self._read_bound())
        kept = sorted(self._all(), key=lambda one: one.used_at)
        size = sum(one.size for one in kept)
        if size <= self._most:
            return size
        removed = 0
        for one in kept:
            if size <= self._most * _DOWN_TO:
                break
            _remove(one.file)
            size -= one.size
            removed += 1
        log.info("old pictures made room", removed=removed, left=size)
        return size

    def _all(self) -> Iterator[_Kept]:
        long_ago = time.time() - _LEFT_BEHIND_SECONDS
        for folder, _, names in os.walk(self._folder):
            for name in names:
                file = Path(folder, name)
                try:
                    found = file.stat()
                except OSError:
                    continue  # another process has removed it
                if name == _BOUND:
                    continue
                if file.parent.name == "half-written" and found.st_mtime < long_ago:
                    _remove(file)
                else:
                    yield _Kept(file, found.st_mtime, _on_disk(found.st_size))


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _on_disk(size: int) -> int:
    return max(BLOCK, size)


def _remove(file: Path) -> None:
    with suppress(OSError):  # gone already, or in use by another process: the next look tries again
        file.unlink()


def _not_kept(error: OSError, folder: Path) -> PictureProblem:
    if error.errno in _FULL:
        return PictureProblem(
            PictureFlaw.DISK_FULL,
            f"The disk is full. They are shown while ServiceTitan can be reached; make room for “{folder}” to see them "
            f"offline, too.",
            title="Pictures are not kept",
        )
    return PictureProblem(
        PictureFlaw.NOT_KEPT,
        f"The folder “{folder}” cannot be written to ({error.strerror}). They are shown while ServiceTitan can be "
        f"reached.",
        title="Pictures are not kept",
    )
