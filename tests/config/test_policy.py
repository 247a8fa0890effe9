"""What an organisation says for a machine: what it locks, what it only proposes, and its mistakes by line."""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from lazi_desktop.config import policy
from lazi_desktop.config.origin import OriginKind
from lazi_desktop.config.policy_text import GAP, policy_text
from lazi_desktop.config.saving import save_values
from lazi_desktop.config.settings import KEYS, load_settings
from lazi_desktop.config.toml_text import flat
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
    monkeypatch.setattr(policy, "look_at", kept(0o644))


def kept(mode: int, *, owner: int = 0, group: int = 0, what: str = "") -> Callable[[Path], SimpleNamespace]:
    """How what is called `what`, else everything, seems to be kept; the rest is root's."""

    def look_at(place: Path) -> SimpleNamespace:
        if what in ("", place.name):
            return SimpleNamespace(st_uid=owner, st_gid=group, st_mode=mode)
        return SimpleNamespace(st_uid=0, st_gid=0, st_mode=0o755)

    return look_at


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
        ("[hub]\nurl = 'postgresql://u:canary@db/lazi'", "“hub.url” in .*, line 2: is a secret"),
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


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other rights")
@pytest.mark.parametrize("what", ["policy.toml", "machine"])
@pytest.mark.parametrize(
    ("looks", "says"),
    [
        ({"mode": 0o644, "owner": 1000}, "does not belong to root"),
        ({"mode": 0o666}, "can be written by others"),
        ({"mode": 0o664, "group": 1000}, "can be written by others"),
    ],
)
def test_a_machines_policy_that_anybody_could_have_written_is_refused(
    tmp_path, monkeypatch, what, looks, says
):
    (tmp_path / "machine").mkdir()
    (tmp_path / "machine" / "policy.toml").write_text(POLICY)
    monkeypatch.setattr(policy, "look_at", kept(**looks, what=what))
    with pytest.raises(ConfigurationProblem, match=says) as refused:
        load_settings(config(tmp_path, ""))
    assert str(tmp_path / "machine" / "policy.toml") in str(refused.value)


OURS = "O:BAD:PAI(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)(A;OICI;0x1200a9;;;BU)"


@pytest.mark.parametrize("what", ["policy.toml", "machine"])
@pytest.mark.parametrize(
    ("descriptor", "says"),
    [
        ("O:S-1-5-21-1-2-3-1001D:PAI(A;;FA;;;SY)(A;;FA;;;BA)", "does not belong to Administrators"),
        (OURS.replace("0x1200a9", "0x1301bf"), "can be written by others than administrators"),
    ],
)
def test_on_windows_administrators_keep_a_machines_policy(tmp_path, monkeypatch, what, descriptor, says):
    machines = tmp_path / "machine" / "policy.toml"
    machines.parent.mkdir()
    machines.write_text(POLICY)
    own = config(tmp_path, "")
    monkeypatch.setattr("sys.platform", "win32")
    monkeypatch.setattr(policy, "rights_of", lambda _: OURS)
    assert load_settings(own).hub.url == "postgresql://db.example.com/lazi"
    monkeypatch.setattr(policy, "rights_of", lambda place: descriptor if place.name == what else OURS)
    with pytest.raises(ConfigurationProblem, match=says) as refused:
        load_settings(own)
    assert str(machines) in str(refused.value)


@pytest.mark.parametrize("mode", [0o644, 0o664])
def test_a_machines_policy_that_root_keeps_holds(tmp_path, monkeypatch, mode):
    (tmp_path / "machine").mkdir()
    (tmp_path / "machine" / "policy.toml").write_text(POLICY)
    monkeypatch.setattr(policy, "look_at", kept(mode))
    assert load_settings(config(tmp_path, "")).hub.url == "postgresql://db.example.com/lazi"


def test_a_policy_that_a_variable_names_is_ones_own(tmp_path, monkeypatch):
    has_policy(monkeypatch, tmp_path)
    monkeypatch.setattr(policy, "look_at", kept(0o666, owner=1000))
    assert load_settings(config(tmp_path, "")).hub.url == "postgresql://db.example.com/lazi"


def test_the_file_to_begin_from_says_every_key_and_holds_as_it_is(monkeypatch, tmp_path):
    has_policy(monkeypatch, tmp_path, policy_text())
    before = load_settings(config(tmp_path, ""))
    spoken = re.sub(r"(?m)^#(\w+ = )", r"\1", policy_text())
    assert dict(flat(tomllib.loads(spoken))).keys() - {"policy.locked", "policy.note"} == {
        key.name for key in KEYS.values() if not key.is_secret and key.name != "version"
    }
    has_policy(
        monkeypatch, tmp_path, "\n".join(line for line in spoken.splitlines() if f'"{GAP}"' not in line)
    )
    settings = load_settings(config(tmp_path, ""))
    assert settings.origin_of("sync.pull").kind is OriginKind.POLICY
    assert [key for key in KEYS if settings.value_of(key) != before.value_of(key)] == []
