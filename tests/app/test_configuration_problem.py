"""A wrong value in the configuration: said on the terminal, and in a window where nobody sits at one."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import Any

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication

import lazi_desktop.app.application as application
import lazi_desktop.app.window as window
from lazi_desktop.app.cli import main
from lazi_desktop.app.exit_codes import USAGE
from lazi_desktop.ui.configuration_problem import ConfigurationProblemWindow


@pytest.fixture
def wrong(tmp_path):
    file = tmp_path / "config.toml"
    file.write_text('[sync]\npull = "now and then"\n')
    return file


def shown() -> ConfigurationProblemWindow:
    [found] = [
        one for one in QApplication.topLevelWidgets()
        if isinstance(one, ConfigurationProblemWindow) and one.isVisible()
    ]  # fmt: skip
    return found


def test_started_by_an_icon_a_window_says_it_and_where_the_file_is(wrong, qapp, monkeypatch, capsys):
    monkeypatch.setattr(window, "started_by_an_icon", lambda: True)
    opened: list[Any] = []
    seen: list[Any] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)

    def read_and_close() -> None:
        found = shown()
        seen.append((found.words.text(), found.file.text()))
        assert qapp.styleSheet()
        found.open_folder.click()
        found.leave.click()

    QTimer.singleShot(0, read_and_close)
    assert main(["--config", str(wrong)]) == USAGE
    [(words, file)] = seen
    assert "sync.pull" in words
    assert str(wrong) in file
    assert [url.toLocalFile() for url in opened] == [str(wrong.parent)]
    assert "sync.pull" in capsys.readouterr().err


def test_where_the_organisations_policy_is_wrong_its_file_is_named(tmp_path, qapp, monkeypatch, capsys):
    monkeypatch.setattr(window, "started_by_an_icon", lambda: True)
    policy = tmp_path / "policy.toml"
    policy.write_text('[policy]\nlocked = ["thme"]\n')
    monkeypatch.setenv("LAZI_POLICY", str(policy))
    seen: list[str] = []

    def read_and_close() -> None:
        found = shown()
        seen.extend((found.words.text(), found.file.text()))
        found.leave.click()

    QTimer.singleShot(0, read_and_close)
    assert main([]) == USAGE
    assert f"“policy.locked” in {policy}, line 2: names “thme”" in seen[0]
    assert str(policy) in seen[1]
    assert "policy.locked" in capsys.readouterr().err


def test_without_a_screen_it_is_printed_and_nothing_waits(wrong):
    hidden = ("DISPLAY", "WAYLAND_DISPLAY")
    run = subprocess.run(
        [sys.executable, "-m", "lazi_desktop", "--config", str(wrong)],
        stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=50, check=False,
        env={name: value for name, value in os.environ.items() if name not in hidden},
    )  # fmt: skip
    assert run.returncode == USAGE
    assert "sync.pull" in run.stderr
    assert len(run.stderr.strip().splitlines()) == 1


@pytest.mark.parametrize(
    "screen, platform, terminal, icon",
    [(True, "", False, True), (True, "", True, False), (False, "", False, False), (True, "offscreen", False, False)],
)  # fmt: skip
def test_who_sits_at_a_terminal_reads_it_there(monkeypatch, screen, platform, terminal, icon):
    class Stream:
        def isatty(self) -> bool:
            return terminal

    monkeypatch.setattr(application, "has_screen", lambda: screen)
    monkeypatch.setenv("QT_QPA_PLATFORM", platform)
    monkeypatch.setattr("sys.stdin", None)
    monkeypatch.setattr("sys.stderr", Stream())
    assert application.started_by_an_icon() is icon
