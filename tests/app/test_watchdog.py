"""The watchdog names what holds up the window, and is silent otherwise."""

from __future__ import annotations

import threading
import time

from lazi_desktop.app.watchdog import Watchdog, stack_of


def hold_up_the_window(heard: threading.Event) -> None:
    heard.wait(30)


def test_a_stall_is_reported_once_with_what_was_going_on(qapp, qtbot):
    heard = threading.Event()
    stacks: list[str] = []

    def report(seconds: float, stack: str) -> None:
        stacks.append(stack)
        heard.set()

    with Watchdog(report):
        hold_up_the_window(heard)
    assert heard.is_set()
    assert len(stacks) == 1
    assert "hold_up_the_window" in stacks[0]


class Kept:
    """Something of the window's, that knows by which thread it was freed."""

    def __init__(self, freed_by: list[int]) -> None:
        self._freed_by = freed_by

    def __del__(self) -> None:
        self._freed_by.append(threading.get_ident())


def test_what_held_up_the_window_is_freed_in_its_own_thread(qapp, qtbot):
    """Qt stands still for good where a widget's connections end in another thread."""
    heard, over = threading.Event(), threading.Event()
    freed_by: list[int] = []

    def report(seconds: float, stack: str) -> None:
        heard.set()
        over.wait(30)

    def hold_up_with_something() -> None:
        kept = Kept(freed_by)
        hold_up_the_window(heard)
        assert kept is not None

    with Watchdog(report):
        hold_up_with_something()
        freed = list(freed_by)
        over.set()
    assert freed == [threading.get_ident()]


def test_a_thread_that_is_no_more_does_nothing():
    gone = threading.Thread(target=lambda: None)
    gone.start()
    gone.join()
    assert gone.ident is not None
    assert stack_of(gone.ident) == ""


def test_a_window_that_answers_is_left_alone(qapp, qtbot, monkeypatch):
    monkeypatch.setattr("lazi_desktop.app.watchdog.STALL_SECONDS", 30.0)  # a busy machine is no stall
    stacks: list[str] = []
    beats = []
    watchdog = Watchdog(lambda seconds, stack: stacks.append(stack))
    watchdog._timer.timeout.connect(lambda: beats.append(time.monotonic()))
    with watchdog:
        qtbot.waitUntil(lambda: len(beats) > 3, timeout=30_000)
    assert stacks == []
