"""What changed since something was worked out from the store, so that no more is read again than that."""

from __future__ import annotations

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.ops import Aspect, Changes

EVERYTHING = Changes(aspects=frozenset((Aspect.EVERYTHING,)))


class Due:
    """Everything at first. What was asked for stays due until an answer to it is taken: answers get lost, and newer
    questions overtake older ones."""

    def __init__(self) -> None:
        self._keys: set[EntityKey] = set()
        self._aspects: set[Aspect] = {Aspect.EVERYTHING}
        self._asked = Changes()

    def __bool__(self) -> bool:
        return bool(self._keys or self._aspects)

    def add(self, changes: Changes) -> None:
        self._keys |= changes.keys
        self._aspects |= changes.aspects

    def ask(self) -> Changes:
        self._asked |= Changes(frozenset(self._keys), frozenset(self._aspects))
        self._keys.clear()
        self._aspects.clear()
        return self._asked

    def answered(self) -> None:
        """The newest question."""
        self._asked = Changes()
