"""Conflicts as a person decides them: the fields that go together as one line, and lines that look alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from lazi_desktop.domain.field_tables import FIELDS
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.values import Value


@dataclass(frozen=True, slots=True)
class Clash:
    """What decides to which line and pattern a conflict belongs. `standing`: ours is in effect."""

    conflict_kind: str
    entity_kind: EntityKind
    field: str
    base: Value
    ours: Value
    theirs: Value
    standing: bool


class Move(StrEnum):
    """What one side did to a value."""

    RAISED = "raised"
    LOWERED = "lowered"
    CHANGED = "changed"
    EMPTIED = "emptied"


@dataclass(frozen=True, slots=True)
class Pattern:
    """What lines have in common that one answer may decide together. `fields` in the order of the field tables."""

    conflict_kind: str
    entity_kind: EntityKind
    fields: tuple[str, ...]
    standing: bool
    theirs: tuple[Move, ...]
    ours: tuple[Move, ...]


def line_of(clash: Clash) -> tuple[str, bool, str]:
    """Conflicts of one entity with the same line are decided as one: a half-merged price line helps nobody."""
    field = FIELDS[clash.entity_kind].get(clash.field)
    group = field.group if field is not None and field.group else clash.field
    return clash.conflict_kind, clash.standing, group


def pattern_of(line: Sequence[Clash]) -> Pattern:
    first = line[0]
    places = {name: place for place, name in enumerate(FIELDS[first.entity_kind])}
    ordered = sorted(line, key=lambda clash: places.get(clash.field, len(places)))
    return Pattern(
        first.conflict_kind,
        first.entity_kind,
        tuple(clash.field for clash in ordered),
        first.standing,
        tuple(move_of(clash.base, clash.theirs) for clash in ordered),
        tuple(move_of(clash.base, clash.ours) for clash in ordered),
    )


def move_of(before: Value, after: Value) -> Move:
    if after is None or after in ("", []):
        return Move.EMPTIED
    if _is_number(before) and _is_number(after):
        return Move.RAISED if after > before else Move.LOWERED
    return Move.CHANGED


def _is_number(value: Value) -> bool:
    return isinstance(value, int | Decimal) and not isinstance(value, bool)
