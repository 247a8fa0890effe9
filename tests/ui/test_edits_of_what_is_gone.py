"""A window that is closed while its edit is recorded: the edit is there, and nobody who is gone is told."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QObject
from PySide6.QtTest import QSignalSpy
from shiboken6 import delete

from lazi_desktop.domain.errors import InvalidValue
from lazi_desktop.domain.ops import Changes
from lazi_desktop.operations.kits.whole_kits import create_kit
from lazi_desktop.ports.workspace import UnitOfWork
from tests.fakes.ui_fakes import FakeApp


class Part(QObject):
    """Of a window."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[object] = []

    def hear(self, what: object) -> None:
        self.heard.append(what)


def refuse(work: UnitOfWork) -> Changes:
    raise InvalidValue("No.")


@pytest.mark.parametrize("is_long", [False, True])
def test_who_is_gone_is_not_called_and_all_others_hear_of_it(app: FakeApp, qtbot: Any, is_long: bool) -> None:
    part, heard = Part(), QSignalSpy(app.edits.changed)
    if is_long:
        app.edits.do_many(
            lambda work, _step: create_kit(work, "Pad"), title="", initiator=part, done=part.hear
        )
    else:
        app.edits.do(lambda work: create_kit(work, "Pad"), initiator=part, done=part.hear)
    delete(part)
    app.settle(qtbot)
    assert part.heard == []
    assert heard.count() == 1
    assert heard.at(0)[1] is None


@pytest.mark.parametrize("is_long", [False, True])
def test_what_fails_is_told_to_the_person_where_its_window_is_gone(
    app: FakeApp, qtbot: Any, is_long: bool
) -> None:
    part = Part()
    if is_long:
        app.edits.do_many(lambda work, _step: refuse(work), title="", initiator=part, failed=part.hear)
    else:
        app.edits.do(refuse, initiator=part, failed=part.hear)
    delete(part)
    app.settle(qtbot)
    assert part.heard == []
    assert [one.detail for one in app.notifier.problems] == ["No."]
