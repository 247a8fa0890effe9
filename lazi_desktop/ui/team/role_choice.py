"""The roles to choose from, each with what it may do."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QVBoxLayout, QWidget

from lazi_desktop.domain.team import LEVELS, Level
from lazi_desktop.ui.team.words import level_says, level_title
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.widgets.basics import label

BESIDE = 25  # under the words of a radio button


class RoleChoice(QWidget):
    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.choices: dict[Level, QRadioButton] = {}
        group = QButtonGroup(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(metrics.GAP_SMALL)
        column.addWidget(label(self.tr("Role"), "small"))
        for level in LEVELS:
            choice = QRadioButton(level_title(level))
            choice.setAccessibleName(f"{level_title(level)}. {level_says(level)}")
            choice.toggled.connect(lambda _: self.changed.emit())
            group.addButton(choice)
            says = label(level_says(level), "small", wrap=True)
            says.setIndent(BESIDE)
            both = QVBoxLayout()
            both.setSpacing(1)
            both.addWidget(choice)
            both.addWidget(says)
            column.addLayout(both)
            self.choices[level] = choice

    @property
    def level(self) -> Level:
        """ "viewer" before any was chosen."""
        return next((level for level, choice in self.choices.items() if choice.isChecked()), "viewer")

    def choose(self, level: Level) -> None:
        self.choices[level].setChecked(True)
