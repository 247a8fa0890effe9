"""What holds for the whole team: admins change it in the shared database, all others see why they cannot."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from PySide6.QtCore import QCoreApplication, Qt

from lazi_desktop.domain.errors import HubRefused
from lazi_desktop.domain.team import TeamSettings
from lazi_desktop.ports.engine import Connection, ConnectionChanged
from lazi_desktop.ports.team import TeamDeed, TeamRead
from lazi_desktop.ui.settings.controls import NumberControl, SwitchControl
from lazi_desktop.ui.settings.team_card import TeamCard, TeamRow
from lazi_desktop.ui.sync.engine_signals import EngineSignals
from tests.fakes.ui_fakes import FakeApp


class Shown:
    def __init__(self, app: FakeApp, qtbot) -> None:
        self.app, self.qtbot = app, qtbot
        self.signals = EngineSignals(app.engine, app.edits)
        self.card = TeamCard(app.context, self.signals)
        qtbot.addWidget(self.card)
        self.card.show()

    def tell(self, event) -> None:
        self.app.engine.tell(event)
        QCoreApplication.processEvents()
        self.app.settle(self.qtbot)

    def write(self, row: TeamRow, text: str) -> None:
        assert isinstance(row.control, NumberControl)
        row.control.line.setText(text)
        self.qtbot.keyClick(row.control.line, Qt.Key.Key_Return)

    def text(self, row: TeamRow) -> str:
        assert isinstance(row.control, NumberControl)
        return row.control.line.text()

    def asked(self) -> list[TeamSettings]:
        return [what for name, what in self.app.engine.calls if name == "put_team_settings"]


@pytest.fixture
def shown(app: FakeApp, qtbot) -> Shown:
    return Shown(app, qtbot)


@pytest.fixture
def admin(shown: Shown) -> Shown:
    shown.tell(ConnectionChanged(Connection.ONLINE, level="admin"))
    return shown


def switch(row: TeamRow) -> SwitchControl:
    assert isinstance(row.control, SwitchControl)
    return row.control


@pytest.mark.parametrize("level", ["viewer", "estimator", "manager"])
def test_all_but_admins_see_them_with_the_reason(shown: Shown, level: str) -> None:
    shown.tell(
        ConnectionChanged(Connection.ONLINE, level=level, team=TeamSettings(margin_floor=Decimal("0.25")))
    )
    assert not any(row.control.isEnabled() for row in shown.card.rows)
    assert f"Admins change these. Your role is {level}." in shown.card.words.text()
    assert shown.text(shown.card.floor) == "25"


def test_offline_nobody_changes_them(admin: Shown) -> None:
    assert all(row.control.isEnabled() for row in admin.card.rows)
    admin.tell(ConnectionChanged(Connection.OFFLINE))
    assert not any(row.control.isEnabled() for row in admin.card.rows)
    assert "cannot be reached" in admin.card.words.text()
    admin.tell(ConnectionChanged(Connection.ONLINE))
    assert all(row.control.isEnabled() for row in admin.card.rows)


def test_what_an_admin_sets_counts_once_the_database_has_it(admin: Shown) -> None:
    admin.write(admin.card.floor, "12.5 %")
    wanted = TeamSettings(margin_floor=Decimal("0.125"))
    assert admin.asked() == [wanted]
    assert admin.app.edits.team_settings == TeamSettings()
    assert not admin.card.rounding.control.isEnabled()
    admin.tell(TeamRead(None, TeamDeed.SETTINGS))
    assert admin.app.edits.team_settings == wanted
    assert admin.card.rounding.control.isEnabled()
    switch(admin.card.sight["estimator"]).box.click()
    assert admin.asked()[-1] == replace(wanted, hidden_costs=frozenset(("estimator",)))


def test_what_another_admin_changes_meanwhile_stays(admin: Shown) -> None:
    admin.write(admin.card.floor, "12.5 %")
    hidden = TeamSettings(hidden_costs=frozenset(("viewer",)))
    admin.tell(ConnectionChanged(Connection.ONLINE, level="admin", team=hidden))
    admin.tell(TeamRead(None, TeamDeed.SETTINGS))
    assert admin.app.edits.team_settings == replace(hidden, margin_floor=Decimal("0.125"))


def test_what_is_refused_is_said_beside_it_and_stays_as_it_was(admin: Shown) -> None:
    admin.write(admin.card.rounding, "5")
    admin.tell(TeamRead(None, TeamDeed.SETTINGS, error=HubRefused("Only admins change this.")))
    assert admin.card.rounding.problem.text() == "Only admins change this."
    assert admin.text(admin.card.rounding) == "0.01"
    assert admin.card.floor.problem.isHidden()


def test_what_fails_otherwise_is_somebody_elses(admin: Shown) -> None:
    """The Team page asks the same engine."""
    admin.tell(TeamRead(None, TeamDeed.INVITE, error=HubRefused("No.")))
    assert all(row.problem.isHidden() for row in admin.card.rows)


@pytest.mark.parametrize(
    ("row", "text"),
    [
        ("floor", "x"),
        ("floor", "100"),
        ("floor", "-1"),
        ("floor", "0.001"),
        ("rounding", "0"),
        ("rounding", "0.005"),
        ("rounding", ""),
    ],
)
def test_wrong_figures_are_refused_with_words(admin: Shown, row: str, text: str) -> None:
    one: TeamRow = getattr(admin.card, row)
    admin.write(one, text)
    assert admin.asked() == []
    assert one.problem.text()


@pytest.mark.parametrize(
    ("row", "text", "kept"),
    [("floor", "0", "0"), ("floor", "10", "0.1"), ("floor", "12.25", "0.1225"), ("rounding", "100", "100"),
     ("rounding", "0.05", "0.05"), ("rounding", "10,000", "10000")],
)  # fmt: skip
def test_figures_are_kept_plainly(admin: Shown, row: str, text: str, kept: str) -> None:
    """The database takes no other spelling."""
    admin.write(getattr(admin.card, row), "7")
    admin.tell(TeamRead(None, TeamDeed.SETTINGS))
    admin.write(getattr(admin.card, row), text)
    values = admin.asked()[-1].as_values()
    assert values["margin_floor" if row == "floor" else "round_to"] == kept
