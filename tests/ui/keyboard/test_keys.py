"""Keys of one's own: they count at once, conflicts are named, tips and the sheet follow, a restart keeps them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from lazi_desktop.ui.keyboard.keyboard_card import KeyboardCard
from lazi_desktop.ui.keyboard.registry import ActionRegistry
from lazi_desktop.ui.keyboard.shortcuts_sheet import ShortcutsSheet
from lazi_desktop.ui.messages import Messages
from lazi_desktop.ui.open_window import open_window
from lazi_desktop.ui.opened import Opened
from tests.fakes.ui_fakes import FakeApp

CONTROL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)


@pytest.fixture
def card(opened: Opened, qtbot) -> KeyboardCard:
    opened.window.open_page("settings")
    card = next(iter(opened.settings.findChildren(KeyboardCard)))
    qtbot.waitUntil(lambda: bool(card.rows))
    return card


def press(card: KeyboardCard, name: str, key: Qt.Key, held=Qt.KeyboardModifier.NoModifier) -> None:
    row = card.rows[name]
    QTest.keyClick(row.keys, Qt.Key.Key_Space)
    assert row.keys.is_listening
    QTest.keyClick(row.keys, key, held)


def keys(registry: ActionRegistry, name: str) -> tuple[str, ...]:
    return next(one.keys for one in registry.listed(everything=True) if one.name == name)


def test_no_two_actions_share_keys(opened: Opened) -> None:
    registry = opened.window.registry
    bindings = registry.bindings()
    assert sum(len(binding.keys) for binding in bindings) > 20
    for binding in bindings:
        for one in binding.keys:
            assert not registry.taken_by(one, binding), f"{one} of {binding.id}"


def test_new_keys_count_at_once_and_tips_follow(opened: Opened, card: KeyboardCard) -> None:
    press(card, "toggle_filters", Qt.Key.Key_L, CONTROL | ALT)
    assert keys(opened.window.registry, "toggle_filters") == ("Ctrl+Alt+L",)
    opened.window.open_page("pricebook")
    grid = opened.pricebook.grid
    assert grid.head.filter_button.toolTip().endswith("(Ctrl+Alt+L)")
    QTest.keyClick(grid.grid, Qt.Key.Key_F, CONTROL | SHIFT)
    assert not grid.filtering.is_row_shown
    QTest.keyClick(grid.grid, Qt.Key.Key_L, CONTROL | ALT)
    assert grid.filtering.is_row_shown
    opened.window.shortcuts()
    sheet = opened.window.question
    assert isinstance(sheet, ShortcutsSheet)
    listed = {hint.what: hint.keys for part in sheet.sections for hint in part.hints}
    assert listed["Filter fields below the headings"] == ("Ctrl+Alt+L",)
    sheet.reject()


def test_who_had_the_keys_is_named_and_has_them_no_longer(opened: Opened, card: KeyboardCard) -> None:
    press(card, "reprice", Qt.Key.Key_N, CONTROL)
    assert card.said.text() == "Ctrl+N was taken from “New entry…”."
    assert keys(opened.window.registry, "reprice") == ("Ctrl+N",)
    assert keys(opened.window.registry, "new_entry") == ()
    card.rows["new_entry"].back.click()
    assert keys(opened.window.registry, "new_entry") == ("Ctrl+N",)
    assert keys(opened.window.registry, "reprice") == ()


def test_the_grids_own_keys_can_be_others(opened: Opened, card: KeyboardCard, app: FakeApp, qtbot) -> None:
    press(card, "edit_cell@grid", Qt.Key.Key_F4)
    opened.window.open_page("pricebook")
    grid = opened.pricebook.grid.grid
    grid.setFocus()
    grid.select_position(2, opened.pricebook.grid.model.place_of("name"))
    app.settle(qtbot)
    QTest.keyClick(grid, Qt.Key.Key_F2)
    assert not list(grid.editors())
    QTest.keyClick(grid, Qt.Key.Key_F4)
    assert len(list(grid.editors())) == 1
    QTest.keyClick(next(grid.editors()), Qt.Key.Key_Escape)


@pytest.mark.parametrize("key", [Qt.Key.Key_A, Qt.Key.Key_Down, Qt.Key.Key_Return])
def test_keys_that_type_or_move_are_refused(opened: Opened, card: KeyboardCard, key: Qt.Key) -> None:
    press(card, "reprice", key)
    assert "types or moves" in card.said.text()
    assert keys(opened.window.registry, "reprice") == ("Ctrl+Shift+P",)


def test_backspace_takes_the_keys_away_and_escape_keeps_them(opened: Opened, card: KeyboardCard) -> None:
    press(card, "reprice", Qt.Key.Key_Escape)
    assert keys(opened.window.registry, "reprice") == ("Ctrl+Shift+P",)
    press(card, "reprice", Qt.Key.Key_Backspace)
    assert keys(opened.window.registry, "reprice") == ()
    card.reset_button.click()
    assert keys(opened.window.registry, "reprice") == ("Ctrl+Shift+P",)
    assert not card.reset_button.isEnabled()


def test_a_restart_keeps_them(opened: Opened, card: KeyboardCard, app: FakeApp, qtbot) -> None:
    press(card, "pull", Qt.Key.Key_F9)
    again = open_window(app.context, Messages(), version="1.0")
    qtbot.addWidget(again.window)
    assert [one.toString() for one in again.window.actions_by_name["pull"].shortcuts()] == ["F9"]


def test_commands_can_be_searched(card: KeyboardCard) -> None:
    card.search.setText("fill down")
    shown = [name for name, row in card.rows.items() if not row.title.isHidden()]
    assert shown == ["fill_down@grid"]
