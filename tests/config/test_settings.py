"""Settings from a file and the environment; every mistake is named with its place."""

from __future__ import annotations

import pytest

from lazi_desktop.config.places import ProfilePlaces, migrations_folder, resources_folder
from lazi_desktop.config.saving import save_values
from lazi_desktop.config.settings import Environment, load_settings
from lazi_desktop.domain.errors import ConfigurationProblem

FILE = """
theme = "dark"
[servicetitan]
tenant = "123"
client_id = " cid.abc "
environment = "integration"
[hub]
url = "postgresql://dana@db.example/lazi"
"""


def test_the_file_is_read(tmp_path):
    file = tmp_path / "config.toml"
    file.write_text(FILE)
    settings = load_settings(file)
    assert settings.theme == "dark"
    assert settings.servicetitan.client_id == "cid.abc"
    assert settings.servicetitan.environment is Environment.INTEGRATION
    assert settings.is_configured


def test_the_environment_wins_over_the_file(tmp_path, monkeypatch):
    file = tmp_path / "config.toml"
    file.write_text(FILE)
    monkeypatch.setenv("LAZI_CONFIG", str(file))
    monkeypatch.setenv("LAZI_SERVICETITAN__TENANT", "456")
    monkeypatch.setenv("LAZI_SERVICETITAN__CLIENT_SECRET", "cs1.secret")
    settings = load_settings()
    assert settings.servicetitan.tenant == "456"
    assert settings.servicetitan.client_id == "cid.abc"
    assert settings.servicetitan.client_secret is not None
    assert settings.servicetitan.client_secret.get_secret_value() == "cs1.secret"
    assert "cs1.secret" not in repr(settings)


@pytest.mark.parametrize(
    ("text", "configured", "asks"),
    [
        ("[servicetitan]\ntenant = '1'\nclient_id = 'cid'", True, True),
        ("[servicetitan]\ntenant = '1'\n[hub]\nurl = 'postgresql://db.example/lazi'", True, False),
        ("[servicetitan]\ntenant = '1'", False, False),
        ("[hub]\nurl = 'postgresql://db.example/lazi'", False, False),
    ],
)
def test_the_shared_database_is_enough_without_servicetitans_keys(tmp_path, text, configured, asks):
    file = tmp_path / "config.toml"
    file.write_text(text)
    settings = load_settings(file)
    assert (settings.is_configured, settings.asks_servicetitan) == (configured, asks)


def test_without_anything_it_starts_unconfigured():
    settings = load_settings()
    assert not settings.is_configured
    assert settings.hub.url == ""


@pytest.mark.parametrize(
    "text, says",
    [
        ("[hub]\nurl = 5", "“hub.url” in"),
        (
            "[hub]\nurl = 'https://db.example/lazi'",
            "“hub.url” in .*, line 2: .*is not how the address of a Postg",
        ),
        ("[hub]\nadress = 'x'", "“hub.adress” in .* is not a setting"),
        ("[servicetitan]\ntenant = 'abc'", "the tenant is a number"),
        ("[servicetitan]\nenvironment = 'moon'", "“servicetitan.environment”"),
        ("theme = 'pink'", "“theme”"),
        ("[sync]\npull = '70 * * * *'", "“sync.pull” in .*: “70 . . . .” is no cron line: bad minute"),
        (
            "[[tenants]]\ntenant = '1'\nclient_id = 'a'\n[[tenants]]\ntenant = 'x'\nclient_id = 'b'",
            "“tenants.1.tenant” in .*: the tenant is a number",
        ),
        ("[hub", "is not valid TOML"),
    ],
)
def test_a_mistake_is_named_with_file_and_entry(tmp_path, text, says):
    file = tmp_path / "config.toml"
    file.write_text(text)
    with pytest.raises(ConfigurationProblem, match=says) as problem:
        load_settings(file)
    assert str(file) in problem.value.detail


def test_a_wrong_variable_is_named(monkeypatch):
    monkeypatch.setenv("LAZI_SERVICETITAN__PAGE_SIZE", "many")
    with pytest.raises(ConfigurationProblem, match="the variable LAZI_SERVICETITAN__PAGE_SIZE"):
        load_settings()


