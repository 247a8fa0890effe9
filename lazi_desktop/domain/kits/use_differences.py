"""What a kit would give its services now, against what it gave them then, laid over what they have now.

What somebody changed in a service by hand since stays, and is shown; only what the kit alone has changed follows.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kits.book import KitBook
from lazi_desktop.domain.kits.given_now import GivenNow
from lazi_desktop.domain.kits.kit import Merge, Use
from lazi_desktop.domain.kits.parts import KitId
from lazi_desktop.domain.kits.service_links import ServiceNow, why_not_linked
from lazi_desktop.domain.kits.skus import KitSku
from lazi_desktop.domain.kits.totals import Missing
from lazi_desktop.domain.kits.using import NotLinked, expected, moved_beside, uses_by_service

_NOTHING = Decimal(0)


class Stand(StrEnum):
    """How a SKU stands between the kit and the service."""

    SAME = "same"
    FOLLOWS = "follows"  # the kit changed, and the service is as the kit left it
    BY_HAND = "by_hand"  # only the service was changed
    CLASH = "clash"  # both were: what was done by hand stays unless somebody says otherwise
    AGREES = "agrees"  # the service has already what the kit gives now


@dataclass(frozen=True, slots=True, kw_only=True)
class SkuDifference:
    """`then` and `now` are what the kit gave and gives; `stands` is what the service has, `wanted` what it would have
    were the kit followed."""

    sku: KitSku
    then: Decimal
    now: Decimal
    stands: Decimal
    wanted: Decimal
    stand: Stand


@dataclass(frozen=True, slots=True, kw_only=True)
class UseDifference:
    """One use of a kit. What is `unclear` stands as it was given then: what of a SKU
    nobody knows how much there would be, or all where nobody knows which SKUs it is about."""

    kit: KitId
    use: Use
    service: ServiceNow
    rows: Sequence[SkuDifference]
    not_linked: Sequence[NotLinked]
    unclear: Sequence[Missing]
    gives: Mapping[EntityKey, Decimal]
    others: Sequence[Use] = ()

    @property
    def is_open(self) -> bool:
        """Whether a person should be asked: something would change, and they have not left just that."""
        moved = any(row.stand in (Stand.FOLLOWS, Stand.CLASH) for row in self.rows)
        return moved and self.gives != self.use.left

    @property
    def differs(self) -> bool:
        """Whether the service has other quantities than the kit gives it, for whatever reason."""
        return any(row.stand not in (Stand.SAME, Stand.AGREES) for row in self.rows)


def differences_of(
    book: KitBook, kit: KitId, use: Use, service: ServiceNow, others: Sequence[Use] = ()
) -> UseDifference:
    """`use` and `others`, the other uses in the same service, as `uses_by_service` tells them."""
    given = GivenNow(book, kit, use)
    gives = given.quantities()
    rows, not_linked = [], []
    for key in dict.fromkeys([*use.applied, *gives]):
        sku, now = book.sku(key), gives.get(key, _NOTHING)
        reason = why_not_linked(sku, service, now)
        if sku is None or (reason and now):
            not_linked.append(NotLinked(key, sku, now, reason))
        else:
            rows.append(_row(sku, now, use, service, others))
    return UseDifference(
        kit=kit,
        use=use,
        service=service,
        rows=rows,
        not_linked=not_linked,
        unclear=given.unclear,
        gives=gives,
        others=others,
    )


def open_differences(book: KitBook, services: Iterable[ServiceNow]) -> Sequence[UseDifference]:
    """Of all uses in these services, those that a person should be asked about."""
    uses, found = uses_by_service(book), []
    for service in services:
        there = uses.get(service.key, ())
        for kit, use in there:
            others = [one for _, one in there if one.key != use.key]
            found.append(differences_of(book, kit, use, service, others))
    return [one for one in found if one.is_open]


def accepted(difference: UseDifference, over_hand: Collection[EntityKey] = ()) -> dict[EntityKey, Decimal]:
    """What the service shall have then, of the SKUs that change; of clashes only those in `over_hand` follow."""
    return {
        row.sku.key: row.wanted
        for row in difference.rows
        if row.stand is Stand.FOLLOWS or (row.stand is Stand.CLASH and row.sku.key in over_hand)
    }


def use_after(difference: UseDifference) -> Use:
    """What is remembered once the change was accepted; of what stayed by hand too, so that it shows as that."""
    use, rows = difference.use, {row.sku.key: row for row in difference.rows}
    beside = {sku: by for sku, by in use.beside.items() if sku in difference.gives}
    least = {sku: by for sku, by in use.least.items() if sku in difference.gives}
    for sku in difference.gives:
        row = rows.get(sku)
        if sku in use.applied or row is None or not row.stands:
            continue
        if use.merge is Merge.ADD and row.stand is not Stand.AGREES:
            beside[sku] = row.stands
        elif use.merge is Merge.LARGER:
            least[sku] = row.stands
    linked = {sku: by for sku, by in difference.gives.items() if sku in rows or sku in use.applied}
    return replace(use, applied=linked, beside=beside, least=least, left=None)


def use_left(difference: UseDifference) -> Use:
    """What is remembered where a person wants the service as it is."""
    return replace(difference.use, left=dict(difference.gives))


def others_after(difference: UseDifference, quantities: Mapping[EntityKey, Decimal]) -> Sequence[Use]:
    """Other uses in the service that are remembered differently once it has these quantities."""
    stands = {row.sku.key: row.stands for row in difference.rows}
    moves = {sku: quantity - stands[sku] for sku, quantity in quantities.items()}
    return [moved for one in difference.others if (moved := moved_beside(one, moves)) is not one]


def _row(sku: KitSku, now: Decimal, use: Use, service: ServiceNow, others: Sequence[Use]) -> SkuDifference:
    then, stands = use.applied.get(sku.key, _NOTHING), service.quantity(sku)
    if sku.key in use.applied:
        wanted, by_hand = expected(use, sku.key, now), stands != expected(use, sku.key)
    else:
        wanted = _met(use.merge, stands, now)
        explained = any(sku.key in one.applied and expected(one, sku.key) == stands for one in others)
        by_hand = stands > 0 and not explained
        if by_hand and stands == now:
            wanted = now  # somebody was quicker
    if now == then:
        stand = Stand.BY_HAND if by_hand else Stand.SAME
    elif stands == wanted:
        stand = Stand.AGREES
    else:
        stand = Stand.CLASH if by_hand else Stand.FOLLOWS
    return SkuDifference(sku=sku, then=then, now=now, stands=stands, wanted=wanted, stand=stand)


def _met(merge: Merge, stands: Decimal, gives: Decimal) -> Decimal:
    if merge is Merge.ADD:
        return stands + gives
    return gives if merge is Merge.REPLACE else max(stands, gives)
