"""Create, update and delete of SKUs."""

from __future__ import annotations

from typing import Any

import pytest

from lazi_desktop.simulator.clock import to_ticks
from tests.simulator.client import Caller
from tests.simulator.conftest import VENDOR

NEW: dict[str, dict[str, Any]] = {
    "services": {"code": "NEW-1", "description": "<p>New</p>"},
    "materials": {"code": "NEW-1", "description": "New", "primaryVendor": VENDOR},
    "equipment": {"code": "NEW-1", "description": "New", "primaryVendor": VENDOR},
    "discounts-and-fees": {
        "code": "NEW-1",
        "description": "New",
        "type": "Fee",
        "amountType": "Fixed",
        "amount": 9.5,
    },
}
PATHS = tuple(NEW)


@pytest.mark.parametrize("path", PATHS)
def test_create_answers_the_whole_row(api: Caller, path):
    answer = api.post(path, NEW[path])
    assert answer.status_code == 201
    row = answer.json()
    listed = api.one(f"{path}/{row['id']}")
    assert {name: listed[name] for name in row} == row
    assert set(listed) - set(row) <= {"calculatedPrice", "useStaticPrices"}
    assert row["createdOn"] == row["modifiedOn"]
    assert row["active"] is True


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("missing", ["code", "description"])
def test_create_names_what_is_missing(api: Caller, path, missing):
    body = {name: value for name, value in NEW[path].items() if name != missing}
    errors = api.post(path, body).json()["errors"]
    assert errors["request"] == ["The request field is required."]
    assert missing in errors


@pytest.mark.parametrize("path", ["materials", "equipment"])
def test_create_without_a_primary_vendor_is_a_business_error(api: Caller, tenant_with, path):
    body = {"code": "NEW-1", "description": "New"}
    answer = api.post(path, body)
    assert answer.status_code == 400
    assert answer.json()["title"] == "There must be exactly one vendor selected as Primary"
    assert tenant_with(vendor_required=False).post(path, body).status_code == 201


def test_creating_twice_makes_two(api: Caller):
    first, second = api.post("services", NEW["services"]), api.post("services", NEW["services"])
    assert first.json()["id"] != second.json()["id"]


def test_duplicate_codes_can_be_refused(tenant_with):
    api = tenant_with(reject_duplicate_codes=True)
    mine = api.post("services", NEW["services"]).json()
    assert api.post("materials", NEW["materials"] | {"code": "new-1 "}).json()["errors"].keys() == {"code"}
    assert api.patch(f"services/{mine['id']}", {"code": "NEW-1"}).status_code == 200
    other = api.rows("services")[0]["id"]
    assert api.patch(f"services/{other}", {"code": "NEW-1"}).status_code == 400


@pytest.mark.parametrize("path", PATHS)
def test_patch_changes_what_was_sent_and_nothing_else(api: Caller, path):
    before = api.rows(path)[0]
    answer = api.patch(f"{path}/{before['id']}", {"displayName": "Änderung", "hours": 1.33333})
    assert answer.status_code == 200
    after = api.one(f"{path}/{before['id']}")
    assert {name: after[name] for name in answer.json()} == answer.json()
    different = {name for name in before if before[name] != after[name]}
    assert different == {"displayName", "hours", "modifiedOn"}
    assert (after["displayName"], after["hours"]) == ("Änderung", 1.33333)


def test_modified_on_rises_with_seven_digits_and_only_for_real_changes(api: Caller):
    row = api.rows("services")[0]
    writes = [api.patch(f"services/{row['id']}", {"price": price}).json() for price in (5, 6, 7)]
    seen = [row["modifiedOn"], *(write["modifiedOn"] for write in writes)]
    assert [to_ticks(each) for each in seen] == sorted({to_ticks(each) for each in seen})
    assert all(len(each.partition(".")[2]) == len("1234567Z") for each in seen[1:])
    assert api.patch(f"services/{row['id']}", {"price": 7}).json()["modifiedOn"] == seen[-1]
    assert api.one(f"services/{row['id']}")["createdOn"] == row["createdOn"]


