"""What the groups of a kit bring to its totals comes to the whole."""

from __future__ import annotations

from decimal import Decimal

from lazi_desktop.domain.kits.kit import Group
from lazi_desktop.domain.kits.shares import shares
from tests.domain.kits.stock import book, kit, line, part_id, sku

PUMP, WIRE = Group(key=part_id("pump"), name="Pump"), Group(key=part_id("wire"), name="Pump")
"""Called the same."""
PAD = kit(
    "pad",
    line("pipe", 2, group=PUMP.key),
    line("glue"),
    line("bolt", 3, group=PUMP.key),
    line("cable", group=WIRE.key),
    line("timer", group=WIRE.key, optional=True),
    groups=(PUMP, WIRE),
)
STOCK = [
    sku("pipe", "7.42", price=Decimal(10)),
    sku("glue", "6.70", price=Decimal(9)),
    sku("bolt", "1.15", price=Decimal(2)),
    sku("cable", None, price=Decimal(4)),
    sku("timer", "50", price=Decimal(80)),
]


def test_each_group_has_its_share_and_a_line_in_none_its_own() -> None:
    roll = book(PAD, *STOCK).roll(PAD.key)
    found = shares(PAD, roll, "price")
    assert [one.name for one in found] == ["Pump", "Glue", "Pump"]
    assert [one.total.amount for one in found] == [26, 9, 4]
    assert sum(one.total.amount for one in found) == roll.price.amount


def test_what_a_group_lacks_is_in_its_share_alone() -> None:
    found = shares(PAD, book(PAD, *STOCK).roll(PAD.key), "cost")
    assert [one.total.is_complete for one in found] == [True, True, False]
    assert found[0].total.amount == Decimal("18.29")
    assert [one.name for one in found[2].total.missing] == ["Cable"]


def test_an_option_that_is_taken_is_in_its_groups_share() -> None:
    roll = book(PAD, *STOCK).roll(PAD.key, options=[part_id("timer")])
    assert [one.total.amount for one in shares(PAD, roll, "price")] == [26, 9, 84]
