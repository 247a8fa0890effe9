"""Bad days on demand."""

from __future__ import annotations

import httpx
import pytest

from tests.simulator.client import Caller

WRITES = {"method": "PATCH", "path_contains": "/materials/"}


@pytest.fixture
def sku(api: Caller) -> int:
    number: int = api.rows("materials")[0]["id"]
    return number


def test_rate_limit_with_and_without_a_hint(api: Caller):
    api.simulator.inject("rate_limit", times=2, retry_after=3)
    api.simulator.inject("rate_limit", skip=1)
    first, second, third = (api.get("services") for _ in range(3))
    assert (first.status_code, first.headers["retry-after"]) == (429, "3")
    assert second.status_code == 429
    assert third.status_code == 200


def test_a_rate_above_the_limit_is_429_until_a_second_has_passed(tenant_with):
    api = tenant_with(rate_limit=5)
    assert [api.get("services").status_code for _ in range(7)] == [200] * 5 + [429] * 2
    assert api.get("services").headers["retry-after"] == "1"
    assert api.ask_token().status_code == 200
    api.simulator.advance(1.01)
    assert api.get("services").status_code == 200


def test_one_in_so_many_requests_is_hit(api: Caller):
    api.simulator.inject("html", times=None, skip=1, every=3)
    assert [api.get("services").status_code for _ in range(8)] == [200, 503, 200, 200, 503, 200, 200, 503]


def test_html_instead_of_json(api: Caller):
    api.simulator.inject("html", status=500)
    answer = api.get("services")
    assert (answer.status_code, answer.headers["content-type"]) == (500, "text/html; charset=utf-8")
    assert answer.text.startswith("<html>")


def test_any_status_and_body(api: Caller):
    api.simulator.inject("status", status=418, body="tea", headers={"x-pot": "yes"})
    answer = api.get("services")
    assert (answer.status_code, answer.text, answer.headers["x-pot"]) == (418, "tea", "yes")


def test_a_fault_meets_only_what_it_matches(api: Caller, sku):
    api.simulator.inject("status", status=500, match=WRITES)
    assert api.get(f"materials/{sku}").status_code == 200
    assert api.patch("services/1", {}).status_code == 404
    assert api.patch(f"materials/{sku}", {"price": 1}).status_code == 500
    assert api.patch(f"materials/{sku}", {"price": 1}).status_code == 200


def test_the_token_endpoint_fails_only_when_named(api: Caller):
    api.simulator.inject("status", status=500, times=None)
    assert api.ask_token().status_code == 200
    api.simulator.inject("status", status=503, match={"path_contains": "/connect/token"})
    assert api.ask_token().status_code == 503


def test_slow_answers_let_the_client_give_up(api: Caller):
    api.simulator.inject("slow", seconds=60)
    with pytest.raises(httpx.ReadTimeout):
        api.request("GET", "services", timeout=0.05)


def test_a_slow_answer_does_not_hold_up_the_end(tenant_with):
    api = tenant_with()
    api.simulator.inject("slow", seconds=60)
    with pytest.raises(httpx.ReadTimeout):
        api.request("GET", "services", timeout=0.05)
    api.simulator.__exit__(None, None, None)
    with pytest.raises(httpx.ConnectError):
        api.get("services")


def test_a_reset_after_the_write(api: Caller, sku):
    api.simulator.inject("reset_after_apply", match=WRITES)
    with pytest.raises(httpx.TransportError):
        api.patch(f"materials/{sku}", {"price": 12.34})
    assert api.simulator.item("material", sku)["price"] == 12.34
    assert api.simulator.requests()[-1]["status"] == 0
    assert api.patch(f"materials/{sku}", {"price": 12.35}).status_code == 200


def test_a_reset_before_the_write(api: Caller, sku):
    before = api.simulator.item("material", sku)
    api.simulator.inject("reset_before_apply", match=WRITES)
    with pytest.raises(httpx.TransportError):
        api.patch(f"materials/{sku}", {"price": 12.34})
    assert api.simulator.item("material", sku) == before


