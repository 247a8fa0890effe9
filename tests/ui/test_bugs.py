"""Our own mistakes: shown once, with details to copy, and the window stays up."""

from __future__ import annotations

import sys
import threading

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from lazi_desktop.ui.bugs import BugDialog, BugReporter


@pytest.fixture
def told() -> list[BaseException]:
    return []


@pytest.fixture
def reporter(qapp: QApplication, told, monkeypatch):
    monkeypatch.setattr(sys, "excepthook", lambda *args: None)
    monkeypatch.setattr(threading, "excepthook", lambda args: None)
    reporter = BugReporter("0.1.0", also=told.append)
    reporter.install()
    yield reporter
    reporter.uninstall()
    if reporter.dialog is not None:
        reporter.dialog.close()


def fail(text: str = "x") -> None:
    try:
        raise ValueError(text)
    except ValueError as error:
        sys.excepthook(ValueError, error, error.__traceback__)


def test_a_mistake_is_shown_with_details_to_copy(reporter, told, qtbot) -> None:
    fail("the very mistake")
    qtbot.waitUntil(lambda: reporter.dialog is not None)
    details = reporter.dialog.details.toPlainText()
    assert details.startswith("LAZI Desktop 0.1.0")
    assert "ValueError: the very mistake" in details
    assert len(told) == 1
    reporter.dialog.copy.click()
    assert QApplication.clipboard().text() == details


def test_the_same_mistake_again_is_not_shown_again(reporter, told, qtbot) -> None:
    for text in ("a", "a", "b"):
        fail(text)
    qtbot.waitUntil(
        lambda: reporter.dialog is not None and "ValueError: b" in reporter.dialog.details.toPlainText()
    )
    assert reporter.dialog.details.toPlainText().count("ValueError: a") == 1
    assert len(told) == 3


def test_a_mistake_on_another_thread_is_shown_too(reporter, qtbot) -> None:
    thread = threading.Thread(target=lambda: 1 / 0)
    thread.start()
    qtbot.waitUntil(lambda: reporter.dialog is not None)
    thread.join()
    assert "ZeroDivisionError" in reporter.dialog.details.toPlainText()


def test_leaving_by_keyboard_is_no_mistake(reporter, qtbot) -> None:
    with qtbot.assertNotEmitted(reporter._met):
        sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)


def test_a_crash_of_the_last_run_is_told_over_the_window(reporter, qtbot) -> None:
    reporter.tell_of_crash("LAZI Desktop 0.0.9\nFatal Python error")
    assert reporter.dialog is None
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(lambda: reporter.dialog is not None)
    dialog = reporter.dialog
    assert isinstance(dialog, BugDialog)
    assert dialog.parent() is window
    assert "the last time" in dialog.title.text()
    assert dialog.details.toPlainText() == "LAZI Desktop 0.0.9\nFatal Python error"
    dialog.close()
    qtbot.waitUntil(lambda: reporter.dialog is None)
    window.activateWindow()
    assert reporter.dialog is None
