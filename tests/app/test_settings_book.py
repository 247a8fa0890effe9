"""The settings of an open window in their file: changed at once, one by one, within what the organisation leaves."""

from __future__ import annotations

from pathlib import Path

import pytest

from lazi_desktop.app.settings_book import FiledSettings
from lazi_desktop.config.settings import load_settings
from lazi_desktop.domain.errors import ConfigurationProblem, InvalidValue
from lazi_desktop.ports.settings import SetBy, SettingsBook, SettingState


@pytest.fixture
def file(tmp_path) -> Path:
    return tmp_path / "config.toml"


def opened(file: Path) -> FiledSettings:
    if not file.exists():
        file.write_text("")
    return FiledSettings(load_settings(file), file)


def test_it_is_what_a_window_asks_for(file):
    book: SettingsBook = opened(file)
    assert "sync.pull" in book.keys


def test_a_change_is_in_the_file_and_in_the_settings_at_once(file):
    book = opened(file)
    book.change("servicetitan.requests_per_second", "12.5")
    book.change("language", "es")
    assert load_settings(file).servicetitan.requests_per_second == 12.5
    assert (book.settings.servicetitan.requests_per_second, book.settings.language) == (12.5, "es")
    assert book.state("language") == SettingState("es", "system", SetBy.PERSON)


def test_back_to_the_default_leaves_nothing_in_the_file(file):
    book = opened(file)
    book.change("sync.pull", "*/15 * * * *")
    book.reset("sync.pull")
    assert "pull" not in file.read_text()
    assert book.state("sync.pull") == SettingState("*/5 * * * *", "*/5 * * * *", SetBy.PROGRAM)
    book.change("sync.pull", "")
    book.change("sync.pull", "*/5 * * * *")
    assert "pull" not in file.read_text()
    assert book.state("sync.pull").set_by is SetBy.PROGRAM


@pytest.mark.parametrize(
    "key, value, says",
    [
        ("sync.pull", "now and then", "“now and then” is no cron line"),
        ("servicetitan.requests_per_second", "100", "takes a number above 0, at most 60"),
        ("servicetitan.page_size", "many", "takes a whole number from 1 to 5,000"),
        ("theme", "pink", "takes “system”, “light” or “dark”"),
    ],
)
def test_what_does_not_fit_is_told_and_not_kept(file, key, value, says):
    book = opened(file)
    before = book.state(key)
    with pytest.raises(InvalidValue, match=says):
        book.change(key, value)
    assert book.state(key) == before
    assert file.read_text() == ""


def test_what_the_organisation_says_is_a_default_or_a_lock(file, tmp_path, monkeypatch):
    policy = tmp_path / "policy.toml"
    policy.write_text(
        'theme = "dark"\n[policy]\nlocked = ["sync"]\nnote = "Ask IT."\n[sync]\nsweep = "0 4 * * *"\n'
    )
    monkeypatch.setenv("LAZI_POLICY", str(policy))
    monkeypatch.setenv("LAZI_LANGUAGE", "es")
    book = opened(file)
    assert book.note == "Ask IT."
    assert book.state("theme") == SettingState("dark", "dark", SetBy.ORGANISATION, "", True)
    assert book.state("sync.sweep").set_by is SetBy.LOCKED
    assert book.state("language") == SettingState("es", "system", SetBy.VARIABLE, "LAZI_LANGUAGE")
    for key, value in (("sync.sweep", ""), ("language", "en")):
        with pytest.raises(ConfigurationProblem, match="says it already"):
            book.change(key, value)
    book.change("theme", "light")
    assert load_settings(file).theme == "light"
    book.reset("theme")
    assert (load_settings(file).theme, book.settings.theme) == ("dark", "dark")
    assert book.state("theme").set_by is SetBy.ORGANISATION


def test_a_file_that_cannot_be_written_changes_nothing(tmp_path, file):
    book = opened(file)
    book._file = file / "below a file"
    with pytest.raises(ConfigurationProblem, match="cannot be written"):
        book.change("theme", "dark")
    assert book.state("theme").value == "system"
