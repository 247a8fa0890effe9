"""The Debian package of what is laid out."""

from __future__ import annotations

import hashlib
import re
import shutil
from pathlib import Path

from linux.depends import WELCOME, dependencies
from linux.layout import HOME, PACKING, note_kind, settle
from source import Source

CONTROL = """\
Package: lazi-desktop
Version: {version}
Architecture: amd64
Maintainer: LAZI Desktop <lazi-desktop@localhost>
Installed-Size: {size}
Depends: {depends}
Recommends: {recommends}
Suggests: gnome-keyring | kwalletmanager
Section: misc
Priority: optional
Description: edit a ServiceTitan pricebook offline, as a team
 A pricebook of a hundred thousand entries in one window: edited without a connection, by several people at once,
 and pushed back only as far as it was reviewed. It brings its own database and shares another where there is one.
 The same program keeps tenants up to date without a window; its systemd unit is installed disabled.
"""
_PRE_RELEASE = re.compile(r"(\d)(a|b|rc|\.dev)(\d)")


def pack(root: Path, source: Source, out: Path) -> Path:
    version = debian_version(source.version)
    package = out / f"lazi-desktop_{version}_amd64.deb"
    note_kind(root, "deb", source)
    control = root / "DEBIAN"
    control.mkdir()
    text = CONTROL.format(
        version=version,
        size=_kilobytes(root),
        depends=", ".join(dependencies(root / HOME)),
        recommends=", ".join(WELCOME),
    )
    (control / "control").write_text(text, encoding="utf-8")
    (control / "md5sums").write_text(_sums(root), encoding="utf-8")
    for script in sorted((source.tree / "packaging/linux/maintainer").iterdir()):
        shutil.copyfile(script, control / script.name)
        (control / script.name).chmod(0o755)
    settle(control, source.epoch)
    source.run("dpkg-deb", "--root-owner-group", "-Zxz", f"-z{PACKING}", "--build", root, package)
    shutil.rmtree(control)
    return package


def debian_version(version: str) -> str:
    """0.2.0rc1 comes before 0.2.0 there, too."""
    return _PRE_RELEASE.sub(r"\1~\2\3", version)


def _kilobytes(root: Path) -> int:
    """As Debian's policy counts: files by the kilobyte, anything else as one."""
    sizes = (
        -(-path.lstat().st_size // 1024) if path.is_file() and not path.is_symlink() else 1
        for path in root.rglob("*")
        if "DEBIAN" not in path.relative_to(root).parts[:1]
    )
    return sum(sizes)


def _sums(root: Path) -> str:
    files = sorted(path for path in root.rglob("*") if path.is_file() and not path.is_symlink())
    return "".join(
        f"{hashlib.md5(path.read_bytes(), usedforsecurity=False).hexdigest()}  {path.relative_to(root)}\n"
        for path in files
        if path.relative_to(root).parts[0] != "DEBIAN"
    )
