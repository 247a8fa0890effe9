"""The made-up pricebook: its size, its statistics, its dirt, and that the same seed makes it again."""

from __future__ import annotations

import os
import re
import statistics
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from lazi_desktop.simulator.generated.pricebook import make_pricebook
from lazi_desktop.simulator.pricebook import Pricebook
from lazi_desktop.simulator.wire import decode

Row = dict[str, Any]
ROOT = Path(__file__).resolve().parents[2]


class Tenant:
    def __init__(self, *, clean: bool, seed: int = 1, scale: float = 1.0) -> None:
        self.book: Pricebook = make_pricebook(seed=seed, scale=scale, clean=clean)
        self.categories: list[Row] = [row.value() for row in self.book.categories]
        self.materials: list[Row] = [row.value() for row in self.book.skus["material"]]
        self.services: list[Row] = [row.value() for row in self.book.skus["service"]]
        self.equipment: list[Row] = [row.value() for row in self.book.skus["equipment"]]
        self.discounts: list[Row] = [row.value() for row in self.book.skus["discount_fee"]]

    @property
    def skus(self) -> list[Row]:
        return self.materials + self.services + self.equipment + self.discounts


@pytest.fixture(scope="module")
def full() -> Tenant:
    return Tenant(clean=False)


@pytest.fixture(scope="module")
def clean() -> Tenant:
    return Tenant(clean=True)


def share(rows: list[Row], test: Any) -> float:
    return sum(1 for row in rows if test(row)) / len(rows)


def test_counts_at_scale_one(full: Tenant):
    counts = [len(rows) for rows in (full.materials, full.services, full.equipment, full.discounts)]
    assert counts == [6_011, 2_164, 278, 12]
    roots = [node for node in full.categories if node["parentId"] is None]
    assert (len(roots), len(full.categories) - len(roots)) == (104, 1_439)


def test_categories_go_down_seven_levels_in_both_trees(full: Tenant):
    levels: dict[int, int] = {}
    types: dict[int, set[str]] = {}
    for node in full.categories:
        levels[node["id"]] = levels[node["parentId"]] + 1 if node["parentId"] else 1
        types.setdefault(levels[node["id"]], set()).add(node["categoryType"])
    assert max(levels.values()) == 7
    assert types[7] == {"Services", "Materials"}


def test_ids_are_unique_across_kinds(full: Tenant):
    ids = [row["id"] for row in full.categories + full.skus]
    assert len(set(ids)) == len(ids)
    assert 1_000 <= min(ids) <= max(ids) < 100_000_000


def test_codes_are_unique_across_kinds(full: Tenant):
    codes = Counter(row["code"].strip().lower() for row in full.skus)
    assert codes.most_common(1)[0][1] == 1
    assert max(map(len, codes)) <= 31


@pytest.mark.parametrize("scale", [0.002, 0.02, 0.5])
def test_small_tenants_keep_every_shape(scale):
    tenant = Tenant(clean=False, scale=scale)
    assert {node["categoryType"] for node in tenant.categories} == {"Services", "Materials"}
    assert max(len(row["serviceMaterials"]) for row in tenant.services) == 22
    assert max(len(row["categories"]) for row in tenant.services) == 6
    assert {row["type"] for row in tenant.discounts} == {"Discount", "Fee"}
    assert any(row["isConfigurableEquipment"] for row in tenant.equipment)
    assert any(not row["active"] for row in tenant.materials)
    assert sum(row["price"] < 0 for row in tenant.services) == 1


def test_categories_stay_when_skus_are_multiplied():
    tenant = make_pricebook(seed=1, scale=2, clean=True)
    assert len(tenant.categories) == 1_543
    assert [len(tenant.skus[kind]) for kind in tenant.skus] == [12_022, 4_328, 556, 24]


def test_category_dirt(full: Tenant):
    assert share(full.categories, lambda node: node["description"] == "Null") == pytest.approx(
        0.99, abs=0.001
    )
    assert share(full.categories, lambda node: node["image"]) == pytest.approx(0.75, abs=0.001)
    assert any("createdOn" not in node for node in full.categories)
    names = Counter((node["parentId"], node["name"]) for node in full.categories)
    assert sorted(count for count in names.values() if count > 1) == [2, 2, 2]


def test_service_statistics(full: Tenant):
    services = full.services
    assert share(services, lambda row: row["price"] == 0) == pytest.approx(0.21, abs=0.001)
    assert sum(row["price"] < 0 for row in services) == 1
    assert share(services, lambda row: row["defaultAssetUrl"]) == pytest.approx(0.78, abs=0.001)
    assert share(services, lambda row: row["serviceMaterials"]) == pytest.approx(0.43, abs=0.001)
    assert max(len(row["serviceMaterials"]) for row in services) == 22
    assert 0.25 in {link["quantity"] for row in services for link in row["serviceMaterials"]}
    assert share(services, lambda row: not row["categories"]) == pytest.approx(0.33, abs=0.001)
    assert max(len(row["categories"]) for row in services) == 6
    assert share(services, lambda row: row["cost"] == 0) == pytest.approx(0.98, abs=0.001)
    assert not any("useStaticPrices" in row for row in services)


def test_services_hang_on_active_service_categories(full: Tenant):
    usable = {node["id"] for node in full.categories if node["active"] and node["categoryType"] == "Services"}
    assert {each["id"] for row in full.services for each in row["categories"]} <= usable


