"""What the program is made of: the work of others in it, and under which licences."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from lazi_desktop.domain.errors import LaziError


class PartKind(StrEnum):
    PACKAGE = "package"
    """Of Python."""
    LIBRARY = "library"
    """Not of Python: Qt, PostgreSQL, what packages bring along."""
    PROGRAM = "program"
    FONT = "font"


@dataclass(frozen=True, slots=True)
class Inside:
    """What a part says that it is itself made of."""

    name: str
    version: str
    licence: str
    purl: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """`licence` is an SPDX expression, `text` what has to be passed on with it. `source` is an address where its source
    is, `place` where it lies below the program's folder, `brought_by` the part that it came with. `file_name` and
    `sha256` are those of what was fetched and proved, "" where that is not known."""

    name: str
    version: str
    kind: PartKind
    licence: str
    text: str
    purl: str = ""
    source: str = ""
    place: str = ""
    brought_by: str = ""
    needs: tuple[str, ...] = ()
    inside: tuple[Inside, ...] = ()
    file_name: str = ""
    sha256: str = ""

    @property
    def may_be_replaced(self) -> bool:
        """Its licence wants people to be able to put another build in its place."""
        return "LGPL" in self.licence

    @property
    def ref(self) -> str:
        """Tells it from all others of one program."""
        return f"{self.name}@{self.version}" + (f" in {self.brought_by}" if self.brought_by else "")


@dataclass(frozen=True, slots=True)
class Composition:
    """The program itself, and what of others is in it. Their places are below `folder`."""

    own: Part
    parts: tuple[Part, ...]
    folder: str = ""


class PartsProblem(LaziError):
    """Nobody knows what a part is, or under which licence it came."""

    title = "The parts of the program cannot be told"
