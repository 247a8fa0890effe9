"""A tenant read from files."""

from __future__ import annotations

import json

import pytest

from lazi_desktop.simulator.tenant_files import TenantFileError, read_pricebook

NODES = [
    {
        "id": 1,
        "name": "Root",
        "categoryType": "Services",
        "subcategories": [{"id": 2, "name": "Nested", "categoryType": "Services", "subcategories": []}],
    },
    {"id": 3, "parentId": 1, "name": "Flat", "categoryType": "Services"},
]


def test_bare_arrays_and_pages_and_absent_files(tmp_path, tenant_with):
    material = {"id": 5, "code": "M", "cost": 0.1, "modifiedOn": "2025-01-02T03:04:05.1234567Z", "odd": [1]}
    service = {"id": 6, "code": "S", "active": False, "price": 10}
    (tmp_path / "categories.json").write_text(json.dumps(NODES))
    (tmp_path / "materials.json").write_text(json.dumps([material]))
    page = {"page": 1, "pageSize": 50, "hasMore": False, "totalCount": 1, "data": [service]}
    (tmp_path / "services.json").write_text("\ufeff" + json.dumps(page), encoding="utf-8")
    api = tenant_with(data=tmp_path)
    assert api.rows("materials") == [material]
    assert api.rows("services") == []
    (answered,) = api.rows("services", active="Any")
    assert {name: answered[name] for name in service} == service
    assert api.rows("equipment") == api.rows("discounts-and-fees") == []
    (root,) = api.rows("categories")
    assert {node["id"] for node in root["subcategories"]} == {2, 3}
    assert api.page("export/materials")["data"] == [material]
    assert api.patch("materials/5", {"price": 3}).json()["price"] == 3
    assert (
        api.post("categories", {"name": "More", "categoryType": "Services", "parentId": 2}).status_code == 201
    )


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("{", "not JSON"),
        ("5", "neither an array"),
        ('{"rows": []}', "neither an array"),
        ("[5]", "neither an array"),
        ('[{"code": "A"}]', "no whole number as 'id'"),
        ('[{"id": 1}, {"id": 1}]', "occurs twice"),
    ],
)
def test_files_that_cannot_be_served(tmp_path, content, reason):
    (tmp_path / "equipment.json").write_text(content)
    with pytest.raises(TenantFileError, match=reason) as caught:
        read_pricebook(tmp_path)
    assert "equipment.json" in str(caught.value)


def test_a_folder_that_is_none(tmp_path):
    with pytest.raises(TenantFileError, match="not a folder"):
        read_pricebook(tmp_path / "missing")
