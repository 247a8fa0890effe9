"""The menu of the lines: by the right mouse button at the pointer, by Shift+F10 or the menu key at the current line."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QMenu

from lazi_desktop.ui.actions import Actions, WindowState
from lazi_desktop.ui.kits.lines.lines_actions import MENU
from lazi_desktop.ui.kits.lines.lines_tree import LinesTree


class LineMenu(QObject):
    def __init__(self, tree: LinesTree, actions: Actions) -> None:
        super().__init__(tree)
        self._tree = tree
        self._actions = actions
        self.menu: QMenu | None = None
        tree.installEventFilter(self)
        tree.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.ContextMenu or not isinstance(event, QContextMenuEvent):
            return False
        tree = self._tree
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            at = tree.visualRect(tree.currentIndex()).bottomLeft()
        else:
            at = tree.viewport().mapFromGlobal(event.globalPos())
            index = tree.indexAt(at)
            if index.isValid() and not tree.selectionModel().isSelected(index):
                tree.setCurrentIndex(index)
        self._open(at)
        return True

    def _open(self, at: QPoint) -> None:
        self._actions.refresh(WindowState())
        menu = QMenu(self._tree)
        for name in MENU:
            if name:
                self._actions.put_into(menu, name)
            else:
                menu.addSeparator()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.destroyed.connect(self._forget)
        self.menu = menu
        menu.popup(self._tree.viewport().mapToGlobal(at))

    def _forget(self) -> None:
        self.menu = None
