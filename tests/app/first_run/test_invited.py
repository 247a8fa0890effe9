"""Started with an invitation: it goes to its team's own profile, which is made where there is none."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

import lazi_desktop.app.cli as cli
from lazi_desktop.app.first_run.invited import file_for
from lazi_desktop.config.places import default_config_file
from lazi_desktop.config.profiles import create_profile, list_profiles, named_profile, rename_profile
from lazi_desktop.config.settings import load_settings
from lazi_desktop.domain.invitation import Invitation

FAIRVIEW = Invitation(
    hub="postgresql://db.fairview.example:5432/lazi", tenant="123", environment="production", team="Fairview"
)


@pytest.fixture
def main_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setattr("platformdirs.user_config_dir", lambda *_, **__: str(tmp_path / "settings"))
    monkeypatch.setattr("platformdirs.user_data_dir", lambda *_, **__: str(tmp_path / "data"))
    monkeypatch.delenv("LAZI_PROFILE")
    file = default_config_file()
    assert file.is_relative_to(tmp_path)
    file.parent.mkdir(parents=True)
    return file


def configure(file: Path, invitation: Invitation) -> None:
    file.write_text(
        f"[hub]\nurl = '{invitation.hub}'\nlogin = 'dana'\n[servicetitan]\ntenant = '{invitation.tenant}'\n"
    )


def test_a_computer_without_a_team_joins_in_its_main_profile(main_file):
    main_file.write_text("version = 1\n")
    link = FAIRVIEW.as_link()
    assert file_for(link, main_file) == (main_file, link)


def test_a_team_that_was_joined_before_just_opens(main_file, tmp_path):
    configure(main_file, FAIRVIEW)
    file = tmp_path / "again.lazi-invitation"
    file.write_text(FAIRVIEW.as_text())
    assert file_for(str(file), main_file) == (main_file, "")


def test_another_team_gets_a_profile_of_its_own(main_file):
    configure(main_file, FAIRVIEW)
    link = replace(FAIRVIEW, tenant="456", team="Fairview").as_link()
    file, left = file_for(link, main_file)
    assert left == link
    assert file != main_file
    assert load_settings(file).name == "Fairview"
    again, _ = file_for(replace(FAIRVIEW, tenant="789").as_link(), main_file)
    assert load_settings(again).name == "Fairview 2"
    assert load_settings(main_file).servicetitan.tenant == "123"


def test_the_same_link_again_opens_the_profile_that_was_made_for_it(main_file):
    configure(main_file, FAIRVIEW)
    link = replace(FAIRVIEW, tenant="456").as_link()
    made, _ = file_for(link, main_file)
    assert file_for(link, main_file) == (made, link)
    assert len(list_profiles()) == 2


@pytest.mark.parametrize(
    ("ours", "theirs", "are_one"),
    [
        ("db.example:5432/lazi", "DB.example/lazi", True),
        ("db.example:5432/lazi", "db.example:5433/lazi", False),
        ("db.example/lazi", "db.example/other", False),
        (
            "eu.pooler.supabase.com/postgres?options=reference%3Dabc",
            "eu.pooler.supabase.com/postgres?options=reference%3Dxyz",
            False,
        ),
        (
            "dana.abc@eu.pooler.supabase.com/postgres",
            "eu.pooler.supabase.com/postgres?options=reference%3Dabc",
            True,
        ),
    ],
)
def test_a_team_is_known_by_its_server_port_database_and_project(main_file, ours, theirs, are_one):
    main_file.write_text(f"[hub]\nurl = 'postgresql://{ours}'\n[servicetitan]\ntenant = '123'\n")
    file, _ = file_for(replace(FAIRVIEW, hub=f"postgresql://{theirs}").as_link(), main_file)
    assert (file == main_file) is are_one


def test_a_team_whose_name_is_a_profiles_file_gets_another_name(main_file):
    configure(main_file, FAIRVIEW)
    create_profile("Aqua", "teal")
    rename_profile(named_profile("aqua"), "Old pools")
    file, _ = file_for(replace(FAIRVIEW, tenant="456", team="Aqua").as_link(), main_file)
    assert load_settings(file).name == "Aqua 2"


@pytest.mark.parametrize("text", ["lazi-desktop://join/nonsense", "nowhere/gone.lazi-invitation"])
def test_what_cannot_be_read_is_told_where_invitations_are_read(main_file, text, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    configure(main_file, FAIRVIEW)
    told = text if text.startswith("lazi") else str(tmp_path / text)
    assert file_for(text, main_file) == (main_file, told), "another process may read it"


@pytest.mark.parametrize(
    ("arguments", "invitation"),
    [
        (["Fairview Pools.lazi-invitation"], "Fairview Pools.lazi-invitation"),
        (["LAZI-Desktop://join/abc"], "LAZI-Desktop://join/abc"),
        (["--join", "lazi-desktop://join/abc"], "lazi-desktop://join/abc"),
        ([], ""),
    ],
)
def test_a_file_or_a_link_alone_is_an_invitation(monkeypatch, arguments, invitation):
    asked: list[str] = []

    def run_window(file: Path | None, *, screenshot: Path | None, invitation: str) -> int:
        asked.append(invitation)
        return 0

    monkeypatch.setattr("lazi_desktop.app.window.run_window", run_window)
    assert cli.main(arguments) == 0
    assert asked == [invitation]
