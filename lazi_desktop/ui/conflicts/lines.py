"""Open conflicts as the desk shows them: a line is what one answer decides."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from lazi_desktop.domain.conflict_lines import Clash, Pattern, line_of, pattern_of
from lazi_desktop.domain.field_tables import FIELDS
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.merge import Resolution
from lazi_desktop.domain.values import Value
from lazi_desktop.operations.resolve_conflict import Answer
from lazi_desktop.ports.pricebook import ConflictView


@dataclass(frozen=True, slots=True)
class ConflictLine:
    """Conflicts of one entity that are decided together, in the order of its fields."""

    conflicts: tuple[ConflictView, ...]
    pattern: Pattern

    @property
    def first(self) -> ConflictView:
        return self.conflicts[0]

    @property
    def key(self) -> EntityKey:
        return self.first.entity_key

    @property
    def ids(self) -> frozenset[UUID]:
        return frozenset(one.conflict_id for one in self.conflicts)

    def answers(self, choice: Resolution, edited: Mapping[str, Value] | None = None) -> list[Answer]:
        """`edited` are the values by field where the choice is a third one."""
        values = edited or {}
        return [Answer(one, choice, values.get(one.field)) for one in self.conflicts]


def lines_from(conflicts: Sequence[ConflictView]) -> list[ConflictLine]:
    """In the order in which the first conflict of each came."""
    lines: dict[tuple[object, ...], list[ConflictView]] = {}
    seen: Counter[tuple[object, ...]] = Counter()
    for conflict in conflicts:
        place = (conflict.entity_key, conflict.mine, *line_of(_clash(conflict)))
        again = seen[place, conflict.field]  # another desktop's edit of the same field
        seen[place, conflict.field] += 1
        lines.setdefault((*place, again), []).append(conflict)
    return [_line(found) for found in lines.values()]


def like(line: ConflictLine, lines: Sequence[ConflictLine]) -> list[ConflictLine]:
    """The lines that one answer may decide together with this one, itself included."""
    first = line.first
    return [
        other
        for other in lines
        if other.pattern == line.pattern
        and (other.first.mine, other.first.theirs_exists) == (first.mine, first.theirs_exists)
    ]


def moved_by(lines: Sequence[ConflictLine], choice: Resolution) -> Decimal:
    """What the list prices in effect would come to, against what stands now: ours or theirs."""
    total = Decimal(0)
    for line in lines:
        for one in line.conflicts:
            stands = one.ours if one.standing else one.theirs
            chosen = one.ours if choice is Resolution.OURS else one.theirs
            if one.field == "price" and stands is not None and chosen is not None:
                total += Decimal(chosen) - Decimal(stands)
    return total


def _line(found: Sequence[ConflictView]) -> ConflictLine:
    places = {name: place for place, name in enumerate(FIELDS[found[0].entity_kind])}
    ordered = tuple(sorted(found, key=lambda one: places.get(one.field, len(places))))
    return ConflictLine(ordered, pattern_of([_clash(one) for one in ordered]))


def _clash(conflict: ConflictView) -> Clash:
    return Clash(
        conflict.kind,
        conflict.entity_kind,
        conflict.field,
        conflict.base,
        conflict.ours,
        conflict.theirs,
        conflict.standing,
    )
