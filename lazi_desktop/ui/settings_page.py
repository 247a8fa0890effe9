"""The Settings page: how the window looks, what it is connected to, which versions run."""

from __future__ import annotations

import platform
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6 import __version__ as pyside_version
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QApplication,
    QButtonGroup,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from lazi_desktop.ui.context import UiContext
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.apply import SCHEMES, Scheme, apply_theme, chosen_scheme
from lazi_desktop.ui.theme.icons import Glyph
from lazi_desktop.ui.widgets.basics import button, frame, label


@dataclass(frozen=True, slots=True)
class Fact:
    """One line about the connection or a version, never a secret."""

    title: str
    text: str


class SettingsPage(QWidget):
    """`scheme_chosen(scheme)`: the look has changed, to be kept. `change_connection_wanted` asks for the form."""

    scheme_chosen = Signal(str)
    change_connection_wanted = Signal()

    def __init__(
        self,
        context: UiContext,
        facts: Sequence[Fact],
        version: str,
        *,
        can_change_connection: bool = False,
        rules: QWidget | None = None,
        schedule: QWidget | None = None,
    ) -> None:
        """`rules` is the card of the conflict rules, `schedule` that of what runs by itself."""
        super().__init__()
        self._context = context
        self._facts = [*facts]
        self._can_change_connection = can_change_connection
        self._versions = [
            Fact(self.tr("LAZI Desktop"), version),
            Fact(self.tr("Python"), platform.python_version()),
            Fact(self.tr("Qt"), pyside_version),
            Fact(self.tr("System"), f"{platform.system()} {platform.release()}"),
        ]
        self.schemes = {scheme: QRadioButton(self._scheme_words(scheme)) for scheme in SCHEMES}
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(metrics.GAP)
        column.addWidget(label(self.tr("Settings"), "title"))
        column.addWidget(self._look())
        column.addWidget(self._connection())
        for card in (schedule, rules):
            if card is not None:
                column.addWidget(card)
        self._about_at = column.count()
        column.addWidget(self._about())
        column.addStretch(1)
        self._column = column
        narrow = QWidget()
        narrow.setProperty("surface", "plain")
        narrow.setMaximumWidth(720)
        narrow.setLayout(column)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(narrow)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)

    def add_card(self, card: QWidget) -> None:
        """Above the versions."""
        self._column.insertWidget(self._about_at, card)
        self._about_at += 1

    def _look(self) -> QFrame:
        card, inner = _card(self.tr("Look"))
        group = QButtonGroup(self)
        row = QHBoxLayout()
        row.setSpacing(metrics.GAP_LARGE)
        for scheme, choice in self.schemes.items():
            choice.setAccessibleName(self.tr("Look: {scheme}").format(scheme=choice.text()))
            choice.setChecked(scheme == chosen_scheme())
            group.addButton(choice)
            row.addWidget(choice)
            choice.clicked.connect(lambda _checked=False, chosen=scheme: self._choose(chosen))
        row.addStretch(1)
        inner.addLayout(row)
        return card

    def _connection(self) -> QFrame:
        card, inner = _card(self.tr("Connection"))
        inner.addLayout(_lines(self._facts))
        if self._can_change_connection:
            change = button(self.tr("Change connection…"), glyph=Glyph.CONNECT)
            change.clicked.connect(self.change_connection_wanted)
            row = QHBoxLayout()
            row.addWidget(change)
            row.addStretch(1)
            inner.addLayout(row)
        return card

    def _about(self) -> QFrame:
        card, inner = _card(self.tr("Versions"))
        inner.addLayout(_lines(self._versions))
        copy = button(self.tr("Copy for a support request"), glyph=Glyph.COPY)
        copy.clicked.connect(self._copy)
        row = QHBoxLayout()
        row.addWidget(copy)
        row.addStretch(1)
        inner.addLayout(row)
        return card

    def _choose(self, scheme: Scheme) -> None:
        app = QApplication.instance()
        if isinstance(app, QApplication):
            apply_theme(app, scheme)
        self.scheme_chosen.emit(scheme)

    def _copy(self) -> None:
        lines = [f"{fact.title}: {fact.text}" for fact in (*self._versions, *self._facts)]
        QGuiApplication.clipboard().setText("\n".join(lines))
        self._context.notifier.done(self.tr("Copied."))

    def _scheme_words(self, scheme: Scheme) -> str:
        return {"system": self.tr("Like the system"), "light": self.tr("Light"), "dark": self.tr("Dark")}[
            scheme
        ]


def _card(title: str) -> tuple[QFrame, QVBoxLayout]:
    card = frame("card")
    inner = QVBoxLayout(card)
    inner.setContentsMargins(18, metrics.CARD_PADDING, 18, metrics.CARD_PADDING)
    inner.setSpacing(metrics.GAP)
    inner.addWidget(label(title, "heading"))
    return card, inner


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
        title.setMinimumWidth(150)
        form.addRow(title, text)
    return form