def test_what_is_saved_is_read_again_and_nothing_else_is_written(tmp_path, monkeypatch):
    monkeypatch.setenv("LAZI_SERVICETITAN__CLIENT_ID", "cid.of.the.environment")
    monkeypatch.setenv("LAZI_SERVICETITAN__CLIENT_SECRET", "cs1.secret")
    file = tmp_path / "deep" / "config.toml"
    save_values(file, {"servicetitan.tenant": "123", "theme": "dark"}, load_settings())
    save_values(file, {"theme": "system"}, load_settings(file))
    assert file.read_text() == 'version = 1\n\n[servicetitan]\ntenant = "123"\n'
    assert load_settings(file).servicetitan.tenant == "123"


def test_a_secret_stands_in_no_file(tmp_path):
    file = tmp_path / "config.toml"
    file.write_text("[servicetitan]\nclient_secret = 'cs1.canary'")
    with pytest.raises(ConfigurationProblem, match="line 2: is a secret") as problem:
        load_settings(file)
    assert "cs1.canary" not in problem.value.detail
    with pytest.raises(ValueError, match=r"hub.password is a secret"):
        save_values(tmp_path / "other.toml", {"hub.password": "x"}, load_settings())


def test_a_file_that_cannot_be_written_is_said(tmp_path):
    (tmp_path / "taken").write_text("")
    with pytest.raises(ConfigurationProblem, match="cannot be written"):
        save_values(tmp_path / "taken" / "config.toml", {"theme": "dark"}, load_settings())


def test_a_variable_of_a_section_that_is_not_json_is_said(monkeypatch):
    monkeypatch.setenv("LAZI_HUB", "nonsense")
    with pytest.raises(ConfigurationProblem, match=r"LAZI_.* cannot be read: .*hub"):
        load_settings()


def test_a_named_file_that_is_missing_is_said(tmp_path):
    with pytest.raises(ConfigurationProblem, match="There is no file"):
        load_settings(tmp_path / "nothing.toml")


def test_what_the_program_ships_is_found():
    assert (migrations_folder() / "hub").is_dir()
    assert (migrations_folder() / "workspace").is_dir()
    assert resources_folder().is_dir()


def test_a_profile_keeps_everything_in_its_folder(tmp_path):
    places = ProfilePlaces(tmp_path)
    for place in (
        places.workspace,
        places.hub,
        places.device("window"),
        places.window_state,
        places.logs,
        places.lock,
    ):
        assert place.is_relative_to(tmp_path)


def test_the_schedule_is_every_few_minutes_and_at_night_unless_said_otherwise(tmp_path, monkeypatch):
    sync = load_settings().sync
    assert (sync.pull, sync.lists, sync.sweep, sync.tend) == (
        "*/5 * * * *",
        "*/15 * * * *",
        "30 2 * * *",
        "15 3 * * *",
    )
    assert not sync.pause_on_battery
    file = tmp_path / "config.toml"
    file.write_text("[sync]\npull = ' 0 6 * * MON-FRI '\nsweep = ''\npause_on_metered = true\n")
    monkeypatch.setenv("LAZI_SYNC__LISTS", "")
    sync = load_settings(file).sync
    assert (sync.pull, sync.lists, sync.sweep, sync.pause_on_metered) == ("0 6 * * MON-FRI", "", "", True)


def test_several_tenants_share_everything_but_who_they_are(tmp_path):
    file = tmp_path / "config.toml"
    file.write_text(
        """
        [servicetitan]
        tenant = "1"
        client_id = "cid.one"
        requests_per_second = 5
        [hub]
        url = "postgresql://worker@db.example/lazi"
        [[tenants]]
        tenant = "2"
        client_id = "cid.two"
        environment = "integration"
        [[tenants]]
        tenant = "1"
        client_id = "cid.one"
        """
    )
    first, second = load_settings(file).for_each_tenant()
    assert (first.servicetitan.tenant, second.servicetitan.tenant) == ("1", "2")
    assert second.servicetitan.environment is Environment.INTEGRATION
    assert second.servicetitan.requests_per_second == 5
    assert second.hub == first.hub
    assert second.servicetitan.client_secret is None
