"""What a kit gives: every SKU in it at any depth, once, with its quantity."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from uuid import UUID

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kits.book import KitBook
from lazi_desktop.domain.kits.lacks import of_kinds
from lazi_desktop.domain.kits.planning import exactly
from lazi_desktop.domain.kits.roll_up import Needed, RollUp
from lazi_desktop.domain.kits.skus import KitSku
from lazi_desktop.domain.kits.totals import Lack, Missing

_HINDERS = frozenset((Lack.FORMULA, Lack.CYCLE, Lack.TOO_DEEP))
_MAY_HINDER = _HINDERS | {Lack.NO_SKU}


@dataclass(frozen=True, slots=True)
class Given:
    """`skus` in the order in which the lines name them. `unclear` are the lines whose quantity nobody knows: what they
    would give is missing in `skus`. `known` is what is known of them."""

    skus: Mapping[EntityKey, Needed]
    known: Mapping[EntityKey, KitSku] = field(default_factory=dict)
    unclear: Sequence[Missing] = ()

    def quantity(self, sku: EntityKey) -> Decimal:
        found = self.skus.get(sku)
        return Decimal(0) if found is None else found.quantity


def given_by(book: KitBook, roll: RollUp, times: Decimal = Decimal(1)) -> Given:
    """Of so many of the kit, as rolled up; optional lines that were not taken give nothing, and a SKU of which nothing
    is given is not told. One that got another key is told by that."""
    taken = roll.take()
    if taken is None:
        return Given({}, {}, [too_much(book, roll)])
    skus: dict[EntityKey, Needed] = {}
    known: dict[EntityKey, KitSku] = {}
    with exactly():
        for number, quantity in taken.quantities.items():
            if not times * quantity:  # a formula may come to nothing
                continue
            key = EntityKey(UUID(int=number))
            sku = book.skus.get(key)
            if sku is not None:
                key = sku.key
                known[key] = sku
            needed = quantity - taken.surplus.get(number, Decimal(0))
            one = Needed(key, times * needed, times * quantity, taken.packs.get(number))
            before = skus.get(key)
            skus[key] = one if before is None else _sum(before, one)
    return Given(skus, known, unclear_in(roll))


def unclear_in(roll: RollUp) -> Sequence[Missing]:
    """Lines of which nobody knows what they would give."""
    found = of_kinds(roll.problems, _MAY_HINDER)
    return [one for one in found if one.lack in _HINDERS or one.sku is None]


def too_much(book: KitBook, roll: RollUp) -> Missing:
    detail = "there is too much in it to be worked out."
    return Missing(Lack.TOO_DEEP, (), book.kits[roll.kit].name if roll.kit in book.kits else "", detail)


def own_keys(book: KitBook, quantities: Mapping[EntityKey, Decimal]) -> Mapping[EntityKey, Decimal]:
    """What was remembered by keys, some of which may have been replaced since."""
    if not book.replaced or all(own_key(book, key) == key for key in quantities):
        return quantities
    found: dict[EntityKey, Decimal] = {}
    for key, quantity in quantities.items():
        own = own_key(book, key)
        found[own] = found.get(own, Decimal(0)) + quantity
    return found


def own_key(book: KitBook, key: EntityKey) -> EntityKey:
    sku = book.replaced.get(key.int) if book.replaced else None
    return key if sku is None else sku.key


def _sum(one: Needed, other: Needed) -> Needed:
    return Needed(
        one.sku,
        one.needed + other.needed,
        one.quantity + other.quantity,
        smallest_pack((one.pack, other.pack)),
    )


def smallest_pack(packs: Collection[Decimal | None]) -> Decimal | None:
    """Of lines that say different ones: what is bought in the smallest of them is never bought in vain."""
    return min((pack for pack in packs if pack), default=None)
