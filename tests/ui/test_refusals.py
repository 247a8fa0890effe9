"""Edits that the hub did not take, and people who may only look."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QPushButton, QWidget

from lazi_desktop.domain.errors import LaziError
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.ops import OpOutcome
from lazi_desktop.operations.edit_fields import FieldEdit
from lazi_desktop.ports.engine import Connection, ConnectionChanged, OpsRefused, RefusedOp
from lazi_desktop.ui.sync.engine_signals import EngineSignals
from lazi_desktop.ui.sync.refusals import Refusals
from tests.fakes.ui_fakes import FakeApp


class Watched:
    def __init__(self, app: FakeApp, qtbot) -> None:
        self.app = app
        self.qtbot = qtbot
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.window.show()
        self.signals = EngineSignals(app.engine, app.edits)
        self.refusals = Refusals(self.signals, self.window)

    def refuse(self, *refused: RefusedOp) -> None:
        with self.qtbot.waitSignal(self.signals.refused):
            self.app.engine.tell(OpsRefused(refused))

    def one(
        self, number: int = 4, outcome: OpOutcome = OpOutcome.REJECTED, field: str = "price"
    ) -> RefusedOp:
        key = self.app.book.skus[number]
        kind, fields = self.app.book.mirror[key]
        return RefusedOp(key, kind, fields["code"], field, Decimal("24.99"), outcome, "You may only look.")

    @property
    def text(self) -> str:
        assert self.refusals.dialog is not None
        return self.refusals.dialog.text.text()


@pytest.fixture
def watched(app: FakeApp, qtbot) -> Watched:
    return Watched(app, qtbot)


def test_a_refused_edit_is_named_with_its_value_and_the_reason(watched: Watched) -> None:
    watched.refuse(watched.one())
    assert watched.text == ("Your change of Price of UN-1028 to 24.99 was not taken: You may only look.")


def test_it_can_be_shown_in_the_grid(watched: Watched) -> None:
    watched.refuse(watched.one())
    assert watched.refusals.dialog is not None
    buttons = {one.text(): one for one in watched.refusals.dialog.findChildren(QPushButton)}
    assert buttons["Close"].isDefault()
    with watched.qtbot.waitSignal(watched.refusals.show_wanted) as shown:
        watched.qtbot.mouseClick(buttons["Show in grid"], Qt.MouseButton.LeftButton)
    assert shown.args == [watched.one().entity_key]


def test_a_stale_decision_asks_to_decide_again(watched: Watched) -> None:
    watched.refuse(watched.one(outcome=OpOutcome.STALE))
    assert watched.text == "Price of UN-1028: This conflict has changed meanwhile; please decide again."


def test_a_refused_submission_names_no_field(watched: Watched) -> None:
    watched.refuse(watched.one(field=""))
    assert watched.text == "Your changes of UN-1028 were not submitted: You may only look."


def test_many_are_counted_and_what_comes_meanwhile_waits(watched: Watched) -> None:
    watched.refuse(*[watched.one(number) for number in range(1, 9)])
    first = watched.refusals.dialog
    assert first is not None
    assert first.title.text() == "8 changes were not taken"
    assert first.text.text().endswith("And 3 more.")
    watched.refuse(watched.one())
    assert watched.refusals.dialog is first
    watched.qtbot.keyClick(first, Qt.Key.Key_Escape)
    assert watched.refusals.dialog is not None
    assert watched.refusals.dialog is not first
    assert watched.refusals.dialog.title.text() == "1 change was not taken"


# ------------------------------------------------------------------------------------------------------ only looking


def test_who_may_only_look_is_told_before_anything_is_recorded(watched: Watched) -> None:
    level = "viewer"
    app, initiator = watched.app, QObject()
    failures: list[LaziError] = []
    with watched.qtbot.waitSignal(watched.signals.connection_changed):
        app.engine.tell(ConnectionChanged(Connection.ONLINE, level=level))
    assert not app.edits.may_edit
    edit = FieldEdit(app.book.key("UN-1028"), "price", Decimal("24.99"), Decimal(1))
    app.edits.edit([edit], initiator=initiator, failed=failures.append)
    app.edits.revert([(edit.key, "price")], initiator=initiator)
    app.settle(watched.qtbot)
    assert app.book.ledger == []
    (error,) = failures
    assert isinstance(error, LaziError)
    assert error.detail == f"Your role ({level}) can look but not change."
    assert [str(problem) for problem in app.notifier.problems] == [
        f"Nothing was changed. Your role ({level}) can look but not change."
    ]


def test_what_an_estimator_edits_is_proposed(watched: Watched) -> None:
    app, initiator = watched.app, QObject()
    with watched.qtbot.waitSignal(watched.signals.connection_changed):
        app.engine.tell(ConnectionChanged(Connection.ONLINE, level="estimator"))
    assert (app.edits.may_edit, app.edits.may_only_propose) == (False, True)
    key = app.book.key("UN-1028")
    before = app.book.effective(key, "price")
    app.edits.edit([FieldEdit(key, "price", Decimal("24.99"), before)], initiator=initiator)
    app.edits.submit([UUID(int=1)], initiator=initiator)
    app.edits.discard([app.book.make_new(EntityKind.MATERIAL, code="N-1")], initiator=initiator)
    app.settle(watched.qtbot)
    [proposal] = app.queries.proposals()
    assert (proposal.code, proposal.value, proposal.now) == ("UN-1028", Decimal("24.99"), before)
    assert app.book.effective(key, "price") == before
    assert app.notifier.told == ["Proposed: 1 change. A manager decides."]
    assert [problem.title for problem in app.notifier.problems] == [
        "There is nothing to do",
        "Nothing was changed",
    ]


def test_managers_edit_and_nobody_is_stopped_before_the_hub_has_spoken(watched: Watched) -> None:
    assert watched.app.edits.may_edit
    for event in (
        ConnectionChanged(Connection.ONLINE, level="viewer"),
        ConnectionChanged(Connection.OFFLINE),
    ):
        with watched.qtbot.waitSignal(watched.signals.connection_changed):
            watched.app.engine.tell(event)
        assert not watched.app.edits.may_edit
    with watched.qtbot.waitSignal(watched.signals.connection_changed):
        watched.app.engine.tell(ConnectionChanged(Connection.ONLINE, level="manager"))
    assert watched.app.edits.may_edit
