"""Somebody at the window with a keyboard and a mouse: keys go to what has the keyboard, clicks to what is seen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QPoint, Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QFileDialog, QLineEdit, QToolButton, QWidget

from lazi_desktop.app.desktop import Desktop
from lazi_desktop.domain.kits.kit import Kit
from lazi_desktop.ui.kits.builder import KitBuilder
from lazi_desktop.ui.kits.kits_page import KitsPage
from lazi_desktop.ui.kits.lines.columns import Column
from tests.app.windows import PATIENCE_MS

Key = Qt.Key
CONTROL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
NONE = Qt.KeyboardModifier.NoModifier


class Estimator:
    def __init__(self, desktop: Desktop, qtbot: Any) -> None:
        self.desktop, self.qtbot = desktop, qtbot
        self.window, self.context = desktop.opened.window, desktop.context
        self.kits: KitsPage = desktop.opened.kits
        self.window.resize(1430, 840)
        self.comes_back()

    def comes_back(self) -> None:
        """After a list or a dialog: nobody else gives the keyboard back here."""
        with self.qtbot.waitActive(self.window):
            self.window.activateWindow()

    # ----------------------------------------------------------------------------------------------------- the hands

    def press(self, key: Qt.Key | str, held: Qt.KeyboardModifier = NONE, times: int = 1) -> None:
        for _ in range(times):
            self.wait(lambda: QApplication.focusWidget() is not None)  # a list may be about to open
            target = QApplication.focusWidget()
            assert target is not None
            if isinstance(key, str) and not key.isascii():  # which QTest has no keys for
                for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                    QApplication.sendEvent(target, QKeyEvent(kind, 0, held, key))
            else:
                QTest.keyClick(target, key, held)  # type: ignore[arg-type]

    def types(self, text: str) -> None:
        for letter in text:
            self.press(letter)

    def types_over(self, text: str) -> None:
        """In place of what stands in the field."""
        self.press("a", CONTROL)
        self.types(text)

    def enters(self, text: str) -> None:
        self.types(text)
        self.press(Key.Key_Return)

    def clicks(self, widget: QWidget, at: QPoint | None = None) -> None:
        """What nobody sees, or what is grey, nobody clicks."""
        self.wait(lambda: widget.isVisible() and widget.isEnabled())
        assert not widget.visibleRegion().isEmpty(), f"{widget.accessibleName()} is out of sight"
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, NONE, at if at is not None else QPoint())

    def clicks_into(self, view: QAbstractItemView, index: QModelIndex) -> None:
        view.scrollTo(index)
        self.clicks(view.viewport(), view.visualRect(index).center())

    def wait(self, condition: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(condition, timeout=PATIENCE_MS)

    def settled(self) -> None:
        """Nothing is on its way, and the kits are as they are in the workspace."""
        self.wait(
            lambda: self.desktop.tasks.idle and self.kits.kits.is_up_to_date and self.builder.keys.is_empty
        )

    def can(self, action: str) -> bool:
        """As the window shows it."""
        found = [one for one in self.window.findChildren(QAction) if one.text() == action]
        assert found, action
        return all(one.isEnabled() for one in found)

    # ------------------------------------------------------------------------------------------------------- the kits

    @property
    def builder(self) -> KitBuilder:
        return self.kits.builder

    @property
    def shown(self) -> Kit:
        assert self.kits.shown.kit is not None
        return self.kits.shown.kit

    def kit(self, name: str) -> Kit:
        return next(one for one in self.kits.kits.book.kits.values() if one.name == name and not one.gone)

    def goes_to(self, page: str) -> None:
        """By the rail."""
        buttons = self.window.rail.findChildren(QToolButton)
        self.clicks(next(one for one in buttons if one.text() == page))
        self.wait(lambda: self.window.page_name == page.lower())

    def goes_to_the_list(self) -> None:
        if self.kits.header.crumb.isVisible():
            self.clicks(self.kits.header.crumb)
        self.wait(self.kits.list.isVisible)
        self.settled()

    def is_listed(self, name: str) -> bool:
        return any(row.name == name for row in self.kits.list.model.rows)

    def opens(self, name: str) -> None:
        """From the list: found there, then Enter."""
        self.goes_to_the_list()
        self.stands_on(name)
        self.press(Key.Key_Return)
        self.wait(lambda: self.builder.isVisible() and self.shown.name == name)
        self.settled()

    def stands_on(self, name: str) -> None:
        shown = self.kits.list
        self.wait(lambda: self.is_listed(name))
        place = next(at for at, row in enumerate(shown.model.rows) if row.name == name)
        self.clicks_into(shown.view, shown.model.index(place, 0))

    def makes_kit(self, name: str) -> None:
        """Its name is typed where the new one stands in the list; Enter opens it."""
        self.goes_to_the_list()
        self.clicks(self.kits.list.new)
        self.wait(lambda: isinstance(QApplication.focusWidget(), QLineEdit) and self.kits.list.isVisible())
        self.settled()
        self.types_over(name)
        self.press(Key.Key_Return)
        self.wait(lambda: self.builder.isVisible() and self.shown.name == name)
        self.settled()

    def adds(self, part: str, quantity: str = "") -> None:
        """A part of a name, Enter, how many, Enter."""
        self.enters(part)
        self.enters(quantity)

    def stands_on_line(self, name: str) -> None:
        tree = self.builder.tree
        model = tree.lines
        node = next(one for one in model.nodes() if model.data(model.index_of(one, Column.LINE)) == name)
        self.clicks_into(tree, model.index_of(node, Column.LINE))

    def drawn(self) -> dict[str, list[str]]:
        """The lines as they are read, by name: quantity, unit, extended cost."""
        model = self.builder.tree.lines
        columns = (Column.QUANTITY, Column.UNIT, Column.EXTENDED)
        return {
            str(model.data(model.index_of(node, Column.LINE))): [
                str(model.data(model.index_of(node, column))) for column in columns
            ]
            for node in model.nodes()
        }

    def saves_as(self, dialog: QFileDialog, target: Path) -> None:
        """Types where to, as the dialog asks."""
        name = dialog.findChild(QLineEdit, "fileNameEdit")
        assert isinstance(name, QLineEdit)
        self.wait(dialog.isVisible)
        with self.qtbot.waitActive(dialog):
            dialog.activateWindow()
        name.setFocus()
        self.wait(name.hasFocus)
        self.types_over(str(target))
        self.press(Key.Key_Return)
        self.wait(lambda: target.exists() and self.desktop.tasks.idle)
        self.comes_back()
