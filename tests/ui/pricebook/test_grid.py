"""The grid on the page: search, sort, windows, selection, columns, what stands there when there are no rows."""

from __future__ import annotations

from array import array
from dataclasses import replace
from decimal import Decimal

import pytest
from PySide6.QtCore import QItemSelection, QItemSelectionModel, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from lazi_desktop.domain.kinds import EntityKind, Tree
from lazi_desktop.domain.ops import Aspect, Changes
from lazi_desktop.ports.overrides import OverrideState
from lazi_desktop.ports.pricebook import ColumnSums
from lazi_desktop.ports.queries import FindInterrupted
from lazi_desktop.ports.sku_query import SkuFlag
from lazi_desktop.ui.pricebook.category_tree_model import NOWHERE
from lazi_desktop.ui.pricebook.column_widths import heading_width
from lazi_desktop.ui.pricebook.grid_filters import GridFilters
from lazi_desktop.ui.pricebook.sku_columns import CELL_PADDING
from lazi_desktop.ui.pricebook.sku_table_model import SkuRole
from lazi_desktop.ui.theme.metrics import use_density
from lazi_desktop.ui.theme.tokens import color
from tests.fakes.queries import FakeQueries
from tests.fakes.ui_fakes import FakeApp, FakeBook
from tests.ui.pricebook.conftest import Hand


def test_rows_are_there_and_said_how_many(hand: Hand) -> None:
    assert hand.codes()[:3] == ["UN-1000", "UN-1007", "UN-1014"]
    assert hand.page.grid.title.text() == "All materials"
    assert "240 entries" in hand.page.grid.crumbs.text()


def test_the_newest_search_wins(hand: Hand, qtbot) -> None:
    hand.app.readers.held = True
    hand.page.set_search("pump")
    hand.page.set_search("pump nothing")
    hand.page.set_search("UN-1084")
    before = hand.codes()
    hand.app.readers.held = False
    hand.app.readers.release()
    assert hand.codes() == before, "what was shown stays until the answer is there"
    hand.settle()
    assert hand.codes() == ["UN-1084"]


def test_equal_searches_ask_once(hand: Hand) -> None:
    asked = len(hand.app.queries.asked)
    hand.search("pump")
    hand.search("pump ")
    hand.search(" pump")
    assert len(hand.app.queries.asked) == asked + 1


def test_a_search_without_answer_offers_to_clear_it(hand: Hand, qtbot) -> None:
    hand.search("no such thing")
    card = hand.page.grid.empty
    assert card.isVisible()
    assert "no such thing" in card.title.text()
    with qtbot.waitSignal(hand.page.search_cleared):
        QTest.mouseClick(card.button, Qt.MouseButton.LeftButton)
    hand.settle()
    assert not card.isVisible()
    assert len(hand.codes()) == 240


def test_a_search_without_answer_says_where_there_are_some(hand: Hand) -> None:
    hand.search("SV-10")
    card = hand.page.grid.empty
    assert card.elsewhere.text() == "15 in Services"
    assert card.elsewhere.isVisible()
    hand.page.tree.trees[Tree.SERVICES].choose([NOWHERE])
    QTest.mouseClick(card.elsewhere, Qt.MouseButton.LeftButton)
    hand.settle()
    assert hand.page.tree.tree is Tree.SERVICES
    assert len(hand.codes()) == 15
    assert "matching “SV-10”" in hand.page.grid.crumbs.text()
    assert hand.grid.hasFocus()


def test_what_is_found_elsewhere_is_all_there_whatever_was_filtered(hand: Hand) -> None:
    hand.page.tree.show_tree(Tree.SERVICES)
    hand.page.grid.filtering.use(GridFilters().with_flag(SkuFlag.INACTIVE, True))
    hand.settle()
    hand.page.tree.show_tree(Tree.MATERIALS)
    hand.settle()
    hand.search("SV-10")
    QTest.mouseClick(hand.page.grid.empty.elsewhere, Qt.MouseButton.LeftButton)
    hand.settle()
    assert len(hand.codes()) == 15


def test_a_search_that_finds_nothing_anywhere_offers_nothing(hand: Hand) -> None:
    hand.search("SV-10")
    hand.search("no such thing")
    assert hand.page.grid.empty.isVisible()
    assert not hand.page.grid.empty.elsewhere.isVisible()


