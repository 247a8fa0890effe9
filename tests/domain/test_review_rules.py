"""Which rules pending changes break."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from lazi_desktop.domain.checks import Named, Place, Surroundings
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind, Tree
from lazi_desktop.domain.review_rules import (
    RULES,
    Reviewed,
    Rule,
    Severity,
    Violation,
    rules_touched,
    violations,
)

M, S, E, D = EntityKind.MATERIAL, EntityKind.SERVICE, EntityKind.EQUIPMENT, EntityKind.DISCOUNT_FEE
ME, OTHER = EntityKey(UUID(int=1)), EntityKey(UUID(int=2))
GOOD: dict[str, Any] = {
    "code": "A-1", "active": True, "price": 20, "cost": 10, "primary_vendor": {"vendorName": "SCP"}, "categories": [7],
}  # fmt: skip
AROUND = Surroundings(
    codes={"a-1": [Named(ME, M, "A-1", "Elbow", True)], "b-2": [Named(OTHER, S, "B-2", "Visit", True)]},
    places={7: Place(Tree.MATERIALS, "Elbows", True), 8: Place(Tree.MATERIALS, "Old elbows", False)},
    margin_floor=Decimal("0.1"),
)


def broken(kind: EntityKind, changed: set[str], *, is_new: bool = False, **values: Any) -> list[Violation]:
    sku = Reviewed(key=ME, kind=kind, values=GOOD | values, changed=frozenset(changed), is_new=is_new)
    return violations([sku], AROUND)


@pytest.mark.parametrize(
    "kind, changed, values, rule",
    [
        (M, {"price"}, {"price": Decimal("10.5")}, Rule.BELOW_FLOOR),
        (S, {"price"}, {"price": Decimal("9.99")}, Rule.BELOW_COST),
        (E, {"price"}, {"price": 0}, Rule.ZERO_PRICE),
        (E, {"price"}, {"price": None}, Rule.ZERO_PRICE),
        (M, {"categories"}, {"categories": [7, 8]}, Rule.INACTIVE_CATEGORY),
        (M, {"price"}, {"cost": 0}, Rule.MISSING_COST),
        (E, {"primary_vendor"}, {"primary_vendor": None}, Rule.MISSING_VENDOR),
        (M, {"code"}, {"code": " b-2 "}, Rule.DUPLICATE_CODE),
    ],
)
def test_a_broken_rule_is_told(kind, changed, values, rule):
    (one,) = broken(kind, changed, **values)
    assert (one.rule, one.key) == (rule, ME)
    assert one.fields == changed
    assert one.text


@pytest.mark.parametrize(
    "kind, changed, values",
    [
        (M, {"display_name"}, {"price": 1}),  # what was so before is no news of these changes
        (M, {"price"}, {"price": 0}),  # nothing is said of a material without a price
        (S, {"price"}, {"cost": 0}),  # ServiceTitan says what a service costs
        (S, {"price"}, {"price": 1, "calculated_price": 30}),  # nobody is billed that price
        (M, {"active", "price"}, {"active": False, "price": 1, "cost": 0}),  # it is not sold any more
        (D, {"amount"}, {"price": None, "cost": None}),
        (M, {"code"}, {}),  # its own code
        (M, {"categories"}, {"categories": [7, 99]}),  # nothing is known of 99
    ],
)
def test_nothing_is_told_where_nothing_is_wrong(kind, changed, values):
    assert broken(kind, changed, **values) == []


def test_what_is_new_is_looked_at_whole():
    found = broken(
        E, {"code", "price"}, is_new=True, price=0, cost=None, primary_vendor=None, categories=[8], code="b-2"
    )
    assert [one.rule for one in found] == [
        Rule.DUPLICATE_CODE,
        Rule.ZERO_PRICE,
        Rule.MISSING_COST,
        Rule.MISSING_VENDOR,
        Rule.INACTIVE_CATEGORY,
    ]


def test_switching_on_brings_every_rule_back():
    found = broken(M, {"active"}, active=True, price=9)
    assert [(one.rule, one.fields) for one in found] == [(Rule.BELOW_COST, frozenset(("active",)))]


def test_nothing_is_said_about_what_is_not_known():
    sku = Reviewed(key=ME, kind=M, values=GOOD | {"code": "b-2"}, changed=frozenset(("code", "categories")))
    assert violations([sku], Surroundings()) == []


def test_sentences_carry_the_figures():
    assert broken(M, {"price"}, price=Decimal("10.5"))[0].text == "Margin 4.8 % is below the floor of 10 %."
    assert broken(M, {"categories"}, categories=[8])[0].text == "It hangs in “Old elbows”, which nobody sees."


def test_losses_are_more_serious_than_doubts():
    assert RULES[Rule.BELOW_COST].severity is Severity.SERIOUS
    assert broken(M, {"price"}, price=Decimal("10.5"))[0].severity is Severity.WARNING
    assert rules_touched(M, ["display_name"]) == []
