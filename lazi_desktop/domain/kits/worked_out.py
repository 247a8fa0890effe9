"""What was worked out of kits, for as long as it holds."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TypeVar

from lazi_desktop.domain.kits.kit import Line
from lazi_desktop.domain.kits.planning import DEFAULTS, Plan, PlannedLine, Settings
from lazi_desktop.domain.kits.sums import Sums
from lazi_desktop.domain.kits.totals import Missing


@dataclass(frozen=True, slots=True)
class WorkedLine:
    """A line of which everything is known that can be. `each` is what one of it comes to; None where nobody knows."""

    planned: PlannedLine
    typed: Decimal | None
    needed: Decimal | None
    quantity: Decimal | None
    each: Sums | None
    sums: Sums
    nested: Settings | None = None


@dataclass(frozen=True, slots=True)
class Inside:
    """The kits in a kit whose quantity and values are known: number, quantity, line, plan, settings; the number is -1
    where the values are not the defaults. `lacks` are of the others, and what is flagged. It stays while costs change.
    """

    kits: Sequence[tuple[int, Decimal, Line, Plan, Settings]]
    lacks: Sequence[Missing] = ()


@dataclass(slots=True)
class Taken:
    """By the numbers of the SKUs' keys, in the order of the lines. `surplus` is what of a quantity is bought only since
    whole packs are; `packs` has the smallest pack that any line says."""

    quantities: dict[int, Decimal] = field(default_factory=dict)
    surplus: dict[int, Decimal] = field(default_factory=dict)
    packs: dict[int, Decimal] = field(default_factory=dict)


_T = TypeVar("_T")
_Known = dict[int, dict[Hashable, _T]]
"""By number of the kit, and by its settings."""

MOST_NESTED = 20_000
"""So many kits are worked out for one: with other values in each there can be more of them than time."""

MOST_SETTINGS = 500
"""Of one kit: somebody who tries values out leaves one behind with every key that is struck."""


def of_kit(known: _Known[_T], plan: Plan) -> dict[Hashable, _T]:
    """What is known of a kit, with room for one more."""
    found = known.get(plan.number)
    if found is None:
        found = known[plan.number] = {}
    elif len(found) >= MOST_SETTINGS:
        found.clear()
    return found


@dataclass(slots=True)
class Memory:
    """`own` is what the SKU lines of a kit come to; `usual` with the kits in it and the defaults, `given` with other
    values."""

    own: _Known[Sums] = field(default_factory=dict)
    usual: dict[int, Sums] = field(default_factory=dict)
    given: _Known[Sums] = field(default_factory=dict)
    inside: _Known[Inside] = field(default_factory=dict)
    taken: _Known[Taken] = field(default_factory=dict)

    def without(self, own: Iterable[int], all_: Iterable[int], inside: Iterable[int] = ()) -> Memory:
        """`inside` are those in which more has changed than what SKUs cost."""
        kept = Memory(
            self.own.copy(), self.usual.copy(), self.given.copy(), self.inside.copy(), self.taken.copy()
        )
        for number in own:
            kept.own.pop(number, None)
        for number in all_:
            kept.usual.pop(number, None)
            kept.given.pop(number, None)
        for number in inside:
            kept.inside.pop(number, None)
            kept.taken.pop(number, None)
        return kept

    def known(self, plan: Plan, settings: Settings) -> Sums | None:
        if settings.key is DEFAULTS:
            return self.usual.get(plan.number)
        given = self.given.get(plan.number)
        return None if given is None else given.get(settings.key)

    def keep(self, plan: Plan, settings: Settings, sums: Sums) -> Sums:
        if settings.key is DEFAULTS:
            self.usual[plan.number] = sums
        else:
            of_kit(self.given, plan)[settings.key] = sums
        return sums
