"""Pages, filters and order of the lists."""

from __future__ import annotations

import pytest

from lazi_desktop.simulator.clock import to_ticks
from tests.simulator.client import Caller

LISTS = ("categories", "services", "materials", "equipment", "discounts-and-fees")


@pytest.mark.parametrize("path", LISTS)
def test_page_envelope(api: Caller, path):
    page = api.page(path, pageSize=3)
    assert list(page) == ["page", "pageSize", "hasMore", "totalCount", "data"]
    assert (page["page"], page["pageSize"], page["totalCount"]) == (1, 3, None)


@pytest.mark.parametrize("path", LISTS)
def test_pages_follow_each_other_in_the_order_of_ids(api: Caller, path):
    ids = [row["id"] for row in api.rows(path, pageSize=3, active="Any")]
    assert ids == sorted(set(ids))
    assert len(ids) == api.page(path, active="Any", includeTotal="true")["totalCount"]


def test_fifty_rows_by_default_and_a_cap_on_what_is_asked(api: Caller, tenant_with):
    assert (api.page("materials")["pageSize"], len(api.page("materials")["data"])) == (50, 50)
    assert api.page("materials", pageSize=9000)["pageSize"] == 5000
    assert tenant_with(max_page_size=20).page("materials", pageSize=100)["pageSize"] == 20


def test_page_zero_is_the_first_page(api: Caller):
    assert api.page("materials", page=0)["data"] == api.page("materials", page=1)["data"]


def test_beyond_the_last_page_nothing_comes(api: Caller):
    page = api.page("materials", page=1000)
    assert (page["data"], page["hasMore"]) == ([], False)


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ({"page": "x"}, "page"),
        ({"page": -1}, "page"),
        ({"pageSize": 0}, "pageSize"),
        ({"pageSize": "1.5"}, "pageSize"),
        ({"includeTotal": "perhaps"}, "includeTotal"),
        ({"active": "Sometimes"}, "active"),
        ({"sort": "+Colour"}, "sort"),
        ({"ids": "1,two"}, "ids"),
        ({"ids": ",".join(map(str, range(51)))}, "ids"),
        ({"modifiedOnOrAfter": "yesterday"}, "modifiedOnOrAfter"),
        ({"searchText": "x"}, "searchText"),
        ({"externalDataApplicationGuid": "me"}, "externalDataApplicationGuid"),
    ],
)
def test_unreadable_parameters_are_named(api: Caller, query, parameter):
    answer = api.get("materials", **query)
    assert answer.status_code == 400
    assert list(answer.json()["errors"]) == [parameter]


def test_the_message_for_a_bad_sort(api: Caller):
    errors = api.get("services", sort="-completedOn").json()["errors"]
    assert errors == {"sort": ["The value '-completedOn' is not valid for Sort."]}


def test_unknown_parameters_are_ignored(api: Caller):
    assert api.page("services", categoryId=5, pagesize=1) == api.page("services")


@pytest.mark.parametrize("path", LISTS[1:])
def test_active_rows_by_default(api: Caller, path):
    everything = api.rows(path, active="Any")
    off = api.rows(path, active="False")
    on = api.rows(path)
    assert {row["active"] for row in on} == {True}
    assert len(on) + len(off) == len(everything)
    assert api.rows(path, active="true") == on == api.rows(path, active="True")


def test_some_of_each_kind_are_inactive(api: Caller):
    assert api.rows("services", active="False")
    assert api.rows("materials", active="False")


def test_ids_pick_rows_whatever_their_order(api: Caller):
    some = [row["id"] for row in api.page("materials")["data"][:3]]
    asked = f"{some[2]},{some[0]},999999999,{some[0]}"
    assert [row["id"] for row in api.rows("materials", ids=asked)] == [some[0], some[2]]


def test_ids_do_not_override_the_active_filter(api: Caller):
    off = api.rows("materials", active="False")[0]["id"]
    assert api.rows("materials", ids=off) == []
    assert len(api.rows("materials", ids=off, active="Any")) == 1


