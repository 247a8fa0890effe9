"""The palette: actions by words in any order, what was used lately first, entries below."""

from __future__ import annotations

import gc
import weakref

import pytest
import shiboken6
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from lazi_desktop.ui.keyboard.palette import Palette
from lazi_desktop.ui.opened import Opened
from tests.fakes.ui_fakes import FakeApp

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def palette(opened: Opened) -> Palette:
    grid = opened.pricebook.grid.grid
    grid.setFocus()
    QTest.keyClick(grid, Qt.Key.Key_K, CONTROL)
    assert opened.window.commands.isVisible()
    return opened.window.commands


def texts(palette: Palette) -> list[str]:
    return [palette.lines.line(row).text for row in range(palette.lines.rowCount())]


def chosen(palette: Palette) -> str:
    return palette.lines.line(palette.view.currentIndex().row()).text


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("down fill", "Fill down"),
        ("repr", "Reprice…"),
        ("tab next", "Next editor tab"),
        ("undo", "Undo"),
        ("mat new", "New material…"),
        ("filt cl", "Clear filters"),
        ("ctrl+shift+p", "Reprice…"),
        ("licences", "About LAZI Desktop"),
        ("version", "About LAZI Desktop"),
    ],
)
def test_words_find_their_action_in_any_order(palette: Palette, typed: str, first: str) -> None:
    QTest.keyClicks(palette.field, typed)
    assert texts(palette)[0] == first


def test_every_action_of_the_program_is_listed(opened: Opened, palette: Palette) -> None:
    listed = texts(palette)
    for actions in (opened.window.actions_by_name, opened.pricebook.actions_by_name):
        for name, spec in actions.specs.items():
            assert not spec.listed or actions[name].text() in listed, name


def test_what_cannot_be_done_says_why_and_does_nothing(opened: Opened, palette: Palette) -> None:
    QTest.keyClicks(palette.field, "undo")
    line = palette.lines.line(0)
    assert (line.text, line.enabled, line.note) == ("Undo", False, "Nothing to undo")
    palette.view.setCurrentIndex(palette.lines.index(0, 0))
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    assert palette.isVisible()


def test_enter_runs_it_where_the_keyboard_was(opened: Opened, app: FakeApp, qtbot, palette: Palette) -> None:
    details = opened.pricebook.inspector.isVisible()
    QTest.keyClicks(palette.field, "details hide")
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    assert not palette.isVisible()
    assert opened.pricebook.inspector.isVisible() is not details
    assert QApplication.focusWidget() is opened.pricebook.grid.grid


def test_what_was_used_lately_comes_first(opened: Opened, palette: Palette) -> None:
    QTest.keyClicks(palette.field, "fit")
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    opened.window.find_command()
    assert texts(palette)[:2] == ["Used lately", "Fit all columns"]
    assert chosen(palette) == "Fit all columns"


def test_escape_closes_and_gives_the_keyboard_back(opened: Opened, palette: Palette) -> None:
    QTest.keyClick(palette.field, Qt.Key.Key_Escape)
    assert not palette.isVisible()
    assert QApplication.focusWidget() is opened.pricebook.grid.grid


def test_an_entry_is_found_by_its_code_and_gone_to(
    opened: Opened, app: FakeApp, qtbot, palette: Palette
) -> None:
    opened.window.open_page("review")
    opened.window.find_command()
    opened.window.find_command()
    QTest.keyClicks(palette.field, "sv-1007")
    app.settle(qtbot)
    row = next(at for at, text in enumerate(texts(palette)) if text.startswith("SV-1007"))
    palette.view.setCurrentIndex(palette.lines.index(row, 0))
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    app.settle(qtbot)
    assert opened.window.page_name == "pricebook"
    assert opened.pricebook.selected_keys() == [app.book.key("SV-1007")]


def test_a_category_is_found_by_its_name(opened: Opened, app: FakeApp, qtbot, palette: Palette) -> None:
    QTest.keyClicks(palette.field, "valves")
    app.settle(qtbot)
    row = texts(palette).index("Valves")
    palette.view.setCurrentIndex(palette.lines.index(row, 0))
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    app.settle(qtbot)
    chosen = opened.pricebook.tree.chosen
    assert [opened.pricebook.tree.path(key)[-1] for key in chosen] == ["Valves"]


def test_it_opens_without_waiting_for_the_workspace(opened: Opened, app: FakeApp, palette: Palette) -> None:
    palette.leave()
    app.readers.held = True
    opened.window.find_command()
    assert palette.isVisible()
    assert palette.lines.rowCount() > 0


def test_it_is_as_high_as_what_it_found(palette: Palette) -> None:
    heights = []
    for typed in ("filter", "nothing is called this"):
        palette.field.clear()
        QTest.keyClicks(palette.field, typed)
        rows = range(palette.lines.rowCount())
        assert palette.view.height() == sum(palette.view.sizeHintForRow(row) for row in rows)
        heights.append(palette.height())
    assert heights[1] < heights[0]


def test_nothing_is_left_of_one_that_goes_while_its_keyboard_goes(opened: Opened, app: FakeApp) -> None:
    window = QWidget()
    palette = Palette(opened.window.registry, app.context, window)
    window.show()
    palette.show()
    palette.eventFilter(palette.field, QFocusEvent(QEvent.Type.FocusOut))
    left = weakref.ref(palette)
    del palette
    shiboken6.delete(window)
    QApplication.processEvents()
    gc.collect()
    assert left() is None
