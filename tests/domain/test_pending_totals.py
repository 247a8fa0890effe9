"""What pending changes come to."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.pending_totals import Totals, money_moved, totals_of


@dataclass(frozen=True)
class Change:
    number: int
    field: str
    theirs: Any
    ours: Any
    creates: bool = False
    entity_kind: EntityKind = EntityKind.MATERIAL

    @property
    def entity_key(self) -> EntityKey:
        return EntityKey(UUID(int=self.number))


@pytest.mark.parametrize(
    "change, moved",
    [
        (Change(1, "price", Decimal("22.80"), Decimal("24.99")), Decimal("2.19")),
        (Change(1, "cost", Decimal("28.09"), Decimal("27.99")), Decimal("-0.10")),
        (Change(1, "price", 20, 21), Decimal(1)),
        (Change(1, "price", None, 5), None),  # nobody knows from where
        (Change(1, "price", None, 1389, creates=True), Decimal(1389)),
        (Change(1, "hours", 1, 2), None),
        (Change(1, "display_name", "a", "b"), None),
        (Change(1, "no_such_field", 1, 2), None),
        (Change(1, "price", 20, "abc"), None),
        (Change(1, "price", "12.50", 20), None),
        (Change(1, "price", None, [1], creates=True), None),
        (Change(1, "price", False, True), None),
    ],
)
def test_money_is_moved_exactly(change: Change, moved: Decimal | None) -> None:
    assert money_moved(change) == moved


def test_totals_count_entities_once_and_leave_new_prices_out() -> None:
    totals = totals_of([
        Change(1, "price", Decimal("22.80"), Decimal("24.99")),
        Change(1, "member_price", Decimal("20.98"), Decimal("22.99")),
        Change(2, "price", Decimal("10.10"), 10),
        Change(3, "active", True, False),
        Change(4, "code", None, "VS", creates=True),
        Change(4, "price", None, 1389, creates=True),
        Change(4, "active", None, False, creates=True),
        Change(5, "name", "a", "b", entity_kind=EntityKind.CATEGORY),
    ])  # fmt: skip
    assert totals == Totals(5, 8, new=1, deactivated=1, list_prices=Decimal("2.09"), categories=1)


def test_what_is_no_number_is_left_out_of_the_totals() -> None:
    totals = totals_of([Change(1, "price", 10, "abc"), Change(2, "price", 10, 12)])
    assert totals.fields == 2
    assert totals.list_prices == 2


def test_a_price_that_stood_for_nothing_counts_nothing() -> None:
    assert totals_of([Change(1, "price", None, 5)]).list_prices == 0
    assert totals_of([]) == Totals()
