"""The gallery as a person uses it: what is listed, chosen, found, filtered and remembered."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QGuiApplication, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from lazi_desktop.domain.kinds import EntityKind, Tree
from lazi_desktop.domain.ops import Aspect, Changes
from lazi_desktop.domain.pictures import PictureFlaw, PictureProblem
from lazi_desktop.ports.sku_query import SkuFlag
from lazi_desktop.ui.gallery.gallery_filters import GalleryFilters
from lazi_desktop.ui.gallery.tile_places import USUAL
from lazi_desktop.ui.gallery.tiles_model import TileRole
from tests.fakes.ui_fakes import FakeBook
from tests.ui.gallery.hand import Hand, Taker, image, thumbnail

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


# ---------------------------------------------------------------------------------------------------- what is listed


def test_nothing_is_read_before_somebody_looks(qapp, tmp_path: Path, qtbot) -> None:
    hand = Hand(tmp_path, qtbot)
    hand.app.settle(qtbot)
    assert not len(hand.page.sheet.model.rows)
    assert not hand.page.tree.names
    hand.show()
    assert len(hand.page.sheet.model.rows) == 240
    assert hand.page.sheet.title.text() == "All materials"
    assert hand.page.sheet.crumbs.text() == "240 entries"


def test_the_model_keeps_qts_rules(hand: Hand, qtmodeltester) -> None:
    qtmodeltester.check(hand.page.sheet.model)


def test_a_tile_tells_what_it_shows(hand: Hand) -> None:
    model, role = hand.page.sheet.model, Qt.ItemDataRole.AccessibleTextRole
    words = [model.data(model.index(position, 0), role) for position in range(30)]
    rows = [model.rows.at(position) for position in range(30)]
    for said, row in zip(words, rows, strict=True):
        assert row is not None
        count = len(row.more["assets"])
        assert said.startswith(f"{row.name}, {row.code}, Material")
        assert said.endswith({0: "no picture", 1: "1 picture", 2: "2 pictures"}[count])


def test_pictures_of_the_screen_are_asked_for_and_those_of_before_given_up(hand: Hand) -> None:
    hand.qtbot.waitUntil(lambda: len(hand.pictures.waited_for()) > 5)
    first = set(hand.pictures.waited_for())
    hand.view.verticalScrollBar().setValue(hand.view.verticalScrollBar().maximum())

    def others() -> bool:
        now = hand.pictures.waited_for()
        return bool(now) and first.isdisjoint(now)

    hand.qtbot.waitUntil(others)
    hand.page.hide()
    assert hand.pictures.waited_for() == [], "nobody looks at another page's tiles"


def test_what_changed_meanwhile_is_there_on_coming_back(hand: Hand) -> None:
    row = hand.page.sheet.model.rows.at(0)
    assert row is not None
    hand.page.hide()
    hand.app.book.override(row.key, "name", "Renamed")
    hand.app.book.override(row.key, "display_name", "Renamed")
    hand.app.edits.announce(Changes(frozenset([row.key]), frozenset([Aspect.FIELDS])))
    hand.page.show()
    hand.settle()
    now = hand.page.sheet.model.rows.at(0)
    assert now is not None
    assert now.name == "Renamed"


# --------------------------------------------------------------------------------------------------- what is narrowed


def test_pills_count_and_filter(hand: Hand) -> None:
    strip = hand.page.sheet.strip
    without = strip.flags[SkuFlag.NO_IMAGE]
    hand.qtbot.waitUntil(lambda: without.text() == "No picture 48")
    assert without.accessibleName() == "No picture, 48 entries"
    assert not strip.flags[SkuFlag.IMAGE_FAILED].isEnabled(), "there is nothing to be shown"
    without.click()
    hand.settle()
    assert len(hand.codes) == 48
    assert strip.clear_button.isVisible()
    strip.clear_button.click()
    hand.settle()
    assert len(hand.codes) == 240


def test_kinds_of_a_tree_are_told_apart(hand: Hand) -> None:
    strip = hand.page.sheet.strip
    assert not strip.kinds[EntityKind.MATERIAL].isVisible(), "there is no other kind"
    hand.page.tree.show_tree(Tree.SERVICES)
    hand.settle()
    hand.qtbot.waitUntil(lambda: strip.kinds[EntityKind.EQUIPMENT].text() == "Equipment 12")
    strip.kinds[EntityKind.EQUIPMENT].click()
    hand.settle()
    assert hand.kinds() == {EntityKind.EQUIPMENT}
    hand.qtbot.waitUntil(lambda: strip.kinds[EntityKind.SERVICE].text() == "Services 60")


def test_a_change_of_pictures_is_found_as_pending(hand: Hand) -> None:
    row = hand.page.sheet.model.rows.at(4)
    assert row is not None
    hand.app.book.override(row.key, "assets", [image("Images/other.jpg")])
    hand.app.edits.announce(Changes(frozenset([row.key]), frozenset([Aspect.FIELDS, Aspect.STATE])))
    hand.settle()
    pending = hand.page.sheet.strip.flags[SkuFlag.IMAGE_PENDING]
    hand.qtbot.waitUntil(lambda: pending.text() == "Pending 1")
    pending.click()
    hand.settle()
    assert hand.codes == [row.code]


def test_search_narrows_and_its_end_brings_all_back(hand: Hand) -> None:
    hand.page.set_search("UN-1000")
    hand.settle()
    assert hand.codes == ["UN-1000"]
    with hand.qtbot.waitSignal(hand.page.search_cleared):
        hand.page.actions_by_name["gallery_all"].trigger()
    hand.settle()
    assert len(hand.codes) == 240


@pytest.mark.parametrize(
    ("flag", "title"),
    [
        (SkuFlag.IMAGE_FAILED, "No picture here was refused"),
        (SkuFlag.IMAGE_PENDING, "No picture here waits to be pushed"),
    ],
)
def test_an_empty_list_says_why(hand: Hand, flag: SkuFlag, title: str) -> None:
    hand.page.listing.use(GalleryFilters(flags=frozenset([flag])))
    hand.settle()
    empty = hand.page.sheet.empty
    assert empty.isVisible()
    assert empty.title.text() == title
    empty.button.click()
    hand.settle()
    assert not empty.isVisible()
    assert len(hand.codes) == 240


def test_nothing_found_and_nothing_pulled_are_told_apart(hand: Hand, tmp_path: Path, qtbot) -> None:
    hand.page.set_search("no such thing")
    hand.settle()
    assert "no such thing" in hand.page.sheet.empty.title.text()
    book = FakeBook(materials=0, services=0, equipment=0, fees=0)
    book.nodes.clear()
    book.mirror.clear()
    bare = Hand(tmp_path / "bare", qtbot, book)
    bare.show()
    assert bare.page.sheet.empty.title.text() == "Nothing pulled yet"
    bare.page.sheet.empty.button.click()
    assert bare.app.engine.asked("pull")


# ----------------------------------------------------------------------------------------------------- what is chosen


def test_clicks_choose_one_more_and_a_span(hand: Hand) -> None:
    codes = hand.codes
    hand.click(2)
    assert hand.chosen == [codes[2]]
    hand.click(5, CTRL)
    assert hand.chosen == [codes[2], codes[5]]
    hand.click(5, CTRL)
    assert hand.chosen == [codes[2]]
    hand.click(1)
    hand.click(4, SHIFT)
    assert hand.chosen == codes[1:5]
    hand.click(3)
    assert hand.chosen == [codes[3]]


def test_keys_go_about_and_extend(hand: Hand) -> None:
    codes, columns = hand.codes, hand.view.places.columns
    hand.click(0)
    hand.key(Qt.Key.Key_Right)
    hand.key(Qt.Key.Key_Down)
    assert hand.chosen == [codes[columns + 1]]
    hand.key(Qt.Key.Key_Right, SHIFT, times=2)
    assert hand.chosen == codes[columns + 1 : columns + 4]
    hand.key(Qt.Key.Key_End)
    assert hand.chosen == [codes[-1]]
    assert hand.view.seen().stop == len(codes), "where the keyboard is, one sees"
    hand.key(Qt.Key.Key_Down)
    assert hand.chosen == [codes[-1]]
    hand.key(Qt.Key.Key_Home)
    hand.key(Qt.Key.Key_Right, CTRL, times=3)
    hand.key(Qt.Key.Key_Space, CTRL)
    assert hand.chosen == [codes[0], codes[3]]
    hand.key(Qt.Key.Key_PageDown)
    assert hand.view.currentIndex().row() > 3
    hand.key(Qt.Key.Key_Escape)
    assert hand.chosen == []


def test_all_are_chosen_also_those_not_listed_yet(hand: Hand) -> None:
    hand.key(Qt.Key.Key_A, CTRL)
    assert len(hand.chosen) == 240
    hand.qtbot.waitUntil(lambda: hand.page.sheet.status.text() == "240 selected")


def test_a_frame_drawn_with_the_mouse_chooses_what_it_touches(hand: Hand) -> None:
    codes, viewport = hand.codes, hand.view.viewport()
    columns = hand.view.places.columns
    beside = hand.view.visualRect(hand.view.index_at(0)).topLeft() - QPoint(3, 3)
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, pos=beside)
    QTest.mouseMove(viewport, hand.middle(0))
    QTest.mouseMove(viewport, hand.middle(columns + 1))
    assert hand.chosen == [codes[0], codes[1], codes[columns], codes[columns + 1]]
    QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=hand.middle(columns + 1))
    hand.qtbot.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=beside)
    assert hand.chosen == []


def test_what_is_chosen_stays_so_in_another_list(hand: Hand) -> None:
    hand.page.set_search("Pump Union")
    hand.settle()
    some = hand.codes[1]
    hand.click(1)
    hand.page.set_search("")
    hand.settle()
    assert hand.chosen == [some]
    assert hand.view.currentIndex().row() == hand.codes.index(some)
    hand.page.set_search("Check Valve")
    hand.settle()
    assert hand.chosen == []


def test_codes_are_copied_in_the_order_of_the_list(hand: Hand) -> None:
    codes = hand.codes
    hand.click(3)
    hand.click(1, CTRL)
    hand.key(Qt.Key.Key_C, CTRL)
    hand.settle()
    assert QGuiApplication.clipboard().text() == f"{codes[1]}\n{codes[3]}"


def test_the_menu_offers_what_can_be_done(hand: Hand) -> None:
    hand.click(0)
    hand.click(1, CTRL)
    hand.view.menu_wanted.emit(hand.view.mapToGlobal(QPoint(20, 20)))
    menu = hand.page.menu.menu
    assert menu is not None
    words = [action.text().split("\t")[0] for action in menu.actions() if action.text()]
    assert "Compare two pictures" in words
    assert "Show in the pricebook" in words
    assert "Paste pictures" not in words, "nobody takes pictures here"
    menu.close()


def test_ways_to_the_pricebook_and_to_the_editor(hand: Hand) -> None:
    hand.click(7)
    row = hand.page.sheet.model.rows.at(7)
    assert row is not None
    with hand.qtbot.waitSignal(hand.page.show_wanted) as shown:
        hand.key(Qt.Key.Key_Return, CTRL)
    assert shown.args == [row.key]
    with hand.qtbot.waitSignal(hand.page.editor_wanted) as edited:
        hand.key(Qt.Key.Key_F2)
    assert edited.args == [row.key, "assets"]
    assert hand.page.shows(row.key)


# -------------------------------------------------------------------------------------------------- how large, and kept


def test_tiles_grow_by_wheel_keys_and_slider(hand: Hand) -> None:
    wheel = QWheelEvent(
        QPointF(200, 200), QPointF(hand.view.mapToGlobal(QPoint(200, 200))), QPoint(), QPoint(0, 120),
        Qt.MouseButton.NoButton, CTRL, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(hand.view.viewport(), wheel)
    larger = hand.view.side
    assert larger > USUAL
    assert hand.page.sheet.zoom_bar.slider.value() == larger
    hand.key(Qt.Key.Key_Minus, CTRL, times=2)
    assert hand.view.side < USUAL
    hand.key(Qt.Key.Key_0, CTRL)
    assert hand.view.side == USUAL
    hand.page.sheet.zoom_bar.slider.setValue(300)
    assert hand.view.side == 300


def test_growing_keeps_in_sight_what_one_looks_at(hand: Hand) -> None:
    hand.click(0)
    hand.key(Qt.Key.Key_PageDown, times=3)
    current = hand.view.currentIndex().row()
    for side in (96, 360, 160):
        hand.view.zoom_to(side)
        assert current in hand.view.seen()


def test_the_page_is_found_as_it_was_left(hand: Hand) -> None:
    hand.view.zoom_to(240)
    hand.page.tree.show_tree(Tree.SERVICES)
    hand.settle()
    hand.page.listing.use(GalleryFilters(flags=frozenset([SkuFlag.NO_IMAGE])))
    hand.settle()
    hand.page.splitter.setSizes([300, 800])
    hand.page.splitter.splitterMoved.emit(300, 1)
    left, listed = hand.page.splitter.sizes(), hand.codes
    hand.page.close()
    hand.page = hand.new_page()
    hand.show()
    assert hand.view.side == 240
    assert hand.page.tree.tree is Tree.SERVICES
    assert hand.codes == listed
    assert hand.page.splitter.sizes() == left
    assert hand.page.sheet.strip.flags[SkuFlag.NO_IMAGE].isChecked()
    assert hand.app.state.value("pricebook/tree") is None, "the pricebook's own tree is another"


# ------------------------------------------------------------------------------------------------ what is dropped on it


@pytest.fixture
def taker(hand: Hand) -> Taker:
    taker = Taker()
    hand.page.use_adding(taker)
    return taker


def test_a_file_goes_onto_the_tile_it_is_dropped_on(hand: Hand, taker: Taker) -> None:
    row = hand.page.sheet.model.rows.at(4)
    assert row is not None
    assert hand.drop(hand.middle(4), "a.jpg", "b.jpg")
    assert taker.taken == [(["a.jpg", "b.jpg"], [row.key])]


def test_onto_one_of_the_chosen_is_onto_all_of_them(hand: Hand, taker: Taker) -> None:
    hand.click(1)
    hand.click(3, SHIFT)
    assert hand.drop(hand.middle(2), "a.jpg")
    rows = [hand.page.sheet.model.rows.at(position) for position in (1, 2, 3)]
    assert [set(keys) for _, keys in taker.taken] == [{row.key for row in rows if row is not None}]
    assert hand.drop(hand.middle(6), "b.jpg")
    assert len(taker.taken[1][1]) == 1, "one that is not chosen is meant alone"


def test_beside_the_tiles_nothing_is_named(hand: Hand, taker: Taker) -> None:
    assert hand.drop(QPoint(2, 2), "a.jpg")
    assert taker.taken == [(["a.jpg"], [])]


def test_without_anybody_to_take_it_nothing_is_dropped(hand: Hand) -> None:
    assert not hand.drop(hand.middle(1), "a.jpg")


def test_pasting_goes_onto_what_is_chosen(hand: Hand, taker: Taker) -> None:
    hand.click(1)
    hand.click(2, CTRL)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile("/photos/c.jpg")])
    QGuiApplication.clipboard().setMimeData(data)
    hand.page.actions_by_name["gallery_paste"].trigger()
    hand.settle()
    assert [(names, len(keys)) for names, keys in taker.taken] == [(["c.jpg"], 2)]


def test_a_clipboard_without_pictures_is_told(hand: Hand, taker: Taker) -> None:
    hand.click(1)
    QGuiApplication.clipboard().setText("UN-1000")
    hand.key(Qt.Key.Key_V, CTRL)
    assert hand.page.sheet.status.text() == "There is no picture in the clipboard."
    assert not taker.taken


# ---------------------------------------------------------------------------------------------------- in full, and two


def test_enter_shows_in_full_and_arrows_go_on(hand: Hand) -> None:
    hand.click(0)
    hand.key(Qt.Key.Key_Return)
    full = hand.page.full
    assert full.isVisible()
    rows = [hand.page.sheet.model.rows.at(position) for position in range(3)]
    assert rows[0] is not None
    assert full.bar.title.text() == rows[0].name
    assert full.bar.facts.text().startswith("1 of 240")
    hand.key(Qt.Key.Key_Right)
    assert rows[1] is not None
    assert full.bar.title.text() == rows[1].name
    hand.key(Qt.Key.Key_Left, times=2)
    assert full.position == 0, "it stays at the end"
    hand.key(Qt.Key.Key_Right, times=2)
    hand.key(Qt.Key.Key_Escape)
    assert not full.isVisible()
    assert hand.view.currentIndex().row() == 2, "where one leafed to"
    assert hand.view.hasFocus()


def test_down_shows_the_other_pictures_of_the_entry(hand: Hand) -> None:
    two = next(
        position
        for position in range(60)
        if (row := hand.page.sheet.model.rows.at(position)) is not None and len(row.more["assets"]) == 2
    )
    hand.page.open_full(two)
    full = hand.page.full
    assert full.strip.isVisible()
    first = full.canvas.address
    hand.key(Qt.Key.Key_Down)
    assert full.canvas.address != first
    assert "picture 2 of 2" in full.bar.facts.text()
    hand.key(Qt.Key.Key_Up)
    assert full.canvas.address == first


def test_an_entry_without_a_picture_says_so(hand: Hand) -> None:
    none = next(
        position
        for position in range(60)
        if (row := hand.page.sheet.model.rows.at(position)) is not None and not row.more["assets"]
    )
    hand.page.open_full(none)
    assert hand.page.full.canvas.address == ""
    assert not hand.page.full.bar.nearer.isEnabled()
    assert not hand.page.full.strip.isVisible()


def test_leaving_the_full_view_gives_up_what_it_waited_for(hand: Hand) -> None:
    hand.page.open_full(0)
    address = hand.page.full.canvas.address
    wish = next(one for one in hand.pictures.wishes if one.address == address and one.side > 2_000)
    hand.key(Qt.Key.Key_Escape)
    assert wish.is_cancelled


def test_two_chosen_are_compared_and_move_together(hand: Hand) -> None:
    for row in (hand.page.sheet.model.rows.at(0), hand.page.sheet.model.rows.at(1)):
        assert row is not None
        for asset in row.more["assets"]:
            hand.pictures.held[asset["url"]] = thumbnail()
    hand.click(0)
    hand.click(1, CTRL)
    hand.key(Qt.Key.Key_C)
    hand.settle()
    compared = hand.page.compared
    assert compared.isVisible()
    left, right = (side.canvas for side in compared.sides)
    hand.key(Qt.Key.Key_Plus, times=3)
    assert left.stand == right.stand
    assert left.stand.zoom > 1
    compared.together.click()
    right.zoom(2)
    assert left.stand != right.stand
    hand.key(Qt.Key.Key_Escape)
    assert hand.view.isVisible()


def test_one_alone_cannot_be_compared(hand: Hand) -> None:
    hand.click(0)
    assert not hand.page.actions_by_name["gallery_compare"].isEnabled()


def test_searching_leads_back_from_the_full_view(hand: Hand) -> None:
    hand.page.open_full(0)
    hand.page.set_search("UN-1000")
    hand.settle()
    assert hand.view.isVisible()


def test_the_full_view_of_what_is_not_listed_any_more_is_left(hand: Hand) -> None:
    hand.page.open_full(0)
    hand.page.listing.use(GalleryFilters(flags=frozenset((SkuFlag.NO_IMAGE,))))
    hand.settle()
    assert not hand.page.full.isVisible()
    assert hand.view.hasFocus()


def test_the_full_view_stays_where_its_entry_is_listed_still(hand: Hand) -> None:
    hand.page.set_search("Pump Union")
    hand.settle()
    hand.page.open_full(1)
    hand.page.set_search("")
    hand.settle()
    assert hand.page.full.isVisible()
    assert not hand.page.full.bar.facts.text().startswith("0 of")


def test_delete_on_a_tile_removes_nothing_and_says_how_it_is_done(hand: Hand) -> None:
    hand.click(0)
    hand.settle()
    hand.key(Qt.Key.Key_Delete)
    assert "F2" in hand.page.sheet.status.text()
    hand.page.open_full(0)
    hand.key(Qt.Key.Key_Delete)
    assert hand.app.notifier.told == [hand.page.sheet.status.text()]
    assert not hand.app.book.undo_list


def test_what_is_done_with_tiles_is_done_in_full_view_too(hand: Hand, taker: Taker) -> None:
    row = hand.page.sheet.model.rows.at(2)
    assert row is not None
    hand.page.open_full(2)
    with hand.qtbot.waitSignal(hand.page.editor_wanted) as edited:
        hand.key(Qt.Key.Key_F2)
    assert edited.args == [row.key, "assets"]
    with hand.qtbot.waitSignal(hand.page.show_wanted) as shown:
        hand.key(Qt.Key.Key_Return, CTRL)
    assert shown.args == [row.key]
    assert hand.drop(QPoint(300, 300), "a.jpg", on=hand.page.full)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile("/photos/b.jpg")])
    QGuiApplication.clipboard().setMimeData(data)
    hand.key(Qt.Key.Key_V, CTRL)
    hand.settle()
    assert taker.taken == [(["a.jpg"], [row.key]), (["b.jpg"], [row.key])]


def test_a_tile_says_why_its_picture_is_not_shown(hand: Hand) -> None:
    hand.qtbot.waitUntil(lambda: bool(hand.pictures.waited_for()))
    model = hand.page.sheet.model
    position = next(at for at in range(5) if model.index(at, 0).data(TileRole.COVER))
    cover = model.index(position, 0).data(TileRole.COVER)
    wish = next(one for one in hand.pictures.wishes if one.address == cover)
    with hand.qtbot.waitSignal(hand.page.sheet.pictures.changed):
        wish.answer(PictureProblem(PictureFlaw.CUT_OFF, "The file ends in the middle."))
    for role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
        assert "The file ends in the middle." in model.index(position, 0).data(role)


def test_a_small_picture_is_said_to_be_small(hand: Hand) -> None:
    row = hand.page.sheet.model.rows.at(0)
    assert row is not None
    hand.pictures.held[row.more["assets"][0]["url"]] = thumbnail(full=(320, 240))
    hand.view.viewport().repaint()
    words = hand.page.sheet.model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "low resolution: 320 × 240 pixels" in words


def test_what_lies_beside_the_screen_is_asked_for_once_it_is_quiet(hand: Hand) -> None:
    hand.qtbot.waitUntil(lambda: any(not wish.visible for wish in hand.pictures.wishes))
    ahead = next(place for place, wish in enumerate(hand.pictures.wishes) if not wish.visible)
    seen = [hand.page.sheet.model.index(at, 0).data(TileRole.COVER) for at in hand.view.seen()]
    assert {wish.address for wish in hand.pictures.wishes[:ahead]} == {cover for cover in seen if cover}
    beside = {wish.address for wish in hand.pictures.wishes if not wish.visible}
    assert beside.isdisjoint(seen)
