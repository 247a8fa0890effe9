"""A disk whose power is cut: what no sync has confirmed is lost, kept, reordered or torn, as real disks do it.

SQLite sees it through a VFS. It works on real files and remembers for each what a sync has confirmed and what has only
been written since; names of files are confirmed apart, as on a real file system. After the cut the files are made anew
of what survived.
"""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from types import TracebackType
from typing import Any

import apsw

SECTOR = 512
LOG = "-wal"
_IN_MEMORY = "-shm"
_numbers = count(1)


class PowerCut(apsw.IOError):
    """Every write from the cut on."""


@dataclass(slots=True)
class _Write:
    """`data` at `offset`; without data the file ends there from now on."""

    offset: int
    data: bytes | None


@dataclass(slots=True)
class _Content:
    """What a file holds, under whatever name."""

    synced: bytes = b""
    waiting: list[_Write] = field(default_factory=list)

    def sync(self) -> None:
        image = bytearray(self.synced)
        for write in self.waiting:
            _carry_out(image, write)
        self.synced = bytes(image)
        self.waiting.clear()


class Disk:
    """One folder. `cut_after` says how many writes, syncs and deletions from now its power fails."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder = folder
        self.random = random.Random(seed)
        self.dead = False
        self.cut_in = ""
        """What was under way when the power failed."""
        self.fates: Counter[str] = Counter()
        self.problems: list[str] = []
        """What went wrong while there was power."""
        self._left = self._rare_left = 0
        self._rare = ""
        self._names: dict[str, _Content] = {}
        self._synced_names: dict[str, _Content] = {}
        self._renamed: list[tuple[str, _Content | None]] = []
        self.vfs_name = f"power cut {next(_numbers)}"
        self._vfs = _Vfs(self)
        folder.mkdir(parents=True, exist_ok=True)

    def close(self) -> None:
        self._vfs.unregister()

    def fill(self, files: dict[str, bytes]) -> None:
        """The power is on, and this is what the disk holds."""
        for old in self.folder.iterdir():
            old.unlink()
        for name, data in files.items():
            (self.folder / name).write_bytes(data)
        self._names = {name: _Content(data) for name, data in files.items()}
        self._synced_names = dict(self._names)
        self._renamed.clear()
        self.dead = False

    def cut_after(self, operations: int, rare: tuple[str, int] = ("", 0)) -> None:
        """Or earlier, after so many of a rare kind, which goes by the beginning of its name."""
        self._left = operations
        self._rare, self._rare_left = rare

    # ----------------------------------------------------------------------------------------- what the VFS tells of

    def opened(self, name: str) -> tuple[_Content, bool]:
        """The content, and whether the file is new."""
        if name in self._names:
            return self._names[name], False
        content = self._names[name] = _Content()
        self._renamed.append((name, content))
        return content, True

    def written(self, name: str, content: _Content, write: _Write) -> None:
        self._refuse_if_dead()
        content.waiting.append(write)  # before the cut, which may leave any part of it
        self._tick(f"{'write' if write.data is not None else 'truncation'} of {_part(name)}")

    def synced(self, name: str, content: _Content, *, names_too: bool) -> None:
        self._refuse_if_dead()
        self._tick(f"sync of {_part(name)}")
        content.sync()
        if names_too:
            self.sync_names()

    def deleted(self, name: str) -> None:
        self._refuse_if_dead()
        self._names.pop(name, None)
        self._renamed.append((name, None))
        self._tick(f"deletion of {_part(name)}")

    def sync_names(self) -> None:
        for name, content in self._renamed:
            _rename(self._synced_names, name, content)
        self._renamed.clear()

    def _refuse_if_dead(self) -> None:
        if self.dead:
            raise PowerCut("there is no power")

    def _tick(self, what: str) -> None:
        self._left -= 1
        self._rare_left -= what.startswith(self._rare)
        if self._left <= 0 or (self._rare and self._rare_left <= 0):
            self.dead, self.cut_in = True, what
            raise PowerCut("the power was cut")

    # -------------------------------------------------------------------------------------------------- what survives

    def survivors(self) -> dict[str, bytes]:
        names = dict(self._synced_names)
        share = self.random.choice((0.0, 0.5, 1.0))
        for name, content in self._renamed:
            if self.random.random() < share:
                _rename(names, name, content)
        settled = {id(content): self._settle(content) for content in names.values()}
        return {name: settled[id(content)] for name, content in names.items()}

    def _settle(self, content: _Content) -> bytes:
        image, waiting = bytearray(content.synced), content.waiting
        if not waiting:
            return content.synced
        fate = self.random.choices(("lost", "kept", "first ones", "any"), (15, 15, 30, 40))[0]
        self.fates[fate] += 1
        match fate:
            case "kept":
                for write in waiting:
                    _carry_out(image, write)
            case "first ones":
                whole = self.random.randrange(len(waiting))
                for write in waiting[:whole]:
                    _carry_out(image, write)
                self._tear(image, waiting[whole])
            case "any":
                share = self.random.choice((0.1, 0.5, 0.9))
                for write in waiting:
                    if self.random.random() >= share:
                        self._lose(image, write)
                    elif self.random.random() < 0.2:
                        self._tear(image, write)
                    else:
                        _carry_out(image, write)
        return bytes(image)

    def _lose(self, image: bytearray, write: _Write) -> None:
        if write.data is not None and self.random.random() < 0.2:  # the file's size went ahead of its content
            _grow(image, write.offset + len(write.data))

    def _tear(self, image: bytearray, write: _Write) -> None:
        """Each sector by itself: as written, as before, or neither."""
        if write.data is None:
            return
        self.fates["torn"] += 1
        start, end = write.offset, write.offset + len(write.data)
        while start < end:
            stop = min(end, (start // SECTOR + 1) * SECTOR)
            draw = self.random.random()
            if draw < 0.5:
                part = write.data[start - write.offset : stop - write.offset]
                _carry_out(image, _Write(start, part))
            elif draw < 0.6:
                _carry_out(image, _Write(start, self.random.randbytes(stop - start)))
            start = stop


def _carry_out(image: bytearray, write: _Write) -> None:
    if write.data is None:
        del image[write.offset :]
        _grow(image, write.offset)
        return
    _grow(image, write.offset)
    image[write.offset : write.offset + len(write.data)] = write.data


def _grow(image: bytearray, size: int) -> None:
    image.extend(bytes(max(0, size - len(image))))


def _rename(names: dict[str, _Content], name: str, content: _Content | None) -> None:
    if content is None:
        names.pop(name, None)
    else:
        names[name] = content


def _part(name: str) -> str:
    return "the log" if name.endswith(LOG) else "the journal" if name.endswith("-journal") else "the file"


class _Vfs(apsw.VFS):
    def __init__(self, disk: Disk) -> None:
        self._disk = disk
        super().__init__(disk.vfs_name, "")

    def xOpen(self, name: Any, flags: list[int]) -> apsw.VFSFile:
        return _File(self._disk, name, flags)

    def xDelete(self, filename: str, syncdir: bool) -> None:
        self._disk.deleted(Path(filename).name)
        super().xDelete(filename, False)
        if syncdir:
            self._disk.sync_names()

    def excepthook(
        self,
        etype: type[BaseException] | None,
        evalue: BaseException | None,
        etraceback: TracebackType | None,
    ) -> bool:
        """For what SQLite does not pass on, such as a log that cannot be deleted when the last connection closes."""
        if not isinstance(evalue, PowerCut):
            self._disk.problems.append(repr(evalue))
        return True


class _File(apsw.VFSFile):
    def __init__(self, disk: Disk, name: Any, flags: list[int]) -> None:
        path = name.filename() if isinstance(name, apsw.URIFilename) else name
        super().__init__("", name, flags)
        self._disk = disk
        self._name = Path(path).name if path else ""  # a nameless file is nobody's after a cut
        self._content: _Content | None = None
        self._sync_names = False
        if self._name and not self._name.endswith(_IN_MEMORY):
            self._content, new = disk.opened(self._name)
            # With the first sync of a new log or journal SQLite syncs the folder, too; not for the file itself.
            self._sync_names = new and not flags[0] & apsw.SQLITE_OPEN_MAIN_DB

    def xWrite(self, data: Any, offset: int) -> None:
        if self._content is not None:
            self._disk.written(self._name, self._content, _Write(offset, bytes(data)))
        super().xWrite(data, offset)

    def xTruncate(self, newsize: int) -> None:
        if self._content is not None:
            self._disk.written(self._name, self._content, _Write(newsize, None))
        super().xTruncate(newsize)

    def xSync(self, flags: int) -> None:
        """Without the real one: the power that fails is not this machine's."""
        if self._content is not None:
            self._disk.synced(self._name, self._content, names_too=self._sync_names)
            self._sync_names = False
