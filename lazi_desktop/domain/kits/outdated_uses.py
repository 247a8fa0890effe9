"""Uses of a kit that gave something else then than the kit gives now. What the services hold is not looked at: a look
at one kit asks them (`use_differences`), and a list of all kits need not."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from lazi_desktop.domain.kits.book import KitBook
from lazi_desktop.domain.kits.giving import given_by
from lazi_desktop.domain.kits.kit import Kit, Use
from lazi_desktop.domain.kits.service_links import LINK_FIELDS, link_quantity


def outdated_uses(book: KitBook, kit: Kit) -> Sequence[Use]:
    """Those that nobody has said of that they stay as they are."""
    return [use for use in kit.uses if _is_outdated(book, kit, use)]


def _is_outdated(book: KitBook, kit: Kit, use: Use) -> bool:
    given = given_by(book, book.roll(kit.key, use.values, use.options), use.multiplier)
    gives = {key: quantity for key, one in given.skus.items() if (quantity := link_quantity(one.quantity))}
    if gives == use.left:
        return False
    for key in {*use.applied, *gives}:
        sku, now = given.known.get(key) or book.skus.get(key), gives.get(key, Decimal(0))
        if now == use.applied.get(key, Decimal(0)) or (not now and given.unclear):
            continue
        if (
            sku is not None
            and sku.kind in LINK_FIELDS
            and (key in use.applied or (sku.active and not sku.gone))
        ):
            return True
    return False
