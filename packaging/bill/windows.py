"""The parts of the tree that becomes the MSI."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from bill.ship import below, ship
from lazi_desktop.domain.parts import Part, PartKind
from lazi_desktop.parts.gathered import own_part, parts_in, python_part
from lazi_desktop.parts.libraries import libraries
from lazi_desktop.parts.licences import read_text
from lazi_desktop.parts.packages import OURS, dist_infos, normal
from source import Source, say
from windows.parts import LIBRARY
from windows.versions import python_version


def ship_bill(source: Source, tree: Path, packages: Path, wheels: Sequence[Path], launcher: Part) -> Path:
    say("Writing the bill of materials …")
    texts = source.tree / "resources" / "licences"
    names = dist_infos(packages).keys() - {OURS}
    parts = parts_in(
        packages, texts, names=names, fetched=dict(map(_fetched, wheels)), more=[launcher], whole=True
    )
    python = python_part(
        python_version((tree / "python" / LIBRARY).read_bytes()), read_text(tree / "python" / "LICENSE.txt")
    )
    of_python = libraries(tree, {"python": python}, texts)
    found = sorted(
        [*below(packages.name, parts), python, *of_python],
        key=lambda one: (one.name.lower(), one.version, one.brought_by),
    )
    own = own_part(source.version, read_text(source.tree / "LICENSE"))
    return ship(source, "windows-x86_64", own, found, tree)


def launcher_part(version: str, text: str) -> Part:
    return Part(
        name="distlib",
        version=version,
        kind=PartKind.PROGRAM,
        licence="PSF-2.0",
        text=text,
        purl=f"pkg:pypi/distlib@{version}",
        source="https://github.com/pypa/distlib",
    )


def _fetched(wheel: Path) -> tuple[str, tuple[str, str]]:
    digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
    return normal(wheel.name.partition("-")[0]), (wheel.name, digest)
