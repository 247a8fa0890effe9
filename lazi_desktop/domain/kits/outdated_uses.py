"""Uses of a kit that gave something else then than the kit gives now. What the services hold is not looked at: a look
at one kit asks them (`use_differences`), and a list of all kits need not."""

from __future__ import annotations

from collections.abc import Sequence

from lazi_desktop.domain.kits.book import KitBook
from lazi_desktop.domain.kits.given_now import GivenNow
from lazi_desktop.domain.kits.kit import Kit, Use
from lazi_desktop.domain.kits.service_links import why_never_linked
from lazi_desktop.domain.kits.using import as_named_now


def outdated_uses(book: KitBook, kit: Kit) -> Sequence[Use]:
    """Those that nobody has said of that they stay as they are."""
    if book.kits.get(kit.key) is not kit:
        return [use for use in kit.uses if _is_outdated(book, kit, use)]
    found = book.outdated.get(kit.key)
    if found is None:
        found = book.outdated[kit.key] = [use for use in kit.uses if _is_outdated(book, kit, use)]
    return found


def _is_outdated(book: KitBook, kit: Kit, use: Use) -> bool:
    use = as_named_now(book, use)
    gives = GivenNow(book, kit.key, use)
    for key, now in gives.moved():
        sku = book.sku(key)
        if sku is not None and not (now and why_never_linked(sku, now, is_linked=key in use.applied)):
            return use.left is None or gives.quantities() != use.left
    return False
