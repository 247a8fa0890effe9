"""The line below a field: ServiceTitan's value with the way back, a conflict, a refusal, or what is wrong.

Its room is always there, so that nothing moves when a field is changed; only what went wrong may take more lines.
"""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

from lazi_desktop.ui.said import said as in_our_words
from lazi_desktop.ui.theme.icons import icon
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
        self._said: object = None
        self._button: QToolButton | None = None
        self.label = QLabel()
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        self.label.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(1, 0, 0, 0)
        self._row.setSpacing(_GAP)
        self._row.addWidget(self.label, 1)
        self.setMinimumHeight(_HEIGHT)

    @property
    def button(self) -> QToolButton:
        """Made when it is first needed: most fields never have one."""
        if self._button is None:
            button = self._button = QToolButton()
            button.setProperty("note", "changed")
            button.setIconSize(QSize(_ICON, _ICON))
            button.setFixedHeight(_HEIGHT)
            button.setCursor(Qt.CursorShape.PointingHandCursor)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(self.pressed)
            button.hide()
            self._row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return self._button

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
        text, shorter = in_our_words(text), in_our_words(shorter)
        said = (text, shorter, tone, button, glyph, what, wraps)
        if said == self._said:
            return
        self._said = said
        self.text, self._ways, self._wraps = text, tuple(way for way in (text, shorter) if way), wraps
        self.label.setWordWrap(wraps)
        if text:
            set_property(self.label, "tone", tone)
        if button:
            self._show_button(button, glyph, tone, what)
        elif self._button is not None:
            self._button.hide()
        self._fit()

    def _show_button(self, word: str, glyph: str, tone: str, what: str) -> None:
        self.button.setText(word)
        self.button.setAccessibleName(f"{word}: {what}" if what else word)
        self.button.setToolTip(f"{word}: {what}" if what else word)
        set_property(self.button, "note", "changed" if tone == "changed" else "danger")
        if glyph:
            self.button.setIcon(icon(glyph, "changed_text" if tone == "changed" else "danger_text"))
        self.button.show()

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
            if self._button is not None and not self._button.isHidden():
                room -= self._button.sizeHint().width() + _GAP
            shown = font.elidedText(way, Qt.TextElideMode.ElideRight, room)
            if shown == way:
                break
        self.label.setText(shown)
        self.label.setToolTip("" if shown == self.text else self.text)

    def _style_button(self, *, with_word: bool) -> None:
        style = Qt.ToolButtonStyle
        if self._button is not None:
            self._button.setToolButtonStyle(
                style.ToolButtonTextBesideIcon if with_word else style.ToolButtonIconOnly
            )
