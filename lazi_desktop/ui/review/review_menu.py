"""The menu of the changes: by the right mouse button at the pointer, by Shift+F10 or the menu key at the current."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QMenu

from lazi_desktop.ui.actions import Actions
from lazi_desktop.ui.review.review_actions import MENU
from lazi_desktop.ui.review.review_table import ReviewTable


class ReviewMenu(QObject):
    """What cannot be done is left out."""

    def __init__(self, table: ReviewTable, actions: Actions) -> None:
        super().__init__(table)
        self._table = table
        self._actions = actions
        self.menu: QMenu | None = None
        table.installEventFilter(self)
        table.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.ContextMenu or not isinstance(event, QContextMenuEvent):
            return False
        table = self._table
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            at = table.visualRect(table.currentIndex()).bottomLeft()
        else:
            at = table.viewport().mapFromGlobal(event.globalPos())
            index = table.indexAt(at)
            if index.isValid() and not table.selectionModel().isSelected(index):
                table.setCurrentIndex(index)
        self._open(at)
        return True

    def _open(self, at: QPoint) -> None:
        menu = QMenu(self._table)
        for name in MENU:
            if name and self._actions[name].isEnabled():
                menu.addAction(self._actions[name])
            elif not name:
                menu.addSeparator()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.destroyed.connect(self._forget)
        self.menu = menu
        menu.popup(self._table.viewport().mapToGlobal(at))

    def _forget(self) -> None:
        self.menu = None
