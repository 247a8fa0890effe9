"""One of several things that a field holds, with × to take it away."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QToolButton, QWidget

from lazi_desktop.ui.theme.icons import Glyph, icon
from lazi_desktop.ui.theme.tokens import color, theme_news
from lazi_desktop.ui.widgets.elided_label import ElidedLabel

HEIGHT = 26


class Chip(QFrame):
    """Amber where ServiceTitan does not have it. `name` is what screen readers say of ×, `tip` its tool tip."""

    removed = Signal()

    def __init__(self, text: str, parent: QWidget, *, name: str, tip: str, is_new: bool = False) -> None:
        super().__init__(parent)
        self.is_new = is_new
        self.setObjectName("chip")
        self.label = ElidedLabel(elide=Qt.TextElideMode.ElideMiddle)  # where it ends tells most
        self.label.setText(text)
        self.label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.button = QToolButton()
        self.button.setIcon(icon(Glyph.CLOSE, "changed_text" if is_new else "accent"))
        self.button.setIconSize(QSize(11, 11))
        self.button.setFixedSize(18, 18)
        self.button.setAutoRaise(True)
        self.button.setAccessibleName(name)
        self.button.setToolTip(tip)
        self.button.clicked.connect(self.removed)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(10, 0, 4, 0)
        layout.setSpacing(2)
        layout.addWidget(self.label, 1)
        layout.addWidget(self.button)
        self.setFixedHeight(HEIGHT)
        theme_news.theme_changed.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        ground, ink, ring = (color(name).name() for name in (*_tones(self.is_new), "focus"))
        self.setStyleSheet(
            f"#chip {{ background: {ground}; border-radius: {HEIGHT // 2}px; }}"
            f" QLabel {{ color: {ink}; }}"
            f" QToolButton {{ border: none; border-radius: 9px; background: transparent; }}"
            f" QToolButton:focus {{ border: 1px solid {ring}; }}"
        )

    def sizeHint(self) -> QSize:
        return QSize(self.label.natural_width() + 10 + 4 + 2 + 18, HEIGHT)


def _tones(is_new: bool) -> tuple[str, str]:
    return ("changed_soft", "changed_text") if is_new else ("accent_soft", "accent")
