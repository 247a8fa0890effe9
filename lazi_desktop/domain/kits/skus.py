"""What a kit needs to know of the SKUs in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind


def unit_of(text: str) -> str:
    """ "" for none: in some pricebooks that came from elsewhere it is the word null."""
    return "" if text.strip().casefold() == "null" else text


@dataclass(frozen=True, slots=True, kw_only=True)
class KitSku:
    """Effective values. The `cost` of a service is what is linked in it; None where that, or a cost, is not known:
    ServiceTitan writes 0 for a cost that nobody entered.

    `hours` None counts as no time, and leaves a total complete: ServiceTitan knows none of materials and equipment, and
    of services that take none it has none either.

    `cost_at` is when the cost is known to have been looked at last: our own edit of it or, without one, ServiceTitan's
    last change of the SKU; None where neither is known. `reference` is how values name it (`operations.links`).
    """

    key: EntityKey
    kind: EntityKind
    code: str
    name: str
    unit: str = ""
    cost: Decimal | None = None
    price: Decimal | None = None
    hours: Decimal | None = None
    active: bool = True
    gone: bool = False
    cost_at: datetime | None = None
    vendor: str = ""
    vendor_part: str = ""
    reference: int | str = 0
