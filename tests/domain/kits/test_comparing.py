"""Two lists side by side: what is more, less, or other, and what it costs."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from lazi_desktop.domain.kits.comparing import (
    Comparison,
    Matched,
    Side,
    compare,
    line_side,
    linked_side,
    merged_side,
)
from lazi_desktop.domain.kits.kit import Group, Kit, Line
from tests.domain.kits.stock import book, kit, line, part_id, service, sku

D = Decimal
PIPE, BOLT, PUMP = sku("pipe", 3), sku("bolt", "0.5"), sku("pump", 400)


def merged(one: Kit, other: Kit, *more: Kit) -> Comparison:
    known = book(one, other, *more, PIPE, BOLT, PUMP)
    return compare(*(merged_side(known, known.roll(each.key), each.name) for each in (one, other)))


def by_line(one: Kit, other: Kit, *more: Kit) -> Comparison:
    known = book(one, other, *more, PIPE, BOLT, PUMP)
    return compare(*(line_side(each, known.roll_kit(each), each.name) for each in (one, other)))


def told(found: Comparison) -> list[tuple[str, Matched, Decimal]]:
    return [((row.left or row.right).code, row.matched, row.cost.amount) for row in found.rows]  # type: ignore[union-attr]


def test_skus_are_matched_whatever_lines_they_are_in():
    union = kit("union", line("bolt", 4))
    one = kit("one", line("pipe", 2), line("bolt", 1), line("kit:union", 1))
    other = kit("other", line("bolt", 8, key="b"), line("pump", 1, key="p"))
    found = merged(one, other, union)
    assert told(found) == [
        ("pipe", Matched.REMOVED, D(-6)), ("bolt", Matched.CHANGED, D("1.5")), ("pump", Matched.ADDED, D(400)),
    ]  # fmt: skip
    assert found.cost.amount == D("395.5")
    assert found.count(Matched.CHANGED) == 1


def test_line_by_line_every_field_that_differs_is_named():
    left = kit("pad", line("pipe", 2, waste=D("0.1")), line("bolt", 4))
    right = kit("pad", line("pipe", "=1+1", waste=D("0.2"), unit="ft"), line("bolt", 4))
    found = by_line(left, right)
    assert [list(row.differs) for row in found.rows] == [["quantity", "unit", "waste"], []]
    assert [row.matched for row in found.rows] == [Matched.CHANGED, Matched.SAME]


def test_a_line_of_a_copy_that_got_another_sku_is_one_changed_line():
    left = kit("pad", line("pipe", 2, key="a"), line("bolt", 4, key="b"))
    right = kit(
        "copy",
        Line(key=part_id("c"), sku=PUMP.key, quantity=D(2), place="a"),
        line("bolt", 4, key="d"),
    )
    assert [(row.matched, list(row.differs)) for row in by_line(left, right).rows] == [
        (Matched.CHANGED, ["sku"]), (Matched.SAME, []),
    ]  # fmt: skip


def test_the_group_of_a_line_is_part_of_it():
    group = Group(key=part_id("g"), name="Suction")
    left, right = kit("pad", line("pipe")), kit("pad", line("pipe", group=group.key), groups=[group])
    assert by_line(left, right).rows[0].differs == ["group"]


def test_a_missing_cost_makes_the_difference_incomplete():
    known = book(kit("one", line("pipe")), kit("other", line("bolt")), PIPE, sku("bolt", None))
    sides = [merged_side(known, known.roll(key), "") for key in known.kits]
    found = compare(*sides)
    assert not found.cost.is_complete
    assert [row.cost.is_complete for row in found.rows] == [True, False]


def test_a_kit_against_what_a_service_links():
    known = book(kit("one", line("pipe", 2)), PIPE, BOLT)
    left = merged_side(known, known.roll(next(iter(known.kits))), "one")
    stands = service("svc", {PIPE: 3, BOLT: 1, sku("strange"): 1})
    known_here = {place: one for place, one in stands.skus.items() if one.code != "strange"}
    right = linked_side(replace(stands, skus=known_here), "svc")
    found = compare(left, right)
    assert [row.matched for row in found.rows] == [Matched.CHANGED, Matched.ADDED, Matched.ADDED]
    assert [row.cost.amount for row in found.rows] == [3, D("0.5"), 0]
    assert found.rows[2].right is not None
    assert found.rows[2].right.name == str(sku("strange").reference)
    assert not found.cost.is_complete


# ------------------------------------------------------------------------------------------------------- properties

_LINES = st.lists(
    st.tuples(
        st.sampled_from(["pipe", "bolt", "pump"]),
        st.integers(1, 5),
        st.sampled_from(["a", "b", "c", "d"]),
        st.booleans(),
    ),
    max_size=5,
    unique_by=lambda one: one[2],
)


def _kit(name: str, lines: list[tuple[str, int, str, bool]]) -> Kit:
    return kit(name, *(line(what, many, key=key, optional=taken) for what, many, key, taken in lines))


def _facts(found: Comparison) -> list[tuple[object, ...]]:
    return sorted(
        (
            (
                row.left.of if row.left else None,
                row.right.of if row.right else None,
                row.matched,
                row.cost.amount,
            )
            for row in found.rows
        ),
        key=str,
    )


def _mirrored(side: Side, other: Side) -> Comparison:
    found = compare(side, other)
    return Comparison(found.right, found.left, [row.turned() for row in found.rows])


@given(one=_LINES, other=_LINES, lines=st.booleans())
def test_comparing_the_other_way_round_says_the_opposite(one, other, lines):
    first, second = _kit("one", one), _kit("other", other)
    known = book(first, second, PIPE, BOLT, PUMP)
    sides = [
        line_side(each, known.roll(each.key), "") if lines else merged_side(known, known.roll(each.key), "")
        for each in (first, second)
    ]
    found = compare(*sides)
    assert _facts(found) == _facts(_mirrored(sides[1], sides[0]))
    assert found.cost.amount == -compare(sides[1], sides[0]).cost.amount
    assert found.cost.amount == sum(row.cost.amount for row in found.rows)


@given(lines=_LINES)
def test_a_kit_is_the_same_as_itself(lines):
    one = _kit("one", lines)
    assert all(row.matched is Matched.SAME for row in by_line(one, one).rows)
    assert merged(one, one).cost.amount == 0
