"""Whatever has the keyboard looks other than without it, in both themes."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget

from lazi_desktop.ui.opened import Opened
from lazi_desktop.ui.theme.apply import apply_theme
from tests.fakes.ui_fakes import FakeApp

PLACES: dict[str, Callable[[Opened, FakeApp], object]] = {
    "rows": lambda opened, app: opened.pricebook.toggle_filters(),
    "editor": lambda opened, app: opened.pricebook.editors.open(app.book.key("UN-1007")),
    "reprice": lambda opened, app: opened.pricebook.reprice(),
    "activity": lambda opened, app: opened.window.open_page("activity"),
    "settings": lambda opened, app: opened.window.open_page("settings"),
}


@pytest.fixture(params=["light", "dark"])
def theme(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[str]:
    apply_theme(qapp, request.param)
    yield request.param
    apply_theme(qapp, "light")


def controls(window: QWidget) -> list[QWidget]:
    return [
        one
        for one in window.findChildren(QWidget)
        if one.isVisible() and one.isEnabled() and one.focusPolicy() & Qt.FocusPolicy.TabFocus
        and one.focusProxy() is None and not one.visibleRegion().isEmpty()
    ]  # fmt: skip


def looks(window: QWidget, one: QWidget) -> QImage:
    place = QRect(one.mapTo(window, QPoint(0, 0)), one.size()).adjusted(-2, -2, 2, 2)
    return window.grab(place.intersected(window.rect())).toImage()


@pytest.mark.parametrize("place", PLACES)
def test_the_control_with_the_keyboard_is_seen(
    theme: str, opened: Opened, app: FakeApp, qtbot, place: str
) -> None:
    app.settle(qtbot)
    opened.pricebook.show_entity(app.book.key("UN-1007"))
    app.settle(qtbot)
    PLACES[place](opened, app)
    app.settle(qtbot)
    window, unseen = opened.window, []
    for one in controls(window):
        (window.toolbar.search if one is not window.toolbar.search else window.rail).setFocus()
        without = looks(window, one)
        one.setFocus(Qt.FocusReason.TabFocusReason)
        if one.hasFocus() and looks(window, one) == without:
            unseen.append(f"{type(one).__name__} {one.accessibleName()}")
    assert not unseen
