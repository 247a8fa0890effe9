"""A panel in the place of the page: a way back, what it is about, its content, and below it what it comes to."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.icons import Glyph
from lazi_desktop.ui.widgets.basics import button, label, set_property
from lazi_desktop.ui.widgets.elided_label import ElidedLabel


class PagePanel(QWidget):
    """`closed()`: a person wants it away; Escape says so too."""

    closed = Signal()

    def __init__(self, title: str, act: str, glyph: str = "") -> None:
        super().__init__()
        self.back = button("", "icon", glyph=Glyph.BACK)
        self.title = label(title, "title")
        self.subject = ElidedLabel("muted")
        self.status = label("", "muted", wrap=True)
        self.act = button(act, "primary", glyph=glyph)
        self.content = QHBoxLayout()
        self.content.setSpacing(metrics.GAP)
        self.head = QHBoxLayout()
        self.head.setSpacing(metrics.GAP_SMALL)
        for part in (self.back, self.title):
            self.head.addWidget(part)
        self.head.addWidget(self.subject, 1)
        self.foot = QHBoxLayout()
        self.foot.setSpacing(metrics.GAP_SMALL)
        self.foot.addWidget(self.status, 1)
        self.foot.addWidget(self.act)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(metrics.GAP_SMALL)
        column.addLayout(self.head)
        column.addLayout(self.content, 1)
        column.addLayout(self.foot)
        self.act.setVisible(bool(act))
        self.back.clicked.connect(self.closed)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.closed)

    def name_back(self, name: str) -> None:
        """Where the way back leads."""
        self.back.setAccessibleName(name)
        self.back.setToolTip(name)

    def say(self, words: str, *, problem: bool = False) -> None:
        """In the foot, beside the button."""
        self.status.setText(words)
        set_property(self.status, "tone", "error" if problem else "muted")
