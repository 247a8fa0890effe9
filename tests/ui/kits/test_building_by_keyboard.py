"""A kit is built in the real window with nothing but the keyboard, as fast as keys can come."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from uuid import uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from lazi_desktop.domain.kits.kit import Kit
from lazi_desktop.domain.kits.parts import KitId
from lazi_desktop.operations.kits.whole_kits import create_kit
from lazi_desktop.ui.kits.lines.cell_editor import CellField
from tests.ui.kits.kit_desk import KitDesk, union_set

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def desk(tmp_path, qtbot) -> Iterator[KitDesk]:
    desk = KitDesk(tmp_path, qtbot, more=60)
    desk.show()
    yield desk
    desk.close()


def new_kit(desk: KitDesk, name: str = "Pump pad") -> KitId:
    kit = KitId(uuid4())
    desk.do(lambda work: create_kit(work, name, kit=kit))
    desk.open(kit)
    return kit


def quantities(kit: Kit) -> list[Decimal | str]:
    return [line.quantity for line in kit.lines]


def test_35_lines_with_the_keyboard_only(desk: KitDesk) -> None:
    new_kit(desk)
    for number in range(1, 36):
        desk.type(f"fitting {number:05}")
        desk.press(Qt.Key.Key_Return)
        desk.type(str(number + 1))
        desk.press(Qt.Key.Key_Return)
    desk.wait(lambda: len(desk.shown.lines) == 35)
    desk.at_rest()
    assert [line.sku for line in desk.shown.lines] == [
        desk.part(f"ZZ-{number:05}") for number in range(1, 36)
    ]
    assert quantities(desk.shown) == [Decimal(number + 1) for number in range(1, 36)]
    assert QApplication.focusWidget() is desk.builder.browser.search


def test_a_line_and_its_quantity_are_a_step_each_that_undo_takes_back(desk: KitDesk) -> None:
    new_kit(desk)
    desk.type("anchor")
    desk.press(Qt.Key.Key_Return)
    desk.type("4")
    desk.press(Qt.Key.Key_Return)
    desk.wait(lambda: len(desk.shown.lines) == 1)
    desk.at_rest()
    desk.window.undo()
    desk.wait(lambda: quantities(desk.shown) == [Decimal(1)])
    desk.window.undo()
    desk.wait(lambda: not desk.shown.lines)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ('1-1/4" union', "UN-1084"),
        ('union slip 1-1/4"', "UN-1084"),
        ("2 breaker", "BR-4002"),
        ("union", "UN-1028"),
    ],
)
def test_enter_takes_the_part_of_the_size_that_was_typed(desk: KitDesk, typed: str, code: str) -> None:
    new_kit(desk)
    desk.type(typed)
    desk.press(Qt.Key.Key_Return)
    desk.wait(lambda: len(desk.shown.lines) == 1)
    desk.at_rest()
    assert [line.sku for line in desk.shown.lines] == [desk.part(code)]


def test_fractions_commas_and_formulas_are_typed_as_quantities(desk: KitDesk) -> None:
    new_kit(desk)
    for part, typed in (
        ("anchor", "1/2"),
        ("bolt", "1 1/2"),
        ("glue", "½"),
        ("breaker", "1,5"),
        ("wire", "=2*3"),
    ):
        desk.type(part)
        desk.press(Qt.Key.Key_Return)
        desk.type(typed)
        desk.press(Qt.Key.Key_Return)
    desk.wait(lambda: len(desk.shown.lines) == 5)
    desk.at_rest()
    assert quantities(desk.shown) == [Decimal("0.5"), Decimal("1.5"), Decimal("0.5"), Decimal("1.5"), "=2*3"]


def test_a_kit_is_included_live_and_its_lines_are_copied_with_shift(desk: KitDesk) -> None:
    inner = union_set(desk)
    new_kit(desk)
    desk.type("union set")
    desk.press(Qt.Key.Key_Return)
    desk.type("2")
    desk.press(Qt.Key.Key_Return)
    desk.type("union set")
    desk.press(Qt.Key.Key_Return, SHIFT)
    desk.wait(lambda: len(desk.shown.lines) == 4)
    desk.at_rest()
    assert desk.shown.lines[0].includes == inner
    assert [line.includes for line in desk.shown.lines[1:]] == [None, None, None]
    assert ['1-1/2" PVC Union Slip', "2 × 2", "EA", "45.44"] in [row[:4] for row in desk.drawn()]


def test_what_is_no_quantity_stays_in_its_cell_with_the_reason(desk: KitDesk) -> None:
    new_kit(desk)
    desk.type("anchor")
    desk.press(Qt.Key.Key_Return)
    desk.type("=[runs]*2")
    desk.press(Qt.Key.Key_Return)
    desk.wait(lambda: desk.builder.tree.editor.field is not None)
    field = desk.builder.tree.editor.field
    assert field is not None
    assert field.text() == "=[runs]*2"
    assert "runs" in desk.builder.tree.editor.bubble.text
    assert "Character" in desk.builder.tree.editor.bubble.text
    desk.press("a", CONTROL)
    desk.type("3")
    desk.press(Qt.Key.Key_Return)
    desk.wait(lambda: quantities(desk.shown) == [Decimal(3)])


def test_escape_keeps_what_was_typed_for_the_next_time(desk: KitDesk) -> None:
    new_kit(desk)
    desk.type("anchor")
    desk.press(Qt.Key.Key_Return)
    desk.press(Qt.Key.Key_Return)
    desk.wait(lambda: len(desk.shown.lines) == 1)
    desk.at_rest()
    desk.press(Qt.Key.Key_Escape)
    desk.press(Qt.Key.Key_F2)
    assert isinstance(QApplication.focusWidget(), CellField)
    desk.press("a", CONTROL)
    desk.type("12")
    desk.press(Qt.Key.Key_Escape)
    assert quantities(desk.shown) == [Decimal(1)]
    desk.press(Qt.Key.Key_F2)
    field = QApplication.focusWidget()
    assert isinstance(field, CellField)
    assert field.text() == "12"
    desk.press(Qt.Key.Key_Return)
    desk.wait(lambda: quantities(desk.shown) == [Decimal(12)])


def test_in_the_lines_plus_and_minus_step_and_letters_search(desk: KitDesk) -> None:
    new_kit(desk)
    desk.type("anchor")
    desk.press(Qt.Key.Key_Return)
    desk.press(Qt.Key.Key_Return)
    desk.wait(lambda: len(desk.shown.lines) == 1)
    desk.at_rest()
    desk.press(Qt.Key.Key_Escape)
    desk.type("++")
    desk.wait(lambda: quantities(desk.shown) == [Decimal(3)])
    desk.type("-")
    desk.wait(lambda: quantities(desk.shown) == [Decimal(2)])
    desk.at_rest()
    desk.type("1/2 v")
    assert QApplication.focusWidget() is desk.builder.browser.search
    assert desk.builder.browser.search.text() == "1/2 v"
    assert quantities(desk.shown) == [Decimal(2)]


def test_what_was_looked_for_makes_room_for_what_is_typed_after_a_click(desk: KitDesk) -> None:
    new_kit(desk)
    desk.type("anchor")
    desk.press(Qt.Key.Key_Return)
    desk.press(Qt.Key.Key_Return)
    desk.at_rest()
    desk.builder.tree.setFocus()
    QTest.mouseClick(desk.builder.browser.search, Qt.MouseButton.LeftButton)
    desk.type("bolt")
    assert desk.builder.browser.search.text() == "bolt"
    QTest.mouseClick(desk.builder.browser.search, Qt.MouseButton.LeftButton)
    desk.type("s")
    assert sorted(desk.builder.browser.search.text()) == sorted("bolts")


def test_in_another_kit_nothing_was_looked_for_yet(desk: KitDesk) -> None:
    new_kit(desk)
    desk.type("anchor")
    new_kit(desk, "Union set")
    assert desk.builder.browser.search.text() == ""


def test_undo_from_the_search_takes_back_what_is_typed_and_then_what_was_done(desk: KitDesk) -> None:
    new_kit(desk)
    desk.type("anchor")
    desk.press(Qt.Key.Key_Return)
    desk.press(Qt.Key.Key_Return)
    desk.wait(lambda: len(desk.shown.lines) == 1)
    desk.at_rest()
    desk.wait(lambda: desk.window.actions_by_name["undo"].isEnabled())
    desk.type("bo")
    desk.press("z", CONTROL)
    assert desk.builder.browser.search.text() == "anchor"
    assert len(desk.shown.lines) == 1
    desk.press("z", CONTROL)
    desk.wait(lambda: not desk.shown.lines)
    assert QApplication.focusWidget() is desk.builder.browser.search


def test_the_list_has_the_keyboard_as_soon_as_the_kits_are_read(desk: KitDesk) -> None:
    union_set(desk)
    desk.window.open_page("kits")
    shown = desk.opened.kits.list
    assert not shown.listed.rows
    desk.wait(lambda: bool(shown.listed.rows))
    assert shown.view.hasFocus()
    desk.press(Qt.Key.Key_Return)
    desk.wait(lambda: desk.builder.browser.search.hasFocus())


def test_without_kits_the_keyboard_is_where_the_first_one_is_made(desk: KitDesk) -> None:
    desk.window.open_page("kits")
    desk.wait(lambda: desk.opened.kits.kits.is_ready)
    assert desk.opened.kits.list.nothing.button.hasFocus()
