"""The settings with the Diagnostics page behind them, and the command that opens it."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from lazi_desktop.ui.actions import Actions, ActionSpec, Group
from lazi_desktop.ui.diagnostics.diagnostics_page import DiagnosticsPage
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.icons import Glyph
from lazi_desktop.ui.widgets.basics import button, label


class BesideSettings(QStackedWidget):
    def __init__(self, settings: QWidget, diagnostics: DiagnosticsPage) -> None:
        super().__init__()
        self._settings = settings
        self.diagnostics = diagnostics
        self.addWidget(settings)
        self.addWidget(diagnostics)
        diagnostics.closed.connect(self._go_back)
        self.actions_by_name = Actions(
            [
                ActionSpec(
                    name="diagnostics",
                    title=self.tr("Diagnostics"),
                    tip=self.tr("Look whether everything works on this computer"),
                    handler=self.open,
                    group=Group.GENERAL,
                    glyph=Glyph.TEND,
                )
            ],
            self,
        )

    def open(self) -> None:
        self.setCurrentWidget(self.diagnostics)
        self.diagnostics.back.setFocus()

    def take_keys(self) -> None:
        if self.currentWidget() is self.diagnostics:
            self.diagnostics.back.setFocus()

    def _go_back(self) -> None:
        self.setCurrentWidget(self._settings)


class DiagnosticsCard(QFrame):
    """The way there from the settings."""

    def __init__(self, beside: BesideSettings) -> None:
        super().__init__()
        self.setProperty("surface", "card")
        self.open = button(self.tr("Open diagnostics"), glyph=Glyph.TEND)
        self.open.clicked.connect(beside.open)
        words = self.tr("Looks whether everything works on this computer, and says what mends the rest.")
        row = QHBoxLayout()
        row.addWidget(self.open)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, metrics.CARD_PADDING, 18, metrics.CARD_PADDING)
        layout.setSpacing(metrics.GAP)
        layout.addWidget(label(self.tr("Diagnostics"), "heading"))
        layout.addWidget(label(words, "muted", wrap=True))
        layout.addLayout(row)
