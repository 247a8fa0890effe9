"""Looking over this computer's installation: what works, what does not, and what mends it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Protocol


class CheckState(StrEnum):
    OK = "ok"
    WARNING = "warning"  # it works, and somebody should know
    BAD = "bad"
    SKIPPED = "skipped"  # there is nothing to look at, or something before it is bad


@dataclass(frozen=True, slots=True)
class CheckResult:
    """`words` says what was found, `mend` in one sentence what to do about it, "" where nothing is to be done."""

    name: str
    title: str
    state: CheckState
    words: str
    mend: str = ""
    seconds: float = 0.0


class Examination(Protocol):
    """One that is under way."""

    def cancel(self) -> None:
        """Nothing more is told."""


class Doctor(Protocol):
    def titles(self) -> Mapping[str, str]:
        """Of every check by its name, in the order in which they are shown."""

    def begin(self, tell: Callable[[CheckResult], None], ended: Callable[[], None]) -> Examination:
        """Looks at everything, side by side. `tell` is called once for each check, in any order, then `ended`; both on
        threads of the doctor's."""

    def save_bundle(self, results: Sequence[CheckResult], file: Path) -> Sequence[str]:
        """A file to send to whoever helps, without secrets and without anything of the pricebook. Returns what is in
        it, in words.

        Raises:
            WorkspaceProblem: the file cannot be written.
        """
