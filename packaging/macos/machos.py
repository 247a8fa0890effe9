"""Programs and libraries of a Mac: for which machine, for which system, and what they need of others."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

Version = tuple[int, int, int]

_FAT, _THIN = 0xCAFEBABE, 0xFEEDFACF
_MOST_MACHINES = 16
"""More than that is a class of Java, whose files begin with the same four bytes."""
_MACHINES = {0x0100000C: "arm64", 0x01000007: "x86_64"}
_HEADER = struct.Struct("<IiiIIIII")
_FAT_HEAD = struct.Struct(">IIIII")
"""The magic, how many there are, and of the first machine, subtype and where it begins."""
_COMMAND = struct.Struct("<II")
_MINIMUM, _BUILT_FOR = 0x24, 0x32
"""Before and since macOS 10.14: the oldest system it starts on."""
_LIBRARIES = {0x0C, 0x80000018, 0x8000001F}


@dataclass(frozen=True, slots=True)
class Slice:
    """What a file holds for one kind of machine. `needs`: libraries by the names it knows them by."""

    machine: str
    oldest: Version
    needs: frozenset[str]


def machos(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink() and is_macho(path):
            yield path


def is_macho(path: Path) -> bool:
    """Archives for linkers, which may be for several machines too, are none."""
    with path.open("rb") as file:
        head = file.read(_FAT_HEAD.size)
        if len(head) == _FAT_HEAD.size:
            magic, machines, _, _, place = _FAT_HEAD.unpack(head)
            if magic == _FAT and machines <= _MOST_MACHINES:
                file.seek(place)
                head = file.read(4)
    return int.from_bytes(head[:4], "little") == _THIN


def slices(path: Path) -> list[Slice]:
    content = path.read_bytes()
    magic, count = struct.unpack_from(">II", content)
    if magic != _FAT:
        return [_slice(content, 0)]
    return [
        _slice(content, struct.unpack_from(">I", content, 16 + 20 * number)[0]) for number in range(count)
    ]


def _slice(content: bytes, start: int) -> Slice:
    _, machine, _, _, commands, _, _, _ = _HEADER.unpack_from(content, start)
    oldest, needs, at = (0, 0, 0), set(), start + _HEADER.size
    for _ in range(commands):
        kind, size = _COMMAND.unpack_from(content, at)
        if kind in (_MINIMUM, _BUILT_FOR):
            [packed] = struct.unpack_from("<I", content, at + (8 if kind == _MINIMUM else 12))
            oldest = (packed >> 16, packed >> 8 & 0xFF, packed & 0xFF)
        elif kind in _LIBRARIES:
            [name] = struct.unpack_from("<I", content, at + 8)
            needs.add(content[at + name : at + size].partition(b"\0")[0].decode())
        at += size
    return Slice(_MACHINES.get(machine & 0xFFFFFFFF, hex(machine)), oldest, frozenset(needs))
