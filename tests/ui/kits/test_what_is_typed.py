"""What a person typed in the builder goes where it was typed, is taken when they take it, and is never lost."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from uuid import uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QApplication

from lazi_desktop.domain.kits.kit import Line
from lazi_desktop.domain.kits.parts import KitId
from lazi_desktop.operations.kits.groups import set_group
from lazi_desktop.operations.kits.lines import NewLine, add_lines, set_quantity
from lazi_desktop.operations.kits.whole_kits import create_kit
from lazi_desktop.ui.kits.lines.columns import Column
from lazi_desktop.ui.kits.lines.line_card import LineCard
from tests.ui.kits.kit_desk import KitDesk, pump_pad

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def desk(tmp_path, qtbot) -> Iterator[KitDesk]:
    desk = KitDesk(tmp_path, qtbot, more=300)
    desk.show()
    yield desk
    desk.close()


@pytest.fixture
def pad(desk: KitDesk) -> KitId:
    kit = pump_pad(desk)
    desk.open(kit)
    desk.at_rest()
    desk.builder.enter_lines()
    return kit


def line_of(desk: KitDesk, code: str) -> Line:
    return next(line for line in desk.shown.lines if line.sku == desk.part(code))


def card_of(desk: KitDesk, *codes: str) -> LineCard:
    desk.builder.tree.choose([line_of(desk, code).key for code in codes])
    desk.builder.handling.details()
    card = desk.builder.handling.card
    assert card is not None
    return card


def other_kit(desk: KitDesk, pad: KitId) -> KitId:
    return next(key for key in desk.opened.kits.kits.book.kits if key != pad)


def test_any_number_of_lines_is_chosen_in_one_go(desk: KitDesk) -> None:
    kit, keys = KitId(uuid4()), list(desk.keys.values())
    lines = [NewLine(sku=keys[number]) for number in range(300)]
    desk.do(lambda work: create_kit(work, "Large", kit=kit) | add_lines(work, kit, lines))
    desk.open(kit)
    desk.at_rest()
    tree = desk.builder.tree
    wanted = [line.key for line in desk.shown.lines][::2]
    told = QSignalSpy(tree.chosen_changed)
    tree.choose(wanted)
    assert told.count() == 1
    assert tree.chosen_lines() == wanted
    node = tree.current_node()
    assert node is not None
    assert node.key == wanted[0]


def test_a_name_is_written_to_the_kit_it_was_typed_for(desk: KitDesk, pad: KitId) -> None:
    header, other = desk.opened.kits.header, other_kit(desk, pad)
    header.name.setFocus()
    header.name.selectAll()
    desk.type("Typed for the pad")
    desk.open(other)
    desk.wait(lambda: desk.kit(pad).name == "Typed for the pad")
    desk.at_rest()
    assert desk.kit(other).name == "Union set"
    assert header.name.text() == "Union set"


def test_a_name_is_recorded_once(desk: KitDesk, pad: KitId) -> None:
    header = desk.opened.kits.header
    told = QSignalSpy(header.name.typed)
    header.name.setFocus()
    header.name.selectAll()
    desk.type("Other")
    desk.press(Qt.Key.Key_Return)
    desk.wait(lambda: desk.shown.name == "Other")
    desk.at_rest()
    assert told.count() == 1


def test_a_name_that_was_refused_says_nothing_about_the_next_kit(desk: KitDesk, pad: KitId) -> None:
    header = desk.opened.kits.header
    header.name.setFocus()
    header.name.selectAll()
    desk.press(Qt.Key.Key_Delete)
    desk.press(Qt.Key.Key_Return)
    assert header.name.property("invalid") == "true"
    desk.open(other_kit(desk, pad))
    assert header.name.property("invalid") == "false"
    assert header.name.text() == "Union set"
    assert desk.kit(pad).name == "Pump pad, 1.5 HP variable speed"


def test_a_name_that_is_being_typed_is_handed_over_before_a_push(desk: KitDesk, pad: KitId) -> None:
    header = desk.opened.kits.header
    header.name.setFocus()
    header.name.selectAll()
    desk.type("Handed over")
    desk.opened.kits.flush()
    desk.wait(lambda: desk.shown.name == "Handed over")


def test_a_cell_is_written_to_the_kit_it_was_typed_in(desk: KitDesk, pad: KitId) -> None:
    line = line_of(desk, "EL-3001")
    desk.builder.tree.edit_cell(line.key, Column.QUANTITY)
    desk.press("a", CONTROL)
    desk.type("9")
    desk.open(other_kit(desk, pad))
    desk.wait(lambda: (found := desk.kit(pad).line(line.key)) is not None and found.quantity == Decimal(9))


def test_what_lines_share_is_set_for_those_that_have_it(desk: KitDesk, pad: KitId) -> None:
    elbow = line_of(desk, "EL-3001")
    inner = next(line for line in desk.shown.lines if line.is_include)
    desk.builder.tree.choose([inner.key, elbow.key])
    desk.builder.handling.details()
    card = desk.builder.handling.card
    assert card is not None
    card.fields[Column.WASTE].setText("10 %")
    card.close()
    desk.wait(lambda: line_of(desk, "EL-3001").waste == Decimal("0.1"))


def test_escape_leaves_everything_on_the_card_as_it_was(desk: KitDesk, pad: KitId) -> None:
    card = card_of(desk, "EL-3001")
    note = card.fields[Column.NOTE]
    note.setFocus()
    QTest.keyClicks(note, "not meant")
    QTest.keyClick(note, Qt.Key.Key_Escape)
    desk.wait(lambda: desk.builder.handling.card is None)
    desk.at_rest()
    assert line_of(desk, "EL-3001").note == ""


def test_what_the_card_refused_is_there_when_it_is_opened_again(desk: KitDesk, pad: KitId) -> None:
    card = card_of(desk, "EL-3001")
    card.fields[Column.QUANTITY].setText("=[nope]*2")
    card.close()
    desk.wait(lambda: desk.builder.handling.card is None)
    again = card_of(desk, "EL-3001").fields[Column.QUANTITY]
    assert again.text() == "=[nope]*2"
    assert again.property("invalid") == "true"
    again.window().close()
    desk.wait(lambda: desk.builder.handling.card is None)
    assert line_of(desk, "EL-3001").quantity == Decimal(8)


def test_the_card_shows_what_others_do_where_nobody_types(desk: KitDesk, pad: KitId) -> None:
    card, line = card_of(desk, "EL-3001"), line_of(desk, "EL-3001")
    card.fields[Column.NOTE].setText("being typed")
    desk.do(lambda work: set_quantity(work, pad, [line.key], Decimal(55)))
    desk.wait(lambda: card.fields[Column.QUANTITY].text() == "55")
    assert card.fields[Column.NOTE].text() == "being typed"
    card.close()
    desk.wait(lambda: line_of(desk, "EL-3001").note == "being typed")


def test_a_cancelled_edit_does_not_come_back_with_tab(desk: KitDesk, pad: KitId) -> None:
    line, tree = line_of(desk, "EL-3001"), desk.builder.tree
    tree.edit_cell(line.key, Column.NOTE)
    desk.type("cancelled")
    desk.press(Qt.Key.Key_Escape)
    tree.edit_cell(line.key, Column.UNIT)
    desk.press(Qt.Key.Key_Tab)
    field = tree.editor.field
    assert field is not None
    assert field.column is Column.NOTE
    assert field.text() == ""
    desk.press(Qt.Key.Key_Tab)
    desk.builder.flush()
    desk.at_rest()
    assert line_of(desk, "EL-3001").note == ""


def test_what_is_offered_again_is_taken_with_enter_alone(desk: KitDesk, pad: KitId) -> None:
    line, tree = line_of(desk, "EL-3001"), desk.builder.tree
    tree.edit_cell(line.key, Column.NOTE)
    desk.type("for later")
    desk.press(Qt.Key.Key_Escape)
    tree.edit_cell(line.key, Column.NOTE)
    desk.builder.browser.search.setFocus()
    desk.at_rest()
    assert tree.editor.field is None
    assert line_of(desk, "EL-3001").note == ""
    tree.edit_cell(line.key, Column.NOTE)
    field = QApplication.focusWidget()
    assert field is tree.editor.field
    desk.press(Qt.Key.Key_Return)
    desk.wait(lambda: line_of(desk, "EL-3001").note == "for later")


def test_what_a_colleague_set_while_a_cell_was_open_is_not_overwritten_unseen(
    desk: KitDesk, pad: KitId
) -> None:
    line, tree = line_of(desk, "EL-3001"), desk.builder.tree
    told: list[str] = []
    desk.messages.problem_met.connect(lambda error: told.append(error.title))
    tree.edit_cell(line.key, Column.QUANTITY)
    desk.press("a", CONTROL)
    desk.type("3")
    desk.do(lambda work: set_quantity(work, pad, [line.key], Decimal(77)))
    desk.wait(lambda: line_of(desk, "EL-3001").quantity == Decimal(77))
    desk.press(Qt.Key.Key_Return)
    desk.wait(lambda: bool(told))
    desk.at_rest()
    assert told == ["It was changed meanwhile"]
    assert line_of(desk, "EL-3001").quantity == Decimal(77)
    field = tree.editor.field
    assert field is not None
    assert field.text() == "3"
    desk.press(Qt.Key.Key_Return)
    desk.wait(lambda: line_of(desk, "EL-3001").quantity == Decimal(3))


def test_what_a_colleague_set_while_the_card_was_open_is_not_overwritten_unseen(
    desk: KitDesk, pad: KitId
) -> None:
    card, line = card_of(desk, "EL-3001"), line_of(desk, "EL-3001")
    card.fields[Column.QUANTITY].setText("3")
    desk.do(lambda work: set_quantity(work, pad, [line.key], Decimal(77)))
    desk.wait(lambda: line_of(desk, "EL-3001").quantity == Decimal(77))
    card.close()
    desk.at_rest()
    assert line_of(desk, "EL-3001").quantity == Decimal(77)
    again = card_of(desk, "EL-3001").fields[Column.QUANTITY]
    assert again.text() == "3"
    assert line_of(desk, "EL-3001").quantity == Decimal(77)
    QTest.keyClick(again, Qt.Key.Key_Return)
    desk.wait(lambda: line_of(desk, "EL-3001").quantity == Decimal(3))
    again.window().close()


def test_nobody_is_asked_about_what_they_did_themselves(desk: KitDesk, pad: KitId) -> None:
    line, tree = line_of(desk, "EL-3001"), desk.builder.tree
    tree.choose([line.key])
    tree.setFocus()
    desk.type("++5")
    desk.press(Qt.Key.Key_Return)
    desk.wait(lambda: line_of(desk, "EL-3001").quantity == Decimal(5))


def test_a_value_that_is_typed_again_is_asked_about_for_groups_too(desk: KitDesk, pad: KitId) -> None:
    group, tree = desk.shown.groups[0], desk.builder.tree
    tree.edit_cell(group.key, Column.LINE)
    desk.press("a", CONTROL)
    desk.type("Mine")
    desk.do(lambda work: set_group(work, pad, [group.key], {"name": "Theirs"}))
    desk.wait(lambda: desk.shown.groups[0].name == "Theirs")
    desk.press(Qt.Key.Key_Return)
    desk.at_rest()
    assert desk.shown.groups[0].name == "Theirs"
    desk.press(Qt.Key.Key_Return)
    desk.wait(lambda: desk.shown.groups[0].name == "Mine")
