"""From the list of kits into a kit and back, with the keyboard."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from lazi_desktop.operations.edit_fields import FieldEdit, edit_fields
from tests.ui.kits.kit_desk import KitDesk, union_set

ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def desk(tmp_path, qtbot) -> Iterator[KitDesk]:
    desk = KitDesk(tmp_path, qtbot)
    desk.show()
    yield desk
    desk.close()


def is_list_shown(desk: KitDesk) -> bool:
    return desk.opened.kits.list.isVisible()


@pytest.mark.parametrize("place", ["search", "lines", "name"])
def test_alt_left_goes_back_to_the_list_from_anywhere(desk: KitDesk, place: str) -> None:
    desk.open(union_set(desk))
    if place == "lines":
        desk.builder.enter_lines()
    elif place == "name":
        desk.opened.kits.header.name.setFocus()
    target = QApplication.focusWidget()
    assert target is not None
    QTest.keyClick(target, Qt.Key.Key_Left, ALT)
    desk.wait(lambda: is_list_shown(desk))
    assert desk.opened.kits.list.view.hasFocus()


def test_backspace_goes_back_unless_something_is_typed_there(desk: KitDesk) -> None:
    desk.open(union_set(desk))
    desk.type("bo")
    for _ in range(3):
        desk.press(Qt.Key.Key_Backspace)
    assert not is_list_shown(desk)
    desk.builder.enter_lines()
    desk.press(Qt.Key.Key_Backspace)
    desk.wait(lambda: is_list_shown(desk))


def test_the_way_back_is_told(desk: KitDesk) -> None:
    assert "Alt+Left" in desk.opened.kits.header.crumb.toolTip()


def test_a_new_kit_made_inside_another_opens_and_is_named(desk: KitDesk) -> None:
    kit = union_set(desk)
    desk.open(kit)
    page = desk.opened.kits
    page.list.actions_by_name["kits_new"].trigger()
    desk.wait(lambda: page.shown.key not in (None, kit) and page.header.name.hasFocus())
    desk.type("Half bath")
    desk.press(Qt.Key.Key_Return)
    desk.wait(lambda: desk.shown.name == "Half bath")
    assert desk.kit(kit).name == "Union set"
    desk.at_rest()
    desk.type("anchor")
    desk.press(Qt.Key.Key_Return)
    desk.wait(lambda: len(desk.shown.lines) == 1)
    desk.at_rest()


def test_the_levels_of_categories_are_told_apart(desk: KitDesk) -> None:
    desk.open(union_set(desk))
    waterfall = desk.builder.browser.waterfall
    assert [one.text() for one in waterfall.buttons] == ["Category ▾", "Level 2 ▾", "Level 3 ▾"]
    desk.wait(lambda: bool(waterfall.choices(0)))
    plumbing = next(one for one in waterfall.choices(0) if one.name == "Plumbing")
    waterfall.choose([plumbing])
    assert [one.text() for one in waterfall.buttons] == ["Plumbing ▾", "Any in Plumbing ▾", "Level 3 ▾"]
    assert waterfall.buttons[1].isEnabled()
    assert not waterfall.buttons[2].isEnabled()


def test_a_unit_that_is_the_word_null_is_none(desk: KitDesk) -> None:
    kit = union_set(desk)
    desk.do(
        lambda work: edit_fields(work, [FieldEdit(desk.part("BO-2001"), "unit_of_measure", "Null", "EA")])
    )
    desk.open(kit)
    desk.at_rest()
    assert [row[2] for row in desk.drawn()] == ["EA", "", "EA"]
    desk.type("bolt")
    desk.at_rest()
    found = desk.builder.browser.list.parts
    said = [
        str(found.data(found.index(row, 0), Qt.ItemDataRole.AccessibleTextRole))
        for row in range(found.rowCount())
    ]
    assert any("Bolt" in one for one in said)
    assert not any("Null" in one for one in said)
