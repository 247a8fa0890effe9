"""The description of an entry: formatted or as HTML; untouched until somebody changes something."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from lazi_desktop.ui.editors.description.control import DescriptionControl
from tests.ui.pricebook.conftest import Hand

RECEIVED = '<P>Schedule&nbsp;40 <STRONG>union</STRONG></P>\n<p style="color: red">Fits <img src="https://x.y/z.png"></p>'


@pytest.fixture
def described(hand: Hand) -> DescriptionControl:
    key = hand.book.key("UN-1014")
    hand.book.mirror[key][1]["description"] = RECEIVED
    hand.page.editors.open(key)
    hand.settle()
    form = hand.page.editors.form
    assert form is not None
    control = form.editors["description"].control
    assert isinstance(control, DescriptionControl)
    control.rich.setFocus()
    return control


def leave(hand: Hand) -> None:
    form = hand.page.editors.form
    assert form is not None
    form.editors["code"].control.widget.setFocus()
    hand.settle()


def end(control: DescriptionControl) -> None:
    control.rich.moveCursor(QTextCursor.MoveOperation.End)


def test_looking_changes_nothing(hand: Hand, described: DescriptionControl) -> None:
    assert described.rich.toPlainText() == "Schedule 40 union\nFits"
    described.tools["source"].click()
    assert described.source.toPlainText() == RECEIVED
    described.tools["source"].click()
    leave(hand)
    assert hand.ops() == []


def test_typing_and_taking_it_back_changes_nothing(hand: Hand, described: DescriptionControl) -> None:
    end(described)
    QTest.keyClicks(described.rich, "x")
    QTest.keyClick(described.rich, Qt.Key.Key_Backspace)
    leave(hand)
    assert hand.ops() == []


def test_what_is_edited_is_written_clean(hand: Hand, described: DescriptionControl) -> None:
    end(described)
    QTest.keyClicks(described.rich, " & ")
    QTest.keyClick(described.rich, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    assert described.tools["bold"].isChecked()
    QTest.keyClicks(described.rich, "all")
    leave(hand)
    assert hand.ops() == [
        ("set", "description", "<p>Schedule&nbsp;40 <b>union</b></p><p>Fits &amp; <b>all</b></p>")
    ]


def test_what_formatted_text_would_lose_is_said(described: DescriptionControl) -> None:
    assert "drops images, colours and sizes" in described.hint.text()
    described.tools["source"].click()
    assert described.hint.isHidden()


def test_the_html_itself_can_be_edited(hand: Hand, described: DescriptionControl) -> None:
    described.tools["source"].click()
    described.source.setFocus()
    described.source.selectAll()
    QTest.keyClicks(described.source, "<h1>Head</h1>")
    described.tools["source"].click()
    assert described.rich.toPlainText() == "Head"
    leave(hand)
    assert hand.ops() == [("set", "description", "<h1>Head</h1>")], "as it was typed"


def test_lists_and_links(hand: Hand, described: DescriptionControl) -> None:
    described.rich.selectAll()
    QTest.keyClicks(described.rich, "one")
    described.tools["bullets"].click()
    QTest.keyClick(described.rich, Qt.Key.Key_Return)
    QTest.keyClicks(described.rich, "two")
    QTest.keyClick(described.rich, Qt.Key.Key_Return)
    QTest.keyClick(described.rich, Qt.Key.Key_Return)
    QTest.keyClicks(described.rich, "see ")
    described.tools["link"].click()
    QTest.keyClicks(described.link, "javascript:alert(1)")
    QTest.keyClick(described.link, Qt.Key.Key_Return)
    assert described.link.isVisible(), "nobody is sent there"
    described.link.clear()
    QTest.keyClicks(described.link, "a.example/x?b=1&c")
    QTest.keyClick(described.link, Qt.Key.Key_Return)
    assert described.rich.hasFocus()
    leave(hand)
    [(_, _, written)] = hand.ops()
    link = '<a href="https://a.example/x?b=1&amp;c">https://a.example/x?b=1&amp;c</a>'
    assert written == f"<ul><li>one</li><li>two</li></ul><p>see {link}</p>"


def test_clearing_the_format_keeps_the_words(hand: Hand, described: DescriptionControl) -> None:
    described.rich.selectAll()
    described.tools["numbers"].click()
    described.tools["clear"].click()
    leave(hand)
    assert hand.ops() == [("set", "description", "<p>Schedule&nbsp;40 union</p><p>Fits</p>")]


def test_what_is_pasted_is_cleaned(hand: Hand, described: DescriptionControl) -> None:
    described.rich.selectAll()
    pasted = QMimeData()
    pasted.setHtml(
        '<p class=MsoNormal style="color:red"><b>Pump</b><img src="https://x.y/z.png"><o:p></o:p></p>'
    )
    described.rich.insertFromMimeData(pasted)
    leave(hand)
    assert hand.ops() == [("set", "description", "<b>Pump</b>")]


def test_nothing_is_ever_loaded(described: DescriptionControl) -> None:
    assert described.rich.loadResource(2, QUrl("https://x.y/z.png")) is None
    assert described.rich.loadResource(2, QUrl("file:///etc/hostname")) is None


def test_the_limit_is_said(hand: Hand, described: DescriptionControl) -> None:
    described.tools["source"].click()
    described.source.setPlainText("x" * 32_001)
    assert "32,001 of 32,000 characters" in described.hint.text()
    leave(hand)
    assert hand.ops() == []
    form = hand.page.editors.form
    assert form is not None
    assert "32,000 is the most" in form.editors["description"].note.text


def test_escape_takes_back_what_was_typed(hand: Hand, described: DescriptionControl) -> None:
    end(described)
    QTest.keyClicks(described.rich, "x")
    QTest.keyClick(described.rich, Qt.Key.Key_Escape)
    assert described.rich.toPlainText() == "Schedule 40 union\nFits"
    leave(hand)
    assert hand.ops() == []


def test_several_that_differ_say_so(hand: Hand) -> None:
    numbers = [hand.book.skus.index(hand.book.key(code)) for code in ("UN-1014", "UN-1007")]
    hand.page.editors.open_rows(numbers)
    hand.settle()
    form = hand.page.editors.form
    assert form is not None
    control = form.editors["description"].control
    assert isinstance(control, DescriptionControl)
    assert control.rich.placeholderText() == "2 different values"


def test_the_tools_are_walked_with_the_arrows(described: DescriptionControl) -> None:
    described.tools["bold"].setFocus()
    QTest.keyClick(described.tools["bold"], Qt.Key.Key_Right)
    assert described.tools["italic"].hasFocus()
    QTest.keyClick(described.tools["italic"], Qt.Key.Key_Left)
    QTest.keyClick(described.tools["bold"], Qt.Key.Key_Left)
    assert described.tools["source"].hasFocus()


def test_a_long_text_is_shown_from_its_beginning(hand: Hand) -> None:
    key = hand.book.key("UN-1014")
    hand.book.mirror[key][1]["description"] = "<p>One line of many.</p>" * 60
    hand.go_to("UN-1014")
    form = hand.page.inspector.form
    assert form is not None
    control = form.editors["description"].control
    assert isinstance(control, DescriptionControl)
    bar = control.rich.verticalScrollBar()
    assert bar.maximum() > 0
    assert bar.value() == 0


def focused() -> QWidget:
    focus = QApplication.focusWidget()
    assert focus is not None
    return focus


def has_keyboard(hand: Hand, name: str) -> bool:
    form = hand.page.inspector.form
    assert form is not None
    return form.editors[name].isAncestorOf(focused())


def test_tab_goes_from_the_text_to_the_next_field_and_back_to_its_tools(hand: Hand) -> None:
    hand.go_to("UN-1014")
    control = hand.field("description").control
    assert isinstance(control, DescriptionControl)
    control.rich.setFocus()
    QTest.keyClick(control.rich, Qt.Key.Key_Tab)
    assert not has_keyboard(hand, "description")
    QTest.keyClick(focused(), Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert control.rich.hasFocus()
    QTest.keyClick(control.rich, Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert control.tools["bold"].hasFocus()
    QTest.keyClick(control.tools["bold"], Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert not has_keyboard(hand, "description")
    QTest.keyClick(focused(), Qt.Key.Key_Tab)
    assert control.rich.hasFocus(), "the tools are behind it, one need not go through them"
    assert hand.ops() == []


def test_tab_leaves_the_html_and_the_link_for_what_comes_next(hand: Hand) -> None:
    hand.go_to("UN-1014")
    control = hand.field("description").control
    assert isinstance(control, DescriptionControl)
    control.tools["link"].click()
    assert control.link.hasFocus()
    QTest.keyClick(control.link, Qt.Key.Key_Tab)
    assert control.rich.hasFocus()
    control.tools["source"].click()
    QTest.keyClick(control.source, Qt.Key.Key_Tab)
    assert not has_keyboard(hand, "description")
