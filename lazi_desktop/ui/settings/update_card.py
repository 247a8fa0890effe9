"""The card for new versions of the program: which are wanted, what there is, what is new in it, and a look now."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout

from lazi_desktop.domain.update_news import NEWER, UpdateNews, UpdateState, words_of_update
from lazi_desktop.ports.settings import SettingsBook
from lazi_desktop.ui.formatting import moment
from lazi_desktop.ui.said import said
from lazi_desktop.ui.settings.cards import SectionCard
from lazi_desktop.ui.settings.sections import updates_section
from lazi_desktop.ui.settings.update_news import UpdateSignals
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.icons import Glyph
from lazi_desktop.ui.widgets.basics import button, label, set_property

_BAR_WIDTH = 240
_STEPS = 1000
_MOST_NOTES = 1_500
_TROUBLE = (UpdateState.REFUSED, UpdateState.FAILED)
_AT_WORK = (UpdateState.LOOKING, UpdateState.FETCHING)


class UpdateCard(SectionCard):
    def __init__(self, book: SettingsBook, updates: UpdateSignals) -> None:
        super().__init__(updates_section(), book)
        self._updates = updates
        self.state = label("", wrap=True)
        self.looked = label("", "small", wrap=True)
        self.notes_title = label("", "muted")
        self.notes = label("", wrap=True)
        for one in (self.state, self.notes):
            one.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.look = button(self.tr("Look for a new version now"), glyph=Glyph.SYNC)
        self.look.clicked.connect(self._on_look)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(_BAR_WIDTH)
        self.bar.setRange(0, _STEPS)
        self.bar.setAccessibleName(self.tr("How much of the new version has come"))
        self._arrange()
        updates.changed.connect(self._show)
        for row in self.rows:
            row.changed.connect(self._on_setting)
        self._show(updates.news)

    def _arrange(self) -> None:
        for together in ((self.state, self.looked), (self.notes_title, self.notes)):
            column = QVBoxLayout()
            column.setSpacing(metrics.GAP_TINY)
            for one in together:
                column.addWidget(one)
            self.inner.addLayout(column)
        row = QHBoxLayout()
        row.setSpacing(metrics.GAP)
        row.addWidget(self.look)
        row.addWidget(self.bar)
        row.addStretch(1)
        self.inner.addLayout(row)

    def _show(self, news: UpdateNews) -> None:
        self.state.setText(self._words(news))
        set_property(self.state, "tone", "error" if news.state in _TROUBLE else "")
        self.looked.setText(
            self.tr("Last looked at {server}: {when}").format(server=news.server, when=moment(news.looked))
            if news.looked is not None
            else ""
        )
        self.looked.setVisible(news.looked is not None)
        shows_notes = news.state in NEWER and bool(news.notes)
        self.notes_title.setText(self.tr("What is new in {version}").format(version=news.version))
        self.notes.setText(_short(news.notes))
        for one in (self.notes_title, self.notes):
            one.setVisible(shows_notes)
        self.look.setEnabled(news.state not in (*_AT_WORK, UpdateState.OFF, UpdateState.NO_SERVER))
        self.bar.setVisible(news.state is UpdateState.FETCHING)
        self.bar.setValue(_STEPS * news.done // news.total if news.total else 0)

    def _words(self, news: UpdateNews) -> str:
        if news.state is UpdateState.LOOKING:
            return self.tr("Looking for a new version…")
        if news.state is UpdateState.FETCHING:
            return self.tr("Version {version} is being fetched…").format(version=news.version)
        return said(words_of_update(news))

    def _on_look(self) -> None:
        self.look.setEnabled(False)
        self._updates.look()

    def _on_setting(self, _key: str) -> None:
        """It counts at once: what was known may be of another channel, or nobody may be asked any more."""
        self._updates.look()


def _short(notes: str) -> str:
    return notes if len(notes) <= _MOST_NOTES else f"{notes[:_MOST_NOTES].rsplit(' ', 1)[0]} …"
