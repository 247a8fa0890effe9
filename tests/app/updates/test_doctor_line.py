"""What the doctor says of updates, without asking anybody."""

from __future__ import annotations

import pytest

from lazi_desktop.app.cli import main
from lazi_desktop.app.doctor.patient import Patient
from lazi_desktop.app.doctor.telling import Teller
from lazi_desktop.app.doctor.updates import UPDATES, look_at_updates
from lazi_desktop.app.system import SystemClock
from lazi_desktop.ports.doctor import CheckResult, CheckState
from tests.app.updates.conftest import Place


def line() -> CheckResult:
    told: list[CheckResult] = []
    look_at_updates(Patient.of_file(None), Teller(UPDATES, told.append, SystemClock()))
    [result] = told
    assert result.words.endswith((".", "upgrade"))
    return result


def test_without_a_server_there_is_nothing_to_look_at() -> None:
    assert line().state is CheckState.SKIPPED
    assert "No update server is set" in line().words


def test_what_was_found_last_is_told(here: Place, capsys) -> None:
    assert line().words == "Nothing is known of new versions yet."
    here.look_as_the_program()
    asked = len(here.server.asked)
    found = line()
    assert found.state is CheckState.OK
    assert found.words.startswith("Version 0.2.0 is ready; ")
    assert "It was last looked for on " in found.words
    assert len(here.server.asked) == asked


def test_off_is_told(here: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LAZI_UPDATES__CHANNEL", "off")
    assert line().state is CheckState.SKIPPED
    assert main(["update", "--check"]) == 0
    assert not here.server.asked


def test_a_damaged_key_is_red(here: Place) -> None:
    (here.folder.folder.parent / "resources" / "update-keys" / "first.pub").write_text("not a key")
    assert line().state is CheckState.BAD
    assert "is damaged" in line().words


def test_broken_settings_come_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LAZI_UPDATES__CHANNEL", "weekly")
    assert line().state is CheckState.SKIPPED
