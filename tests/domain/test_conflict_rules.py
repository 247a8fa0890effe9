"""Which rule answers a conflict; money never has one."""

from __future__ import annotations

from uuid import uuid4

import pytest

from lazi_desktop.domain.conflict_rules import ConflictRule, Winner, check_rule, concerns_money, rule_for
from lazi_desktop.domain.errors import InvalidValue
from lazi_desktop.domain.kinds import EntityKind


def a_rule(
    field: str, winner: Winner = Winner.THEIRS, category: int | None = None, kind=EntityKind.MATERIAL
) -> ConflictRule:
    return ConflictRule(rule_id=uuid4(), entity_kind=kind, field=field, winner=winner, category_id=category)


@pytest.mark.parametrize(
    "field", ["price", "add_on_price", "cost", "bonus", "primary_vendor", "other_vendors"]
)
def test_what_concerns_money_takes_no_rule_and_none_is_found(field: str) -> None:
    assert concerns_money(EntityKind.MATERIAL, field)
    with pytest.raises(InvalidValue):
        check_rule(a_rule(field))
    assert rule_for([a_rule(field)], EntityKind.MATERIAL, field, []) is None


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
