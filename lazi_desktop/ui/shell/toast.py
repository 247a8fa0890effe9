"""Short messages over the lower edge of the window: what was done, with Undo; what went wrong in passing."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from lazi_desktop.ui.said import said
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.widgets.basics import button, label

_SECONDS = 7


class Toast(QFrame):
    """One at a time; the next replaces it. It stays while the mouse rests on it."""

    def __init__(self, window: QWidget, *, above: QWidget | None = None) -> None:
        """`above`: what it leaves in sight while that is shown."""
        super().__init__(window)
        self._above = above
        self._window = window
        self.setProperty("surface", "toast")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(self.tr("Message"))
        self.words = label(wrap=False)
        self.action = button("")
        self.action.clicked.connect(self._on_action)
        self._run: Callable[[], None] | None = None
        self._row = row = QHBoxLayout(self)
        row.setSpacing(metrics.GAP)
        row.addWidget(self.words)
        row.addWidget(self.action)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SECONDS * 1000)
        self._timer.timeout.connect(self.hide)
        window.installEventFilter(self)
        self.hide()

    def say(self, text: str, *, action: str = "", run: Callable[[], None] | None = None) -> None:
        self.words.setText(said(text))
        self.action.setText(action)
        self.action.setAccessibleName(action)
        self.action.setVisible(run is not None)
        self._run = run
        right = metrics.GAP_SMALL if run is not None else metrics.CARD_PADDING
        self._row.setContentsMargins(metrics.CARD_PADDING, 6, right, 6)
        self._place()
        self.show()
        self.raise_()
        self._timer.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def enterEvent(self, event: QEnterEvent) -> None:
        self._timer.stop()

    def leaveEvent(self, event: QEvent) -> None:
        if self.isVisible():
            self._timer.start()

    def _place(self) -> None:
        window = self._window
        self.words.setMaximumWidth(max(200, window.width() - 240))
        self.adjustSize()
        left = (window.width() - self.width()) // 2
        below = self._above.height() if self._above is not None and self._above.isVisible() else 0
        self.move(left, window.height() - self.height() - 48 - below)

    def _on_action(self) -> None:
        run = self._run
        self.hide()
        self._timer.stop()
        if run is not None:
            run()
