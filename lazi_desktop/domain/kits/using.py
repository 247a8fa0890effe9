"""A kit used in services: what each of them would have afterwards, and what is remembered of it. Plans only."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from lazi_desktop.domain.errors import InvalidValue
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kits.book import KitBook
from lazi_desktop.domain.kits.giving import Given, given_by, own_key, own_keys
from lazi_desktop.domain.kits.kit import Merge, Use
from lazi_desktop.domain.kits.parts import KitId, PartId
from lazi_desktop.domain.kits.quantity import MAX_QUANTITY
from lazi_desktop.domain.kits.service_links import (
    LINK_FIELDS,
    ServiceNow,
    link_quantity,
    why_not_linked,
)
from lazi_desktop.domain.kits.skus import KitSku
from lazi_desktop.domain.kits.totals import Missing
from lazi_desktop.domain.links import linked_sku

MAX_SKUS = 2_000
_NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """How a kit is to be used. With `alone` nothing else stays in the service."""

    multiplier: Decimal = Decimal(1)
    values: Mapping[str, Decimal] = field(default_factory=dict)
    options: frozenset[PartId] = frozenset()
    merge: Merge = Merge.ADD
    alone: bool = False


class LinkStep(StrEnum):
    ADDED = "added"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class PlannedLink:
    """A SKU in a service, before and after; 0 where it is not linked. `gives` is what the kit gives of it.

    `sku` is None for a link that is taken out and of which nothing but its `reference` is known.
    """

    sku: KitSku | None
    reference: int | str
    gives: Decimal
    before: Decimal
    after: Decimal

    @property
    def step(self) -> LinkStep:
        if self.before == self.after:
            return LinkStep.UNCHANGED
        if not self.before:
            return LinkStep.ADDED
        return LinkStep.CHANGED if self.after else LinkStep.REMOVED


@dataclass(frozen=True, slots=True)
class NotLinked:
    """What the kit gives and the service cannot have. `sku` is None where nothing is known of it any more."""

    key: EntityKey
    sku: KitSku | None
    quantity: Decimal
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedService:
    """What becomes of one service. `use` is what will be remembered, still without key and version; `over` are the uses
    that end with it, `beside` those of others as they are remembered afterwards."""

    before: ServiceNow
    after: ServiceNow
    links: Sequence[PlannedLink]
    not_linked: Sequence[NotLinked]
    use: Use
    over: Sequence[Use]
    beside: Sequence[Use]

    @property
    def changes(self) -> bool:
        return any(one.step is not LinkStep.UNCHANGED for one in self.links)


@dataclass(frozen=True, slots=True, kw_only=True)
class UsePlan:
    """`unclear` are lines whose quantity nobody knows: none of them is in what the services get."""

    kit: KitId
    services: Sequence[PlannedService]
    unclear: Sequence[Missing]

    def without(self, services: Collection[EntityKey]) -> UsePlan:
        """Where a person unticked some."""
        kept = [one for one in self.services if one.before.key not in services]
        return replace(self, services=kept)


NO_KEY = PartId(UUID(int=0))
"""Of a use that is planned only."""


def plan_use(book: KitBook, kit: KitId, services: Iterable[ServiceNow], wanted: Wanted) -> UsePlan:
    """
    Raises:
        InvalidValue: the kit is not there, gives nothing or too much, or is wanted nothing times.
    """
    if kit not in book.kits:
        raise InvalidValue("The kit is not there any more.")
    if wanted.multiplier <= 0:
        raise InvalidValue("Use the kit more than nothing times.")
    if wanted.multiplier > MAX_QUANTITY:
        raise InvalidValue(f"Use the kit at most {MAX_QUANTITY:,} times.")
    given = given_by(book, book.roll(kit, wanted.values, wanted.options), wanted.multiplier)
    if not given.skus:
        raise InvalidValue("The kit gives nothing that could be put into a service.")
    if len(given.skus) > MAX_SKUS:
        raise InvalidValue(f"The kit gives {len(given.skus):,} different SKUs; {MAX_SKUS:,} are the most.")
    uses = uses_by_service(book)
    planned = [_planned(book, kit, one, given, wanted, uses.get(one.key, ())) for one in services]
    return UsePlan(kit=kit, services=planned, unclear=given.unclear)


def uses_by_service(book: KitBook) -> Mapping[EntityKey, Sequence[tuple[KitId, Use]]]:
    """Of kits that were not removed."""
    found: dict[EntityKey, list[tuple[KitId, Use]]] = {}
    for kit in book.kits.values():
        for use in () if kit.gone else kit.uses:
            service = own_key(book, use.service)
            found.setdefault(service, []).append((kit.key, as_named_now(book, use)))
    return found


def as_named_now(book: KitBook, use: Use) -> Use:
    """Where SKUs that it remembers got other keys."""
    if not book.replaced:
        return use
    return replace(
        use,
        applied=own_keys(book, use.applied),
        beside=own_keys(book, use.beside),
        least=own_keys(book, use.least),
        left=None if use.left is None else own_keys(book, use.left),
    )


def expected(use: Use, sku: EntityKey, gives: Decimal | None = None) -> Decimal:
    """What stands in the service where nobody touched it: with what the kit gave then, or would it give that many."""
    return max(_NOTHING, _reckoned(use, sku, gives))


def moved_beside(use: Use, moves: Mapping[EntityKey, Decimal]) -> Use:
    """As it is remembered after something else put that much more of these SKUs into its service."""
    touched = {sku: by for sku, by in moves.items() if by and sku in use.applied}
    if not touched:
        return use
    beside = dict(use.beside)
    for sku, by in touched.items():
        beside[sku] = beside.get(sku, _NOTHING) + by + expected(use, sku) - _reckoned(use, sku)
    return replace(use, beside={sku: by for sku, by in beside.items() if by})


def _reckoned(use: Use, sku: EntityKey, gives: Decimal | None = None) -> Decimal:
    """Below nothing where another kit took the place of what this one gave."""
    given = use.applied.get(sku, _NOTHING) if gives is None else gives
    return use.beside.get(sku, _NOTHING) + max(use.least.get(sku, _NOTHING), given)


def _planned(
    book: KitBook,
    kit: KitId,
    service: ServiceNow,
    given: Given,
    wanted: Wanted,
    uses: Sequence[tuple[KitId, Use]],
) -> PlannedService:
    over = [one for owner, one in uses if wanted.alone or (owner == kit and wanted.merge is not Merge.ADD)]
    if wanted.alone:
        wanted = replace(wanted, merge=Merge.REPLACE)
    mixing = _Mixing(service, wanted.merge, over)
    links, not_linked = list[PlannedLink](), list[NotLinked]()
    after, skus = dict[EntityKey, Decimal](), dict[EntityKey, KitSku]()
    gone = [sku for use in over for sku in use.applied if sku not in given.skus]
    for key in dict.fromkeys([*given.skus, *gone]):
        sku, gives = given.known.get(key) or book.skus.get(key), link_quantity(given.quantity(key))
        reason = why_not_linked(sku, service, gives)
        if sku is None or reason:
            if gives:
                not_linked.append(NotLinked(key, sku, gives, reason))
            continue
        skus[key], after[key] = sku, mixing.put(sku, gives)
        links.append(PlannedLink(sku, sku.reference, gives, service.quantity(sku), after[key]))
    start = service.without_links() if wanted.alone else service
    then = _with_ids(service, start.with_quantities(after, skus))
    if wanted.alone:
        links += _taken_out(service, then, book)
    moves = {one.sku.key: one.after - one.before for one in links if one.sku is not None}
    ended = {one.key for one in over}
    others = [one for _, one in uses if one.key not in ended]
    beside = [moved for one in others if (moved := moved_beside(one, moves)) is not one]
    return PlannedService(
        before=service,
        after=then,
        links=links,
        not_linked=not_linked,
        use=mixing.use(wanted),
        over=over,
        beside=beside,
    )


class _Mixing:
    """What the kit gives, mixed with what one service has."""

    def __init__(self, service: ServiceNow, merge: Merge, over: Sequence[Use]) -> None:
        self._service = service
        self._merge = merge
        self._over = over
        self._applied: dict[EntityKey, Decimal] = {}
        self._beside: dict[EntityKey, Decimal] = {}
        self._least: dict[EntityKey, Decimal] = {}

    def put(self, sku: KitSku, gives: Decimal) -> Decimal:
        """How many there are then."""
        stands = self._service.quantity(sku)
        without = max(_NOTHING, stands - sum((self._effect(use, sku.key) for use in self._over), _NOTHING))
        if not gives:
            return without
        self._applied[sku.key] = gives
        if self._merge is Merge.ADD and without:
            self._beside[sku.key] = without
        elif self._merge is Merge.LARGER and without:
            self._least[sku.key] = without
        return self._beside.get(sku.key, _NOTHING) + max(self._least.get(sku.key, _NOTHING), gives)

    def use(self, wanted: Wanted) -> Use:
        return Use(
            key=NO_KEY,
            service=self._service.key,
            version=None,
            multiplier=wanted.multiplier,
            values=dict(wanted.values),
            options=wanted.options,
            merge=wanted.merge,
            applied=self._applied,
            beside=self._beside,
            least=self._least,
        )

    @staticmethod
    def _effect(use: Use, sku: EntityKey) -> Decimal:
        return expected(use, sku) - expected(use, sku, _NOTHING)


def _with_ids(before: ServiceNow, after: ServiceNow) -> ServiceNow:
    """Links that stay keep what else they hold, also where all were taken out first."""
    links = {}
    for name in LINK_FIELDS.values():
        old = {linked_sku(one): one for one in before.links.get(name) or ()}
        links[name] = [{**old.get(linked_sku(one), {}), **one} for one in after.links[name] or ()]
    return replace(after, links=links)


def _taken_out(before: ServiceNow, after: ServiceNow, book: KitBook) -> list[PlannedLink]:
    """Links that the kit does not give."""
    known = {
        (LINK_FIELDS[sku.kind], reference): sku
        for sku in book.skus.values()
        if sku.kind in LINK_FIELDS
        for reference in (sku.reference, str(sku.key))
    }
    stay = {(name, reference) for name, reference, _ in after.linked()}
    found = []
    for name, reference, quantity in before.linked():
        sku = known.get((name, reference)) or before.skus.get((name, reference))
        if (name, reference) not in stay and not (sku is not None and after.has(sku)):
            found.append(PlannedLink(sku, reference, _NOTHING, quantity, _NOTHING))
    return found
