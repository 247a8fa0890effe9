"""Short messages over the status bar: what was done, with Undo; what went wrong in passing."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QRect, Qt, QTimer
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from lazi_desktop.ui.said import said
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.widgets.basics import button, label

_SECONDS = 7
_MARGIN = 3


class Toast(QFrame):
    """One at a time; the next replaces it. It stays while the mouse rests on it."""

    def __init__(self, window: QWidget, room: Callable[[], QRect]) -> None:
        """`room`: where nothing stands at the lower edge of the window. A message that is too long for it covers what
        is to the left of it."""
        super().__init__(window)
        self._room = room
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
        self._row.setContentsMargins(metrics.CARD_PADDING, _MARGIN, right, _MARGIN)
        self._place()
        self.show()
        self.raise_()
        self._timer.start()

    def offers(self, run: Callable[[], None]) -> bool:
        return self._run is run

    def drop_action(self) -> None:
        """The words stay; there is nothing to press any more."""
        self._run = None
        self.action.hide()
        self._row.setContentsMargins(metrics.CARD_PADDING, _MARGIN, metrics.CARD_PADDING, _MARGIN)
        if self.isVisible():
            self._place()

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
        most = max(200, self._window.width() - 240)
        self.words.setWordWrap(False)
        is_long = self.words.sizeHint().width() > most
        self.words.setWordWrap(is_long)
        self.words.setMinimumSize(most if is_long else 0, self.words.heightForWidth(most) if is_long else 0)
        self.adjustSize()
        room = self._room()
        left = room.left() + (room.width() - self.width()) // 2 if self.width() <= room.width() else 0
        if not left:
            left = max(metrics.GAP_SMALL, room.right() - self.width())
        self.move(left, room.bottom() - self.height() - _MARGIN)

    def _on_action(self) -> None:
        run = self._run
        self.hide()
        self._timer.stop()
        if run is not None:
            run()
