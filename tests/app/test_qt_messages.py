"""What Qt repeats without a screen is kept back; everything else it says arrives."""

from __future__ import annotations

import pytest
from PySide6.QtCore import qInstallMessageHandler, qWarning

from lazi_desktop.app.qt_messages import without_empty_warnings


@pytest.fixture
def heard():
    messages: list[str] = []
    before = qInstallMessageHandler(lambda kind, context, message: messages.append(message))
    without_empty_warnings()
    without_empty_warnings()  # a second application changes nothing
    yield messages
    qInstallMessageHandler(before)


def test_the_empty_warning_is_kept_back_and_others_arrive(heard):
    qWarning("This plugin does not support propagateSizeHints()")
    qWarning("Something else")
    assert heard == ["Something else"]


def test_nobody_before_means_the_terminal(capsys):
    before = qInstallMessageHandler(None)
    try:
        without_empty_warnings()
        qWarning("This plugin does not support propagateSizeHints()")
        qWarning("Something else")
    finally:
        qInstallMessageHandler(before)
    assert capsys.readouterr().err.strip() == "Something else"
