"""A kit as the list shows it: what it comes to, where it is used, and what is wrong with it. Without Qt."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from lazi_desktop.domain.kits.book import KitBook
from lazi_desktop.domain.kits.health import Ailment, each_sku_once, health_of
from lazi_desktop.domain.kits.kit import Kit
from lazi_desktop.domain.kits.outdated_uses import outdated_uses
from lazi_desktop.domain.kits.parts import KitId
from lazi_desktop.domain.kits.totals import Total

MINOR = frozenset((Ailment.NO_UNIT,))
"""What is shown, and no reason to call a kit one with problems."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KitRow:
    """`services` and `kits` are how many it is used in, `outdated` how many uses the kit has changed since. `ailments`
    have how many lines suffer from them, the gravest first. `days` is the age of its oldest cost."""

    key: KitId
    name: str
    path: Sequence[str]
    lines: int
    cost: Total
    price: Total
    hours: Total
    margin: Decimal | None
    oldest: datetime | None
    days: int | None
    services: int
    kits: int
    outdated: int
    ailments: Mapping[Ailment, int]
    archived: bool
    gone: bool
    is_mine: bool
    tags: Sequence[str]
    text: str
    """What the search looks in, in lower case."""

    @property
    def has_problems(self) -> bool:
        return bool(self.ailments.keys() - MINOR)

    @property
    def is_incomplete(self) -> bool:
        return not self.cost.is_complete


def row_of(book: KitBook, kit: Kit, me: Collection[str]) -> KitRow:
    roll = book.roll(kit.key)
    oldest = book.oldest_cost(kit.key)
    outdated = len(outdated_uses(book, kit)) if kit.uses else 0
    ailments = Counter(one.ailment for one in each_sku_once(health_of(book, kit.key)))
    if outdated:
        ailments[Ailment.CHANGED] = outdated
    return KitRow(
        key=kit.key,
        name=kit.name,
        path=tuple(kit.path),
        lines=len(kit.lines),
        cost=roll.cost,
        price=roll.price,
        hours=roll.hours,
        margin=roll.margin,
        oldest=oldest,
        days=None if oldest is None else max((book.now - oldest).days, 0),
        services=len({use.service for use in kit.uses}),
        kits=len(book.users_of(kit.key)),
        outdated=outdated,
        ailments={one: ailments[one] for one in Ailment if one in ailments},
        archived=kit.archived,
        gone=kit.gone,
        is_mine=not kit.changed_by or kit.changed_by in me,
        tags=tuple(kit.tags),
        text=" ".join((kit.name, *kit.path, *kit.tags, kit.note)).casefold(),
    )
