"""What the footer says about the selected rows: sum, average margin, changed cells. Without Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from lazi_desktop.ports.workspace import SkuRow

SUMMED = ("cost", "price", "member_price", "add_on_price")


@dataclass(frozen=True, slots=True)
class Summary:
    """`summed` is the column that `total` is the sum of. None where no row has a value."""

    rows: int
    summed: str
    total: Decimal | None
    margin: Decimal | None
    changed: int


def summarise(rows: Sequence[SkuRow], column: str = "price") -> Summary:
    summed = column if column in SUMMED else "price"
    amounts = [amount for row in rows if (amount := getattr(row, summed)) is not None]
    margins = [margin for row in rows if (margin := row.margin) is not None]
    return Summary(
        rows=len(rows),
        summed=summed,
        total=sum(amounts, Decimal(0)) if amounts else None,
        margin=sum(margins, Decimal(0)) / len(margins) if margins else None,
        changed=sum(len(row.changed) for row in rows if row.remote_id is not None),
    )
