"""Brings what is found out about new versions over to the UI thread."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal

from lazi_desktop.domain.update_news import UpdateNews
from lazi_desktop.ports.updates import Updates


class UpdateSignals(QObject):
    """`changed(UpdateNews)`, on the UI thread."""

    changed = Signal(object)
    _told = Signal(object)

    def __init__(self, updates: Updates, parent: QObject) -> None:
        super().__init__(parent)
        self._updates = updates
        self._told.connect(self.changed, Qt.ConnectionType.QueuedConnection)
        updates.follow(self._told.emit)

    @property
    def news(self) -> UpdateNews:
        return self._updates.news

    def look(self) -> None:
        self._updates.look()
