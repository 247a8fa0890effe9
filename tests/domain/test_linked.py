"""Lists of linked SKUs: pasted, added up, compared."""

from __future__ import annotations

from decimal import Decimal

import pytest

from lazi_desktop.domain.code_list import Wanted, read_code_list
from lazi_desktop.domain.errors import InvalidValue
from lazi_desktop.domain.field_tables import FIELDS
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.linked_cost import LinkedCost, linked_cost
from lazi_desktop.domain.links import new_link, read_quantity
from lazi_desktop.domain.set_difference import SetDifference, set_difference

MATERIALS = FIELDS[EntityKind.SERVICE]["service_materials"]


@pytest.mark.parametrize(
    "text, wanted",
    [
        ("UN-1\t2\nUN-2\t0.5\n", [Wanted("UN-1", Decimal(2)), Wanted("UN-2", Decimal("0.5"))]),
        ("UN-1\tUnion\t3\t$4.50", [Wanted("UN-1", Decimal(3))]),
        ("UN-1\r\nUN-2\r\n\r\n", [Wanted("UN-1"), Wanted("UN-2")]),
        ("2 x UN-1\nUN-2 x 3\nUN-3, 4\nUN-4;0.25", [Wanted("UN-1", Decimal(2)), Wanted("UN-2", Decimal(3)),
                                                    Wanted("UN-3", Decimal(4)), Wanted("UN-4", Decimal("0.25"))]),
        ("UN-1\t2\nun-1\t3\nUN-1", [Wanted("UN-1", Decimal(6))]),
        ("PVC 1-1/2", [Wanted("PVC 1-1/2")]),
        ("1001\t2", [Wanted("1001", Decimal(2))]),
        ("", []),
    ],
)  # fmt: skip
def test_a_list_of_codes(text: str, wanted: list[Wanted]) -> None:
    assert read_code_list(text) == wanted


def test_a_missing_cost_is_not_nothing() -> None:
    whole = linked_cost([(Decimal("0.25"), Decimal("12.80")), (2, Decimal("1.15"))])
    assert (whole.total, whole.is_complete, whole.lines) == (Decimal("5.50"), True, 2)
    assert whole.margin(11) == Decimal("0.5")
    part = whole + linked_cost([(1, None), (None, Decimal(3))])
    assert part == LinkedCost(4, Decimal("5.50"), 2)
    assert part.margin(11) is None
    assert whole.margin(0) is None
    assert linked_cost([(1, Decimal(0))]).without_cost == 1, "ServiceTitan writes 0 for a cost nobody entered"


def test_equipment_costs_something_besides_what_is_in_it() -> None:
    heater = linked_cost([(2, Decimal(4))]).with_own(EntityKind.EQUIPMENT, Decimal(100))
    assert heater.total == 108
    assert heater.margin(216) == Decimal("0.5")
    assert not linked_cost([(2, Decimal(4))]).with_own(EntityKind.EQUIPMENT, None).is_complete
    assert linked_cost([(2, Decimal(4))]).with_own(EntityKind.SERVICE, Decimal(100)).total == 8
    assert not linked_cost([]).with_own(EntityKind.EQUIPMENT, Decimal(100)).lines


@pytest.mark.parametrize("typed", ["0", "-1", "abc", "", "0.0000001"])
def test_a_quantity_is_more_than_nothing(typed: str) -> None:
    with pytest.raises(InvalidValue):
        read_quantity(typed)


def test_quantities_are_exact() -> None:
    assert read_quantity("1,234.125") == Decimal("1234.125")


def test_what_a_link_holds() -> None:
    fields = FIELDS[EntityKind.EQUIPMENT]
    assert new_link(fields["equipment_materials"], EntityKind.MATERIAL, 5, 2) == {"skuId": 5, "quantity": 2}
    assert new_link(fields["recommendations"], EntityKind.SERVICE, 5) == {"skuId": 5, "type": "Service"}
    assert new_link(fields["upgrades"], EntityKind.EQUIPMENT, "key") == "key"


def test_how_two_lists_differ() -> None:
    theirs = [{"skuId": 1, "quantity": 1}, {"skuId": 2, "quantity": 1}, {"skuId": 3, "quantity": 1}]
    ours = [{"skuId": 2, "quantity": 5}, {"skuId": 3, "quantity": 1}, {"skuId": 4, "quantity": 1}]
    assert set_difference(MATERIALS, theirs, ours) == SetDifference(added=1, removed=1, changed=1)
    assert not set_difference(MATERIALS, None, [])
    vendors = FIELDS[EntityKind.MATERIAL]["other_vendors"]
    assert not set_difference(vendors, [{"vendorId": 1, "id": 9, "vendorName": "SCP"}], [{"vendorId": 1}])
