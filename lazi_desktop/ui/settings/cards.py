"""What the page is made of: a card with a heading, one of settings, and one of facts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFormLayout, QFrame, QHBoxLayout, QPushButton, QVBoxLayout

from lazi_desktop.ports.settings import SettingsBook
from lazi_desktop.ui.settings.sections import Section
from lazi_desktop.ui.settings.setting_row import TITLE_WIDTH, SettingRow
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.widgets.basics import label


@dataclass(frozen=True, slots=True)
class Fact:
    """One line about the connection or a version, never a secret."""

    title: str
    text: str


class Card(QFrame):
    def __init__(self, title: str) -> None:
        super().__init__()
        self.setProperty("surface", "card")
        self.title = title
        self.inner = QVBoxLayout(self)
        self.inner.setContentsMargins(18, metrics.CARD_PADDING, 18, metrics.CARD_PADDING)
        self.inner.setSpacing(metrics.GAP)
        self.inner.addWidget(label(title, "heading"))


class SectionCard(Card):
    """Of a section's settings those that the book has."""

    def __init__(self, section: Section, book: SettingsBook) -> None:
        super().__init__(section.title)
        self.inner.setSpacing(metrics.GAP + metrics.GAP_TINY)
        self.rows = [SettingRow(one, book) for one in section.settings if one.key in book.keys]
        for row in self.rows:
            self.inner.addWidget(row)


class FactsCard(Card):
    """Facts, and buttons for what can be done about them."""

    def __init__(self, title: str, facts: Sequence[Fact], *actions: QPushButton) -> None:
        super().__init__(title)
        self.inner.addLayout(_lines(facts))
        if actions:
            row = QHBoxLayout()
            row.setSpacing(metrics.GAP_SMALL)
            for action in actions:
                row.addWidget(action)
            row.addStretch(1)
            self.inner.addLayout(row)


def _lines(facts: Sequence[Fact]) -> QFormLayout:
    form = QFormLayout()
    form.setHorizontalSpacing(metrics.GAP_LARGE)
    form.setVerticalSpacing(metrics.GAP_SMALL)
    form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
    for fact in facts:
        text = label(fact.text, wrap=True)
        text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        text.setAccessibleName(f"{fact.title}: {fact.text}")
        title = label(fact.title, "muted")
        title.setMinimumWidth(TITLE_WIDTH)
        form.addRow(title, text)
    return form
