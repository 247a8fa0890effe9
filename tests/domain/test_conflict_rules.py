"""Which rule answers a conflict; money never has one."""

from __future__ import annotations

from uuid import uuid4

import pytest

from lazi_desktop.domain.conflict_rules import (
    ConflictRule,
    Winner,
    check_rule,
    concerns_money,
    needs_a_person,
    rule_for,
)
from lazi_desktop.domain.errors import InvalidValue
from lazi_desktop.domain.field_tables import FIELDS
from lazi_desktop.domain.kinds import EntityKind


def a_rule(
    field: str, winner: Winner = Winner.THEIRS, category: int | None = None, kind=EntityKind.MATERIAL
) -> ConflictRule:
    return ConflictRule(rule_id=uuid4(), entity_kind=kind, field=field, winner=winner, category_id=category)


PAID_FOR_SELLING = frozenset(("pays_commission", "bonus", "commission_bonus"))
OF_A_SKU = PAID_FOR_SELLING | {
    "price", "member_price", "add_on_price", "add_on_member_price", "is_price_locked", "cost", "taxable",
}  # fmt: skip
BOUGHT = OF_A_SKU | {"primary_vendor", "other_vendors", "is_cost_locked"}
MONEY = {
    EntityKind.CATEGORY: frozenset[str](),
    EntityKind.MATERIAL: BOUGHT | {"deduct_as_job_cost", "chargeable_by_default"},
    EntityKind.SERVICE: OF_A_SKU | {"calculated_price", "use_static_prices", "sold_by_commission"},
    EntityKind.EQUIPMENT: BOUGHT,
    EntityKind.DISCOUNT_FEE: PAID_FOR_SELLING
    | {"type", "amount_type", "amount", "limit", "taxable", "exclude_from_payroll"},
}


@pytest.mark.parametrize("kind", EntityKind)
def test_what_concerns_money_is_known_by_name(kind: EntityKind) -> None:
    """A new field is thought about: it is on the list, or it is not about money."""
    assert {name for name in FIELDS[kind] if concerns_money(kind, name)} == MONEY[kind]


@pytest.mark.parametrize(
    ("kind", "field"), [(kind, field) for kind in EntityKind for field in sorted(MONEY[kind])]
)
def test_what_concerns_money_takes_no_rule_and_none_is_found(kind: EntityKind, field: str) -> None:
    rule = a_rule(field, kind=kind)
    with pytest.raises(InvalidValue):
        check_rule(rule)
    assert rule_for([rule], kind, field, []) is None


@pytest.mark.parametrize("field", ["description", "display_name", "categories", "unit_of_measure", "hours"])
def test_other_fields_may_have_one(field: str) -> None:
    rule = check_rule(a_rule(field))
    assert rule_for([rule], EntityKind.MATERIAL, field, []) == rule


def test_the_nearer_rule_goes_first_and_a_contradiction_decides_nothing() -> None:
    everywhere, narrow = a_rule("description"), a_rule("description", Winner.OURS, 7)
    other = a_rule("description", Winner.THEIRS, 8)
    rules = [everywhere, narrow, other]
    assert rule_for(rules, EntityKind.MATERIAL, "description", [7]) == narrow
    assert rule_for(rules, EntityKind.MATERIAL, "description", [9]) == everywhere
    assert rule_for(rules, EntityKind.MATERIAL, "description", [7, 8]) is None
    assert rule_for(rules, EntityKind.SERVICE, "description", []) is None


@pytest.mark.parametrize(
    ("conflict", "kind", "field", "needed"),
    [
        ("override_vs_st", EntityKind.MATERIAL, "description", False),
        ("override_vs_override", EntityKind.DISCOUNT_FEE, "categories", False),
        ("override_vs_override", EntityKind.DISCOUNT_FEE, "amount", True),
        ("delete_vs_edit", EntityKind.MATERIAL, "description", True),
        ("unique", EntityKind.MATERIAL, "code", True),
        ("override_vs_st", EntityKind.MATERIAL, "a_newer_versions_field", True),
    ],
)
def test_what_is_for_people(conflict: str, kind: EntityKind, field: str, needed: bool) -> None:
    assert needs_a_person(conflict, kind, field) is needed
