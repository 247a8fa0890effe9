"""What stands beside the list: about one person, or a form. It scrolls where the window is low."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.icons import Glyph
from lazi_desktop.ui.widgets.basics import button, frame, label, set_property

WIDTH = 372


class SidePanel(QFrame):
    """`content` takes what it is about, `foot` its buttons. `closed()`: a person wants it away; Escape says so too."""

    closed = Signal()

    def __init__(self, title: str = "") -> None:
        super().__init__()
        self.setProperty("surface", "card")
        self.setFixedWidth(WIDTH)
        self.title = label(title, "heading", wrap=True)
        self.close_button = button("", "icon", glyph=Glyph.CLOSE, name=self.tr("Close this panel"))
        self.close_button.setToolTip(self.close_button.accessibleName())
        self.close_button.clicked.connect(self.closed)
        self.told = label("", "muted", wrap=True)
        self.told.hide()
        self.content = QVBoxLayout()
        self.content.setSpacing(metrics.GAP)
        self.foot = QHBoxLayout()
        self.foot.setSpacing(metrics.GAP_SMALL)
        self._lay_out()
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.closed)

    def _lay_out(self) -> None:
        pad = metrics.CARD_PADDING
        head = QHBoxLayout()
        head.setContentsMargins(pad, pad - 2, metrics.GAP_SMALL, metrics.GAP_TINY)
        head.addWidget(self.title, 1)
        head.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        inside = QWidget()
        inside.setProperty("surface", "plain")
        column = QVBoxLayout(inside)
        column.setContentsMargins(pad, metrics.GAP_TINY, pad, pad)
        column.setSpacing(metrics.GAP)
        column.addLayout(self.content)
        column.addStretch(1)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(inside)
        below = frame("plain")
        inner = QVBoxLayout(below)
        inner.setContentsMargins(pad, metrics.GAP_SMALL, pad, pad)
        inner.setSpacing(metrics.GAP_SMALL)
        inner.addWidget(self.told)
        inner.addLayout(self.foot)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 1, 1, 1)
        outer.setSpacing(0)
        outer.addLayout(head)
        outer.addWidget(self.area, 1)
        outer.addWidget(below)

    def take_keys(self) -> None:
        """Where work goes on."""
        self.close_button.setFocus()

    def say(self, words: str, tone: str = "muted") -> None:
        """Above the buttons. `tone`: muted, error, proved."""
        self.told.setText(words)
        self.told.setVisible(bool(words))
        set_property(self.told, "tone", tone)

    def add_acts(self, *acts: QPushButton) -> None:
        for act in acts:
            self.foot.addWidget(act)
        self.foot.addStretch(1)
