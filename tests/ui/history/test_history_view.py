"""The timeline of an entity: what it says, what it lets through, and how it leads back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtWidgets import QAbstractItemView

from lazi_desktop.domain.errors import HubUnavailable
from lazi_desktop.domain.history import Recorded
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.team import TeamSettings
from lazi_desktop.operations.edit_fields import FieldEdit
from lazi_desktop.ports.engine import HistoryRead
from lazi_desktop.ui.history.history_view import FieldWish, HistoryView
from lazi_desktop.ui.sync.engine_signals import EngineSignals
from lazi_desktop.ui.widgets.two_lines import LineRole
from tests.fakes.ui_fakes import FakeApp

NOON = datetime(2026, 3, 5, 12, tzinfo=UTC)


class Reader:
    """A view, and somebody who reads it."""

    def __init__(self, app: FakeApp, qtbot: Any) -> None:
        self.app, self.qtbot = app, qtbot
        self.signals = EngineSignals(app.engine, app.edits)
        self.wish = FieldWish(self.signals)
        self.view = HistoryView(app.context, self.signals, self.wish)
        qtbot.addWidget(self.view)
        self.view.resize(320, 600)
        self.view.show()
        app.edits.changed.connect(self.show)
        self.key = next(key for key, (kind, _) in app.book.mirror.items() if kind is EntityKind.MATERIAL)

    def show(self, *_: object) -> None:
        self.view.show_entity(self.app.book.detail(self.key))
        self.app.settle(self.qtbot)

    def answer(self, *records: Recorded, **more: Any) -> None:
        with self.qtbot.waitSignal(self.signals.history_read):
            self.app.engine.tell(HistoryRead(self.key, list(records), **more))

    def told(self, role: LineRole = LineRole.TITLE) -> list[str]:
        rows = self.view.rows
        indexes = [rows.index(row, 0) for row in range(rows.rowCount())]
        return [index.data(role) for index in indexes if index.data(LineRole.SUBJECT) is not None]

    def choose(self, *places: int) -> None:
        rows = self.view.rows
        entries = [
            row for row in range(rows.rowCount()) if rows.index(row, 0).data(LineRole.SUBJECT) is not None
        ]
        selection = self.view.list.selectionModel()
        selection.clearSelection()
        for place in places:
            selection.select(rows.index(entries[place], 0), selection.SelectionFlag.Select)

    def now(self, name: str) -> Any:
        return self.app.book.detail(self.key).effective.get(name)


def record(action: str, field: str = "", before: Any = None, after: Any = None, **more: Any) -> Recorded:
    given: dict[str, Any] = {
        "number": 1,
        "at": NOON,
        "by": "Ann",
        "device": "Ann's PC",
        "op_id": UUID(int=1),
    } | more
    return Recorded(action=action, field=field, before=before, after=after, **given)


@pytest.fixture
def reader(app: FakeApp, qtbot) -> Reader:
    reader = Reader(app, qtbot)
    reader.show()
    return reader


def test_who_did_what_and_when_in_plain_words(reader: Reader) -> None:
    price = reader.now("price")
    reader.answer(
        record("set", "price", 10, price, message="Spring prices"),
        record("pull", before={"cost": 5}, after={"cost": 6}, at=NOON - timedelta(days=3)),
        record("create", at=NOON - timedelta(days=400)),
    )
    assert reader.told() == [f"Price  10.00 → {price:,.2f}", "Cost  5.00 → 6.00", "Made here"]
    assert reader.told(LineRole.DETAIL) == [
        "Ann  ·  changed it here  ·  “Spring prices”", "ServiceTitan  ·  changed there", "Ann",
    ]  # fmt: skip
    headings = [
        reader.view.rows.index(row, 0).data(LineRole.TITLE)
        for row in range(reader.view.rows.rowCount())
        if reader.view.rows.index(row, 0).data(LineRole.SUBJECT) is None
    ]
    assert len(headings) == 3
    assert headings[1].startswith("Monday, 2 March")


def test_proposals_and_their_answers_in_plain_words(reader: Reader) -> None:
    reader.show()
    reader.answer(
        record("file", "price", None, "1"),
        record("answer: rejected", "price", 12, "Too dear"),
        record("propose", "price", 10, 12),
    )
    assert reader.told() == ["Price went under another change-set", "Price  12.00", "Price  10.00 → 12.00"]
    details = reader.told(LineRole.DETAIL)
    assert "rejected the proposal" in details[1]
    assert "“Too dear”" in details[1]
    assert "proposed it" in details[2]


def test_entries_are_of_one_field_or_one_person(reader: Reader) -> None:
    reader.answer(
        record("set", "price", 10, 12),
        record("set", "cost", 1, 2, by="Bob", op_id=UUID(int=2)),
        record("pull", before={"price": 9}, after={"price": 10}, op_id=None),
    )
    filters = reader.view.filters
    assert [filters.field.itemText(at) for at in range(filters.field.count())] == [
        "All fields",
        "Cost",
        "Price",
    ]
    reader.wish.ask("price")
    assert reader.told() == ["Price  10.00 → 12.00", "Price  9.00 → 10.00"]
    filters.who.setCurrentText("In ServiceTitan")
    assert reader.told() == ["Price  9.00 → 10.00"]
    filters.who.setCurrentText("Bob")
    assert reader.told() == []
    assert reader.view.card.isVisible()
    reader.wish.ask("")
    assert reader.told() == ["Cost  1.00 → 2.00"]


def test_an_old_value_comes_back_as_an_edit(reader: Reader) -> None:
    price = reader.now("price")
    reader.answer(record("set", "price", 10, price), record("set", "cost", 3, reader.now("cost")))
    assert not reader.view.restore.isEnabled()
    reader.choose(0)
    assert reader.view.restore.text() == "Restore 10.00"
    reader.view.restore.click()
    reader.app.settle(reader.qtbot)
    assert reader.now("price") == 10
    assert reader.app.book.undo_list[-1].label.startswith("Restore price")


def test_several_values_are_one_step(reader: Reader) -> None:
    reader.answer(
        record("set", "price", 11, reader.now("price")),
        record("set", "price", 10, 11),
        record("set", "cost", 3, reader.now("cost")),
    )
    reader.choose(0, 1, 2)
    assert reader.view.restore.text() == "Restore 2 fields"
    reader.view.restore.click()
    reader.app.settle(reader.qtbot)
    assert (reader.now("price"), reader.now("cost")) == (10, 3)
    assert len(reader.app.book.undo_list) == 1


def test_the_state_of_a_moment_comes_back_whole(reader: Reader) -> None:
    price, cost = reader.now("price"), reader.now("cost")
    reader.answer(
        record("pull", before={"price": 11}, after={"price": price}),
        record("set", "display_name", "Old name", reader.now("display_name")),
        record("pull", before={"cost": 3}, after={"cost": cost}),
        record("set", "code", "NEVER", reader.now("code")),
    )
    reader.choose(2)
    assert reader.view.restore.text() == "Restore 3.00"
    assert reader.view.restore_all.text() == "All as before (3 fields)"
    reader.view.restore_all.click()
    reader.app.settle(reader.qtbot)
    assert (reader.now("price"), reader.now("cost"), reader.now("display_name")) == (11, 3, "Old name")
    assert reader.now("code") != "NEVER"
    assert len(reader.app.book.undo_list) == 1


def test_who_may_not_set_prices_is_not_offered_old_ones(reader: Reader) -> None:
    reader.app.edits.use_level("estimator")
    reader.answer(
        record("set", "price", 10, reader.now("price")),
        record("set", "display_name", "Old name", reader.now("display_name")),
    )
    reader.choose(0)
    assert not reader.view.restore.isEnabled()
    reader.choose(0, 1)
    assert reader.view.restore.text() == "Restore Old name"


def test_hidden_costs_are_told_of_without_their_figures(reader: Reader) -> None:
    reader.app.edits.use_level("estimator")
    reader.app.edits.use_team_settings(TeamSettings(hidden_costs=frozenset(("estimator",))))
    reader.answer(record("set", "cost", 3, reader.now("cost"), message="Cost to 3.00"))
    assert reader.told() == ["Cost  ••• → •••"]


def test_a_value_that_was_given_up_again_can_be_taken_up(reader: Reader) -> None:
    price = reader.now("price")
    reader.answer(record("unset", "price", 12, price, op_id=UUID(int=2)), record("set", "price", price, 12))
    reader.choose(1)
    assert not reader.view.restore.isEnabled()
    assert reader.view.bring_back.isVisible()
    reader.view.bring_back.trigger()
    reader.app.settle(reader.qtbot)
    assert reader.now("price") == 12


def test_without_the_database_it_shows_what_was_done_here_and_says_so(reader: Reader) -> None:
    price = reader.now("price")
    reader.app.edits.edit([FieldEdit(reader.key, "price", 99, price)], initiator=reader.view)
    reader.app.settle(reader.qtbot)
    reader.answer(error=HubUnavailable("No answer."))
    assert reader.told() == [f"Price  {price:,.2f} → 99.00"]
    assert reader.told(LineRole.DETAIL) == ["You  ·  changed it here  ·  not shared yet"]
    assert "does not answer" in reader.view.note.text()
    reader.answer(record("set", "cost", 1, 2, op_id=UUID(int=7)))
    assert reader.told() == [f"Price  {price:,.2f} → 99.00", "Cost  1.00 → 2.00"]
    assert not reader.view.note.isVisible()


def test_further_back_is_read_when_the_list_is_scrolled_down(reader: Reader) -> None:
    records = [record("set", "price", n, n + 1, number=n, op_id=UUID(int=n)) for n in range(60, 10, -1)]
    reader.answer(*records, more=True)
    asked = reader.app.engine.asked("read_history")
    assert asked == [(reader.key, None)]
    bar = reader.view.list.verticalScrollBar()
    bar.setValue(bar.maximum())
    assert reader.app.engine.asked("read_history")[-1] == (reader.key, 11)
    reader.answer(record("set", "price", 9, 10, number=9, op_id=UUID(int=9)), before=11)
    assert len(reader.told()) == 51
    bar.setValue(bar.maximum())
    assert len(reader.app.engine.asked("read_history")) == 2


def test_what_is_not_known_yet_is_not_called_nothing(reader: Reader) -> None:
    card = reader.view.card
    assert card.title.text() == "Reading its history…"
    reader.answer(error=HubUnavailable("No answer."))
    assert card.title.text() == "Nothing was done to it here"
    reader.answer()
    assert card.title.text() == "No changes yet"


def test_an_answer_about_another_entity_is_not_shown(reader: Reader) -> None:
    with reader.qtbot.waitSignal(reader.signals.history_read):
        reader.app.engine.tell(HistoryRead(EntityKey(UUID(int=5)), [record("set", "price", 1, 2)]))
    assert reader.told() == []


def test_rows_are_spoken_and_chosen_with_the_keyboard(reader: Reader) -> None:
    reader.answer(record("set", "price", 10, 12))
    assert reader.view.list.selectionMode() is QAbstractItemView.SelectionMode.ExtendedSelection
    spoken = reader.view.rows.index(1, 0).data(11)  # Qt.ItemDataRole.AccessibleTextRole
    assert spoken.startswith("Price  10.00 → 12.00, Ann")


def prices(numbers: Iterable[int]) -> list[Recorded]:
    return [record("set", "price", n, n + 1, number=n, op_id=UUID(int=n)) for n in numbers]


def test_nothing_is_left_out_where_it_is_read_anew_while_older_lines_are_on_their_way(reader: Reader) -> None:
    history = reader.view.reader
    reader.answer(*prices(range(60, 50, -1)), more=True)
    history.show(reader.key)
    history.read_older()
    reader.answer(*prices(range(63, 53, -1)), more=True)
    reader.answer(*prices(range(50, 0, -1)), before=51)
    assert [one.number for one in history.records] == list(range(63, 53, -1))
    history.read_older()
    assert reader.app.engine.asked("read_history")[-1] == (reader.key, 54)
    reader.answer(*prices(range(53, 0, -1)), before=54)
    assert [one.number for one in history.records] == list(range(63, 0, -1))


def test_older_lines_that_cannot_be_read_are_asked_for_again(reader: Reader) -> None:
    history = reader.view.reader
    reader.answer(*prices(range(60, 50, -1)), more=True)
    history.read_older()
    reader.answer(before=51, error=HubUnavailable("No answer."))
    assert [one.number for one in history.records] == list(range(60, 50, -1))
    assert "this computer" not in reader.view.note.text(), "what is shown is the database's"
    assert reader.view.older.isVisible()
    assert reader.view.older.words.text() == "Older changes could not be read."
    asked = len(reader.app.engine.asked("read_history"))
    bar = reader.view.list.verticalScrollBar()
    bar.setValue(bar.maximum())
    assert len(reader.app.engine.asked("read_history")) == asked, "it is not tried over and over"
    reader.view.older.again.click()
    assert reader.app.engine.asked("read_history")[-2:] == [(reader.key, 51)] * 2
    assert not reader.view.older.isVisible()
    reader.answer(*prices(range(50, 40, -1)), before=51)
    assert len(reader.told()) == 20


def test_a_long_title_takes_more_lines(reader: Reader) -> None:
    reader.answer(
        record("set", "display_name", "A pump", "A pump for pools and spas, with a basket of its own")
    )
    assert reader.told() == ["Name  A pump → A pump for pools and spas, with a basket of its own"]
    short = record("set", "display_name", "A pump", "B pump", number=2, op_id=UUID(int=2))
    reader.answer(
        short, record("set", "display_name", "A pump", "A pump for pools and spas, with a basket of its own")
    )
    height = [reader.view.list.sizeHintForIndex(reader.view.rows.index(row, 0)).height() for row in (1, 2)]
    assert height[0] < height[1]
    assert not reader.view.whole.isVisible()


def test_what_is_too_long_for_its_lines_is_shown_whole_once_it_is_chosen(reader: Reader) -> None:
    before, after = "An old text. " * 40, "A new text. " * 40
    reader.answer(
        record("set", "description", before, after), record("set", "price", 1, 2, number=2, op_id=UUID(int=2))
    )
    reader.choose(0)
    assert reader.view.whole.isVisible()
    assert before.strip() in reader.view.whole.toPlainText()
    assert after.strip() in reader.view.whole.toPlainText()
    reader.choose(1)
    assert not reader.view.whole.isVisible()
