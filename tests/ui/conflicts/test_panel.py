"""The conflict desk, from the keyboard."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QTextEdit

from lazi_desktop.domain.history import Recorded
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.ports.engine import HistoryRead
from lazi_desktop.ports.overrides import OverrideState
from lazi_desktop.ui.conflicts.panel import ConflictPanel
from lazi_desktop.ui.formatting import moment
from lazi_desktop.ui.sync.engine_signals import EngineSignals
from tests.fakes.ui_fakes import AT, FakeApp

Key = Qt.Key


class Desk:
    def __init__(self, app: FakeApp, qtbot) -> None:
        self.app = app
        self.book = app.book
        self.qtbot = qtbot
        self.signals = EngineSignals(app.engine, app.edits)
        self.panel = ConflictPanel(app.context, self.signals)
        qtbot.addWidget(self.panel)
        self.panel.resize(560, 760)
        self.panel.show()
        self.panel.activateWindow()
        qtbot.waitUntil(lambda: QApplication.activeWindow() is self.panel)

    def settle(self) -> None:
        self.app.settle(self.qtbot)

    def open(self) -> ConflictPanel:
        self.panel.open()
        self.settle()
        return self.panel

    def sku(self, number: int):
        return self.book.skus[number]

    def price_conflict(self, number: int, ours="24.99", theirs="23.40"):
        return self.book.conflict_on(self.sku(number), "price", ours=Decimal(ours), theirs=Decimal(theirs))

    def press(self, *keys: Qt.Key) -> None:
        for key in keys:
            held = QApplication.focusWidget()
            assert held is not None
            QTest.keyClick(held, key)
            self.settle()

    def write(self, text: str) -> None:
        held = QApplication.focusWidget()
        assert held is not None
        QTest.keyClicks(held, text)

    def effective(self, number: int, field: str = "price"):
        return self.book.detail(self.sku(number)).effective[field]

    def texts(self) -> list[str]:
        return [shown.text() for shown in self.panel.findChildren(QLabel) if shown.isVisible()]


@pytest.fixture
def desk(app: FakeApp, qtbot) -> Desk:
    return Desk(app, qtbot)


def test_without_a_conflict_it_says_so(desk: Desk) -> None:
    desk.open()
    assert desk.panel.title.text() == "No conflict is open"
    assert not desk.panel.view.take.isVisible()


def test_twenty_three_are_decided_with_one_key_each(desk: Desk) -> None:
    for number in range(23):
        desk.price_conflict(number, theirs=f"{20 + number}.40")
    panel = desk.open()
    assert panel.title.text() == "Conflict 1 of 23"
    for number in range(23):
        desk.press(Key.Key_Left if number % 2 else Key.Key_Right)
    assert desk.book.open_conflicts == {}
    assert desk.effective(0) == Decimal("24.99")
    assert desk.effective(1) == Decimal("21.40")
    assert panel.title.text() == "No conflict is open"


def test_prices_of_an_entry_are_decided_as_one_line(desk: Desk) -> None:
    desk.price_conflict(1)
    desk.book.conflict_on(desk.sku(1), "member_price", ours=Decimal("22.99"), theirs=Decimal("21.53"))
    desk.book.conflict_on(desk.sku(1), "name", ours="Ours", theirs="Theirs")
    panel = desk.open()
    assert panel.title.text() == "Conflict 1 of 2"
    assert panel.subject.text().endswith("price, member price")
    assert panel.view.together.isVisible()
    desk.press(Key.Key_Left)
    assert (desk.effective(1), desk.effective(1, "member_price")) == (Decimal("23.40"), Decimal("21.53"))
    assert panel.title.text() == "Conflict 1 of 1"


def test_one_answer_decides_all_that_look_alike(desk: Desk) -> None:
    for number in range(1, 6):
        desk.price_conflict(number, ours="99.00", theirs="98.00")
    desk.book.conflict_on(desk.sku(7), "name", ours="Ours", theirs="Theirs")
    panel = desk.open()
    assert panel.strip.isVisible()
    assert "4 more look like this: ServiceTitan raised price, we raised price." in panel.strip.words.text()
    desk.press(Key.Key_A)
    assert panel.strip.is_asking
    assert "list prices −5.00" in panel.strip.words.text()
    desk.press(Key.Key_Left)
    assert [one.field for one in desk.book.open_conflicts.values()] == ["name"]
    assert desk.effective(5) == Decimal("98.00")
    assert desk.app.notifier.told[-1] == "5 conflicts decided."
    assert len({op.txn_id for op in desk.book.ledger}) == 1


def test_escape_leaves_the_question_about_all(desk: Desk) -> None:
    for number in (1, 2):
        desk.price_conflict(number)
    panel = desk.open()
    desk.press(Key.Key_A, Key.Key_Escape)
    assert not panel.strip.is_asking
    desk.press(Key.Key_Right)
    assert len(desk.book.open_conflicts) == 1


def test_a_third_value_is_typed(desk: Desk) -> None:
    desk.price_conflict(1)
    panel = desk.open()
    desk.press(Key.Key_E)
    assert not panel.view.take.isVisible()
    desk.write("abc")
    desk.press(Key.Key_Return)
    assert panel.view.problem.isVisible()
    assert desk.book.open_conflicts
    panel.view.values.editors["price"].select_all()
    desk.write("24.5")
    desk.press(Key.Key_Return)
    assert desk.effective(1) == Decimal("24.5")
    assert desk.book.open_conflicts == {}


def test_escape_takes_back_what_was_being_typed(desk: Desk) -> None:
    desk.price_conflict(1)
    panel = desk.open()
    desk.press(Key.Key_E, Key.Key_Escape)
    assert panel.view.values.editors == {}
    assert QApplication.focusWidget() is panel.view.keep
    desk.press(Key.Key_Right)
    assert desk.effective(1) == Decimal("24.99")


def test_what_somebody_else_decides_does_not_take_away_what_is_typed(desk: Desk) -> None:
    desk.price_conflict(1)
    other = desk.price_conflict(2)
    panel = desk.open()
    desk.press(Key.Key_E)
    desk.write("24.5")
    desk.book.open_conflicts.pop(other.conflict_id)
    panel.refresh()
    desk.settle()
    assert panel.title.text() == "Conflict 1 of 1"
    assert panel.view.values.editors["price"].text() == "24.5"


def test_a_conflict_that_moved_on_is_shown_again(desk: Desk) -> None:
    desk.price_conflict(1)
    desk.price_conflict(2)
    panel = desk.open()
    desk.book.open_conflicts.pop(next(iter(desk.book.open_conflicts)))
    desk.press(Key.Key_Right)
    assert "Somebody has settled this conflict already." in panel.view.problem.text()
    assert panel.title.text() == "Conflict 1 of 1"
    assert panel.view.keep.isEnabled()


def test_a_list_is_merged_row_by_row(desk: Desk) -> None:
    service = next(key for key, (kind, _) in desk.book.mirror.items() if kind is EntityKind.SERVICE)
    numbers = [desk.book.remote_ids[desk.sku(at)] for at in (1, 2, 3)]
    desk.book.mirror[service][1]["service_materials"] = [{"skuId": one, "quantity": 1} for one in numbers[:2]]
    desk.book.conflict_on(
        service,
        "service_materials",
        ours=[{"skuId": numbers[0], "quantity": 2}, {"skuId": numbers[1], "quantity": 1}],
        theirs=[
            {"skuId": numbers[0], "quantity": 3},
            {"skuId": numbers[1], "quantity": 1},
            {"skuId": numbers[2], "quantity": 9},
        ],
    )
    panel = desk.open()
    assert not panel.view.edit.isVisible()
    desk.press(Key.Key_M)
    assert panel.view.rows is not None
    model = panel.view.rows.rows_model
    assert model.index(0, 0).data().startswith(desk.book.row(1).code[:2])
    assert not panel.view.save.isEnabled()
    assert panel.view.problem.text() == "1 row waits for you: ← or →."
    desk.press(Key.Key_Right, Key.Key_Return)
    merged = desk.book.detail(service).effective["service_materials"]
    assert merged == [
        {"skuId": numbers[0], "quantity": 2},
        {"skuId": numbers[1], "quantity": 1},
        {"skuId": numbers[2], "quantity": 9},
    ]


def test_long_texts_show_what_each_side_made_of_the_base(desk: Desk) -> None:
    key = desk.sku(1)
    desk.book.mirror[key][1]["description"] = "<p>A white union</p>"
    desk.book.conflict_on(key, "description", ours="<p>A white pump union</p>", theirs="<p>A grey union</p>")
    panel = desk.open()
    texts = [shown.toPlainText() for shown in panel.findChildren(QTextEdit)]
    assert texts == ["A white union", "A whitegrey union", "A white pump union", "A white pump union"]


def test_ours_bears_the_time_of_the_change_not_of_the_conflict(desk: Desk) -> None:
    standing, lost = desk.price_conflict(1), desk.price_conflict(2, ours="1.00")
    found = "2026-03-05T16:45:00.0000000Z"
    conflicts = desk.book.open_conflicts
    conflicts[standing.conflict_id] = replace(standing, mine=False, at=found)
    conflicts[lost.conflict_id] = replace(lost, mine=False, standing=False, at=found)
    del desk.book.overrides[lost.entity_key, "price"]
    desk.open()
    assert f"Dana · {moment(AT)}" in desk.texts()
    desk.press(Key.Key_Down)
    assert f"Dana · found {moment(found)}" in desk.texts()


def test_what_the_history_knows_of_both_sides_is_said(desk: Desk) -> None:
    conflict = desk.price_conflict(1)
    panel = desk.open()
    pulls = [
        Recorded(number=2, at=datetime(2026, 3, 4, 9, tzinfo=UTC), by="", action="pull",
                 before={"price": conflict.base}, after={"price": conflict.theirs}),
        Recorded(number=1, at=datetime(2026, 3, 2, 9, tzinfo=UTC), by="", action="pull",
                 before={}, after={"price": conflict.base}),
    ]  # fmt: skip
    with desk.qtbot.waitSignal(desk.signals.history_read):
        desk.app.engine.tell(HistoryRead(conflict.entity_key, pulls))
    desk.qtbot.waitUntil(lambda: f"pulled {moment(pulls[1].at)}" in desk.texts())
    assert f"seen {moment(pulls[0].at)}" in desk.texts()
    assert panel.view.keep.isVisible()


def test_what_cannot_be_typed_can_still_be_decided(desk: Desk) -> None:
    desk.book.conflict_on(desk.sku(1), "categories", ours=[1, 2], theirs=[3])
    panel = desk.open()
    assert not panel.view.edit.isVisible()
    desk.press(Key.Key_Left)
    assert desk.book.open_conflicts == {}


def test_leafing_decides_nothing(desk: Desk) -> None:
    desk.price_conflict(1)
    desk.price_conflict(2, ours="1.00")
    panel = desk.open()
    desk.press(Key.Key_Down)
    assert panel.title.text() == "Conflict 2 of 2"
    assert not panel.next.isEnabled()
    desk.press(Key.Key_Down, Key.Key_Up)
    assert panel.title.text() == "Conflict 1 of 2"
    assert len(desk.book.open_conflicts) == 2


def test_the_one_asked_for_is_in_front(desk: Desk) -> None:
    desk.price_conflict(1)
    second = desk.price_conflict(2)
    desk.panel.refresh(second.conflict_id)
    desk.settle()
    assert desk.panel.title.text() == "Conflict 2 of 2"


def test_the_desk_fits_beside_a_list_on_a_small_screen(desk: Desk) -> None:
    desk.price_conflict(5)
    desk.open()
    desk.panel.resize(360, 700)
    assert desk.panel.minimumSizeHint().width() <= 360
    shown = (desk.panel.view.take, desk.panel.view.keep, desk.panel.view.edit, desk.panel.show_button)
    for control in shown:
        right = control.mapTo(desk.panel, control.rect().bottomRight()).x()
        assert right <= desk.panel.width()
        assert control.width() >= control.minimumSizeHint().width()


def test_it_is_said_what_was_confirmed_before_and_goes_out_with_a_decision(desk: Desk) -> None:
    desk.price_conflict(1)
    desk.book.override(desk.sku(1), "cost", Decimal(3), state=OverrideState.SUBMITTED)
    desk.open()
    desk.press(Qt.Key.Key_Right)
    assert "1 change of UN-1007 that you had confirmed: on the way now." in desk.app.notifier.told
