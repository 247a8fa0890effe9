"""What a kit gives: every SKU in it at any depth, once, with its quantity."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from lazi_desktop.domain.formula.arithmetic import CONTEXT
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kits.book import KitBook
from lazi_desktop.domain.kits.roll_up import Lack, Missing, Needed, RollUp
from lazi_desktop.domain.kits.skus import KitSku

_HINDERS = frozenset((Lack.FORMULA, Lack.CYCLE, Lack.TOO_DEEP))


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
    """Of so many of the kit, as rolled up; optional lines that were not taken give nothing. A SKU that got another key
    is told by that."""
    skus: dict[EntityKey, Needed] = {}
    known: dict[EntityKey, KitSku] = {}
    for one, sku in _needed(roll, book, times):
        if sku is not None:
            known[one.sku] = sku
        before = skus.get(one.sku)
        skus[one.sku] = one if before is None else _sum(before, one)
    unclear = [
        one for one in roll.problems if one.lack in _HINDERS or (one.lack is Lack.NO_SKU and one.sku is None)
    ]
    return Given(skus, known, unclear)


def own_keys(book: KitBook, quantities: Mapping[EntityKey, Decimal]) -> Mapping[EntityKey, Decimal]:
    """What was remembered by keys, some of which may have been replaced since."""
    if all(own_key(book, key) == key for key in quantities):
        return quantities
    found: dict[EntityKey, Decimal] = {}
    for key, quantity in quantities.items():
        own = own_key(book, key)
        found[own] = found.get(own, Decimal(0)) + quantity
    return found


def own_key(book: KitBook, key: EntityKey) -> EntityKey:
    sku = book.skus.get(key)
    return key if sku is None else sku.key


def _needed(roll: RollUp, book: KitBook, times: Decimal) -> Iterator[tuple[Needed, KitSku | None]]:
    for line in roll.lines:
        if not line.counts or line.quantity is None or line.needed is None:
            continue
        if line.nested is not None:
            yield from _needed(line.nested, book, CONTEXT.multiply(times, line.quantity))
        elif line.sku is not None:
            sku = book.skus.get(line.sku)
            one = Needed(
                line.sku if sku is None else sku.key,
                CONTEXT.multiply(times, line.needed),
                CONTEXT.multiply(times, line.quantity),
                line.pack,
            )
            yield one, sku


def _sum(one: Needed, other: Needed) -> Needed:
    return Needed(
        one.sku,
        CONTEXT.add(one.needed, other.needed),
        CONTEXT.add(one.quantity, other.quantity),
        smallest_pack((one.pack, other.pack)),
    )


def smallest_pack(packs: Collection[Decimal | None]) -> Decimal | None:
    """Of lines that say different ones: what is bought in the smallest of them is never bought in vain."""
    return min((pack for pack in packs if pack), default=None)
