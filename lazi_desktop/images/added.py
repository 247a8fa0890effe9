"""Pictures added at this desktop: files named by the hash of what is in them, safe on the disk before they are named.

Until the team has them these are the only copies. What nothing has named for long is swept up.
"""

from __future__ import annotations

import errno
import os
import re
import threading
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import structlog

from lazi_desktop.config.lasting import make_last
from lazi_desktop.domain.pictures import PictureFlaw, PictureProblem, PreparedPicture
from lazi_desktop.images.disk import digest

log = structlog.get_logger("pictures")

KEPT_UNNAMED = timedelta(days=30)
"""How long a file is kept that nothing names any more."""
_LEFT_BEHIND = timedelta(hours=1)
_FULL = (errno.ENOSPC, errno.EDQUOT)
_NAME = re.compile(r"[0-9a-f]{64}")
_HALF = "half-written"


class AddedPictureFiles:
    """When a file was last changed tells when it was last known to be named."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()

    def keep(self, picture: PreparedPicture) -> str:
        """Its address, once it is safe on the disk. Raises PictureProblem when it cannot be kept."""
        name = digest(picture.content)
        if name != picture.look.digest:
            raise ValueError("the picture is not the one that was looked at")
        self.keep_too(name, picture.content)
        return picture.address

    def keep_too(self, digest: str, content: bytes) -> None:
        """A picture that was added elsewhere. Raises PictureProblem as `keep`."""
        with self._lock:
            try:
                self._keep(self.file(digest), content)
            except OSError as error:
                raise _not_kept(error, self._folder) from error

    def read(self, digest: str) -> bytes | None:
        """None where it is not here (any more)."""
        return _read(self.file(digest)) if _NAME.fullmatch(digest) else None

    def digests(self) -> Collection[str]:
        return {file.name for file in self._files()}

    def tidy(self, named: Callable[[Collection[str]], Collection[str]]) -> int:
        """Removes what has been named by nothing for long, and returns how many that were. `named` says which of
        these digests something names still."""
        now = time.time()
        long_ago = now - KEPT_UNNAMED.total_seconds()
        old = {file.name: file for file in self._files() if _changed_at(file, now) < long_ago}
        if not old:
            return 0
        still = set(named(list(old)))
        removed = 0
        for name, file in old.items():
            with self._lock:
                if _changed_at(file, now) >= long_ago:  # added again meanwhile
                    continue
                with suppress(OSError):  # in use by another process, or gone: the next time tries again
                    if name in still:
                        os.utime(file)
                    else:
                        file.unlink()
                        removed += 1
        log.info("added pictures that nothing names are removed", removed=removed)
        return removed

    # ------------------------------------------------------------------------------------------------------------ files

    def file(self, name: str) -> Path:
        """Where the picture of that digest is, or would be."""
        return self._folder / name[:2] / name[2:4] / name

    def _keep(self, file: Path, content: bytes) -> None:
        if _read(file) is not None:
            os.utime(file)
            return
        half = self._folder / _HALF / uuid4().hex
        _make(half.parent)
        _make(file.parent)
        try:
            with half.open("wb") as target:
                target.write(content)
                target.flush()
                os.fsync(target.fileno())
            half.replace(file)
        except OSError:
            with suppress(OSError):  # what cannot be removed now is swept up later
                half.unlink()
            raise
        make_last(file.parent)

    def _files(self) -> Iterator[Path]:
        left_behind = time.time() - _LEFT_BEHIND.total_seconds()
        for folder, _, names in os.walk(self._folder):
            for name in names:
                file = Path(folder, name)
                if _NAME.fullmatch(name):
                    yield file
                elif file.parent.name == _HALF and _changed_at(file, time.time()) < left_behind:
                    with suppress(OSError):
                        file.unlink()


def _read(file: Path) -> bytes | None:
    try:
        content = file.read_bytes()
    except OSError:
        return None
    if digest(content) != file.name:
        log.error("an added picture is not what it was", file=file.name)
        return None
    return content


def _changed_at(file: Path, gone: float) -> float:
    try:
        return file.stat().st_mtime
    except OSError:
        return gone


def _make(folder: Path) -> None:
    """With all above it, so that a power cut does not undo it."""
    if folder.is_dir():
        return
    _make(folder.parent)
    folder.mkdir(exist_ok=True)
    make_last(folder.parent)


def _not_kept(error: OSError, folder: Path) -> PictureProblem:
    if error.errno in _FULL:
        return PictureProblem(
            PictureFlaw.DISK_FULL,
            f"The disk is full. Make room for “{folder}” and add the picture again.",
            title="The picture was not added",
        )
    return PictureProblem(
        PictureFlaw.NOT_KEPT,
        f"The folder “{folder}” cannot be written to ({error.strerror}).",
        title="The picture was not added",
    )
