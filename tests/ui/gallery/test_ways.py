"""The gallery in the window: by rail and keys there, and on to the entry in the pricebook or its editor."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from lazi_desktop.ui.gallery.tile_places import USUAL
from lazi_desktop.ui.messages import Messages
from lazi_desktop.ui.open_window import open_window
from lazi_desktop.ui.opened import Opened
from tests.fakes.ui_fakes import FakeApp
from tests.ui.gallery.hand import with_pictures

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def opened(app: FakeApp, qtbot) -> Opened:
    with_pictures(app.book)
    opened = open_window(app.context, Messages(), version="1.0")
    qtbot.addWidget(opened.window)
    opened.window.show()
    with qtbot.waitActive(opened.window):
        opened.window.activateWindow()
    QTest.keyClick(opened.window, Qt.Key.Key_3, CTRL)
    settle(app, opened, qtbot)
    return opened


def settle(app: FakeApp, opened: Opened, qtbot) -> None:
    app.settle(qtbot)
    qtbot.waitUntil(lambda: opened.gallery.sheet.loader.is_complete)
    app.settle(qtbot)


def press(key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, key, held)


def test_a_key_leads_to_the_tiles_and_on_to_the_pricebook(opened: Opened, app: FakeApp, qtbot) -> None:
    assert opened.window.page_name == "gallery"
    view = opened.gallery.sheet.view
    assert view.hasFocus()
    press(Qt.Key.Key_Right)
    press(Qt.Key.Key_Right)
    row = opened.gallery.sheet.first_row()
    assert row is not None
    press(Qt.Key.Key_Return, CTRL)
    settle(app, opened, qtbot)
    assert opened.window.page_name == "pricebook"
    qtbot.waitUntil(lambda: opened.pricebook.selected_keys() == [row.key])


def test_f2_opens_the_pictures_in_the_editor(opened: Opened, app: FakeApp, qtbot) -> None:
    press(Qt.Key.Key_Right)
    row = opened.gallery.sheet.first_row()
    assert row is not None
    press(Qt.Key.Key_F2)
    settle(app, opened, qtbot)
    assert opened.window.page_name == "pricebook"
    qtbot.waitUntil(lambda: opened.pricebook.editors.key == row.key)


def test_what_is_typed_into_the_search_field_finds_tiles(opened: Opened, app: FakeApp, qtbot) -> None:
    press(Qt.Key.Key_F, CTRL)
    QTest.keyClicks(opened.window.toolbar.search, "UN-1000")
    qtbot.waitUntil(lambda: len(opened.gallery.sheet.model.rows) == 1)
    opened.gallery.actions_by_name["gallery_all"].trigger()
    settle(app, opened, qtbot)
    assert opened.window.toolbar.search.text() == ""
    assert len(opened.gallery.sheet.model.rows) == 240


def test_a_touchpad_zooms_as_far_as_a_wheel(opened: Opened) -> None:
    view = opened.gallery.sheet.view

    def turn(by: int) -> None:
        at = QPointF(80, 80)
        event = QWheelEvent(
            at, QPointF(view.mapToGlobal(at.toPoint())), QPoint(), QPoint(0, by),
            Qt.MouseButton.NoButton, CTRL, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(view.viewport(), event)

    turn(120)
    larger = view.side
    turn(-120)
    assert view.side == USUAL
    for _ in range(8):
        turn(15)
    assert view.side == larger
