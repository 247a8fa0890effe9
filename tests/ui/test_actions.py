"""Actions: when they can be done, what they say, which keys they have."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QObject

from lazi_desktop.ui.actions import Actions, WindowState
from lazi_desktop.ui.window_actions import window_actions


class Handlers:
    def __init__(self) -> None:
        self.called: list[str] = []

    def __getattr__(self, name: str):
        return lambda: self.called.append(name)


@pytest.fixture
def handlers() -> Handlers:
    return Handlers()


@pytest.fixture
def actions(qapp, handlers: Handlers):
    parent = QObject()
    yield Actions(window_actions(handlers), parent)
    parent.deleteLater()


BUSY = WindowState(pending_fields=3, undo_label="Change price", activity="pull")
CALM = WindowState(pending_fields=3, undo_label="Change price", redo_label="")


@pytest.mark.parametrize(
    ("state", "enabled"),
    [
        (WindowState(), {"pull", "pull_changes", "pull_all"}),
        (CALM, {"pull", "pull_changes", "pull_all", "undo", "review", "push"}),
        (BUSY, {"undo", "review", "stop"}),
        (WindowState(conflicts=1), {"pull", "pull_changes", "pull_all", "decide"}),
        (WindowState(redo_label="Change cost"), {"pull", "pull_changes", "pull_all", "redo"}),
    ],
)
def test_an_action_is_enabled_when_it_can_be_done(actions: Actions, state, enabled) -> None:
    actions.refresh(state)
    always = {"palette", "search", "shortcuts", "about", "leave"}
    assert {action.objectName() for action in actions.all() if action.isEnabled()} == enabled | always


def test_undo_names_what_it_does(actions: Actions) -> None:
    actions.refresh(CALM)
    assert actions["undo"].toolTip() == "Undo: Change price (Ctrl+Z)"
    assert actions["redo"].toolTip() == "Redo (Ctrl+Shift+Z)"


@pytest.mark.parametrize(
    ("fields", "title"), [(0, "Review"), (1, "Review 1 change"), (1200, "Review 1,200 changes")]
)
def test_review_counts_the_changes(actions: Actions, fields: int, title: str) -> None:
    actions.refresh(WindowState(pending_fields=fields))
    assert actions["review"].text() == title


def test_review_says_that_proposals_alone_wait(actions: Actions) -> None:
    actions.refresh(WindowState(proposals=37))
    assert actions["review"].text() == "Review 37 proposals"
    assert actions["review"].isEnabled()
    assert not actions["push"].isEnabled()
    actions.refresh(WindowState(proposals=37, pending_fields=1))
    assert actions["review"].text() == "Review 1 change"


def test_the_keys_are_those_promised(actions: Actions) -> None:
    keys = {
        action.objectName(): [key.toString() for key in action.shortcuts()]
        for action in actions.all()
        if action.shortcuts()
    }
    assert keys == {
        "palette": ["Ctrl+K"],
        "search": ["Ctrl+F"],
        "undo": ["Ctrl+Z"],
        "redo": ["Ctrl+Shift+Z", "Ctrl+Y"],
        "pull": ["F5"],
        "review": ["Ctrl+Shift+R"],
        "push": ["Ctrl+Shift+Return", "Ctrl+Shift+Enter"],
        "shortcuts": ["F1", "?"],
        "leave": ["Ctrl+Q"],
    }


def test_triggering_calls_the_handler(actions: Actions, handlers: Handlers) -> None:
    actions.refresh(CALM)
    for name in ("pull", "push", "undo"):
        actions[name].trigger()
    assert handlers.called == ["pull", "push", "undo"]


def test_without_keys_nobody_pulls_here_and_who_does_is_said(actions: Actions) -> None:
    why = "This computer has no ServiceTitan keys; OFFICE-PC pulls and pushes for the team."
    actions.refresh(WindowState(pending_fields=3, no_keys=why))
    for name in ("pull", "pull_changes", "pull_all"):
        assert not actions[name].isEnabled()
    for name in ("pull", "pull_all"):
        assert why in actions[name].toolTip()
    assert actions["review"].isEnabled()


def test_without_keys_what_is_changed_is_submitted_for_who_pushes(
    actions: Actions, handlers: Handlers
) -> None:
    why = "This computer has no ServiceTitan keys; OFFICE-PC pulls and pushes for the team."
    actions.refresh(WindowState(pending_fields=3, no_keys=why))
    push = actions["push"]
    assert push.text() == "Submit for push"
    assert push.toolTip().startswith("Submit what is changed here, for the computer that pushes. " + why)
    push.trigger()
    assert handlers.called == ["push"]
    actions.refresh(WindowState(no_keys=why))
    assert not push.isEnabled()
