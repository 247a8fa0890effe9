"""New entries, copies, switching off, deleting, and where each leads to: through the page, as a person does it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QContextMenuEvent, QDesktopServices, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from lazi_desktop.domain.kinds import EntityKind, Tree
from lazi_desktop.domain.ops import OpKind
from lazi_desktop.ui.pricebook.entry_tabs import HISTORY, USED_IN
from tests.fakes.ui_fakes import FakeApp
from tests.ui.pricebook.conftest import Hand

PATTERN = "https://titan.test/{list}/{id}"


def trigger(hand: Hand, name: str) -> None:
    hand.page.actions_by_name[name].trigger()
    hand.settle()


def write(widget, text: str) -> None:
    widget.setFocus()
    QTest.keyClicks(widget, text)


def made(hand: Hand) -> list:
    return [op.entity_key for op in hand.book.ledger if op.kind is OpKind.CREATE]


# ---------------------------------------------------------------------------------------------------------------- new


def test_a_new_material_begins_in_the_chosen_category_and_goes_on_in_its_editor(hand: Hand) -> None:
    place = hand.book.nodes[0].name
    hand.choose(place)
    trigger(hand, "new_entry")
    line = hand.page.life.line
    assert line.isVisible()
    assert line.title.text() == f"New material in {place}"
    assert not line.kind.isVisible()
    write(line.code, "TEE-9")
    write(line.name, "Brass tee")
    write(line.price, "7,50")
    QTest.keyClick(line.price, Qt.Key.Key_Return)
    hand.settle()
    [key] = made(hand)
    now = hand.book.detail(key).effective
    assert (now["code"], now["display_name"], str(now["price"]), now["categories"]) == (
        "TEE-9", "Brass tee", "7.5", [hand.book.nodes[0].remote_id],
    )  # fmt: skip
    assert not line.isVisible()
    assert hand.page.editors.key == key
    assert len(hand.book.undo_list) == 1


def test_what_does_not_fit_is_said_below_and_nothing_typed_is_lost(hand: Hand) -> None:
    trigger(hand, "new_material")
    line = hand.page.life.line
    write(line.price, "cheap")
    line.make.click()
    assert line.problem.text() == "Code cannot be empty."
    assert line.code.hasFocus()
    write(line.code, "TEE-9")
    line.make.click()
    assert "is not a number" in line.problem.text()
    assert line.price.text() == "cheap"
    QTest.keyClick(line.price, Qt.Key.Key_Escape)
    assert not line.isVisible()
    assert hand.grid.hasFocus()
    trigger(hand, "new_entry")
    assert line.code.text() == "TEE-9"
    assert made(hand) == []


def test_a_code_that_is_taken_is_told_while_typing(hand: Hand) -> None:
    code = hand.codes()[0]
    trigger(hand, "new_entry")
    line = hand.page.life.line
    write(line.code, code.lower())
    hand.qtbot.waitUntil(lambda: "has this code already" in line.problem.text())
    line.make.click()
    hand.settle()
    assert len(made(hand)) == 1


def test_each_kind_has_its_own_line_in_its_own_tree(hand: Hand) -> None:
    trigger(hand, "new_discount_fee")
    line = hand.page.life.line
    assert hand.page.tree.tree is Tree.SERVICES
    assert line.title.text() == "New discount or fee in no category"
    write(line.code, "SPRING")
    line.type.setCurrentText("Fee")
    line.amount_type.setCurrentText("Fixed")
    write(line.price, "25")
    line.make.click()
    hand.settle()
    now = hand.book.detail(made(hand)[0]).effective
    assert (now["type"], now["amount_type"], now["amount"]) == ("Fee", "Fixed", 25)


def test_what_is_new_can_be_used_at_once(hand: Hand) -> None:
    trigger(hand, "new_material")
    write(hand.page.life.line.code, "TEE-9")
    hand.page.life.line.make.click()
    hand.settle()
    [key] = made(hand)
    service = next(one for one, (kind, _) in hand.book.mirror.items() if kind is EntityKind.SERVICE)
    hand.book.override(service, "service_materials", [{"skuId": str(key), "quantity": 1}])
    assert [usage.user for usage in hand.app.queries.where_used(key)] == [service]


# ------------------------------------------------------------------------------------------------------------- copies


def test_several_are_copied_as_one_step(hand: Hand) -> None:
    codes = hand.codes()[:3]
    hand.grid.select_rows([(0, 2)])
    trigger(hand, "duplicate_entries")
    copies = [hand.book.detail(key).effective["code"] for key in made(hand)]
    assert sorted(copies) == sorted(f"{code}-COPY" for code in codes)
    assert [step.label for step in hand.book.undo_list] == ["Duplicate 3 entries"]


def test_a_single_copy_is_selected(hand: Hand) -> None:
    code = hand.codes()[0]
    hand.go_to(code)
    trigger(hand, "duplicate_entries")
    hand.settle()
    assert hand.page.inspector.key == made(hand)[0]


# ------------------------------------------------------------------------------------------------------ off, on, gone


def use(hand: Hand, code: str) -> None:
    """A service links the material."""
    key = hand.book.key(code)
    service = next(one for one, (kind, _) in hand.book.mirror.items() if kind is EntityKind.SERVICE)
    hand.book.override(service, "service_materials", [{"skuId": hand.book.remote_ids[key], "quantity": 1}])


def active_codes(hand: Hand) -> list[str]:
    return [code for code in hand.codes() if hand.book.detail(hand.book.key(code)).effective["active"]]


def test_what_nothing_uses_is_switched_off_at_once_and_many_in_one_step(hand: Hand) -> None:
    codes = active_codes(hand)[:2]
    hand.grid.select_rows([(hand.row(code), hand.row(code)) for code in codes])
    trigger(hand, "deactivate_entries")
    assert not hand.page.life.banner.isVisible()
    assert [hand.book.detail(hand.book.key(code)).effective["active"] for code in codes] == [False, False]
    assert len(hand.book.undo_list) == 1
    trigger(hand, "activate_entries")
    assert [hand.book.detail(hand.book.key(code)).effective["active"] for code in codes] == [True, True]


def test_what_is_used_says_so_beforehand_and_blocks_nothing(hand: Hand) -> None:
    code = active_codes(hand)[0]
    use(hand, code)
    hand.go_to(code)
    trigger(hand, "deactivate_entries")
    banner = hand.page.life.banner
    assert banner.isVisible()
    assert banner.words.text().startswith(f"{code} is used in 1 service.")
    assert hand.book.detail(hand.book.key(code)).effective["active"]
    banner.show_button.click()
    hand.settle()
    assert hand.page.inspector.panel.open_tab == USED_IN
    banner.go_on.click()
    hand.settle()
    assert hand.book.detail(hand.book.key(code)).effective["active"] is False
    assert not banner.isVisible()


def test_escape_leaves_it_as_it_is(hand: Hand) -> None:
    code = active_codes(hand)[0]
    use(hand, code)
    hand.go_to(code)
    trigger(hand, "deactivate_entries")
    QTest.keyClick(hand.page.life.banner.go_on, Qt.Key.Key_Escape)
    assert not hand.page.life.banner.isVisible()
    assert hand.grid.hasFocus()
    assert hand.book.detail(hand.book.key(code)).effective["active"]


def test_deleting_says_that_servicetitan_keeps_what_it_has(hand: Hand) -> None:
    code = active_codes(hand)[0]
    hand.go_to(code)
    trigger(hand, "delete_entries")
    banner = hand.page.life.banner
    assert "ServiceTitan keeps what it has: 1 entry will be made inactive" in banner.words.text()
    assert banner.go_on.text() == "Deactivate"
    banner.go_on.click()
    hand.settle()
    assert hand.book.detail(hand.book.key(code)).effective["active"] is False


def test_what_servicetitan_never_had_is_thrown_away_at_once(hand: Hand) -> None:
    trigger(hand, "new_material")
    write(hand.page.life.line.code, "TEE-9")
    hand.page.life.line.make.click()
    hand.settle()
    [key] = made(hand)
    trigger(hand, "delete_entries")  # its editor is on the screen
    assert not hand.page.life.banner.isVisible()
    assert key not in hand.book.mirror


def test_a_category_with_the_keyboard_is_what_is_meant(hand: Hand) -> None:
    hand.grid.select_rows([(0, 2)])
    hand.choose(hand.book.nodes[0].name)
    hand.page.tree.view.setFocus()
    trigger(hand, "copy_code")
    assert QGuiApplication.clipboard().text() == hand.book.nodes[0].name


# ----------------------------------------------------------------------------------------------------------- elsewhere


def test_codes_are_copied_one_to_a_line(hand: Hand) -> None:
    codes = hand.codes()[:2]
    hand.grid.select_rows([(0, 1)])
    trigger(hand, "copy_code")
    assert QGuiApplication.clipboard().text().splitlines() == codes
    assert hand.app.notifier.told[-1] == "2 codes copied."


class Browser(QObject):
    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []

    @Slot(QUrl)
    def go(self, url: QUrl) -> None:
        self.opened.append(url.toString())


@pytest.fixture
def browser():
    browser = Browser()
    QDesktopServices.setUrlHandler("https", browser, "go")  # type: ignore[arg-type]  # (the stubs want bytes)
    yield browser
    QDesktopServices.unsetUrlHandler("https")


def test_its_page_opens_in_the_browser(app: FakeApp, make_page, browser: Browser) -> None:
    app.context = replace(app.context, web_page=PATTERN)
    hand = make_page(app)
    code = hand.codes()[0]
    hand.go_to(code)
    trigger(hand, "open_in_servicetitan")
    assert browser.opened == [f"https://titan.test/materials/{hand.book.remote_ids[hand.book.key(code)]}"]


def test_without_a_page_it_says_so(hand: Hand, browser: Browser) -> None:
    hand.go_to(hand.codes()[0])
    trigger(hand, "open_in_servicetitan")
    assert browser.opened == []
    assert hand.app.notifier.problems[-1].detail == "This connection has no pages to open in the browser."


def test_the_history_of_a_cell_is_that_of_its_field(hand: Hand) -> None:
    hand.go_to(hand.codes()[0], "price")
    QTest.keyClick(hand.grid, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    hand.settle()
    assert hand.page.inspector.panel.open_tab == HISTORY
    assert hand.page.history_wish.field == "price"
    assert hand.app.engine.asked("read_history") == [(hand.page.inspector.key, None)]
    trigger(hand, "show_history")
    assert hand.page.history_wish.field == ""


def test_rows_are_marked_for_review_without_being_changed(hand: Hand) -> None:
    hand.grid.select_rows([(0, 1)])
    trigger(hand, "mark_to_review")
    keys = [hand.book.key(code) for code in hand.codes()[:2]]
    assert [hand.book.detail(key).effective["review_mark"] for key in keys] == ["To review"] * 2
    assert hand.book.pending() == []
    trigger(hand, "take_mark_off")
    assert [hand.book.detail(key).effective.get("review_mark") for key in keys] == [None, None]
    assert len(hand.book.undo_list) == 2


def row_menu(hand: Hand) -> dict[str, str]:
    """What the menu of the rows offers, with the keys beside it."""
    at = hand.grid.rect().center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, at, hand.grid.mapToGlobal(at))
    QApplication.sendEvent(hand.grid, event)
    menu = hand.page.row_menu.menu
    assert menu is not None
    texts = [action.text().partition("\t") for action in menu.actions() if not action.isSeparator()]
    menu.close()
    return {text: keys for text, _, keys in texts}


def test_the_row_menu_offers_only_what_changes_something(hand: Hand) -> None:
    on, other = active_codes(hand)[:2]
    hand.go_to(on)
    offered = row_menu(hand)
    assert "Deactivate" in offered
    assert "Activate" not in offered
    trigger(hand, "deactivate_entries")
    offered = row_menu(hand)
    assert "Activate" in offered
    assert "Deactivate" not in offered
    hand.grid.select_rows([(hand.row(code), hand.row(code)) for code in (on, other)])
    assert {"Activate", "Deactivate"} <= row_menu(hand).keys()


def test_the_row_menu_shows_the_keys_of_copy_and_paste(hand: Hand) -> None:
    hand.go_to(active_codes(hand)[0])
    offered = row_menu(hand)
    assert (offered["Copy"], offered["Paste"]) == ("Ctrl+C", "Ctrl+V")


def test_a_button_offers_what_can_be_made_in_the_tree(hand: Hand) -> None:
    button = hand.page.grid.head.new_button
    assert button.accessibleName()
    assert button.focusPolicy() & Qt.FocusPolicy.TabFocus

    def offered() -> list[str]:
        menu = button.menu()
        menu.aboutToShow.emit()
        return [action.text() for action in menu.actions() if not action.isSeparator()]

    assert offered() == ["New material…", "New category"]
    hand.page.tree.show_tree(Tree.SERVICES)
    hand.settle()
    assert offered() == ["New service…", "New equipment…", "New discount or fee…", "New category"]
    button.menu().actions()[1].trigger()
    hand.settle()
    assert hand.page.life.line.isVisible()
    assert hand.page.life.line.chosen_kind is EntityKind.EQUIPMENT
