"""What kits are told of the SKUs in them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from uuid import UUID

import pytest

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.kits.skus import KitSku
from lazi_desktop.operations.create_entity import create_entity
from tests.fakes.feed import FeedMaker, key_of, sku
from tests.fakes.queries import FakeQueries
from tests.fakes.ui_fakes import FakeBook
from tests.store.workspace.conftest import Desk

VENDOR = {"vendorId": 5, "vendorName": "Ferguson", "vendorPart": "F-11", "cost": 4}
ELBOW = sku(
    11, "ELB-1", "Copper elbow", cost=Decimal("1.15"), price=3, unit_of_measure="ea", primary_vendor=VENDOR
)
TEE = {**sku(12, "TEE-1", "Copper tee", cost=2), "modified_on": "2025-06-07T08:09:10.1234567Z"}
VALVE = sku(13, "VLV-1", "Valve", cost=None, active=False)
PUMP = sku(21, "PMP-1", "Pump", kind="equipment", cost=300, hours=Decimal("1.5"))
LINKS = [{"skuId": 11, "quantity": Decimal("2.5")}, {"skuId": 12, "quantity": 1}]
SETTING = sku(31, "SET-1", "Set a pump", kind="service", cost=None, hours=4, service_materials=LINKS,
              service_equipment=[{"skuId": 21, "quantity": 1}])  # fmt: skip
LABOUR = sku(32, "LAB-1", "An hour", kind="service", hours=1)
CHANGED = datetime(2026, 1, 2, 3, 4, 5, 123456, UTC)


@pytest.fixture
def feed(desk: Desk) -> FeedMaker:
    feed = FeedMaker()
    desk.start(feed.mirrors([ELBOW, TEE, VALVE, PUMP, SETTING, LABOUR]))
    return feed


def found(desk: Desk, key: EntityKey) -> KitSku:
    asked = desk.open.queries.kit_skus([key])
    assert asked == desk.work(lambda unit: unit.kit_skus([key]))
    return asked[key]


def test_all_that_is_shown_of_a_material(desk: Desk, feed: FeedMaker) -> None:
    assert found(desk, key_of(ELBOW)) == KitSku(
        key=key_of(ELBOW), kind=EntityKind.MATERIAL, code="ELB-1", name="Copper elbow", unit="ea",
        cost=Decimal("1.15"), price=Decimal(3), cost_at=CHANGED, vendor="Ferguson", vendor_part="F-11", reference=11,
    )  # fmt: skip


def test_our_own_values_and_when_the_cost_was_edited(desk: Desk, feed: FeedMaker) -> None:
    desk.set(key_of(ELBOW), "price", 5)
    assert found(desk, key_of(ELBOW)).cost_at == CHANGED, "the cost is as it was"
    desk.set(key_of(ELBOW), "cost", 2)
    desk.set(key_of(ELBOW), "primary_vendor", {**VENDOR, "vendorName": "Hajoca"})
    edited = found(desk, key_of(ELBOW))
    assert edited.vendor == "Hajoca"
    assert [edited.cost, edited.price] == [2, 5]
    assert edited.cost_at is not None
    assert edited.cost_at > CHANGED


def test_what_has_no_cost_and_is_switched_off_says_so(desk: Desk, feed: FeedMaker) -> None:
    valve = found(desk, key_of(VALVE))
    assert (valve.cost, valve.active, valve.gone, valve.vendor) == (None, False, False, "")
    desk.set(key_of(VALVE), "price", 12)  # of use, so that it stays in sight
    desk.feed(feed.tombstone(key_of(VALVE)))
    assert found(desk, key_of(VALVE)).gone


def test_a_cost_of_0_is_one_that_nobody_entered(desk: Desk, feed: FeedMaker) -> None:
    desk.set(key_of(ELBOW), "cost", 0)
    assert found(desk, key_of(ELBOW)).cost is None
    assert found(desk, key_of(SETTING)).cost is None, "it is linked there"


def test_a_service_costs_what_is_linked_in_it(desk: Desk, feed: FeedMaker) -> None:
    service = found(desk, key_of(SETTING))
    assert [service.cost, service.hours] == [Decimal("2.5") * Decimal("1.15") + 2 + 300, 4]
    assert service.cost_at == datetime(2025, 6, 7, 8, 9, 10, 123456, UTC), "of the oldest of them"
    desk.set(key_of(TEE), "cost", 3)
    service = found(desk, key_of(SETTING))
    assert (service.cost, service.cost_at) == (Decimal("2.5") * Decimal("1.15") + 303, CHANGED)
    desk.set(key_of(TEE), "cost", None)
    assert found(desk, key_of(SETTING)).cost is None


def test_a_service_without_links_has_no_cost(desk: Desk, feed: FeedMaker) -> None:
    assert [found(desk, key_of(LABOUR)).cost, found(desk, key_of(LABOUR)).hours] == [None, 1]
    assert found(desk, key_of(PUMP)).cost == 300


def test_what_was_made_here_is_named_by_its_key(desk: Desk, feed: FeedMaker) -> None:
    key = EntityKey(UUID(int=0xE1))
    values = {"code": "NEW-1", "description": "New", "cost": 9}
    desk.work(lambda unit: create_entity(unit, key, EntityKind.MATERIAL, values))
    new = found(desk, key)
    assert (new.code, new.cost, new.reference) == ("NEW-1", Decimal(9), str(key))


def test_what_was_replaced_is_found_by_either_key(desk: Desk, feed: FeedMaker) -> None:
    desk.feed(feed.tombstone(key_of(VALVE), reason="adopted", replaced_by=key_of(TEE)))
    both = desk.open.queries.kit_skus([key_of(VALVE), key_of(TEE)])
    assert both[key_of(VALVE)] == both[key_of(TEE)]
    assert both[key_of(TEE)].code == "TEE-1"


def test_what_is_not_known_is_left_out(desk: Desk, feed: FeedMaker) -> None:
    assert desk.open.queries.kit_skus([EntityKey(UUID(int=5))]) == {}
    assert desk.open.queries.kit_skus([]) == {}


def test_skus_in_memory_come_to_the_same(desk: Desk) -> None:
    book = FakeBook(materials=20, services=8, equipment=4, fees=1)
    for place, (kind, fields) in enumerate(book.mirror.values()):
        if kind is EntityKind.SERVICE:
            fields["service_materials"] = [{"skuId": 61880000 + place % 5, "quantity": place}]
    feed = FeedMaker()
    desk.start(feed.rows([
        ("mirror", key, "", {
            "kind": str(kind), "remote_id": book.remote_ids[key], "modified_on": None, "fields": fields,
        })
        for key, (kind, fields) in book.mirror.items()
    ]))  # fmt: skip
    there = desk.open.queries.kit_skus(book.skus)
    in_memory = FakeQueries(book).kit_skus(book.skus)
    assert there == {key: replace(one, cost_at=None) for key, one in in_memory.items()}
    assert any(one.cost is not None for one in there.values() if one.kind is EntityKind.SERVICE)
