"""What an organisation says for a machine: what it locks, what it only proposes, and its mistakes by line."""

from __future__ import annotations

from pathlib import Path

import pytest

from lazi_desktop.config import policy
from lazi_desktop.config.origin import OriginKind
from lazi_desktop.config.saving import save_values
from lazi_desktop.config.settings import load_settings
from lazi_desktop.domain.errors import ConfigurationProblem

POLICY = """\
# What everybody here works with.
theme = "dark"

[policy]
locked = ["hub", "sync.sweep"]
note = "Ask it@example.com for another database."

[hub]
url = "postgresql://db.example.com/lazi"

[sync]
sweep = "0 4 * * *"
pull = "*/10 * * * *"
"""


@pytest.fixture(autouse=True)
def no_machine_policy(monkeypatch, tmp_path) -> None:
    monkeypatch.setattr(policy, "machine_policy_file", lambda: tmp_path / "machine" / "policy.toml")


def has_policy(monkeypatch, folder: Path, text: str = POLICY) -> Path:
    file = folder / "policy.toml"
    file.write_text(text)
    monkeypatch.setenv("LAZI_POLICY", str(file))
    return file


def config(folder: Path, text: str) -> Path:
    file = folder / "config.toml"
    file.write_text(text)
    return file


def test_what_is_locked_wins_over_variables_and_the_file(tmp_path, monkeypatch):
    has_policy(monkeypatch, tmp_path)
    monkeypatch.setenv("LAZI_HUB__URL", "postgresql://elsewhere/lazi")
    own = config(tmp_path, '[hub]\nurl = "postgresql://mine/lazi"\n[sync]\nsweep = ""\n')
    settings = load_settings(own)
    assert settings.hub.url == "postgresql://db.example.com/lazi"
    assert settings.sync.sweep == "0 4 * * *"
    assert settings.origin_of("hub.url").kind is OriginKind.LOCKED
    assert settings.policy_note == "Ask it@example.com for another database."


def test_the_order_is_lock_variable_file_policy_built_in(tmp_path, monkeypatch):
    file = has_policy(monkeypatch, tmp_path)
    own = config(tmp_path, 'theme = "light"\nlanguage = "es"\n\n[servicetitan]\npage_size = 50\n')
    monkeypatch.setenv("LAZI_LANGUAGE", "en")
    settings = load_settings(own)
    told = {
        key: (settings.value_of(key), settings.origin_of(key).kind)
        for key in ("hub.url", "language", "theme", "servicetitan.page_size", "sync.pull", "sync.tend")
    }
    assert told == {
        "hub.url": ("postgresql://db.example.com/lazi", OriginKind.LOCKED),
        "language": ("en", OriginKind.ENVIRONMENT),
        "theme": ("light", OriginKind.FILE),
        "servicetitan.page_size": (50, OriginKind.FILE),
        "sync.pull": ("*/10 * * * *", OriginKind.POLICY),
        "sync.tend": ("15 3 * * *", OriginKind.BUILT_IN),
    }
    assert settings.origin_of("sync.pull").words() == f"“sync.pull” in {file}, line 13"
    assert settings.origin_of("servicetitan.page_size").line == 5
    assert settings.origin_of("language").words() == "the variable LAZI_LANGUAGE"


def test_a_default_is_the_organisations_and_back_to_it_means_out_of_the_file(tmp_path, monkeypatch):
    has_policy(monkeypatch, tmp_path)
    own = tmp_path / "config.toml"
    assert load_settings().default_of("theme") == "dark"
    save_values(own, {"theme": "light", "sync.tend": "0 5 * * *"}, load_settings())
    assert load_settings(own).theme == "light"
    save_values(own, {"theme": "dark"}, load_settings(own))
    assert "theme" not in own.read_text()
    settings = load_settings(own)
    assert (settings.theme, settings.origin_of("theme").kind) == ("dark", OriginKind.POLICY)
    assert settings.sync.tend == "0 5 * * *"


def test_everything_can_be_locked_at_once(tmp_path, monkeypatch):
    has_policy(monkeypatch, tmp_path, 'theme = "dark"\nlanguage = "es"\n[policy]\nlocked = ["*"]\n')
    monkeypatch.setenv("LAZI_THEME", "light")
    settings = load_settings()
    assert (settings.theme, settings.language) == ("dark", "es")
    assert settings.origin_of("language").kind is OriginKind.LOCKED
    assert settings.origin_of("sync.pull").kind is OriginKind.BUILT_IN


def test_the_machines_own_policy_is_not_evaded_by_a_variable(tmp_path, monkeypatch):
    machines = tmp_path / "machine" / "policy.toml"
    machines.parent.mkdir()
    machines.write_text('theme = "dark"\n[policy]\nlocked = ["theme"]\n')
    has_policy(monkeypatch, tmp_path, 'theme = "light"\n')
    assert load_settings().theme == "dark"


def test_what_is_locked_stays_so_in_copies_and_for_each_tenant(tmp_path, monkeypatch):
    has_policy(monkeypatch, tmp_path)
    copy = load_settings().model_copy(update={"theme": "light"})
    assert copy.origin_of("hub.url").kind is OriginKind.LOCKED


@pytest.mark.parametrize(
    "text, says",
    [
        ('theme = "dark"\nthme = "dark"', "“thme” in .*, line 2: is not a setting .is “theme” meant[?]"),
        (
            "\n[servicetitan]\n# many\npage_size = 9000",
            "“servicetitan.page_size” in .*, line 4: takes a whole number",
        ),
        (
            "[policy]\nlocked = [\n  'hub.url',\n]",
            "“policy.locked” in .*, line 2: names “hub.url”, which this file",
        ),
        ("[policy]\nlocked = 'hub'", "“policy.locked” in .*, line 2: takes a list of keys and sections"),
        ("[policy]\nfrozen = true", "“policy.frozen” in .*, line 2: is nothing that a policy says"),
        ("policy = true", "“policy” in .*, line 1: is a section"),
        ("hub = 'db'", "“hub” in .*, line 1: is a section, written as .hub."),
        ("[hub]\npassword = 'cs1.canary'", "“hub.password” in .*, line 2: is a secret"),
        ("theme = 'dark'\n[hub\n", "policy.toml is not valid TOML: .* .at line 2"),
        ("[sync]\n\npull = 'now and then'", "“sync.pull” in .*, line 3: “now and then” is no cron line"),
    ],
)
def test_a_mistake_is_named_with_file_line_and_key(tmp_path, monkeypatch, text, says):
    file = has_policy(monkeypatch, tmp_path, text)
    with pytest.raises(ConfigurationProblem, match=says) as problem:
        load_settings()
    assert str(file) in problem.value.detail
    assert "canary" not in problem.value.detail


def test_a_policy_that_was_named_and_is_missing_is_said(tmp_path, monkeypatch):
    monkeypatch.setenv("LAZI_POLICY", str(tmp_path / "none.toml"))
    with pytest.raises(ConfigurationProblem, match="There is no file"):
        load_settings()


def test_each_system_has_its_place(monkeypatch):
    monkeypatch.undo()
    places = {}
    for system in ("linux", "darwin", "win32"):
        monkeypatch.setattr("sys.platform", system)
        monkeypatch.setenv("PROGRAMDATA", "D:/Data")
        places[system] = policy.machine_policy_file().as_posix()
    assert places == {
        "linux": "/etc/lazi-desktop/policy.toml",
        "darwin": "/Library/Application Support/LAZI Desktop/policy.toml",
        "win32": "D:/Data/LAZI Desktop/policy.toml",
    }
