"""Where everything lies on the system it is installed on."""

from __future__ import annotations

import gzip
import os
import shutil
from pathlib import Path

from bill.debian import copyright_of
from bill.ship import FOLDER
from linux.program import Environment
from source import Source

HOME = Path("opt/lazi-desktop")
PACKING = 1
"""How hard xz tries: 3 takes nearly three times as long for a twentieth less."""


def lay_out(root: Path, program: Path, source: Source, environment: Environment) -> None:
    """`program` becomes part of `root`."""
    home = root / HOME
    home.parent.mkdir(parents=True)
    program.rename(home)
    (home / "bin").mkdir()
    (home / "bin" / "lazi-desktop").symlink_to("../lazi-desktop")
    (root / "usr/bin").mkdir(parents=True)
    (root / "usr/bin/lazi-desktop").symlink_to("/opt/lazi-desktop/bin/lazi-desktop")
    packaging = source.tree / "packaging"
    share = root / "usr/share"
    for file in sorted((packaging / "linux/files").glob("*.desktop")):
        _install(file, share / "applications" / file.name)
    _install(packaging / "linux/files/lazi-desktop.xml", share / "mime/packages/lazi-desktop.xml")
    for unit in sorted((packaging / "systemd").glob("*.service")):
        _install(unit, root / "usr/lib/systemd/system" / unit.name)
    scripts = packaging / "linux"
    icons = share / "icons/hicolor"
    source.run(environment.python, "-m", "linux.icons", icons, PYTHONPATH=str(packaging))
    manual = source.run(environment.python, scripts / "man_page.py", str(source.epoch))
    _write_packed(share / "man/man1/lazi-desktop.1.gz", manual.encode())
    doc = share / "doc/lazi-desktop"
    _write_packed(doc / "changelog.gz", (source.tree / "CHANGELOG.md").read_bytes())
    (doc / "copyright").write_text(copyright_of(home / FOLDER), encoding="utf-8")
    settle(root, source.epoch)


def note_kind(root: Path, kind: str, source: Source) -> None:
    """By this the program knows who replaces it by a newer one."""
    note = root / HOME / "installed.toml"
    note.write_text(f'kind = "{kind}"\nversion = "{source.version}"\n', encoding="utf-8")
    settle(note.parent, source.epoch)


def settle(root: Path, epoch: int) -> None:
    """Rights and times that say nothing of who built it when."""
    for path in [root, *sorted(root.rglob("*"))]:
        if not path.is_symlink():
            runs = path.is_dir() or path.stat().st_mode & 0o100
            path.chmod(0o755 if runs else 0o644)
        os.utime(path, (epoch, epoch), follow_symlinks=False)


def _install(file: Path, to: Path) -> None:
    to.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(file, to)


def _write_packed(to: Path, content: bytes) -> None:
    to.parent.mkdir(parents=True, exist_ok=True)
    to.write_bytes(gzip.compress(content, mtime=0))
