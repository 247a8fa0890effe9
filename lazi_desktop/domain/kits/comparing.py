"""Two lists of what goes into something, side by side: kits, versions of a kit, and what a service links."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kits.book import KitBook
from lazi_desktop.domain.kits.giving import given_by
from lazi_desktop.domain.kits.kit import Kit, Line
from lazi_desktop.domain.kits.parts import KitId, PartId
from lazi_desktop.domain.kits.planning import EXACT
from lazi_desktop.domain.kits.roll_up import RolledLine, RollUp
from lazi_desktop.domain.kits.service_links import ServiceNow
from lazi_desktop.domain.kits.skus import KitSku
from lazi_desktop.domain.kits.totals import Lack, Missing, Total
from lazi_desktop.domain.values import Value


class Matched(StrEnum):
    ADDED = "added"  # only on the right
    REMOVED = "removed"  # only on the left
    CHANGED = "changed"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of a side. `details` are what the line says of itself, by field; empty where lines were merged.

    `quantity` is None where it cannot be worked out. `cost` is of the whole row.
    """

    code: str
    name: str
    unit: str
    quantity: Decimal | None
    cost: Total
    sku: EntityKey | None = None
    includes: KitId | None = None
    line: PartId | None = None
    group: str = ""
    place: str = ""
    details: Mapping[str, Value] | None = None

    @property
    def of(self) -> Hashable:
        return self.sku if self.sku is not None else self.includes


