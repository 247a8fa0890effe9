"""The watch that tests/hygiene.py keeps: each kind of leak fails the test that made it, and nothing else does."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

LEAKS = {
    "thread": """
        import threading
        def test_it():
            threading.Thread(target=threading.Event().wait, daemon=True).start()
    """,
    "task": """
        import asyncio
        async def test_it():
            global kept
            kept = asyncio.create_task(asyncio.Event().wait())
    """,
    "window": """
        from PySide6.QtWidgets import QLabel
        def test_it(qapp):
            global kept
            kept = QLabel("forgotten")
    """,
    "timer": """
        from PySide6.QtCore import QTimer
        def test_it(qapp):
            QTimer(qapp).start(100_000)
    """,
    "Qt warning": """
        from PySide6.QtCore import qWarning
        def test_it():
            qWarning("something is off")
    """,
    "Qt warning at the end": """
        import pytest
        from PySide6.QtCore import qWarning
        @pytest.fixture
        def late(qapp):
            yield
            qWarning("something is off")
        def test_it(late):
            pass
    """,
    "Python warning": """
        import warnings
        def test_it():
            warnings.warn("old", DeprecationWarning)
    """,
}

CLEAN = {
    "nothing": "def test_it(): pass",
    "garbage of widgets": """
        import gc
        def test_it(qapp):
            assert not gc.isenabled()
    """,
    "garbage of nobody's": """
        import gc
        def test_it():
            assert gc.isenabled()
    """,
    "thread that ends": """
        import threading
        def test_it():
            threading.Thread(target=lambda: None).start()
    """,
    "task that ends": """
        import asyncio
        async def test_it():
            asyncio.create_task(asyncio.Event().wait()).cancel()
    """,
    "window that goes": """
        from PySide6.QtWidgets import QLabel
        def test_it(qtbot):
            label = QLabel("seen")
            qtbot.addWidget(label)
            label.show()
    """,
    "window in a cycle": """
        from PySide6.QtWidgets import QWidget
        def test_it(qapp):
            widget = QWidget()
            widget.itself = widget
    """,
    "excused": """
        import pytest, threading
        @pytest.mark.may_leak(reason="this is a test of tests")
        def test_it():
            threading.Thread(target=threading.Event().wait, daemon=True).start()
    """,
}


def test_every_leak_fails_and_nothing_else_does(
    pytester: pytest.Pytester, pytestconfig: pytest.Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All in one run: it is quicker, and shows that no leak is blamed on the next test."""
    cases = {f"test_{'_'.join(what.split())}": code for what, code in (LEAKS | CLEAN).items()}
    pytester.makepyfile(**cases)
    pytester.makeini(
        """
        [pytest]
        asyncio_mode = auto
        asyncio_default_fixture_loop_scope = function
        qt_api = pyside6
        qt_log_level_fail = WARNING
        qt_log_ignore = This plugin does not support
        markers = may_leak(reason): excused
        """
    )
    monkeypatch.setenv("PYTHONPATH", str(pytestconfig.rootpath))
    options = ["-p", "tests.hygiene", "-p", "no:cacheprovider", "-W", "error", "-rA", "--tb=no"]
    result = pytester.runpytest_subprocess(*options, timeout=100)

    fell = {
        line.split()[1].split(".py")[0] for line in result.outlines if line.startswith(("FAILED ", "ERROR "))
    }
    assert fell == {f"test_{'_'.join(what.split())}" for what in LEAKS}, str(result.stdout)
    assert result.parseoutcomes()["passed"] >= len(CLEAN)


def test_a_crash_is_told_on_the_terminal_whoever_listened_before(
    pytester: pytest.Pytester, pytestconfig: pytest.Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytester.makepyfile(
        """
        import os, signal
        from lazi_desktop.app.crash_reports import CrashReports
        def test_reports(tmp_path):
            reports = CrashReports(tmp_path)
            reports.begin()
            reports.end()
        def test_crash():
            os.kill(os.getpid(), signal.SIGSEGV)
        """
    )
    monkeypatch.setenv("PYTHONPATH", str(pytestconfig.rootpath))
    options = ["-p", "tests.hygiene", "-p", "no:cacheprovider", "-p", "no:randomly"]
    result = pytester.runpytest_subprocess(*options, timeout=100)
    assert "in test_crash" in str(result.stderr)


def test_no_key_stays_held_for_the_next_test(
    pytester: pytest.Pytester, pytestconfig: pytest.Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytester.makepyfile(
        """
        from PySide6.QtCore import Qt
        from PySide6.QtTest import QTest
        from PySide6.QtWidgets import QWidget
        def test_shifted(qapp):
            widget = QWidget()
            QTest.keyClick(widget, Qt.Key.Key_A, Qt.KeyboardModifier.ShiftModifier)
            assert qapp.keyboardModifiers() == Qt.KeyboardModifier.ShiftModifier
        def test_the_next(qapp):
            assert qapp.keyboardModifiers() == Qt.KeyboardModifier.NoModifier
        """
    )
    monkeypatch.setenv("PYTHONPATH", str(pytestconfig.rootpath))
    options = ["-p", "tests.hygiene", "-p", "no:cacheprovider", "-p", "no:randomly"]
    result = pytester.runpytest_subprocess(*options, timeout=100)
    assert result.parseoutcomes() == {"passed": 2}


def test_other_machines_are_out_of_reach() -> None:
    with pytest.raises(OSError, match="no network"), socket.socket() as attempt:
        attempt.connect(("192.0.2.1", 80))
    with pytest.raises(socket.gaierror, match="no network"):
        socket.create_connection(("servicetitan.example", 443))


def test_this_machine_is_in_reach() -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        socket.create_connection(server.getsockname()) as client,
    ):
        assert client.getpeername() == server.getsockname()


def test_home_and_keyring_are_nobodys() -> None:
    import keyring

    assert Path.home().name.startswith("lazi-tests-")
    assert os.environ["XDG_DATA_HOME"].startswith(str(Path.home()))
    assert keyring.get_password("lazi-desktop", "anything") is None


def test_the_memory_keyring_keeps_what_it_is_given(memory_keyring: dict[tuple[str, str], str]) -> None:
    import keyring

    keyring.set_password("lazi-desktop", "secret", "demo")
    assert keyring.get_password("lazi-desktop", "secret") == "demo"
    assert memory_keyring == {("lazi-desktop", "secret"): "demo"}
