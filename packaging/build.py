"""Builds installers of the commit that is checked out: `build.py linux|windows|macos|all [--out DIR]`."""

from __future__ import annotations

import argparse
import importlib
import sys
import time
from collections.abc import Callable
from pathlib import Path

from source import ROOT, Source, say, stop
from update_keys import words_of_keys

ON_LINUX = ("linux", "windows")
PLATFORMS = (*ON_LINUX, "macos")
"""Each has a folder here whose module `build` has `build(source, out)`, which returns the files it made."""

Build = Callable[[Source, Path], list[Path]]


def main() -> int:
    parser = argparse.ArgumentParser(prog="build.py", description="Builds installers of this commit.")
    parser.add_argument("platform", choices=[*PLATFORMS, "all"], help="all: what Linux builds")
    parser.add_argument(
        "--out", type=Path, default=ROOT / "dist", help="where to put them; dist if not given"
    )
    parser.add_argument("--version", help="another version number than the project's, to try upgrades")
    chosen = parser.parse_args()
    platforms = ON_LINUX if chosen.platform == "all" else (chosen.platform,)
    out: Path = chosen.out.resolve()
    out.mkdir(parents=True, exist_ok=True)
    began = time.monotonic()
    with Source.of_commit(version=chosen.version) as source:
        say(words_of_keys(source.tree))
        for platform in platforms:
            start = time.monotonic()
            build: Build = importlib.import_module(f"{platform}.build").build
            for file in build(source, out):
                print(f"{file}  {file.stat().st_size / 1e6:.1f} MB", flush=True)
            say(f"{platform}: {time.monotonic() - start:.0f} s")
    say(f"Together: {time.monotonic() - began:.0f} s")
    return 0


if __name__ == "__main__":
    if sys.version_info < (3, 11):  # noqa: UP036
        stop("This needs Python 3.11 or newer.")
    sys.exit(main())
