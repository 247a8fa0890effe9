"""Several tenants side by side: each has a file and a folder, and none gets in another's way."""

from __future__ import annotations

from pathlib import Path

import platformdirs
import pytest

from lazi_desktop.config import places, profiles
from lazi_desktop.config.policy import VARIABLE
from lazi_desktop.config.profiles import (
    chosen_file,
    create_profile,
    file_to_open,
    list_profiles,
    named_profile,
    profile_of,
    recolour_profile,
    remember_used,
    remove_profile,
    rename_profile,
)
from lazi_desktop.config.settings import load_settings
from lazi_desktop.domain.errors import ConfigurationProblem
from lazi_desktop.domain.profile import COLOURS, MAIN, Profile, check_name, free_colour, free_name


@pytest.fixture(autouse=True)
def home(monkeypatch, tmp_path) -> Path:
    """A person's folders of settings and data, empty."""
    monkeypatch.setattr(platformdirs, "user_config_dir", lambda *_, **__: str(tmp_path / "settings"))
    monkeypatch.setattr(platformdirs, "user_data_dir", lambda *_, **__: str(tmp_path / "data"))
    return tmp_path


def write(home: Path, name: str, text: str) -> Path:
    file = home / "settings" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


def test_before_anything_was_set_up_there_is_the_main_one() -> None:
    (main,) = list_profiles()
    assert (main.slug, main.name, main.is_configured) == (MAIN, "Main", False)


def test_the_main_profile_may_have_a_name_of_its_own(home) -> None:
    write(home, "config.toml", 'name = "Blue Reef"\ncolour = "teal"')
    (main,) = list_profiles()
    assert (main.name, main.colour, main.folder) == ("Blue Reef", "teal", home / "data/profiles/default")


def test_a_profile_has_a_file_and_a_folder_of_its_own(home) -> None:
    made = create_profile("Blue Reef", "teal", {"servicetitan": {"tenant": "123", "client_id": "cid"}})
    assert made.file == home / "settings/profiles/blue-reef.toml"
    assert made.folder == load_settings(made.file).profile == home / "data/profiles/blue-reef"
    assert (made.name, made.colour, made.tenant, made.environment) == (
        "Blue Reef",
        "teal",
        "123",
        "production",
    )
    assert made.is_configured


def test_an_empty_main_profile_does_not_stand_in_the_way(home) -> None:
    create_profile("Blue Reef", "teal")
    assert [one.name for one in list_profiles()] == ["Blue Reef"]
    write(home, "config.toml", 'theme = "dark"')
    assert [one.name for one in list_profiles()] == ["Main", "Blue Reef"]


def test_a_broken_file_is_listed_with_its_line_and_keeps_no_other_from_opening(home) -> None:
    create_profile("Good", "teal")
    broken = write(
        home, "profiles/bad.toml", 'name = "Bad"\ncolour = "violet"\n\n[servicetitan]\ntenant = "abc"\n'
    )
    bad, good = list_profiles()
    assert (bad.name, bad.colour, bad.is_configured) == ("Bad", "violet", False)
    assert str(broken) in bad.problem
    assert "line 5" in bad.problem
    assert good.problem == ""
    write(home, "profiles/worse.toml", "name = \n")
    worse = next(one for one in list_profiles() if one.slug == "worse")
    assert "worse.toml" in worse.problem
    assert "line 1" in worse.problem


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Blue Reef", "blue-reef"),
        ("Müller & Söhne", "muller-sohne"),
        ("CON", "profile-con"),
        ("lpt1", "profile-lpt1"),
        ("Default", "profile-default"),
        ("水道屋", "profile"),
        ("../../etc", "etc"),
        ("a.b/c\\d:e", "a-b-c-d-e"),
        ("x" * 60, "x" * 40),
    ],
)
def test_any_name_makes_a_file_that_is_safe_everywhere(home, name, slug) -> None:
    write(home, "config.toml", 'name = "Head office"')
    made = create_profile(name, "teal")
    assert (made.slug, made.name) == (slug, name)
    assert named_profile(name).file == made.file


def test_two_names_of_the_same_letters_have_files_of_their_own() -> None:
    made = [create_profile(name, "teal").slug for name in ("水道屋", "電気屋", "Blue-Reef", "Blue Reef!")]
    assert made == ["profile", "profile-2", "blue-reef", "blue-reef-2"]


def test_what_a_removed_profile_left_is_not_taken_over(home) -> None:
    (home / "data/profiles/blue-reef").mkdir(parents=True)
    assert create_profile("Blue Reef", "teal").slug == "blue-reef-2"


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("", "needs a name"),
        ("  ", "needs a name"),
        ("x" * 61, "longer"),
        ("a\x07b", "cannot be shown"),
        (" blue  REEF ", "already"),
        ("ＢＬＵＥ reef", "already"),
        ("blue-reef", "already"),
    ],
)
def test_a_name_that_does_not_serve_is_refused_in_words(name, words) -> None:
    create_profile("Blue Reef", "teal")
    assert words in check_name(name, list_profiles())
    with pytest.raises(ConfigurationProblem, match=words):
        create_profile(name, "teal")