def test_what_is_elsewhere_is_of_the_newest_search(hand: Hand) -> None:
    hand.search("SV-10")
    hand.app.readers.held = True
    hand.page.set_search("SV-100")
    hand.app.readers.held = False
    hand.app.readers.release()
    hand.settle()
    assert hand.page.grid.empty.elsewhere.text() == "2 in Services"
    hand.page.tree.show_tree(Tree.SERVICES)
    hand.settle()
    hand.search("UN-1000")
    assert hand.page.grid.empty.elsewhere.text() == "1 in Materials"


def code_of_current(hand: Hand) -> str:
    row = hand.model.rows.at(hand.grid.currentIndex().row())
    assert row is not None
    return row.code


def test_a_count_that_was_broken_off_is_asked_for_again(hand: Hand, qtbot, monkeypatch) -> None:
    find = hand.app.queries.find
    broken: list[object] = []

    def broken_off(query, *, limit=None, interruptible=False):
        if query.tree is Tree.SERVICES and not broken:
            broken.append(query)
            raise FindInterrupted
        return find(query, limit=limit, interruptible=interruptible)

    monkeypatch.setattr(hand.app.queries, "find", broken_off)
    hand.search("SV-10")
    assert not hand.page.grid.empty.elsewhere.isVisible()
    qtbot.waitUntil(lambda: hand.page.grid.empty.elsewhere.isVisible())


def test_a_search_in_a_category_offers_to_look_everywhere(hand: Hand) -> None:
    hand.choose("Chemicals")
    hand.search("UN-1000")
    card = hand.page.grid.empty
    assert card.other.isVisible()
    QTest.mouseClick(card.other, Qt.MouseButton.LeftButton)
    hand.settle()
    assert hand.codes() == ["UN-1000"]
    hand.search("no such thing")
    assert not card.other.isVisible()


def test_an_empty_category_says_so(hand: Hand) -> None:
    empty = hand.category("Chemicals")
    for homes in hand.book.hangs_in.values():
        homes[:] = [home for home in homes if home != empty]
    hand.choose("Chemicals")
    assert hand.page.grid.empty.isVisible()
    assert not hand.page.grid.empty.button.isVisible()


def test_nothing_pulled_yet_offers_to_pull(tmp_path, make_page) -> None:
    book = FakeBook(materials=0, services=0, equipment=0, fees=0)
    book.nodes.clear()
    book.mirror.clear()
    app = FakeApp(tmp_path, book)
    hand = make_page(app)
    assert hand.page.grid.empty.title.text() == "Nothing pulled yet"
    hand.page.grid.empty.button.click()
    assert [call for call, _ in app.engine.calls] == ["pull"]


def test_without_keys_nothing_pulled_is_waited_for(tmp_path, make_page) -> None:
    book = FakeBook(materials=0, services=0, equipment=0, fees=0)
    book.nodes.clear()
    book.mirror.clear()
    empty = make_page(FakeApp(tmp_path, book, has_keys=False)).page.grid.empty
    assert empty.title.text() == "Nothing pulled yet"
    assert "as soon as a computer of the team that has ServiceTitan's keys pulls it" in empty.detail.text()
    assert not empty.button.isVisible()


def test_what_a_first_pull_brings_appears(tmp_path, make_page) -> None:
    book = FakeBook(materials=5, services=0, equipment=0, fees=0)
    full, book.mirror = book.mirror, {}
    nodes, book.nodes = book.nodes, []
    hand = make_page(FakeApp(tmp_path, book))
    book.mirror, book.nodes = full, nodes
    hand.app.edits.announce(Changes(frozenset(), frozenset((Aspect.EVERYTHING,))))
    hand.qtbot.waitUntil(lambda: len(hand.codes()) == 5)
    hand.settle()
    assert hand.grid.isVisible()


# ---------------------------------------------------------------------------------------------------------- windows


