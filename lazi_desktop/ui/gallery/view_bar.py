"""The line above a picture in full: back, what it is, how near one is, and what can be done with it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from lazi_desktop.ui.numerals import whole
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.icons import Glyph
from lazi_desktop.ui.widgets.basics import button
from lazi_desktop.ui.widgets.elided_label import ElidedLabel

_PERCENT_WIDTH = 64


class ViewBar(QWidget):
    """`left()`: back to all pictures. `zoomed(steps)`, `sized()`: between the whole of it and its own size."""

    left = Signal()
    zoomed = Signal(int)
    sized = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.back = button("", "icon", glyph=Glyph.BACK, name=self.tr("Back to all pictures"))
        self.title = ElidedLabel("title")
        self.facts = ElidedLabel("small", elide=Qt.TextElideMode.ElideMiddle)
        self.farther = button("", "icon", glyph=Glyph.LESS, name=self.tr("Farther"))
        self.nearer = button("", "icon", glyph=Glyph.ADD, name=self.tr("Nearer"))
        self.percent = button("", "quiet", name=self.tr("The whole picture, or its own size"))
        self.percent.setFixedWidth(_PERCENT_WIDTH)
        for one in (self.back, self.farther, self.nearer, self.percent):
            one.setToolTip(one.accessibleName())
            one.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # arrows go on leafing after a click
        self.back.clicked.connect(self.left)
        self.farther.clicked.connect(lambda: self.zoomed.emit(-1))
        self.nearer.clicked.connect(lambda: self.zoomed.emit(1))
        self.percent.clicked.connect(self.sized)
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(self.title)
        words.addWidget(self.facts)
        self._tools = QHBoxLayout()
        self._tools.setSpacing(2)
        line = QHBoxLayout(self)
        line.setContentsMargins(metrics.GAP_SMALL, metrics.GAP_SMALL, metrics.GAP_SMALL, metrics.GAP_SMALL)
        line.setSpacing(metrics.GAP_SMALL)
        line.addWidget(self.back)
        line.addLayout(words, 1)
        line.addLayout(self._tools)
        for one in (self.farther, self.percent, self.nearer):
            self._tools.addWidget(one)

    def add(self, tool: QPushButton) -> None:
        """Before how near one is."""
        tool.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._tools.insertWidget(self._tools.count() - 3, tool)

    def show_percent(self, percent: int) -> None:
        self.percent.setText(self.tr("{percent} %").format(percent=whole(percent)) if percent else "")
        for one in (self.farther, self.percent, self.nearer):
            one.setEnabled(bool(percent))
