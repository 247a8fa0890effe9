"""Who may do what on the Review page: managers everything, estimators with what they proposed, viewers nothing."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from PySide6.QtCore import QPoint, Qt

from lazi_desktop.operations.edit_fields import FieldEdit
from lazi_desktop.ports.change_sets import ProposalState
from tests.ui.review.conftest import SHOWN, Desk
from tests.ui.review.test_filing import heads, say

Key = Qt.Key

MANAGERS_ONLY = ("review_hold", "review_push_chosen", "review_push_ticked", "review_accept", "review_reject")


@pytest.fixture
def shared(desk: Desk) -> Desk:
    """Dana's two changes in "Q4", two proposals of one's own and one of Ed's."""
    q4 = desk.found("Q4 PVC increase")
    desk.book.sets[q4] = replace(desk.book.sets[q4], by="Dana")
    desk.book.override(desk.book.key("UN-1007"), "price", Decimal(90), change_set=q4)
    desk.propose("UN-1014", "price", Decimal(99))
    desk.propose("UN-1021", "price", Decimal(98))
    eds = desk.propose("UN-1028", "price", Decimal(97))
    desk.book.proposed[eds] = replace(desk.book.proposed[eds], mine=False, by="Ed")
    desk.read()
    return desk


def as_level(desk: Desk, level: str) -> Desk:
    desk.app.edits.use_level(level)
    desk.settle()
    return desk


def can(desk: Desk, *names: str) -> list[bool]:
    return [desk.page.actions_by_name[name].isEnabled() for name in names]


def everything(desk: Desk) -> None:
    desk.table.selectAll()
    desk.settle()


def test_a_manager_does_everything(shared: Desk) -> None:
    as_level(shared, "manager")
    everything(shared)
    assert all(can(shared, *MANAGERS_ONLY, "review_move", "review_discard", "new_change_set"))
    assert shared.page.head.push.isVisible()
    assert not shared.page.head.role.isVisible()


def test_an_estimator_sees_everything_and_reads_why_push_and_accept_are_not_hers(shared: Desk) -> None:
    before = shared.lines()
    as_level(shared, "estimator")
    assert shared.lines() == before
    assert not shared.page.head.push.isVisible()
    assert shared.page.head.role.isVisible()
    assert shared.page.head.role.text() == "A manager decides and pushes."
    shared.choose(shared.number("UN-1014"))
    assert shared.page.head.accept.isVisible()
    assert not shared.page.head.accept.isEnabled()
    assert shared.page.head.accept.toolTip() == "A manager decides and pushes."
    everything(shared)
    assert not any(can(shared, *MANAGERS_ONLY))
    assert {shared.page.actions_by_name.why_not(name) for name in MANAGERS_ONLY} == {
        "A manager decides and pushes."
    }


def test_neither_keys_nor_buttons_send_for_an_estimator(shared: Desk, qtbot) -> None:
    as_level(shared, "estimator")
    with qtbot.assertNotEmitted(shared.page.push_wanted), qtbot.assertNotEmitted(shared.page.going_on_wanted):
        shared.choose(shared.number("UN-1007"))
        for key in (Key.Key_P, Key.Key_H, Key.Key_Delete):
            shared.press(key)
        shared.choose(shared.number("UN-1014"))
        for key in (Key.Key_A, Key.Key_R):
            shared.press(key)
        shared.page.acting.push_ticked()
    assert [one.code for one in shared.book.pending()] == ["UN-1007"]
    assert {one.state for one in shared.book.proposals()} == {ProposalState.OPEN}
    assert shared.app.notifier.problems == []


def test_an_estimator_withdraws_several_of_her_own_and_nobody_elses(shared: Desk, qtbot) -> None:
    as_level(shared, "estimator")
    everything(shared)
    assert shared.page.head.discard.text() == "Withdraw…"
    qtbot.mouseClick(shared.page.head.discard, Qt.MouseButton.LeftButton)
    assert shared.page.question is not None
    assert shared.page.question.title.text() == "Withdraw 2 proposals?"
    shared.page.question.accept()
    shared.settle()
    states = {one.code: one.state for one in shared.book.proposals()}
    assert states == {
        "UN-1014": ProposalState.WITHDRAWN, "UN-1021": ProposalState.WITHDRAWN, "UN-1028": ProposalState.OPEN,
    }  # fmt: skip
    assert [one.code for one in shared.book.pending()] == ["UN-1007"]
    assert shared.app.notifier.told[-1] == "2 proposals withdrawn."


