"""The same for other systems: one folder that runs where it is unpacked."""

from __future__ import annotations

import subprocess
import tarfile
from pathlib import Path
from typing import IO

from linux.depends import dependencies
from linux.layout import HOME, PACKING, note_kind
from source import Source, stop

README = """\
LAZI Desktop {version}. Put this folder anywhere and start `lazi-desktop` in it; nothing has to be installed but the
libraries below, by the names of Debian's packages. `share` has what belongs to menus, file types and services.

{libraries}
"""


def roll(root: Path, source: Source, out: Path) -> Path:
    note_kind(root, "tarball", source)
    name = f"lazi-desktop-{source.version}"
    archive = out / f"{name}-linux-x86_64.tar.xz"
    readme = source.scratch / "README"
    libraries = "\n".join(f"    {package}" for package in dependencies(root / HOME))
    readme.write_text(README.format(version=source.version, libraries=libraries), encoding="utf-8")
    readme.chmod(0o644)
    places = {
        name: root / HOME,
        f"{name}/README": readme,
        f"{name}/share": root / "usr/share",
        f"{name}/share/systemd": root / "usr/lib/systemd/system",
    }
    # Two threads, on any computer: how many there are decides where its blocks begin.
    with (
        archive.open("wb") as file,
        subprocess.Popen(["xz", "--threads=2", f"-{PACKING}"], stdin=subprocess.PIPE, stdout=file) as packer,
    ):
        assert packer.stdin is not None
        with packer.stdin:
            _write(packer.stdin, places, source.epoch)
    if packer.returncode:
        stop("xz could not pack the tarball.")
    return archive


def _write(to: IO[bytes], places: dict[str, Path], epoch: int) -> None:
    def plain(entry: tarfile.TarInfo) -> tarfile.TarInfo:
        entry.uid = entry.gid = 0
        entry.uname = entry.gname = "root"
        entry.mtime = epoch
        return entry

    with tarfile.open(fileobj=to, mode="w|", format=tarfile.PAX_FORMAT) as archive:
        for name, path in places.items():
            archive.add(path, name, filter=plain)  # folders in the order of names
