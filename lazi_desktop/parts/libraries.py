"""The libraries of others in a folder of packages: which there are, their versions, and with what they came."""

from __future__ import annotations

import re
import struct
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from lazi_desktop.domain.parts import Part, PartKind, PartsProblem
from lazi_desktop.parts.known_libraries import LIBRARIES, OF_ITS_PACKAGE, OF_PACKAGES, Library
from lazi_desktop.parts.licences import checked, read_text
from lazi_desktop.parts.packages import normal

_BINARY = re.compile(r".*\.(dll|dylib|exe|pyd|so(\.\d+)*)")
_IN_NAME = re.compile(r"\.so\.(\d[\d.]*)$")
_FIXED = re.compile(rb"\xbd\x04\xef\xfe\0\0\x01\0(.{8})", re.DOTALL)
"""Where Windows' libraries keep their version."""

_BROUGHT_BY = {"pyside6": "pyside6-essentials"}


def libraries(folder: Path, packages: Mapping[str, Part], texts: Path, *, whole: bool = False) -> list[Part]:
    """`packages` by the names of locks: only what came with them counts. `whole`: nothing else may lie there."""
    found: dict[tuple[str, str], tuple[Library, list[Path]]] = {}
    for path in _files(folder, packages, whole):
        inside = path.relative_to(folder).as_posix()
        library = next((one for one in LIBRARIES if one.files.fullmatch(inside)), None)
        brought_by = _package_of(inside)
        if library is not None and brought_by in packages:
            found.setdefault((library.name, brought_by), (library, []))[1].append(path)
        elif whole and not OF_PACKAGES.fullmatch(inside) and _is_binary(path):
            raise PartsProblem(f"Nobody knows what {inside} is made of.")
    return [
        _part(library, files, packages[brought_by], texts, folder)
        for (_, brought_by), (library, files) in sorted(found.items())
    ]


def without_those(package: Part, found: list[Part]) -> Part:
    """What a package says it is made of, less what lies there as a library of its own."""
    lie_there = {one.name for one in found if one.brought_by == package.name}
    own = {one.called or one.name for one in LIBRARIES if one.name in lie_there}
    return replace(package, inside=tuple(one for one in package.inside if one.name not in own))


def _files(folder: Path, packages: Collection[str], whole: bool) -> Iterator[Path]:
    for top in sorted(folder.iterdir()):
        if not (whole or _package_of(top.name) in packages):
            continue
        for path in [top] if top.is_file() else sorted(top.rglob("*")):
            named = _BINARY.fullmatch(path.name) or "." not in path.name
            if named and path.is_file() and not path.is_symlink():
                yield path


def _is_binary(path: Path) -> bool:
    with path.open("rb") as content:
        return content.read(4)[:4].startswith((b"MZ", b"\x7fELF", b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe"))


def _package_of(inside: str) -> str:
    top = normal(inside.partition("/")[0].removesuffix(".libs"))
    return _BROUGHT_BY.get(top, top)


def _part(library: Library, files: list[Path], package: Part, texts: Path, folder: Path) -> Part:
    version = _version(library, files, package)
    slug = re.sub(r"[^a-z0-9.]+", "-", library.name.lower()).strip("-")
    return Part(
        name=library.name,
        version=version,
        kind=PartKind.LIBRARY,
        licence=checked(library.licence, library.name),
        text=_text(library, package, texts),
        purl=f"pkg:generic/{slug}" + (f"@{version}" if version else ""),
        source=library.source or package.source,
        place=files[0].parent.relative_to(folder).as_posix(),
        brought_by=package.name,
    )


def _text(library: Library, package: Part, texts: Path) -> str:
    if library.texts == OF_ITS_PACKAGE:
        return package.text
    return "\n".join(read_text(texts / f"{one}.txt") for one in library.texts.split())


def _version(library: Library, files: list[Path], package: Part) -> str:
    """ "" where nothing tells: the number in a file's name may be that of its interface only."""
    for file in files:
        found = library.version.search(file.read_bytes()) if library.version is not None else None
        if found is not None:
            return found[1].decode("ascii")
    name = library.called or library.name
    said = next((one.version for one in package.inside if one.name == name), "")
    if said:
        return said
    named = next((told[1] for file in files if (told := _IN_NAME.search(file.name))), "")
    if named and library.number_in_name:
        return named
    return next(filter(None, (_fixed(file) for file in files if file.suffix == ".dll")), "")


def _fixed(file: Path) -> str:
    found = _FIXED.search(file.read_bytes())
    if found is None:
        return ""
    high, low = struct.unpack("<II", found[1])
    return f"{high >> 16}.{high & 0xFFFF}.{low >> 16}"
