"""Change-sets are closed when nothing waits in them any more, and opened again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from uuid import UUID

import pytest
from PySide6.QtWidgets import QMenu

from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.ops import Aspect, Changes
from lazi_desktop.ports.change_sets import SetState
from lazi_desktop.ports.engine import PushFinished
from lazi_desktop.ports.overrides import OverrideState
from lazi_desktop.ports.push import PushedField, PushMoved, PushReport, PushResult
from tests.ui.review.conftest import Desk

CODES = ("UN-1007", "UN-1014")


@pytest.fixture
def filed(desk: Desk) -> Desk:
    """Two changes in "Q4", and nothing in "Pumps"."""
    q4 = desk.found("Q4")
    desk.found("Pumps")
    for code in CODES:
        desk.book.override(desk.book.key(code), "price", Decimal(90), change_set=q4)
    desk.read()
    return desk


def named(desk: Desk, message: str) -> UUID:
    return next(one.set_id for one in desk.book.change_sets() if one.message == message)


def states(desk: Desk) -> dict[str, SetState]:
    return {one.message: one.state for one in desk.book.change_sets()}


def entries(menu: QMenu | None) -> list[str]:
    assert menu is not None
    return [action.text().split("\t")[0] for action in menu.actions() if action.text()]


def choose(desk: Desk, title: str) -> None:
    chooser = desk.page.head.chooser
    menu = chooser.menu_open
    assert menu is not None
    next(action for action in menu.actions() if action.text().startswith(title)).trigger()
    menu.close()
    desk.settle()


# ------------------------------------------------------------------------------------------------------- by a person


def test_what_is_empty_is_closed_from_the_menu_and_offered_no_more(filed: Desk) -> None:
    chooser = filed.page.head.chooser
    chooser.click()
    assert entries(chooser.menu_open) == [
        "Pumps", "Q4", "no change-set", "New change-set…", "Close what is empty (1)",
    ]  # fmt: skip
    choose(filed, "Close what is empty")
    assert states(filed) == {"Q4": SetState.OPEN, "Pumps": SetState.CLOSED}
    assert filed.app.notifier.told[-1] == "Pumps is closed."
    chooser.click()
    assert entries(chooser.menu_open) == [
        "Q4",
        "no change-set",
        "New change-set…",
        "Open a closed one again…",
    ]
    choose(filed, "Open a closed one again…")
    assert entries(chooser.menu_open) == ["Pumps"]
    choose(filed, "Pumps")
    assert states(filed)["Pumps"] is SetState.OPEN
    assert filed.app.notifier.told[-1] == "Pumps is open again."


def test_the_set_of_new_edits_is_closed_and_edits_go_to_none(filed: Desk) -> None:
    filed.page.sets.choose(named(filed, "Pumps"))
    filed.settle()
    chooser = filed.page.head.chooser
    chooser.click()
    choose(filed, "Close Pumps")
    assert states(filed)["Pumps"] is SetState.CLOSED
    assert chooser.text() == "Edits go to: no change-set ▾"


def test_the_set_at_hand_is_closed_from_the_menu_of_the_changes_and_keeps_them(filed: Desk) -> None:
    filed.choose(filed.number("UN-1007"))
    filed.page.actions_by_name["review_close_set"].trigger()
    filed.settle()
    assert states(filed)["Q4"] is SetState.CLOSED
    assert {one.change_set for one in filed.book.pending()} == {named(filed, "Q4")}
    assert not filed.page.actions_by_name["review_close_set"].isEnabled()
    filed.page.actions_by_name["reopen_change_set"].trigger()
    choose(filed, "Q4")
    assert states(filed)["Q4"] is SetState.OPEN


def test_who_founded_none_of_them_closes_none(filed: Desk) -> None:
    for set_id, one in filed.book.sets.items():
        filed.book.sets[set_id] = replace(one, by="Dana")
    filed.app.edits.use_level("estimator")
    filed.read()
    filed.page.head.chooser.click()
    menu = filed.page.head.chooser.menu_open
    assert menu is not None
    assert entries(menu)[-1] == "New change-set…"
    menu.close()
    filed.choose(filed.number("UN-1007"))
    assert not filed.page.actions_by_name["review_close_set"].isEnabled()


# --------------------------------------------------------------------------------------------------------- by itself


def push(desk: Desk, codes: Sequence[str], result: PushResult) -> None:
    """What is proved is not pending any more when the push tells of it."""
    book = desk.book
    places = [(book.key(code), "price") for code in codes]
    op_ids = [book.overrides[place][1] for place in places]
    book.states |= dict.fromkeys(places, (OverrideState.SUBMITTED, ""))
    with desk.qtbot.waitSignal(desk.signals.push_moved):
        desk.app.engine.tell(PushMoved((), 0, len(codes), 0))
    desk.settle()
    if result is PushResult.VERIFIED:
        for place in places:
            del book.overrides[place]
        desk.app.edits.announce(Changes(frozenset(key for key, _ in places), frozenset((Aspect.STATE,))))
        desk.settle()
    fields = [
        PushedField(key, EntityKind.MATERIAL, "", "", name, result, op_id=op_id)
        for (key, name), op_id in zip(places, op_ids, strict=True)
    ]
    with desk.qtbot.waitSignal(desk.signals.push_finished):
        desk.app.engine.tell(PushFinished(PushReport(fields, 1, 0.1)))
    desk.settle()


def test_a_set_closes_once_everything_in_it_is_proved(filed: Desk) -> None:
    push(filed, CODES[:1], PushResult.VERIFIED)
    assert states(filed) == {"Q4": SetState.OPEN, "Pumps": SetState.OPEN}
    push(filed, CODES[1:], PushResult.VERIFIED)
    assert states(filed) == {"Q4": SetState.CLOSED, "Pumps": SetState.OPEN}
    assert filed.app.notifier.told[-1] == "Closed: Q4. ServiceTitan has everything that was in it."


def test_a_set_of_which_something_was_refused_stays_open(filed: Desk) -> None:
    push(filed, CODES, PushResult.FAILED)
    assert states(filed)["Q4"] is SetState.OPEN


def test_a_set_with_a_proposal_left_stays_open(filed: Desk) -> None:
    filed.propose("UN-1021", "price", Decimal(5), change_set=named(filed, "Q4"))
    push(filed, CODES, PushResult.VERIFIED)
    assert states(filed)["Q4"] is SetState.OPEN
    assert filed.app.notifier.problems == []
