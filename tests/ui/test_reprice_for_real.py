"""A bulk price change through the whole window, on disk: it is one step, and undo finds it after a restart."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import ROUND_HALF_UP, Decimal
from uuid import UUID, uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from lazi_desktop.domain.kinds import Tree
from lazi_desktop.ports.hub_feed import ListedRow, ListMoment
from lazi_desktop.ports.sku_query import SkuQuery
from lazi_desktop.ui.pricebook.reprice.choices import Ends, How
from lazi_desktop.ui.pricebook.reprice.panel import RepricePanel
from lazi_desktop.ui.pricebook.reprice.preview import Sort
from tests.fakes.feed import FeedMaker, category, sku
from tests.ui.real_window import RealWindow

RAISED, LOCKED = 850, 40
FIRST_ID = 1_000


def price_of(number: int) -> Decimal:
    return Decimal(2_000 + number * 37) / 100


@pytest.fixture
def start(tmp_path, qtbot) -> Iterator:
    device, running = uuid4(), []

    def start() -> RealWindow:
        window = RealWindow(tmp_path, device, qtbot)
        running.append(window)
        return window

    yield start
    for window in running[-1:]:
        window.close()


def filled(window: RealWindow) -> None:
    services = [
        sku(
            FIRST_ID + number,
            f"SVC-{number:04}",
            f"Service {number}",
            kind="service",
            price=price_of(number),
            member_price=0,
            cost=price_of(number) / 2,
            categories=[1],
            is_price_locked=number % 22 == 0 and number // 22 < LOCKED,
        )
        for number in range(RAISED + LOCKED)
    ]
    others = [category(1, "Repairs", tree="Services"), category(2, "Elsewhere", tree="Services")]
    elsewhere = [sku(9_000, "OTHER", "Not in there", kind="service", price=50, categories=[2])]
    window.feed(FeedMaker().mirrors([*others, *services, *elsewhere]))


def choose(combo, value: str) -> None:
    """As the keyboard does: down to the entry."""
    combo.setFocus()
    combo.setCurrentIndex(0)
    while combo.currentData() != value:
        before = combo.currentIndex()
        QTest.keyClick(combo, Qt.Key.Key_Down)
        assert combo.currentIndex() > before


def prices(window: RealWindow) -> dict[str, Decimal]:
    queries = window.context.queries
    rows = queries.rows(queries.find(SkuQuery(tree=Tree.SERVICES)))
    return {row.code: row.price for row in rows if row.price is not None}


def settled(window: RealWindow, panel: RepricePanel, qtbot) -> None:
    qtbot.waitUntil(lambda: window.tasks.idle and panel.flow.is_settled, timeout=10_000)


def test_850_services_are_raised_by_5_percent_to_99_and_undone_after_a_restart(start, qtbot):
    window = start()
    filled(window)
    window.show()
    page = window.page
    page.tree.show_tree(Tree.SERVICES)
    repairs = next(
        key
        for key in page.tree.view.tree_model.known_keys()
        if page.tree.view.tree_model.path(key)[-1] == "Repairs"
    )
    page.tree.view.choose([repairs])
    window.settle()
    before = prices(window)

    page.grid.grid.setFocus()
    QTest.keyClick(
        page.grid.grid, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    panel = page.middle.panel
    assert panel is not None
    assert panel.isVisible()
    settled(window, panel, qtbot)
    choose(panel.form.how, How.PERCENT)
    panel.form.focus_first()
    QTest.keyClicks(panel.form.value, "5 %")
    choose(panel.form.ends, Ends.NINETY_NINE)
    settled(window, panel, qtbot)
    assert panel.chips.buttons[Sort.ALL].text().endswith("890")
    assert panel.chips.buttons[Sort.LOCKED].text().endswith("40")
    assert panel.model.rowCount() == RAISED + LOCKED
    assert panel.apply_button.text() == "Reprice 850 entries"
    assert prices(window) == before, "a preview changes nothing"

    QTest.mouseClick(panel.apply_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not panel.isVisible(), timeout=20_000)
    window.settle()
    after = prices(window)
    for number in range(RAISED + LOCKED):
        code, old = f"SVC-{number:04}", price_of(number)
        if number % 22 == 0 and number // 22 < LOCKED:
            assert after[code] == old, "locked"
        else:
            whole = int(old * Decimal("1.05") + Decimal("0.01") - Decimal("0.000001"))
            assert after[code] == whole + Decimal("0.99")
    assert after["OTHER"] == 50
    assert window.context.queries.undo_labels()[0] == "Reprice 850 services +5 %"
    assert window.context.queries.counts().pending_entities == RAISED
    window.close()

    window = start()
    window.show()
    assert prices(window) == after, "it is on disk"
    qtbot.waitUntil(lambda: window.window.actions_by_name["undo"].isEnabled(), timeout=5_000)
    with qtbot.waitSignal(window.context.edits.changed, timeout=20_000):
        QTest.keyClick(window.page.grid.grid, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    window.settle()
    assert prices(window) == before
    assert window.context.queries.counts().pending_fields == 0
    again = window.context.queries.undo_labels()
    assert again == ("", "Reprice 850 services +5 %")


def test_the_markup_ladder_is_the_one_that_was_pulled(start, qtbot):
    window = start()
    filled(window)
    window.show()
    window.page.tree.show_tree(Tree.SERVICES)
    window.settle()

    window.page.middle.reprice()
    panel = window.page.middle.panel
    assert panel is not None
    settled(window, panel, qtbot)
    choose(panel.form.how, How.LADDER)
    settled(window, panel, qtbot)
    assert "no markup ladder" in panel.ladder.text()
    assert not panel.apply_button.isEnabled()
    panel.leave()

    steps = [
        ListedRow(
            name="markup",
            remote_id=1,
            title="",
            active=True,
            payload='{"id": 1, "from": 0, "to": 15, "percent": 100}',
            gone=False,
            at=ListMoment(datetime(2026, 1, 1, tzinfo=UTC), UUID(int=1)),
        ),
        ListedRow(
            name="markup",
            remote_id=2,
            title="",
            active=True,
            payload='{"id": 2, "from": 16, "to": 500, "percent": 50.5}',
            gone=False,
            at=ListMoment(datetime(2026, 1, 1, tzinfo=UTC), UUID(int=1)),
        ),
    ]
    window.list(steps)
    window.page.middle.reprice()
    settled(window, panel, qtbot)
    assert panel.form.how.currentData() == How.LADDER, "as it was left"
    new = {line.row.code: line.new for line in panel.model.lines}
    assert new["SVC-0001"] == price_of(1), "100 % on half of it"
    assert new["SVC-0500"] == (price_of(500) / 2 * Decimal("1.505")).quantize(Decimal("0.01"), ROUND_HALF_UP)
