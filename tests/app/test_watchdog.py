"""The watchdog names what holds up the window, and is silent otherwise."""

from __future__ import annotations

import threading
import time

from lazi_desktop.app.watchdog import Watchdog


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


def test_a_window_that_answers_is_left_alone(qapp, qtbot, monkeypatch):
    monkeypatch.setattr("lazi_desktop.app.watchdog.STALL_SECONDS", 30.0)  # a busy machine is no stall
    stacks: list[str] = []
    beats = []
    watchdog = Watchdog(lambda seconds, stack: stacks.append(stack))
    watchdog._timer.timeout.connect(lambda: beats.append(time.monotonic()))
    with watchdog:
        qtbot.waitUntil(lambda: len(beats) > 3, timeout=30_000)
    assert stacks == []
