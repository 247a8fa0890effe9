"""The list of kits: what it shows of each, how it is narrowed and ordered, and what is done from it, by keys."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QLineEdit

from lazi_desktop.domain.kits.kit import Kit, Use
from lazi_desktop.domain.kits.parts import KitId, PartId
from lazi_desktop.domain.kits.totals import Lack, Missing
from lazi_desktop.operations.kits.lines import NewLine, add_lines
from lazi_desktop.operations.kits.whole_kits import archive, create_kit, remove_kit, set_kit_field
from lazi_desktop.ui.kits.book import Kits
from lazi_desktop.ui.kits.listing import kits_list
from lazi_desktop.ui.kits.listing.arranging import Column, Figures, Only, Shelf
from lazi_desktop.ui.kits.listing.kits_list import KitsList
from lazi_desktop.ui.kits.pane.words import lack_words
from tests.fakes.ui_fakes import FakeApp, key_of
from tests.ui.kits.pump_pad import PumpPad, build

PAD, UNION = "Pump pad, 1.5 HP variable speed", "Union set"


class Bench:
    """The pump pad, its union set, “Home run 2” and “Home run 10” of electrical parts, and one that was archived."""

    def __init__(self, app: FakeApp, qtbot: Any) -> None:
        self.app, self.qtbot = app, qtbot
        self.pad: PumpPad = build(app)
        self.kits: dict[str, KitId] = {PAD: self.pad.kit, UNION: self.pad.union_set}
        self.make("Home run 10", ["Electrical", "Home runs"], "WIRE", "BREAKER")
        self.make("Home run 2", ["Electrical", "Home runs"], "WIRE")
        self.make("Old pad", ["Plumbing"], "PAD")
        self.pad.do(lambda work: archive(work, [self.kits["Old pad"]]))
        self.book = Kits(app.context)
        self.list = KitsList(app.context, self.book)
        self.opened: list[KitId] = []
        self.list.kit_opened.connect(self.opened.append)
        self.list.resize(1300, 700)
        self.list.show()
        self.book.ensure()
        self.settle()

    def make(self, name: str, path: list[str], *codes: str) -> None:
        kit = self.kits[name] = KitId(key_of(name))
        self.pad.do(lambda work: create_kit(work, name, kit=kit, path=path))
        lines = [NewLine(sku=key_of(code), quantity=Decimal(2)) for code in codes]
        self.pad.do(lambda work: add_lines(work, kit, lines))

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: self.app.tasks.idle and self.book.is_up_to_date)

    def names(self) -> list[str]:
        return [row.name for row in self.list.model.rows]

    def cell(self, name: str, column: Column, role: Qt.ItemDataRole = Qt.ItemDataRole.DisplayRole) -> str:
        index = self.list.model.index(self.names().index(name), column)
        return str(self.list.model.data(index, role))

    def choose(self, *names: str) -> None:
        flags, choice = QItemSelectionModel.SelectionFlag, self.list.choice
        choice.clearSelection()
        for name in names:
            index = self.list.model.index(self.names().index(name), 0)
            choice.setCurrentIndex(index, flags.Select | flags.Rows)

    def chosen(self) -> list[str]:
        rows = (self.list.row(kit) for kit in self.list.chosen())
        return [row.name for row in rows if row is not None]

    def press(self, keys: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
        held = Qt.KeyboardModifier.NoModifier
        for one in modifiers:
            held |= one
        keyboard = self.list.view if self.list.model.rows else self.list.nothing.button
        keyboard.setFocus()
        self.qtbot.keyClick(keyboard, keys, held)
        self.settle()

    def editor(self) -> QLineEdit:
        fields = self.list.view.findChildren(QLineEdit)
        assert len(fields) == 1
        return fields[0]

    def type(self, text: str) -> None:
        """Into the field that is open, and Enter."""
        self.qtbot.keyClicks(self.editor(), text)
        self.qtbot.keyClick(self.editor(), Qt.Key.Key_Return)
        self.qtbot.waitUntil(lambda: not self.list.view.findChildren(QLineEdit))
        self.settle()

    def kit(self, name: str) -> Kit:
        return next(one for one in self.book.book.kits.values() if one.name == name)


@pytest.fixture
def bench(app: FakeApp, qtbot: Any) -> Iterator[Bench]:
    bench = Bench(app, qtbot)
    qtbot.addWidget(bench.list)
    bench.qtbot.waitExposed(bench.list)
    bench.list.activateWindow()
    yield bench
    bench.list.narrowing.category.close_choices()


def test_a_kit_shows_what_it_comes_to(bench: Bench) -> None:
    assert bench.names() == ["Home run 2", "Home run 10", PAD, UNION]
    assert [bench.cell(UNION, one) for one in (Column.CATEGORY, Column.LINES, Column.COST, Column.PRICE)] == [
        "Plumbing", "3", "31.72", "62.00",
    ]  # fmt: skip
    assert bench.cell(UNION, Column.MARGIN) == "48.8 %"
    assert bench.cell(UNION, Column.USED) == "1 kit"
    assert bench.cell(PAD, Column.CATEGORY) == "Plumbing › Equipment pads"


def test_an_incomplete_total_is_no_amount_and_says_why(bench: Bench) -> None:
    assert bench.cell(PAD, Column.COST) == "incomplete"
    assert "Timer bracket: no cost" in bench.cell(PAD, Column.COST, Qt.ItemDataRole.ToolTipRole)
    assert bench.cell(PAD, Column.MARGIN) == "—"
    assert "no cost" in bench.cell(PAD, Column.PROBLEMS)
    assert "Cost incomplete" in bench.cell(PAD, Column.NAME, Qt.ItemDataRole.AccessibleTextRole)


def test_figures_of_what_is_listed(bench: Bench) -> None:
    figures = bench.list.figures
    assert [one.value.text() for one in (figures.kits, figures.incomplete.figure, figures.changed.figure)] == [
        "4", "1", "0",
    ]  # fmt: skip
    bench.qtbot.mouseClick(figures.incomplete, Qt.MouseButton.LeftButton)
    assert bench.names() == [PAD]
    assert figures.kits.value.text() == "4"
    bench.qtbot.mouseClick(figures.incomplete, Qt.MouseButton.LeftButton)
    assert len(bench.names()) == 4


@pytest.mark.parametrize(
    "column, up",
    [
        (Column.NAME, ["Home run 2", "Home run 10", PAD, UNION]),
        (Column.LINES, ["Home run 2", "Home run 10", UNION, PAD]),
        (Column.CATEGORY, ["Home run 2", "Home run 10", UNION, PAD]),
    ],
)
def test_a_heading_orders_and_turns_round(bench: Bench, column: Column, up: list[str]) -> None:
    header = bench.list.table.horizontalHeader()
    if column is not Column.NAME:
        header.sectionClicked.emit(column)
    assert bench.names() == up
    header.sectionClicked.emit(column)
    assert bench.names()[0] == up[-1]


def test_incomplete_costs_come_last_both_ways(bench: Bench) -> None:
    for _ in range(2):
        bench.list.table.horizontalHeader().sectionClicked.emit(Column.COST)
        assert bench.names()[-1] == PAD


def test_search_and_category_narrow_level_by_level(bench: Bench) -> None:
    bench.list.set_search("pad plumb")
    assert bench.names() == [PAD]
    bench.list.set_search("")
    category = bench.list.narrowing.category
    assert category.choices(0) == [("Electrical",), ("Plumbing",)]
    category.open(0)
    assert category.popup is not None
    category.popup.toggle("Plumbing")
    assert bench.names() == [PAD, UNION]
    assert [one.text() for one in category.buttons if one.isVisibleTo(category)] == ["Plumbing ▾", "Any ▾"]
    category.open(1)
    assert category.popup is not None
    category.popup.toggle("Plumbing › Equipment pads")
    assert bench.names() == [PAD]
    bench.press(Qt.Key.Key_Escape)
    assert len(bench.names()) == 4


def test_shelves_and_filters(bench: Bench) -> None:
    pills = bench.list.narrowing.pills
    assert pills[Shelf.ARCHIVED].text() == "Archived 1"
    assert not pills[Shelf.REMOVED].isVisibleTo(bench.list)
    bench.qtbot.mouseClick(pills[Shelf.ARCHIVED], Qt.MouseButton.LeftButton)
    assert bench.names() == ["Old pad"]
    bench.qtbot.mouseClick(pills[Shelf.ARCHIVED], Qt.MouseButton.LeftButton)
    bench.qtbot.mouseClick(pills[Only.PROBLEMS], Qt.MouseButton.LeftButton)
    assert bench.names() == [PAD]


def test_where_nothing_fits_a_button_shows_all(bench: Bench) -> None:
    bench.list.set_search("nothing like it")
    assert bench.list.nothing.isVisible()
    with bench.qtbot.waitSignal(bench.list.search_cleared):
        bench.list.nothing.button.click()
    assert len(bench.names()) == 4


def test_enter_and_a_double_click_open(bench: Bench) -> None:
    bench.choose(UNION)
    bench.press(Qt.Key.Key_Return)
    bench.list.table.doubleClicked.emit(bench.list.model.index(0, 0))
    assert bench.opened == [bench.kits[UNION], bench.kits["Home run 2"]]


def test_a_new_kit_is_named_at_once_and_opens(bench: Bench) -> None:
    bench.press(Qt.Key.Key_Insert)
    assert bench.editor().selectedText() == "New kit"
    bench.type("Heater hook-up")
    bench.qtbot.waitUntil(lambda: bool(bench.opened))
    assert bench.opened == [bench.kit("Heater hook-up").key]
    assert bench.chosen() == ["Heater hook-up"]


def test_a_new_kit_is_of_the_category_that_is_listed_and_is_shown_whatever_is_asked_for(bench: Bench) -> None:
    bench.list.narrowing.category.chosen.emit(("Electrical",))
    bench.press(Qt.Key.Key_Insert)
    bench.type("Timer box")
    assert bench.kit("Timer box").path == ("Electrical",)
    bench.list.set_search("union")
    bench.press(Qt.Key.Key_Insert)
    assert "New kit" in bench.names()


def test_a_name_is_typed_over_and_enter_does_not_open(bench: Bench) -> None:
    bench.choose(UNION)
    bench.press(Qt.Key.Key_F2)
    bench.type("Union set, long")
    assert bench.kit("Union set, long").key == bench.kits[UNION]
    assert bench.chosen() == ["Union set, long"]
    assert bench.opened == []


def test_a_name_that_does_not_fit_is_refused_and_one_that_is_taken_is_told(bench: Bench) -> None:
    bench.choose(UNION)
    bench.press(Qt.Key.Key_F2)
    bench.type(" ")
    assert UNION in bench.names()
    assert "cannot be empty" in str(bench.app.notifier.problems[-1])
    bench.press(Qt.Key.Key_F2)
    bench.type("home run 2")
    assert bench.names().count("home run 2") == 1
    assert "is there already" in bench.app.notifier.told[-1]


def test_a_category_is_typed_for_all_that_are_chosen(bench: Bench) -> None:
    bench.choose(UNION, PAD)
    bench.press(Qt.Key.Key_F2, Qt.KeyboardModifier.ShiftModifier)
    bench.type("Pool > Pads")
    assert {bench.kit(name).path for name in (UNION, PAD)} == {("Pool", "Pads")}
    assert bench.app.book.undo_list[-1].label == "Category of 2 kits"


def test_copies_get_names_of_their_own(bench: Bench) -> None:
    for _ in range(2):
        bench.choose(UNION)
        bench.press(Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert [name for name in bench.names() if name.startswith(UNION)] == [
        UNION, "Union set copy", "Union set copy 2",
    ]  # fmt: skip
    assert bench.chosen() == ["Union set copy 2"]


def test_kits_are_archived_removed_and_brought_back(bench: Bench) -> None:
    bench.choose("Home run 2", "Home run 10")
    bench.press(Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier)
    assert bench.names() == [PAD, UNION]
    bench.choose(UNION)
    bench.press(Qt.Key.Key_Delete)
    assert bench.names() == [PAD]
    assert (
        bench.app.notifier.told[-1] == "Removed: Union set. Something is missing now in 1 kit that held it."
    )
    assert "not there" in bench.cell(PAD, Column.PROBLEMS)
    pills = bench.list.narrowing.pills
    bench.qtbot.mouseClick(pills[Shelf.REMOVED], Qt.MouseButton.LeftButton)
    bench.choose(UNION)
    bench.list.actions_by_name["kits_restore"].trigger()
    bench.settle()
    bench.list.narrowing.show_all()
    assert bench.names() == [PAD, UNION]


def test_what_others_do_keeps_what_is_chosen(bench: Bench) -> None:
    bench.choose(UNION)
    bench.make("Another", [], "PAD")
    bench.settle()
    assert bench.names()[0] == "Another"
    assert bench.chosen() == [UNION]
    bench.pad.do(lambda work: remove_kit(work, [bench.kits[UNION]]))
    bench.settle()
    assert bench.list.choice.currentIndex().isValid()


def test_cards_and_table_share_what_is_chosen_and_are_remembered(bench: Bench) -> None:
    bench.choose(PAD)
    bench.press(Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    assert bench.list.cards.isVisible()
    assert bench.chosen() == [PAD]
    bench.press(Qt.Key.Key_F2)
    bench.type("Pad")
    bench.press(Qt.Key.Key_Return)
    assert bench.opened == [bench.kits[PAD]]
    bench.list.narrowing.category.chosen.emit(("Electrical",))
    again = KitsList(bench.app.context, bench.book)
    bench.qtbot.addWidget(again)
    assert again.view is again.cards
    assert again.wanted.path == ("Electrical",)


def test_the_menu_has_what_can_be_done(bench: Bench) -> None:
    bench.choose(UNION, PAD)
    at = bench.list.table.visualRect(bench.list.model.index(bench.names().index(PAD), 0)).center()
    view = bench.list.table.viewport()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, view.mapToGlobal(at))
    QApplication.sendEvent(view, event)
    menu = bench.list.menus[0].menu
    assert menu is not None
    titles = [one.text().split("\t")[0] for one in menu.actions() if one.text()]
    menu.close()
    assert "Duplicate kits" in titles
    assert "Restore kits" not in titles
    assert "Use the kit in services…" not in titles
    wanted: list[list[KitId]] = []
    bench.list.handling.material_wanted.connect(wanted.append)
    bench.list.actions_by_name["kits_materials"].trigger()
    assert wanted == [[bench.kits[PAD], bench.kits[UNION]]]


def test_without_kits_a_button_makes_the_first(app: FakeApp, qtbot: Any) -> None:
    kits = Kits(app.context)
    shown = KitsList(app.context, kits)
    qtbot.addWidget(shown)
    shown.show()
    kits.ensure()
    qtbot.waitUntil(lambda: app.tasks.idle and kits.is_up_to_date)
    assert shown.nothing.title.text() == "No kits yet"
    shown.nothing.button.click()
    qtbot.waitUntil(lambda: app.tasks.idle and kits.is_up_to_date and len(shown.model.rows) == 1)
    assert shown.table.isVisible()


def test_both_views_are_drawn(bench: Bench) -> None:
    for _ in range(2):
        picture = bench.list.grab().toImage()
        places = [(x, y) for x in range(0, picture.width(), 3) for y in range(140, 300, 3)]
        colours = {picture.pixelColor(x, y).name() for x, y in places}
        assert len(colours) > 20
        bench.list.switch_view()


def test_very_many_are_worked_out_share_by_share(
    app: FakeApp, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kits_list, "AT_ONCE", 2)
    bench = Bench(app, qtbot)
    qtbot.addWidget(bench.list)
    assert bench.names() == ["Home run 2", "Home run 10", PAD, UNION]
    shares: list[int] = []
    bench.list.model.dataChanged.connect(lambda *_: shares.append(1))
    bench.book.changed.emit(set(bench.kits.values()))
    assert len(shares) == 1
    qtbot.waitUntil(lambda: len(shares) == 3)


@pytest.mark.parametrize("change", ["made", "removed", "moved"])
def test_a_name_being_typed_stays_when_other_kits_come_and_go(bench: Bench, change: str) -> None:
    bench.choose("Home run 10")
    bench.press(Qt.Key.Key_F2)
    bench.qtbot.keyClicks(bench.editor(), "Half a na")
    if change == "made":
        bench.make("A colleague's", [], "WIRE")
    elif change == "removed":
        bench.pad.do(lambda work: remove_kit(work, [bench.kits["Home run 2"]]))
    else:
        bench.pad.do(lambda work: set_kit_field(work, [bench.kits["Home run 2"]], "name", "Zz"))
    bench.settle()
    assert bench.editor().text() == "Half a na"
    bench.type("me")
    assert bench.kit("Half a name").key == bench.kits["Home run 10"]


def test_what_is_chosen_stays_chosen_when_other_kits_come(bench: Bench) -> None:
    bench.choose("Home run 2", UNION)
    bench.make("A colleague's", [], "WIRE")
    bench.settle()
    assert sorted(bench.chosen()) == ["Home run 2", UNION]
    bench.pad.do(lambda work: remove_kit(work, [bench.kits["Home run 2"]]))
    bench.settle()
    assert bench.chosen() == [UNION]


def test_one_kit_is_no_kits(bench: Bench):
    bench.list.figures.show_figures(Figures(kits=1), frozenset())
    assert bench.list.figures.kits.accessibleName() == "kit: 1"
    bench.list.figures.show_figures(Figures(kits=2), frozenset())
    assert bench.list.figures.kits.accessibleName() == "kits: 2"


def test_a_kit_that_another_takes_in_or_lets_go_says_so(bench: Bench) -> None:
    before = bench.cell("Home run 2", Column.USED)
    line = NewLine(includes=bench.kits["Home run 2"])
    bench.pad.do(lambda work: add_lines(work, bench.kits["Home run 10"], [line]))
    bench.settle()
    after = bench.cell("Home run 2", Column.USED)
    assert "1" in after
    assert after != before
    bench.pad.do(lambda work: remove_kit(work, [bench.kits["Home run 10"]]))
    bench.settle()
    assert bench.cell("Home run 2", Column.USED) == before


def test_kits_made_in_one_breath_have_names_of_their_own(bench: Bench) -> None:
    bench.list.acts.create([])
    bench.list.acts.create([])
    bench.list.acts.duplicate([bench.kits[UNION]])
    bench.list.acts.duplicate([bench.kits[UNION], bench.kits[UNION]])
    bench.settle()
    names = {kit.name for kit in bench.book.book.kits.values()} - bench.kits.keys()
    copies = {f"{UNION} copy", f"{UNION} copy 2", f"{UNION} copy 3"}
    assert names == {"New kit", "New kit 2"} | copies


def test_removing_a_kit_that_is_used_in_services_says_so(bench: Bench) -> None:
    kit = bench.book.book.kits[bench.kits["Home run 2"]]
    uses = [
        Use(key=PartId(uuid4()), service=key_of(name), version=None) for name in ("SVC-A", "SVC-B", "SVC-B")
    ]
    bench.book.book.put_kits({kit.key: replace(kit, uses=uses)})
    bench.choose("Home run 2")
    bench.press(Qt.Key.Key_Delete)
    told = "Removed: Home run 2. Used in 2 services: what was put there stays."
    assert bench.app.notifier.told[-1] == told


def test_of_a_removed_kit_it_says_that_it_was_removed(bench: Bench) -> None:
    bench.pad.do(lambda work: remove_kit(work, [bench.kits[UNION]]))
    bench.settle()
    missing = bench.book.book.roll(bench.kits[PAD]).cost.missing
    assert "kit was removed" in [lack_words(one) for one in missing]
    sku = Missing(Lack.NO_SKU, (), "Bolt", sku=key_of("BOLT"))
    assert lack_words(sku) == "not in the pricebook any more"
