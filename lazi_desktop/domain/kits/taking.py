"""How much one of a kit takes of every SKU in it, at any depth. Worked out once for a kit, wherever it is included."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from lazi_desktop.domain.kits.planning import Plan, Settings, exactly, with_waste
from lazi_desktop.domain.kits.worked_out import MOST_NESTED, Taken, of_kit

if TYPE_CHECKING:
    from lazi_desktop.domain.kits.reckoning import Reckoner

MOST_TAKEN = 2_000_000
"""So many quantities are added up for one kit: with other values in each kit there can be more of them than time."""
_KIT = MOST_TAKEN // MOST_NESTED
"""A kit counts for so many: the quantities of its lines are worked out first."""


class _TooMany(Exception):
    """More than are added up."""


def taken(reckoner: Reckoner, plan: Plan, settings: Settings) -> Taken | None:
    """None where it is too much to be worked out."""
    with exactly():
        try:
            return _Taking(reckoner).of(plan, settings)
        except _TooMany:
            return None


class _Taking:
    def __init__(self, reckoner: Reckoner) -> None:
        self._reckoner = reckoner
        self._left = MOST_TAKEN

    def of(self, plan: Plan, settings: Settings) -> Taken:
        reckoner = self._reckoner.that_knows(plan)
        known = of_kit(reckoner.memory.taken, plan)
        found = known.get(settings.key)
        if found is None:
            found = self._added_up(reckoner, plan, settings)
            if reckoner.graph.users(
                plan.kit.key
            ):  # of the others there are most, and they are asked for once
                known[settings.key] = found
        return found

    def _added_up(self, reckoner: Reckoner, plan: Plan, settings: Settings) -> Taken:
        found = Taken()
        kits = reckoner.inside_of(plan, settings).kits
        inside = {line.key: (many, inner, nested) for _, many, line, inner, nested in kits}
        steady = zip(plan.numbers, plan.quantities, strict=True)
        self._count(_KIT + len(plan.kit.lines))
        for line in plan.kit.lines:
            if line.sku is None:
                if line.key in inside:
                    many, inner, nested = inside[line.key]
                    self._add(found, many, self.of(inner, nested))
                continue
            planned = plan.unsteady.get(line.key)
            if planned is None:
                number, quantity = next(steady)
                typed = line.quantity if isinstance(line.quantity, Decimal) else None
            else:
                number, quantity = line.sku.int, Decimal(0)
                typed = planned.quantity(settings)[0] if reckoner.counts(line) else None
            if typed is None:
                continue
            if planned is not None or line.pack is not None:
                needed, quantity = with_waste(line, typed)
                if line.pack is not None:
                    found.surplus[number] = found.surplus.get(number, Decimal(0)) + quantity - needed
                    found.packs[number] = min(found.packs.get(number, line.pack), line.pack)
            before = found.quantities.get(number)
            found.quantities[number] = quantity if before is None else before + quantity
        return found

    def _add(self, found: Taken, many: Decimal, inner: Taken) -> None:
        self._count(len(inner.quantities))
        quantities = found.quantities
        for number, each in inner.quantities.items():
            before = quantities.get(number)
            quantities[number] = many * each if before is None else before + many * each
        for number, each in inner.surplus.items():
            found.surplus[number] = found.surplus.get(number, Decimal(0)) + many * each
        for number, pack in inner.packs.items():
            found.packs[number] = min(found.packs.get(number, pack), pack)

    def _count(self, quantities: int) -> None:
        self._left -= 1 + quantities
        if self._left < 0:
            raise _TooMany
