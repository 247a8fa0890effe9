"""Editor tabs: several open at once, over the table; found again after a restart."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.ui.editors.category_picker import CategoryPicker
from lazi_desktop.ui.editors.entity_form import EntityForm
from tests.fakes.ui_fakes import FakeApp
from tests.ui.pricebook.conftest import Hand

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def press(hand: Hand, key: Qt.Key, modifier: Qt.KeyboardModifier = CTRL) -> None:
    """Wherever the focus is."""
    hand.page.activateWindow()
    held = QApplication.focusWidget()
    assert held is not None
    QTest.keyClick(held, key, modifier)
    hand.settle()


def titles(hand: Hand) -> list[str]:
    return [hand.page.editors.bar.tabText(place) for place in range(hand.page.editors.bar.count())]


def form(hand: Hand) -> EntityForm:
    shown = hand.page.editors.form
    assert shown is not None, "the table is shown"
    return shown


def line(hand: Hand, name: str) -> Any:
    return form(hand).editors[name].control.widget


def test_ctrl_e_opens_what_is_selected_with_all_its_fields(hand: Hand) -> None:
    assert hand.page.editors.bar.isHidden(), "no tabs, no bar"
    hand.go_to("UN-1014")
    press(hand, Qt.Key.Key_E)
    assert titles(hand) == ["Table", "UN-1014"]
    assert line(hand, "price").text() == "$ 6.06"
    assert line(hand, "epa_number").isVisible()
    assert not hand.grid.isVisible()


def test_what_is_searched_is_seen_also_from_a_tab(hand: Hand) -> None:
    hand.go_to("UN-1014")
    press(hand, Qt.Key.Key_E)
    hand.page.set_search("")
    assert not hand.grid.isVisible()
    hand.page.set_search("UN-1021")
    hand.settle()
    assert hand.grid.isVisible()
    assert titles(hand) == ["Table", "UN-1014"]


def test_a_double_click_on_a_code_opens_it(hand: Hand) -> None:
    hand.go_to("UN-1014", "code")
    index = hand.grid.currentIndex()
    place = hand.grid.visualRect(index).center()
    QTest.mouseClick(hand.grid.viewport(), Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseDClick(hand.grid.viewport(), Qt.MouseButton.LeftButton, pos=place)
    hand.settle()
    assert titles(hand) == ["Table", "UN-1014"]
    assert list(hand.grid.editors()) == []


def test_tabs_go_round_and_close(hand: Hand) -> None:
    for code in ("UN-1014", "UN-1021", "SV-1000"):
        hand.page.editors.open(hand.book.key(code))
        hand.settle()
    assert titles(hand) == ["Table", "UN-1014", "UN-1021", "SV-1000"]
    assert line(hand, "code").text() == "SV-1000"
    press(hand, Qt.Key.Key_Tab)
    assert hand.page.editors.key is None
    press(hand, Qt.Key.Key_Tab)
    assert line(hand, "code").text() == "UN-1014"
    press(hand, Qt.Key.Key_W)
    assert titles(hand) == ["Table", "UN-1021", "SV-1000"]
    hand.page.editors.open(hand.book.key("UN-1021"))
    hand.settle()
    assert titles(hand) == ["Table", "UN-1021", "SV-1000"], "it has a tab already"
    press(hand, Qt.Key.Key_W)
    press(hand, Qt.Key.Key_W)
    press(hand, Qt.Key.Key_W)
    assert titles(hand) == ["Table"]
    assert hand.page.editors.bar.isHidden()
    assert hand.grid.isVisible()


def test_what_is_left_by_another_tab_is_saved(hand: Hand) -> None:
    hand.page.editors.open(hand.book.key("UN-1014"))
    hand.page.editors.open(hand.book.key("UN-1021"))
    hand.settle()
    price = line(hand, "price")
    price.setFocus()
    price.selectAll()
    QTest.keyClicks(price, "9")
    press(hand, Qt.Key.Key_Tab, CTRL | SHIFT)
    assert hand.ops() == [("set", "price", 9)]
    assert hand.book.ledger[-1].entity_key == hand.book.key("UN-1021")
    assert line(hand, "price").text() == "$ 6.06"
    assert line(hand, "price") is price, "one form serves all of a kind"
    press(hand, Qt.Key.Key_Tab)
    assert price.text() == "$ 9.00"
    hand.page.editors.show_table()
    assert hand.cell("UN-1021", "price") == "9.00"


def test_open_tabs_are_there_after_a_restart(hand: Hand, another_app, make_page) -> None:
    for code in ("UN-1014", "SV-1000", "EQ-1000"):
        hand.page.editors.open(hand.book.key(code))
        hand.settle()
    hand.page.editors.open(hand.book.key("SV-1000"))
    hand.settle()
    again = make_page(another_app())
    again.qtbot.waitUntil(lambda: again.page.editors.form is not None)
    assert titles(again) == ["Table", "UN-1014", "SV-1000", "EQ-1000"]
    assert line(again, "code").text() == "SV-1000"


def test_an_editor_of_what_is_gone_closes(hand: Hand) -> None:
    key = hand.app.book.make_new(EntityKind.MATERIAL, "Breakers", code="NEW-1", active=True)
    hand.page.editors.open(key)
    hand.settle()
    assert titles(hand) == ["Table", "NEW-1"]
    hand.book.forget(key)
    hand.page.editors.panel.editing.read_again()
    hand.settle()
    assert titles(hand) == ["Table"]


def test_what_is_given_only_at_creation_can_be_changed_until_then(app: FakeApp, make_page) -> None:
    new = app.book.make_new(EntityKind.MATERIAL, "Breakers", code="NEW-1", active=True)
    hand = make_page(app)
    hand.page.editors.open(new)
    hand.settle()
    box = line(hand, "is_other_direct_cost")
    box.click()
    hand.settle()
    assert hand.ops() == [("set", "is_other_direct_cost", True)]
    hand.page.editors.open(hand.book.key("UN-1000"))
    hand.settle()
    assert not box.isEnabled()
    assert "comes from ServiceTitan" in box.toolTip()


def test_undo_of_what_the_editor_shows_leaves_it_open(hand: Hand) -> None:
    key = hand.book.key("UN-1014")
    hand.page.editors.open(key)
    hand.settle()
    hand.page.show_entity(key)
    hand.settle()
    assert hand.page.editors.key == key
    hand.page.show_entity(hand.book.key("UN-1021"))
    hand.settle()
    assert hand.page.editors.key is None


@pytest.mark.parametrize("width, columns", [(1340, 3), (900, 2)])
def test_sections_stand_beside_each_other_where_there_is_room(hand: Hand, width: int, columns: int) -> None:
    hand.page.resize(width, 800)
    hand.page.editors.open(hand.book.key("EQ-1000"))
    hand.settle()
    QApplication.processEvents()
    seen = [editor for editor in form(hand).editors.values() if editor.isVisible()]
    lefts = {editor.mapTo(form(hand), editor.rect().topLeft()).x() for editor in seen}
    assert columns <= len(lefts) <= 2 * columns, "each column has fields in the left and the right half"


def test_the_reasons_why_some_things_are_not_here_are_said(hand: Hand) -> None:
    hand.page.editors.open(hand.book.key("EQ-1000"))
    hand.settle()
    said = " ".join(label.text() for label in form(hand).findChildren(QLabel))
    assert "Intacct GL group account: ServiceTitan takes it and never shows it" in said
    assert "Variations of configurable equipment are shown" in said
    assert "Variations of a configurable material" not in said


def test_a_category_is_hung_elsewhere_but_not_below_itself(app: FakeApp, make_page) -> None:
    place = {node.name: node for node in app.book.nodes}
    key = place["Plumbing"].key
    hand = make_page(app)
    hand.page.editors.open(key)
    hand.settle()
    button = line(hand, "parent_id")
    assert button.text() == "At the top"
    app.book.mirror[key][1]["category_type"] = "Materials"
    hand.page.editors.panel.editing.read_again()
    hand.settle()
    button.click()
    hand.settle()
    picker = next(one for one in QApplication.topLevelWidgets() if isinstance(one, CategoryPicker))
    offered = [picker.list.model().index(at, 0).data() for at in range(picker.list.model().rowCount())]
    assert "Electrical" in offered
    assert not [path for path in offered if path.startswith("Plumbing")]
    QTest.keyClicks(picker.search, "chemicals")
    hand.key(Qt.Key.Key_Return, on=picker.search)
    assert hand.ops() == [("set", "parent_id", place["Chemicals"].remote_id)]
    assert button.text() == "Chemicals"
    button.click()
    hand.settle()
    picker = next(
        one for one in QApplication.topLevelWidgets() if isinstance(one, CategoryPicker) and one.isVisible()
    )
    QTest.keyClicks(picker.search, "at the top")
    hand.key(Qt.Key.Key_Return, on=picker.search)
    assert hand.ops()[-1][:2] == ("unset", "parent_id"), "ServiceTitan has it there"
    assert button.text() == "At the top"


def test_a_tab_of_what_is_gone_closes_also_behind_another(app: FakeApp, make_page) -> None:
    new = app.book.make_new(EntityKind.MATERIAL, "Breakers", code="NEW-1", active=True)
    hand = make_page(app)
    other = hand.book.key("UN-1000")
    for key in (new, other):
        hand.page.editors.open(key)
        hand.settle()
    app.edits.discard([new], initiator=hand.page)
    hand.settle()
    assert hand.page.editors.targets == [other]
    assert hand.page.editors.key == other
