"""Kits used and replaced in a real workspace: kits and services change in one step, and come back in one."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from lazi_desktop.domain.kits.assembling import kits_of
from lazi_desktop.domain.kits.book import KitBook
from lazi_desktop.domain.kits.kit import Kit
from lazi_desktop.domain.kits.parts import KitId
from lazi_desktop.domain.kits.replaced_lines import Thing
from lazi_desktop.domain.kits.replacing import plan_replacing
from lazi_desktop.domain.kits.use_differences import open_differences
from lazi_desktop.domain.kits.using import Wanted, plan_use
from lazi_desktop.domain.ops import Aspect
from lazi_desktop.operations.kits.lines import NewLine, add_lines, set_quantity
from lazi_desktop.operations.kits.replacing import HOLDER_FIELDS, holders_of, replace_everywhere
from lazi_desktop.operations.kits.using import (
    accept_kit_changes,
    read_services,
    use_in_services,
)
from lazi_desktop.operations.kits.whole_kits import create_kit
from lazi_desktop.operations.undo import redo, undo
from tests.fakes.feed import FeedMaker, key_of, sku
from tests.store.workspace.conftest import Desk

ELBOW, TEE = sku(11, "ELB-1", "Copper elbow", cost=4), sku(12, "TEE-1", "Copper tee", cost=6)
PUMP = sku(
    21, "PMP-1", "Pump", kind="equipment", cost=300, equipment_materials=[{"skuId": 11, "quantity": 1}]
)
SETTING = sku(
    31, "SET-1", "Set a pump", kind="service", service_materials=[{"skuId": 12, "quantity": 1, "id": 5}]
)
OTHER = sku(32, "SET-2", "Set two pumps", kind="service")
KIT = KitId(UUID(int=0xA1))
SERVICES = [key_of(SETTING), key_of(OTHER)]
SKUS = [key_of(one) for one in (ELBOW, TEE, PUMP)]


@pytest.fixture
def pad(desk: Desk) -> Desk:
    """With a kit of two elbows and a pump."""
    desk.start(FeedMaker().mirrors([ELBOW, TEE, PUMP, SETTING, OTHER]))
    desk.work(lambda unit: create_kit(unit, "Pump pad", kit=KIT))
    lines = [NewLine(sku=key_of(ELBOW), quantity=Decimal(2)), NewLine(sku=key_of(PUMP))]
    desk.work(lambda unit: add_lines(unit, KIT, lines))
    return desk


def book(desk: Desk) -> KitBook:
    queries = desk.open.queries
    kits = kits_of(queries.kit_parts())
    return KitBook(kits, queries.kit_skus([*SKUS, *SERVICES]), now=datetime(2026, 3, 3, tzinfo=UTC))


def kit(desk: Desk) -> Kit:
    return book(desk).kits[KIT]


def now_of(desk: Desk) -> Any:
    return read_services(desk.open.queries, SERVICES)


def links(desk: Desk) -> list[dict[int, Any]]:
    found = []
    for key in SERVICES:
        effective = desk.detail(key).effective
        held = [*(effective.get("service_materials") or ()), *(effective.get("service_equipment") or ())]
        found.append({one["skuId"]: one["quantity"] for one in held})
    return found


def use(desk: Desk) -> Any:
    plan = plan_use(book(desk), KIT, now_of(desk), Wanted(multiplier=Decimal(2)))
    return desk.work(lambda unit: use_in_services(unit, plan))


def test_a_kit_goes_into_services_and_comes_out_in_one_step(pad: Desk) -> None:
    changes = use(pad)
    assert changes.aspects >= {Aspect.FIELDS, Aspect.KITS}
    assert changes.keys == {*SERVICES, KIT}
    assert links(pad) == [{11: 4, 12: 1, 21: 2}, {11: 4, 21: 2}]
    assert pad.detail(SERVICES[0]).effective["service_materials"][1] == {"skuId": 12, "quantity": 1, "id": 5}
    assert len(kit(pad).uses) == 2
    assert len(kit(pad).versions) == 1
    assert {one.field for one in pad.open.queries.pending()} == {"service_materials", "service_equipment"}

    pad.work(undo)
    assert links(pad) == [{12: 1}, {}]
    assert not kit(pad).uses
    assert not pad.open.queries.pending()
    pad.work(redo)
    assert links(pad) == [{11: 4, 12: 1, 21: 2}, {11: 4, 21: 2}]

    pad.reopen()
    assert len(kit(pad).uses) == 2


def test_what_services_link_is_known_whether_kits_name_it_or_not(pad: Desk) -> None:
    found = {one.code: {name: sku.code for (_, name), sku in one.skus.items()} for one in now_of(pad)}
    assert found == {"SET-1": {12: "TEE-1"}, "SET-2": {}}


def test_a_change_of_the_kit_reaches_them(pad: Desk) -> None:
    use(pad)
    elbow = kit(pad).lines[0].key
    pad.work(lambda unit: set_quantity(unit, KIT, [elbow], Decimal(3)))
    differences = open_differences(book(pad), now_of(pad))
    assert len(differences) == 2
    pad.work(lambda unit: accept_kit_changes(unit, differences))
    assert links(pad) == [{11: 6, 12: 1, 21: 2}, {11: 6, 21: 2}]
    assert not open_differences(book(pad), now_of(pad))
    pad.work(undo)
    assert links(pad) == [{11: 4, 12: 1, 21: 2}, {11: 4, 21: 2}]
    assert len(open_differences(book(pad), now_of(pad))) == 2


def test_one_fitting_takes_the_place_of_another_everywhere(pad: Desk) -> None:
    use(pad)
    queries = pad.open.queries
    users = {one.user for one in queries.where_used(key_of(ELBOW))}
    known = book(pad)
    plan = plan_replacing(
        known,
        Thing(sku=key_of(ELBOW)),
        Thing(sku=key_of(TEE)),
        holders_of(queries.values(users, HOLDER_FIELDS)),
    )
    assert [row.code or row.name for row in plan.rows] == ["Pump pad", "PMP-1", "SET-1", "SET-2"]
    pad.work(lambda unit: replace_everywhere(unit, plan, known))
    assert links(pad) == [{12: 5, 21: 2}, {12: 4, 21: 2}]
    assert pad.detail(key_of(PUMP)).effective["equipment_materials"] == [{"skuId": 12, "quantity": 1}]
    assert kit(pad).lines[0].sku == key_of(TEE)
    assert not open_differences(book(pad), now_of(pad))
    pad.work(undo)
    assert links(pad) == [{11: 4, 12: 1, 21: 2}, {11: 4, 21: 2}]
    assert kit(pad).lines[0].sku == key_of(ELBOW)
