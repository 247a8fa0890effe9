"""What a use of a kit would give its service now, as links hold it. Nothing unclear is followed: what a line gives of
which nobody knows how much it is stays as it was given then."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from uuid import UUID

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kits.book import KitBook
from lazi_desktop.domain.kits.giving import own_key, too_much, unclear_in
from lazi_desktop.domain.kits.kit import Use
from lazi_desktop.domain.kits.parts import KitId
from lazi_desktop.domain.kits.planning import EXACT
from lazi_desktop.domain.kits.service_links import link_quantity
from lazi_desktop.domain.kits.skus import KitSku
from lazi_desktop.domain.kits.totals import Missing

_NOTHING = Decimal(0)


class GivenNow:
    """`use` as `as_named_now` tells it. By the numbers of keys, for a list of a thousand kits asks it of all uses."""

    def __init__(self, book: KitBook, kit: KitId, use: Use) -> None:
        self._book = book
        self._times = use.multiplier
        self.unclear: Sequence[Missing] = ()
        self._quantities: Mapping[int, Decimal] = {}
        if kit in book.kits:
            roll = book.roll(kit, use.values, use.options)
            taken, self.unclear = roll.take(), unclear_in(roll)
            if taken is None:
                self.unclear = [*self.unclear, too_much(book, roll)]
            else:
                self._quantities = _own(taken.quantities, book.replaced)
        self._then = {key.int: quantity for key, quantity in use.applied.items()}
        self._held = {own_key(book, one.sku).int for one in self.unclear if one.sku is not None}
        self._holds_all = any(one.sku is None for one in self.unclear)

    def moved(self) -> Iterator[tuple[EntityKey, Decimal]]:
        """What is given otherwise now, as it is asked for."""
        then, is_once = self._then, self._times == 1
        for number, quantity in self._quantities.items():
            if is_once and then.get(number) == quantity:
                continue  # the usual, in no time
            if (now := self._now(number)) != then.get(number, _NOTHING):
                yield EntityKey(UUID(int=number)), now
        for number in then.keys() - self._quantities.keys():
            if (now := self._now(number)) != then[number]:
                yield EntityKey(UUID(int=number)), now

    def quantities(self) -> Mapping[EntityKey, Decimal]:
        """All of which there are any."""
        numbers = dict.fromkeys([*self._quantities, *self._then])
        return {EntityKey(UUID(int=number)): now for number in numbers if (now := self._now(number))}

    def _now(self, number: int) -> Decimal:
        if self._holds_all or number in self._held:
            return self._then.get(number, _NOTHING)
        quantity = self._quantities.get(number)
        return _NOTHING if quantity is None else link_quantity(EXACT.multiply(self._times, quantity))


def _own(quantities: Mapping[int, Decimal], replaced: Mapping[int, KitSku]) -> Mapping[int, Decimal]:
    if replaced.keys().isdisjoint(quantities):
        return quantities
    found: dict[int, Decimal] = {}
    for number, quantity in quantities.items():
        own = replaced[number].key.int if number in replaced else number
        found[own] = EXACT.add(found.get(own, _NOTHING), quantity)
    return found