@pytest.mark.parametrize(
    ("path", "member", "value"),
    [
        ("services", "cost", 99),
        ("services", "name", "Other"),
        ("services", "useStaticPrices", True),
        ("services", "businessUnitId", 3),
        ("services", "modifiedOn", "2020-01-01T00:00:00Z"),
        ("services", "intacctGlGroupAccount", "4000"),
        ("materials", "isOtherDirectCost", True),
        ("materials", "displayInAmount", True),
        ("materials", "vendors", []),
        ("materials", "epaNumber", "only for chemicals"),
        ("equipment", "typeId", 5),
        ("equipment", "variationsOrConfigurableEquipment", [1]),
        ("equipment", "defaultAssetUrl", "x"),
        ("discounts-and-fees", "createdOn", "2020-01-01T00:00:00Z"),
    ],
)
def test_what_cannot_be_written_is_silently_ignored(api: Caller, path, member, value):
    before = api.rows(path)[0]
    assert api.patch(f"{path}/{before['id']}", {member: value}).status_code == 200
    assert api.one(f"{path}/{before['id']}") == before


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("services", {"price": "12"}),
        ("services", {"price": True}),
        ("services", {"price": None}),
        ("services", {"displayName": None}),
        ("services", {"code": 5}),
        ("services", {"categories": [{"id": 1}]}),
        ("services", {"categories": 5}),
        ("services", {"categories": [999_999_999]}),
        ("services", {"warranty": {"description": "no duration"}}),
        ("services", {"serviceMaterials": [{"skuId": 999_999_999, "quantity": 1}]}),
        ("services", {"serviceMaterials": [{"skuId": 1}]}),
        ("services", {"assets": [{"url": "x"}]}),
        ("services", {"assets": [{"url": "x", "type": "Hologram"}]}),
        ("services", {"budgetCostCode": "A"}),
        ("materials", {"primaryVendor": {"vendorId": 1}}),
        ("materials", {"isChemical": True, "epaNumber": "x" * 501}),
        ("equipment", {"recommendations": [5]}),
        ("discounts-and-fees", {"type": "Gift"}),
        ("discounts-and-fees", {"amountType": "Half"}),
    ],
)
def test_wrong_values_are_refused_and_change_nothing(api: Caller, path, body):
    before = api.rows(path)[0]
    answer = api.patch(f"{path}/{before['id']}", body)
    assert answer.status_code == 400
    assert answer.json()["errors"]
    assert api.one(f"{path}/{before['id']}") == before


@pytest.mark.parametrize("content", [b"", b"[]", b"{", b'"text"', b'{"price": NaN}', b"\xff"])
def test_bodies_that_are_no_json_object(api: Caller, content):
    sku = api.rows("services")[0]["id"]
    answer = api.request("PATCH", f"services/{sku}", content=content)
    assert answer.status_code == 400
    assert answer.json()["errors"]["request"] == ["The request field is required."]


def test_cost_type_may_be_null(api: Caller):
    sku = next(row for row in api.rows("materials") if row["costTypeId"])["id"]
    assert api.patch(f"materials/{sku}", {"costTypeId": None}).json()["costTypeId"] is None


def test_chemicals_carry_their_numbers(api: Caller):
    sku = api.rows("materials")[0]["id"]
    body = {"isChemical": True, "epaNumber": "7364-1", "activeIngredients": "Cal-Hypo"}
    row = api.patch(f"materials/{sku}", body).json()
    assert {name: row[name] for name in body} == body


def test_numbers_come_back_digit_by_digit(api: Caller):
    sku = api.rows("services")[0]["id"]
    for text in ("24.99", "0.1", "1234567.89", "12345678901234567.25", "0.33333"):
        answer = api.request("PATCH", f"services/{sku}", content=f'{{"price": {text}}}')
        assert f'"price":{text},' in answer.text
        assert f'"price":{text},' in api.get(f"services/{sku}").text


def test_a_number_too_large_for_a_decimal_is_refused(api: Caller):
    sku = api.rows("services")[0]["id"]
    assert api.request("PATCH", f"services/{sku}", content=b'{"price": 1e29}').status_code == 400


def test_arrays_are_replaced_whole(api: Caller):
    service = next(row for row in api.rows("services") if len(row["serviceMaterials"]) > 1)
    materials = [row["id"] for row in api.rows("materials")[:2]]
    links = [{"skuId": sku, "quantity": 0.25} for sku in materials]
    assert (
        api.patch(f"services/{service['id']}", {"serviceMaterials": links}).json()["serviceMaterials"]
        == links
    )
    assert api.patch(f"services/{service['id']}", {"serviceMaterials": []}).json()["serviceMaterials"] == []


def test_services_take_category_ids_and_answer_objects(api: Caller):
    service = api.rows("services")[0]["id"]
    roots = [root for root in api.rows("categories") if root["categoryType"] == "Services"][:2]
    answer = api.patch(f"services/{service}", {"categories": [root["id"] for root in roots]})
    assert answer.json()["categories"] == [
        {"id": root["id"], "name": root["name"], "active": True} for root in roots
    ]


def test_variations_are_seen_from_both_sides(api: Caller):
    configurable = next(row for row in api.rows("equipment", active="Any") if row["isConfigurableEquipment"])
    old = configurable["variationsOrConfigurableEquipment"]
    for sku in old:
        assert api.one(f"equipment/{sku}")["variationsOrConfigurableEquipment"] == [configurable["id"]]
    new = next(
        row["id"]
        for row in api.rows("equipment", active="Any")
        if row["id"] not in [*old, configurable["id"]]
    )
    answer = api.patch(f"equipment/{configurable['id']}", {"variationEquipment": [old[0], new]})
    assert answer.json()["variationsOrConfigurableEquipment"] == [old[0], new]
    assert api.one(f"equipment/{new}")["variationsOrConfigurableEquipment"] == [configurable["id"]]
    assert api.one(f"equipment/{old[1]}")["variationsOrConfigurableEquipment"] == []


