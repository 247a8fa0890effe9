"""Holds each program and library of the app against what the app says of itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from macos.machos import machos, slices
from macos.product import OLDEST_MACOS

_THE_SYSTEMS = ("@", "/usr/lib/", "/System/Library/")


def wrong_parts(app: Path, machine: str) -> Iterator[str]:
    """Sentences about those that are for another machine or a newer system, or need what only the builder has."""
    oldest = tuple(map(int, OLDEST_MACOS.split(".")))
    for path in machos(app):
        found = [one for one in slices(path) if one.machine == machine]
        if not found:
            yield f"{path} is not for {machine}."
        for one in found:
            if one.oldest[: len(oldest)] > oldest:
                yield f"{path} needs macOS {'.'.join(map(str, one.oldest))}, newer than {OLDEST_MACOS}."
            yield from (
                f"{path} needs {name}, which no other Mac has."
                for name in sorted(one.needs)
                if not name.startswith(_THE_SYSTEMS)
            )
