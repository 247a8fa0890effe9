"""What is wrong with a kit, or will be soon: each complaint names its line, and says what it is about."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kits.book import KitBook
from lazi_desktop.domain.kits.kit import Kit, Line
from lazi_desktop.domain.kits.parts import Clash, KitId, PartId
from lazi_desktop.domain.kits.samples import failed_samples
from lazi_desktop.domain.kits.totals import Lack, Missing
from lazi_desktop.domain.kits.use_differences import UseDifference


class Ailment(StrEnum):
    """The gravest first."""

    CYCLE = "cycle"
    FORMULA = "formula"
    VANISHED = "vanished"  # the SKU, or the included kit, is not there any more
    NO_COST = "no_cost"
    SAMPLE = "sample"  # a test of the kit fails
    CLASH = "clash"  # two people said different things, and nobody has chosen
    INACTIVE = "inactive"
    CHANGED = "changed"  # a service does not have yet what the kit gives now
    DIFFERS = "differs"  # a service was changed by hand since
    STALE_COST = "stale_cost"
    NO_UNIT = "no_unit"


@dataclass(frozen=True, slots=True)
class Complaint:
    """`part` is the line, sample or use that it is about, None for the kit itself. `within` is True where it is the
    trouble of an included kit, under which it is told too. `name` is of what it is about; `detail` a sentence or "".
    """

    ailment: Ailment
    part: PartId | None
    name: str
    detail: str = ""
    sku: EntityKey | None = None
    within: bool = False


_LACKS = {
    Lack.CYCLE: Ailment.CYCLE,
    Lack.TOO_DEEP: Ailment.CYCLE,
    Lack.FORMULA: Ailment.FORMULA,
    Lack.VALUE: Ailment.FORMULA,
    Lack.NO_SKU: Ailment.VANISHED,
    Lack.NO_COST: Ailment.NO_COST,
    Lack.STALE_COST: Ailment.STALE_COST,
}
_OF_SKUS = frozenset(
    (Ailment.VANISHED, Ailment.NO_COST, Ailment.INACTIVE, Ailment.STALE_COST, Ailment.NO_UNIT)
)
_ORDER = {ailment: number for number, ailment in enumerate(Ailment)}


def health_of(
    book: KitBook,
    kit: KitId,
    services: Iterable[UseDifference] = (),
    *,
    stale_after_days: int | None = None,
) -> Sequence[Complaint]:
    """The gravest first; of one ailment in the order of the lines. `services` are the differences of the kit's uses.

    `stale_after_days` finds older costs than those that the book itself calls stale.
    """
    found = book.kits.get(kit)
    if found is None or found.gone:
        return ()
    is_stale = _stale(book, stale_after_days)
    complaints = [
        *_of_totals(book.roll(kit).problems, told_otherwise=stale_after_days is not None),
        *(one for line in found.lines for one in _of_line(book, line, is_stale)),
        *_of_samples(book, found),
        *_of_clashes(found),
        *_of_services(kit, services),
    ]
    return sorted(dict.fromkeys(complaints), key=lambda one: _ORDER[one.ailment])


def each_sku_once(complaints: Iterable[Complaint]) -> list[Complaint]:
    """The first of each ailment of a SKU: what mends it in one line does so in all."""
    found: dict[object, Complaint] = {}
    for one in complaints:
        is_of_sku = one.ailment in _OF_SKUS and one.sku is not None
        found.setdefault((one.ailment, one.sku) if is_of_sku else one, one)
    return list(found.values())


def _of_totals(problems: Iterable[Missing], *, told_otherwise: bool) -> Iterator[Complaint]:
    for one in problems:
        ailment = _LACKS.get(one.lack)
        if ailment is None or (told_otherwise and ailment is Ailment.STALE_COST):
            continue
        part = one.path[0] if one.path else None
        yield Complaint(ailment, part, one.name, one.detail, one.sku, len(one.path) > 1)


def _of_line(book: KitBook, line: Line, is_stale: Callable[[EntityKey], bool]) -> Iterator[Complaint]:
    for substitute in line.substitutes:
        other = book.skus.get(substitute)
        if other is None or other.gone or not other.active:
            ailment = Ailment.VANISHED if other is None or other.gone else Ailment.INACTIVE
            name = "" if other is None else other.name or other.code
            yield Complaint(ailment, line.key, name, detail="It is a substitute.", sku=substitute)
    sku = None if line.sku is None else book.skus.get(line.sku)
    if sku is None or sku.gone:
        return  # the totals tell of it
    name = sku.name or sku.code
    if not sku.active:
        yield Complaint(Ailment.INACTIVE, line.key, name, "", line.sku)
    if not (line.unit or sku.unit):
        yield Complaint(Ailment.NO_UNIT, line.key, name, "", line.sku)
    if is_stale(sku.key):
        yield Complaint(Ailment.STALE_COST, line.key, name, "", line.sku)


def _of_samples(book: KitBook, kit: Kit) -> Iterator[Complaint]:
    names = {sample.key: sample.name for sample in kit.samples}
    for failure in failed_samples(kit, book) if kit.samples else ():
        yield Complaint(Ailment.SAMPLE, failure.sample, names.get(failure.sample, ""), failure.reason)


def _of_clashes(kit: Kit) -> Iterator[Complaint]:
    parts: list[tuple[PartId | None, str, Mapping[str, Sequence[Clash]]]] = [(None, kit.name, kit.clashes)]
    parts += [(group.key, group.name, group.clashes) for group in kit.groups]
    parts += [(line.key, "", line.clashes) for line in kit.lines]
    parts += [(parameter.key, parameter.name, parameter.clashes) for parameter in kit.parameters]
    for key, name, clashes in parts:
        if clashes:
            yield Complaint(Ailment.CLASH, key, name)


def _of_services(kit: KitId, services: Iterable[UseDifference]) -> Iterator[Complaint]:
    for one in services:
        if one.kit == kit and (one.is_open or one.differs):
            ailment = Ailment.CHANGED if one.is_open else Ailment.DIFFERS
            yield Complaint(ailment, one.use.key, one.service.code, "", one.service.key)


def _stale(book: KitBook, days: int | None) -> Callable[[EntityKey], bool]:
    if days is None:
        return lambda _: False
    limit = book.now - timedelta(days=days)

    def is_stale(key: EntityKey) -> bool:
        sku = book.skus.get(key)
        return sku is not None and sku.cost_at is not None and sku.cost_at < limit

    return is_stale
