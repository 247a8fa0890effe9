"""The tree as it will lie in the program's folder."""

from __future__ import annotations

import os
import shutil
import zipfile
from pathlib import Path

from bill.windows import launcher_part, ship_bill
from source import Source, say
from windows.compiled import compile_all
from windows.launchers import KINDS, launcher
from windows.parts import LIBRARY, Parts
from windows.trimming import qt_translations, trim
from windows.wxs import ICON

PACKAGES = "packages"
NOTE = "installed.toml"
_STEM = Path(LIBRARY).stem
_SEARCH = f"{_STEM}.zip\n.\n..\\{PACKAGES}\n"
"""Where Python looks, and nowhere else: no variable and no installed Python reaches in."""


def stage(source: Source) -> Path:
    parts = Parts(source)
    parts.prepare()
    tree = source.scratch / "windows"
    python = _python(tree / "python", parts)
    packages = tree / PACKAGES
    wheels = parts.wheels(python)
    for wheel in wheels:
        _unpack(wheel, packages)
    trim(packages, spoken(source))
    ship_bill(source, tree, packages, wheels, launcher_part(*parts.launcher_words()))
    say("Compiling …")
    compile_all(source, tree / "python", packages)
    for name, (stub, python) in KINDS.items():
        (tree / name).write_bytes(launcher(parts.launcher(stub), python))
    _beside(source, tree, parts)
    note_kind(tree, source.version)
    settle(tree, source.epoch)
    return tree


def spoken(source: Source) -> set[str]:
    return qt_translations(source.tree / "resources" / "translations")


def _python(folder: Path, parts: Parts) -> str:
    folder.mkdir(parents=True)
    version, files = parts.embedded_python()
    for name, content in files.items():
        (folder / name).write_bytes(content)
    (folder / f"{_STEM}._pth").write_text(_SEARCH, encoding="utf-8", newline="\r\n")
    return version


def note_kind(tree: Path, version: str) -> None:
    """By this the program knows who replaces it by a newer one."""
    (tree / NOTE).write_text(f'kind = "msi"\nversion = "{version}"\n', encoding="utf-8", newline="\r\n")


def _unpack(wheel: Path, packages: Path) -> None:
    """As pip would; scripts and headers are of no use here."""
    with zipfile.ZipFile(wheel) as content:
        for name in content.namelist():
            target = _place(name)
            if name.endswith("/") or target is None:
                continue
            path = packages / target
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.read(name))


def _place(name: str) -> str | None:
    folder, _, rest = name.partition("/")
    if not folder.endswith(".data"):
        return name
    kind, _, inside = rest.partition("/")
    return inside if kind in ("purelib", "platlib") else None


def _beside(source: Source, tree: Path, parts: Parts) -> None:
    shutil.copyfile(source.tree / "LICENSE", tree / "LICENSE.txt")
    shutil.copyfile(source.tree / "packaging" / "windows" / "lazi-desktop.ico", tree / ICON)
    sync = tree / "sync"
    sync.mkdir()
    for name in ("sync-task.xml", "make_task.py"):
        shutil.copyfile(source.tree / "packaging" / "windows" / name, sync / name)


def settle(tree: Path, epoch: int) -> None:
    for path in sorted(tree.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
        os.utime(path, (epoch, epoch))
