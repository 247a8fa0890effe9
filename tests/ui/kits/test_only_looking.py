"""Somebody who may only look at kits: nothing offers to change one, and nothing tries to."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction

from lazi_desktop.domain.kits.parts import KitId
from lazi_desktop.ui.kits.lines.columns import Column
from tests.ui.kits.kit_desk import KitDesk, pump_pad

CHANGING = ("kit_edit", "kit_remove", "kit_group", "kit_cut", "kit_duplicate", "kit_paste", "kit_move_up")


@pytest.fixture
def pad(desk: KitDesk) -> KitId:
    kit = pump_pad(desk)
    desk.open(kit)
    desk.at_rest()
    desk.builder.tree.choose([desk.shown.lines[0].key])
    return kit


def actions(desk: KitDesk) -> list[QAction]:
    return [desk.builder.actions_by_name[name] for name in CHANGING]


def told(desk: KitDesk) -> list[str]:
    found: list[str] = []
    desk.messages.problem_met.connect(lambda error: found.append(error.title))
    return found


def test_what_changes_a_kit_is_not_offered(desk: KitDesk, pad: KitId) -> None:
    header = desk.opened.kits.header
    assert all(one.isEnabled() for one in actions(desk))
    desk.context.edits.use_level("viewer")
    assert not any(one.isEnabled() for one in actions(desk))
    assert desk.builder.actions_by_name["kit_copy"].isEnabled()
    assert header.name.isReadOnly()
    assert header.path.isReadOnly()
    assert not desk.builder.tree.edit_cell(desk.shown.lines[0].key, Column.QUANTITY)
    desk.context.edits.use_level("estimator")
    assert all(one.isEnabled() for one in actions(desk))
    assert not header.name.isReadOnly()


def test_folding_is_their_own(desk: KitDesk, pad: KitId) -> None:
    desk.context.edits.use_level("viewer")
    problems, tree = told(desk), desk.builder.tree
    desk.builder.handling.fold_all()
    desk.at_rest()
    desk.opened.kits.shown.try_options({desk.shown.lines[-1].key})
    assert not any(tree.isExpanded(tree.lines.index_of(node)) for node in tree.lines.top)
    assert not any(group.collapsed for group in desk.shown.groups)
    assert problems == []


def test_a_cell_that_is_open_when_the_right_goes_is_closed_for_good(desk: KitDesk, pad: KitId) -> None:
    tree = desk.builder.tree
    tree.edit_cell(desk.shown.lines[0].key, Column.QUANTITY)
    desk.press("a", Qt.KeyboardModifier.ControlModifier)
    desk.type("5")
    desk.context.edits.use_level("viewer")
    desk.at_rest()
    assert tree.editor.field is None
    assert desk.shown.lines[0].quantity != 5


def test_the_list_offers_no_new_kit(desk: KitDesk, pad: KitId) -> None:
    listed = desk.opened.kits.list
    assert listed.new.isEnabled()
    desk.context.edits.use_level("viewer")
    assert not listed.new.isEnabled()
    assert not listed.handling.can("kits_rename")
