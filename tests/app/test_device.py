"""Who this machine is: kept in one file per role, made once, found again when the file is lost."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from lazi_desktop.app.device import device_of, new_device
from lazi_desktop.app.session import Session
from lazi_desktop.app.system import OrderedIds, SystemClock
from lazi_desktop.config.places import ProfilePlaces, migrations_folder
from lazi_desktop.config.settings import Settings
from lazi_desktop.secrets import EnvironmentSecrets
from lazi_desktop.store.workspace import open_workspace


def test_a_device_stays_and_its_incarnation_changes(tmp_path: Path) -> None:
    first, second = (device_of(tmp_path / "profile" / "device-window.json", "window") for _ in range(2))
    assert first.device_id == second.device_id
    assert first.incarnation != second.incarnation
    assert [file.name for file in (tmp_path / "profile").iterdir()] == ["device-window.json"]


def test_programs_that_start_together_agree(tmp_path: Path) -> None:
    file = tmp_path / "device-command-line.json"
    with ThreadPoolExecutor(16) as pool:
        found = set(pool.map(lambda _: device_of(file, "command line").device_id, range(64)))
    assert found == {device_of(file, "command line").device_id}
    assert [one.name for one in tmp_path.iterdir()] == [file.name]


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"device_id": 5}', '{"device_id": "x"}'])
def test_a_damaged_file_is_made_anew(tmp_path: Path, damage: str) -> None:
    file, known = tmp_path / "device.json", uuid4()
    file.write_text(damage)
    assert device_of(file, "window", known_elsewhere=lambda: known).device_id == known
    assert device_of(file, "window").device_id == known


def test_another_device_replaces_the_file(tmp_path: Path) -> None:
    file = tmp_path / "device.json"
    before = device_of(file, "window")
    after = new_device(file, "window")
    assert after.device_id != before.device_id
    assert device_of(file, "window").device_id == after.device_id


def _session(folder: Path, role: str) -> Session:
    settings = Settings(profile=folder)
    return Session(
        settings_now=lambda: settings,
        places=ProfilePlaces(folder),
        secrets=EnvironmentSecrets({}),
        tenant="1",
        environment="test",
        role=role,
    )


def _open(session: Session) -> str:
    """Opens and closes the workspace; returns what a person is told."""
    opened = open_workspace(
        session.places.workspace,
        tenant_id=session.tenant_id,
        device_id=session.device.device_id,
        ids=OrderedIds(),
        clock=SystemClock(),
        migrations=migrations_folder(),
    )
    opened.close()
    return opened.notice


@pytest.mark.parametrize("lost", [False, True])
def test_the_window_finds_itself_in_its_workspace(tmp_path: Path, lost: bool) -> None:
    first = _session(tmp_path, "window")
    _open(first)
    file = first.places.device("window")
    file.unlink() if lost else file.write_text("")
    again = _session(tmp_path, "window")
    assert again.device.device_id == first.device.device_id
    assert _open(again) == ""


def test_window_and_command_line_are_two_devices(tmp_path: Path) -> None:
    window, line = _session(tmp_path, "window"), _session(tmp_path, "command line")
    assert window.device.device_id != line.device.device_id
    assert {file.name for file in tmp_path.iterdir()} == {"device-window.json", "device-command-line.json"}


def test_a_session_becomes_another_device(tmp_path: Path) -> None:
    session = _session(tmp_path, "window")
    made: UUID = session.new_device()
    assert made == session.device.device_id == _session(tmp_path, "window").device.device_id
