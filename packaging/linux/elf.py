"""Programs and libraries: what they need of others, and making them smaller."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from source import run

_NEEDED = re.compile(r"^\s+NEEDED\s+(\S+)$", re.MULTILINE)
_VERSION = re.compile(r"^\s+0x\S+ 0x\S+ \d+ ((?:GLIBC|GLIBCXX)_[0-9.]+)$", re.MULTILINE)
_SEGMENT = re.compile(r"^\s+LOAD off\s+0x(\w+) vaddr 0x(\w+) paddr 0x\w+ align 2\*\*(\d+)$", re.MULTILINE)


@dataclass(frozen=True)
class Elf:
    path: Path

    @cached_property
    def _told(self) -> str:
        return run(["objdump", "-p", self.path])

    @property
    def needs(self) -> set[str]:
        """The libraries it names."""
        return set(_NEEDED.findall(self._told))

    @property
    def versions(self) -> set[str]:
        """Of the system's C and C++ libraries, as `GLIBC_2.34`."""
        return set(_VERSION.findall(self._told))

    @property
    def can_be_loaded(self) -> bool:
        """Libraries whose place for others was widened after they were linked do not always bear to be stripped."""
        segments = _SEGMENT.findall(self._told)
        return bool(segments) and all(
            int(offset, 16) % 2 ** int(power) == int(address, 16) % 2 ** int(power)
            for offset, address, power in segments
        )


def elves(folder: Path) -> Iterator[Elf]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink():
            with path.open("rb") as file:
                if file.read(4) == b"\x7fELF":
                    yield Elf(path)


def strip(elf: Elf) -> None:
    """Takes out what only debuggers and linkers read, unless that breaks it."""
    smaller = elf.path.with_name(elf.path.name + ".stripped")
    done = subprocess.run(
        ["strip", "--strip-unneeded", "-o", smaller, elf.path], capture_output=True, check=False
    )
    if done.returncode == 0 and Elf(smaller).can_be_loaded:
        smaller.replace(elf.path)
    smaller.unlink(missing_ok=True)
