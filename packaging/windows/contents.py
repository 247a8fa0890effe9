"""Whether the tree that goes into the MSI holds what the program and its people need."""

from __future__ import annotations

import tomllib
from pathlib import Path

from proofs import Proofs
from windows.parts import LIBRARY
from windows.staging import NOTE, PACKAGES
from windows.trimming import PLUGINS
from windows.versions import file_version, python_version

MOST_BYTES = 330_000_000
"""That of the Debian package; the MSI has no target of its own for what it unpacks."""


def check_tree(tree: Path, version: str, translations: set[str], proofs: Proofs) -> None:
    demand = proofs.demand
    sizes = [path.stat().st_size for path in tree.rglob("*") if path.is_file()]
    demand(sum(sizes) <= MOST_BYTES, "installed size", f"{sum(sizes) / 1e6:.1f} MB in {len(sizes)} files")
    note = tomllib.loads((tree / NOTE).read_text(encoding="utf-8"))
    demand(note == {"kind": "msi", "version": version}, NOTE, f"kind msi, version {version}")
    python = tree / "python"
    found = {name: file_version((python / f"{name}.dll").read_bytes()) for name in ("libssl-3", "sqlite3")}
    number = python_version((python / LIBRARY).read_bytes())
    demand(all(found.values()), "Python", f"{number}, with OpenSSL {found['libssl-3']}")
    qt = tree / PACKAGES / "PySide6"
    words = {path.name for path in (qt / "translations").iterdir()}
    demand(words == translations, "Qt's own words", ", ".join(sorted(words)))
    check_plugins(qt / "plugins", proofs)
    built = [path for path in tree.rglob("*") if path.suffix in (".so", ".dylib")]
    demand(not built, "other systems' libraries", "none")


def check_plugins(folder: Path, proofs: Proofs) -> None:
    lie_there = {(path.parent.name, path.stem) for path in folder.glob("*/*.dll")}
    wanted = {(kind, name) for kind, names in PLUGINS.items() for name in names}
    words = ", ".join("/".join(one) for one in sorted(lie_there))
    differing = sorted(lie_there ^ wanted)
    proofs.demand(not differing, "Qt's plugins", f"{words}; differing: {differing}")
