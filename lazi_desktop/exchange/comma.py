"""Writes lines separated by commas, as they come: for lists too long to be held."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from lazi_desktop.exchange.sheet import NotWritten, why_not_written

_FORMULA = re.compile(r"[=+\-@\t\r]")
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?$")


@contextmanager
def comma_file(target: Path) -> Iterator[Callable[[Sequence[str]], None]]:
    """What is called with each line. The file takes the place of `target` at the end and whole, or leaves it as it was.

    Raises:
        NotWritten: with the reason in words.
    """
    beside = target.with_name(f".{uuid4().hex}{target.suffix}")
    try:
        with beside.open("x", encoding="utf-8-sig", newline="") as file:
            lines = csv.writer(file)
            yield lambda cells: lines.writerow([_harmless(cell) for cell in cells])
        beside.replace(target)
    except OSError as error:
        raise NotWritten(why_not_written(error, target)) from error
    finally:
        beside.unlink(missing_ok=True)


def _harmless(cell: str) -> str:
    """A program for sheets takes nothing that somebody typed for a formula."""
    return f"'{cell}" if _FORMULA.match(cell) and not _NUMBER.match(cell) else cell
