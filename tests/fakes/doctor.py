"""A doctor who tells what a test wants, when it wants."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from lazi_desktop.domain.errors import LaziError
from lazi_desktop.ports.doctor import CheckResult, CheckState


class FakeDoctor:
    """Implements `ports.doctor.Doctor`, and `Examination` of the one that is under way."""

    def __init__(self, **titles: str) -> None:
        self._titles = titles or {"disk": "Disk", "hub": "Shared database"}
        self.begun = 0
        self.saved: list[tuple[Sequence[CheckResult], Path]] = []
        self.fails: LaziError | None = None
        self._tell: Callable[[CheckResult], None] = lambda _: None
        self.end: Callable[[], None] = lambda: None

    def titles(self) -> Mapping[str, str]:
        return self._titles

    def begin(self, tell: Callable[[CheckResult], None], ended: Callable[[], None]) -> FakeDoctor:
        self.begun += 1
        self._tell, self.end = tell, ended
        return self

    def cancel(self) -> None:
        self._tell, self.end = lambda _: None, lambda: None

    def tell(self, name: str, state: CheckState, words: str = "It is there.", mend: str = "") -> None:
        self._tell(CheckResult(name, self._titles[name], state, words, mend))

    def save_bundle(self, results: Sequence[CheckResult], file: Path) -> Sequence[str]:
        if self.fails is not None:
            raise self.fails
        self.saved.append((results, file))
        return [f"{len(results)} results"]
