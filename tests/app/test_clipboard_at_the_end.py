"""What was copied from a table does not crash the program when it ends."""

from __future__ import annotations

import subprocess
import sys

PROGRAM = """
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from lazi_desktop.app.application import make_application, run_application


async def copy():
    data = QMimeData()
    data.setText("as lines and as a table")
    QGuiApplication.clipboard().setMimeData(data)
    return 7


raise SystemExit(run_application(make_application("light"), copy))
"""


def test_a_program_in_which_something_was_copied_ends_with_its_own_code() -> None:
    ended = subprocess.run(
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, timeout=60, check=False
    )
    assert (ended.returncode, ended.stderr) == (7, "")
