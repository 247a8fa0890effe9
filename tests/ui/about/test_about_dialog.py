"""About LAZI Desktop: every part, found by its name or licence, with the text of its licence."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton

from lazi_desktop.domain.parts import Composition, Inside, Part, PartKind, PartsProblem
from lazi_desktop.ui.about.about_dialog import AboutDialog
from tests.fakes.ui_fakes import FakeApp


def part(name: str, licence: str, **more: Any) -> Part:
    text = f"Text of {name}"
    return Part(name=name, version="1.2", kind=PartKind.PACKAGE, licence=licence, text=text, **more)


PARTS = (
    part("alpha", "MIT", inside=(Inside("tiny-crate", "0.1", "Zlib"),)),
    part("beta", "Apache-2.0 OR BSD-3-Clause", source="https://example.com/beta"),
    part(
        "Qt",
        "LGPL-3.0-only",
        place="_internal/PySide6/Qt/lib",
        brought_by="alpha",
        source="https://example.com/qt",
    ),
)
WHOLE = Composition(part("LAZI Desktop", "Apache-2.0"), PARTS, "/opt/lazi-desktop")


@pytest.fixture
def show(qtbot, tmp_path) -> Callable[..., AboutDialog]:
    def shown(whole: Callable[[], Composition] = lambda: WHOLE) -> AboutDialog:
        app = FakeApp(tmp_path)
        dialog = AboutDialog(None, app.tasks, whole)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        qtbot.addWidget(dialog)
        dialog.show()
        app.settle(qtbot)
        return dialog

    return shown


def names(dialog: AboutDialog) -> list[str]:
    return [str(dialog.found.index(row, 0).data()) for row in range(dialog.found.rowCount())]


def test_the_program_itself_comes_first_and_is_chosen(show) -> None:
    dialog = show()
    assert names(dialog) == ["LAZI Desktop", "alpha", "beta", "Qt"]
    assert "Version 1.2" in dialog.text.text()
    assert dialog.part.licence.toPlainText() == "Text of LAZI Desktop"
    assert dialog.count.text() == "4 parts"


@pytest.mark.parametrize(
    "typed, found",
    [
        ("bsd", ["beta"]),
        ("tiny", ["alpha"]),
        ("alpha lgpl", ["Qt"]),
        ("1.2 APACHE", ["LAZI Desktop", "beta"]),
    ],
)
def test_every_word_is_looked_for_in_all_that_is_said(show, qtbot, typed, found) -> None:
    dialog = show()
    qtbot.keyClicks(dialog.search, typed)
    assert names(dialog) == found
    assert dialog.chosen is not None
    assert dialog.chosen.name in found


def test_where_nothing_is_found_nothing_is_shown_until_it_is_searched_anew(show, qtbot) -> None:
    dialog = show()
    qtbot.keyClicks(dialog.search, "zzz")
    assert dialog.count.text() == "Nothing by that name"
    assert dialog.part.licence.toPlainText() == ""
    dialog.search.clear()
    assert dialog.part.licence.toPlainText() == "Text of LAZI Desktop"


def test_arrows_go_through_the_list_while_the_field_keeps_the_keys(show, qtbot) -> None:
    dialog = show()
    assert dialog.focusWidget() is dialog.search
    qtbot.keyClick(dialog.search, Qt.Key.Key_Down)
    qtbot.keyClick(dialog.search, Qt.Key.Key_Down)
    assert dialog.chosen == PARTS[1]
    assert "https://example.com/beta" in dialog.part.facts.text()
    assert dialog.focusWidget() is dialog.search


def test_what_a_parts_makers_name_in_it_stands_below_its_licence(show, qtbot) -> None:
    dialog = show()
    qtbot.keyClicks(dialog.search, "tiny")
    assert dialog.part.inside.text() == "Its makers name 1 other in it; they stand below its licence."
    assert dialog.part.licence.toPlainText().startswith("Text of alpha\n")
    assert dialog.part.licence.toPlainText().endswith("\ntiny-crate 0.1, Zlib")


def test_what_may_be_replaced_says_so_and_where_it_lies(show, qtbot) -> None:
    dialog = show()
    qtbot.keyClicks(dialog.search, "lgpl")
    assert "You may put another build" in dialog.part.notice.text()
    assert "/opt/lazi-desktop/_internal/PySide6/Qt/lib" in dialog.part.notice.text()
    assert "Came with alpha" in dialog.part.facts.text()
    dialog.search.setText("beta")
    assert dialog.part.notice.isHidden()


def test_the_whole_list_is_copied_whatever_is_searched_for(show, qtbot) -> None:
    dialog = show()
    qtbot.keyClicks(dialog.search, "beta")
    dialog.copy.click()
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0].split("\t")[:3] == ["LAZI Desktop", "1.2", "Apache-2.0"]
    assert [line.partition("\t")[0] for line in lines] == ["LAZI Desktop", "alpha", "beta", "Qt"]


def test_a_list_that_cannot_be_read_says_why(show) -> None:
    def broken() -> Composition:
        raise PartsProblem("gamma came without the text of its licence.")

    dialog = show(broken)
    assert "gamma came without the text" in dialog.text.text()
    assert not dialog.copy.isEnabled()


def test_every_control_is_named_and_escape_closes(show, qtbot) -> None:
    dialog = show()
    for one in (dialog.search, dialog.list, dialog.part.licence, *dialog.findChildren(QPushButton)):
        assert one.accessibleName()
    with qtbot.waitSignal(dialog.rejected):
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
