"""One check: how it stands, what was found, and what mends it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from lazi_desktop.ports.doctor import CheckResult, CheckState
from lazi_desktop.ui.said import said
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.chips import Chip
from lazi_desktop.ui.theme.tokens import Role
from lazi_desktop.ui.widgets.basics import chip_label, label, set_property

CHIP_WIDTH = 92
TITLE_WIDTH = 210


class CheckRow(QWidget):
    """Says that it is being looked at until `show_result`."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.result: CheckResult | None = None
        self._title = said(title)
        self.chip = chip_label("", Role.NEUTRAL)
        self.chip.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.chip.setFixedWidth(CHIP_WIDTH)
        self.chip.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.title = label(self._title, wrap=True)
        self.title.setFixedWidth(TITLE_WIDTH)
        self.words = label("", "muted", wrap=True)
        self.mend = label("", wrap=True)
        for text in (self.words, self.mend):
            text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        layout = QGridLayout(self)
        layout.setContentsMargins(0, metrics.GAP_SMALL, 0, metrics.GAP_SMALL)
        layout.setHorizontalSpacing(metrics.GAP)
        layout.setVerticalSpacing(metrics.GAP_TINY)
        top = Qt.AlignmentFlag.AlignTop
        layout.addWidget(self.chip, 0, 0, top)
        layout.addWidget(self.title, 0, 1, top)
        layout.addWidget(self.words, 0, 2, top)
        layout.addWidget(self.mend, 1, 2, top)
        layout.setColumnStretch(2, 1)
        self.show_waiting()

    def show_waiting(self) -> None:
        self.result = None
        self._show(Chip(_tr("Looking…"), Role.NEUTRAL), "", "")

    def show_result(self, result: CheckResult) -> None:
        self.result = result
        self._show(state_chip(result.state), said(result.words), said(result.mend))

    def text(self) -> str:
        """For a message to whoever helps."""
        told = f"{self.chip.text()}  {self._title}: {self.words.text()}"
        return f"{told}\n    → {self.mend.text()}" if self.mend.text() else told

    def _show(self, chip: Chip, words: str, mend: str) -> None:
        self.chip.setText(chip.text)
        set_property(self.chip, "chip", chip.role.value)
        self.words.setText(words)
        self.mend.setText(mend)
        self.mend.setVisible(bool(mend))
        parts = (part.removesuffix(".") for part in (self._title, chip.text, words, mend) if part)
        self.setAccessibleName(". ".join(parts))


def state_chip(state: CheckState) -> Chip:
    return {
        CheckState.OK: Chip(_tr("Works"), Role.PROVED),
        CheckState.WARNING: Chip(_tr("Look at it"), Role.CHANGED),
        CheckState.BAD: Chip(_tr("Needs you"), Role.DANGER),
        CheckState.SKIPPED: Chip(_tr("Skipped"), Role.NEUTRAL),
    }[state]


def _tr(text: str) -> str:
    return QCoreApplication.translate("Diagnostics", text)
