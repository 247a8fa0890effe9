"""What several kits take together, as somebody buys it: by vendor, each SKU once, rounded up once."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kits.book import KitBook
from lazi_desktop.domain.kits.giving import given_by, smallest_pack
from lazi_desktop.domain.kits.parts import KitId, PartId
from lazi_desktop.domain.kits.planning import EXACT, in_packs
from lazi_desktop.domain.kits.roll_up import Needed
from lazi_desktop.domain.kits.skus import KitSku
from lazi_desktop.domain.kits.totals import Lack, Missing, Total
from lazi_desktop.domain.kits.whole_units import sold_whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """So many of a kit, with these values of its parameters and these optional lines. `title` is what to call it, ""
    for the kit's name."""

    kit: KitId
    count: Decimal = Decimal(1)
    values: Mapping[str, Decimal] = field(default_factory=dict)
    options: Collection[PartId] = ()
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ToBuy:
    """`needed` is before any rounding, `buy` that rounded up to packs, or to whole ones of what is counted, `jobs` what
    of it is needed for which job.

    `extended` is of what is bought. `is_stale`: the cost is old.
    """

    key: EntityKey
    sku: KitSku | None
    needed: Decimal
    buy: Decimal
    pack: Decimal | None
    jobs: Sequence[tuple[str, Decimal]]
    extended: Total
    is_stale: bool = False

    @property
    def packs(self) -> Decimal | None:
        return None if self.pack is None else EXACT.divide_int(self.buy, self.pack)


@dataclass(frozen=True, slots=True)
class OfVendor:
    """`vendor` is "" where none is known."""

    vendor: str
    rows: Sequence[ToBuy]
    cost: Total


@dataclass(frozen=True, slots=True)
class MaterialList:
    """`unclear` is what is not in it, since nobody knows how much of it is needed."""

    vendors: Sequence[OfVendor]
    cost: Total
    unclear: Sequence[Missing]

    @property
    def rows(self) -> Sequence[ToBuy]:
        return [row for vendor in self.vendors for row in vendor.rows]


def material_list(book: KitBook, jobs: Sequence[Job]) -> MaterialList:
    """Vendors by name, what has none at the end; their rows by code. A kit that is not there is unclear."""
    needed: dict[EntityKey, list[tuple[str, Needed]]] = {}
    unclear: list[Missing] = []
    known, stale = dict[EntityKey, KitSku](), set[EntityKey]()
    for job in jobs:
        kit = book.kits.get(job.kit)
        if kit is None:
            unclear.append(Missing(Lack.NO_SKU, (), job.title))
            continue
        roll = book.roll(job.kit, job.values, job.options)
        given = given_by(book, roll, job.count)
        stale |= {one.sku for one in roll.problems if one.lack is Lack.STALE_COST and one.sku is not None}
        unclear += given.unclear
        known |= given.known
        for one in given.skus.values():
            needed.setdefault(one.sku, []).append((job.title or kit.name, one))
    rows = [_to_buy(key, known.get(key), of, key in stale) for key, of in needed.items()]
    by_vendor: dict[str, list[ToBuy]] = {}
    for row in sorted(rows, key=_order):
        by_vendor.setdefault(row.sku.vendor if row.sku else "", []).append(row)
    vendors = [OfVendor(name, those, _sum(those)) for name, those in by_vendor.items()]
    return MaterialList(vendors, _sum(rows), unclear)


def _to_buy(key: EntityKey, sku: KitSku | None, of: Sequence[tuple[str, Needed]], is_stale: bool) -> ToBuy:
    total, jobs = Decimal(0), dict[str, Decimal]()
    for title, one in of:
        total = EXACT.add(total, one.needed)
        jobs[title] = EXACT.add(jobs.get(title, Decimal(0)), one.needed)
    pack = smallest_pack([one.pack for _, one in of])
    if pack is not None:
        buy = in_packs(total, pack)
    else:
        buy = total if sku is None else sold_whole(total, sku.unit)
    return ToBuy(
        key=key,
        sku=sku,
        needed=total,
        buy=buy,
        pack=pack,
        jobs=list(jobs.items()),
        extended=_extended(key, sku, buy),
        is_stale=is_stale,
    )


def _extended(key: EntityKey, sku: KitSku | None, buy: Decimal) -> Total:
    if sku is None or sku.gone:
        return Total(missing=(Missing(Lack.NO_SKU, (), "" if sku is None else sku.name, sku=key),))
    if sku.cost is None:
        return Total(missing=(Missing(Lack.NO_COST, (), sku.name or sku.code, sku=key),))
    return Total(EXACT.multiply(buy, sku.cost))


def _sum(rows: Sequence[ToBuy]) -> Total:
    amount = Decimal(0)
    for row in rows:
        amount = EXACT.add(amount, row.extended.amount)
    return Total(amount, tuple(lack for row in rows for lack in row.extended.missing))


def _order(row: ToBuy) -> tuple[bool, str, str, str]:
    vendor, code = (row.sku.vendor, row.sku.code) if row.sku is not None else ("", "")
    return (not vendor, vendor.casefold(), code.casefold(), str(row.key))