class ManyRows(FakeQueries):
    """A hundred thousand rows that exist when they are asked for."""

    def __init__(self, book: FakeBook) -> None:
        super().__init__(book)
        self.read: list[int] = []

    def find(self, query, *, limit=None, interruptible=False):
        self.asked.append(query)
        return array("q", range(limit or 100_000))

    def rows(self, numbers, fields=()):
        self.read.extend(numbers)
        row = self.book.row(0)
        return [replace(row, number=n, key=n, code=f"N-{n}") for n in numbers]

    def sums(self, numbers, column):
        return ColumnSums(len(numbers), len(numbers), Decimal(len(numbers)), None, 0)


@pytest.fixture
def queries() -> ManyRows:
    return ManyRows(FakeBook(materials=1, services=0, equipment=0, fees=0))


@pytest.fixture
def many(tmp_path, make_page, queries: ManyRows) -> Hand:
    app = FakeApp(tmp_path, queries.book)
    app.queries = queries
    app.context = replace(app.context, queries=queries)
    return make_page(app)


def test_only_what_is_looked_at_is_read(many: Hand, queries: ManyRows) -> None:
    assert many.model.rowCount() == 100_000
    assert len(queries.read) < 200
    queries.read.clear()
    many.grid.verticalScrollBar().setValue(50_000 * 32)
    many.grid.viewport().repaint()
    many.settle()
    many.qtbot.waitUntil(lambda: many.model.rows.at(50_000) is not None)
    assert many.model.index(50_000, many.place("code")).data() == "N-50000"
    assert len(queries.read) < 200, "a page around the window"
    assert min(queries.read) > 49_900


def test_scrolling_back_reads_nothing_again(many: Hand, queries: ManyRows) -> None:
    bar = many.grid.verticalScrollBar()
    for top in (0, 20_000, 40_000):
        bar.setValue(top * 32)
        many.settle()
    queries.read.clear()
    bar.setValue(20_000 * 32)
    many.settle()
    assert queries.read == []


def test_all_rows_can_be_selected_at_once(many: Hand, queries: ManyRows) -> None:
    many.grid.selectAll()
    many.settle()
    assert "100,000 selected" in many.page.grid.crumbs.text()
    assert "100,000 rows selected · Σ Price 100,000.00" in many.page.grid.footer.text()
    assert many.page.inspector.card.title.text() == "100,000 rows selected"
    assert len(queries.read) < 500


# ------------------------------------------------------------------------------------------------------ what changes


def test_a_change_from_elsewhere_is_repainted_where_it_is(hand: Hand) -> None:
    hand.go_to("UN-1014", "price")
    resets: list[int] = []
    hand.model.modelReset.connect(lambda: resets.append(1))
    key = hand.book.key("UN-1028")
    hand.book.mirror[key][1]["display_name"] = "Renamed elsewhere"
    hand.app.edits.announce(Changes(frozenset((key,)), frozenset((Aspect.FIELDS,))))
    hand.settle()
    assert hand.cell("UN-1028", "name") == "Renamed elsewhere"
    assert hand.grid.currentIndex().row() == hand.row("UN-1014")
    assert not resets


