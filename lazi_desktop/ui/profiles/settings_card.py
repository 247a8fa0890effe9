"""The way from the settings to all profiles."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout

from lazi_desktop.ui.settings.cards import Card
from lazi_desktop.ui.theme.icons import Glyph
from lazi_desktop.ui.widgets.basics import button, label


class ProfilesCard(Card):
    def __init__(self) -> None:
        super().__init__(QCoreApplication.translate("Profiles", "Profiles"))
        self.open = button(self.tr("Manage profiles…"), glyph=Glyph.PROFILES)
        words = self.tr(
            "Several tenants and environments side by side, each with settings and a copy of its own. These settings "
            "are those of the profile that is open."
        )
        self.inner.addWidget(label(words, "muted", wrap=True))
        row = QHBoxLayout()
        row.addWidget(self.open)
        row.addStretch(1)
        self.inner.addLayout(row)
