"""A sentence beside the place it is about: why a cell cannot be changed, or what is wrong with what was typed."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from lazi_desktop.ui.said import said
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.widgets.basics import restyle, set_property

_WIDEST = 340


class Bubble(QFrame):
    """Lies over its parent, below the rectangle it is shown for, or above where there is no room. Takes no clicks."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._room = parent
        self.setProperty("surface", "banner")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._label = QLabel()
        self._label.setWordWrap(True)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(metrics.GAP_SMALL, metrics.GAP_TINY, metrics.GAP_SMALL, metrics.GAP_TINY)
        layout.addWidget(self._label)
        self.hide()

    @property
    def text(self) -> str:
        return self._label.text() if self.isVisibleTo(self._room) else ""

    def say(self, text: str, beside: QRect, *, tone: str = "danger") -> None:
        if self.property("tone") != tone:
            set_property(self, "tone", tone)
            restyle(self._label)
        self._label.setText(said(text))
        self.setAccessibleName(self._label.text())
        self._place(beside)
        self.show()
        self.raise_()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def _place(self, beside: QRect) -> None:
        room = self._room.rect()
        words = self._label.fontMetrics().horizontalAdvance(self._label.text())
        width = min(words + 2 * metrics.GAP_SMALL + 6, _WIDEST, room.width() - 8)
        height = self.heightForWidth(width)
        x = min(max(beside.left(), 4), room.right() - width - 3)
        y = beside.bottom() + 4
        if y + height > room.bottom():
            y = beside.top() - 4 - height
        self.setGeometry(QRect(QPoint(x, max(y, 2)), self.size()))
        self.resize(width, height)
