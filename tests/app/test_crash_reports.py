"""Our own mistakes are kept in files: once each, not too many, without keys; a hard crash is told at the next start."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from lazi_desktop import __version__
from lazi_desktop.app.crash_reports import MOST_KEPT, CrashReports, reports_in
from lazi_desktop.domain.errors import HubUnavailable


def mistake(text: str) -> ValueError:
    price = 12.34
    try:
        raise ValueError(text)
    except ValueError as error:
        assert price
        return error


def test_a_mistake_is_kept_with_versions_and_stack_and_without_values(tmp_path: Path) -> None:
    CrashReports(tmp_path / "crashes").keep(mistake("token=abc123 was of no use"))
    (file,) = reports_in(tmp_path / "crashes")
    text = file.read_text(encoding="utf-8")
    assert text.startswith(f"LAZI Desktop {__version__}\n")
    assert "Thread: MainThread" in text
    assert "in mistake" in text
    assert "ValueError: token=… was of no use" in text
    assert "12.34" not in text.replace("price = 12.34", "")
    assert "abc123" not in text


def test_the_same_mistake_is_kept_once_and_the_oldest_go(tmp_path: Path) -> None:
    reports = CrashReports(tmp_path)
    one = mistake("again")
    for _ in range(3):
        reports.keep(one)
    assert len(reports_in(tmp_path)) == 1
    old = tmp_path / "20200101T000000Z-0.txt"
    old.write_text("old", encoding="utf-8")
    for number in range(MOST_KEPT + 5):
        CrashReports(tmp_path).keep(mistake(str(number)))
    assert len(reports_in(tmp_path)) == MOST_KEPT
    assert not old.exists()


def test_a_folder_that_cannot_be_written_ends_nothing(tmp_path: Path) -> None:
    (tmp_path / "crashes").write_text("a file", encoding="utf-8")
    reports = CrashReports(tmp_path / "crashes")
    reports.keep(mistake("x"))
    assert reports.begin() == ""
    reports.end()


def run(folder: Path, how: str) -> int:
    program = (
        "import faulthandler, os, sys; from pathlib import Path\n"
        "from lazi_desktop.app.crash_reports import CrashReports\n"
        f"reports = CrashReports(Path({str(folder)!r})); reports.begin()\n{how}\n"
    )
    return subprocess.run([sys.executable, "-c", program], stderr=subprocess.DEVNULL, check=False).returncode


@pytest.mark.skipif(sys.platform == "win32", reason="a crash opens a window there")
def test_a_hard_crash_is_told_at_the_next_start_and_not_again(tmp_path: Path) -> None:
    assert run(tmp_path, "os.abort()") != 0
    reports = CrashReports(tmp_path)
    told = reports.begin()
    reports.end()
    assert told.startswith(f"LAZI Desktop {__version__}\n")
    assert "Fatal Python error: Aborted" in told
    assert [file.read_text(encoding="utf-8") for file in reports_in(tmp_path)] == [told]
    again = CrashReports(tmp_path)
    assert again.begin() == ""
    again.end()


def test_who_ends_in_order_or_is_killed_did_not_crash(tmp_path: Path) -> None:
    assert run(tmp_path, "reports.end()") == 0
    assert list(tmp_path.iterdir()) == []
    assert run(tmp_path, "os._exit(9)") == 9
    reports = CrashReports(tmp_path)
    assert reports.begin() == ""
    reports.end()
    assert reports_in(tmp_path) == []


def test_a_command_keeps_our_mistakes_and_not_what_people_are_told(tmp_path: Path) -> None:
    reports = CrashReports(tmp_path)
    with pytest.raises(HubUnavailable), reports.keeping():
        raise HubUnavailable("It sleeps.")
    assert reports_in(tmp_path) == []
    with pytest.raises(ZeroDivisionError), reports.keeping():
        raise ZeroDivisionError
    assert len(reports_in(tmp_path)) == 1
