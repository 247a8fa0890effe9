"""From right to left nothing lies over anything else; on large screens nothing is cut off."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget

from lazi_desktop.ui.messages import Messages
from lazi_desktop.ui.open_window import open_window
from lazi_desktop.ui.opened import Opened
from tests.fakes.ui_fakes import FakeApp

FITS = """
import sys
from pathlib import Path
import tests.conftest
from PySide6.QtWidgets import QAbstractButton, QApplication, QStyle, QStyleOptionButton
from PySide6.QtTest import QTest

app = QApplication([])
from lazi_desktop.ui.theme.apply import apply_theme
apply_theme(app, "dark")
from lazi_desktop.ui.messages import Messages
from lazi_desktop.ui.open_window import open_window
from tests.fakes.ui_fakes import FakeApp

made = FakeApp(Path(sys.argv[1]))
opened = open_window(made.context, Messages(), version="1.0")
window = opened.window
window.resize(1280, 720)
window.show()
QTest.qWait(300)
assert window.devicePixelRatioF() == float(sys.argv[2])
for page in ("pricebook", "review", "activity", "settings"):
    window.open_page(page)
    QTest.qWait(60)
    for button in window.findChildren(QAbstractButton):
        if button.isVisible() and button.text() and not button.property("pill"):
            words = max(button.fontMetrics().horizontalAdvance(line) for line in button.text().splitlines())
            shown = button.isVisibleTo(window) and button.toolButtonStyle().name != "ToolButtonIconOnly" if hasattr(
                button, "toolButtonStyle") else True
            if shown and words > button.width():
                print("cut off:", page, button.text(), words, button.width())
    assert window.minimumSizeHint().width() <= 1280, page
    assert window.grab().width() == int(1280 * float(sys.argv[2]))
print("done")
"""


@pytest.fixture
def mirrored(qapp: QApplication, app: FakeApp, qtbot) -> Iterator[Opened]:
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    opened = open_window(app.context, Messages(), version="1.0")
    qtbot.addWidget(opened.window)
    opened.window.resize(1440, 900)
    opened.window.show()
    app.settle(qtbot)
    yield opened
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def on_screen(widget: QWidget) -> QRect:
    return QRect(widget.mapToGlobal(widget.rect().topLeft()), widget.size())


def test_the_parts_of_the_page_change_sides(mirrored: Opened) -> None:
    page = mirrored.pricebook
    assert on_screen(page.tree).left() > on_screen(page.grid).left() > on_screen(page.inspector).left()
    assert on_screen(mirrored.window.rail).left() > on_screen(page.tree).left()


def test_pinned_columns_filters_and_cells_stay_in_line(mirrored: Opened, app: FakeApp, qtbot) -> None:
    page = mirrored.pricebook
    grid, header = page.grid.grid, page.grid.grid.grid_header
    page.toggle_filters()
    app.settle(qtbot)
    assert header.box(0).right() == header.viewport().width() - 1
    for key in ("code", "name", "price"):
        place = page.grid.model.place_of(key)
        cell, heading = grid.visualRect(page.grid.model.index(0, place)), header.box(place)
        field = page.grid.filtering.row.field(key)
        assert (cell.left(), cell.width()) == (heading.left(), heading.width())
        assert abs(on_screen(field).center().x() - header.viewport().mapToGlobal(heading.center()).x()) <= 4


def test_the_tree_is_painted_as_always(mirrored: Opened) -> None:
    """Its rows are painted by ourselves: from left to right, on purpose."""
    view = mirrored.pricebook.tree.view
    assert view.layoutDirection() is Qt.LayoutDirection.LeftToRight


def test_no_controls_lie_over_each_other(mirrored: Opened) -> None:
    for kind in (QLineEdit, QAbstractButton):
        shown = [one for one in mirrored.window.toolbar.findChildren(kind) if one.isVisible()]
        assert shown
        for one in shown:
            for other in shown:
                apart = one is other or one.isAncestorOf(other) or other.isAncestorOf(one)
                assert apart or not on_screen(one).intersects(on_screen(other))


@pytest.mark.parametrize("factor", ["1.25", "2"])
def test_nothing_is_cut_off_on_large_screens(tmp_path, factor: str) -> None:
    environment = {**os.environ, "QT_SCALE_FACTOR": factor, "QT_QPA_PLATFORM": "offscreen"}
    ran = subprocess.run(
        [sys.executable, "-c", FITS, str(tmp_path), factor],
        env=environment, capture_output=True, text=True, timeout=100, check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.split() == ["done"], ran.stdout
