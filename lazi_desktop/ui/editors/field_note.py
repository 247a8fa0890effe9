"""The line below a field: ServiceTitan's value with the way back, a conflict, a refusal, or what is wrong.

Its room is always there, so that nothing moves when a field is changed; only what went wrong may take more lines.
"""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.icons import icon
from lazi_desktop.ui.theme.tokens import color, theme_news
from lazi_desktop.ui.widgets.basics import set_property

_ICON = 13
_HEIGHT = 18
_GAP = 4


class FieldNote(QWidget):
    """`pressed()`: the button, at the right end of the first line. Where there is no room for its word, it is a sign.

    `text` is the whole sentence, empty where there is nothing to say.
    """

    pressed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.text = ""
        self._ways: tuple[str, ...] = ()
        self._wraps = False
        self._ink = "changed_text"
        self.label = QLabel()
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        self.label.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.button = QToolButton()
        self.button.setIconSize(QSize(_ICON, _ICON))
        self.button.setFixedHeight(_HEIGHT)
        self.button.setCursor(Qt.CursorShape.PointingHandCursor)
        self.button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.button.clicked.connect(self.pressed)
        self.button.hide()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(1, 0, 0, 0)
        layout.setSpacing(_GAP)
        layout.addWidget(self.label, 1)
        layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop)
        self.setMinimumHeight(_HEIGHT)
        theme_news.theme_changed.connect(self._dress)

    def say(
        self,
        text: str,
        *,
        shorter: str = "",
        tone: str = "changed",
        button: str = "",
        glyph: str = "",
        what: str = "",
        wraps: bool = False,
    ) -> None:
        """`shorter` says the same where there is little room; `what` tells screen readers what the button is about."""
        self.text, self._ways, self._wraps = text, tuple(way for way in (text, shorter) if way), wraps
        self.label.setWordWrap(wraps)
        set_property(self.label, "tone", tone)
        self.button.setVisible(bool(button))
        self.button.setText(button)
        self.button.setAccessibleName(f"{button}: {what}" if what else button)
        self.button.setToolTip(f"{button}: {what}" if what else button)
        self._ink = "changed_text" if tone == "changed" else "danger_text"
        if glyph:
            self.button.setIcon(icon(glyph, self._ink))
        self._dress()
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
        """First without the button's word, then with fewer words, then cut with …; the tool tip has all of it."""
        if self._wraps or not self.text:
            self._style_button(with_word=not self._wraps or self.width() > 200)
            self.label.setText(self.text)
            self.label.setToolTip("")
            return
        font, shown = self.label.fontMetrics(), ""
        for way, with_word in ((way, with_word) for way in self._ways for with_word in (True, False)):
            self._style_button(with_word=with_word)
            room = self.width() - 1
            if not self.button.isHidden():
                room -= self.button.sizeHint().width() + _GAP
            shown = font.elidedText(way, Qt.TextElideMode.ElideRight, room)
            if shown == way:
                break
        self.label.setText(shown)
        self.label.setToolTip("" if shown == self.text else self.text)

    def _style_button(self, *, with_word: bool) -> None:
        style = Qt.ToolButtonStyle
        self.button.setToolButtonStyle(
            style.ToolButtonTextBesideIcon if with_word else style.ToolButtonIconOnly
        )
