"""A control of several widgets: the marks that a form gives it (changed, invalid, conflict) go to those that show
them."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QDynamicPropertyChangeEvent, QEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget

from lazi_desktop.ui.widgets.basics import set_property

MARKS = frozenset(("changed", "invalid", "conflict"))


class MarkedField(QWidget):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._marked: list[QWidget] = []
        self._blamed: list[QWidget] = []

    def mark_on(self, *widgets: QWidget) -> None:
        self._marked += widgets

    def blame(self, widgets: Collection[QWidget]) -> None:
        """Those that what is invalid is about, where it is not about all of them."""
        self._blamed = list(widgets)
        self._show("invalid")

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.DynamicPropertyChange and isinstance(
            event, QDynamicPropertyChangeEvent
        ):
            name = bytes(event.propertyName().data()).decode()
            if name in MARKS:
                self._show(name)
        return super().event(event)

    def _show(self, name: str) -> None:
        apart = self._blamed if name == "invalid" else []
        for widget in self._marked:
            set_property(widget, name, self.property(name) if not apart or widget in apart else None)


def is_editing(table: QAbstractItemView) -> bool:
    """Whether the focus is in the editor of one of its cells."""
    focus = QApplication.focusWidget()
    return focus is not None and focus is not table and table.isAncestorOf(focus)
