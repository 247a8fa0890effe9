"""The line below a field: ServiceTitan's value with the way back, a conflict, a refusal, or what is wrong."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QToolButton, QWidget

from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.icons import icon
from lazi_desktop.ui.theme.tokens import color, theme_news
from lazi_desktop.ui.widgets.basics import set_property

_ICON = 13
_HEIGHT = 18


class FieldNote(QWidget):
    """`pressed()`: the button beside the words. Where there is no room, it stands below them."""

    pressed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._ink = "changed_text"
        self.label = QLabel()
        self.label.setWordWrap(True)
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        self.label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.button = QToolButton()
        self.button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.button.setIconSize(QSize(_ICON, _ICON))
        self.button.setFixedHeight(_HEIGHT)
        self.button.setCursor(Qt.CursorShape.PointingHandCursor)
        self.button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.button.clicked.connect(self.pressed)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(1, 0, 0, 0)
        self._grid.setSpacing(2)
        self._grid.setColumnStretch(0, 1)
        self._grid.addWidget(self.label, 0, 0)
        self._is_beside = False
        self._grid.addWidget(self.button, 1, 0, Qt.AlignmentFlag.AlignLeft)
        theme_news.theme_changed.connect(self._dress)
        self.hide()

    def say(
        self, text: str, *, tone: str = "changed", button: str = "", glyph: str = "", what: str = ""
    ) -> None:
        """`what` says for screen readers what the button is about."""
        if not text:
            self.hide()
            return
        set_property(self.label, "tone", tone)
        self.label.setText(text)
        self.button.setVisible(bool(button))
        self.button.setText(button)
        self.button.setAccessibleName(f"{button}: {what}" if what else button)
        self.button.setToolTip(f"{button}: {what}" if what else button)
        self._ink = "changed_text" if tone == "changed" else "danger_text"
        if glyph:
            self.button.setIcon(icon(glyph, self._ink))
        self._dress()
        self.show()
        self._fit()

    def _dress(self) -> None:
        self.button.setStyleSheet(
            f"QToolButton {{ border: 1px solid transparent; border-radius: 4px; padding: 0;"
            f" background: transparent; color: {color(self._ink).name()}; font-size: {metrics.TEXT_SMALL}px;"
            f" font-weight: 600; }}"
            f" QToolButton:hover {{ background: {color('hover').name()}; }}"
            f" QToolButton:focus {{ border-color: {color('focus').name()}; }}"
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        if self.button.isHidden():
            return
        words = self.label.fontMetrics().horizontalAdvance(self.label.text())
        fits = words + self.button.sizeHint().width() + 8 <= self.width()
        if fits != self._is_beside:
            self._is_beside = fits
            self._grid.removeWidget(self.button)
            self._grid.addWidget(self.button, 0 if fits else 1, 1 if fits else 0, Qt.AlignmentFlag.AlignLeft)
