"""Says that something was changed which counts only when the window is opened again, and offers to do that."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from lazi_desktop.ports.settings import SettingsBook, SettingValue
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.widgets.basics import button, label


class ReopenCard(QFrame):
    """Hidden while all that is set is what the window works by. `wanted`: the window shall be opened again."""

    wanted = Signal()

    def __init__(self, book: SettingsBook, *, can_reopen: bool) -> None:
        super().__init__()
        self._book = book
        self._worked_by: dict[str, SettingValue] = {key: book.state(key).value for key in book.keys}
        self._other: set[str] = set()
        self.setProperty("surface", "banner")
        self.setProperty("tone", "accent")
        self.words = label(
            self.tr("Saved. What you changed counts when the window is opened again."), wrap=True
        )
        self.button = button(self.tr("Open it again now"))
        self.button.clicked.connect(self.wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(18, metrics.GAP_SMALL, metrics.GAP, metrics.GAP_SMALL)
        row.setSpacing(metrics.GAP)
        row.addWidget(self.words, 1)
        row.addWidget(self.button)
        if not can_reopen:
            self.button.hide()
        self.hide()

    def note(self, key: str) -> None:
        """Its value was changed, or changed back."""
        if self._book.state(key).value == self._worked_by[key]:
            self._other.discard(key)
        else:
            self._other.add(key)
        self.setVisible(bool(self._other))
