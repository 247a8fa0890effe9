"""PostgreSQL refuses to run as root: then its files belong to an account of its own, in a place it can reach."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import stat
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lazi_desktop.config.children import variables_for_children

ACCOUNT = "lazi-postgres"
ROOTS_BASE = Path("/var/lib/lazi-desktop")


@dataclass(frozen=True, slots=True)
class RunAs:
    """Whom the server runs as; `uid` is None for ourselves."""

    uid: int | None = None
    gid: int | None = None

    @property
    def process_arguments(self) -> dict[str, Any]:
        if self.uid is None:
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def give(self, path: Path) -> None:
        """Makes the account the owner of `path`."""
        if sys.platform != "win32" and self.uid is not None and self.gid is not None:
            os.chown(path, self.uid, self.gid)

    def base_for(self, folder: Path) -> Path:
        """Where the server's files go: `folder`, or for root a place outside of homes that nobody else may enter."""
        if self.uid is None or reachable(folder):
            return folder
        ROOTS_BASE.mkdir(mode=0o755, parents=True, exist_ok=True)
        return ROOTS_BASE / hashlib.sha256(os.fsencode(folder.resolve())).hexdigest()[:16]

    def programs(self, installed: Path) -> Path:
        """The server's programs: where they are installed, or a copy if the account cannot reach them there.

        The rights of the folders above are never widened.
        """
        if self.uid is None or reachable(installed / "bin"):
            return installed
        version = f"{installed.resolve()} {(installed / 'bin').stat().st_mtime_ns}"
        copy = ROOTS_BASE / f"programs-{hashlib.sha256(version.encode()).hexdigest()[:16]}"
        if not copy.exists():
            ROOTS_BASE.mkdir(mode=0o755, parents=True, exist_ok=True)
            with tempfile.TemporaryDirectory(dir=ROOTS_BASE) as unfinished:
                shutil.copytree(installed, Path(unfinished) / "programs", symlinks=True)
                with contextlib.suppress(OSError):  # another process was faster
                    (Path(unfinished) / "programs").rename(copy)
        return copy


def run_as() -> RunAs:
    """Ourselves, or as root an account of its own, made at first need."""
    if sys.platform == "win32" or os.geteuid() != 0:
        return RunAs()
    import pwd

    try:
        entry = pwd.getpwnam(ACCOUNT)
    except KeyError:
        useradd = shutil.which("useradd") or "/usr/sbin/useradd"
        command = [useradd, "--system", "--no-create-home", "--home-dir", "/nonexistent"]
        made = (
            Path(useradd).exists()
            and not subprocess.run(
                [*command, "--shell", "/usr/sbin/nologin", ACCOUNT],
                capture_output=True,
                check=False,
                env=variables_for_children(),
            ).returncode
        )
        entry = pwd.getpwnam(ACCOUNT if made else "nobody")
    return RunAs(entry.pw_uid, entry.pw_gid)


def reachable(path: Path) -> bool:
    """Whether everybody may pass through all folders above `path`, and read it if it exists."""
    path = path.resolve()
    if path.exists() and path.name == "bin" and not path.stat().st_mode & stat.S_IROTH:
        return False
    return all(folder.exists() and folder.stat().st_mode & stat.S_IXOTH for folder in path.parents)
