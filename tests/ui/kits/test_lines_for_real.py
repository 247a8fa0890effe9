"""The lines of a kit in the real window: groups, order, copies, pasted rows, and what a colleague does meanwhile."""

from __future__ import annotations

from decimal import Decimal
from uuid import uuid4

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kits.assembling import fields_of_line
from lazi_desktop.domain.kits.kit import Line
from lazi_desktop.domain.kits.parts import KitId, KitPart
from lazi_desktop.domain.ops import Aspect, Changes
from lazi_desktop.operations.kits.lines import NewLine, add_lines
from lazi_desktop.operations.kits.removing import remove_parts
from lazi_desktop.operations.kits.whole_kits import create_kit
from lazi_desktop.ports.hub_feed import FeedKind
from lazi_desktop.ui.kits.lines.cell_words import tags_of, words_of
from lazi_desktop.ui.kits.lines.columns import Column
from tests.ui.kits.kit_desk import KitDesk, pump_pad

CONTROL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)


@pytest.fixture
def pad(desk: KitDesk) -> KitId:
    kit = pump_pad(desk)
    desk.open(kit)
    desk.at_rest()
    desk.builder.enter_lines()
    return kit


def line_of(desk: KitDesk, code: str) -> Line:
    return next(line for line in desk.shown.lines if line.sku == desk.part(code))


def choose(desk: KitDesk, *codes: str) -> None:
    desk.builder.tree.choose([line_of(desk, code).key for code in codes])
    desk.builder.tree.setFocus()


def names(desk: KitDesk) -> list[str]:
    return [row[0] for row in desk.drawn()]


def test_it_is_shown_as_groups_lines_and_nested_kits(desk: KitDesk, pad: KitId) -> None:
    drawn = {row[0]: row[1:4] for row in desk.drawn()}
    assert drawn["Suction & discharge"] == ["", "", "154.29"]
    assert drawn['PVC pipe 1-1/2" x 10 ft'] == ["6", "stick", "44.52"]
    assert drawn["Union set"] == ["2", "kit", "63.44"]
    assert drawn['1-1/2" PVC Union Slip'] == ["2 × 2", "EA", "45.44"]
    assert drawn["Electrical"] == ["", "", "97.86 + ?"]
    assert drawn["Timer bracket"] == ["1", "EA", "—"]


def test_lines_are_grouped_with_name_and_colour_and_ungrouped(desk: KitDesk, pad: KitId) -> None:
    choose(desk, "BR-4002", "WH-4003")
    desk.press("g", CONTROL)
    popup = desk.builder.handling.popup
    assert popup is not None
    desk.press("a", CONTROL)
    desk.type("Protection")
    popup.dots[4].click()
    desk.press(Qt.Key.Key_Return)
    desk.wait(lambda: len(desk.shown.groups) == 4)
    desk.at_rest()
    group = next(one for one in desk.shown.groups if one.name == "Protection")
    assert group.colour == "red"
    desk.back()
    assert {line.sku for line in desk.shown.lines_of(group.key)} == {
        desk.part("BR-4002"),
        desk.part("WH-4003"),
    }
    desk.builder.tree.setFocus()
    desk.builder.tree.choose([group.key])
    desk.press("g", CONTROL | SHIFT)
    desk.wait(lambda: len(desk.shown.groups) == 3)
    assert {line.sku for line in desk.shown.lines_of(None)} == {desk.part("BR-4002"), desk.part("WH-4003")}


def test_moved_lines_stay_chosen_also_into_the_next_group(desk: KitDesk, pad: KitId) -> None:
    choose(desk, "TI-4004")
    desk.press(Qt.Key.Key_Down, CONTROL)
    pad_group = desk.shown.groups[2].key
    desk.wait(lambda: line_of(desk, "TI-4004").group == pad_group)
    desk.at_rest()
    assert desk.builder.tree.chosen_lines() == [line_of(desk, "TI-4004").key]
    desk.press(Qt.Key.Key_Down, CONTROL)
    desk.wait(lambda: desk.shown.lines_of(pad_group)[1].sku == desk.part("TI-4004"))


def test_duplicates_and_cut_lines_are_pasted(desk: KitDesk, pad: KitId) -> None:
    choose(desk, "EL-3001")
    desk.press("d", CONTROL)
    desk.wait(lambda: sum(line.sku == desk.part("EL-3001") for line in desk.shown.lines) == 2)
    desk.at_rest()
    choose(desk, "WH-4003")
    desk.press("x", CONTROL)
    desk.wait(lambda: desk.part("WH-4003") not in {line.sku for line in desk.shown.lines})
    desk.at_rest()
    choose(desk, "PA-5001")
    desk.press("v", CONTROL)
    desk.wait(lambda: desk.part("WH-4003") in {line.sku for line in desk.shown.lines})
    assert line_of(desk, "WH-4003").group == line_of(desk, "PA-5001").group


