"""The office's hand, the request log and the reset, in process and over HTTP."""

from __future__ import annotations

import pytest

from lazi_desktop.simulator import RunningSimulator, SimulatorSettings
from lazi_desktop.simulator.problems import Problem
from tests.simulator.client import Caller


def test_an_office_edit_is_seen_by_clients(api: Caller):
    before = api.rows("services")[0]
    api.simulator.office_edit("service", before["id"], {"price": 12.5, "categories": []})
    now = api.one(f"services/{before['id']}")
    assert (now["price"], now["categories"]) == (12.5, [])
    assert now["modifiedOn"] > before["modifiedOn"]


def test_an_office_edit_of_the_cost_is_one_of_the_vendors(api: Caller):
    row = next(row for row in api.rows("materials") if row["primaryVendor"])
    now = api.simulator.office_edit("material", row["id"], {"cost": 1.5})
    assert now["cost"] == now["primaryVendor"]["cost"] == 1.5
    assert now["primaryVendor"] in now["otherVendors"]


def test_an_office_edit_of_a_category(api: Caller):
    node = api.rows("categories")[0]["id"]
    api.simulator.office_edit("category", node, {"name": "Office"})
    assert api.one(f"categories/{node}")["name"] == "Office"


def test_an_office_deletion(api: Caller):
    for kind, path in (("discount_fee", "discounts-and-fees"), ("category", "categories")):
        number = api.rows(path)[0]["id"]
        api.simulator.office_delete(kind, number)
        assert api.one(f"{path}/{number}")["active"] is False


def test_unknown_kinds_and_rows(api: Caller):
    with pytest.raises(ValueError):
        api.simulator.items("kit")
    with pytest.raises(Problem):
        api.simulator.item("service", 999_999_999)


def test_the_log_tells_what_was_asked(api: Caller):
    api.token()
    api.simulator.clear_requests()
    api.get("services", page=2)
    api.get("services/999999999")
    first, second = api.simulator.requests()
    assert {name: first[name] for name in ("method", "query", "status", "origin")} == {
        "method": "GET",
        "query": "page=2",
        "status": 200,
        "origin": "api",
    }
    assert (second["path"], second["status"]) == (api.path("services/999999999"), 404)


def test_reset_brings_the_first_state_back(api: Caller):
    first = {kind: api.simulator.items(kind) for kind in ("category", "service", "material")}
    sku = first["service"][0]["id"]
    api.patch(f"services/{sku}", {"price": 5})
    api.post("categories", {"name": "New", "categoryType": "Services"})
    api.simulator.inject("html", times=None)
    api.simulator.reset()
    assert {kind: api.simulator.items(kind) for kind in first} == first
    assert api.simulator.requests() == []
    assert api.get("services").status_code == 200


def test_the_same_over_http(api: Caller):
    http = api.http
    sku = api.rows("materials")[0]["id"]
    assert http.get("/_simulator/").json()["tenant"] == "1"
    assert http.post("/_simulator/faults", json={"kind": "html", "times": 2}).status_code == 204
    assert http.get("/_simulator/faults").json()[0]["times"] == 2
    assert api.get("services").status_code == 503
    assert http.delete("/_simulator/faults").status_code == 204
    assert api.get("services").status_code == 200
    assert http.patch(f"/_simulator/items/material/{sku}", json={"price": 3.5}).json()["price"] == 3.5
    assert http.get(f"/_simulator/items/material/{sku}").json()["price"] == 3.5
    assert len(http.get("/_simulator/items/material").json()) == 120
    made = http.post("/_simulator/items/service", json={"code": "X", "description": ""}).json()
    assert http.delete(f"/_simulator/items/service/{made['id']}").status_code == 204
    assert http.get(f"/_simulator/items/service/{made['id']}").json()["active"] is False
    assert http.get("/_simulator/requests").json()[-1]["status"] == 200
    assert http.delete("/_simulator/requests").status_code == 204
    assert http.post("/_simulator/clock", json={"advance": 0}).status_code == 204
    assert http.post("/_simulator/reset").status_code == 204
    assert http.get(f"/_simulator/items/service/{made['id']}").status_code == 404


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("POST", "faults", b'{"kind": "earthquake"}', 400),
        ("POST", "faults", b"{", 400),
        ("POST", "faults", b"[]", 400),
        ("POST", "clock", b"{}", 400),
        ("GET", "items/kit", b"", 400),
        ("GET", "items/service/abc", b"", 400),
        ("PUT", "items/service", b"", 404),
        ("GET", "nothing", b"", 404),
    ],
)
def test_controls_that_do_not_exist(api: Caller, method, path, body, status):
    answer = api.http.request(method, f"/_simulator/{path}", content=body)
    assert answer.status_code == status
    assert answer.json()["error"]


def test_credentials_are_the_ones_given():
    settings = SimulatorSettings(
        scale=0.02, tenant="77", client_id="cid.x", client_secret="cs1.y", app_key="ak1.z"
    )
    with RunningSimulator(settings) as simulator:
        api = Caller(simulator)
        assert api.get("services").status_code == 200
        api.close()


def test_a_taken_port_is_reported(simulator: RunningSimulator):
    port = int(simulator.api_url.rpartition(":")[2])
    with pytest.raises(OSError), RunningSimulator(SimulatorSettings(scale=0.02, port=port)):
        pass
