"""One window per profile: the second start raises the first."""

from __future__ import annotations

import subprocess
import sys

import pytest

from lazi_desktop.app.single_instance import SingleInstance


@pytest.fixture
def first(qapp, tmp_path):
    instance = SingleInstance(tmp_path / "profile" / "window.lock")
    yield instance
    instance.release()


def test_the_second_start_raises_the_first_window(first, qtbot, tmp_path):
    assert first.acquire()
    second = SingleInstance(tmp_path / "profile" / "window.lock")
    with qtbot.waitSignal(first.raise_requested):
        assert not second.acquire()


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
