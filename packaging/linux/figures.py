"""Size, how long building takes, and how fast the packaged program starts beside the one run from its source."""

from __future__ import annotations

import os
import statistics
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path

from linux.screen import Screen
from proofs import MOST_SECONDS, Proofs
from source import ROOT, run, say, stop

MOST_PACKED, MOST_INSTALLED, MOST_SLOWER = 120, 330, 1.2
"""Megabytes, and how many times as long."""
COMMANDS, WINDOWS = 41, 15
"""How often each is started: enough for a computer that does something else besides."""
PYTHON = ROOT / ".venv/bin/python"
_MOST_TO_END = 30


class Way:
    """To start the program, with a home of its own."""

    def __init__(self, name: str, command: list[str], scratch: Path) -> None:
        self.name = name
        self.command = command
        self.said = scratch / f"{name}.txt"
        home = scratch / f"home of the {name} one"
        home.mkdir()
        self.environment = {"HOME": str(home), "PATH": os.environ["PATH"], "LANG": "C.UTF-8"}

    @property
    def last_words(self) -> str:
        said = self.said.read_text(errors="replace").strip()
        return f" It said: {said}" if said else ""

    def must_run(self, program: subprocess.Popen[bytes]) -> None:
        if program.poll() is not None:
            stop(f"The {self.name} program ended by itself with {program.returncode}.{self.last_words}")


def measure_sizes(package: Path, tarball: Path, proofs: Proofs) -> None:
    packed = package.stat().st_size / 1e6
    proofs.demand(packed <= MOST_PACKED, "package", f"{packed:.1f} MB (at most {MOST_PACKED})")
    installed = int(run(["dpkg-deb", "--field", package, "Installed-Size"])) * 1024 / 1e6
    proofs.demand(installed <= MOST_INSTALLED, "installed", f"{installed:.1f} MB (at most {MOST_INSTALLED})")
    proofs.add("tarball", f"{tarball.stat().st_size / 1e6:.1f} MB")


def measure_builds(seconds: Sequence[float], proofs: Proofs) -> None:
    """Of package and tarball together, each time they were built. A computer may do something else besides: the best
    of them counts."""
    best = min(seconds)
    proofs.demand(best <= MOST_SECONDS, "building both", f"{best:.0f} s (at most {MOST_SECONDS})")


def measure_starts(package: Path, scratch: Path, proofs: Proofs) -> None:
    say("Measuring starts …")
    unpacked = scratch / "unpacked"
    run(["dpkg-deb", "--extract", package, unpacked])
    ways = [
        Way("packaged", [str(unpacked / "opt/lazi-desktop/lazi-desktop")], scratch),
        Way("source", [str(PYTHON), "-m", "lazi_desktop"], scratch),
    ]
    seconds = [_version(way) for way in ways * COMMANDS]
    _compare("start of --version", seconds, proofs)
    with Screen() as screen:
        for way in ways:
            _window(way, screen)  # makes the profile, warms the disk
        seconds = [_window(way, screen) for way in ways * WINDOWS]
    _compare("start to a painted window", seconds, proofs)


def _compare(what: str, seconds: Sequence[float], proofs: Proofs) -> None:
    """One after the other in turns, so that what else the computer does meets both."""
    packaged, source = statistics.median(seconds[::2]), statistics.median(seconds[1::2])
    ratio = packaged / source
    words = (
        f"{packaged:.2f} s packaged, {source:.2f} s from source, medians of {len(seconds) // 2} each in turns:"
        f" {ratio:.2f} (at most {MOST_SLOWER})"
    )
    proofs.demand(ratio <= MOST_SLOWER, what, words)


def _version(way: Way) -> float:
    start = time.monotonic()
    run([*way.command, "--version"], folder=ROOT, environment=way.environment)
    return time.monotonic() - start


def _window(way: Way, screen: Screen) -> float:
    """The welcome, which the first start opens with."""
    start = time.monotonic()
    variables = {"DISPLAY": screen.name, "QT_QPA_PLATFORM": "xcb"}
    with (
        way.said.open("w") as said,
        subprocess.Popen(way.command, cwd=ROOT, env=way.environment | variables, stderr=said) as program,
    ):
        try:
            screen.window("LAZI Desktop", meanwhile=lambda: way.must_run(program))
            while not screen.shows_something:
                way.must_run(program)
            return time.monotonic() - start
        finally:
            program.terminate()
            try:
                program.wait(_MOST_TO_END)
            except subprocess.TimeoutExpired:
                program.kill()
                stop(
                    f"The {way.name} program, told to end, had not ended after {_MOST_TO_END} s.{way.last_words}"
                )
