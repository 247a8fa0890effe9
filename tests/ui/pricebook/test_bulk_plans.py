"""Plans for what is selected: the list is looked for once, rows are read once, and long ones can be ended."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from lazi_desktop.ui.pricebook.bulk.cells import Part
from lazi_desktop.ui.pricebook.bulk.pasting import Clip, Selection, plan_block, plan_clearing, plan_copies
from tests.ui.pricebook.conftest import Hand


def selection(hand: Hand, *parts: Part) -> Selection:
    return replace(hand.page.grid.bulk.selection(), parts=parts)


def told() -> tuple[list[tuple[int, int]], Callable[[int, int], None]]:
    steps: list[tuple[int, int]] = []
    return steps, lambda done, total: steps.append((done, total))


def test_cells_in_several_rectangles_are_meant_once(hand: Hand) -> None:
    chosen = selection(hand, Part(4, 2, 5, 3), Part(3, 3, 4, 4))
    assert chosen.columns_by_row(5) == {3: {3, 4}, 4: {2, 3, 4}}
    assert list(chosen.columns_by_row(9)) == [3, 4, 5]


def test_cells_that_lie_apart_are_emptied_with_one_look_at_the_list(hand: Hand) -> None:
    place = hand.place("unit")
    chosen = selection(hand, *(Part(row, place, row, place) for row in range(0, 40, 2)))
    loader = hand.page.grid.loader
    before = len(hand.app.queries.asked)
    plan = plan_clearing(replace(chosen, query=loader.query), hand.app.queries, told()[1])
    assert len(plan.changed) == 20
    assert len(hand.app.queries.asked) == before + 1


def test_a_fill_tells_how_far_it_is_by_its_cells(hand: Hand) -> None:
    columns = [hand.place(name) for name in ("cost", "price")]
    chosen = selection(hand, Part(0, min(columns), 99, max(columns)))
    steps, step = told()
    plan = plan_copies(chosen, hand.app.queries, step, down=True)
    assert len(plan.changed) + plan.same == 99 * 2
    assert steps[-1] == (0, 200)


def test_one_value_goes_into_each_selected_cell_once(hand: Hand) -> None:
    place = hand.place("price")
    chosen = selection(hand, Part(0, place, 9, place), Part(5, place, 14, place))
    plan = plan_block(Clip("7", ""), chosen, hand.app.queries, told()[1])
    assert [one.edit.value for one in plan.changed] == [7] * 15
