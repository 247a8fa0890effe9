"""What is taken back on the Review page: asked first where undo does not bring all of it back, and said which."""

from __future__ import annotations

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt

from lazi_desktop.ports.change_sets import ProposalState
from lazi_desktop.ui.widgets.dialog import Dialog
from tests.ui.review.conftest import Desk

Key = Qt.Key


@pytest.fixture
def mixed(desk: Desk) -> Desk:
    """One change, and two proposals of one's own."""
    desk.book.override(desk.book.key("UN-1028"), "price", Decimal(90))
    for code in ("UN-1007", "UN-1014"):
        desk.propose(code, "price", Decimal(5))
    desk.read()
    return desk


def asked(desk: Desk, *codes: str) -> Dialog:
    desk.choose(*(desk.number(code) for code in codes))
    desk.press(Key.Key_Delete)
    assert desk.page.question is not None
    return desk.page.question


def states(desk: Desk) -> set[ProposalState]:
    return {one.state for one in desk.book.proposals()}


def test_who_says_no_keeps_changes_and_proposals(mixed: Desk) -> None:
    question = asked(mixed, "UN-1028", "UN-1007", "UN-1014")
    assert states(mixed) == {ProposalState.OPEN}
    question.reject()
    mixed.settle()
    assert states(mixed) == {ProposalState.OPEN}
    assert [one.code for one in mixed.book.pending()] == ["UN-1028"]


def test_both_go_where_both_were_asked_about(mixed: Desk) -> None:
    question = asked(mixed, "UN-1028", "UN-1007", "UN-1014")
    assert question.title.text() == "Discard 1 change of UN-1028?"
    assert question.text.text() == (
        "Their fields go back to ServiceTitan's values. You can undo this in one step. "
        "Also withdrawn: 2 proposals of yours, which undo does not bring back."
    )
    question.accept()
    mixed.settle()
    assert states(mixed) == {ProposalState.WITHDRAWN}
    assert mixed.book.pending() == []


def test_a_withdrawal_alone_promises_no_undo(mixed: Desk) -> None:
    question = asked(mixed, "UN-1007")
    assert question.title.text() == "Withdraw 1 proposal?"
    assert question.text.text() == ("This cannot be undone. You can propose the same again.")
    question.accept()
    mixed.settle()
    assert sorted(one.state for one in mixed.book.proposals()) == [
        ProposalState.OPEN,
        ProposalState.WITHDRAWN,
    ]
    assert mixed.app.notifier.told[-1] == "1 proposal withdrawn."