@dataclass(frozen=True, slots=True)
class Row:
    """`differs` names the fields that are not the same on both sides."""

    left: Entry | None
    right: Entry | None
    differs: Sequence[str] = ()

    @property
    def matched(self) -> Matched:
        if self.left is None:
            return Matched.ADDED
        if self.right is None:
            return Matched.REMOVED
        return Matched.CHANGED if self.differs else Matched.SAME

    @property
    def cost(self) -> Total:
        """What the right costs more."""
        return _less(self.right, self.left)

    def turned(self) -> Row:
        return replace(self, left=self.right, right=self.left)


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two that are compared. `cost` is of all of it, its own labour not among it."""

    title: str
    entries: Sequence[Entry]
    cost: Total


@dataclass(frozen=True, slots=True)
class Comparison:
    left: Side
    right: Side
    rows: Sequence[Row]

    @property
    def cost(self) -> Total:
        """What the right costs more, all in all."""
        missing = (*self.left.cost.missing, *self.right.cost.missing)
        return Total(EXACT.subtract(self.right.cost.amount, self.left.cost.amount), missing)

    def count(self, matched: Matched) -> int:
        return sum(row.matched is matched for row in self.rows)


def compare(left: Side, right: Side) -> Comparison:
    """Entries of the same SKU or kit belong together; where there are several of one, lines with the same key, then in
    their order. What is left over and stands at the same place of both is one line with another SKU."""
    pairs = list[tuple[Entry | None, Entry | None]]()
    ours, theirs = list(left.entries), list(right.entries)
    for alike in (_key_of, _of, _place_of):
        pairs += _paired(ours, theirs, alike)
    pairs += [(one, None) for one in ours] + [(None, one) for one in theirs]
    order = {id(one): number for number, one in enumerate((*left.entries, *right.entries))}
    pairs.sort(key=lambda pair: order[id(pair[1] if pair[0] is None else pair[0])])
    return Comparison(left, right, [Row(one, other, _differs(one, other)) for one, other in pairs])


# ----------------------------------------------------------------------------------------------------------- sides


def merged_side(book: KitBook, roll: RollUp, title: str) -> Side:
    """Every SKU of a kit once, at any depth."""
    given = given_by(book, roll)
    entries = [sku_entry(given.known.get(key), key, needed.quantity) for key, needed in given.skus.items()]
    return Side(title, entries, _with_unclear(_total(entries), given.unclear))


def line_side(kit: Kit, roll: RollUp, title: str) -> Side:
    """Line by line; an included kit is one of them. Optional lines are there too, and cost nothing unless taken."""
    groups = {one.key: one.name for one in kit.groups}
    entries = [
        _line_entry(line, rolled, groups.get(line.group, "") if line.group else "")
        for line in kit.lines
        if (rolled := roll.line(line.key)) is not None
    ]
    return Side(title, entries, roll.cost)


def linked_side(service: ServiceNow, title: str) -> Side:
    """All that a service links; what is not known here by how it is named."""
    entries = []
    for name, reference, quantity in service.linked():
        sku = service.skus.get((name, reference))
        entry = sku_entry(sku, None if sku is None else sku.key, quantity)
        entries.append(entry if sku is not None else replace(entry, name=str(reference)))
    return Side(title, entries, _total(entries))


def sku_entry(sku: KitSku | None, key: EntityKey | None, quantity: Decimal) -> Entry:
    if sku is None:
        lack = Missing(Lack.NO_SKU, (), "", sku=key)
        return Entry("", "", "", quantity, Total(missing=(lack,)), sku=key)
    if sku.cost is None:
        cost = Total(missing=(Missing(Lack.NO_COST, (), sku.name or sku.code, sku=key),))
    else:
        cost = Total(EXACT.multiply(quantity, sku.cost))
    return Entry(sku.code, sku.name, sku.unit, quantity, cost, sku=key)


def _line_entry(line: Line, rolled: RolledLine, group: str) -> Entry:
    details: dict[str, Value] = {
        "sku": line.sku if line.sku is not None else line.includes,
        "quantity": line.quantity,
        "unit": line.unit,
        "waste": line.waste,
        "pack": line.pack,
        "optional": line.optional,
        "substitutes": frozenset(line.substitutes),
        "values": dict(line.values),
        "note": line.note,
        "group": group,
    }
    return Entry(
        rolled.code,
        rolled.name,
        rolled.unit,
        rolled.quantity,
        rolled.cost if rolled.counts else Total(),
        sku=line.sku,
        includes=line.includes,
        line=line.key,
        group=group,
        place=line.place,
        details=details,
    )


# -------------------------------------------------------------------------------------------------------- matching


def _key_of(entry: Entry) -> Hashable:
    return None if entry.line is None else (entry.line, entry.of)


def _of(entry: Entry) -> Hashable:
    return entry.of


def _place_of(entry: Entry) -> Hashable:
    return (entry.group, entry.place) if entry.place else None


def _paired(
    ours: list[Entry], theirs: list[Entry], alike: Callable[[Entry], Hashable]
) -> list[tuple[Entry | None, Entry | None]]:
    """Takes out of both what is alike, in order."""
    waiting = defaultdict[Hashable, list[Entry]](list)
    for other in theirs:
        if (key := alike(other)) is not None:
            waiting[key].append(other)
    pairs = list[tuple[Entry | None, Entry | None]]()
    taken = set[int]()
    for one in ours:
        key = alike(one)
        if key is not None and waiting.get(key):
            other = waiting[key].pop(0)
            pairs.append((one, other))
            taken |= {id(one), id(other)}
    ours[:] = [one for one in ours if id(one) not in taken]
    theirs[:] = [one for one in theirs if id(one) not in taken]
    return pairs


def _differs(left: Entry | None, right: Entry | None) -> Sequence[str]:
    if left is None or right is None:
        return ()
    if left.details is not None and right.details is not None:
        return [name for name, value in left.details.items() if right.details.get(name) != value]
    return [] if left.quantity == right.quantity else ["quantity"]


def _less(one: Entry | None, other: Entry | None) -> Total:
    first, second = (Total() if each is None else each.cost for each in (one, other))
    return Total(EXACT.subtract(first.amount, second.amount), (*second.missing, *first.missing))


def _total(entries: Sequence[Entry]) -> Total:
    amount = Decimal(0)
    for one in entries:
        amount = EXACT.add(amount, one.cost.amount)
    return Total(amount, tuple(lack for one in entries for lack in one.cost.missing))


def _with_unclear(total: Total, unclear: Sequence[Missing]) -> Total:
    return Total(total.amount, (*total.missing, *unclear))
