"""The field registry: every kind's fields, their canonical forms and groups."""

from __future__ import annotations

from decimal import Decimal

import pytest

from lazi_desktop.domain.field_tables import (
    FIELDS,
    OWN_FIELDS,
    REMOTE_FIELDS,
    field_of,
    group_of,
    registry_hash,
)
from lazi_desktop.domain.fields import Strategy
from lazi_desktop.domain.kinds import EntityKind

M, S, E, D, C = (
    EntityKind.MATERIAL,
    EntityKind.SERVICE,
    EntityKind.EQUIPMENT,
    EntityKind.DISCOUNT_FEE,
    EntityKind.CATEGORY,
)


@pytest.mark.parametrize("kind", EntityKind)
def test_every_kind_says_what_it_is_called_and_whether_it_is_active(kind):
    assert "active" in FIELDS[kind]
    assert ("name" if kind is C else "code") in FIELDS[kind]


@pytest.mark.parametrize(
    "kind, name, received, canonical",
    [
        (M, "price", Decimal("24.90"), Decimal("24.9")),
        (M, "price", 25, 25),
        (M, "price", 0.1, Decimal("0.1")),
        (M, "price", None, None),
        (M, "unit_of_measure", "", None),
        (M, "categories", [7, 3, 7], [3, 7]),
        (S, "service_materials", [{"skuId": 9, "quantity": Decimal("0.250")}, {"skuId": 2, "quantity": 1}],
         [{"skuId": 2, "quantity": 1}, {"skuId": 9, "quantity": Decimal("0.25")}]),
        (M, "other_vendors", [{"vendorId": 1, "cost": 2}, {"vendorId": 1, "cost": 2}], [{"vendorId": 1, "cost": 2}]),
        (C, "parent_id", 12, 12),
        (M, "tags", ["winter", "Ann's", "winter", "Winter", "  on  sale "], ["Ann's", "on sale", "winter"]),
        (M, "tags", [" "], None),
        (C, "note", "", None),
        (E, "modified_on", "2026-01-02T03:04:05.1234567Z", "2026-01-02T03:04:05.1234567Z"),
    ],
)  # fmt: skip
def test_a_received_value_gets_its_one_form(kind, name, received, canonical):
    assert field_of(kind, name).canonical(received) == canonical


@pytest.mark.parametrize(
    "kind, name, wrong",
    [
        (M, "price", "24.90"),
        (M, "price", True),
        (M, "active", 1),
        (M, "code", 5),
        (C, "position", Decimal("1.5")),
        (S, "categories", [{"id": 1}]),
        (S, "categories", 5),
        (S, "tags", "winter"),
        (S, "tags", [5]),
        (S, "service_materials", [{"quantity": 1}]),
    ],
)
def test_a_value_of_another_type_is_refused(kind, name, wrong):
    with pytest.raises(ValueError, match="expected"):
        field_of(kind, name).canonical(wrong)


def test_prices_are_decided_together_and_names_alone():
    assert group_of(M, "price") == {"price", "member_price", "add_on_price", "add_on_member_price"}
    assert group_of(M, "cost") == {"cost", "primary_vendor"}
    assert group_of(S, "display_name") == {"display_name"}


def test_what_services_cannot_change_is_never_sent():
    assert field_of(S, "cost").strategy is Strategy.READONLY
    assert field_of(M, "cost").strategy is Strategy.SCALAR
    assert field_of(M, "categories").strategy is Strategy.SET


@pytest.mark.parametrize("kind", EntityKind)
def test_what_the_team_keeps_of_its_own_is_a_field_of_every_kind_and_none_of_serviceTitans(kind):
    own = {name for name, field in FIELDS[kind].items() if field.own}
    assert own == OWN_FIELDS
    assert FIELDS[kind].keys() - REMOTE_FIELDS[kind].keys() == own
    strategies = {name: FIELDS[kind][name].strategy for name in own}
    assert strategies == {"tags": Strategy.SET, "note": Strategy.TEXT3, "review_mark": Strategy.SCALAR}


def test_the_registry_hash_is_stable_within_a_version():
    assert registry_hash() == registry_hash()
    assert len(registry_hash()) == 16
