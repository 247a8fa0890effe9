"""The cost of a material is its primary vendor's: whichever of the two is changed, both agree."""

from __future__ import annotations

from decimal import Decimal

import pytest

from lazi_desktop.domain.vendors import as_primary, vendor_links
from lazi_desktop.operations.edit_fields import FieldEdit, edit_fields, revert_fields
from lazi_desktop.operations.undo import undo
from tests.fakes.unit_of_work import FakeUnitOfWork

SCP = {"id": 1, "vendorId": 7, "vendorName": "SCP", "cost": 10, "active": True, "vendorPart": "A-1"}
FERGUSON = {"id": 2, "vendorId": 9, "vendorName": "Ferguson", "cost": 8, "active": False}


@pytest.fixture
def work() -> FakeUnitOfWork:
    return FakeUnitOfWork()


@pytest.fixture
def key(work):
    return work.add(cost=10, primary_vendor=SCP, other_vendors=[SCP, FERGUSON])


def edit(work, key, **values):
    now = work.detail(key).effective
    return edit_fields(work, [FieldEdit(key, name, value, now.get(name)) for name, value in values.items()])


def now(work, key):
    return work.detail(key).effective


def test_every_vendor_stands_once_and_the_primary_one_has_the_cost(work, key):
    edit(work, key, cost="11.50")
    assert list(work.detail(key).overrides) == ["cost"], "ServiceTitan's own vendor follows by itself"
    links = vendor_links(now(work, key))
    assert [(one["vendorName"], one["cost"]) for one in links] == [("SCP", Decimal("11.5")), ("Ferguson", 8)]


def test_another_primary_vendor_brings_its_cost(work, key):
    changes = edit(work, key, primary_vendor=as_primary(now(work, key), 9))
    assert changes.txn_id is not None
    assert now(work, key)["cost"] == 8
    assert now(work, key)["primary_vendor"]["active"] is True
    assert [one["vendorName"] for one in vendor_links(now(work, key))] == ["Ferguson", "SCP"]
    undo(work)
    assert work.detail(key).overrides == {}


def test_a_cost_goes_into_a_primary_vendor_of_ours(work, key):
    edit(work, key, primary_vendor=as_primary(now(work, key), 9))
    edit(work, key, cost=12)
    assert now(work, key)["primary_vendor"]["cost"] == 12


def test_our_list_of_vendors_repeats_the_primary_one(work, key):
    edit(work, key, other_vendors=[SCP, {**FERGUSON, "cost": 7}])
    edit(work, key, cost=12)
    assert {one["vendorId"]: one["cost"] for one in now(work, key)["other_vendors"]} == {7: 12, 9: 7}


def test_both_at_once_agree(work, key):
    edit(work, key, cost=13, primary_vendor={**SCP, "cost": 10, "memo": "call first"})
    assert now(work, key)["primary_vendor"]["cost"] == 13
    assert len(work.ledger) == 2, "each field once"


@pytest.mark.parametrize("name", ["cost", "primary_vendor"])
def test_taking_one_back_takes_the_other_back(work, key, name):
    edit(work, key, primary_vendor={**SCP, "cost": 14})
    assert now(work, key)["cost"] == 14
    revert_fields(work, [(key, name)])
    assert work.detail(key).overrides == {}


def test_there_is_no_primary_vendor_that_is_not_linked(work, key):
    with pytest.raises(KeyError):
        as_primary(now(work, key), 99)


def test_without_vendors_a_cost_is_a_cost(work):
    key = work.add(cost=10, primary_vendor=None, other_vendors=[])
    edit(work, key, cost=11)
    assert list(work.detail(key).overrides) == ["cost"]
