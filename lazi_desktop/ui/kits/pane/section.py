"""A part of the pane with a heading of its own; some can be folded away."""

from __future__ import annotations

from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.fonts import ui_font
from lazi_desktop.ui.widgets.basics import label, line

HEADING = 15


class Section(QWidget):
    """`head` takes what stands at the right of the heading, `body` the rest."""

    def __init__(self, title: str, *, first: bool = False) -> None:
        super().__init__()
        self.title = label(title)
        self.title.setFont(ui_font(HEADING, weight=QFont.Weight.DemiBold))
        self.title.setMinimumHeight(metrics.CONTROL_HEIGHT)
        self.head = QHBoxLayout()
        self.head.setSpacing(metrics.GAP_TINY)
        self.head.addWidget(self.title)
        self.head.addStretch(1)
        self.body = QVBoxLayout()
        self.body.setSpacing(metrics.GAP_TINY)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(metrics.GAP_TINY)
        if not first:
            layout.addWidget(line())
        layout.addLayout(self.head)
        layout.addLayout(self.body)
