"""The one file of a backup: a zip whose last entry, the manifest, has the hash of every other."""

from __future__ import annotations

import hashlib
import os
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from lazi_desktop.app.backup.manifest import NAME, Manifest, NewerFormat, NoManifest, Part, read_manifest

_CHUNK = 1 << 20
_DENSE = zipfile.ZIP_STORED  # packed already
_LOOSE = zipfile.ZIP_DEFLATED
_QUICKLY = 1


class Damaged(ValueError):
    """It is no backup, or not any more what it was: the words say which."""


class ArchiveWriter:
    """`between` hears each number of bytes as they are written, and may raise to end it."""

    def __init__(self, file: IO[bytes], between: Callable[[int], None]) -> None:
        self._zip = zipfile.ZipFile(file, "w", compresslevel=_QUICKLY)
        self._between = between
        self.parts: list[Part] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is None:
            self._zip.close()
        else:
            with suppress(OSError, ValueError):  # nobody wants it any more, and the disk may be full
                self._zip.close()

    def add(self, name: str, source: Path, *, dense: bool = False) -> None:
        entry = zipfile.ZipInfo(name)
        entry.compress_type = _DENSE if dense else _LOOSE
        entry.external_attr = 0o600 << 16
        total, summed = 0, hashlib.sha256()
        with source.open("rb") as reading, self._zip.open(entry, "w", force_zip64=True) as writing:
            while chunk := reading.read(_CHUNK):
                writing.write(chunk)
                summed.update(chunk)
                total += len(chunk)
                self._between(len(chunk))
        self.parts.append(Part(name, total, summed.hexdigest()))

    def end(self, manifest: Manifest) -> Manifest:
        """Adds the manifest, and returns it with the parts."""
        manifest = replace(manifest, parts=tuple(self.parts))
        self._zip.writestr(NAME, manifest.text(), compress_type=_LOOSE)
        return manifest


class ArchiveReader:
    """A backup whose manifest could be read. Nothing else of it was looked at yet."""

    def __init__(self, file: zipfile.ZipFile, manifest: Manifest) -> None:
        self._zip = file
        self.manifest = manifest

    def read(self, part: Part) -> bytes:
        """Of a small one."""
        return b"".join(self._chunks(part))

    def check(self, part: Part, between: Callable[[int], None]) -> None:
        for chunk in self._chunks(part):
            between(len(chunk))

    def take_out(self, part: Part, to: Path, between: Callable[[int], None]) -> None:
        to.parent.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(to, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as writing:
            for chunk in self._chunks(part):
                writing.write(chunk)
                between(len(chunk))
            writing.flush()
            os.fsync(writing.fileno())

    def _chunks(self, part: Part) -> Iterator[bytes]:
        """Raises Damaged where it is not what the manifest says, at the latest after its last chunk."""
        total, summed = 0, hashlib.sha256()
        try:
            with self._zip.open(part.name) as reading:
                while chunk := reading.read(_CHUNK):
                    total += len(chunk)
                    if total > part.size:  # a little file can be packed that fills every disk
                        break
                    summed.update(chunk)
                    yield chunk
        except (
            KeyError,
            EOFError,
            zipfile.BadZipFile,
            zlib.error,
            RuntimeError,
            NotImplementedError,
        ) as error:
            raise Damaged(f"Its part {part.name} cannot be read.") from error
        if (total, summed.hexdigest()) != (part.size, part.sha256):
            raise Damaged(f"Its part {part.name} is not what was saved.")


@contextmanager
def open_archive(file: Path) -> Iterator[ArchiveReader]:
    """Raises Damaged for what is none, NewerFormat for what a newer program wrote, OSError for what cannot be read."""
    try:
        archive = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, EOFError, ValueError) as error:
        raise Damaged("It is no backup of LAZI Desktop, or was cut off.") from error
    with archive:
        try:
            manifest = read_manifest(archive.read(NAME))
        except NewerFormat:
            raise
        except (KeyError, NoManifest, zipfile.BadZipFile, zlib.error, EOFError, RuntimeError) as error:
            raise Damaged("It is no backup of LAZI Desktop, or is damaged.") from error
        yield ArchiveReader(archive, manifest)
