"""The category tree: nested reads, moves, and what services show of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.simulator.client import Caller

Node = dict[str, Any]


def walk(nodes: list[Node]) -> Iterator[Node]:
    for node in nodes:
        yield node
        yield from walk(node["subcategories"])


def depth(node: Node) -> int:
    return 1 + max((depth(child) for child in node["subcategories"]), default=0)


def test_list_holds_roots_with_their_whole_trees(api: Caller):
    roots = api.rows("categories", active="Any")
    nodes = list(walk(roots))
    assert all(root["parentId"] is None for root in roots)
    assert {node["id"] for node in nodes} == {node["id"] for node in api.simulator.items("category")}
    assert len(nodes) == len({node["id"] for node in nodes})
    assert all(child["parentId"] == node["id"] for node in nodes for child in node["subcategories"])
    assert max(depth(root) for root in roots) == 7
    assert all({each["categoryType"] for each in walk([root])} == {root["categoryType"]} for root in roots)


def test_siblings_are_ordered_by_position(api: Caller):
    for node in walk(api.rows("categories", active="Any")):
        positions = [child["position"] for child in node["subcategories"]]
        assert positions == sorted(positions)


def test_the_active_filter_reaches_every_depth(api: Caller):
    everything = list(walk(api.rows("categories", active="Any")))
    off = next(node for node in everything if not node["active"] and node["parentId"])
    assert off["id"] not in {node["id"] for node in walk(api.rows("categories"))}
    assert {node["active"] for node in walk(api.rows("categories"))} == {True}


def test_by_type_and_by_name(api: Caller):
    roots = api.rows("categories", categoryType="Materials", sort="-Name")
    assert {root["categoryType"] for root in roots} == {"Materials"}
    names = [root["name"].lower() for root in roots]
    assert names == sorted(names, reverse=True)
    assert api.get("categories", categoryType="Tools").status_code == 400


def test_flat_lists_hold_every_node_once(tenant_with):
    api = tenant_with(flat_categories=True)
    rows = api.rows("categories", active="Any")
    assert len(rows) == len(api.simulator.items("category"))
    assert all(row["subcategories"] == [] for row in rows)
    assert any(row["parentId"] for row in rows)


def test_a_node_is_read_with_its_subtree(api: Caller):
    parent = next(node for node in walk(api.rows("categories", active="Any")) if depth(node) == 3)
    assert api.one(f"categories/{parent['id']}") == parent


def test_create_takes_the_next_position_and_shows_up_in_the_tree(api: Caller):
    root = api.rows("categories")[0]
    answer = api.post(
        "categories", {"name": "New shelf", "categoryType": root["categoryType"], "parentId": root["id"]}
    )
    assert answer.status_code == 201
    created = answer.json()
    last = max((child["position"] for child in root["subcategories"]), default=0)
    assert created["position"] > last
    assert created["id"] in {child["id"] for child in api.one(f"categories/{root['id']}")["subcategories"]}


@pytest.mark.parametrize("missing", ["name", "categoryType"])
def test_create_needs_name_and_type(api: Caller, missing):
    body = {"name": "New shelf", "categoryType": "Services"}
    del body[missing]
    errors = api.post("categories", body).json()["errors"]
    assert errors["request"] == ["The request field is required."]
    assert errors[missing][0].startswith(f"Required property '{missing}' not found")


def test_a_move_takes_the_subtree_along(api: Caller):
    roots = [root for root in api.rows("categories") if root["categoryType"] == "Services"]
    moved = next(child for root in roots for child in root["subcategories"] if child["subcategories"])
    target = next(root for root in roots if root["id"] != moved["parentId"])
    assert api.patch(f"categories/{moved['id']}", {"parentId": target["id"]}).status_code == 200
    below = {node["id"] for node in walk([api.one(f"categories/{target['id']}")])}
    assert {node["id"] for node in walk([moved])} <= below
    api.patch(f"categories/{moved['id']}", {"parentId": None})
    assert moved["id"] in {root["id"] for root in api.rows("categories")}


def test_cycles_and_strange_parents_are_refused(api: Caller):
    root = next(root for root in api.rows("categories") if depth(root) > 2)
    grandchild = next(child for child in root["subcategories"] if child["subcategories"])["subcategories"][0]
    other = next(each for each in api.rows("categories") if each["categoryType"] != root["categoryType"])
    for parent in (root["id"], grandchild["id"], other["id"], 999_999_999):
        assert api.patch(f"categories/{root['id']}", {"parentId": parent}).status_code == 400
    assert api.one(f"categories/{root['id']}")["parentId"] is None


def test_services_follow_a_renamed_category_without_being_touched(api: Caller):
    service = next(row for row in api.rows("services") if row["categories"])
    category = service["categories"][0]["id"]
    api.patch(f"categories/{category}", {"name": "Renamed", "active": False})
    now = api.one(f"services/{service['id']}")
    assert {"id": category, "name": "Renamed", "active": False} in now["categories"]
    assert now["modifiedOn"] == service["modifiedOn"]


def test_read_only_members_are_ignored(api: Caller):
    node = api.rows("categories")[0]
    answer = api.patch(f"categories/{node['id']}", {"hideInMobile": True, "source": "us", "colour": "red"})
    assert answer.status_code == 200
    assert answer.json() == node


def test_delete_switches_off(api: Caller):
    node = api.rows("categories")[0]
    assert api.delete(f"categories/{node['id']}").status_code == 204
    assert api.one(f"categories/{node['id']}")["active"] is False


def test_hard_delete_wants_an_empty_category(tenant_with):
    api = tenant_with(hard_delete=True)
    root = next(root for root in api.rows("categories") if root["subcategories"])
    leaf = next(node for node in walk([root]) if not node["subcategories"])
    assert api.delete(f"categories/{root['id']}").status_code == 400
    assert api.delete(f"categories/{leaf['id']}").status_code == 204
    assert api.get(f"categories/{leaf['id']}").status_code == 404