def test_service_descriptions(full: Tenant):
    lengths = sorted(len(row["description"]) for row in full.services)
    assert statistics.median(lengths) == 68
    assert lengths[round(len(lengths) * 0.99)] == 1_000
    assert lengths[-1] == 4_000
    assert share(full.services, lambda row: re.search("<[a-z]", row["description"])) == pytest.approx(
        0.05, abs=0.001
    )
    assert share(full.services, lambda row: re.search("&[a-z]+;", row["description"])) == pytest.approx(
        0.04, abs=0.001
    )
    assert not any("<" in row["displayName"] for row in full.services)


def test_outer_spaces_on_one_code_in_five_hundred(full: Tenant):
    for rows in (full.materials, full.services):
        assert sum(row["code"] != row["code"].strip() for row in rows) == round(len(rows) / 500)


def test_vendors(full: Tenant):
    bought = [row for row in full.materials + full.equipment if row["primaryVendor"]]
    assert len(bought) > 5_900
    assert all(row["cost"] == row["primaryVendor"]["cost"] for row in bought)
    assert all(row["primaryVendor"] in row["otherVendors"] for row in bought)
    assert max(len(row["otherVendors"]) - 1 for row in bought) == 37
    assert any(not link["active"] for row in bought for link in row["otherVendors"])


def test_unit_null_and_unknown_members(full: Tenant):
    assert share(full.materials, lambda row: row["unitOfMeasure"] == "Null") == pytest.approx(0.3, abs=0.001)
    assert 1 <= sum("legacyBin" in row for row in full.materials) <= 20
    assert 1 <= sum("legacyTaskId" in row for row in full.services) <= 20


def test_fractions_of_a_second_have_five_to_seven_digits(full: Tenant):
    stamps = [row[name] for row in full.skus for name in ("createdOn", "modifiedOn")]
    digits = {len(stamp.partition(".")[2].rstrip("Z")) for stamp in stamps}
    assert digits == {5, 6, 7}
    late = share(full.services, lambda row: row["createdOn"] > row["modifiedOn"])
    assert late == pytest.approx(0.08, abs=0.02)


def test_numbers_have_few_decimals(full: Tenant):
    encoded = b"".join(row.encoded for rows in full.book.skus.values() for row in rows)
    prices = re.findall(rb'"(?:price|memberPrice|addOnPrice|cost|bonus|quantity)":(-?[\d.e+]+)', encoded)
    assert max(len(price.partition(b".")[2]) for price in prices) == 2
    hours = re.findall(rb'"hours":([\d.e+]+)', encoded)
    assert max(len(each.partition(b".")[2]) for each in hours) == 5


def test_pictures_have_one_default_except_on_discounts(full: Tenant):
    for row in full.materials + full.services + full.equipment:
        defaults = [asset for asset in row["assets"] if asset["isDefault"]]
        assert [asset["url"] for asset in defaults] == (
            [row["defaultAssetUrl"]] if row["defaultAssetUrl"] else []
        )
        assert row["assets"][:1] == defaults or not defaults
    assert not any(asset["isDefault"] for row in full.discounts for asset in row["assets"])


def test_links_lead_somewhere(full: Tenant):
    materials = {row["id"] for row in full.materials}
    equipment = {row["id"] for row in full.equipment}
    services = {row["id"] for row in full.services}
    for row in full.services:
        assert {link["skuId"] for link in row["serviceMaterials"]} <= materials
        assert {link["skuId"] for link in row["serviceEquipment"]} <= equipment
        assert set(row["recommendations"] + row["upgrades"]) <= services
    shelves = {node["id"] for node in full.categories if node["categoryType"] == "Materials"}
    assert {each for row in full.materials for each in row["categories"]} <= shelves


def test_clean_data_has_none_of_the_dirt(clean: Tenant):
    assert not any(node["description"] == "Null" for node in clean.categories)
    assert all("createdOn" in node for node in clean.categories)
    assert all(row["code"] == row["code"].strip() for row in clean.skus)
    assert all(row["price"] >= 0 for row in clean.services)
    assert not any(re.search("<[a-z]|&[a-z]+;", row["description"]) for row in clean.services)
    assert not any(row["unitOfMeasure"] == "Null" for row in clean.materials + clean.equipment)
    assert all(row["createdOn"] <= row["modifiedOn"] for row in clean.skus)
    names = Counter((node["parentId"], node["name"]) for node in clean.categories)
    assert names.most_common(1)[0][1] == 1
    for rows in (clean.categories, clean.materials, clean.services):
        assert len({tuple(row) for row in rows}) == 1


def fingerprint(book: Pricebook) -> list[bytes]:
    return [row.encoded for row in book.rows()]


def test_the_same_seed_makes_the_same_data():
    first, second = (make_pricebook(seed=3, scale=0.05, clean=False) for _ in range(2))
    assert fingerprint(first) == fingerprint(second)
    assert fingerprint(first) != fingerprint(make_pricebook(seed=4, scale=0.05, clean=False))


def test_another_process_makes_the_same_data():
    """Nothing depends on the process's hash seed."""
    code = (
        "import sys; from lazi_desktop.simulator.generated.pricebook import make_pricebook;"
        "sys.stdout.buffer.write(b'[' + b','.join(row.encoded for row in"
        " make_pricebook(seed=3, scale=0.05, clean=False).rows()) + b']')"
    )
    output = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=os.environ | {"PYTHONHASHSEED": "99"},
        capture_output=True,
        check=True,
    ).stdout
    expected = [row.value() for row in make_pricebook(seed=3, scale=0.05, clean=False).rows()]
    assert decode(output) == expected
