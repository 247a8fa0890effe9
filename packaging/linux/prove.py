"""Proves package and tarball on a Debian that has nothing of ours, and that two builds of one commit are the same."""

from __future__ import annotations

import argparse
import os
import resource
import sys
import tempfile
import time
from hashlib import sha256
from pathlib import Path

from bill.check import check_beside, check_bill
from linux.build import build, build_package
from linux.clean_system import CleanSystem, mounts_within, processes_within
from linux.figures import PYTHON, measure_builds, measure_sizes, measure_starts
from linux.journey import Journey
from linux.layout import HOME
from linux.screen import Screen
from proofs import Proofs
from source import Source, run, say, stop

OLDER = "0.0.9"
ALONE = "LAZI_PROOF_ALONE"


def prove(arguments: list[str]) -> int:
    _keep_mounts_to_ourselves()
    parser = argparse.ArgumentParser(prog="prove.py linux")
    parser.add_argument(
        "--packages", type=Path, help="folder of what was built before, this version and an older one"
    )
    parser.add_argument("--pictures", type=Path, help="where to keep pictures of the windows")
    parser.add_argument("--without-builds", action="store_true", help="not that two builds are the same")
    parser.add_argument("--release", default="bookworm", help="which Debian")
    chosen = parser.parse_args(arguments)
    if not PYTHON.exists():
        stop("There is no .venv whose program starts could be compared with: python3 lazi.py setup")
    proofs = Proofs()
    with tempfile.TemporaryDirectory(prefix="lazi-proof-") as folder:
        here = Path(folder)
        packages: Path = chosen.packages.resolve() if chosen.packages else here / "packages"
        pictures: Path = (chosen.pictures or here / "pictures").resolve()
        pictures.mkdir(parents=True, exist_ok=True)
        seconds = []
        if not packages.is_dir():
            seconds.append(_build(packages, "build", proofs))
            _build_older(packages)
        if not chosen.without_builds:
            seconds.append(_build(here / "again", "build of the same commit", proofs))
            _same(packages, here / "again", proofs)
        if seconds:
            measure_builds(seconds, proofs)
        older, newer = _both(packages)
        [tarball] = packages.glob(f"lazi-desktop-{newer.name.split('_')[1]}-*.tar.xz")
        measure_sizes(newer, tarball, proofs)
        unpacked = here / "unpacked for its bill"
        run(["dpkg-deb", "--extract", newer, unpacked])
        check_bill(unpacked / HOME, "_internal", proofs.demand)
        for file in (newer, tarball):
            check_beside(file, proofs.demand)
        with CleanSystem(here / "system", chosen.release) as system, Screen() as screen:
            system.sees(screen.name)
            Journey(system, screen, proofs.demand, pictures).go(older, newer, tarball)
        measure_starts(newer, here, proofs)
        left = [*processes_within(here), *mounts_within(here)]
        proofs.demand(not left, "left behind", f"processes and mounts: {left or 'none'}")
    proofs.show()
    return 0


def _keep_mounts_to_ourselves() -> None:
    """However this ends, what it mounts ends with it."""
    if ALONE not in os.environ and not os.geteuid():
        command = ["unshare", "--mount", "--propagation", "private", sys.executable, *sys.argv]
        os.execvpe(command[0], command, {**os.environ, ALONE: "1"})


def _build(out: Path, what: str, proofs: Proofs) -> float:
    """How many seconds it took."""
    out.mkdir(parents=True, exist_ok=True)
    start, computed = time.monotonic(), _computed()
    with Source.of_commit() as source:
        build(source, out)
    seconds = time.monotonic() - start
    proofs.add(what, f"{seconds:.0f} s for package and tarball, {_computed() - computed:.0f} s of computing")
    return seconds


def _build_older(out: Path) -> None:
    say(f"Version {OLDER} of the same, which is updated later:")
    with Source.of_commit(version=OLDER) as source:
        build_package(source, out)


def _computed() -> float:
    """Seconds, which unlike the clock's say the same on a computer that does something else besides."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _same(packages: Path, again: Path, proofs: Proofs) -> None:
    for second in sorted(again.iterdir()):
        sums = [sha256(file.read_bytes()).hexdigest() for file in (packages / second.name, second)]
        proofs.demand(sums[0] == sums[1], f"two builds: {second.name}", f"{sums[0]} and {sums[1]}")


def _both(packages: Path) -> tuple[Path, Path]:
    [older] = packages.glob(f"lazi-desktop_{OLDER}_*.deb")
    [newer] = (file for file in packages.glob("lazi-desktop_*.deb") if file != older)
    return older, newer
