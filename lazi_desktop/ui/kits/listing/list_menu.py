"""The menu of the kits: by the right mouse button at the pointer, by Shift+F10 or the menu key at the current one."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QItemSelectionModel, QObject, QPoint
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QAbstractItemView, QMenu

from lazi_desktop.ui.actions import Actions, WindowState
from lazi_desktop.ui.kits.listing.list_actions import MENU


class ListMenu(QObject):
    """What cannot be done is left out."""

    def __init__(self, view: QAbstractItemView, actions: Actions) -> None:
        super().__init__(view)
        self._view = view
        self._actions = actions
        self.menu: QMenu | None = None
        view.installEventFilter(self)
        view.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.ContextMenu or not isinstance(event, QContextMenuEvent):
            return False
        view = self._view
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            at = view.visualRect(view.currentIndex()).bottomLeft()
        else:
            at = view.viewport().mapFromGlobal(event.globalPos())
            index = view.indexAt(at)
            if index.isValid() and not view.selectionModel().isSelected(index):
                flags = QItemSelectionModel.SelectionFlag
                view.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
        self._open(at)
        return True

    def _open(self, at: QPoint) -> None:
        self._actions.refresh(WindowState())
        menu = QMenu(self._view)
        for name in MENU:
            if name and self._actions[name].isEnabled():
                self._actions.put_into(menu, name)
            elif not name:
                menu.addSeparator()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.destroyed.connect(self._forget)
        self.menu = menu
        menu.popup(self._view.viewport().mapToGlobal(at))

    def _forget(self) -> None:
        self.menu = None
