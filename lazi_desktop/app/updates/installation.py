"""How this program was installed, which decides who replaces it by a newer one."""

from __future__ import annotations

import platform
import sys
from dataclasses import dataclass
from pathlib import Path

import psutil

from lazi_desktop import __version__
from lazi_desktop.config.places import installation_notes
from lazi_desktop.config.toml_text import read_toml
from lazi_desktop.domain.errors import ConfigurationProblem
from lazi_desktop.domain.update_rules import INSTALLED_HERE, Installed

_SYSTEMS = {"linux": "linux", "win32": "windows", "darwin": "macos"}
_MACHINES = {"amd64": "x86_64", "aarch64": "arm64"}


@dataclass(frozen=True, slots=True)
class Installation:
    """`root` is its folder, None where nobody installed it. `replaces_itself`: this person may have it replaced."""

    installed: Installed
    root: Path | None = None
    replaces_itself: bool = False

    def check_place(self) -> None:
        """Raises UpdateRefused: something of a person's is where the former program would be kept."""
        from lazi_desktop.updates.tarball import check_former

        if self.root is not None and self.installed.kind == "tarball":
            check_former(self.root)

    def is_in_use(self) -> bool:
        """Whether another process runs a program of this folder: what is under it stays until it ends."""
        if self.root is None:
            return False
        this = psutil.Process()
        own = {this.pid, *(one.pid for one in this.parents())}  # a launcher waits for its program
        for process in psutil.process_iter(["pid", "exe"]):
            program = process.info["exe"]
            if process.info["pid"] not in own and program and Path(program).is_relative_to(self.root):
                return True
        return False


def this_installation() -> Installation:
    for note in installation_notes():
        if note.is_file():
            return _noted(note)
    return Installation(Installed(__version__, "", this_platform()))


def this_platform() -> str:
    """As manifests name it."""
    machine = platform.machine().lower()
    return f"{_SYSTEMS.get(sys.platform, sys.platform)}-{_MACHINES.get(machine, machine)}"


def _noted(note: Path) -> Installation:
    from lazi_desktop.updates.tarball import may_replace

    try:
        kind = str(read_toml(note)[1].get("kind", ""))
    except ConfigurationProblem:
        kind = ""
    root = note.parent
    may = kind in INSTALLED_HERE and (may_replace(root) if kind == "tarball" else sys.platform == "win32")
    return Installation(Installed(__version__, kind, this_platform()), root, may)
