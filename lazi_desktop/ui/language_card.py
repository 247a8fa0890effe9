"""The card "Language" of the settings: each language in its own words."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QRadioButton, QVBoxLayout

from lazi_desktop.ui.language import LANGUAGES, OWN_NAMES, Language
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.widgets.basics import button, label


class LanguageCard(QFrame):
    """`chosen(language)`: to be kept. `reopen_wanted()`: the window shall speak it now."""

    chosen = Signal(str)
    reopen_wanted = Signal()

    def __init__(self, language: Language) -> None:
        super().__init__()
        self._language = language
        self.setProperty("surface", "card")
        self.choices = {one: QRadioButton(self._words(one)) for one in LANGUAGES}
        self.note = label(self.tr("The window speaks it when it is opened again."), "muted", wrap=True)
        self.reopen = button(self.tr("Open it again now"))
        self.reopen.clicked.connect(self.reopen_wanted)
        group = QButtonGroup(self)
        row = QHBoxLayout()
        row.setSpacing(metrics.GAP_LARGE)
        for one, choice in self.choices.items():
            choice.setAccessibleName(self.tr("Language: {language}").format(language=choice.text()))
            choice.setChecked(one == language)
            group.addButton(choice)
            row.addWidget(choice)
            choice.clicked.connect(lambda _checked=False, one=one: self._choose(one))
        row.addStretch(1)
        below = QHBoxLayout()
        below.addWidget(self.note, 1)
        below.addWidget(self.reopen)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, metrics.CARD_PADDING, 18, metrics.CARD_PADDING)
        layout.setSpacing(metrics.GAP)
        layout.addWidget(label(self.tr("Language"), "heading"))
        layout.addLayout(row)
        layout.addLayout(below)
        self.note.hide()
        self.reopen.hide()

    def _choose(self, language: Language) -> None:
        other = language != self._language
        self.note.setVisible(other)
        self.reopen.setVisible(other)
        self.chosen.emit(language)

    def _words(self, language: Language) -> str:
        return OWN_NAMES.get(language) or self.tr("Like the system")
