"""What a screen reader gets: a name and a role for everything that takes the keyboard, and cells that speak."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QWidget

from lazi_desktop.ui.opened import Opened
from tests.fakes.ui_fakes import FakeApp


def silent(root: QWidget) -> Iterator[str]:
    """The visible controls below `root` that take the keyboard and have no name or no role."""
    for widget in [root, *root.findChildren(QWidget)]:
        if not widget.isVisible() or widget.focusPolicy() == Qt.FocusPolicy.NoFocus or widget.focusProxy():
            continue
        spoken = QAccessible.queryAccessibleInterface(widget)
        name = spoken.text(QAccessible.Text.Name)
        if not name.strip():
            yield f"{type(widget).__name__} in {type(widget.parentWidget()).__name__} has no name"
        elif spoken.role() == QAccessible.Role.NoRole:
            yield f"{name} has no role"


def everything(opened: Opened) -> list[str]:
    return [
        line for window in QApplication.topLevelWidgets() if window.isVisible() for line in silent(window)
    ]


def select(opened: Opened, code: str, app: FakeApp) -> None:
    opened.pricebook.show_entity(app.book.key(code))


PLACES: dict[str, Callable[[Opened, FakeApp], object]] = {
    "rows": lambda opened, app: select(opened, "UN-1007", app),
    "several rows": lambda opened, app: opened.pricebook.grid.grid.select_rows([(0, 3)]),
    "services": lambda opened, app: select(opened, "SV-1007", app),
    "fees": lambda opened, app: select(opened, "DF-1000", app),
    "editor of a material": lambda opened, app: opened.pricebook.editors.open(app.book.key("UN-1007")),
    "editor of a service": lambda opened, app: opened.pricebook.editors.open(app.book.key("SV-1007")),
    "editor of equipment": lambda opened, app: opened.pricebook.editors.open(app.book.key("EQ-1000")),
    "filter fields": lambda opened, app: opened.pricebook.toggle_filters(),
    "columns": lambda opened, app: opened.pricebook.choose_columns(),
    "reprice": lambda opened, app: opened.pricebook.reprice(),
    "find and replace": lambda opened, app: opened.pricebook.grid.sheets.find_and_replace(),
    "new entry": lambda opened, app: opened.pricebook.life.new_entry(),
    "review": lambda opened, app: opened.window.open_page("review"),
    "activity": lambda opened, app: opened.window.open_page("activity"),
    "settings": lambda opened, app: opened.window.open_page("settings"),
    "palette": lambda opened, app: opened.window.find_command(),
    "sheet of keys": lambda opened, app: opened.window.shortcuts(),
}


@pytest.mark.parametrize("place", PLACES)
def test_everything_that_takes_the_keyboard_has_a_name(
    opened: Opened, app: FakeApp, qtbot, place: str
) -> None:
    app.book.override(app.book.key("UN-1007"), "price", 99)
    PLACES[place](opened, app)
    app.settle(qtbot)
    qtbot.wait(50)
    assert everything(opened) == []
    for window in QApplication.topLevelWidgets():
        if window is not opened.window and window.isVisible():
            window.close()


def test_cells_say_their_column_and_what_happened_to_them(opened: Opened, app: FakeApp, qtbot) -> None:
    page = opened.pricebook
    key = app.book.key("UN-1007")
    page.show_entity(key)
    app.settle(qtbot)
    row, place = page.grid.grid.currentIndex().row(), page.grid.model.place_of("price")
    assert page.grid.model.change(page.grid.model.index(row, place), "24.99", None)
    app.settle(qtbot)
    page.grid.grid.setFocus()
    page.grid.grid.select_position(row, place)
    cell = QAccessible.queryAccessibleInterface(page.grid.grid).focusChild()
    assert cell.text(QAccessible.Text.Name) == "Price 24.99, changed here"
    assert cell.role() == QAccessible.Role.Cell


def test_buttons_that_switch_say_their_state(opened: Opened) -> None:
    button = opened.pricebook.grid.head.filter_button
    spoken = QAccessible.queryAccessibleInterface(button)
    assert not spoken.state().checked
    opened.pricebook.toggle_filters()
    assert spoken.state().checkable
    assert spoken.state().checked
