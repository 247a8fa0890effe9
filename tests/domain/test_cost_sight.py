"""What tells costs, and what is left of values without them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from lazi_desktop.domain.cost_sight import (
    MASK,
    bears_costs,
    fields_masked,
    fields_without_costs,
    list_tells_costs,
    masked,
    only_costs_differ,
    tells_cost,
    value_without_costs,
    without_cost_columns,
)

SUB = {"id": 9, "accountName": "Austin", "cost": 5}
VENDOR = {"vendorId": 3, "vendorName": "SCP", "cost": 7, "primarySubAccount": SUB, "otherSubAccounts": [SUB]}
BARE = {
    "vendorId": 3,
    "vendorName": "SCP",
    "primarySubAccount": {"id": 9, "accountName": "Austin"},
    "otherSubAccounts": [{"id": 9, "accountName": "Austin"}],
}


@pytest.mark.parametrize("column", ["cost", "margin", "linked_cost", "linked_margin"])
def test_these_columns_tell_costs(column: str) -> None:
    assert tells_cost(column)
    assert without_cost_columns(["code", column, "price"]) == ("code", "price")


@pytest.mark.parametrize(
    "column", ["price", "member_price", "cost_type_id", "budget_cost_code", "bonus", "hours"]
)
def test_these_do_not(column: str) -> None:
    assert not tells_cost(column)


@pytest.mark.parametrize("field", ["cost", "margin", "primary_vendor", "other_vendors"])
def test_words_about_these_fields_may_name_a_cost(field: str) -> None:
    assert bears_costs(field)
    assert not bears_costs("price")


def test_of_vendors_the_costs_alone_are_left_out() -> None:
    assert value_without_costs("primary_vendor", VENDOR) == BARE
    assert value_without_costs("other_vendors", [VENDOR, VENDOR]) == [BARE, BARE]
    assert value_without_costs("service_materials", [{"skuId": 1, "cost": 2}]) == [{"skuId": 1, "cost": 2}]
    assert fields_without_costs({"code": "A", "cost": Decimal(7), "primary_vendor": VENDOR}) == {
        "code": "A",
        "primary_vendor": BARE,
    }


def test_a_change_of_costs_alone_tells_nothing() -> None:
    assert only_costs_differ("cost", 1, 2)
    assert only_costs_differ("primary_vendor", VENDOR, VENDOR | {"cost": 8})
    assert not only_costs_differ("primary_vendor", VENDOR, VENDOR | {"vendorName": "Acme"})
    assert not only_costs_differ("primary_vendor", VENDOR, VENDOR)
    assert not only_costs_differ("price", 1, 2)


def test_in_what_tells_of_the_past_costs_are_masked() -> None:
    assert masked("cost", None, Decimal(7)) == [None, MASK]
    assert masked("primary_vendor", VENDOR, VENDOR | {"cost": 8}) == [MASK, MASK]
    assert masked("primary_vendor", None, VENDOR) == [None, BARE]
    assert masked("price", 1, 2) == [1, 2]
    assert fields_masked({"cost": 7, "name": "A", "primary_vendor": VENDOR}) == {
        "cost": MASK,
        "name": "A",
        "primary_vendor": BARE,
    }


def test_markups_are_a_list_of_costs() -> None:
    assert list_tells_costs("markup")
    assert not list_tells_costs("cost_types")
