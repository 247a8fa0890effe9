"""What nobody means to paste or look for, through the whole window, on disk: words that say what is wrong, the rest
taken, nothing lost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from uuid import uuid4

import pytest
from PySide6.QtCore import QMimeData, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from lazi_desktop.operations.bulk import Refused
from lazi_desktop.ports.pricebook import SkuRow
from lazi_desktop.ports.sku_query import SkuQuery
from lazi_desktop.store.workspace.database import Database
from lazi_desktop.store.workspace.readers import Readers
from lazi_desktop.ui.pricebook.bulk.rewriting import RewriteSheet
from tests.fakes.feed import FeedMaker, category, sku
from tests.ui.real_window import RealWindow

ROWS = 400
_borrow = Readers._borrow
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(tmp_path, qtbot) -> Iterator[RealWindow]:
    window = RealWindow(tmp_path, uuid4(), qtbot)
    materials = [
        sku(number, f"MAT-{number:05}", "a" * 60 + "b" if number == 1 else f"Union {number}",
            price=Decimal(number), cost=Decimal(number) / 2, categories=[1])
        for number in range(1, ROWS + 1)
    ]  # fmt: skip
    window.feed(FeedMaker().mirrors([category(1, "Unions"), *materials]))
    window.show()
    yield window
    window.close()


def rows(window: RealWindow) -> list[SkuRow]:
    queries = window.context.queries
    return list(queries.rows(queries.find(SkuQuery())))


def paste(window: RealWindow, qtbot, text: str, *, column: str = "price", at: int = 0) -> None:
    """As a person does, until it is said what came of it."""
    mime = QMimeData()
    mime.setText(text)
    QGuiApplication.clipboard().setMimeData(mime)
    panel = window.page.grid
    panel.bulk.line.words.setText("")
    panel.footer.hint("")
    panel.grid.setFocus()
    panel.grid.select_position(at, panel.model.place_of(column))
    QTest.keyClick(panel.grid, Qt.Key.Key_V, CONTROL)
    qtbot.waitUntil(lambda: not panel.bulk.is_busy and bool(line(window) or hint(window)), timeout=30_000)
    window.settle()


def line(window: RealWindow) -> str:
    told = window.page.grid.bulk.line
    return "" if told.isHidden() else told.words.text()


def hint(window: RealWindow) -> str:
    return window.page.grid.footer._hint


def refused(window: RealWindow) -> Sequence[Refused]:
    """As they stand in the tray."""
    window.page.grid.bulk.line.show_button.click()
    tray = window.page.grid.sheets.tray
    assert tray is not None
    assert tray.isVisible()
    return tray.model.lines


def test_a_formula_is_not_taken_for_its_result(window: RealWindow, qtbot) -> None:
    paste(window, qtbot, "=B2*1.05\n7.50\n#REF!\n=SUM(A1:A9)\n")
    assert line(window) == "1 cell changed, 3 refused"
    assert [row.price for row in rows(window)[:4]] == [1, Decimal("7.50"), 3, 4]
    reasons = [one.reason for one in refused(window)]
    assert "is a formula. Paste its result instead." in reasons[0]
    assert "could not work this out (#REF!)" in reasons[1]
    assert [one.text for one in refused(window)] == ["=B2*1.05", "#REF!", "=SUM(A1:A9)"]


def test_a_line_break_in_a_cell_stays_in_its_cell(window: RealWindow, qtbot) -> None:
    paste(window, qtbot, '"Two\r\nlines"\t3.00\r\nOne line\t4.00\r\n', column="name")
    found = rows(window)
    told = [(row.name, row.cost) for row in found[:3]]
    assert told == [("Two lines", 3), ("One line", 4), ("Union 3", Decimal("1.5"))]


def test_a_text_of_100_000_letters_is_refused_or_kept_whole(window: RealWindow, qtbot) -> None:
    paste(window, qtbot, "x" * 100_000 + "\nFine\n", column="name")
    assert line(window) == "1 cell changed, 1 refused"
    (one,) = refused(window)
    assert len(one.text) == 100_000
    assert "long" in one.reason
    tray = window.page.grid.sheets.tray
    assert tray is not None
    tray.copy()
    assert "x" * 100_000 in QGuiApplication.clipboard().text()
    paste(window, qtbot, "9" * 100_000 + "\n8.25\n")
    assert line(window) == "1 cell changed, 1 refused"
    assert [row.name for row in rows(window)[1:2]] == ["Fine"]


@pytest.mark.parametrize("damaged", ["Union \ud800", "Union \0 half"])
def test_damaged_letters_are_refused(window: RealWindow, qtbot, damaged: str) -> None:
    paste(window, qtbot, f"{damaged}\tx\nFine\t4\n", column="name")
    found = rows(window)
    assert found[1].name == "Fine"
    assert "\0" not in found[0].name
    assert found[0].name.encode().decode() == found[0].name


def test_rows_of_unequal_lengths_go_where_they_stand(window: RealWindow, qtbot) -> None:
    many = window.page.grid.model.columnCount()
    wide = "\t".join("1.00" for _ in range(many + 5))
    paste(window, qtbot, f"2.00\n3.00\t4.00\n{wide}\n", column="cost")
    found = rows(window)
    assert [(row.cost, row.price) for row in found[:3]] == [
        tuple(map(Decimal, pair)) for pair in ("21", "34", "11")
    ]
    assert "This is right of the last column." in {one.reason for one in refused(window)}


def test_more_rows_than_are_listed_are_kept_in_the_tray(window: RealWindow, qtbot) -> None:
    paste(window, qtbot, "5.55\n" * (ROWS + 3))
    assert line(window) == f"{ROWS:,} cells changed, 3 refused"
    assert {one.reason for one in refused(window)} == {"This is below the last row."}


def interrupted_all_the_time(self: Readers) -> Database:
    """As if a person typed a search, letter after letter, while any read runs."""
    database = _borrow(self)

    def interrupt() -> int:
        if (
            Readers._borrow is interrupted_all_the_time
        ):  # also of reads that go on when the person has stopped
            self.interrupt()
        return 0

    database.raw.set_progress_handler(interrupt, 10)
    return database


def test_a_paste_comes_to_its_end_whatever_is_looked_for_meanwhile(
    window: RealWindow, qtbot, monkeypatch
) -> None:
    """Pasted while the list still shows its first rows only."""
    panel = window.page.grid
    loader, query = panel.loader, panel.loader.query
    assert query is not None
    QGuiApplication.clipboard().setText("".join(f"{number}.25\n" for number in range(ROWS)))
    panel.grid.setFocus()
    panel.grid.select_position(0, panel.model.place_of("price"))

    def paste_at_once() -> None:
        assert loader.shows_first_of == query
        monkeypatch.setattr(Readers, "_borrow", interrupted_all_the_time)
        panel.grid.select_position(0, panel.model.place_of("price"))
        QTest.keyClick(panel.grid, Qt.Key.Key_V, CONTROL)
        assert panel.bulk.is_busy

    loader.shown.connect(paste_at_once, Qt.ConnectionType.SingleShotConnection)
    with qtbot.waitSignal(loader.shown, timeout=30_000):
        loader.ask(query)
    qtbot.waitUntil(lambda: not panel.bulk.is_busy and bool(line(window) or hint(window)), timeout=30_000)
    assert line(window) == f"{ROWS:,} cells changed"
    monkeypatch.undo()
    loader.ask(query)
    window.settle()
    assert [row.price for row in rows(window)] == [
        Decimal(number) + Decimal("0.25") for number in range(ROWS)
    ]


def test_a_pattern_that_never_ends_is_stopped_and_said(window: RealWindow, qtbot) -> None:
    page = window.page
    page.grid.sheets.find_and_replace()
    sheet = page.grid.sheets.rewrite
    assert isinstance(sheet, RewriteSheet)
    sheet.is_pattern.setChecked(True)
    beats = []
    beat = QTimer(page)
    beat.setInterval(20)
    beat.timeout.connect(lambda: beats.append(True))
    beat.start()
    QTest.keyClicks(sheet.sought, "(a|aa)+$")
    qtbot.waitUntil(lambda: "takes too long" in sheet.summary.text(), timeout=30_000)
    beat.stop()
    assert len(beats) > 5, "the window goes on meanwhile"
    assert not sheet.apply_button.isEnabled()
    sheet.sought.clear()
    QTest.keyClicks(sheet.sought, "Union 3$")
    qtbot.waitUntil(lambda: len(sheet.model.lines) == 1, timeout=30_000)
    window.settle()
    assert window.context.queries.counts().unsent_ops == 0
