"""The colours that a profile can have, side by side. Each is also a word, for whoever does not see them."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QWidget

from lazi_desktop.domain.profile import COLOURS, ProfileColour
from lazi_desktop.ui.profiles.looks import colour_words
from lazi_desktop.ui.theme.icons import Glyph, paint_icon
from lazi_desktop.ui.theme.tokens import color, theme_news

_SIDE = 26


class ColourChoice(QWidget):
    """`chosen(colour)`: by a person."""

    chosen = Signal(str)

    def __init__(self, title: str, colour: ProfileColour) -> None:
        super().__init__()
        self.setAccessibleName(title)
        self._group = QButtonGroup(self)
        self.swatches = {one: _Swatch(one, f"{title}: {colour_words(one)}") for one in COLOURS}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        for one, swatch in self.swatches.items():
            self._group.addButton(swatch)
            swatch.clicked.connect(lambda _=False, one=one: self.chosen.emit(one))
            row.addWidget(swatch)
        self.show_colour(colour)

    @property
    def colour(self) -> ProfileColour:
        return next(one for one, swatch in self.swatches.items() if swatch.isChecked())

    def show_colour(self, colour: ProfileColour) -> None:
        self.swatches[colour].setChecked(True)


class _Swatch(QAbstractButton):
    def __init__(self, colour: ProfileColour, name: str) -> None:
        super().__init__()
        self._colour = colour
        self.setCheckable(True)
        self.setFixedSize(QSize(_SIDE, _SIDE))
        self.setAccessibleName(name)
        self.setToolTip(colour_words(colour))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        theme_news.theme_changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self.isEnabled():
            painter.setOpacity(0.4)
        box = QRectF(self.rect()).adjusted(4, 4, -4, -4)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color(f"profile_{self._colour}"))
        painter.drawRoundedRect(box, 5, 5)
        if self.isChecked():
            paint_icon(painter, self.rect().adjusted(6, 6, -6, -6), Glyph.ACCEPT, "on_profile")
        if self.hasFocus() or self.isChecked():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(color("focus" if self.hasFocus() else "border_strong"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 7, 7)
        painter.end()
