"""`lazi-desktop update`, and what a program finds out about how it was installed."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from lazi_desktop.app.cli import main
from lazi_desktop.app.updates.installation import Installation, this_installation
from lazi_desktop.app.updates.on_exit import install_on_exit
from lazi_desktop.domain.update_rules import Installed
from tests.app.updates.conftest import Place


def test_looking_alone_tells_and_ends_with_3(here: Place, capsys) -> None:
    assert main(["update", "--check"]) == 3
    assert capsys.readouterr().out == "Version 0.2.0 is there and not fetched yet.\n\nFaster.\n"
    assert main(["update", "--check", "--json"]) == 3
    said = json.loads(capsys.readouterr().out)
    assert (said["state"], said["offered"], said["installed"]) == ("offered", "0.2.0", "0.1.0")
    assert (said["version"], said["command"]) == (1, "update")
    assert {one.path for one in here.server.asked} == {"/stable.json", "/stable.json.sig"}


def test_having_it_replaces_the_program(here: Place, capsys) -> None:
    assert main(["update"]) == 0
    assert "Version 0.2.0 is installed" in capsys.readouterr().out
    assert (here.root / "lazi-desktop").read_text() == "program 0.2.0"


def test_off_says_so_and_asks_nothing(here: Place, capsys, monkeypatch) -> None:
    monkeypatch.setenv("LAZI_UPDATES__CHANNEL", "off")
    for arguments in (["update"], ["update", "--check"], ["update", "--json"]):
        assert main(arguments) == 0
    assert "switched off" in capsys.readouterr().out
    assert not here.server.asked


def test_a_policy_that_locks_it_off_asks_nothing(here: Place, tmp_path: Path, monkeypatch) -> None:
    policy = tmp_path / "policy.toml"
    policy.write_text('[policy]\nlocked = ["updates"]\n[updates]\nchannel = "off"\n')
    monkeypatch.setenv("LAZI_POLICY", str(policy))
    monkeypatch.setenv("LAZI_UPDATES__CHANNEL", "early")
    assert main(["update"]) == 0
    assert not here.server.asked


def test_what_is_refused_ends_with_1(here: Place, capsys) -> None:
    here.server.put("/stable.json", b"{}")
    assert main(["update"]) == 1
    assert "The update is refused." in capsys.readouterr().out


@pytest.mark.parametrize(
    "url", ["http://updates.example.com", "updates.example.com", "https://a@b.example.com"]
)
def test_an_address_that_is_not_secured_cannot_be_set(monkeypatch, capsys, url: str) -> None:
    monkeypatch.setenv("LAZI_UPDATES__URL", url)
    assert main(["update"]) == 2
    assert "an address that begins with https://" in capsys.readouterr().err


def test_what_is_ready_is_installed_when_the_program_ends(here: Place) -> None:
    install_on_exit(None)
    assert not here.server.asked
    here.look_as_the_program()
    assert (here.root / "lazi-desktop").read_text() == "program 0.1.0"
    install_on_exit(None)
    assert (here.root / "lazi-desktop").read_text() == "program 0.2.0"


def test_a_broken_configuration_ends_the_program_all_the_same(here: Place, monkeypatch) -> None:
    monkeypatch.setenv("LAZI_UPDATES__CHANNEL", "weekly")
    install_on_exit(None)
    assert not here.server.asked


def test_the_note_in_a_macs_app_is_found(tmp_path, monkeypatch) -> None:
    contents = tmp_path / "LAZI Desktop.app" / "Contents"
    (contents / "Resources").mkdir(parents=True)
    (contents / "Resources" / "installed.toml").write_text('kind = "dmg"\n')
    monkeypatch.setattr("sys.platform", "darwin")
    monkeypatch.setattr("sys.executable", str(contents / "MacOS" / "lazi-desktop"))
    found = this_installation()
    assert (found.installed.kind, found.replaces_itself) == ("dmg", False)
    assert found.installed.platform.startswith("macos-")


def test_the_note_of_an_installer_is_found(here: Place, monkeypatch) -> None:
    found = this_installation()
    assert (found.installed.kind, found.root, found.replaces_itself) == ("tarball", here.root, True)
    for kind in ("deb", "msi", "dmg", "odd"):
        (here.root / "installed.toml").write_text(f'kind = "{kind}"\n')
        found = this_installation()
        assert (found.installed.kind, found.replaces_itself) == (kind, False)
    (here.root / "installed.toml").write_text("kind = [")
    assert this_installation().installed.kind == ""
    (here.root / "installed.toml").unlink()
    found = this_installation()
    assert (found.installed.kind, found.root, found.replaces_itself) == ("", None, False)


def test_a_folder_of_others_is_theirs_to_replace(here: Place, monkeypatch) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert not this_installation().replaces_itself


@pytest.mark.skipif(not shutil.which("sleep") or sys.platform == "win32", reason="NOT TESTED: needs sleep")
def test_another_process_of_this_program_is_seen(place: Place) -> None:
    running = place.root / "sleep"
    shutil.copy(str(shutil.which("sleep")), running)
    installation = Installation(Installed("0.1.0", "tarball", ""), place.root)
    assert not installation.is_in_use()
    process = subprocess.Popen([running, "60"])
    try:
        assert installation.is_in_use()
    finally:
        process.kill()
        process.wait()
    assert not installation.is_in_use()