def test_renaming_leaves_file_folder_and_settings_where_they_are() -> None:
    made = create_profile("Blue Reef", "teal", {"servicetitan": {"tenant": "123"}})
    renamed = rename_profile(made, "Red Reef")
    assert (renamed.name, renamed.slug, renamed.folder) == ("Red Reef", made.slug, made.folder)
    assert renamed.tenant == "123"
    assert rename_profile(renamed, "red reef").name == "red reef"  # its own name is not in its way
    create_profile("Other", "blue")
    with pytest.raises(ConfigurationProblem, match="already"):
        rename_profile(renamed, "other")


def test_another_colour_is_kept_whichever_it_is() -> None:
    made = create_profile("Blue Reef", "teal")
    for colour in COLOURS:
        assert recolour_profile(made, colour).colour == colour
        assert profile_of(made.file).name == "Blue Reef"


def test_a_new_profile_gets_a_colour_that_nobody_has(home) -> None:
    write(home, "config.toml", "version = 1")
    known = list_profiles()
    for expected in COLOURS[1:]:
        assert free_colour(known) == expected
        known.append(create_profile(expected, expected))
    assert free_colour(known) == COLOURS[0]


def test_a_copy_of_a_profile_gets_a_number() -> None:
    create_profile("Blue Reef", "teal")
    create_profile("Blue Reef 2", "teal")
    assert free_name("blue reef", list_profiles()) == "blue reef 3"
    assert free_name("Other", list_profiles()) == "Other"


def test_the_one_used_last_is_opened_again() -> None:
    main = profile_of(places.default_config_file())
    made = create_profile("Blue Reef", "teal")
    assert file_to_open() == made.file  # there is no other
    remember_used(made.slug)
    assert file_to_open() == made.file
    remember_used(MAIN)
    rename_profile(main, "Head office")
    assert file_to_open() == main.file
    remember_used(made.slug)
    remove_profile(made)
    assert file_to_open() == main.file


@pytest.mark.parametrize("text", ["", "{", "[]", '{"last": 3}', '{"last": "../x"}'])
def test_a_damaged_note_of_the_last_one_opens_the_main_one(home, text) -> None:
    write(home, "profiles/state.json", text)
    assert file_to_open() == places.default_config_file()


def test_a_file_named_by_a_variable_goes_past_the_list(home, monkeypatch) -> None:
    create_profile("Blue Reef", "teal")
    elsewhere = write(home, "elsewhere/office.toml", "")
    monkeypatch.setenv("LAZI_CONFIG", str(elsewhere))
    assert file_to_open() == elsewhere
    found = profile_of(elsewhere)
    assert (found.slug, found.name) == ("", "office")
    assert chosen_file(None, "Blue Reef") == named_profile("blue reef").file


def test_a_profile_that_is_not_there_is_named_with_those_that_are() -> None:
    create_profile("Blue Reef", "teal")
    create_profile("Other", "teal")
    with pytest.raises(ConfigurationProblem, match=r"no profile “Blu Reef”.*Is “Blue Reef” meant.*“Other”"):
        chosen_file(None, "Blu Reef")
    with pytest.raises(ConfigurationProblem, match="not both"):
        chosen_file(Path("x.toml"), "Other")


def test_of_two_that_somebody_gave_one_name_none_is_taken_by_chance(home) -> None:
    for slug in ("one", "two"):
        write(home, f"profiles/{slug}.toml", 'name = "Reef"')
    with pytest.raises(ConfigurationProblem, match=r"“one” in .*“two” in"):
        named_profile("reef")
    assert named_profile("two").slug == "two"


@pytest.mark.parametrize("locked", [True, False])
def test_a_folder_that_is_said_for_all_is_shared_by_none(home, monkeypatch, locked) -> None:
    made, other = create_profile("Blue Reef", "teal"), create_profile("Other", "blue")
    if locked:
        policy = write(home, "policy.toml", 'profile = "/srv/lazi"\n[policy]\nlocked = ["profile"]')
        monkeypatch.setenv(VARIABLE, str(policy))
    else:
        monkeypatch.setenv("LAZI_PROFILE", "/srv/lazi")
    assert load_settings(made.file).profile == Path("/srv/lazi/profiles/blue-reef")
    assert load_settings(other.file).profile == Path("/srv/lazi/profiles/other")
    assert load_settings(places.default_config_file()).profile == Path("/srv/lazi")


def test_what_is_said_for_all_holds_for_all(monkeypatch) -> None:
    made = create_profile("Blue Reef", "teal", {"servicetitan": {"tenant": "123"}})
    monkeypatch.setenv("LAZI_SERVICETITAN__TENANT", "9")
    assert profile_of(made.file).tenant == "9"
    assert isinstance(made, Profile)
    assert profiles.list_profiles()[0].tenant == "9"