def test_selection_and_scroll_stay_when_rows_come_above(hand: Hand) -> None:
    bar = hand.grid.verticalScrollBar()
    hand.go_to("UN-2400", "price")
    bar.setValue(bar.value() // 32 * 32)
    top = hand.codes()[hand.grid.rowAt(0)]
    key = hand.book.key("UN-1000")
    hand.book.mirror[key][1]["code"] = "ZZ-1"  # from the first place to the last
    hand.app.edits.announce(Changes(frozenset((key,)), frozenset((Aspect.CATEGORIES,))))
    hand.qtbot.waitUntil(lambda: hand.codes()[-1] == "ZZ-1")
    assert hand.codes()[hand.grid.currentIndex().row()] == "UN-2400"
    assert hand.codes()[hand.grid.rowAt(0)] == top


def test_a_flood_of_changes_is_read_again_without_blanks(hand: Hand) -> None:
    blank: list[int] = []
    hand.model.missing.connect(blank.append)
    hand.book.mirror[hand.book.key("UN-1028")][1]["display_name"] = "Pulled"
    keys = frozenset(hand.book.skus)
    for _ in range(5):
        hand.app.edits.announce(Changes(keys, frozenset((Aspect.EVERYTHING,))))
        hand.grid.viewport().repaint()
    hand.settle()
    assert hand.cell("UN-1028", "name") == "Pulled"
    assert blank == []


def test_changed_cells_look_changed(tmp_path, make_page) -> None:
    book = FakeBook()
    book.override(book.key("UN-1014"), "price", 77)
    book.override(book.key("UN-1021"), "display_name", "Other", OverrideState.FAILED)
    hand = make_page(FakeApp(tmp_path, book))
    assert hand.cell("UN-1014", "price", SkuRole.CHANGED) is True
    assert hand.cell("UN-1014", "cost", SkuRole.CHANGED) is False
    assert hand.cell("UN-1021", "name", SkuRole.CHANGED) is True
    assert hand.cell("UN-1014", "state") == "Pending"
    assert hand.cell("UN-1021", "state") == "Failed"


def test_a_cell_in_conflict_is_red(tmp_path, make_page) -> None:
    book = FakeBook()
    key = book.key("UN-1014")
    book.conflict_on(key, "price", ours=9, theirs=8)
    book.override(key, "cost", 3)
    hand = make_page(FakeApp(tmp_path, book))
    assert ground(hand, "UN-1014", "price") == color("danger_soft").name()
    assert ground(hand, "UN-1014", "cost") == color("changed_soft").name()
    assert hand.cell("UN-1014", "price", SkuRole.CONFLICT) is True
    assert hand.cell("UN-1014", "cost", SkuRole.CONFLICT) is False
    book.open_conflicts.clear()
    hand.app.edits.announce(Changes(frozenset((key,)), frozenset((Aspect.STATE,))))
    hand.settle()
    assert ground(hand, "UN-1014", "price") == color("changed_soft").name()


def ground(hand: Hand, code: str, column: str) -> str:
    """The colour behind the text of a cell."""
    image = hand.grid.viewport().grab().toImage()
    at = hand.grid.cell_rect(hand.row(code), hand.place(column)).topLeft() + QPoint(5, 2)
    return image.pixelColor(at).name()


def test_thin_margins_and_inactive_rows_are_told_apart(tmp_path, make_page) -> None:
    book = FakeBook()
    book.mirror[book.key("UN-1014")][1]["price"] = 1
    hand = make_page(FakeApp(tmp_path, book))
    assert hand.cell("UN-1014", "margin", SkuRole.BELOW_FLOOR) is True
    assert hand.cell("UN-1007", "margin", SkuRole.BELOW_FLOOR) is False
    assert hand.cell("UN-1133", "name", SkuRole.INACTIVE) is True


# --------------------------------------------------------------------------------------------------------- selection


def test_the_footer_sums_up_what_is_selected(hand: Hand) -> None:
    hand.go_to("UN-1000", "price")
    hand.key(Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    for words in ("2 rows selected", "Σ Price 5.55", "average 2.78", "margin 37.5 %"):
        assert words in hand.page.grid.footer.text()
    assert "2 selected" in hand.page.grid.crumbs.text()
    hand.go_to("UN-1000", "cost")
    assert "Σ Cost 1.05" in hand.page.grid.footer.text()


def test_the_page_tells_who_is_selected(hand: Hand, qtbot) -> None:
    hand.grid.setFocus()
    with qtbot.waitSignal(hand.page.selection_changed) as told:
        hand.go_to("UN-1014")
    assert told.args == [[hand.book.key("UN-1014")]]


def test_a_selected_row_stays_so_in_another_order(hand: Hand) -> None:
    hand.go_to("UN-1014")
    hand.heading("price")
    hand.settle()
    assert hand.codes()[hand.grid.currentIndex().row()] == "UN-1014"
    assert hand.page.selected_keys() == [hand.book.key("UN-1014")]


def test_space_and_the_picture_choose_whole_rows(hand: Hand) -> None:
    hand.go_to("UN-1014", "price")
    hand.key(Qt.Key.Key_Space, Qt.KeyboardModifier.ShiftModifier)
    assert len(hand.grid.selectionModel().selectedIndexes()) == hand.model.columnCount()
    rect = hand.grid.cell_rect(4, hand.place("picture"))
    QTest.mouseClick(hand.grid.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    assert hand.grid.selected_positions() == [4]
    assert len(hand.grid.selectionModel().selectedIndexes()) == hand.model.columnCount()


def test_rows_count_once_however_they_are_selected(hand: Hand) -> None:
    select = QItemSelectionModel.SelectionFlag.Select
    for first, last, column in ((8, 9, 2), (2, 4, 3), (3, 6, 4), (3, 3, 5), (7, 7, 2), (20, 20, 1)):
        part = QItemSelection(hand.model.index(first, column), hand.model.index(last, column))
        hand.grid.selectionModel().select(part, select)
    assert hand.grid.selected_positions() == [2, 3, 4, 5, 6, 7, 8, 9, 20]
    assert hand.grid.selected_positions(3) == [2, 3, 4]
    assert hand.grid.selected_count() == 9


def test_show_entity_finds_it_anywhere(hand: Hand, qtbot) -> None:
    hand.search("pump")
    hand.choose("Tees")
    wanted = hand.book.key("SV-1014")
    with qtbot.waitSignal(hand.page.search_cleared):
        hand.page.show_entity(wanted)
    hand.qtbot.waitUntil(lambda: hand.page.selected_keys() == [wanted])
    hand.settle()
    assert hand.page.tree.tree is Tree.SERVICES
    assert hand.page.inspector.header.facts.text().startswith("SV-1014")


def test_a_sku_is_gone_to_before_its_category_is_listed(hand: Hand) -> None:
    wanted = hand.book.key("SV-1014")
    for view in hand.page.tree.trees.values():
        view.tree_model.take([], 0)
    hand.page.show_entity(wanted)
    hand.qtbot.waitUntil(lambda: hand.page.selected_keys() == [wanted])


def test_down_from_the_search_field_goes_to_the_rows(hand: Hand) -> None:
    hand.page.focus_search_results()
    assert hand.grid.hasFocus()
    assert hand.grid.currentIndex().row() == 0


def test_the_keyboard_goes_to_the_entry_that_is_shown(hand: Hand) -> None:
    hand.page.tree.tabs.setFocus()
    hand.page.show_entity(hand.book.key("SV-1007"))
    hand.settle()
    assert hand.grid.hasFocus()
    assert code_of_current(hand) == "SV-1007"
    hand.key(Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert hand.page.tree.tree is Tree.SERVICES


def test_the_keyboard_goes_to_an_entry_from_where_nothing_was_found(hand: Hand) -> None:
    hand.search("no such thing")
    hand.page.grid.empty.button.setFocus()
    hand.page.show_entity(hand.book.key("UN-1007"))
    hand.settle()
    assert hand.grid.hasFocus()


def test_who_types_elsewhere_meanwhile_keeps_the_keyboard(hand: Hand) -> None:
    hand.app.readers.held = True
    hand.page.show_entity(hand.book.key("UN-1007"))
    hand.page.tree.search.setFocus()
    hand.app.readers.held = False
    hand.app.readers.release()
    hand.settle()
    assert hand.page.tree.search.hasFocus()
    assert code_of_current(hand) == "UN-1007"


# ------------------------------------------------------------------------------------------------------------ copying


def test_copied_cells_stand_as_in_a_spreadsheet(hand: Hand) -> None:
    hand.go_to("UN-1000", "name")
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Down):
        hand.key(key, Qt.KeyboardModifier.ShiftModifier)
    hand.key(Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == (
        '1/2" Check Valve Union\t1.05\t1.68\n3/4" CPVC Union\t2.42\t3.87'
    )


# ------------------------------------------------------------------------------------------------------------ columns


def shown(hand: Hand) -> list[str]:
    places = range(hand.model.columnCount())
    return [hand.model.headerData(place, Qt.Orientation.Horizontal) for place in places]


def test_columns_fit_and_some_are_hidden(hand: Hand) -> None:
    assert shown(hand)[1:] == [
        "Code", "Name", "Cost", "Price", "Margin", "Member", "State", "Unit", "Vendor part",
    ]  # fmt: skip
    hand.page.resize(1640, 800)
    hand.qtbot.waitUntil(lambda: hand.grid.grid_header.length() == hand.grid.viewport().width())


@pytest.mark.parametrize("width", [1340, 980])
def test_columns_are_as_wide_as_what_stands_in_them(tmp_path, make_page, width: int) -> None:
    book = FakeBook()
    for number, key in enumerate(book.skus[:20]):
        fields = book.mirror[key][1]
        fields["code"] = f"AC{number:03}-REPL"
        fields["display_name"] = "16x20x1 Pleated Filter, MERV 8"
        fields["primary_vendor"] = {"vendorPart": "AF-1001-12345"}
        fields |= {"cost": 1942, "price": 660} if number == 3 else {}
    book.override(book.skus[0], "price", 1)
    hand = make_page(FakeApp(tmp_path, book))
    hand.page.resize(width, 700)
    hand.settle()
    header = hand.grid.grid_header
    for place, column in enumerate(hand.model.columns):
        inside = header.sectionSize(place) - 2 * CELL_PADDING
        if column.title:
            assert heading_width(column) <= header.sectionSize(place), column.key
        if place != hand.place("name"):
            texts = [hand.model.index(row, place).data() or "" for row in range(20)]
            font = hand.grid.delegate.painter.metrics[column.number, column.number]
            assert max(map(font.horizontalAdvance, texts)) <= inside, column.key
    price = hand.grid.cell_rect(0, hand.place("price"))
    assert price.right() < hand.grid.viewport().width(), "the price is not cut"
    assert header.sectionSize(hand.place("name")) >= 120


def is_cut(hand: Hand, code: str, column: str) -> bool:
    header, place = hand.grid.grid_header, hand.place(column)
    number = hand.model.columns[place].number
    font = hand.grid.delegate.painter.metrics[number, number]
    return font.horizontalAdvance(hand.cell(code, column)) > header.sectionSize(place) - 2 * CELL_PADDING


@pytest.fixture
def dear(tmp_path, make_page) -> Hand:
    """Services cost thousands, the materials that are listed first do not; one far below does."""
    book = FakeBook()
    for key in book.skus:
        kind, fields = book.mirror[key]
        if kind is EntityKind.SERVICE:
            fields["price"] = Decimal("22175.55")
    book.mirror[book.key("UN-2043")][1].update(display_name="Dear", price=Decimal("22175.55"))
    return make_page(FakeApp(tmp_path, book))


def test_prices_are_not_cut_in_a_tree_that_is_opened_while_searching(dear: Hand) -> None:
    dear.search("valve")
    dear.page.tree.show_tree(Tree.SERVICES)
    dear.settle()
    assert dear.page.grid.tree is Tree.SERVICES
    assert not is_cut(dear, "SV-1000", "price")


def test_other_columns_of_that_tree_fit_what_is_found_in_it(dear: Hand) -> None:
    for key in dear.book.skus:
        kind, fields = dear.book.mirror[key]
        if kind is EntityKind.SERVICE:
            fields["code"] = f"{fields['code']}-REPLA"
    dear.search("valve")
    dear.page.tree.show_tree(Tree.SERVICES)
    dear.settle()
    assert not is_cut(dear, "SV-1000-REPLA", "code")


def test_a_dear_price_that_is_searched_for_is_not_cut(dear: Hand) -> None:
    before = dear.grid.grid_header.sectionSize(dear.place("code"))
    dear.search("dear")
    assert dear.codes() == ["UN-2043"]
    assert not is_cut(dear, "UN-2043", "price")
    assert dear.grid.grid_header.sectionSize(dear.place("code")) == before, "texts do not jump"


def test_the_name_takes_the_room_until_it_is_sized_by_hand(hand: Hand) -> None:
    header, name = hand.grid.grid_header, hand.place("name")
    hand.page.resize(1640, 800)
    hand.qtbot.waitUntil(lambda: header.length() == hand.grid.viewport().width())
    before = header.sectionSize(name)
    hand.page.resize(hand.page.width() + 100, 800)
    hand.qtbot.waitUntil(lambda: header.sectionSize(name) == before + 100)
    hand.grid.arrange(hand.grid.arrangement.sized("name", 300))
    assert header.sectionSize(name) == 300
    hand.page.resize(hand.page.width() + 100, 800)
    hand.settle()
    assert header.sectionSize(name) == 300
    hand.grid.arrange(hand.grid.arrangement.sized("name", None))
    assert header.sectionSize(name) > 300


def test_a_heading_selects_nothing(hand: Hand) -> None:
    hand.go_to("UN-1014", "price")
    header = hand.grid.grid_header
    at = [QPoint(header.sectionViewportPosition(hand.place(key)) + 20, 10) for key in ("code", "price")]
    QTest.mousePress(header.viewport(), Qt.MouseButton.LeftButton, pos=at[0])
    QTest.mouseMove(header.viewport(), at[1])
    QTest.mouseRelease(header.viewport(), Qt.MouseButton.LeftButton, pos=at[1])
    hand.settle()
    assert hand.grid.selected_count() == 1
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=at[1])
    hand.settle()
    assert hand.page.selected_keys() == [hand.book.key("UN-1014")]


def test_a_row_far_down_in_another_order_stays_selected(hand: Hand) -> None:
    hand.go_to("UN-1000", "price")
    for _ in range(2):
        hand.heading("code")  # the last of 240, after the first 200
    hand.qtbot.waitUntil(lambda: len(hand.codes()) == 240)
    hand.settle()
    assert hand.codes()[-1] == "UN-1000"
    assert hand.page.selected_keys() == [hand.book.key("UN-1000")]
    assert hand.page.inspector.key == hand.book.key("UN-1000")


def test_a_cell_with_a_frame_is_selected(hand: Hand) -> None:
    hand.page.tree.view.setFocus()
    hand.grid.setFocus(Qt.FocusReason.TabFocusReason)
    assert hand.grid.currentIndex().isValid()
    assert hand.page.selected_keys() == [hand.book.key(hand.codes()[hand.grid.currentIndex().row()])]


def test_the_details_can_be_hidden_and_stay_so(hand: Hand, another_app, make_page) -> None:
    room = hand.grid.width()
    hand.page.grid.details_button.click()
    assert not hand.page.inspector.isVisible()
    hand.qtbot.waitUntil(lambda: hand.grid.width() > room)
    hand.page.flush()
    again = make_page(another_app())
    assert not again.page.inspector.isVisible()
    again.page.grid.details_button.click()
    assert again.page.inspector.isVisible()


def test_columns_widths_and_order_are_remembered(hand: Hand, another_app, make_page) -> None:
    arrangement = hand.grid.arrangement.with_column("add_on_price").sized("code", 120).moved("state", 1)
    hand.grid.arrange(arrangement)
    hand.heading("price")
    hand.heading("price")
    again = make_page(another_app())
    assert shown(again) == shown(hand)
    assert again.grid.columnWidth(again.place("code")) == 120
    assert again.codes() == hand.codes()
    assert again.codes()[:1] != ["UN-1000"]


def test_a_third_click_on_a_heading_is_the_natural_order_again(hand: Hand) -> None:
    natural = hand.codes()
    for expected in (False, False, True):
        hand.heading("name")
        hand.settle()
        assert (hand.codes() == natural) is expected


def test_every_control_has_a_name_and_both_themes_paint(hand: Hand, qapp) -> None:
    from lazi_desktop.ui.theme.apply import apply_theme

    for widget in (hand.grid, hand.page.tree.view, hand.page.tree.tabs, hand.page.inspector.tabs):
        assert widget.accessibleName()
    assert hand.cell("UN-1014", "price", Qt.ItemDataRole.AccessibleTextRole) == "Price 6.06"
    light = brightness(hand)
    apply_theme(qapp, "dark")
    assert brightness(hand) < light / 2
    apply_theme(qapp, "light")


def brightness(hand: Hand) -> float:
    """Of a part of the grid with rows in it."""
    image = (
        hand.grid.viewport().grab().toImage().scaled(1, 1, mode=Qt.TransformationMode.SmoothTransformation)
    )
    return image.pixelColor(0, 0).lightness()


def test_compact_rows_are_lower_in_grid_and_tree(another_app, make_page) -> None:
    def heights() -> tuple[int, int, int]:
        hand = make_page(another_app())
        tree = hand.page.tree.view
        top = (
            hand.grid.visualRect(hand.model.index(1, 0)).top()
            - hand.grid.visualRect(hand.model.index(0, 0)).top()
        )
        return hand.grid.rowHeight(0), top, tree.visualRect(tree.model().index(0, 0)).height()

    assert heights() == (32, 32, 28)
    use_density("compact")
    assert heights() == (26, 26, 24)