def test_what_is_anothers_can_neither_be_withdrawn_nor_moved(shared: Desk) -> None:
    as_level(shared, "estimator")
    for code in ("UN-1007", "UN-1028"):
        shared.choose(shared.number(code))
        assert can(shared, "review_discard", "review_move") == [False, False]
        assert shared.page.actions_by_name.why_not("review_move") == (
            "You can take back and file what you proposed yourself."
        )
        assert not shared.page.head.discard.isEnabled()


def test_what_she_edits_is_proposed_under_the_set_that_she_founded(shared: Desk) -> None:
    as_level(shared, "estimator")
    shared.page.actions_by_name["new_change_set"].trigger()
    say(shared.page.head.chooser.popup, shared, "Pump season")
    key = shared.book.key("UN-1035")
    seen = shared.book.effective(key, "display_name")
    shared.app.edits.edit([FieldEdit(key, "display_name", "Union", seen)], initiator=shared.table)
    shared.read()
    [founded] = [one for one in shared.book.change_sets() if one.message == "Pump season"]
    assert [(one.code, one.change_set) for one in shared.book.proposals()][-1] == ("UN-1035", founded.set_id)
    assert "Proposed: Pump season · 1 SKU" in heads(shared)


def test_she_files_only_her_own_into_another_set(shared: Desk) -> None:
    as_level(shared, "estimator")
    everything(shared)
    shared.page.actions_by_name["review_move"].trigger()
    menu = shared.page.acting.filing.menu
    assert menu is not None
    menu.actions()[0].trigger()
    menu.close()
    shared.settle()
    filed = {one.code for one in shared.book.proposals() if one.change_set is not None}
    assert filed == {"UN-1014", "UN-1021"}
    assert shared.app.notifier.told[-1] == "2 changes moved to Q4 PVC increase."


def test_she_renames_sets_of_her_own_only(shared: Desk) -> None:
    as_level(shared, "estimator")
    shared.choose(next(at for at, line in enumerate(shared.lines()) if "Q4" in line))
    assert can(shared, "review_rename_set") == [False]
    assert shared.page.actions_by_name.why_not("review_rename_set") == (
        "You can rename and close change-sets that you founded."
    )
    shared.choose(shared.number("UN-1014"))
    shared.page.acting.filing.ask_for_new(
        shared.page.acting.rights.movable(shared.page.chosen()), QPoint(10, 10)
    )
    say(shared.page.acting.filing.popup, shared, "Mine")
    shared.choose(shared.number("UN-1014"))
    shared.page.actions_by_name["review_rename_set"].trigger()
    say(shared.page.acting.filing.popup, shared, "Pump season")
    assert "Proposed: Pump season · 1 SKU" in heads(shared)


def test_a_viewer_reads_only(shared: Desk) -> None:
    before = shared.lines()
    as_level(shared, "viewer")
    assert shared.lines() == before
    everything(shared)
    changing = (
        *MANAGERS_ONLY, "review_move", "review_discard", "review_rename_set", "review_edit", "new_change_set",
        "choose_change_set",
    )  # fmt: skip
    assert not any(can(shared, *changing))
    assert {shared.page.actions_by_name.why_not(name) for name in changing} == {
        "Your role can look but not change."
    }
    head = shared.page.head
    assert head.role.text() == "Your role can look but not change."
    assert not any(one.isVisible() for one in (head.push, head.discard, head.accept, head.chooser))
    shared.choose(shared.number("UN-1007"))
    assert can(shared, "review_show") == [True]
    shared.press(Key.Key_Delete)
    assert len(shared.book.pending()) == 1


def test_a_new_level_is_seen_at_once(shared: Desk) -> None:
    as_level(shared, "viewer")
    as_level(shared, "manager")
    assert shared.page.head.push.isVisible()
    assert shared.page.head.discard.isVisible()


def test_a_proposal_that_is_no_value_of_its_field_is_shown_as_it_is(shared: Desk) -> None:
    shared.propose("UN-1035", "price", "abc")
    shared.read()
    [odd] = [line for line in shared.lines(*SHOWN) if "UN-1035" in line]
    assert "abc" in odd
    assert any("UN-1014" in line for line in shared.lines())
