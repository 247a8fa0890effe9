"""Ctrl+Z in an editor's field: first the typing there, then the last change, and the person stays where they are."""

from __future__ import annotations

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.ui.editors.text_controls import LineControl, TextControl
from lazi_desktop.ui.opened import Opened
from tests.fakes.ui_fakes import FakeApp
from tests.ui.keyboard.conftest import opened as opened

CTRL = Qt.KeyboardModifier.ControlModifier


class AtEditor:
    """The editor tab of one entry, in the whole window."""

    def __init__(self, app: FakeApp, opened: Opened, qtbot) -> None:
        self.app, self.opened, self.qtbot = app, opened, qtbot
        self.key: EntityKey = app.book.key("UN-1014")
        opened.pricebook.editors.open(self.key)
        app.settle(qtbot)

    def line(self, name: str) -> QLineEdit:
        form = self.opened.pricebook.editors.panel.form
        assert form is not None
        control = form.editors[name].control
        assert isinstance(control, LineControl)
        return control.line

    def undo(self, field: QWidget) -> None:
        QTest.keyClick(field, Qt.Key.Key_Z, CTRL)
        self.app.settle(self.qtbot)

    def changed(self) -> set[str]:
        return {name for _, name in self.app.book.overrides}

    def change(self, name: str, text: str) -> None:
        line = self.line(name)
        line.setFocus()
        line.selectAll()
        QTest.keyClicks(line, text)
        QTest.keyClick(line, Qt.Key.Key_Return)
        self.app.settle(self.qtbot)
        self.qtbot.waitUntil(lambda: self.opened.window.actions_by_name["undo"].isEnabled())


@pytest.fixture
def at_editor(app: FakeApp, opened: Opened, qtbot) -> AtEditor:
    return AtEditor(app, opened, qtbot)


def test_typing_is_undone_first_and_the_last_change_after_it(at_editor: AtEditor) -> None:
    at_editor.change("cost", "7")
    line = at_editor.line("price")
    line.setFocus()
    before = line.text()
    QTest.keyClicks(line, "9")
    at_editor.undo(line)
    assert line.text() == before
    assert at_editor.changed() == {"cost"}, "only the typing was undone"
    at_editor.undo(line)
    assert at_editor.changed() == set()
    assert at_editor.opened.pricebook.editors.key == at_editor.key
    toast = at_editor.opened.window.toast
    assert toast.words.text().startswith("Undone: cost of UN-1014, back to")
    assert not toast.action.isVisible(), "it is shown already"


def test_what_was_recorded_by_enter_is_a_change_and_no_typing(at_editor: AtEditor) -> None:
    at_editor.change("price", "77")
    assert at_editor.changed() == {"price"}
    at_editor.undo(at_editor.line("price"))
    assert at_editor.changed() == set()
    assert at_editor.line("price").text() != "$ 77.00"


def test_redo_in_a_field_brings_the_change_back(at_editor: AtEditor) -> None:
    at_editor.change("price", "77")
    at_editor.undo(at_editor.line("price"))
    at_editor.qtbot.waitUntil(lambda: at_editor.opened.window.actions_by_name["redo"].isEnabled())
    QTest.keyClick(at_editor.line("price"), Qt.Key.Key_Y, CTRL)
    at_editor.app.settle(at_editor.qtbot)
    assert at_editor.changed() == {"price"}


def test_what_belongs_elsewhere_is_undone_without_leaving_the_entry(at_editor: AtEditor) -> None:
    at_editor.change("price", "77")
    elsewhere = at_editor.app.book.key("UN-1021")
    at_editor.opened.pricebook.editors.open(elsewhere)
    at_editor.app.settle(at_editor.qtbot)
    line = at_editor.line("cost")
    line.setFocus()
    at_editor.undo(line)
    assert at_editor.changed() == set()
    assert at_editor.opened.pricebook.editors.key == elsewhere
    toast = at_editor.opened.window.toast
    assert toast.action.text() == "Show"
    toast.action.click()
    at_editor.app.settle(at_editor.qtbot)
    assert at_editor.opened.pricebook.shows(at_editor.key)


def test_several_lines_undo_their_typing_too(at_editor: AtEditor) -> None:
    at_editor.change("price", "77")
    form = at_editor.opened.pricebook.editors.panel.form
    assert form is not None
    note = form.editors["note"].control
    assert isinstance(note, TextControl)
    note.text.setFocus()
    QTest.keyClicks(note.text, "call them")
    at_editor.undo(note.text)
    assert note.text.toPlainText() == ""
    assert at_editor.changed() == {"price"}
    at_editor.undo(note.text)
    assert at_editor.changed() == set()
    assert Decimal(77) not in at_editor.app.book.overrides.values()