@pytest.mark.parametrize("path", PATHS)
def test_delete_switches_off_and_the_row_still_answers(api: Caller, path):
    row = api.rows(path)[0]
    answer = api.delete(f"{path}/{row['id']}")
    assert (answer.status_code, answer.content) == (204, b"")
    now = api.one(f"{path}/{row['id']}")
    assert now["active"] is False
    assert now["modifiedOn"] != row["modifiedOn"]
    assert api.delete(f"{path}/999999999").status_code == 404


def test_hard_delete_leaves_nothing(tenant_with):
    api = tenant_with(hard_delete=True)
    sku = api.rows("materials")[0]["id"]
    assert api.delete(f"materials/{sku}").status_code == 204
    assert api.get(f"materials/{sku}").status_code == 404
    assert sku not in [row["id"] for row in api.rows("materials", active="Any")]


GUID = "11111111-2222-3333-4444-555555555555"


def test_external_data_is_shown_to_its_application_only(api: Caller):
    data = {"applicationGuid": GUID, "externalData": [{"key": "uuid", "value": "abc"}]}
    sku = api.post("services", NEW["services"] | {"externalData": data}).json()["id"]
    assert api.one(f"services/{sku}")["externalData"] == []
    mine = api.one(f"services/{sku}", externalDataApplicationGuid=GUID)
    assert mine["externalData"] == [{"key": "uuid", "value": "abc"}]
    query = {"externalDataApplicationGuid": GUID, "externalDataKey": "uuid"}
    assert [row["id"] for row in api.rows("services", **query, externalDataValues="x,abc")] == [sku]
    assert api.rows("services", **query, externalDataValues="other") == []


def test_external_data_is_replaced_merged_and_cleared(api: Caller):
    sku = api.rows("materials")[0]["id"]

    def write(mode: str, **pairs: str | None) -> list[dict[str, str]]:
        data = {
            "applicationGuid": GUID,
            "patchMode": mode,
            "externalData": [{"key": key, "value": value} for key, value in pairs.items()],
        }
        assert api.patch(f"materials/{sku}", {"externalData": data}).status_code == 200
        row = api.one(f"materials/{sku}", externalDataApplicationGuid=GUID)
        external: list[dict[str, str]] = row["externalData"]
        return external

    assert write("Replace", a="1", b="2") == [{"key": "a", "value": "1"}, {"key": "b", "value": "2"}]
    assert write("Merge", a=None, c="3") == [{"key": "b", "value": "2"}, {"key": "c", "value": "3"}]
    assert write("Replace", d="4") == [{"key": "d", "value": "4"}]
    assert api.patch(f"materials/{sku}", {"externalData": None}).status_code == 200
    assert api.one(f"materials/{sku}", externalDataApplicationGuid=GUID)["externalData"] == []


def test_cost_is_the_primary_vendors(api: Caller):
    row = next(row for row in api.rows("materials") if row["primaryVendor"] and len(row["otherVendors"]) > 1)
    assert row["cost"] == row["primaryVendor"]["cost"]
    assert row["primaryVendor"] in row["otherVendors"]
    same = {"vendorId": row["primaryVendor"]["vendorId"], "cost": 3.21, "active": True}
    now = api.patch(f"materials/{row['id']}", {"primaryVendor": same}).json()
    assert (now["cost"], now["primaryVendor"]["id"]) == (3.21, row["primaryVendor"]["id"])
    assert now["primaryVendor"] in now["otherVendors"]
    assert len(now["otherVendors"]) == len(row["otherVendors"])


def test_cost_alone_gives_way_to_the_vendors(api: Caller):
    row = next(row for row in api.rows("materials") if row["primaryVendor"])
    assert api.patch(f"materials/{row['id']}", {"cost": 999}).json()["cost"] == row["cost"]
    without = next(row for row in api.rows("materials") if not row["primaryVendor"])
    assert api.patch(f"materials/{without['id']}", {"cost": 12}).json()["cost"] == 12


def test_other_vendors_always_hold_the_primary_one(api: Caller):
    row = next(row for row in api.rows("materials") if row["primaryVendor"])
    other = {"vendorId": 799, "cost": 1, "active": False}
    now = api.patch(f"materials/{row['id']}", {"otherVendors": [other]}).json()
    assert [link["vendorId"] for link in now["otherVendors"]] == [row["primaryVendor"]["vendorId"], 799]


def test_one_default_picture_in_front(api: Caller):
    sku = api.rows("services")[0]["id"]
    assets = [
        {"type": "Attachment", "url": "Pricebook/Attachments/Service/a.pdf"},
        {"type": "Image", "url": "https://example.com/one.jpg"},
        {"type": "Image", "url": "https://example.com/two.jpg", "isDefault": True},
        {"type": "Image", "url": "https://example.com/three.jpg", "isDefault": True},
    ]
    row = api.patch(f"services/{sku}", {"assets": assets}).json()
    assert [asset["isDefault"] for asset in row["assets"]] == [True, False, False, False]
    assert row["defaultAssetUrl"] == row["assets"][0]["url"] == "https://example.com/two.jpg"
    assert row["assets"][0]["fileName"] == "two.jpg"
    assert api.patch(f"services/{sku}", {"assets": []}).json()["defaultAssetUrl"] is None
