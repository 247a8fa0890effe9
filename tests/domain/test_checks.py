"""What is wrong or odd about an entity's values."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

import pytest

from lazi_desktop.domain.checks import Finding, Named, Place, Reference, Surroundings, check_entity, code_key
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind, Tree

M, S, E, D, C = (
    EntityKind.MATERIAL,
    EntityKind.SERVICE,
    EntityKind.EQUIPMENT,
    EntityKind.DISCOUNT_FEE,
    EntityKind.CATEGORY,
)
ME, OTHER = EntityKey(UUID(int=1)), EntityKey(UUID(int=2))


def found(
    kind: EntityKind, around: Surroundings | None = None, *, before: dict | None = None, **values: object
):
    given = ({"code": "A-1"} if kind.is_sku else {"name": "Pumps"}) | values
    return check_entity(kind, given, around or Surroundings(), key=ME, before=before)


def texts(findings: list[Finding]) -> list[tuple[str, str, bool]]:
    return [(one.field, one.text, one.is_error) for one in findings]


@pytest.mark.parametrize(
    "kind, values, field, words, is_error",
    [
        (M, {"code": " "}, "code", "cannot be empty", True),
        (C, {"name": ""}, "name", "cannot be empty", True),
        (M, {"cost": 10, "price": Decimal("9.99")}, "price", "Below the cost of 10.00", False),
        (M, {"epa_number": "12-3"}, "epa_number", "Only for chemicals", True),
        (M, {"active_ingredients": "Cl", "is_chemical": False}, "active_ingredients", "Only for chemicals", True),
        (S, {"budget_cost_code": "A"}, "budget_cost_type", "Give it too", False),
        (D, {"budget_cost_type": "A"}, "budget_cost_code", "Give it too", False),
        (D, {"amount": Decimal("-0.1")}, "amount", "without a minus", True),
        (D, {"amount": 10, "amount_type": "Percentage"}, "amount", "This is 1000 %", False),
        (S, {"service_materials": [{"skuId": 5, "quantity": 0}]}, "service_materials", "more than nothing", True),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_beside_its_field(kind, values, field, words, is_error):
    (one,) = found(kind, **values)
    assert (one.field, one.is_error) == (field, is_error)
    assert words in one.text


@pytest.mark.parametrize(
    "kind, values",
    [
        (M, {"cost": 10, "price": 10}),
        (M, {"cost": 10, "price": 0}),
        (M, {"cost": None, "price": 4}),
        (M, {"epa_number": "12-3", "is_chemical": True}),
        (S, {"budget_cost_code": "A", "budget_cost_type": "B"}),
        (D, {"amount": Decimal("0.1"), "amount_type": "Percentage"}),
        (D, {"amount": 25, "amount_type": "Fixed"}),
        (S, {"service_materials": [{"skuId": 5, "quantity": Decimal("0.25")}]}),
    ],
)
def test_what_is_right_is_not_told(kind, values):
    assert found(kind, **values) == []


def test_a_margin_below_the_floor_is_told():
    around = Surroundings(margin_floor=Decimal("0.1"))
    assert texts(found(M, around, cost=95, price=100)) == [
        ("price", "Margin 5.0 % is below the floor of 10 %.", False)
    ]
    assert found(M, around, cost=90, price=100) == []


def named(key: EntityKey, code: str = "B-2", *, active: bool = True) -> Named:
    return Named(key, S, code, "Motor", active)


def test_a_code_of_another_sku_is_refused_and_its_own_is_not():
    around = Surroundings(codes={"a-1": [named(ME), named(OTHER)]})
    assert texts(found(M, around)) == [("code", "The service “Motor” has this code already.", True)]
    assert found(M, Surroundings(codes={"a-1": [named(ME)]})) == []
    assert code_key("  Un-1 ") == code_key("uN-1")


def test_categories_fit_the_kind_and_exist():
    places: dict[Reference, Place] = {1: Place(Tree.MATERIALS, "Pipes", True), 2: Place(Tree.SERVICES, "Heaters", True),
              3: Place(Tree.MATERIALS, "Old", False)}  # fmt: skip
    around = Surroundings(places=places)
    assert found(M, around, categories=[1]) == []
    assert texts(found(M, around, categories=[2])) == [
        ("categories", "“Heaters” is a category of services.", True)
    ]
    assert texts(found(M, around, categories=[3])) == [("categories", "“Old” is inactive.", False)]
    assert texts(found(M, around, categories=[9])) == [
        ("categories", "There is no category 9 any more.", True)
    ]
    assert not found(M, around, before={"categories": [9]}, categories=[9])[0].is_error


def test_a_sku_is_not_linked_to_itself_nor_newly_to_what_is_inactive():
    linked = {
        ("upgrades", 1): named(ME, "A-1"),
        ("upgrades", 2): named(OTHER, active=False),
        ("upgrades", 3): named(OTHER, "C-3"),
    }
    around = Surroundings(linked=linked)  # type: ignore[arg-type]
    assert texts(found(S, around, upgrades=[1])) == [("upgrades", "A-1 cannot be linked to itself.", True)]
    assert texts(found(S, around, upgrades=[2])) == [("upgrades", "B-2 is inactive.", True)]
    assert texts(found(S, around, before={"upgrades": [2]}, upgrades=[2, 3])) == [
        ("upgrades", "B-2 is inactive.", False)
    ]
    assert texts(found(S, around, upgrades=[4])) == [("upgrades", "There is no SKU 4 any more.", False)]
