"""Tags in the editor: as chips, without the mouse, with those that are known."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from lazi_desktop.ui.editors.tag_chips import TagChips
from tests.ui.pricebook.conftest import Hand


@pytest.fixture
def tagged(hand: Hand) -> Hand:
    hand.book.override(hand.book.key("UN-1014"), "tags", ["pool", "winter"])
    hand.book.override(hand.book.key("UN-1007"), "tags", ["on sale", "winter"])
    hand.page.editors.open(hand.book.key("UN-1014"))
    hand.settle()
    tags(hand).line.setFocus()
    return hand


def tags(hand: Hand) -> TagChips:
    form = hand.page.editors.form
    assert form is not None
    control = form.editors["tags"].control
    assert isinstance(control, TagChips)
    return control


def chips(hand: Hand) -> list[str]:
    return [chip.label.text() for chip in tags(hand).chips()]


def type_tag(hand: Hand, text: str) -> None:
    QTest.keyClicks(tags(hand).line, text)
    hand.settle()


def key(hand: Hand, which: Qt.Key, on: Any = None) -> None:
    QTest.keyClick(on or tags(hand).line, which)
    hand.settle()


def test_typing_and_enter_adds_a_tag(tagged: Hand) -> None:
    assert chips(tagged) == ["pool", "winter"]
    type_tag(tagged, "leak")
    assert tagged.ops() == []
    key(tagged, Qt.Key.Key_Return)
    assert chips(tagged) == ["leak", "pool", "winter"]
    assert tagged.ops() == [("set", "tags", ["leak", "pool", "winter"])]
    assert tags(tagged).line.text() == ""
    type_tag(tagged, "Winter")
    key(tagged, Qt.Key.Key_Return)
    assert chips(tagged) == ["leak", "pool", "winter"]
    assert len(tagged.ops()) == 1, "it is there already"


def test_backspace_takes_the_last_one_away(tagged: Hand) -> None:
    type_tag(tagged, "x")
    key(tagged, Qt.Key.Key_Backspace)
    assert chips(tagged) == ["pool", "winter"], "first the letters"
    key(tagged, Qt.Key.Key_Backspace)
    assert chips(tagged) == ["pool"]
    assert tagged.ops() == [("set", "tags", ["pool"])]
    key(tagged, Qt.Key.Key_Backspace)
    assert chips(tagged) == []
    assert tagged.ops()[1:] == [("unset", "tags", None)]


def test_tab_leaves_and_records_what_is_typed(tagged: Hand) -> None:
    type_tag(tagged, "leak")
    tagged.qtbot.waitUntil(lambda: bool(tagged.app.drafts.kept))
    key(tagged, Qt.Key.Key_Tab)
    focus = QApplication.focusWidget()
    assert focus is not None
    assert not tags(tagged).widget.isAncestorOf(focus)
    assert chips(tagged) == ["leak", "pool", "winter"]
    assert tagged.ops() == [("set", "tags", ["leak", "pool", "winter"])]


def test_the_arrows_reach_every_chip(tagged: Hand) -> None:
    control = tags(tagged)
    key(tagged, Qt.Key.Key_Left)
    assert control.chips()[1].button.hasFocus()
    key(tagged, Qt.Key.Key_Left, control.chips()[1].button)
    assert control.chips()[0].button.hasFocus()
    assert tagged.ops() == []
    key(tagged, Qt.Key.Key_Delete, control.chips()[0].button)
    assert chips(tagged) == ["winter"]
    assert control.line.hasFocus()
    assert tagged.ops() == [("set", "tags", ["winter"])]


def test_known_tags_are_offered_without_those_that_are_there(tagged: Hand) -> None:
    type_tag(tagged, "s")
    completer = tags(tagged).line.completer()
    popup = completer.popup()
    assert popup is not None
    tagged.qtbot.waitUntil(popup.isVisible)
    assert [
        completer.completionModel().index(row, 0).data() for row in range(completer.completionCount())
    ] == ["on sale"]
    QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Return)
    tagged.qtbot.waitUntil(lambda: tags(tagged).line.text() == "")
    tagged.settle()
    assert chips(tagged) == ["on sale", "pool", "winter"]
    assert tagged.ops() == [("set", "tags", ["on sale", "pool", "winter"])]


def test_several_are_added_at_once(tagged: Hand) -> None:
    QApplication.clipboard().setText("leak, cold; Leak")
    tags(tagged).line.paste()
    tagged.settle()
    assert chips(tagged) == ["cold", "leak", "pool", "winter"]
    assert len(tagged.ops()) == 1


def test_a_tag_that_is_too_long_stays_where_it_is_typed(tagged: Hand) -> None:
    form = tagged.page.editors.form
    assert form is not None
    tags(tagged).line.insert("x" * 61)
    type_tag(tagged, "y")
    key(tagged, Qt.Key.Key_Return)
    assert tagged.ops() == []
    assert "too long for a tag" in form.editors["tags"].note.text
    assert tags(tagged).line.text().endswith("y")
    key(tagged, Qt.Key.Key_Escape)
    assert not form.editors["tags"].note.text
    assert chips(tagged) == ["pool", "winter"]
    assert tags(tagged).line.text() == ""