def test_rows_of_a_sheet_are_pasted_and_those_that_fit_nothing_wait(desk: KitDesk, pad: KitId) -> None:
    before = len(desk.shown.lines)
    QApplication.clipboard().setText("Code\tQty\nBO-2001\t4\nAnchor set\t1/2\nNO-SUCH\t3\n")
    desk.builder.tree.setFocus()
    desk.press("v", CONTROL)
    desk.wait(lambda: len(desk.shown.lines) == before + 2)
    desk.wait(lambda: desk.builder.tray.isVisible())
    assert [row.text for row in desk.builder.tray.rows] == ["NO-SUCH"]
    assert line_of(desk, "BO-2001").quantity == Decimal(4)
    desk.at_rest()
    desk.window.undo()
    desk.wait(lambda: len(desk.shown.lines) == before)


def test_the_keyboard_stays_where_it_is_when_a_colleague_adds_above(desk: KitDesk, pad: KitId) -> None:
    choose(desk, "PA-5001")
    first = desk.shown.groups[0].key
    desk.do(lambda work: add_lines(work, pad, [NewLine(sku=desk.part("BO-2001"))], group=first))
    desk.wait(lambda: any(line.sku == desk.part("BO-2001") for line in desk.shown.lines))
    desk.at_rest()
    assert desk.builder.tree.chosen_lines() == [line_of(desk, "PA-5001").key]
    node = desk.builder.tree.current_node()
    assert node is not None
    assert node.key == line_of(desk, "PA-5001").key


def test_what_is_typed_survives_that_a_colleague_removes_the_line(desk: KitDesk, pad: KitId) -> None:
    choose(desk, "PA-5001")
    desk.press(Qt.Key.Key_F2)
    desk.press("a", CONTROL)
    desk.type("7")
    gone = line_of(desk, "PA-5001").key
    desk.do(lambda work: remove_parts(work, pad, [gone]))
    desk.wait(lambda: desk.shown.line(gone) is None)
    field = desk.builder.tree.editor.field
    assert field is not None
    assert field.text() == "7"
    desk.press(Qt.Key.Key_Escape)
    desk.wait(lambda: "Equipment pad 24x36" not in names(desk))


