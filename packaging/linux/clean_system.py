"""A Debian of its own in a folder: nothing in it but what Debian always has, and a person with a home."""

from __future__ import annotations

import os
import shutil
import signal
import stat
import subprocess
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import Self

from source import run, say, stop

PERSON = "ann"
UNLIKE = ("home", "proc", "sys", "dev", "run", "tmp", "var/cache", "var/lib/apt", "var/lib/dpkg", "var/log")
"""Folders that say nothing of what a package left: people's, the kernel's, and the notes of the package manager."""


DEVICES = {"null": 3, "zero": 5, "full": 7, "random": 8, "urandom": 9}


class CleanSystem:
    """From `with` to its end, when all that was done in it goes."""

    def __init__(self, root: Path, release: str = "bookworm") -> None:
        self.root = root
        self._release = release

    def __enter__(self) -> Self:
        if os.geteuid():
            stop("A system of its own takes root: debootstrap, mount and chroot are for root alone.")
        missing = [name for name in ("debootstrap", "Xvfb", "xdotool", "import") if not shutil.which(name)]
        if missing:
            stop(
                f"{', '.join(missing)} is missing: apt-get install debootstrap xvfb xdotool imagemagick x11-utils"
            )
        try:
            self._make()
        except BaseException:
            self._leave_nothing()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._leave_nothing()

    def _make(self) -> None:
        say(f"Making a clean Debian ({self._release}) …")
        run(["debootstrap", "--variant=minbase", self._release, self.root])
        shutil.copyfile("/etc/resolv.conf", self.root / "etc/resolv.conf")
        # Its own, and nothing of this system's: whatever goes wrong, removing its folder removes nothing else.
        self._mount("proc", "proc")
        self._mount("tmpfs", "dev")
        for name, minor in DEVICES.items():
            device = self.root / "dev" / name
            os.mknod(device, 0o666 | stat.S_IFCHR, os.makedev(1, minor))
            device.chmod(0o666)
        for name in ("dev/shm", "tmp/.X11-unix"):
            (self.root / name).mkdir()
            (self.root / name).chmod(0o1777)
        self.root_does("apt-get", "update")
        self.root_does("useradd", "--create-home", PERSON)

    def _leave_nothing(self) -> None:
        """What was mounted is only for this process and goes with it; to be able to remove the folder it goes now."""
        while running := processes_within(self.root):  # one may have started another meanwhile
            for process in running:
                with suppress(ProcessLookupError):
                    os.kill(process, signal.SIGKILL)
            time.sleep(0.05)
        for mounted in reversed(mounts_within(self.root)):
            subprocess.run(["umount", "--lazy", mounted], check=False)

    def sees(self, screen: str) -> None:
        """Lets its programs show themselves on a screen of this system's."""
        socket = f"tmp/.X11-unix/X{screen.removeprefix(':')}"
        (self.root / socket).hardlink_to(Path("/") / socket)

    def root_does(self, *command: str) -> str:
        return run(["chroot", self.root, *command], environment=_environment("root", Path("/root"), {}))

    def tries(self, *command: str) -> int:
        """The exit code, where failing is part of the story."""
        environment = _environment("root", Path("/root"), {})
        return subprocess.run(
            ["chroot", self.root, *command], env=environment, capture_output=True
        ).returncode

    def person_does(self, *command: str, variables: Mapping[str, str] | None = None) -> str:
        return run(self.persons(command), environment=self.persons_environment(variables))

    def starts(
        self, *command: str, variables: Mapping[str, str] | None = None, talks: bool = False
    ) -> subprocess.Popen[str]:
        """Something of the person's that goes on beside."""
        return subprocess.Popen(
            self.persons(command),
            env=self.persons_environment(variables),
            stdin=subprocess.PIPE if talks else subprocess.DEVNULL,
            stdout=subprocess.PIPE if talks else subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            text=True,
        )

    def persons(self, command: Sequence[str]) -> list[str]:
        return ["chroot", f"--userspec={PERSON}:{PERSON}", str(self.root), *command]

    @staticmethod
    def persons_environment(variables: Mapping[str, str] | None = None) -> dict[str, str]:
        return _environment(PERSON, Path("/home") / PERSON, variables or {})

    def running(self) -> list[str]:
        """The command lines of what runs in it."""
        words = []
        for process in processes_within(self.root):
            with suppress(FileNotFoundError, ProcessLookupError):  # it has just ended
                words.append(Path(f"/proc/{process}/cmdline").read_text(errors="replace").replace("\0", " "))
        return sorted(words)

    def packages(self) -> set[str]:
        return set(self.root_does("dpkg-query", "--show", "--showformat=${Package}\n").split())

    def holds(self) -> dict[str, str]:
        """Every file that a package might have left, and what is in it."""
        found: dict[str, str] = {}
        for folder, names, files in os.walk(self.root):
            here = Path(folder).relative_to(self.root)
            names[:] = [name for name in names if str(here / name) not in UNLIKE]
            for name in [*files, *(name for name in names if (Path(folder) / name).is_symlink())]:
                found[str(here / name)] = content_of(Path(folder) / name)
            if not names and not files:
                found[f"{here}/"] = ""
        return found

    def _mount(self, kind: str, name: str) -> None:
        run(["mount", "-t", kind, kind, self.root / name])


def processes_within(folder: Path) -> list[int]:
    """Those that have it, or something below it, for their root, work there, or run a program from there."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):  # it has just ended, or is the kernel's
            if any((process / link).readlink().is_relative_to(folder) for link in ("root", "cwd", "exe")):
                found.append(int(process.name))
    return found


def mounts_within(folder: Path) -> list[Path]:
    """In the order in which they were mounted."""
    lines = Path("/proc/self/mountinfo").read_text(encoding="utf-8").splitlines()
    return [place for line in lines if (place := Path(line.split()[4])).is_relative_to(folder)]


def content_of(file: Path) -> str:
    kind = file.lstat().st_mode
    if stat.S_ISLNK(kind):
        return f"-> {file.readlink()}"
    return sha256(file.read_bytes()).hexdigest() if stat.S_ISREG(kind) else str(stat.S_IFMT(kind))


def digest_of(folder: Path) -> str:
    """Of all that lies below: names and contents."""
    whole = sha256()
    for path in sorted(folder.rglob("*")):
        if not path.is_dir() or path.is_symlink():
            whole.update(f"{path.relative_to(folder)} {content_of(path)}\n".encode())
    return whole.hexdigest()


def _environment(user: str, home: Path, more: Mapping[str, str]) -> dict[str, str]:
    return {
        "HOME": str(home),
        "USER": user,
        "LOGNAME": user,
        "PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
        "LANG": "C.UTF-8",
        "DEBIAN_FRONTEND": "noninteractive",
        **more,
    }
