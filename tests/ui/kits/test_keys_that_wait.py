"""Keys that come before what they are meant for: they reach it, or are let go; they are never held for good."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from decimal import Decimal
from uuid import uuid4

import pytest
from PySide6.QtCore import SIGNAL, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from lazi_desktop.domain.errors import InvalidValue
from lazi_desktop.domain.kits.parts import KitId, PartId
from lazi_desktop.operations.kits.whole_kits import create_kit
from lazi_desktop.ui.kits.lines.columns import Column
from tests.ui.kits.kit_desk import KitDesk, union_set
from tests.ui.kits.test_building_by_keyboard import new_kit

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def desk(tmp_path, qtbot) -> Iterator[KitDesk]:
    desk = KitDesk(tmp_path, qtbot, more=10)
    desk.show()
    yield desk
    desk.close()


def search_text(desk: KitDesk) -> str:
    return desk.builder.browser.search.text()


def add_anchor(desk: KitDesk) -> PartId:
    desk.type("anchor")
    desk.press(Qt.Key.Key_Return)
    desk.press(Qt.Key.Key_Return)
    desk.wait(lambda: len(desk.shown.lines) == 1)
    desk.at_rest()
    return desk.shown.lines[0].key


def test_enter_in_a_field_that_was_emptied_is_about_nothing(desk: KitDesk) -> None:
    new_kit(desk)
    desk.at_rest()
    desk.type("x")
    desk.press(Qt.Key.Key_Backspace)
    desk.at_rest()
    desk.press(Qt.Key.Key_Return)
    desk.type("anchor")
    desk.at_rest()
    assert search_text(desk) == "anchor"
    assert not desk.shown.lines


def test_enter_counts_for_the_words_it_was_pressed_for(desk: KitDesk) -> None:
    new_kit(desk)
    desk.at_rest()
    desk.type("anchor")
    desk.press(Qt.Key.Key_Return)
    desk.builder.browser.search.setText("bolt")  # with the mouse: pasted, say
    assert not desk.builder.browser.is_waiting
    desk.at_rest()
    assert not desk.shown.lines


def test_enter_counts_for_the_kit_it_was_pressed_in(desk: KitDesk) -> None:
    other = union_set(desk)
    new_kit(desk)
    desk.at_rest()
    desk.type("anchor")
    desk.press(Qt.Key.Key_Return)
    desk.open(other)
    assert not desk.builder.browser.is_waiting
    desk.at_rest()
    waterfall = desk.builder.browser.waterfall
    waterfall.choose([waterfall.choices(0)[0]])
    desk.at_rest()
    assert len(desk.shown.lines) == 3


def test_keys_go_on_when_what_was_looked_for_cannot_be_read(desk: KitDesk, monkeypatch) -> None:
    new_kit(desk)
    desk.at_rest()

    def refuse(*_: object, **__: object) -> None:
        raise InvalidValue("The disk cannot be read.")

    with monkeypatch.context() as broken:
        broken.setattr(type(desk.context.queries), "find", refuse)
        desk.type("anchor")
        desk.press(Qt.Key.Key_Return)
        desk.at_rest()
    desk.press("a", CONTROL)
    desk.type("bolt")
    assert search_text(desk) == "bolt"
    desk.press(Qt.Key.Key_Return)
    desk.wait(lambda: len(desk.shown.lines) == 1)


def test_enter_looks_again_after_a_read_that_failed(desk: KitDesk, monkeypatch) -> None:
    new_kit(desk)
    desk.at_rest()

    def refuse(*_: object, **__: object) -> None:
        raise InvalidValue("The disk cannot be read.")

    with monkeypatch.context() as broken:
        broken.setattr(type(desk.context.queries), "find", refuse)
        desk.type("anchor")
        desk.at_rest()
    desk.press(Qt.Key.Key_Return)
    desk.wait(lambda: len(desk.shown.lines) == 1)


def test_a_search_that_another_one_ended_is_done_again(desk: KitDesk) -> None:
    new_kit(desk)
    desk.at_rest()
    desk.type("anchor")
    desk.press(Qt.Key.Key_Return)
    desk.context.queries.interrupt()
    desk.wait(lambda: len(desk.shown.lines) == 1)


def test_a_cell_that_does_not_fit_keeps_no_line_from_being_shown(desk: KitDesk) -> None:
    new_kit(desk)
    line = add_anchor(desk)
    tree = desk.builder.tree
    tree.edit_cell(line, Column.QUANTITY)
    desk.press("a", CONTROL)
    desk.type("=1/(")
    QTest.mouseClick(desk.builder.browser.search, Qt.MouseButton.LeftButton)
    desk.type("bolt")
    desk.press(Qt.Key.Key_Return)
    desk.type("4")
    desk.press(Qt.Key.Key_Return)
    desk.wait(lambda: [one.quantity for one in desk.shown.lines] == [Decimal(1), Decimal(4)])
    desk.at_rest()
    tree.edit_cell(line, Column.QUANTITY)
    field = tree.editor.field
    assert field is not None
    assert field.text() == "=1/("


def test_lines_of_a_kit_that_was_left_are_waited_for_no_longer(desk: KitDesk) -> None:
    other = union_set(desk)
    new_kit(desk)
    desk.at_rest()
    desk.type("anchor")
    desk.wait(lambda: desk.builder.browser.list.current() is not None)
    desk.at_rest()
    desk.press(Qt.Key.Key_Return)
    assert not desk.builder.on_the_way.is_empty
    desk.open(other)
    desk.at_rest()
    assert desk.builder.on_the_way.is_empty
    desk.type("bolt")
    assert search_text(desk) == "bolt"


def test_a_copy_of_lines_that_are_not_there_any_more_is_waited_for_no_longer(desk: KitDesk) -> None:
    new_kit(desk)
    add_anchor(desk)
    tree = desk.builder.tree
    tree.setFocus()
    tree.selectAll()
    desk.press("c", CONTROL)
    desk.window.undo()
    desk.wait(lambda: desk.shown.lines == () or not desk.shown.lines or desk.shown.lines[0].quantity == 1)
    desk.window.undo()
    desk.wait(lambda: not desk.shown.lines)
    desk.at_rest()
    desk.builder.handling.paste()
    desk.wait(lambda: desk.tasks.idle and desk.builder.on_the_way.is_empty)


def test_parts_that_were_dropped_arrive_although_somebody_types_on(desk: KitDesk) -> None:
    new_kit(desk)
    desk.at_rest()
    finder, arrived = desk.builder.browser.finder, list[str]()
    for code in ("AN-5002", "BO-2001"):
        finder.read_dropped(
            [f"sku:{desk.part(code)}"], lambda parts: arrived.extend(one.code for one in parts)
        )
    desk.type("bolt")
    desk.wait(lambda: sorted(arrived) == ["AN-5002", "BO-2001"])


def test_all_chosen_parts_are_added_with_enter(desk: KitDesk) -> None:
    new_kit(desk)
    desk.at_rest()
    desk.type("union")
    desk.at_rest()
    parts = desk.builder.browser.list
    parts.setFocus()
    parts.selectAll()
    count = len(parts.chosen())
    assert count > 1
    desk.press(Qt.Key.Key_Return)
    desk.wait(lambda: len(desk.shown.lines) == count)


def test_shortcuts_that_come_early_are_done_too(desk: KitDesk) -> None:
    new_kit(desk)
    desk.type("anchor")
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Return, Qt.Key.Key_Escape):
        desk.press(key)
    desk.press("d", CONTROL)
    desk.wait(lambda: len(desk.shown.lines) == 2)
    desk.at_rest()
    assert QApplication.focusWidget() is desk.builder.tree


def test_undo_that_comes_early_is_done_too(desk: KitDesk) -> None:
    new_kit(desk)
    add_anchor(desk)
    desk.press(Qt.Key.Key_Escape)
    desk.press("d", CONTROL)
    desk.press("z", CONTROL)
    desk.wait(lambda: desk.builder.on_the_way.is_empty)
    desk.wait(lambda: len(desk.shown.lines) == 1)


def test_a_kit_that_comes_late_is_not_opened_where_the_person_went_elsewhere(desk: KitDesk) -> None:
    new_kit(desk)
    page, late = desk.opened.kits, KitId(uuid4())
    page.open_kit(late)
    page.show_list()
    desk.do(lambda work: create_kit(work, "Late", kit=late))
    desk.wait(lambda: late in page.kits.book.kits)
    desk.at_rest()
    assert page.stack.currentWidget() is page.list


def test_one_change_of_a_line_reads_no_categories(desk: KitDesk, monkeypatch) -> None:
    new_kit(desk)
    line = add_anchor(desk)
    read, queries = list[object](), type(desk.context.queries)
    categories = queries.categories

    def count(self: object, *which: object) -> object:
        read.append(which)
        return categories(self, *which)  # type: ignore[arg-type]

    monkeypatch.setattr(queries, "categories", count)
    desk.builder.acts.step([line], 1)
    desk.wait(lambda: desk.shown.lines[0].quantity == Decimal(2))
    desk.at_rest()
    assert read == []


def test_asking_for_a_kit_again_and_again_leaves_nothing_behind(desk: KitDesk, qtbot) -> None:
    page = desk.opened.kits
    page.kits.ensure()
    desk.wait(lambda: page.kits.is_ready)
    listening = page.kits.receivers(SIGNAL("changed(PyObject)"))
    for _ in range(3):
        page.adding.ask(array("q", [1]), QPoint(10, 10))
        popup = page.adding.popup
        assert popup is not None
        popup.close()
        desk.wait(lambda: page.adding.popup is None)
    assert page.kits.receivers(SIGNAL("changed(PyObject)")) == listening
