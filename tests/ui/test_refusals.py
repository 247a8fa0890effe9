"""Edits that the hub did not take, and people who may only look."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QPushButton, QWidget

from lazi_desktop.domain.errors import LaziError
from lazi_desktop.domain.field_tables import FIELDS
from lazi_desktop.domain.fields import FieldType
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.kits.parts import KitPart
from lazi_desktop.domain.ops import NoEntity, OpKind, OpOutcome
from lazi_desktop.domain.values import Value
from lazi_desktop.operations.edit_fields import FieldEdit
from lazi_desktop.ports.engine import Connection, ConnectionChanged, OpsRefused, RefusedOp
from lazi_desktop.ui.edits import Edits
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
        op_kind = OpKind.SET if field else OpKind.SUBMIT
        return RefusedOp(
            op_kind, key, kind, fields["code"], field, Decimal("24.99"), outcome, "You may only look."
        )

    @property
    def text(self) -> str:
        assert self.refusals.dialog is not None
        return self.refusals.dialog.text.text()


NO_PRICES = "Prices are set by managers: your role (estimator) can propose everything else."
"""As the hub says it, of what was typed under another role."""


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


NAMES = [str(UUID(int=number)) for number in (1, 2)]
Q4: Mapping[str, Any] = {"change_set": UUID(int=9), "set_name": "Q4 PVC increase"}


@pytest.mark.parametrize(
    "said, sentence",
    [
        ({"op_kind": OpKind.FILE, "value": NAMES, **Q4},
         "2 changes of UN-1028 could not be moved to “Q4 PVC increase”: You may only look."),
        ({"op_kind": OpKind.FILE, "value": NAMES[:1]},
         "1 change of UN-1028 could not be taken out of the change-set: You may only look."),
        ({"op_kind": OpKind.FILE, "value": NAMES[:1], "change_set": UUID(int=9)},
         "1 change of UN-1028 could not be moved to another change-set: You may only look."),
        ({"op_kind": OpKind.ANSWER, "value": {"ops": NAMES, "verdict": "accepted", "reason": ""}},
         "What is proposed for UN-1028 could not be accepted: You may only look."),
        ({"op_kind": OpKind.ANSWER, "value": {"ops": NAMES, "verdict": "rejected", "reason": "No"}},
         "What is proposed for UN-1028 could not be rejected: You may only look."),
        ({"op_kind": OpKind.ANSWER, "value": {"ops": NAMES, "verdict": "withdrawn", "reason": ""}},
         "What you proposed for UN-1028 could not be withdrawn: You may only look."),
        ({"op_kind": OpKind.ANSWER, "value": {"ops": NAMES, "verdict": "accepted", "reason": ""},
          "outcome": OpOutcome.NOOP, "reason": ""},
         ("Somebody answered what is proposed for UN-1028 before you accepted it. Your edit of it stands;"
          " please look whether it should.")),
        ({"op_kind": OpKind.CREATE}, "UN-1028 was not added: You may only look."),
        ({"op_kind": OpKind.DISCARD}, "UN-1028 was not thrown away: You may only look."),
        ({"op_kind": OpKind.PROPOSE, "field": "price"},
         "Your proposal of 24.99 as Price of UN-1028 was not taken: You may only look."),
        *(({"op_kind": kind, "field": "price", "reason": NO_PRICES},
           f"Price of UN-1028 stays as it was, and your 24.99 is dropped. {NO_PRICES}")
          for kind in (OpKind.PROPOSE, OpKind.SET)),
        ({"op_kind": OpKind.RESOLVE, "field": "price"},
         "Your decision for 24.99 as Price of UN-1028 was not taken: You may only look."),
        ({"op_kind": OpKind.UNSET, "field": "price", "value": None},
         "Your change of Price of UN-1028 could not be taken back: You may only look."),
        ({"op_kind": OpKind.SUBMIT, "reason": ""},
         "Your changes of UN-1028 were not submitted: The shared database gave no reason."),
    ],
)  # fmt: skip
def test_a_refusal_says_what_was_not_done(watched: Watched, said: Mapping[str, Any], sentence: str) -> None:
    watched.refuse(replace(watched.one(field=""), **said))
    assert watched.text == sentence


@pytest.mark.parametrize(
    "field, value, sentence",
    [
        (
            "message",
            "Q5",
            "The change-set “Q4 PVC increase” could not be renamed to “Q5”: You may only look.",
        ),
        (
            "message",
            "Q4 PVC increase",
            "The change-set “Q4 PVC increase” was not founded: You may only look.",
        ),
        ("state", "held", "The change-set “Q4 PVC increase” stays as it was: You may only look."),
    ],
)
def test_a_refused_word_of_a_change_set_leads_to_no_row(
    watched: Watched, field: str, value: str, sentence: str
) -> None:
    watched.refuse(
        RefusedOp(
            OpKind.CHANGE_SET, EntityKey(UUID(int=9)), NoEntity.CHANGE_SET, "", field, value, OpOutcome.REJECTED,
            "You may only look.", **Q4,
        )
    )  # fmt: skip
    assert watched.text == sentence
    assert watched.refusals.dialog is not None
    assert [one.text() for one in watched.refusals.dialog.findChildren(QPushButton)] == ["Close"]


@pytest.mark.parametrize(
    "kind, field, value, sentence",
    [
        (KitPart.KIT, "", {"name": "Pump pad"}, "The kit “Pump pad” was not made: You may only look."),
        (KitPart.ITEM, "", {}, "What you added to the kit “Pump pad” was not taken: You may only look."),
        (
            KitPart.ITEM,
            "quantity",
            5,
            "Your change of Quantity in the kit “Pump pad” was not taken: You may only look.",
        ),
        (KitPart.GROUP, "gone", True, "The kit “Pump pad” stays as it was: You may only look."),
    ],
)
def test_what_was_refused_of_a_kit_is_told_by_its_name(
    watched: Watched, kind: KitPart, field: str, value: object, sentence: str
) -> None:
    watched.refuse(
        RefusedOp(
            OpKind.KIT, EntityKey(UUID(int=9)), kind, "Pump pad", field, value, OpOutcome.REJECTED,
            "You may only look.",
        )
    )  # fmt: skip
    assert watched.text == sentence
    assert watched.refusals.dialog is not None
    assert [one.text() for one in watched.refusals.dialog.findChildren(QPushButton)] == ["Close"]


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
    before = app.book.effective(key, "display_name")
    app.edits.edit([FieldEdit(key, "display_name", "Pump union", before)], initiator=initiator)
    app.edits.submit([UUID(int=1)], initiator=initiator)
    app.edits.discard([app.book.make_new(EntityKind.MATERIAL, code="N-1")], initiator=initiator)
    app.settle(watched.qtbot)
    [proposal] = app.queries.proposals()
    assert (proposal.code, proposal.value, proposal.now) == ("UN-1028", "Pump union", before)
    assert app.book.effective(key, "display_name") == before
    assert app.notifier.told == ["Proposed: 1 change. A manager decides."]
    assert [problem.title for problem in app.notifier.problems] == [
        "There is nothing to do",
        "Nothing was changed",
    ]


PRICES = "Prices are set by managers. Your role is estimator: you can propose everything else."


@pytest.mark.parametrize(
    "field", ["price", "cost", "add_on_price", "is_price_locked", "taxable", "primary_vendor"]
)
def test_what_moves_money_an_estimator_cannot_even_propose(watched: Watched, field: str) -> None:
    app = watched.app
    app.edits.use_level("estimator")
    key = app.book.key("UN-1028")
    seen = app.book.effective(key, field)
    value: Value = Decimal(24)
    if field == "primary_vendor":
        value = {"vendorId": 1, "vendorName": "Acme", "cost": 5}
    if FIELDS[EntityKind.MATERIAL][field].type is FieldType.FLAG:
        value = not seen
    app.edits.edit([FieldEdit(key, field, value, seen)], initiator=QObject())
    app.settle(watched.qtbot)
    assert app.book.ledger == []
    assert [problem.detail for problem in app.notifier.problems] == [PRICES]


def test_prices_are_left_out_of_a_larger_step_and_counted(watched: Watched) -> None:
    app = watched.app
    app.edits.use_level("estimator")
    key = app.book.key("UN-1028")
    names = {"display_name": "Pump union", "price": Decimal(24), "cost": Decimal(2)}
    edits = [FieldEdit(key, name, value, app.book.effective(key, name)) for name, value in names.items()]
    app.edits.edit(edits, initiator=QObject())
    app.settle(watched.qtbot)
    assert [op.field for op in app.book.ledger] == ["display_name"]
    assert app.notifier.told == ["Proposed: 1 change. A manager decides.", f"2 changes left out. {PRICES}"]


def test_an_estimator_who_starts_offline_proposes(watched: Watched) -> None:
    app, initiator = watched.app, QObject()
    app.edits.use_level("estimator")
    app.settle(watched.qtbot)
    again = Edits(app.workspace, app.engine, app.tasks)
    assert (again.may_edit, again.may_only_propose) == (False, True)
    key = app.book.key("UN-1028")
    again.edit(
        [FieldEdit(key, "display_name", "Union", app.book.effective(key, "display_name"))],
        initiator=initiator,
    )
    app.settle(watched.qtbot)
    assert [op.kind for op in app.book.ledger] == [OpKind.PROPOSE]


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
