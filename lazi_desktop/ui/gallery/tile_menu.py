"""The menu of the tiles: by the right mouse button at the pointer, by Shift+F10 or the menu key at the current one."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QMenu

from lazi_desktop.ui.actions import Actions, WindowState
from lazi_desktop.ui.gallery.gallery_actions import MENU
from lazi_desktop.ui.gallery.tiles_view import TilesView


class TileMenu(QObject):
    """What cannot be done is left out."""

    def __init__(self, view: TilesView, actions: Actions) -> None:
        super().__init__(view)
        self._view = view
        self._actions = actions
        self.menu: QMenu | None = None
        view.menu_wanted.connect(self._open)

    def _open(self, at: QPoint) -> None:
        self._actions.refresh(WindowState())
        menu = QMenu(self._view)
        for name in MENU:
            if name and self._actions[name].isEnabled():
                self._actions.put_into(menu, name)
            elif not name:
                menu.addSeparator()
        menu.aboutToHide.connect(menu.deleteLater)
        self.menu = menu
        menu.popup(at)
