"""What holds for everybody in the tenant: admins change it, everybody else sees what it is and why it stays so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lazi_desktop.domain.errors import InvalidValue
from lazi_desktop.domain.team import HIDEABLE, Level, TeamSettings
from lazi_desktop.domain.typed_text import parse_number
from lazi_desktop.ports.engine import Connection, ConnectionChanged
from lazi_desktop.ports.team import TeamDeed, TeamRead
from lazi_desktop.ui.context import UiContext
from lazi_desktop.ui.said import said
from lazi_desktop.ui.settings.cards import Card
from lazi_desktop.ui.settings.controls import Control, NumberControl, SwitchControl
from lazi_desktop.ui.settings.setting_row import TITLE_WIDTH
from lazi_desktop.ui.sync.engine_signals import EngineSignals
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.widgets.basics import label

_CENT = Decimal("0.01")
_MOST_ROUNDED = Decimal(10_000)


class TeamCard(Card):
    """Kept in the shared database: what is asked for is there once that has answered, and not before."""

    def __init__(self, context: UiContext, signals: EngineSignals) -> None:
        super().__init__(self.tr("For the whole team"))
        self._context = context
        self._connection = Connection.SYNCING
        self._asked: tuple[TeamRow, dict[str, Any]] | None = None
        """What was changed."""
        self.words = label("", "muted", wrap=True)
        self.floor = TeamRow(
            self.tr("Margin floor"),
            NumberControl(self.tr("Margin floor"), "%"),
            self.tr("Margins below it are shown as needing a look."),
        )
        self.rounding = TeamRow(
            self.tr("Rounding of prices"),
            NumberControl(self.tr("Rounding of prices"), self.tr("dollars")),
            self.tr(
                "What repricing rounds to, unless somebody chooses otherwise there: 0.01 is to the cent."
            ),
        )
        titles = {"estimator": self.tr("Estimators"), "viewer": self.tr("Viewers")}
        self.sight = {
            level: TeamRow(
                titles[level],
                SwitchControl(titles[level], self.tr("They see costs and margins")),
                self.tr(
                    "Where not, nothing that tells a cost is shown, found, copied, printed or saved for them."
                ),
            )
            for level in reversed(HIDEABLE)
        }
        self.rows = [self.floor, self.rounding, *self.sight.values()]
        self.inner.setSpacing(metrics.GAP + metrics.GAP_TINY)
        self.inner.addWidget(self.words)
        for row in self.rows:
            self.inner.addWidget(row)
        self._listen(signals)
        self._show()

    def _listen(self, signals: EngineSignals) -> None:
        self.floor.control.given.connect(lambda text: self._give(self.floor, lambda: self._with_floor(text)))
        self.rounding.control.given.connect(
            lambda text: self._give(self.rounding, lambda: self._with_rounding(text))
        )
        for level, row in self.sight.items():
            row.control.given.connect(
                lambda sees, level=level, row=row: self._give(row, lambda: self._with_sight(level, sees))
            )
        edits = self._context.edits
        for news in (edits.level_changed, edits.team_settings_changed):
            news.connect(self._show)
        signals.connection_changed.connect(self._on_connection)
        signals.team_read.connect(self._on_answer)

    # -------------------------------------------------------------------------------------------------------- showing

    @property
    def why_not(self) -> str:
        """Why this person cannot change them now, "" where they can."""
        level = self._context.edits.level
        if level != "admin":
            return self.tr("Admins change these. Your role is {level}.").format(
                level=level or self.tr("not known yet")
            )
        if self._connection is not Connection.ONLINE:
            return self.tr(
                "The shared database cannot be reached now: this is what it said last, and nobody can change it here."
            )
        return ""

    def _show(self) -> None:
        settings, why_not = self._context.edits.team_settings, self.why_not
        where = self.tr(
            "Kept in the shared database, for the whole team. What your organisation sets on a computer does not "
            "change them."
        )
        self.words.setText(" ".join(filter(None, (where, why_not))))
        self.floor.control.show_value(str(settings.margin_floor * 100))
        self.rounding.control.show_value(str(settings.round_to))
        for level, row in self.sight.items():
            row.control.show_value(level not in settings.hidden_costs)
        for row in self.rows:
            row.control.setEnabled(not why_not and self._asked is None)
            row.control.setToolTip(why_not)

    def _on_connection(self, event: ConnectionChanged) -> None:
        if event.connection is not self._connection:
            self._connection = event.connection
            self._show()

    # ------------------------------------------------------------------------------------------------------- changing

    def _give(self, row: TeamRow, made: Callable[[], TeamSettings]) -> None:
        for one in self.rows:
            one.say("")
        try:
            wanted = made()
        except InvalidValue as problem:
            row.say(said(problem.detail))
            return
        shown = self._context.edits.team_settings
        if wanted == shown:
            self._show()
            return
        self._asked = row, wanted.changes_since(shown)
        self._show()
        self._context.engine.put_team_settings(wanted, shown)

    def _on_answer(self, event: TeamRead) -> None:
        if event.deed is not TeamDeed.SETTINGS or self._asked is None:
            return
        row, changes = self._asked
        self._asked = None
        if event.error is None:
            edits = self._context.edits
            edits.use_team_settings(edits.team_settings.with_changes(changes))
        self._show()
        if event.error is not None:
            row.say(said(event.error.detail or event.error.title))
        row.control.setFocus(Qt.FocusReason.OtherFocusReason)

    def _with_floor(self, text: str) -> TeamSettings:
        found = _number(text)
        if not 0 <= found < 100 or found % _CENT:
            raise InvalidValue(
                "A share of the price: from 0 to less than 100 percent, with two decimals at most."
            )
        return replace(
            self._context.edits.team_settings, margin_floor=Decimal(f"{(found / 100).normalize():f}")
        )

    def _with_rounding(self, text: str) -> TeamSettings:
        found = _number(text)
        if not _CENT <= found <= _MOST_ROUNDED or found % _CENT:
            raise InvalidValue("Whole cents, from 0.01 to 10,000 dollars.")
        return replace(self._context.edits.team_settings, round_to=Decimal(f"{found.normalize():f}"))

    def _with_sight(self, level: Level, sees: bool) -> TeamSettings:
        settings = self._context.edits.team_settings
        hidden = settings.hidden_costs - {level} if sees else settings.hidden_costs | {level}
        return replace(settings, hidden_costs=hidden)


class TeamRow(QWidget):
    """Title, control, what it is for, and what is wrong with what was asked for."""

    def __init__(self, title: str, control: Control, told: str) -> None:
        super().__init__()
        self.control = control
        self.problem = label("", "error", wrap=True)
        self.problem.hide()
        name = label(title, "muted", wrap=True)
        name.setFixedWidth(TITLE_WIDTH)
        name.setMinimumHeight(metrics.CONTROL_HEIGHT)
        column = QVBoxLayout()
        column.setSpacing(2)
        for widget in (control, self.problem, label(told, "small", wrap=True)):
            column.addWidget(widget)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(metrics.GAP_LARGE)
        across.addWidget(name, 0, Qt.AlignmentFlag.AlignTop)
        across.addLayout(column, 1)

    def say(self, problem: str) -> None:
        self.control.mark_wrong(bool(problem))
        self.problem.setText(problem)
        self.problem.setAccessibleName(problem)
        self.problem.setVisible(bool(problem))


def _number(text: str) -> Decimal:
    found = parse_number(text)
    if found is None:
        raise InvalidValue("Type a number.")
    return found
