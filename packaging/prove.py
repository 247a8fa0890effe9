"""Proves that installers work, on a clean system: `python3 packaging/prove.py linux|windows`."""

from __future__ import annotations

import argparse
import importlib
import signal
import sys
from collections.abc import Callable
from types import FrameType

from source import ROOT, say
from update_keys import words_of_keys

PLATFORMS = ("linux", "windows")
"""Each has a folder here whose module `prove` has `prove(arguments)`, which returns the exit code."""

Prove = Callable[[list[str]], int]


def main() -> int:
    parser = argparse.ArgumentParser(prog="prove.py", description="Proves that installers work.")
    parser.add_argument("platform", choices=PLATFORMS)
    chosen, rest = parser.parse_known_args()
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _end)
    say(words_of_keys(ROOT))
    prove: Prove = importlib.import_module(f"{chosen.platform}.prove").prove
    return prove(rest)


def _end(number: int, frame: FrameType | None) -> None:
    """As a proof that fails: what runs and what is mounted goes. Once, whoever insists."""
    for one in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(one, signal.SIG_IGN)
    raise SystemExit(128 + number)


if __name__ == "__main__":
    sys.exit(main())
