"""`lazi-desktop settings`: what holds on this machine and who says it, and never a secret."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from lazi_desktop.app.cli import main
from lazi_desktop.app.exit_codes import DONE, USAGE
from lazi_desktop.config.policy_text import policy_text
from lazi_desktop.config.settings import KEYS
from lazi_desktop.config.shown import keys_table

README = Path(__file__).resolve().parents[2] / "README.md"


@pytest.fixture
def policy(tmp_path, monkeypatch) -> Path:
    file = tmp_path / "policy.toml"
    file.write_text(
        'theme = "dark"\n[policy]\nlocked = ["hub"]\nnote = "Ask it@example.com."\n'
        '[hub]\nurl = "postgresql://dana@db.example.com/lazi"\n'
    )
    monkeypatch.setenv("LAZI_POLICY", str(file))
    monkeypatch.setenv("LAZI_HUB__PASSWORD", "canary-1")
    return file


@pytest.fixture
def config(tmp_path) -> Path:
    file = tmp_path / "config.toml"
    file.write_text('[sync]\n\nsweep = ""\n[[tenants]]\ntenant = "7"\nclient_id = "c"\n')
    return file


def told(capsys, *arguments: str) -> dict[str, dict[str, Any]]:
    assert main([*arguments, "settings", "--json"]) == DONE
    answer = json.loads(capsys.readouterr().out)
    assert (answer["version"], answer["command"]) == (1, "settings")
    return {one["key"]: one for one in answer["settings"]}


def test_every_value_is_told_with_who_says_it(policy, config, monkeypatch, capsys):
    monkeypatch.setenv("LAZI_LANGUAGE", "es")
    found = told(capsys, "--config", str(config))
    assert set(found) == set(KEYS) - {"version"}
    said = {
        key: (one["value"], one["origin"], one["place"], one["line"])
        for key, one in found.items()
        if key in ("theme", "language", "sync.sweep", "sync.pull", "tenants")
    }
    assert said == {
        "theme": ("dark", "policy", str(policy), 1),
        "language": ("es", "environment", "LAZI_LANGUAGE", None),
        "sync.sweep": ("", "file", str(config), 3),
        "sync.pull": ("*/5 * * * *", "built in", "", None),
        "tenants": ("7", "file", str(config), 4),
    }
    assert found["hub.url"]["locked"]
    assert not found["theme"]["locked"]


def test_of_secrets_it_tells_only_whether_they_are_set(policy, monkeypatch, capsys, tmp_path):
    monkeypatch.setenv("LAZI_SERVICETITAN__APP_KEY", "canary-2")
    secrets = tmp_path / "secrets.toml"
    secrets.write_text('servicetitan_client_secret = "canary-3"\n')
    secrets.chmod(0o600)
    monkeypatch.setenv("LAZI_SECRETS_FILE", str(secrets))
    found = told(capsys)
    kept = {key: (found[key]["value"], found[key]["origin"]) for key in KEYS if KEYS[key].is_secret}
    assert kept == {
        "servicetitan.client_secret": ("set", "secrets file"),
        "servicetitan.app_key": ("set", "environment"),
        "hub.password": ("set", "environment"),
        "network.proxy_password": ("not set", ""),
    }
    assert found["hub.url"]["value"] == "postgresql://dana@db.example.com/lazi"
    assert main(["settings"]) == DONE
    assert "canary" not in capsys.readouterr().out + json.dumps(found)


def test_of_an_address_it_tells_no_password(monkeypatch, capsys):
    monkeypatch.setenv("LAZI_HUB__URL", "postgresql://dana:canary-4@db.example.com/lazi")
    assert told(capsys)["hub.url"]["value"] == "postgresql://dana@db.example.com/lazi"
    assert main(["settings"]) == DONE
    assert "canary" not in capsys.readouterr().out


def test_people_read_it_as_lines(policy, config, capsys):
    assert main(["--config", str(config), "settings"]) == DONE
    out = capsys.readouterr().out
    lines = {line.split()[0]: line for line in out.splitlines() if line}
    assert lines["theme"].endswith(f"policy: {policy}, line 1")
    assert "nothing" in lines["sync.sweep"]
    assert "(the keyring)" in lines["secrets_file"]
    assert lines["hub.url"].endswith(f"locked: {policy}, line 6")
    assert f"Configuration file: {config}" in out
    assert "Your organisation says: Ask it@example.com." in out


def test_a_wrong_value_is_said_in_the_same_form(config, capsys):
    config.write_text("[sync]\nsweep = 5\n")
    assert main(["--config", str(config), "settings", "--json"]) == USAGE
    error = json.loads(capsys.readouterr().out)["error"]
    assert error["detail"] == f"“sync.sweep” in {config}, line 2: takes {KEYS['sync.sweep'].takes}."


def test_every_setting_says_what_it_is_for():
    assert [key.name for key in KEYS.values() if not key.help.endswith((".", "`."))] == []


def test_the_readme_has_the_table_of_all_settings(capsys):
    assert main(["settings", "--table"]) == DONE
    assert capsys.readouterr().out.strip() == keys_table()
    text = README.read_text(encoding="utf-8")
    begin, end = "<!-- settings: `lazi-desktop settings --table` -->\n", "\n<!-- settings: end -->"
    assert text.partition(begin)[2].partition(end)[0] == keys_table(), "run `lazi-desktop settings --table`"


def test_a_policy_to_begin_from_is_written_and_takes_no_others_place(tmp_path, capsys):
    file = tmp_path / "policy.toml"
    assert main(["settings", "--policy", str(file)]) == DONE
    assert file.read_text(encoding="utf-8") == policy_text()
    file.write_text("mine")
    assert main(["settings", "--policy", str(file)]) == USAGE
    assert (file.read_text(), "File exists" in capsys.readouterr().err) == ("mine", True)
