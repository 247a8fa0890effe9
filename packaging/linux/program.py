"""The program as one folder: an environment of what is locked, the commit's wheel, and PyInstaller over both."""

from __future__ import annotations

import sys
from pathlib import Path

from linux.trimming import trim
from source import Source, say


class Environment:
    """Beside the source, with the program installed in it as anybody would."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self.folder = source.scratch / "environment"
        self.python = self.folder / "bin" / "python"
        self.fetched = source.scratch / "fetched.json"
        """What pip says it took, with hashes."""

    def make(self) -> None:
        source = self._source
        say("Installing what is locked …")
        source.run(sys.executable, "-m", "venv", self.folder)
        locks = [source.tree / "requirements.txt", source.tree / "packaging" / "requirements.txt"]
        locked = [word for lock in locks for word in ("-r", lock)]
        self._pip("install", "--require-hashes", "--report", self.fetched, *locked)
        wheels = source.scratch / "wheels"
        self._pip("wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", wheels, source.tree)
        self._pip("install", "--no-deps", *sorted(wheels.glob("*.whl")))

    def _pip(self, command: str, *arguments: str | Path) -> None:
        quiet = ("--quiet", "--no-input", "--disable-pip-version-check")
        self._source.run(self.python, "-m", "pip", command, *quiet, *arguments)


def fold(source: Source, environment: Environment) -> Path:
    say("Folding the program …")
    made = source.scratch / "folded"
    spec = source.tree / "packaging" / "linux" / "lazi-desktop.spec"
    source.run(
        environment.python, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN",
        "--distpath", made, "--workpath", source.scratch / "folding", spec,
        PYINSTALLER_ZLIB_COMPRESSION_LEVEL="0",  # unpacking modules takes a third of a short command's time
    )  # fmt: skip
    trim(made / "lazi-desktop")
    return made / "lazi-desktop"
