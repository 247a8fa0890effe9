"""Change-sets and proposals on the Review page: moved, held back, accepted, rejected."""

from __future__ import annotations

from decimal import Decimal

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDropEvent

from lazi_desktop.ports.change_sets import ProposalState
from lazi_desktop.ui.review.message_popup import MessagePopup
from lazi_desktop.ui.review.review_model import Column
from lazi_desktop.ui.review.review_table import MIME
from tests.ui.review.conftest import Desk

Key = Qt.Key


@pytest.fixture
def filed(desk: Desk) -> Desk:
    """Two changes in "Q4", one in none."""
    q4 = desk.found("Q4 PVC increase")
    for code, change_set in (("UN-1007", q4), ("UN-1014", q4), ("UN-1021", None)):
        desk.book.override(desk.book.key(code), "price", Decimal(90), change_set=change_set)
    desk.read()
    return desk


def heads(desk: Desk) -> list[str]:
    return [line[4:] if line[2] in "☑☐◪" else line[2:] for line in desk.lines() if line[0] in "▾▸"]


def say(popup: MessagePopup | None, desk: Desk, text: str) -> None:
    assert popup is not None
    popup.field.clear()
    desk.qtbot.keyClicks(popup.field, text)
    desk.qtbot.keyClick(popup.field, Key.Key_Return)
    desk.settle()


def test_changes_are_moved_to_another_set_by_keyboard(filed: Desk) -> None:
    names = filed.found("Pump season names")
    filed.page.sets.read()
    filed.settle()
    filed.choose(filed.number("UN-1021"))
    filed.press(Key.Key_M)
    menu = filed.page.acting.filing.menu
    assert menu is not None
    assert [action.text() for action in menu.actions() if action.text()] == [
        "Pump season names", "Q4 PVC increase", "No change-set", "New change-set…",
    ]  # fmt: skip
    filed.qtbot.keyClick(menu, Key.Key_Return)
    filed.settle()
    row = next(one for one in filed.book.pending() if one.code == "UN-1021")
    assert row.change_set == names
    assert heads(filed) == ["Q4 PVC increase · 2 SKUs", "Pump season names · 1 SKU"]
    assert filed.app.notifier.told[-1] == "1 change moved to Pump season names."


def test_changes_are_moved_to_a_new_set_with_a_message(filed: Desk) -> None:
    filed.choose(filed.number("UN-1007"), filed.number("UN-1021"))
    filed.page.acting.filing.ask_for_new(filed.page.chosen(), QPoint(10, 10))
    popup = filed.page.acting.filing.popup
    assert popup is not None
    assert not popup.go_on.isEnabled()
    say(popup, filed, "Vendor costs")
    assert sorted(heads(filed)) == ["Q4 PVC increase · 1 SKU", "Vendor costs · 2 SKUs"]
    assert filed.book.current_change_set() is None  # new edits go where they went


