"""Windows programs on Linux: a Wine of its own folder, ended with all that ran in it."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from source import stop
from windows.forwarder import forwarder


class Wine:
    """Wine 8 lacks a library that Rust's asks for, and its WMI breaks off: one is put in, one switched off."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "LAZI_"))},
            "WINEPREFIX": str(folder),
            "WINEDEBUG": "-all",
            "WINEDLLOVERRIDES": "wbemprox=d;mscoree=d;mshtml=d;winemenubuilder.exe=d",
        }

    def __enter__(self) -> Self:
        if shutil.which("wine") is None:
            stop("This needs Wine: apt-get install --no-install-recommends wine wine64")
        self.folder.mkdir(parents=True, exist_ok=True)
        self.run("wineboot", "-i", seconds=300)
        library = forwarder("bcryptprimitives.dll", "ProcessPrng", "advapi32.SystemFunction036")
        (self.drive / "windows" / "system32" / "bcryptprimitives.dll").write_bytes(library)
        self._end()  # services that the first start has registered are there from the second on
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()

    def _end(self) -> None:
        for how in ("-k", "-w"):
            subprocess.run(
                ["wineserver", how], env=self.environment, capture_output=True, check=False, timeout=60
            )

    @property
    def drive(self) -> Path:
        return self.folder / "drive_c"

    @staticmethod
    def path(path: Path) -> str:
        """As Windows programs name it."""
        return "Z:" + str(path.resolve()).replace("/", "\\")

    def start(self, *command: str | Path, **more: str) -> subprocess.Popen[bytes]:
        """Its output is a pipe: Python on Wine does not take a file for it."""
        return subprocess.Popen(
            ["wine", *map(str, command)],
            env={**self.environment, **more},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )

    def run(
        self, *command: str | Path, seconds: float, may_fail: bool = False, more: dict[str, str] | None = None
    ) -> str:
        """What it said. Its end is waited for, not that of what it leaves running."""
        with tempfile.TemporaryFile() as said:
            code = self._wait(said, command, seconds, more or {})
            said.seek(0)
            words = said.read().decode("utf-8", "replace").replace("\r\n", "\n")
        if code and not may_fail:
            stop(f"{' '.join(map(str, command))}\nended with {code}:\n{words[-4000:]}")
        return words

    def code(self, *command: str | Path, seconds: float) -> int:
        """The lowest byte of how it ended."""
        with tempfile.TemporaryFile() as said:
            return self._wait(said, command, seconds, {})

    def _wait(
        self, said: IO[bytes], command: tuple[str | Path, ...], seconds: float, more: dict[str, str]
    ) -> int:
        reader = subprocess.Popen(["cat"], stdin=subprocess.PIPE, stdout=said)
        try:
            return subprocess.run(
                ["wine", *map(str, command)],
                env={**self.environment, **more},
                stdin=subprocess.DEVNULL,
                stdout=reader.stdin,
                stderr=subprocess.STDOUT,
                timeout=seconds,
                check=False,
            ).returncode
        except subprocess.TimeoutExpired:
            return -1
        finally:
            assert reader.stdin is not None
            reader.stdin.close()
            try:
                reader.wait(2)
            except subprocess.TimeoutExpired:  # something that was left running holds the pipe
                reader.kill()
                reader.wait()
