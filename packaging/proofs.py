"""What a proof has seen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from source import say, stop

MOST_SECONDS = 12 * 60
"""What all that Linux builds of one version may take together."""

Demand = Callable[[bool, str, str], None]
"""Whether it is so, what, and in words."""


@dataclass
class Proofs:
    """The first thing that is not as it should be ends it all."""

    seen: list[tuple[str, str]] = field(default_factory=list)

    def add(self, what: str, words: str) -> None:
        self.seen.append((what, words))
        say(f"  {what}: {words}")

    def demand(self, condition: bool, what: str, words: str) -> None:
        if not condition:
            self.show()
            stop(f"NOT PROVED. {what}: {words}")
        self.add(what, words)

    def show(self) -> None:
        width = max((len(what) for what, _ in self.seen), default=0)
        for what, words in self.seen:
            print(f"{what:{width}}  {words}")