def test_changes_are_dragged_onto_a_set(filed: Desk) -> None:
    filed.choose(filed.number("UN-1021"))
    head = next(at for at, line in enumerate(filed.lines()) if "Q4" in line)
    at = filed.table.visualRect(filed.page.model.index(head, 0)).center()
    data = QMimeData()
    data.setData(MIME, b"chosen")
    drop = QDropEvent(
        QPointF(at), Qt.DropAction.MoveAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    filed.table.dropEvent(drop)
    filed.settle()
    assert heads(filed) == ["Q4 PVC increase · 3 SKUs"]


def test_what_is_held_back_is_not_pushed_until_it_is_released(filed: Desk) -> None:
    filed.choose(filed.number("UN-1007"))
    filed.press(Key.Key_H)
    assert heads(filed)[-1] == "Held back · 1 SKU"
    assert filed.lines(Column.STATE)[filed.number("UN-1007")] == "Held back"
    assert filed.page.head.push.text() == "Push 2 SKUs"
    filed.choose(filed.number("UN-1007"))
    filed.press(Key.Key_H)
    assert filed.page.head.push.text() == "Push 3 SKUs"
    assert filed.app.notifier.told[-1] == "1 change released."


def test_the_set_of_new_edits_is_chosen_and_opened(filed: Desk, qtbot) -> None:
    chooser = filed.page.head.chooser
    assert chooser.text() == "Edits go to: no change-set ▾"
    chooser.click()
    menu = chooser.menu_open
    assert menu is not None
    menu.actions()[0].trigger()
    menu.close()
    filed.settle()
    assert chooser.text() == "Edits go to: Q4 PVC increase ▾"
    filed.page.actions_by_name["new_change_set"].trigger()
    say(chooser.popup, filed, "October costs")
    assert chooser.text() == "Edits go to: October costs ▾"
    current = filed.book.current_change_set()
    assert [one.message for one in filed.book.change_sets() if one.set_id == current] == ["October costs"]


def test_a_set_is_renamed(filed: Desk) -> None:
    filed.choose(next(at for at, line in enumerate(filed.lines()) if "Q4" in line))
    filed.page.actions_by_name["review_rename_set"].trigger()
    popup = filed.page.acting.filing.popup
    assert popup is not None
    assert popup.field.text() == "Q4 PVC increase"
    say(popup, filed, "Q4 PVC")
    assert heads(filed)[0] == "Q4 PVC · 2 SKUs"


def test_an_edited_value_stays_in_its_set(filed: Desk, qtbot) -> None:
    other = filed.found("Another")
    filed.book.choose_change_set(other)
    filed.choose(filed.number("UN-1007"))
    filed.press(Key.Key_F2)
    field = filed.page.acting.values.field
    assert field is not None
    field.selectAll()
    qtbot.keyClicks(field, "91")
    qtbot.keyClick(field, Key.Key_Return)
    filed.settle()
    assert heads(filed)[0] == "Q4 PVC increase · 2 SKUs"


# ---------------------------------------------------------------------------------------------------------- proposals


@pytest.fixture
def proposed(desk: Desk) -> Desk:
    names = desk.found("Pump season names")
    desk.propose("UN-1007", "display_name", "Pump union", change_set=names)
    desk.propose("UN-1014", "price", Decimal(99), change_set=names)
    desk.propose("UN-1021", "price", Decimal(98))
    desk.read()
    return desk


def test_proposals_are_groups_of_their_own_and_nothing_is_sent(proposed: Desk) -> None:
    assert heads(proposed) == ["Proposed: Pump season names · 2 SKUs", "Proposed: No change-set · 1 SKU"]
    assert not proposed.page.head.push.isEnabled()
    assert proposed.page.head.summary.text() == "0 SKUs · 0 changes"
    assert "Proposed by" in select(proposed, "UN-1007")


def select(desk: Desk, code: str) -> str:
    desk.choose(desk.number(code))
    return desk.page.side.card.words.text()


def test_one_proposal_is_accepted(proposed: Desk) -> None:
    assert not proposed.page.head.accept.isVisible()
    proposed.choose(proposed.number("UN-1014"))
    proposed.page.head.accept.click()
    proposed.settle()
    assert [(one.code, one.ours) for one in proposed.book.pending()] == [("UN-1014", 99)]
    assert "Proposed: Pump season names · 1 SKU" in heads(proposed)
    assert proposed.page.head.push.text() == "Push 1 SKU"


def test_a_whole_set_is_rejected_with_a_reason(proposed: Desk) -> None:
    proposed.choose(0)
    proposed.press(Key.Key_R)
    popup = proposed.page.acting.filing.popup
    assert popup is not None
    assert not popup.go_on.isEnabled()
    say(popup, proposed, "Not this year")
    assert heads(proposed) == ["Proposed: No change-set · 1 SKU"]
    answered = [one for one in proposed.book.proposals() if one.state is ProposalState.REJECTED]
    assert {one.reason for one in answered} == {"Not this year"}


def test_who_may_not_edit_answers_nothing(proposed: Desk) -> None:
    proposed.app.edits.use_level("viewer")
    proposed.choose(proposed.number("UN-1014"))
    assert not proposed.page.actions_by_name["review_accept"].isEnabled()
    assert not proposed.page.actions_by_name["review_move"].isEnabled()


def test_ones_own_proposal_is_withdrawn(proposed: Desk) -> None:
    proposed.choose(proposed.number("UN-1021"))
    proposed.press(Key.Key_Delete)
    assert proposed.page.question is not None
    proposed.page.question.accept()
    proposed.settle()
    assert heads(proposed) == ["Proposed: Pump season names · 2 SKUs"]
