"""Kits in themselves: they are shown with the way round, on every desktop alike, and nothing runs for ever."""

from __future__ import annotations

from decimal import Decimal

import pytest

from lazi_desktop.domain.kits.graph import MOST_LEVELS
from lazi_desktop.domain.kits.kit import Kit, Parameter
from lazi_desktop.domain.kits.totals import Lack
from tests.domain.kits.stock import book, kit, kit_id, line, part_id, sku

PIPE = sku("pipe", 3, price=Decimal(4))


def ring(count: int, **more: str) -> list[Kit]:
    """Each in the next one, and the last in the first."""
    return [
        kit(f"k{at}", line("pipe", key=f"p{at}"), line(f"kit:k{(at + 1) % count}", 2, key=f"i{at}"))
        for at in range(count)
    ]


@pytest.mark.parametrize("count", [1, 2, 5])
def test_a_kit_in_itself_is_a_problem_with_the_way_round(count):
    all_ = book(PIPE, *ring(count))
    roll = all_.roll(kit_id("k0"))
    (problem,) = [one for one in roll.problems if one.lack is Lack.CYCLE]
    assert problem.path == (part_id("i0"),)
    assert problem.detail == " › ".join([f"k{at}" for at in range(count)] + ["k0"])
    assert not roll.cost.is_complete
    assert roll.cost.amount == 3
    assert all_.cycle(kit_id("k0")) == tuple(kit_id(f"k{at % count}") for at in range(count + 1))


def test_what_uses_a_kit_in_a_circle_is_incomplete_and_says_so():
    top = kit("top", line("kit:k0"))
    all_ = book(PIPE, top, *ring(3))
    (problem,) = all_.roll(top.key).problems
    assert (problem.lack, problem.path) == (Lack.CYCLE, (part_id("kit:k0"), part_id("i0")))
    assert all_.cycle(top.key) == ()


def test_totals_do_not_hang_on_where_one_begins():
    kits = ring(4)
    forward, backward = book(PIPE, *kits), book(PIPE, *reversed(kits))
    for one in kits:
        forward.roll(one.key)
    for one in reversed(kits):
        assert backward.roll(one.key) == forward.roll(one.key)


def test_an_edit_that_would_close_a_circle_is_known_before():
    kits = ring(4)[:3]  # the last one is not there to close it
    all_ = book(PIPE, kit("k3", line("pipe")), *kits)
    assert all_.would_cycle(kit_id("k3"), [kit_id("k1")]) == tuple(
        kit_id(name) for name in ("k3", "k1", "k2", "k3")
    )
    assert all_.would_cycle(kit_id("k3"), [kit_id("k3")]) == (kit_id("k3"), kit_id("k3"))
    assert all_.would_cycle(kit_id("k0"), [kit_id("k3")]) == ()
    assert all_.would_cycle(kit_id("k0"), []) == ()


def test_a_circle_that_is_closed_by_an_edit_from_elsewhere_and_opened_again():
    first, second = kit("k0", line("pipe"), line("kit:k1")), kit("k1", line("pipe"))
    all_ = book(PIPE, first, second)
    assert all_.roll(first.key).problems == ()
    changed = all_.put_kits({second.key: kit("k1", line("pipe"), line("kit:k0"))})
    assert changed == {first.key, second.key}
    assert {one.lack for one in (*all_.roll(first.key).problems, *all_.roll(second.key).problems)} == {
        Lack.CYCLE
    }
    assert all_.put_kits({second.key: second}) == {first.key, second.key}
    assert all_.roll(first.key).problems == ()
    assert all_.roll(first.key).cost.amount == 6


def test_a_removed_kit_closes_no_circle():
    all_ = book(PIPE, kit("k0", line("kit:k1")), kit("k1", line("kit:k0"), gone=True))
    assert [one.lack for one in all_.roll(kit_id("k0")).problems] == [Lack.NO_SKU]
    assert all_.cycle(kit_id("k0")) == ()


def tower(height: int) -> list[Kit]:
    lowest = kit("k0", line("pipe"))
    return [lowest, *(kit(f"k{at}", line(f"kit:k{at - 1}", 2)) for at in range(1, height))]


def test_a_tower_of_kits_is_bounded_and_says_so():
    all_ = book(PIPE, *tower(2_000))
    assert all_.roll(kit_id(f"k{MOST_LEVELS - 1}")).cost.amount == 3 * 2 ** (MOST_LEVELS - 1)
    (problem,) = all_.roll(kit_id(f"k{MOST_LEVELS}")).problems
    assert problem.lack is Lack.TOO_DEEP
    assert problem.detail == "it has too many levels of kits in it."
    assert all_.roll(kit_id("k1999")).problems[0].lack is Lack.TOO_DEEP
    assert all_.oldest_cost(kit_id("k1999")) is None
    assert len(all_.needs([kit_id("k1999")])) == 1


def test_a_large_circle_is_no_hang():
    all_ = book(PIPE, *ring(2_000))
    assert len(all_.cycle(kit_id("k5"))) == 2_001


def test_more_kits_than_there_is_time_for_are_left_open(monkeypatch):
    monkeypatch.setattr("lazi_desktop.domain.kits.reckoning.MOST_NESTED", 500)
    depth = Parameter(key=part_id("x"), name="x", default=Decimal(0))
    lowest = kit("k0", line("pipe", "=[x]"), parameters=[depth])
    kits = [lowest] + [
        kit(
            f"k{at}",
            line(f"kit:k{at - 1}", key=f"a{at}", values={"x": "=[x]*2"}),
            line(f"kit:k{at - 1}", key=f"b{at}", values={"x": "=[x]*2+1"}),
            parameters=[depth],
        )
        for at in range(1, 25)
    ]
    all_ = book(PIPE, *kits)
    roll = all_.roll(kit_id("k24"))
    assert [one.lack for one in roll.problems] == [Lack.TOO_DEEP]
    assert not roll.cost.is_complete
    assert [one.cost.is_complete for one in roll.lines] == [False, False]
    small = all_.roll(kit_id("k3"))
    assert small.cost.amount == 3 * sum(range(8))
