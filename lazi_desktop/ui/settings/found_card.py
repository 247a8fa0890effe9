"""A card's room on the page: it comes and goes with the card, and with what is searched for."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QVBoxLayout, QWidget

from lazi_desktop.ui.settings.cards import SectionCard


class FoundCard(QWidget):
    def __init__(self, card: QWidget) -> None:
        super().__init__()
        self.card = card
        self._fits = True
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)
        card.installEventFilter(self)
        if self._is_away():
            self.hide()

    def search(self, words: Sequence[str]) -> bool:
        """Whether anything of it fits; of settings only those that do are shown, unless the title does."""
        if isinstance(self.card, SectionCard):
            titled = _fit(words, self.card.title.casefold())
            fitting = [row for row in self.card.rows if titled or _fit(words, row.words)]
            for row in self.card.rows:
                row.setVisible(row in fitting)
            self._fits = bool(fitting)
        else:
            self._fits = _fit(words, _text_of(self.card))
        self._show()
        return self._fits and not self._is_away()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.ShowToParent, QEvent.Type.HideToParent):
            self._show()
        return super().eventFilter(watched, event)

    def _show(self) -> None:
        self.setVisible(self._fits and not self._is_away())

    def _is_away(self) -> bool:
        """By its own will; what was never shown is hidden, too."""
        told = self.card.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide)
        return told and self.card.isHidden()


def _fit(words: Sequence[str], text: str) -> bool:
    return all(word in text for word in words)


def _text_of(card: QWidget) -> str:
    shown: list[QLabel | QAbstractButton] = [*card.findChildren(QLabel), *card.findChildren(QAbstractButton)]
    return " ".join(one.text() or one.accessibleName() for one in shown).casefold()
