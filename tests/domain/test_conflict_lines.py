"""Which conflicts are decided as one, and which look alike."""

from __future__ import annotations

from decimal import Decimal

import pytest

from lazi_desktop.domain.conflict_lines import Clash, Move, line_of, move_of, pattern_of
from lazi_desktop.domain.kinds import EntityKind


def clash(field: str, base="1", ours="2", theirs="3", kind: str = "override_vs_st") -> Clash:
    return Clash(kind, EntityKind.MATERIAL, field, base, ours, theirs, standing=True)


def test_prices_are_one_line_and_costs_another() -> None:
    assert line_of(clash("price")) == line_of(clash("member_price"))
    assert line_of(clash("price")) != line_of(clash("cost"))
    assert line_of(clash("name")) != line_of(clash("description"))


def test_another_kind_of_conflict_is_another_line() -> None:
    assert line_of(clash("price")) != line_of(clash("price", kind="delete_vs_edit"))


def test_lines_that_moved_alike_have_the_same_pattern_in_whatever_order() -> None:
    one = [clash("member_price", Decimal(1), Decimal(2), Decimal(3)), clash("price", 10, 20, 30)]
    other = [clash("price", 5, 9, 6), clash("member_price", 4, 5, 6)]
    assert pattern_of(one) == pattern_of(other)
    assert pattern_of(one).fields == ("price", "member_price")
    lowered = [clash("price", 5, 9, 4), clash("member_price", 4, 5, 6)]
    assert pattern_of(lowered) != pattern_of(other)


@pytest.mark.parametrize(
    ("before", "after", "move"),
    [
        (Decimal(1), Decimal(2), Move.RAISED),
        (2, Decimal("1.5"), Move.LOWERED),
        (None, Decimal(2), Move.CHANGED),
        (Decimal(2), None, Move.EMPTIED),
        ("a", "", Move.EMPTIED),
        (True, False, Move.CHANGED),
        ([1], [2], Move.CHANGED),
    ],
)
def test_what_a_side_did(before, after, move: Move) -> None:
    assert move_of(before, after) is move
