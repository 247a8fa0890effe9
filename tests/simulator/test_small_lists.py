"""Materials markup and client specific pricing."""

from __future__ import annotations

import pytest

from tests.simulator.client import Caller


def test_the_ladder_is_listed_with_a_total(api: Caller):
    page = api.page("materialsmarkup")
    assert page["totalCount"] == len(page["data"]) == 5
    assert set(page["data"][0]) == {"id", "from", "to", "percent"}
    assert len(api.rows("materialsmarkup", pageSize=2)) == 5


def test_rungs_are_wrapped_and_replaced(api: Caller):
    rung = api.page("materialsmarkup")["data"][0]
    assert api.one(f"materialsmarkup/{rung['id']}") == {"data": rung}
    answer = api.put(f"materialsmarkup/{rung['id']}", rung | {"percent": 42.5})
    assert answer.json() == {"data": rung | {"percent": 42.5}}
    made = api.post("materialsmarkup", {"id": 0, "from": 1, "to": 2, "percent": 3})
    assert made.status_code == 201
    assert made.json()["data"]["id"] == 6
    assert api.put("materialsmarkup/99", rung).status_code == 404
    assert api.delete(f"materialsmarkup/{rung['id']}").status_code == 405


@pytest.mark.parametrize(
    "change", [{"percent": 101}, {"from": -1}, {"to": 2_147_483_648}, {"from": 9, "to": 8}, {"id": None}]
)
def test_rungs_have_limits(api: Caller, change):
    assert (
        api.put("materialsmarkup/1", {"id": 1, "from": 0, "to": 9, "percent": 5} | change).status_code == 400
    )


def test_rate_sheets_show_exceptions_only(api: Caller):
    sheets = api.rows("clientspecificpricing")
    assert [set(sheet) for sheet in sheets] == [{"id", "exceptions"}] * 2
    assert set(sheets[0]["exceptions"][0]) == {"skuId", "skuType", "value", "valueType"}
    assert len(api.rows("clientspecificpricing", active="Any")) == 3
    assert [sheet["id"] for sheet in api.rows("clientspecificpricing", ids=902)] == [902]
    assert [sheet["id"] for sheet in api.rows("clientspecificpricing", searchTerm="account 1")] == [901]


def test_exceptions_are_replaced(api: Caller):
    sku = api.rows("equipment")[0]["id"]
    exception = {"skuId": sku, "value": 7.5, "valueType": "FlatPrice"}
    answer = api.patch("clientspecificpricing/901", {"exceptions": [exception]})
    assert answer.json() == {"exceptions": [exception]}
    assert api.rows("clientspecificpricing", ids=901)[0]["exceptions"] == [
        exception | {"skuType": "Equipment"}
    ]
    unknown = exception | {"skuId": 999_999_999}
    assert api.patch("clientspecificpricing/901", {"exceptions": [unknown]}).status_code == 400
    assert api.patch("clientspecificpricing/77", {"exceptions": []}).status_code == 404
