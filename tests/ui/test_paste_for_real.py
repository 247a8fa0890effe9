"""A spreadsheet pasted through the whole window, on disk: exactly what differs turns amber, one undo takes it back."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from decimal import Decimal
from uuid import uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from lazi_desktop.domain.kinds import Tree
from lazi_desktop.ports.pricebook import SkuRow
from lazi_desktop.ports.sku_query import SkuQuery
from tests.fakes.feed import FeedMaker, category, sku
from tests.ui.real_window import RealWindow

ROWS, DIFFERENT = 2_000, 300
FIELDS = ("display_name", "cost", "price")
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(tmp_path, qtbot) -> Iterator[RealWindow]:
    window = RealWindow(tmp_path, uuid4(), qtbot)
    materials = [
        sku(
            number,
            f"MAT-{number:05}",
            f'{number % 7 + 1}/8" Union {number}',
            price=Decimal(1_000 + number * 13) / 100,
            cost=Decimal(500 + number * 5) / 100,
            categories=[1 + number % 2],
        )
        for number in range(1, 2 * ROWS + 1)
    ]
    window.feed(FeedMaker().mirrors([category(1, "Unions"), category(2, "Hidden"), *materials]))
    window.show()
    yield window
    window.close()


def all_rows(window: RealWindow) -> list[SkuRow]:
    queries = window.context.queries
    return list(queries.rows(queries.find(SkuQuery(tree=Tree.MATERIALS))))


def spreadsheet(rows: Sequence[SkuRow], changed: set[tuple[int, int]]) -> str:
    """As Excel writes it, money with signs and groups, every cell that is not in `changed` as it is."""
    lines = []
    for place, row in enumerate(rows):
        assert row.cost is not None
        assert row.price is not None
        cost, price = row.cost + ((place, 1) in changed), row.price + ((place, 2) in changed)
        name = row.name + (" new" if (place, 0) in changed else "")
        lines.append(f"{name}\t{cost:,.2f}\t${price:,.2f}\r\n")
    return "".join(lines)


def test_of_2000_pasted_rows_exactly_the_300_cells_that_differ_turn_amber(window: RealWindow, qtbot) -> None:
    page = window.page
    unions = next(
        key
        for key in page.tree.view.tree_model.known_keys()
        if page.tree.view.tree_model.path(key)[-1] == "Unions"
    )
    page.tree.view.choose([unions])
    window.settle()
    numbers = list(page.grid.model.rows.numbers)
    assert len(numbers) == ROWS
    before = {row.number: row for row in all_rows(window)}
    dice = random.Random(300)
    changed = {(place, dice.randrange(3)) for place in dice.sample(range(ROWS), DIFFERENT)}
    QGuiApplication.clipboard().setText(spreadsheet([before[number] for number in numbers], changed))

    grid = page.grid.grid
    grid.setFocus()
    grid.select_position(0, page.grid.model.place_of("name"))
    QTest.keyClick(grid, Qt.Key.Key_V, CONTROL)
    line = page.grid.bulk.line
    qtbot.waitUntil(lambda: not page.grid.bulk.is_busy and "changed" in line.words.text(), timeout=30_000)
    window.settle()
    assert line.words.text() == f"300 cells changed, {3 * ROWS - 300:,} the same"

    wanted = {(numbers[place], FIELDS[column]) for place, column in changed}
    assert {(row.number, name) for row in all_rows(window) for name in row.changed} == wanted
    first, last = grid.window_rows()
    qtbot.waitUntil(lambda: not page.grid.model.rows.lacking(first, last), timeout=10_000)
    for position in range(first, last + 1):
        row = page.grid.model.sku(position)
        assert row is not None
        amber = {(row.number, name) for name in page.grid.model.changed_in(row)}
        assert amber == {one for one in wanted if one[0] == numbers[position]}

    line.undo_button.click()
    qtbot.waitUntil(
        lambda: window.tasks.idle and window.context.queries.counts().pending_fields == 0, timeout=30_000
    )
    assert [(row.name, row.price, row.cost) for row in all_rows(window)] == [
        (row.name, row.price, row.cost) for row in sorted(before.values(), key=lambda row: row.code)
    ]
    qtbot.waitUntil(lambda: window.tasks.idle, timeout=10_000)


def test_a_paste_that_is_cancelled_leaves_nothing_behind(window: RealWindow, qtbot) -> None:
    page = window.page
    rows = all_rows(window)
    QGuiApplication.clipboard().setText("".join("1.11\n" for _ in rows))
    grid = page.grid.grid
    grid.setFocus()
    grid.select_position(0, page.grid.model.place_of("price"))
    window.context.edits.long_began.connect(lambda work: work.cancel())
    QTest.keyClick(grid, Qt.Key.Key_V, CONTROL)
    words = page.grid.bulk.line.words
    qtbot.waitUntil(lambda: "Cancelled" in words.text(), timeout=30_000)
    window.settle()
    assert window.context.queries.counts().unsent_ops == 0
    assert window.context.queries.undo_labels() == ("", "")
    assert all_rows(window) == rows
