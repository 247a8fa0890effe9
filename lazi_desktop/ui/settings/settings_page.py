"""The Settings page: what can be set, what it is connected to, which versions run; and a search in all of it."""

from __future__ import annotations

import platform
from collections.abc import Sequence

from PySide6 import __version__ as pyside_version
from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from lazi_desktop.ports.settings import SettingsBook
from lazi_desktop.ports.updates import Updates
from lazi_desktop.ui.context import UiContext
from lazi_desktop.ui.settings.cards import Fact, FactsCard, SectionCard
from lazi_desktop.ui.settings.found_card import FoundCard
from lazi_desktop.ui.settings.reopen_card import ReopenCard
from lazi_desktop.ui.settings.sections import (
    look_section,
    schedule_section,
    servicetitan_section,
    units_section,
)
from lazi_desktop.ui.settings.setting_row import SettingRow
from lazi_desktop.ui.settings.unkept import THEME, UnkeptLook
from lazi_desktop.ui.settings.update_card import UpdateCard
from lazi_desktop.ui.settings.update_news import UpdateSignals
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.apply import SCHEMES, apply_theme
from lazi_desktop.ui.theme.icons import Glyph, icon
from lazi_desktop.ui.widgets.basics import button, label

_WIDTH = 720
_SEARCH_WIDTH = 260


class SettingsPage(QWidget):
    """`change_connection_wanted` asks for the form, `reopen_wanted` for the window anew with what was changed,
    `about_wanted` for what the program is made of."""

    change_connection_wanted = Signal()
    about_wanted = Signal()
    reopen_wanted = Signal()

    def __init__(
        self,
        context: UiContext,
        facts: Sequence[Fact],
        version: str,
        *,
        book: SettingsBook | None = None,
        can_change_connection: bool = False,
        can_reopen: bool = False,
        rules: QWidget | None = None,
        schedule: QWidget | None = None,
        team: QWidget | None = None,
        updates: Updates | None = None,
    ) -> None:
        """`rules` is the card of the conflict rules, `schedule` that of what runs by itself, `team` that of what holds
        for everybody. Without `updates` nothing is said of new versions."""
        super().__init__()
        self._context = context
        self._facts = [*facts]
        self._version = version
        self._book: SettingsBook = book or UnkeptLook()
        self.updates = UpdateSignals(updates, self) if updates is not None else None
        self._cards: list[FoundCard] = []
        self.rows: dict[str, SettingRow] = {}
        self.reopen = ReopenCard(self._book, can_reopen=can_reopen)
        self.reopen.wanted.connect(self.reopen_wanted)
        self.search = self._make_search()
        self.nothing = label(self.tr("No setting fits."), "muted")
        self.nothing.hide()
        self._column = QVBoxLayout()
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(metrics.GAP)
        self._fill(can_change_connection, team, schedule, rules)
        self._arrange()

    def add_card(self, card: QWidget, *, below: int | None = None) -> None:
        """Above the versions, or below so many of the first cards."""
        self._add(card, before=1 if below is None else len(self._cards) - below)

    def _fill(
        self, can_change: bool, team: QWidget | None, schedule: QWidget | None, rules: QWidget | None
    ) -> None:
        self._column.addStretch(1)
        self._add(self._section(SectionCard(look_section(), self._book)))
        self._add(self._connection(can_change))
        self._add(team)
        self._add(self._section(SectionCard(units_section(), self._book)))
        self._add(self._section(SectionCard(schedule_section(), self._book)))
        for card in (schedule, rules):
            if card is not None:
                self._add(card)
        self._add(self._section(SectionCard(servicetitan_section(), self._book)))
        if self.updates is not None:
            self._add(self._section(UpdateCard(self._book, self.updates)))
        self._add(self._about())

    def _add(self, card: QWidget | None, *, before: int = 0) -> None:
        """`before`: how many cards stay below it."""
        if card is not None:
            found = FoundCard(card)
            self._column.insertWidget(self._column.count() - 1 - before, found)
            self._cards.append(found)

    def _section(self, card: SectionCard) -> SectionCard | None:
        """None where nothing of it can be set."""
        for row in card.rows:
            self.rows[row.setting.key] = row
            row.changed.connect(self._on_changed)
        if card.rows:
            return card
        card.deleteLater()
        return None

    def _make_search(self) -> QLineEdit:
        made = QLineEdit()
        made.setPlaceholderText(self.tr("Find a setting"))
        made.setAccessibleName(self.tr("Find a setting"))
        made.setClearButtonEnabled(True)
        made.setFixedWidth(_SEARCH_WIDTH)
        made.addAction(icon(Glyph.SEARCH, "text_muted"), QLineEdit.ActionPosition.LeadingPosition)
        made.textChanged.connect(self._find)
        return made

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.addWidget(label(self.tr("Settings"), "title"))
        head.addStretch(1)
        head.addWidget(self.search)
        top = QVBoxLayout()
        top.setSpacing(metrics.GAP)
        top.addLayout(head)
        top.addWidget(self.reopen)
        top.addWidget(self.nothing)
        above = QWidget()
        above.setMaximumWidth(_WIDTH)
        above.setLayout(top)
        top.setContentsMargins(0, 0, 0, 0)
        narrow = QWidget()
        narrow.setProperty("surface", "plain")
        narrow.setMaximumWidth(_WIDTH)
        narrow.setLayout(self._column)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(narrow)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(metrics.GAP)
        outer.addWidget(above)
        outer.addWidget(self.area, 1)

    def _connection(self, can_change: bool) -> FactsCard:
        actions = []
        if can_change:
            words = self.tr("Change connection…")
            if not self._context.has_keys:
                words = self.tr("Add this computer's ServiceTitan keys…")
            change = button(words, glyph=Glyph.CONNECT)
            change.clicked.connect(self.change_connection_wanted)
            actions.append(change)
        return FactsCard(self.tr("Connection"), self._facts, *actions)

    def _about(self) -> FactsCard:
        self._versions = [
            Fact(self.tr("LAZI Desktop"), self._version),
            Fact(self.tr("Python"), platform.python_version()),
            Fact(self.tr("Qt"), pyside_version),
            Fact(self.tr("System"), f"{platform.system()} {platform.release()}"),
        ]
        copy = button(self.tr("Copy for a support request"), glyph=Glyph.COPY)
        copy.clicked.connect(self._copy)
        if self._context.composition is None:
            return FactsCard(self.tr("Versions"), self._versions, copy)
        about = button(self.tr("About LAZI Desktop…"), glyph=Glyph.INFO)
        about.clicked.connect(self.about_wanted)
        return FactsCard(self.tr("Versions"), self._versions, copy, about)

    def _on_changed(self, key: str) -> None:
        if key == THEME:
            self._look(str(self._book.state(key).value))
        elif not self.rows[key].setting.at_once:
            self.reopen.note(key)

    def _look(self, chosen: str) -> None:
        app, scheme = QApplication.instance(), next(one for one in SCHEMES if one == chosen)
        if isinstance(app, QApplication):
            apply_theme(app, scheme)

    def _find(self, text: str) -> None:
        words = text.casefold().split()
        found = [card.search(words) for card in self._cards]
        self.nothing.setVisible(not any(found))
        QTimer.singleShot(0, self, lambda: self.area.verticalScrollBar().setValue(0))

    def _copy(self) -> None:
        lines = [f"{fact.title}: {fact.text}" for fact in (*self._versions, *self._facts)]
        QGuiApplication.clipboard().setText("\n".join(lines))
        self._context.notifier.done(self.tr("Copied."))
