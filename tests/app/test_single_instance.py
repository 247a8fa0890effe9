"""One window per profile: the second start raises the first."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from lazi_desktop.app.single_instance import SingleInstance, come_to_the_front


@pytest.fixture
def first(qapp, tmp_path):
    instance = SingleInstance(tmp_path / "profile" / "window.lock")
    yield instance
    instance.release()


def test_the_second_start_raises_the_first_window(first, qtbot, tmp_path):
    assert first.acquire()
    second = SingleInstance(tmp_path / "profile" / "window.lock")
    with qtbot.waitSignal(first.raise_requested) as raised:
        assert not second.acquire()
    assert raised.args == [""]
    with qtbot.waitSignal(first.raise_requested) as raised:
        assert not second.acquire("/home of/Fairview Ä.lazi-invitation")
    assert raised.args == ["/home of/Fairview Ä.lazi-invitation"]


def test_it_is_asked_forward_from_another_thread_while_its_own_goes_on(first, qtbot, tmp_path):
    lock = tmp_path / "profile" / "window.lock"
    with ThreadPoolExecutor(1) as elsewhere:
        assert not elsewhere.submit(come_to_the_front, lock).result(), "nobody has it open"
        assert first.acquire(), "asking has taken nothing"
        with qtbot.waitSignal(first.raise_requested):
            asked = elsewhere.submit(come_to_the_front, lock)
        assert asked.result()


def test_another_profile_has_a_window_of_its_own(first, tmp_path):
    assert first.acquire()
    other = SingleInstance(tmp_path / "other" / "window.lock")
    assert other.acquire()
    other.release()


def test_after_the_first_has_left_the_next_may_open(first, tmp_path):
    assert first.acquire()
    first.release()
    second = SingleInstance(tmp_path / "profile" / "window.lock")
    assert second.acquire()
    second.release()


def test_a_crashed_owner_does_not_keep_the_profile(first, tmp_path):
    lock = tmp_path / "profile" / "window.lock"
    crash = (
        "import os, sys; from PySide6.QtCore import QLockFile;"
        "lock = QLockFile(sys.argv[1]); assert lock.tryLock(0); os._exit(9)"
    )
    assert subprocess.run([sys.executable, "-c", crash, str(lock)], check=False).returncode == 9
    assert lock.exists()
    assert first.acquire()
