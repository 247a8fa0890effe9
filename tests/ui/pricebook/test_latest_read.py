"""One read at a time, and only the newest answer counts."""

from __future__ import annotations

from functools import partial

import pytest
from PySide6.QtCore import QObject

from lazi_desktop.domain.errors import WorkspaceProblem
from lazi_desktop.ui.latest_read import LatestRead
from tests.fakes.ui_fakes import FakeApp


@pytest.fixture
def owner(qapp):
    return QObject()


def test_answers_in_between_are_dropped(app: FakeApp, owner, qtbot) -> None:
    read = LatestRead(app.tasks, app.notifier, owner)
    got: list[int] = []
    done: list[int] = []

    def work(number: int) -> int:
        done.append(number)
        return number

    app.readers.held = True
    for number in range(4):
        read.ask(partial(work, number), got.append)
    app.readers.held = False
    app.readers.release()
    app.settle(qtbot)
    assert got == [3]
    assert done == [0, 3], "what nobody waits for is not even read"


def test_a_read_after_writes_sees_them(app: FakeApp, owner, qtbot) -> None:
    read = LatestRead(app.tasks, app.notifier, owner, after_writes=True)
    written: list[int] = []
    got: list[list[int]] = []
    app.writer.held = True
    app.tasks.write(lambda: written.append(1), owner=owner)
    read.ask(lambda: list(written), got.append)
    app.writer.held = False
    app.writer.release()
    app.settle(qtbot)
    assert got == [[1]]


def test_nothing_arrives_after_drop(app: FakeApp, owner, qtbot) -> None:
    read = LatestRead(app.tasks, app.notifier, owner)
    got: list[int] = []
    app.readers.held = True
    read.ask(lambda: 1, got.append)
    read.drop()
    app.readers.release()
    app.settle(qtbot)
    assert got == []
    app.readers.held = False
    read.ask(lambda: 2, got.append)
    app.settle(qtbot)
    assert got == [2]


def test_a_failure_is_told_and_the_next_read_goes_on(app: FakeApp, owner, qtbot) -> None:
    read = LatestRead(app.tasks, app.notifier, owner)
    got: list[int] = []

    def fail() -> None:
        raise WorkspaceProblem("the disk is full")

    read.ask(fail, got.append)
    app.settle(qtbot)
    read.ask(lambda: 2, got.append)
    app.settle(qtbot)
    assert [error.detail for error in app.notifier.problems] == ["the disk is full"]
    assert got == [2]


def test_a_bug_is_raised_and_the_next_read_goes_on(app: FakeApp, owner, qtbot) -> None:
    read = LatestRead(app.tasks, app.notifier, owner)
    got: list[int] = []
    with qtbot.captureExceptions() as raised:
        read.ask(lambda: 1 // 0, got.append)
        app.settle(qtbot)
    assert [kind for kind, *_ in raised] == [ZeroDivisionError]
    read.ask(lambda: 2, got.append)
    app.settle(qtbot)
    assert got == [2]
