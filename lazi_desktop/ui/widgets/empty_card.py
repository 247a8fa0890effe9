"""What stands where rows would be when there are none: why, and the buttons that help."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.icons import Glyph, paint_icon
from lazi_desktop.ui.theme.tokens import theme_news
from lazi_desktop.ui.widgets.basics import set_property

_SIGN = 40


class _Sign(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.glyph = Glyph.EMPTY
        theme_news.theme_changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(_SIGN, _SIGN)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_icon(painter, self.rect(), self.glyph, "text_disabled")
        painter.end()


class EmptyCard(QWidget):
    """`helped()`: the button was pressed. `helped_otherwise()`: the second one."""

    helped = Signal()
    helped_otherwise = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sign = _Sign()
        self.title = QLabel()
        self.title.setProperty("tone", "title")
        self.detail = QLabel()
        self.detail.setProperty("tone", "muted")
        self.button = QPushButton()
        self.button.setAutoDefault(True)  # Enter presses it, also outside of a dialog
        self.button.clicked.connect(self.helped)
        self.other = QPushButton()
        self.other.setAutoDefault(True)
        self.other.clicked.connect(self.helped_otherwise)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(metrics.GAP_LARGE, metrics.GAP_LARGE, metrics.GAP_LARGE, metrics.GAP_LARGE)
        layout.setSpacing(metrics.GAP_SMALL)
        layout.addStretch(2)
        for words in (self.title, self.detail):
            words.setTextFormat(Qt.TextFormat.PlainText)
            words.setAlignment(Qt.AlignmentFlag.AlignCenter)
            words.setWordWrap(True)
        layout.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addWidget(self.title)
        layout.addWidget(self.detail)
        buttons = QHBoxLayout()
        buttons.setSpacing(metrics.GAP_SMALL)
        buttons.addStretch(1)
        buttons.addWidget(self.other)
        buttons.addWidget(self.button)
        buttons.addStretch(1)
        layout.addSpacing(metrics.GAP_SMALL)
        layout.addLayout(buttons)
        layout.addStretch(3)

    def say(
        self,
        glyph: Glyph,
        title: str,
        detail: str = "",
        button: str = "",
        *,
        other: str = "",
        primary: bool = False,
    ) -> None:
        self._sign.glyph = glyph
        self._sign.update()
        self.title.setText(title)
        self.detail.setText(detail)
        self.detail.setVisible(bool(detail))
        self.button.setText(button)
        self.button.setVisible(bool(button))
        self.other.setText(other)
        self.other.setVisible(bool(other))
        set_property(self.button, "variant", "primary" if primary else "")
