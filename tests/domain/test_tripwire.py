"""The tripwire: a pull that would ruin the mirror stops; an ordinary day does not."""

from __future__ import annotations

import pytest

from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.tripwire import Tripwire

GOOD = {"code": "UN-1", "active": True, "price": 10}


def watch(mirrored, received, count):
    wire = Tripwire(EntityKind.MATERIAL, mirrored)
    wire.look_at([(GOOD, {**GOOD, **received})] * count)
    return wire.reason()


@pytest.mark.parametrize(
    "received, limit, says",
    [
        ({"active": False}, 20, "switched off"),
        ({"code": None}, 50, "lost their code"),
        ({"price": 16}, 100, "more than half"),
        ({"price": 0}, 100, "more than half"),
    ],
)
def test_it_trips_just_above_its_limit(received, limit, says):
    assert watch(1000, received, limit) == ""
    assert says in watch(1000, received, limit + 1)


def test_a_small_pricebook_may_lose_five():
    assert watch(10, {"active": False}, 5) == ""
    assert "6 of 10" in watch(10, {"active": False}, 6)


def test_ordinary_changes_and_absent_members_pass():
    assert watch(1000, {"price": 15}, 1000) == ""
    wire = Tripwire(EntityKind.MATERIAL, 1000)
    wire.look_at([(GOOD, {"code": "UN-1"})] * 1000)
    assert wire.reason() == ""


def test_an_answer_that_lacks_most_of_the_pricebook_is_named_with_numbers():
    wire = Tripwire(EntityKind.MATERIAL, 6011, vanished=5799)
    assert wire.reason() == "ServiceTitan now reports 212 materials, we have 6,011: 5,799 are missing."
