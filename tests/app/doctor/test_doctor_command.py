"""`lazi-desktop doctor`, and the bundle that it saves: nothing in it that somebody else should not see."""

from __future__ import annotations

import getpass
import json
import logging
import os
import socket
import zipfile
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import structlog

from lazi_desktop.app.cli import main
from lazi_desktop.app.crash_reports import CrashReports
from lazi_desktop.app.doctor.doctor import InstallationDoctor
from lazi_desktop.app.doctor.patient import Patient
from lazi_desktop.app.doctor.redaction import Redactor, stack_of
from lazi_desktop.app.logs import log_bug, start_logging
from lazi_desktop.app.system import SystemClock
from lazi_desktop.config.places import ProfilePlaces
from lazi_desktop.domain.errors import WorkspaceProblem


def test_it_tells_each_finding_and_ends_well(unattended, capsys) -> None:
    assert main(["doctor"]) == 0
    said = capsys.readouterr().out
    assert "ok      Shared database: " in said
    assert said.endswith("All is well.\n")


def test_where_nothing_is_set_up_all_is_not_well(unattended, capsys, monkeypatch) -> None:
    monkeypatch.delenv("LAZI_SERVICETITAN__TENANT")
    assert main(["doctor"]) == 0
    said = capsys.readouterr().out
    assert "look at Settings: No ServiceTitan tenant" in said
    assert "→ Open LAZI Desktop" in said
    last = said.splitlines()[-1]
    assert last.startswith("Nothing is broken, but ")
    assert "Settings" in last


def test_for_scripts_it_is_one_object(unattended, capsys, monkeypatch, dead_port) -> None:
    monkeypatch.setenv("LAZI_HUB__URL", f"postgresql://me@127.0.0.1:{dead_port}/lazi")
    assert main(["doctor", "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert told["command"] == "doctor"
    assert not told["well"]
    (red,) = (one for one in told["results"] if one["state"] == "bad")
    assert red["name"] == "hub"
    assert red["mend"]


def test_settings_that_cannot_be_read_are_a_finding(capsys, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    file = tmp_path / "config.toml"
    file.write_text("theme = 'purple'", encoding="utf-8")
    assert main(["--config", str(file), "doctor"]) == 1
    said = capsys.readouterr().out
    assert "BAD     Settings: " in said
    assert "theme" in said


def test_it_starts_where_nothing_can_be_logged(unattended, capsys, tmp_path: Path) -> None:
    (tmp_path / "profile").mkdir()
    (tmp_path / "profile" / "logs").write_text("a file", encoding="utf-8")
    assert main(["doctor", "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert [one["name"] for one in told["results"] if one["state"] == "bad"] == ["logs"]


@pytest.fixture(autouse=True)
def own_log():
    """Whoever starts a log in a test takes it away again."""
    root = logging.getLogger()
    before, level = list(root.handlers), root.level
    yield
    for handler in [one for one in root.handlers if one not in before]:
        root.removeHandler(handler)
        handler.close()
    root.setLevel(level)
    structlog.reset_defaults()


def test_the_bundle_has_no_secret_and_nobody_in_it(unattended, monkeypatch, tmp_path: Path, capsys) -> None:
    keys = {
        "TENANT": "98765432",
        "CLIENT_ID": "kept-id",
        "CLIENT_SECRET": "kept-secret",
        "APP_KEY": "kept-key",
    }
    for name, value in keys.items():
        monkeypatch.setenv(f"LAZI_SERVICETITAN__{name}", value)
    start_logging(tmp_path / "profile" / "logs")
    CrashReports(tmp_path / "profile" / "crashes").keep(ValueError("Copper elbow\nDana"))
    log = structlog.get_logger("pull")
    log.info(
        "pulled", seconds=1.5, code="MAT-0815", name="Copper elbow", price="12.34", reason="of Dana Field"
    )
    try:
        raise ValueError("Copper elbow costs 12.34")
    except ValueError as error:
        log_bug(error)
    logging.getLogger("a library").error("Copper elbow, MAT-0815, %s", keys["CLIENT_SECRET"])
    file = tmp_path / "bundle.zip"
    assert main(["doctor", "--bundle", str(file)]) == 1  # nothing knows these keys
    assert "without their values" in capsys.readouterr().out
    with zipfile.ZipFile(file) as archive:
        members = {name: archive.read(name).decode() for name in archive.namelist()}
    everything = "\n".join(members.values())
    hub = urlsplit(os.environ["LAZI_HUB__URL"])
    private = [
        *keys.values(), "a long password", hub.username or "?", str(tmp_path), str(Path.home()), socket.gethostname(),
        "Copper", "MAT-0815", "12.34", "Dana",
    ]  # fmt: skip
    assert [one for one in private if one in everything] == []
    assert any(name.startswith("crashes/") for name in members)
    lines = [json.loads(line) for line in members["log.jsonl"].splitlines()]
    assert any(line["event"] == "pulled" and line["seconds"] == 1.5 for line in lines)
    (bug,) = (line for line in lines if line["event"] == "unexpected")
    assert bug["stack"][-1] == "ValueError"
    assert "test_the_bundle_has_no_secret_and_nobody_in_it" in bug["stack"][0]
    assert not members["log of others.txt"].startswith("0 lines")
    assert json.loads(members["settings.json"])["servicetitan.client_id"] == "set"
    assert json.loads(members["results.json"])[0]["words"].startswith("LAZI Desktop")


def test_a_bundle_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    places = ProfilePlaces(tmp_path)
    patient = Patient(None, None, "none", places, None, None, SystemClock())
    with pytest.raises(WorkspaceProblem, match="Choose another place"):
        InstallationDoctor(lambda: patient).save_bundle([], tmp_path / "missing" / "b.zip")
    assert not list(tmp_path.iterdir())


def test_words_are_told_without_keys_people_and_addresses(tmp_path: Path) -> None:
    redactor = Redactor(Patient(None, None, "", ProfilePlaces(tmp_path), None, None, SystemClock()))
    text = f"postgresql://me:hidden@db/x, eyJhb.c3.d4, cs1.abc, a.b@example.com, password: hidden {tmp_path}/logs"
    said = redactor.words(text)
    assert said == "postgresql://…@db/x, (token), (key), (e-mail), password: … (profile)/logs"
    person = getpass.getuser()
    assert redactor.words(f"{person} was here, not {person}x") == f"(person) was here, not {person}x"


def test_of_a_stack_the_places_and_the_kind_are_kept() -> None:
    trace = (
        "Traceback (most recent call last):\n"
        '  File "C:/Users/dana/lazi_desktop/sync/pull.py", line 7, in run\n    price = 12.34\n'
        "KeyError: 'MAT-0815'\nCopper: elbow\n"
    )
    assert stack_of(trace) == ["lazi_desktop/sync/pull.py:7 run", "KeyError"]


def test_of_a_hard_crash_too() -> None:
    trace = (
        "Fatal Python error: Segmentation fault\n\nCurrent thread 0x00007f (most recent call first):\n"
        '  File "/usr/lib/site-packages/lazi_desktop/ui/edits.py", line 7 in run\n'
    )
    assert stack_of(trace) == [
        "Fatal Python error: Segmentation fault",
        "site-packages/lazi_desktop/ui/edits.py:7 run",
    ]
