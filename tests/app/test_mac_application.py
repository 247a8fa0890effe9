"""What a Mac hands to the program, while it starts and while it runs."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

HEAD = """
import sys
from PySide6.QtCore import QCoreApplication, QEvent, QUrl
from PySide6.QtGui import QFileOpenEvent
from lazi_desktop.app import mac_application
from lazi_desktop.app.mac_application import MacApplication

mac_application.command_line = lambda *arguments: [sys.executable, "-c", sys.argv[2], sys.argv[3], *arguments]
opened = QUrl(sys.argv[1]) if sys.argv[1].startswith("lazi-desktop:") else sys.argv[1]
application = MacApplication(sys.argv[:1])
"""
STARTED = "import sys; open(sys.argv[1], 'x').write('\\n'.join(sys.argv[2:]) + '\\n')"
INVITATIONS = ["/Users/dana/Der Neue.lazi-invitation", "lazi-desktop://join/eyJmb3JtYXQiOjF9-_%3D"]


def ran(program: str, invitation: str, note: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-c", HEAD + program, invitation, STARTED, note],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    return done.stdout


@pytest.mark.parametrize("invitation", INVITATIONS)
def test_an_invitation_starts_the_program_once_more(invitation: str, tmp_path, qtbot) -> None:
    note = tmp_path / "started"
    send = "print(QCoreApplication.sendEvent(application, QFileOpenEvent(opened)))"
    assert ran(send, invitation, note) == "True\n"
    qtbot.waitUntil(lambda: note.exists() and note.read_text().endswith("\n"))
    assert note.read_text().splitlines() == ["--join", invitation]


@pytest.mark.parametrize("invitation", INVITATIONS)
def test_a_program_that_starts_by_an_invitation_takes_it_itself(invitation: str, tmp_path) -> None:
    start = """
QCoreApplication.postEvent(application, QFileOpenEvent(opened))
application.take_first_events()
print(application.opened)
"""
    assert ran(start, invitation, tmp_path / "started") == f"{invitation}\n"
    assert not (tmp_path / "started").exists()


@pytest.mark.parametrize(
    "before", ["", "QCoreApplication.postEvent(application, QEvent(QEvent.Type.ApplicationActivate))"]
)
def test_one_that_starts_by_itself_does_not_wait_for_long(before: str, tmp_path) -> None:
    program = f"{before}\napplication.take_first_events()\nprint([application.opened])"
    assert ran(program, "", tmp_path / "started") == "['']\n"


def test_the_window_takes_the_application_that_was_told() -> None:
    program = """
from lazi_desktop.app import application, mac_application
assert mac_application.invitation_at_start() == ""
print(type(application.make_application("system")).__name__)
"""
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout, done.stderr) == ("MacApplication\n", "")