@pytest.mark.parametrize("field", ["createdOn", "modifiedOn"])
def test_date_filters_split_the_list_in_two(api: Caller, field):
    name = field.removesuffix("On")
    rows = api.rows("services", active="Any")
    middle = sorted(row[field] for row in rows)[len(rows) // 2]
    before = api.rows("services", active="Any", **{f"{name}Before": middle})
    after = api.rows("services", active="Any", **{f"{name}OnOrAfter": middle})
    assert all(to_ticks(row[field]) < to_ticks(middle) for row in before)
    assert all(to_ticks(row[field]) >= to_ticks(middle) for row in after)
    assert len(before) + len(after) == len(rows)
    assert before
    assert after


@pytest.mark.parametrize("sign", ["+", "-", ""])
def test_sorting_by_price(api: Caller, sign):
    prices = [row["price"] for row in api.rows("materials", sort=f"{sign}Price")]
    assert prices == sorted(prices, reverse=sign == "-")


def test_sorting_by_code_and_by_vendor(api: Caller):
    codes = [row["code"].lower() for row in api.rows("equipment", sort="+Code")]
    assert codes == sorted(codes)
    rows = api.rows("materials", sort="-PrimaryVendor")
    names = [row["primaryVendor"]["vendorName"].lower() if row["primaryVendor"] else "" for row in rows]
    assert names == sorted(names, reverse=True)


def test_a_plus_that_arrived_as_a_blank_still_ascends(api: Caller):
    answer = api.http.get(api.path("services?sort=+Code"), headers=api.headers())
    assert answer.json() == api.page("services", sort="+Code")


def test_search_looks_at_name_code_and_description(api: Caller):
    row = api.page("services")["data"][4]
    for text in (row["displayName"].upper(), row["code"].strip().lower(), row["description"][:40]):
        found = api.rows("services", searchText=text)
        assert row["id"] in [each["id"] for each in found]
    assert api.rows("services", searchText="no such words anywhere") == []


def test_materials_by_cost_type(api: Caller):
    direct = api.rows("materials", isOtherDirectCost="true")
    assert direct
    assert {row["isOtherDirectCost"] for row in direct} == {True}
    types = {row["costTypeId"] for row in direct}
    one = min(types)
    assert {row["costTypeId"] for row in api.rows("materials", costTypeIds=one)} == {one}


def test_dynamic_prices_are_shown_on_request_only(api: Caller):
    plain = api.rows("services")
    assert all((row["calculatedPrice"], row["useStaticPrices"]) == (None, None) for row in plain)
    assert list(plain[0])[:3] == ["calculatedPrice", "useStaticPrices", "id"]
    asked = {row["id"]: row for row in api.rows("services", calculatePrices="true")}
    unpriced = [row for row in plain if row["price"] == 0 and row["hours"]]
    assert unpriced
    assert all(asked[row["id"]]["calculatedPrice"] > 0 for row in unpriced)
    assert all(asked[row["id"]]["calculatedPrice"] is None for row in plain if row["price"])
    assert api.one(f"services/{unpriced[0]['id']}", calculatePrices="true")["calculatedPrice"] > 0


@pytest.mark.parametrize("path", LISTS)
def test_single_reads_equal_the_list(api: Caller, path):
    row = api.rows(path, active="Any")[1]
    assert api.one(f"{path}/{row['id']}") == row
    assert api.get(f"{path}/999999999").status_code == 404
    assert api.get(f"{path}/abc").status_code == 400


def test_cost_types_come_in_a_page(api: Caller):
    page = api.page("materials/costtypes")
    assert [set(row) for row in page["data"]] == [{"id", "name"}] * 3


def test_kinds_differ_as_the_api_makes_them_differ(api: Caller):
    service = next(row for row in api.rows("services") if row["categories"] and row["serviceMaterials"])
    assert set(service["categories"][0]) == {"id", "name", "active"}
    assert set(service["serviceMaterials"][0]) == {"skuId", "quantity"}
    material = next(row for row in api.rows("materials") if row["categories"])
    assert isinstance(material["categories"][0], int)
    assert "crossSaleGroup" not in material
    equipment = api.rows("equipment")[0]
    assert {"manufacturerWarranty", "serviceProviderWarranty"} < set(equipment)
    assert "useStaticPrices" not in equipment
    assert "price" not in api.rows("discounts-and-fees")[0]
