"""What a service that gets a kit comes to, and what stays in it."""

from __future__ import annotations

from decimal import Decimal

from lazi_desktop.domain.kits.kit import Merge
from lazi_desktop.domain.kits.used_service import staying, use_money
from lazi_desktop.domain.kits.using import PlannedService, Wanted, plan_use
from tests.domain.kits.stock import book, kit, line, service, sku

D = Decimal
PIPE, BOLT = sku("pipe", 3, price=D(7)), sku("bolt", "0.5", price=D(1))
PUMP, FREE = sku("pump", 400, price=D(900)), sku("free", None)
PAD = kit("pad", line("pipe", 2), line("bolt", 4), line("pump", "=0*1"), line("free", optional=True))


def used(quantities: dict, *, alone: bool = False, merge: Merge = Merge.ADD) -> PlannedService:
    wanted = Wanted(multiplier=D(2), alone=alone, merge=merge)
    return plan_use(
        book(PAD, PIPE, BOLT, PUMP, FREE), PAD.key, [service("svc", quantities)], wanted
    ).services[0]


def test_the_linked_cost_before_and_after_and_what_the_kit_gives():
    money = use_money(used({PUMP: 1, BOLT: 2}))
    assert [money.before.total, money.gives.total, money.after.total] == [401, 16, 417]
    assert money.price.total == 36
    assert money.after.is_complete


def test_what_has_no_cost_is_no_total():
    money = use_money(used({FREE: 1}))
    assert money.gives.is_complete
    assert [money.before.without_cost, money.after.without_cost] == [1, 1]
    assert money.after.total == 16


def test_what_the_kit_does_not_give_stays():
    (stays,) = staying(used({PUMP: 1, BOLT: 2}))
    assert stays.sku == PUMP
    assert [stays.before, stays.gives, stays.after] == [1, 0, 1]
    assert not staying(used({PUMP: 1}, alone=True))


def test_what_is_neither_given_nor_there_is_not_told():
    assert {link.sku.code for link in used({}).links if link.sku} == {"pipe", "bolt"}
