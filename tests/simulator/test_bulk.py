"""Bulk create and update: together or not at all."""

from __future__ import annotations

from tests.simulator.client import Caller
from tests.simulator.conftest import VENDOR


def test_items_of_one_request_refer_to_each_other(api: Caller):
    body = {
        "materials": [{"customId": "m", "code": "B-M", "description": "", "primaryVendor": VENDOR}],
        "equipment": [
            {
                "customId": "e",
                "code": "B-E",
                "description": "",
                "primaryVendor": VENDOR,
                "equipmentMaterials": [{"customId": "m", "quantity": 2}],
                "recommendations": [{"customId": "s", "type": "Service"}],
            }
        ],
        "services": [
            {
                "customId": "s",
                "code": "B-S",
                "description": "",
                "serviceMaterials": [{"customId": "m", "quantity": 0.5}],
                "serviceEquipment": [{"customId": "e", "quantity": 1}],
            },
            {"customId": "s2", "code": "B-S2", "description": "", "upgrades": [{"customId": "s"}]},
        ],
    }
    answer = api.post("pricebook", body)
    assert answer.status_code == 201
    made = answer.json()
    assert list(made) == ["services", "equipment", "materials", "discountAndFees"]
    ids = {each["customId"]: each["id"] for array in made.values() for each in array}
    service = api.one(f"services/{ids['s']}")
    assert service["serviceMaterials"] == [{"skuId": ids["m"], "quantity": 0.5}]
    assert service["serviceEquipment"] == [{"skuId": ids["e"], "quantity": 1}]
    assert api.one(f"services/{ids['s2']}")["upgrades"] == [ids["s"]]
    equipment = api.one(f"equipment/{ids['e']}")
    assert equipment["recommendations"] == [{"skuId": ids["s"], "type": "Service"}]


def test_one_bad_item_keeps_all_out(api: Caller):
    before = api.simulator.items("service")
    good = {"customId": "a", "code": "B-1", "description": ""}
    for bad in ({"customId": "b", "code": "B-2"}, good | {"upgrades": [{"customId": "nobody"}]}):
        assert api.post("pricebook", {"services": [good, bad]}).status_code == 400
    assert api.simulator.items("service") == before


def test_partial_updates_are_taken(api: Caller):
    services, materials = api.rows("services")[:2], api.rows("materials")[:2]
    body = {
        "services": [{"id": row["id"], "price": 11.5} for row in services],
        "materials": [{"id": row["id"], "displayName": "Bulk"} for row in materials],
    }
    answer = api.patch("pricebook", body)
    assert (answer.status_code, answer.content) == (200, b"")
    assert all(api.one(f"services/{row['id']}")["price"] == 11.5 for row in services)
    assert all(api.one(f"materials/{row['id']}")["displayName"] == "Bulk" for row in materials)


def test_an_update_of_something_unknown_changes_nothing(api: Caller):
    row = api.rows("services")[0]
    for bad in ({"id": 999_999_999, "price": 1}, {"price": 1}, {"id": row["id"], "price": "x"}):
        body = {"services": [{"id": row["id"], "price": 77}, bad]}
        assert api.patch("pricebook", body).status_code == 400
    assert api.one(f"services/{row['id']}") == row


def test_the_strict_mode_wants_every_member(tenant_with):
    api = tenant_with(strict_bulk=True)
    row = api.rows("discounts-and-fees")[0]
    answer = api.patch("pricebook", {"discountAndFees": [{"id": row["id"], "amount": 1}]})
    assert answer.status_code == 400
    assert "discountAndFees[0].limit" in answer.json()["errors"]
    full = {name: value for name, value in row.items() if value is not None and name != "externalData"}
    full |= dict.fromkeys(("budgetCostCode", "budgetCostType", "crossSaleGroup", "account"), "")
    full |= {"intacctGlGroupAccount": "", "amount": 1}
    assert api.patch("pricebook", {"discountAndFees": [full]}).status_code == 200
