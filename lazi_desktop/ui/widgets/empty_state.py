"""What an empty page shows: what would fill it, and the one button that does."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.icons import icon
from lazi_desktop.ui.theme.tokens import theme_news
from lazi_desktop.ui.widgets.basics import button, label, say_wrapped

_SIDE = 40
_WIDTH = 440


class EmptyState(QWidget):
    """`chosen` follows the button, which is there if `action` names it."""

    chosen = Signal()

    def __init__(self, glyph: str, title: str, text: str, action: str = "", action_glyph: str = "") -> None:
        super().__init__()
        self._glyph = glyph
        self._picture = QLabel()
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.title = label("", "title")
        self.title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.text = label("", "muted", wrap=True)
        self.text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.button = button(action, "primary", glyph=action_glyph)
        self.button.clicked.connect(self.chosen)

        self.column = QVBoxLayout(self)
        self.column.setSpacing(metrics.GAP_SMALL)
        self.column.addStretch(2)
        for widget in (self._picture, self.title, self.text):
            self.column.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        self.column.addSpacing(metrics.GAP_SMALL)
        self.column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        self.button.setVisible(bool(action))
        self.column.addStretch(3)
        self.say(title, text)
        theme_news.theme_changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    def say(self, title: str, text: str) -> None:
        self.title.setText(title)
        say_wrapped(self.text, text, _WIDTH)

    def _on_theme_changed(self) -> None:
        drawn = icon(self._glyph, "border_strong").pixmap(QSize(_SIDE, _SIDE), self.devicePixelRatioF())
        self._picture.setPixmap(drawn)
