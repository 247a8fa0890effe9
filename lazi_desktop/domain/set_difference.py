"""How two values of a set of entries differ, in numbers."""

from __future__ import annotations

from dataclasses import dataclass

from lazi_desktop.domain.fields import Field
from lazi_desktop.domain.merge import agrees
from lazi_desktop.domain.values import Value


@dataclass(frozen=True, slots=True)
class SetDifference:
    added: int = 0
    removed: int = 0
    changed: int = 0

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.changed)


def set_difference(field: Field, theirs: Value, ours: Value) -> SetDifference:
    """What ours has and theirs has not. Members that only ServiceTitan fills in are no difference."""
    before, now = _by_key(field, theirs), _by_key(field, ours)
    return SetDifference(
        len(now.keys() - before.keys()),
        len(before.keys() - now.keys()),
        sum(not agrees(now[key], before[key]) for key in now.keys() & before.keys()),
    )


def _by_key(field: Field, value: Value) -> dict[str, Value]:
    return {str(entry[field.entry_key] if field.entry_key else entry): entry for entry in value or ()}
