"""What a person typed that is not recorded: it does not fit, or the program ended first."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Protocol

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.values import Value


@dataclass(frozen=True, slots=True)
class KeptDraft:
    """`typed` is text or what a control gave, `seen` the value that was on the screen when typing began. `problem` says
    why it was not recorded, "" where nothing spoke against it. `key` may stand for several entities edited as one.
    """

    key: EntityKey
    field: str
    typed: Value
    seen: Value
    problem: str = ""


class Drafts(Protocol):
    """Runs on the store's thread, like every write."""

    def all(self) -> Sequence[KeptDraft]: ...

    def put(self, kept: Sequence[KeptDraft], dropped: Collection[tuple[EntityKey, str]]) -> None:
        """Keeps these in the place of earlier ones of the same fields, and forgets others."""
