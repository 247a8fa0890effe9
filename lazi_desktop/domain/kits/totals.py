"""What a total lacks, and a total that knows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kits.parts import PartId


class Lack(StrEnum):
    """Why a total is not complete, or is not to be trusted."""

    NO_SKU = "no_sku"  # the SKU, or the included kit, is not there any more
    NO_COST = "no_cost"
    NO_PRICE = "no_price"
    STALE_COST = "stale_cost"  # there is one, and it is old
    FORMULA = "formula"  # the quantity cannot be worked out
    CYCLE = "cycle"  # the kit is in itself
    TOO_DEEP = "too_deep"
    VALUE = "value"  # a value is given for a parameter that the included kit does not have


FLAGGED = frozenset((Lack.STALE_COST, Lack.VALUE))
"""What is said of a total that is complete all the same."""


@dataclass(frozen=True, slots=True)
class Missing:
    """Something that a total lacks. `path` names the line: from the rolled kit's line down to the one that lacks it.

    `detail` is a sentence where the lack alone does not say it: what is wrong with the formula; of a cycle the names of
    the kits, joined by "›".
    """

    lack: Lack
    path: Sequence[PartId]
    name: str
    detail: str = ""
    sku: EntityKey | None = None


@dataclass(frozen=True, slots=True)
class Total:
    """`amount` is of what is known. With anything missing it is no total, and must not be shown as one."""

    amount: Decimal = Decimal(0)
    missing: Sequence[Missing] = ()

    @property
    def is_complete(self) -> bool:
        return not self.missing
