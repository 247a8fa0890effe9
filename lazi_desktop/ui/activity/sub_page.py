"""A page of its own within Activity, with a way back: one run, opened."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.chips import Chip
from lazi_desktop.ui.theme.icons import Glyph
from lazi_desktop.ui.theme.tokens import Role
from lazi_desktop.ui.widgets.basics import button, chip_label, label, set_property


class SubPage(QWidget):
    """`back_wanted()`: to the list of runs; Escape says so too."""

    back_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.back = button("", "icon", glyph=Glyph.BACK, name=self.tr("Back to the list of runs"))
        self.back.setToolTip(self.tr("Back to the list of runs"))
        self.back.clicked.connect(self.back_wanted)
        self.title = label("", "title")
        self.chip = chip_label("", Role.NEUTRAL)
        self.chip.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.facts = label("", "muted", wrap=True)
        head = QHBoxLayout()
        head.setSpacing(metrics.GAP_SMALL)
        for part in (self.back, self.title, self.chip):
            head.addWidget(part)
        head.addWidget(self.facts, 1)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(metrics.GAP_SMALL)
        self.column.addLayout(head)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.back_wanted)

    def say(self, title: str, facts: str, chip: Chip) -> None:
        self.title.setText(title)
        self.facts.setText(facts)
        self.chip.setText(chip.text)
        set_property(self.chip, "chip", chip.role.value)
