"""The Python packages in a folder: what their dist-info folders say of them."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Mapping
from email.message import Message
from email.parser import Parser
from pathlib import Path
from typing import Any

from lazi_desktop.domain.parts import Inside, Part, PartKind, PartsProblem
from lazi_desktop.parts.licences import licence_of, read_text, texts_in

OURS = "lazi-desktop"
_REQUIRED = re.compile(r"([A-Za-z0-9._-]+)\s*(?:\[([^]]*)\])?[^;]*(?:;(.*))?")
_EXTRA = re.compile(r"""extra\s*==\s*['"]([^'"]+)['"]""")
_SOURCES = ("source", "source code", "repository", "github", "code", "homepage", "home")
_WITHOUT_TEXT = ("pyside6-essentials", "shiboken6")
"""Their wheels bring none."""

_SOURCE = dict.fromkeys(_WITHOUT_TEXT, "https://download.qt.io/official_releases/QtForPython/")
_PLACE = {"pyside6-essentials": "PySide6", "shiboken6": "shiboken6", "psycopg": "psycopg",
          "psycopg-binary": "psycopg_binary"}  # fmt: skip
_NOT_BROUGHT = {"FriBiDi", "libimagequant"}
"""Pillow names them as what it can use; its wheels leave them out."""

Fetched = Mapping[str, tuple[str, str]]
"""The name of a package as locks write it: its file's name and SHA-256."""


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def dist_infos(folder: Path) -> dict[str, Path]:
    """By the package's name as locks write it."""
    found = {}
    for path in sorted(folder.glob("*.dist-info")):
        if (path / "METADATA").is_file():
            found[normal(str(said_by(path)["Name"]))] = path
    return found


def said_by(dist_info: Path) -> Message:
    return Parser().parsestr((dist_info / "METADATA").read_text(encoding="utf-8"), headersonly=True)


def needed(installed: Mapping[str, Path], root: str = OURS) -> set[str]:
    """Of what is installed, what the program needs to run; developers have more."""
    found: set[str] = set()
    waiting: list[tuple[str, frozenset[str]]] = [(root, frozenset())]
    while waiting:
        name, extras = waiting.pop()
        if name not in installed:
            continue
        found.add(name)
        waiting.extend(
            (other, more)
            for other, more in _requirements(said_by(installed[name]), extras)
            if other not in found or more
        )
    return found - {root}


def _requirements(said: Message, extras: Collection[str]) -> Iterator[tuple[str, frozenset[str]]]:
    for line in said.get_all("Requires-Dist") or ():
        found = _REQUIRED.match(str(line))
        if found is None:
            raise PartsProblem(f"{said['Name']} needs something in words that nobody understands: {line}.")
        name, more, marker = found.groups()
        asked = _EXTRA.findall(marker or "")
        if not asked or set(map(normal, asked)) & set(map(normal, extras)):
            yield normal(name), frozenset(filter(None, (one.strip() for one in (more or "").split(","))))


def packages(
    installed: Mapping[str, Path], names: Collection[str], texts: Path, fetched: Fetched | None = None
) -> list[Part]:
    """`texts` is the folder of those licences that packages came without."""
    return [_part(name, installed[name], names, texts, (fetched or {}).get(name)) for name in sorted(names)]


def _part(
    name: str, dist_info: Path, names: Collection[str], texts: Path, fetched: tuple[str, str] | None
) -> Part:
    said = said_by(dist_info)
    version = str(said["Version"])
    licence = licence_of(name, said)
    file_name, sha256 = fetched or ("", "")
    return Part(
        name=str(said["Name"]),
        version=version,
        kind=PartKind.PACKAGE,
        licence=licence,
        text=_text(name, dist_info, texts, licence),
        purl=f"pkg:pypi/{name}@{version}" + (f"?file_name={file_name}" if file_name else ""),
        source=_SOURCE.get(name) or _source(said),
        place=_PLACE.get(name, ""),
        needs=tuple(sorted({other for other, _ in _requirements(said, ()) if other in names})),
        inside=_inside(dist_info / "sboms"),
        file_name=file_name,
        sha256=sha256,
    )


def _text(name: str, dist_info: Path, texts: Path, licence: str) -> str:
    found = texts_in(dist_info)
    if not found and name in _WITHOUT_TEXT:
        found = [texts / "LGPL-3.0.txt"]
    if not found:
        raise PartsProblem(f"{name} came without the text of its licence.")
    if licence == "LGPL-3.0-only":
        found.append(texts / "GPL-3.0.txt")  # which it speaks of
    return "\n".join(read_text(file) for file in found)


def _source(said: Message) -> str:
    addresses = {}
    for line in said.get_all("Project-URL") or ():
        label, _, address = str(line).partition(",")
        addresses[label.strip().lower()] = address.strip()
    addresses.setdefault("home", str(said.get("Home-page") or ""))
    return next((addresses[one] for one in _SOURCES if addresses.get(one)), "")


def _inside(folder: Path) -> tuple[Inside, ...]:
    """As the wheel's own bills of materials say, in CycloneDX."""
    found = set()
    for file in sorted(folder.glob("*.json")):
        bill: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
        own = normal(str(bill.get("metadata", {}).get("component", {}).get("name", "")))
        for one in bill.get("components", ()):
            name, purl = str(one["name"]), str(one.get("purl", "")).partition("?")[0]
            itself = normal(name) == own or purl.startswith("pkg:pypi/")
            if not itself and one.get("scope") != "excluded" and name not in _NOT_BROUGHT:
                found.add(Inside(name, str(one.get("version") or ""), _licences(one), purl))
    return tuple(sorted(found, key=lambda one: (one.name.lower(), one.version, one.licence, one.purl)))


def _licences(component: Mapping[str, Any]) -> str:
    said = []
    for one in component.get("licenses", ()):
        licence = one.get("license", {})
        said.append(str(one.get("expression") or licence.get("id") or licence.get("name") or ""))
    return " AND ".join(filter(None, said))
