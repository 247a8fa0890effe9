"""The panel of a bulk price change: what is typed, what is shown at once, and what happens when it is asked for."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit

from lazi_desktop.domain.errors import WorkspaceProblem
from lazi_desktop.domain.kinds import EntityKind, Tree
from lazi_desktop.domain.ops import Aspect, Changes
from lazi_desktop.operations.reprice import add_up
from lazi_desktop.ports.pricebook import ReferenceEntry
from lazi_desktop.ui.pricebook.reprice.choices import Ends, How
from lazi_desktop.ui.pricebook.reprice.panel import RepricePanel
from lazi_desktop.ui.pricebook.reprice.preview import Sort
from lazi_desktop.ui.pricebook.reprice.words import totals_words
from tests.fakes.ui_fakes import FakeApp, FakeBook
from tests.ui.pricebook.conftest import Hand

LADDER: list[dict[str, Any]] = [
    {"id": 1, "from": 0, "to": 10, "percent": 100},
    {"id": 2, "from": Decimal("10.01"), "to": 100, "percent": 50},
]


class Pricer:
    """A hand for the panel."""

    def __init__(self, hand: Hand) -> None:
        self.hand = hand
        self.page = hand.page
        self.page.middle.reprice()
        panel = self.page.middle.panel
        assert panel is not None
        self.panel: RepricePanel = panel
        self.form = panel.form
        self.table = panel.table
        self.settle()

    def settle(self) -> None:
        self.hand.settle()

    def choose(self, combo, value: str) -> None:
        combo.setCurrentIndex(combo.findData(str(value)))
        self.settle()

    def type(self, field, text: str) -> None:
        field.setFocus()
        field.selectAll()
        QTest.keyClicks(field, text)
        self.settle()

    def column(self, key: str) -> int:
        return [column.key for column in self.panel.model.columns].index(key)

    def cells(self, key: str) -> list[str]:
        model = self.panel.model
        return [model.index(row, self.column(key)).data() for row in range(model.rowCount())]

    def cell(self, code: str, key: str, role: int = Qt.ItemDataRole.DisplayRole):
        return self.panel.model.index(self.cells("code").index(code), self.column(key)).data(role)

    def click_heading(self, key: str) -> None:
        header = self.table.horizontalHeader()
        at = header.sectionViewportPosition(self.column(key)) + 5
        point = header.viewport().rect().center()
        point.setX(at)
        self.table.scrollTo(self.panel.model.index(0, self.column(key)))
        point.setX(header.sectionViewportPosition(self.column(key)) + 5)
        QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=point)

    def sort_count(self, sort: Sort) -> int:
        return int(self.panel.chips.buttons[sort].text().split()[-1].replace(",", ""))


@pytest.fixture
def app(qapp, tmp_path) -> FakeApp:
    return FakeApp(tmp_path, FakeBook(materials=36, services=10, equipment=3, fees=1))


def change(app: FakeApp, number: int, **fields) -> str:
    """Gives a SKU of the book other values; its code."""
    key = app.book.skus[number]
    kind, before = app.book.mirror[key]
    app.book.mirror[key] = (kind, {**before, **fields})
    return str(before["code"])


@pytest.fixture
def pricer(app: FakeApp, make_page) -> Pricer:
    change(app, 0, price=100, cost=50, member_price=90, is_price_locked=False)
    change(app, 1, is_price_locked=True)
    change(app, 2, cost=0)
    change(app, 3, price=20, cost=19)
    return Pricer(make_page(app))


def test_what_is_typed_is_shown_at_once_for_all_rows(pricer: Pricer):
    pricer.choose(pricer.form.how, How.PERCENT)
    pricer.type(pricer.form.value, "10")
    code = pricer.cells("code")[0]
    assert pricer.cell(code, "price") == "110.00"
    assert pricer.cell(code, "effect") == "+10.00"
    assert pricer.cell(code, "member_price") == "99.00"
    assert pricer.cell(code, "new_margin") == "54.5 %"
    pricer.type(pricer.form.value, "-10")
    assert pricer.cell(code, "price") == "90.00"
    assert pricer.cell(code, "effect") == "−10.00"
    assert len(pricer.cells("code")) == len(pricer.hand.codes())
    assert pricer.hand.book.ledger == [], "a preview changes nothing"


def test_what_cannot_be_used_is_said_beside_and_nothing_can_be_changed(pricer: Pricer):
    pricer.choose(pricer.form.how, How.FORMULA)
    pricer.type(pricer.form.value, "cots * 2")
    assert pricer.panel.problem.text() == "Character 1: there is nothing called “cots”. Did you mean cost?"
    assert pricer.form.value.property("invalid") == "true"
    assert not pricer.panel.apply_button.isEnabled()
    pricer.panel.model.tick(pricer.panel.model.lines[:1], False)
    pricer.settle()
    assert not pricer.panel.apply_button.isEnabled(), "other ticks do not heal it"
    pricer.type(pricer.form.value, "cost * 2")
    assert not pricer.panel.problem.isVisible()
    assert pricer.cell(pricer.cells("code")[0], "price") == "100.00"
    assert pricer.panel.apply_button.isEnabled()


def test_lines_are_sorted_by_any_heading_and_picked_by_sort(pricer: Pricer):
    pricer.type(pricer.form.value, "10")
    codes = pricer.cells("code")
    pricer.click_heading("effect")
    effects = [Decimal(text.replace(",", "")) for text in pricer.cells("effect") if text]
    assert effects == sorted(effects)
    assert pricer.cells("effect")[-1] == "", "what has none comes last"
    pricer.click_heading("effect")
    effects = [Decimal(text.replace(",", "")) for text in pricer.cells("effect") if text]
    assert effects == sorted(effects, reverse=True)
    assert pricer.cells("effect")[-1] == ""
    QTest.mouseClick(pricer.panel.chips.buttons[Sort.LOCKED], Qt.MouseButton.LeftButton)
    assert pricer.cells("code") == [codes[1]]
    assert pricer.cell(codes[1], "note") == "Locked"
    assert pricer.sort_count(Sort.LOCKED) == 1


def test_what_is_below_the_floor_is_marked(pricer: Pricer):
    pricer.type(pricer.form.floor, "50")
    QTest.mouseClick(pricer.panel.chips.buttons[Sort.BELOW_FLOOR], Qt.MouseButton.LeftButton)
    assert pricer.cells("code")
    assert all(float(text.split()[0]) < 50 for text in pricer.cells("new_margin"))
    assert pricer.sort_count(Sort.BELOW_FLOOR) == pricer.panel.model.rowCount()


def test_a_missing_cost_is_told_and_never_taken_for_nothing(pricer: Pricer):
    code = pricer.cells("code")[2]
    pricer.choose(pricer.form.how, How.MARKUP)
    assert pricer.cell(code, "price") == ""
    assert pricer.cell(code, "note") == "It has no cost."
    assert pricer.sort_count(Sort.SKIPPED) == 1


def test_unticked_lines_stay_as_they_are_whatever_is_typed_afterwards(pricer: Pricer):
    pricer.type(pricer.form.value, "10")
    total = pricer.panel.model.rowCount()
    can = len(pricer.panel.model.ticked())
    pricer.table.selectRow(0)
    pricer.table.setFocus()
    QTest.keyClick(pricer.table, Qt.Key.Key_Space)
    pricer.settle()
    assert pricer.panel.totals.text().startswith(f"{can - 1} of {total} change")
    pricer.type(pricer.form.value, "20")
    assert pricer.panel.totals.text().startswith(f"{can - 1} of {total} change")
    code = pricer.cells("code")[0]
    QTest.mouseClick(pricer.panel.apply_button, Qt.MouseButton.LeftButton)
    pricer.settle()
    changed = {op.entity_key for op in pricer.hand.book.ledger}
    assert len(changed) == can - 1
    assert pricer.hand.cell(code, "price") == "100.00"


def test_the_box_above_ticks_and_unticks_all_that_are_shown(pricer: Pricer):
    pricer.type(pricer.form.value, "10")
    pricer.type(pricer.form.floor, "30")
    can = len(pricer.panel.model.ticked())
    QTest.mouseClick(pricer.panel.chips.buttons[Sort.BELOW_FLOOR], Qt.MouseButton.LeftButton)
    shown = sum(bool(line.edits) for line in pricer.panel.model.lines)
    assert 0 < shown < can
    QTest.mouseClick(pricer.panel.chips.all_shown, Qt.MouseButton.LeftButton)
    assert len(pricer.panel.model.ticked()) == can - shown
    QTest.mouseClick(pricer.panel.chips.buttons[Sort.ALL], Qt.MouseButton.LeftButton)
    assert pricer.panel.chips.all_shown.checkState() is Qt.CheckState.PartiallyChecked
    QTest.mouseClick(pricer.panel.chips.all_shown, Qt.MouseButton.LeftButton)
    assert len(pricer.panel.model.ticked()) == can


def test_a_click_on_its_box_unticks_a_line(pricer: Pricer):
    line = pricer.panel.model.lines[0]
    box = pricer.table.visualRect(pricer.panel.model.index(0, 0)).center()
    QTest.mouseClick(pricer.table.viewport(), Qt.MouseButton.LeftButton, pos=box)
    assert not pricer.panel.model.is_ticked(line)
    QTest.mouseClick(pricer.table.viewport(), Qt.MouseButton.LeftButton, pos=box)
    assert pricer.panel.model.is_ticked(line)


def test_it_is_one_step_with_a_name_and_the_grid_comes_back(pricer: Pricer):
    pricer.type(pricer.form.value, "5")
    count = len(pricer.panel.model.ticked())
    QTest.mouseClick(pricer.panel.apply_button, Qt.MouseButton.LeftButton)
    pricer.settle()
    assert pricer.hand.book.undo_list[-1].label == f"Reprice {count} materials +5 %"
    assert len(pricer.hand.book.undo_list) == 1
    assert pricer.page.grid.isVisible()
    assert not pricer.panel.isVisible()
    assert pricer.hand.cell(pricer.hand.codes()[0], "price") == "105.00"


def test_where_it_cannot_be_written_the_preview_stays(pricer: Pricer):
    pricer.type(pricer.form.value, "5")
    pricer.hand.app.workspace.refuse = WorkspaceProblem("The disk is full.")
    QTest.mouseClick(pricer.panel.apply_button, Qt.MouseButton.LeftButton)
    pricer.settle()
    assert pricer.panel.isVisible()
    assert "The disk is full." in pricer.panel.problem.text()
    QTest.mouseClick(pricer.panel.apply_button, Qt.MouseButton.LeftButton)
    pricer.settle()
    assert not pricer.panel.isVisible()


def test_it_is_about_the_selected_rows_where_there_are_several(app: FakeApp, make_page):
    hand = make_page(app)
    hand.go_to(hand.codes()[2])
    hand.key(Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    hand.key(Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    pricer = Pricer(hand)
    assert pricer.cells("code") == hand.codes()[2:5]
    assert pricer.panel.among.currentText() == "3 selected rows"
    pricer.choose(pricer.panel.among, "listed")
    assert len(pricer.cells("code")) == len(hand.codes())


def test_another_category_is_another_preview(pricer: Pricer):
    pricer.hand.choose("Plumbing")
    pricer.settle()
    assert sorted(pricer.cells("code")) == sorted(pricer.hand.codes())
    pricer.hand.search("CPVC")
    pricer.settle()
    listed = len(pricer.cells("code"))
    pricer.choose(pricer.panel.among, "categories")
    assert pricer.panel.among.currentText() == "All of Plumbing"
    assert len(pricer.cells("code")) > listed


def test_escape_leads_back_and_the_choices_are_kept(pricer: Pricer, another_app, make_page):
    pricer.choose(pricer.form.how, How.MARGIN)
    pricer.type(pricer.form.value, "45")
    pricer.choose(pricer.form.ends, Ends.NINETY_FIVE)
    QTest.keyClick(pricer.form.value, Qt.Key.Key_Escape)
    assert pricer.page.grid.isVisible()
    assert pricer.page.grid.grid.hasFocus()
    assert pricer.hand.book.ledger == []
    pricer.page.flush()
    pricer.hand.app.state.sync()
    again = Pricer(make_page(another_app()))
    assert again.form.how.currentData() == How.MARGIN
    assert again.form.value.text() == "45"
    assert again.form.ends.currentData() == Ends.NINETY_FIVE


def test_services_priced_by_a_rule_are_marked_and_explained(app: FakeApp, make_page):
    services = [
        number for number, key in enumerate(app.book.skus) if app.book.mirror[key][0] is EntityKind.SERVICE
    ]
    code = change(app, services[0], calculated_price=Decimal("189.50"), use_static_prices=None, price=100)
    change(app, services[1], calculated_price=Decimal("189.50"), use_static_prices=True)
    hand = make_page(app)
    hand.page.tree.show_tree(Tree.SERVICES)
    hand.settle()
    pricer = Pricer(hand)
    assert pricer.panel.dynamic.isVisible()
    assert pricer.panel.dynamic_words.text().startswith("1 service is priced by a rule of ServiceTitan's.")
    assert pricer.sort_count(Sort.DYNAMIC) == 1
    assert pricer.cell(code, "note") == "Dynamic price"
    assert "It comes to 189.50." in pricer.cell(code, "note", Qt.ItemDataRole.ToolTipRole)
    fees = {line.reason for line in pricer.panel.model.lines if line.row.kind is EntityKind.DISCOUNT_FEE}
    assert fees == {"Discounts and fees have no price."}


def test_the_ladder_of_servicetitan_prices_by_cost(app: FakeApp, make_page, monkeypatch):
    rows = [ReferenceEntry(row["id"], "", True, row) for row in LADDER]
    monkeypatch.setattr(app.queries, "reference_rows", lambda name: rows if name == "markup" else [])
    code = change(app, 0, cost=10)
    dear = change(app, 1, cost=80)
    too_dear = change(app, 2, cost=500)
    pricer = Pricer(make_page(app))
    pricer.choose(pricer.form.how, How.LADDER)
    assert not pricer.form.value.isVisible()
    assert (pricer.cell(code, "price"), pricer.cell(dear, "price")) == ("20.00", "120.00")
    assert pricer.cell(too_dear, "note") == "No step of the markup ladder covers a cost of 500.00."
    assert "0–10: +100 %" in pricer.panel.ladder.text()


def test_what_somebody_else_changes_meanwhile_is_read_again(pricer: Pricer, qtbot):
    code = change(pricer.hand.app, 0, price=200)
    key = pricer.hand.book.skus[0]
    pricer.hand.app.edits.announce(Changes(frozenset([key]), frozenset([Aspect.FIELDS])))
    qtbot.waitUntil(lambda: pricer.cell(code, "old") == "200.00", timeout=3_000)


def test_every_control_says_what_it_is(pricer: Pricer):
    controls = [
        control
        for kind in (QAbstractButton, QComboBox, QLineEdit)
        for control in pricer.panel.findChildren(kind)
        if control.objectName() != "qt_tableview_cornerbutton"
    ]
    nameless = [
        control for control in controls if not (control.accessibleName() or getattr(control, "text", str)())
    ]
    assert controls
    assert nameless == []
    assert pricer.table.accessibleName()


def test_what_takes_long_shows_how_far_it_is_and_can_be_cancelled(pricer: Pricer, qtbot):
    pricer.type(pricer.form.value, "5")
    pricer.hand.app.writer.held = True
    QTest.mouseClick(pricer.panel.apply_button, Qt.MouseButton.LeftButton)
    assert not pricer.panel.progress.isVisible(), "not for what is over in an instant"
    qtbot.waitUntil(pricer.panel.cancel_button.isVisible, timeout=3_000)
    assert pricer.panel.progress.isVisible()
    assert not pricer.form.isEnabled()
    QTest.mouseClick(pricer.panel.cancel_button, Qt.MouseButton.LeftButton)
    pricer.hand.app.writer.held = False
    pricer.hand.app.writer.release()
    pricer.settle()
    assert pricer.panel.isVisible()
    assert pricer.panel.problem.text() == "Cancelled. Nothing was changed."
    assert not pricer.panel.cancel_button.isVisible()
    assert pricer.hand.book.ledger == []
    assert pricer.panel.apply_button.isEnabled()


def test_a_reading_that_takes_long_shows_that_something_happens(app: FakeApp, make_page, qtbot):
    hand = make_page(app)
    app.readers.held = True
    hand.page.middle.reprice()
    panel = hand.page.middle.panel
    assert panel is not None
    qtbot.waitUntil(panel.progress.isVisible, timeout=3_000)
    assert not panel.apply_button.isEnabled()
    app.readers.held = False
    app.readers.release()
    hand.settle()
    assert not panel.progress.isVisible()
    assert panel.model.rowCount() == len(hand.codes())


def test_what_is_changed_while_it_is_being_written_is_read_afterwards(pricer: Pricer, qtbot):
    pricer.type(pricer.form.value, "5")
    pricer.hand.app.writer.held = True
    QTest.mouseClick(pricer.panel.apply_button, Qt.MouseButton.LeftButton)
    code = change(pricer.hand.app, 0, price=200)
    key = pricer.hand.book.skus[0]
    pricer.hand.app.edits.announce(Changes(frozenset([key]), frozenset([Aspect.FIELDS])))
    qtbot.waitUntil(pricer.panel.cancel_button.isVisible, timeout=3_000)
    QTest.mouseClick(pricer.panel.cancel_button, Qt.MouseButton.LeftButton)
    pricer.hand.app.readers.held = True
    pricer.hand.app.writer.held = False
    pricer.hand.app.writer.release()
    qtbot.waitUntil(lambda: not pricer.panel.flow.is_applying, timeout=3_000)
    assert not pricer.panel.apply_button.isEnabled(), "what is shown is no longer so"
    pricer.hand.app.readers.held = False
    pricer.hand.app.readers.release()
    qtbot.waitUntil(lambda: pricer.cell(code, "old") == "200.00", timeout=3_000)
    pricer.settle()
    assert pricer.panel.apply_button.isEnabled()


def test_a_price_changed_while_it_is_being_written_stays_and_is_said(pricer: Pricer, qtbot):
    pricer.type(pricer.form.value, "5")
    app, grid = pricer.hand.app, pricer.page.grid
    lines = pricer.panel.model.ticked()
    key = lines[0].key
    app.writer.held = True
    QTest.mouseClick(pricer.panel.apply_button, Qt.MouseButton.LeftButton)
    pricer.hand.book.override(key, "price", 7)
    app.writer.held = False
    app.writer.release()
    pricer.settle()
    assert not pricer.panel.isVisible()
    assert pricer.hand.book.effective(key, "price") == 7
    assert pricer.hand.book.effective(lines[1].key, "price") == lines[1].new
    assert grid.bulk.line.isVisible()
    assert grid.bulk.line.words.text() == "1 entry changed meanwhile and left alone"


def test_totals_are_of_what_is_ticked_when_they_are_shown(pricer: Pricer):
    pricer.type(pricer.form.value, "10")
    model, readers = pricer.panel.model, pricer.hand.app.readers
    readers.held = True
    pricer.panel.flow.use_choices(replace(pricer.form.choices(), values={How.PERCENT: "20"}))
    model.tick(model.lines[:1], False)
    readers.held = False
    readers.release()
    pricer.settle()
    assert model.preview is not None
    totals = totals_words(add_up(model.preview.lines, model.unticked))
    assert pricer.panel.totals.text().split() == totals.split()
    assert str(len(model.ticked())) in pricer.panel.apply_button.text()
    assert pricer.panel.apply_button.isEnabled()
