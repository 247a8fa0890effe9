"""Where a picture that is to be added comes from."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias
from urllib.parse import unquote, urlsplit

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QImage

_LONGEST_ALIAS = 100


@dataclass(frozen=True, slots=True)
class FromFile:
    """A file, or a folder with all that is in it."""

    path: Path


@dataclass(frozen=True, slots=True)
class FromBytes:
    """A file's content. `name` is what it is called there, "" for nothing."""

    content: bytes = field(repr=False)
    name: str = ""


@dataclass(frozen=True, slots=True)
class FromPixels:
    """A picture that was never a file: a screenshot."""

    image: QImage


@dataclass(frozen=True, slots=True)
class FromWeb:
    """`otherwise` is what a browser gave along: taken where the address gives no picture."""

    address: str
    otherwise: FromBytes | FromPixels | None = None


@dataclass(frozen=True, slots=True)
class FromEntry:
    """A picture that an entry here has: by its address, and what it is called there."""

    address: str
    alias: str = ""


Source: TypeAlias = FromFile | FromBytes | FromPixels | FromWeb | FromEntry


def name_of(source: Source) -> str:
    """For a person: the file's name, never its folders."""
    match source:
        case FromFile(path):
            return _last(path.name) or _last(str(path))
        case FromBytes(_, name):
            return _last(name) or _pasted()
        case FromPixels():
            return _pasted()
        case FromWeb(address):
            return _last(unquote(urlsplit(address).path)) or urlsplit(address).netloc
        case FromEntry(address, alias):
            return alias or _last(address)


def alias_of(source: Source) -> str:
    """What the picture is called on its entry: as the file was, without its suffix; "" for what had no name."""
    match source:
        case FromFile(path):
            name = path.name
        case FromBytes(_, name):
            pass
        case FromWeb(address):
            name = unquote(urlsplit(address).path)
        case FromEntry(_, alias):
            return alias
        case FromPixels():
            return ""
    words = _last(name)
    stem, dot, suffix = words.rpartition(".")
    return (stem if dot and stem and len(suffix) <= 5 else words)[:_LONGEST_ALIAS].strip()


def _last(path: str) -> str:
    """The last segment, whichever way the slashes lean, without what cannot be seen."""
    words = path.replace("\\", "/").rstrip("/").rpartition("/")[2]
    return "".join(letter for letter in words if letter.isprintable()).strip()


def _pasted() -> str:
    return QCoreApplication.translate("PictureAdding", "The pasted picture")