def test_an_answer_that_breaks_off(api: Caller):
    api.simulator.inject("reset_midway")
    with pytest.raises(httpx.TransportError):
        api.get("services")


def test_a_page_cut_short(api: Caller):
    api.simulator.inject("truncate")
    answer = api.get("services")
    assert answer.status_code == 200
    with pytest.raises(ValueError):
        answer.json()


@pytest.mark.parametrize("echo", [False, True])
def test_a_dropped_field(api: Caller, sku, echo):
    before = api.simulator.item("material", sku)
    api.simulator.inject("drop_field", field="price", echo=echo, match=WRITES)
    answer = api.patch(f"materials/{sku}", {"price": 77, "displayName": "Kept"})
    assert answer.status_code == 200
    assert answer.json()["price"] == (77 if echo else before["price"])
    now = api.one(f"materials/{sku}")
    assert (now["price"], now["displayName"]) == (before["price"], "Kept")


def test_a_dropped_field_in_bulk(api: Caller, sku):
    before = api.simulator.item("material", sku)["price"]
    api.simulator.inject("drop_field", field="price")
    assert api.patch("pricebook", {"materials": [{"id": sku, "price": 77}]}).status_code == 200
    assert api.simulator.item("material", sku)["price"] == before


def test_an_unknown_enum_value(api: Caller):
    api.simulator.inject("replace_value", field="categoryType", value="Kits")
    assert {root["categoryType"] for root in api.rows("categories")} == {"Kits"}
    assert "Kits" not in {root["categoryType"] for root in api.rows("categories")}


def test_a_scope_is_denied_until_faults_are_cleared(api: Caller):
    api.simulator.inject("deny_scope", scope="tn.pb.materials:r")
    assert [api.get("materials").status_code for _ in range(3)] == [403] * 3
    assert api.get("services").status_code == 200
    api.simulator.clear_faults()
    assert api.get("materials").status_code == 200


def test_tokens_forgotten(api: Caller):
    assert api.get("services").status_code == 200
    api.simulator.inject("expire_tokens")
    assert api.get("services").status_code == 401
    assert api.get("services").status_code == 401
    api._token = None
    assert api.get("services").status_code == 200


@pytest.mark.parametrize(
    ("kind", "options"),
    [
        ("earthquake", {}),
        ("status", {"seconds": 3}),
        ("drop_field", {}),
        ("slow", {"match": {"verb": "GET"}}),
    ],
)
def test_what_is_no_fault(api: Caller, kind, options):
    with pytest.raises(ValueError):
        api.simulator.inject(kind, **options)


def test_a_write_that_is_applied_long_after_the_connection_broke(api: Caller, sku):
    api.simulator.inject("apply_late", seconds=60, match=WRITES)
    with pytest.raises(httpx.ReadError):
        api.patch(f"materials/{sku}", {"price": 321})
    api.simulator.advance(59)
    assert api.get(f"materials/{sku}").json()["price"] != 321
    api.simulator.advance(1.5)
    assert api.get(f"materials/{sku}").json()["price"] == 321


@pytest.mark.parametrize("path, kind", [("services", "service"), ("categories", "category")])
def test_what_is_new_is_read_by_its_id_before_lists_show_it(api: Caller, path, kind):
    api.simulator.lag_lists(180)
    body = {"code": "NEW-1", "description": "New"}
    if kind == "category":
        parent = next(row for row in api.simulator.items("category") if row["parentId"] is None)
        body = {"name": "New", "categoryType": parent["categoryType"], "parentId": parent["id"]}
    made = api.post(path, body).json()["id"]
    assert api.get(f"{path}/{made}").status_code == 200

    def listed() -> bool:
        return f'"id":{made},' in api.get(path, active="Any", pageSize=5000).text

    assert not listed()
    api.simulator.advance(181)
    assert listed()
