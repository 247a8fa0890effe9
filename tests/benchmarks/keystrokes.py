"""What is typed into a search field, and when its rows, and their picture, stand there."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import Any

from tests.benchmarks.figures import rounded

SLOWEST = 8


@dataclass(slots=True)
class Key:
    """One keystroke. `rows` and `painted` are when its answer, or a later one, stood there; `worked` is what the
    processor worked until its rows."""

    text: str
    at: float
    worked: float
    rows: float = 0.0
    painted: float = 0.0
    overtaken: bool = False


@dataclass(slots=True)
class Keys:
    """What was typed, and of that what still waits for its rows, or for their picture."""

    typed: list[Key] = field(default_factory=list)
    waiting: list[Key] = field(default_factory=list)
    unpainted: list[Key] = field(default_factory=list)

    @property
    def are_answered(self) -> bool:
        return not self.waiting and not self.unpainted

    def press(self, text: str, at: float) -> None:
        key = Key(text, at, time.process_time())
        self.typed.append(key)
        self.waiting.append(key)

    def show(self, text: str) -> None:
        now, worked = time.perf_counter(), time.process_time()
        answered = next((place for place, key in enumerate(self.waiting) if key.text == text), None)
        if answered is None:
            return
        for key in self.waiting[: answered + 1]:
            key.rows, key.overtaken = now, key.text != text
            key.worked = worked - key.worked
            self.unpainted.append(key)
        del self.waiting[: answered + 1]

    def paint(self, at: float) -> None:
        for key in self.unpainted:
            key.painted = at
        self.unpainted.clear()


def slowest(keys: Keys) -> list[Any]:
    """What was typed, and the milliseconds to its rows and to their picture."""
    found = sorted(keys.typed, key=lambda key: key.at - key.rows)[:SLOWEST]
    return [
        [key.text, rounded(1000 * (key.rows - key.at)), rounded(1000 * (key.painted - key.at))]
        for key in found
    ]