def test_a_line_that_is_dragged_into_a_group_is_in_it(desk: KitDesk, pad: KitId) -> None:
    tree = desk.builder.tree
    choose(desk, "TI-4004")
    data = desk.builder.drops.data_of_chosen()
    assert data is not None
    group = tree.lines.own(desk.shown.groups[2].key)
    at = tree.visualRect(tree.lines.index_of(group)).center()
    drop = QDropEvent(
        QPointF(at), Qt.DropAction.MoveAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    tree.dropEvent(drop)
    desk.wait(lambda: line_of(desk, "TI-4004").group == desk.shown.groups[2].key)


def test_a_part_of_the_browser_is_dragged_in_front_of_a_line(desk: KitDesk, pad: KitId) -> None:
    tree, browser = desk.builder.tree, desk.builder.browser
    browser.take_keys()
    desk.type("bolt")
    desk.wait(lambda: (part := browser.list.current()) is not None and part.code == "BO-2001")
    data = browser.list.parts.mimeData(browser.list.selectionModel().selectedIndexes())
    node = tree.lines.own(line_of(desk, "EL-3001").key)
    at = tree.visualRect(tree.lines.index_of(node)).topLeft() + QPoint(30, 2)
    drop = QDropEvent(
        QPointF(at), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    tree.dropEvent(drop)
    desk.wait(lambda: any(line.sku == desk.part("BO-2001") for line in desk.shown.lines))
    order = [line.sku for line in desk.shown.lines_of(desk.shown.groups[0].key)]
    assert order.index(desk.part("BO-2001")) == order.index(desk.part("EL-3001")) - 1


def test_a_part_is_swapped_for_its_substitute(desk: KitDesk, pad: KitId) -> None:
    choose(desk, "PI-1001")
    desk.press("s", ALT)
    menu = desk.builder.handling.menu
    assert menu is not None
    menu.actions()[0].trigger()
    menu.close()
    desk.wait(lambda: desk.part("UN-1028") in {line.sku for line in desk.shown.lines})
    assert list(line_of(desk, "UN-1028").substitutes) == [desk.part("PI-1001")]


def test_an_option_is_tried_with_space(desk: KitDesk, pad: KitId) -> None:
    choose(desk, "AN-5002")
    roll = desk.opened.kits.shown.roll
    assert roll is not None
    desk.press(Qt.Key.Key_Space)
    tried = desk.opened.kits.shown.roll
    assert tried is not None
    assert tried.cost.amount == roll.cost.amount + Decimal("3.10")


def test_tab_goes_to_the_next_cell_and_takes_what_was_typed(desk: KitDesk, pad: KitId) -> None:
    choose(desk, "PA-5001")
    desk.press(Qt.Key.Key_F2)
    desk.press("a", CONTROL)
    desk.type("3")
    desk.press(Qt.Key.Key_Tab)
    field = desk.builder.tree.editor.field
    assert field is not None
    assert field.column is Column.UNIT
    desk.press(Qt.Key.Key_Escape)
    desk.wait(lambda: line_of(desk, "PA-5001").quantity == Decimal(3))


def test_everything_about_a_line_is_set_on_its_card(desk: KitDesk, pad: KitId) -> None:
    choose(desk, "PA-5001")
    desk.press(Qt.Key.Key_Return, ALT)
    card = desk.builder.handling.card
    assert card is not None
    card.fields[Column.WASTE].setText("5 %")
    card.fields[Column.PACK].setText("nothing")
    card.close()
    desk.wait(lambda: line_of(desk, "PA-5001").waste == Decimal("0.05"))
    assert line_of(desk, "PA-5001").pack is None


def test_a_name_that_is_typed_over_in_the_head_is_the_kits(desk: KitDesk, pad: KitId) -> None:
    header = desk.opened.kits.header
    header.name.setFocus()
    header.name.selectAll()
    desk.type("Pump pad, 2.7 HP")
    desk.press(Qt.Key.Key_Return)
    desk.wait(lambda: desk.shown.name == "Pump pad, 2.7 HP")
    desk.wait(lambda: header.version.text() == "v1 · 1 change")


def test_500_lines_are_there_as_soon_as_the_kit_is_opened(desk: KitDesk) -> None:
    kit = KitId(uuid4())
    parts = [key for code, key in desk.keys.items() if code != "TI-4004"]
    lines = [NewLine(sku=EntityKey(parts[number % len(parts)])) for number in range(500)]
    desk.do(lambda work: create_kit(work, "Large", kit=kit) | add_lines(work, kit, lines))
    desk.window.open_page("kits")
    desk.wait(lambda: kit in desk.opened.kits.kits.book.kits)
    desk.at_rest()
    desk.opened.kits.open_kit(kit)  # it is in memory: nothing is read
    assert len(desk.drawn()) == 500


def told_otherwise(desk: KitDesk, pad: KitId, line: Line, quantity: str) -> None:
    """The hub tells that somebody else said another quantity at the same time."""
    fields = {"kit": str(pad), **fields_of_line(line)}
    clash = {"value": Decimal(quantity), "by": "Sam", "at": "2026-11-20T10:00:00Z", "op": str(uuid4())}
    payload = {
        "kind": KitPart.ITEM.value,
        "kit": str(pad),
        "fields": fields,
        "clashes": {"quantity": [clash]},
        "by": "Dana",
        "at": "2026-11-20T10:00:01Z",
    }
    desk.feed(desk.feeder.rows([(FeedKind.KIT_PART, EntityKey(line.key), "", payload)]))
    desk.context.edits.announce(Changes(frozenset((EntityKey(pad),)), frozenset((Aspect.KITS,))))


def test_a_clash_is_marked_at_its_cell_and_decided_there(desk: KitDesk, pad: KitId) -> None:
    line = line_of(desk, "PA-5001")
    told_otherwise(desk, pad, line, "2")
    desk.wait(lambda: bool(line_of(desk, "PA-5001").clashes))
    desk.at_rest()
    node = desk.builder.tree.lines.own(line.key)
    assert node is not None
    assert words_of(node, Column.QUANTITY).clashes
    assert "two values" in [tag.text for tag in tags_of(node)]
    choose(desk, "PA-5001")
    desk.press("c", ALT)
    menu = desk.builder.handling.menu
    assert menu is not None
    assert ["keep 1" in one.text() or "take 2 (Sam)" in one.text() for one in menu.actions()] == [True, True]
    menu.actions()[1].trigger()
    menu.close()
    desk.wait(lambda: line_of(desk, "PA-5001").quantity == Decimal(2))


def test_rows_of_the_pricebook_are_added_to_a_kit(desk: KitDesk) -> None:
    kit = pump_pad(desk)
    desk.settle()
    grid = desk.page.grid.grid
    grid.select_rows([(0, 1)])
    rows = [desk.page.grid.model.rows.at(place) for place in (0, 1)]
    desk.page.actions_by_name["add_to_kit"].trigger()
    desk.wait(lambda: (popup := desk.opened.kits.adding.popup) is not None and len(popup.texts()) == 2)
    popup = desk.opened.kits.adding.popup
    assert popup is not None
    popup.toggle(str(kit))
    desk.wait(lambda: len(desk.kit(kit).lines) == 13)
    assert {line.sku for line in desk.kit(kit).lines_of(None)} == {row.key for row in rows if row is not None}
