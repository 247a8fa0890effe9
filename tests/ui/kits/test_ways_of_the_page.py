"""From the list of kits into a kit and back, with the keyboard."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

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
