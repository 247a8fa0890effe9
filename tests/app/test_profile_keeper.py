"""Profiles handed on, filled again and forgotten: what goes, what stays, and what only this computer has."""

from __future__ import annotations

import json
import os
import tomllib
import zipfile
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from uuid import UUID, uuid4

import keyring
import platformdirs
import psutil
import pytest
from PySide6.QtCore import QSettings

from lazi_desktop.app.cli import main
from lazi_desktop.app.device import WINDOW
from lazi_desktop.app.exit_codes import DONE, USAGE
from lazi_desktop.app.profiles import folders
from lazi_desktop.app.profiles.folders import KEPT_ASIDE, ProfileInUse, set_aside, tidy_aside
from lazi_desktop.app.profiles.keeper import ProfileKeeper
from lazi_desktop.app.session import hub_password_name
from lazi_desktop.app.single_instance import SingleInstance
from lazi_desktop.app.system import OrderedIds, SystemClock
from lazi_desktop.config.places import ProfilePlaces, default_config_file, migrations_folder, profiles_folder
from lazi_desktop.config.profiles import create_profile, list_profiles, profile_of
from lazi_desktop.config.settings import load_settings
from lazi_desktop.domain.assets import Asset
from lazi_desktop.domain.errors import ConfigurationProblem
from lazi_desktop.domain.profile import Profile
from lazi_desktop.operations.edit_fields import FieldEdit, edit_fields
from lazi_desktop.ports.profiles import ProfileState
from lazi_desktop.secrets import KeyringSecrets, system_keyring
from lazi_desktop.store.hub import embedded
from lazi_desktop.store.hub.system_user import RunAs
from lazi_desktop.store.workspace.opening import open_workspace
from tests.fakes.feed import TENANT, FeedMaker, key_of, sku
from tests.sync.picturing import prepared

SIGNS_IN = {"tenant": "123", "client_id": "cid"}


@pytest.fixture(autouse=True)
def home(qapp, monkeypatch, tmp_path, memory_keyring) -> Path:
    kind = type(keyring.get_keyring())
    monkeypatch.setattr(system_keyring, "TRUSTED", {f"{kind.__module__}.{kind.__qualname__}"})
    monkeypatch.setattr(platformdirs, "user_config_dir", lambda *_, **__: str(tmp_path / "settings"))
    monkeypatch.setattr(platformdirs, "user_data_dir", lambda *_, **__: str(tmp_path / "data"))
    return tmp_path


@pytest.fixture
def reef() -> Profile:
    made = create_profile("Blue Reef", "teal", {"servicetitan": SIGNS_IN, "sync": {"sweep": ""}})
    ProfilePlaces(made.folder).workspace.mkdir(parents=True)
    return made


@pytest.fixture
def keeper() -> ProfileKeeper:
    return ProfileKeeper(profile_of(default_config_file()))


def state_of(keeper: ProfileKeeper, profile: Profile) -> ProfileState:
    return next(one.state for one in keeper.listed() if one.profile.slug == profile.slug)


def edit_offline(profile: Profile, *, picture: bool = False) -> None:
    """Two entries, three edits, and perhaps a picture."""
    opened = open_workspace(
        ProfilePlaces(profile.folder).workspace,
        tenant_id=TENANT,
        device_id=UUID(int=3),
        ids=OrderedIds(),
        clock=SystemClock(),
        migrations=migrations_folder(),
    )
    try:
        pipe, tap = sku(1, "PIPE-3", "Copper pipe"), sku(2, "TAP-1", "Kitchen tap")
        opened.writer.submit(lambda: opened.replica.apply_feed(FeedMaker().mirrors([pipe, tap]))).result()
        edits = [
            FieldEdit(key_of(pipe), "price", Decimal("9.50"), None),
            FieldEdit(key_of(pipe), "description", "=SUM(A1)", None),
            FieldEdit(key_of(tap), "price", Decimal(79), None),
        ]
        if picture:
            from lazi_desktop.images.added import AddedPictureFiles

            added = AddedPictureFiles(ProfilePlaces(profile.folder).added_pictures)
            address = added.keep(prepared(b"one"))
            added.keep(prepared(b"another, which nothing names"))
            edits.append(FieldEdit(key_of(tap), "assets", assets(address), None))

        def record() -> None:
            with opened.workspace.unit_of_work() as work:
                for edit in edits:
                    values = work.detail(edit.key).effective
                    edit_fields(work, [FieldEdit(edit.key, edit.field, edit.value, values.get(edit.field))])

        opened.writer.submit(record).result()
    finally:
        opened.close()


def assets(address: str) -> list[dict[str, object]]:
    one = Asset("", address, "Image", is_default=True)
    return [{"alias": one.name, "isDefault": True, "type": one.type, "url": one.address}]


# ------------------------------------------------------------------------------------------------------------- listed


def test_each_profile_says_how_it_stands(keeper, reef) -> None:
    create_profile("Not yet", "blue")
    (profiles_folder() / "bad.toml").write_text("tenant = [", encoding="utf-8")
    elsewhere = SingleInstance(ProfilePlaces(reef.folder).lock)
    assert state_of(keeper, reef) is ProfileState.READY
    assert elsewhere.acquire()
    try:
        assert state_of(keeper, reef) is ProfileState.ELSEWHERE
    finally:
        elsewhere.release()
    states = {one.profile.name: one.state for one in keeper.listed()}
    assert states == {
        "Main": ProfileState.HERE,
        "Blue Reef": ProfileState.READY,
        "Not yet": ProfileState.NOT_SET_UP,
        "bad": ProfileState.BROKEN,
    }


def test_commands_work_on_the_profile_that_is_named(reef, capsys) -> None:
    assert main(["--profile", "blue reef", "settings", "--json"]) == DONE
    answer = json.loads(capsys.readouterr().out)
    assert answer["file"] == str(reef.file)
    assert {one["key"]: one["value"] for one in answer["settings"]}["servicetitan.tenant"] == "123"
    assert main(["profiles", "--json"]) == DONE
    (listed,) = json.loads(capsys.readouterr().out)["profiles"]
    assert (listed["name"], listed["tenant"], listed["colour"]) == ("Blue Reef", "123", "teal")
    assert main(["profiles"]) == DONE
    assert "123 (production)" in capsys.readouterr().out
    assert main(["--profile", "Red Peak", "status"]) == USAGE
    assert "There is no profile “Red Peak”" in capsys.readouterr().err


def test_a_broken_file_is_named_with_its_line(reef, capsys) -> None:
    (profiles_folder() / "bad.toml").write_text('\n[servicetitan]\ntenant = "x"\n', encoding="utf-8")
    assert main(["profiles"]) == USAGE
    said = capsys.readouterr().out
    assert "Blue Reef" in said
    assert "bad.toml, line 3" in said


# --------------------------------------------------------------------------------------------------------- handed on


def test_what_is_handed_on_has_no_secret_no_path_and_nobody_in_it(keeper, home) -> None:
    made = create_profile(
        "Blue Reef",
        "teal",
        {
            "secrets_file": "/srv/dana/secrets.toml",
            "servicetitan": SIGNS_IN,
            "hub": {"url": "postgresql://dana:canary-1@db.example.com:5432/lazi", "login": "dana.reyes"},
            "network": {"proxy": "http://dana@proxy.example:3128"},
        },
    )
    file = ProfilePlaces(made.folder).window_state
    state = QSettings(str(file), QSettings.Format.IniFormat)
    for key, value in {
        "keys/own": '{"pull": ["F6"]}',
        "hub/me": "Dana",
        "pictures/folder": "/srv/dana",
    }.items():
        state.setValue(key, value)
    state.sync()
    contents = keeper.export(made, home / "reef.lazi-profile")
    assert "without login, passwords and keys" in contents[0]
    with zipfile.ZipFile(home / "reef.lazi-profile") as archive:
        everything = b"".join(archive.read(name) for name in archive.namelist()).decode()
    for hidden in ("canary-1", "hub/me", "dana"):
        assert hidden not in everything.lower()
    brought = keeper.bring_in(home / "reef.lazi-profile")
    assert (brought.name, brought.tenant) == ("Blue Reef 2", "123")
    assert brought.colour != made.colour
    settings = load_settings(brought.file)
    assert settings.hub.url == "postgresql://db.example.com:5432/lazi"
    assert settings.network.proxy == "http://proxy.example:3128"
    assert settings.secrets_file is None
    kept = QSettings(str(ProfilePlaces(brought.folder).window_state), QSettings.Format.IniFormat)
    assert kept.allKeys() == ["keys/own"]


def test_what_is_no_exported_profile_is_refused_and_leaves_nothing(keeper, reef, home) -> None:
    before = list_profiles()
    garbage, other, wrong = (home / f"{name}.lazi-profile" for name in ("garbage", "other", "wrong"))
    garbage.write_bytes(b"PK\x03\x04 nothing")
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("about.json", "[]")
        archive.writestr("settings.toml", "")
    with zipfile.ZipFile(wrong, "w") as archive:
        archive.writestr("about.json", json.dumps({"format": 1, "name": "Wrong"}))
        archive.writestr("settings.toml", '[servicetitan]\ntenant = "x"')
    for file in (garbage, other, wrong, home / "missing.lazi-profile"):
        with pytest.raises(ConfigurationProblem):
            keeper.bring_in(file)
    assert list_profiles() == before


def test_what_comes_from_elsewhere_names_no_folder_of_this_computer(keeper, home) -> None:
    with zipfile.ZipFile(home / "evil.lazi-profile", "w") as archive:
        archive.writestr("about.json", json.dumps({"format": 1, "name": "../../Evil", "colour": "pink"}))
        archive.writestr("settings.toml", 'profile = "/etc"\nsecrets_file = "/etc/shadow"\ntheme = "dark"')
    made = keeper.bring_in(home / "evil.lazi-profile")
    assert made.file == profiles_folder() / "evil.toml"
    assert made.folder == home / "data/profiles/evil"
    assert tomllib.loads(made.file.read_text())["theme"] == "dark"
    assert load_settings(made.file).secrets_file is None


# ------------------------------------------------------------------------------------------- only on this computer


def test_what_was_not_shared_is_counted_and_named(keeper, reef) -> None:
    assert not keeper.only_here(reef).is_anything
    edit_offline(reef, picture=True)
    found = keeper.only_here(reef)
    assert (found.edits, found.pictures, found.more_entries, found.hub) == (4, 1, 0, False)
    assert list(found.entries) == ["PIPE-3 Copper pipe", "TAP-1 Kitchen tap"]
    edits = keeper.unsent(reef)
    assert [(one.entry, one.field) for one in edits][:2] == [
        ("PIPE-3 Copper pipe", "price"),
        ("PIPE-3 Copper pipe", "description"),
    ]
    assert edits[0].value == "9.5"


def test_a_workspace_that_cannot_be_read_is_no_empty_one(keeper, reef) -> None:
    (ProfilePlaces(reef.folder).workspace / "workspace.sqlite3").write_bytes(b"garbage" * 1000)
    found = keeper.only_here(reef)
    assert found.is_anything
    assert found.unreadable


# ------------------------------------------------------------------------------------------------------------- reset


def test_a_reset_sets_the_copy_aside_and_keeps_pictures_and_the_window(keeper, reef) -> None:
    edit_offline(reef, picture=True)
    places = ProfilePlaces(reef.folder)
    places.device("window").write_text("{}")
    places.window_state.write_text("[window]")
    keeper.reset(reef)
    assert not places.workspace.exists()
    assert not places.device("window").exists()  # what is filled again is another device's
    assert places.window_state.is_file()
    assert keeper.only_here(reef).edits == 0
    (aside,) = places.set_aside.iterdir()
    assert {one.name for one in aside.iterdir()} == {"workspace", "device-window.json"}


def test_what_was_set_aside_goes_after_a_month_and_nothing_else(reef) -> None:
    places, then = ProfilePlaces(reef.folder), datetime(2026, 5, 1, 12, 0, tzinfo=UTC)
    aside = set_aside(places, then)
    assert aside is not None
    (places.set_aside / "somebody's own").mkdir()
    tidy_aside(places, then + KEPT_ASIDE - timedelta(hours=1))
    assert aside.is_dir()
    tidy_aside(places, then + KEPT_ASIDE + timedelta(hours=1))
    assert [one.name for one in places.set_aside.iterdir()] == ["somebody's own"]


def test_what_is_open_is_neither_reset_nor_forgotten(keeper, reef) -> None:
    edit_offline(reef)
    elsewhere = SingleInstance(ProfilePlaces(reef.folder).lock)
    assert elsewhere.acquire()
    try:
        for work in (keeper.reset, keeper.forget):
            with pytest.raises(ProfileInUse):
                work(reef)
        assert keeper.only_here(reef).edits == 3
        assert reef.file.is_file()
    finally:
        elsewhere.release()


# ------------------------------------------------------------------------------------------------------------ forgotten


def test_forgetting_leaves_nothing_but_what_others_need(keeper, reef, memory_keyring) -> None:
    same_tenant = create_profile(
        "Copy", "blue", {"servicetitan": SIGNS_IN, "hub": {"url": "postgresql://a@h/x"}}
    )
    other = create_profile(
        "Other",
        "brown",
        {"servicetitan": {"tenant": "9", "client_id": "c"}, "hub": {"url": "postgresql://b@h/x"}},
    )
    secrets = KeyringSecrets()
    for name in ("servicetitan client secret, production ", "servicetitan app key, production "):
        secrets.write(f"{name}123", "a")
        secrets.write(f"{name}9", "b")
    names = [hub_password_name(load_settings(one.file)) for one in (same_tenant, other)]
    for name in names:
        secrets.write(name, "c")
    keeper.forget(reef)
    assert not reef.folder.exists()
    assert not reef.file.exists()
    assert len(memory_keyring) == 6  # another one signs in with the same
    keeper.forget(same_tenant)
    assert {name for _, name in memory_keyring} == {
        "servicetitan client secret, production 9",
        "servicetitan app key, production 9",
        names[1],
    }
    assert [one.name for one in list_profiles()] == ["Other"]


def test_a_folder_of_ones_own_keeps_what_is_not_the_programs(keeper, home) -> None:
    own = home / "my documents"
    (own / "workspace").mkdir(parents=True)
    (own / "letter.txt").write_text("Dear")
    made = create_profile("Mine", "teal", {"profile": str(own), "servicetitan": SIGNS_IN})
    keeper.forget(made)
    assert [one.name for one in own.iterdir()] == ["letter.txt"]


def test_a_folder_of_ones_own_is_ones_own_whatever_it_is_called(keeper, home) -> None:
    own = home / "profiles" / "mine"
    (own / "workspace").mkdir(parents=True)
    (own / "letter.txt").write_text("Dear")
    made = create_profile("Mine", "teal", {"profile": str(own), "servicetitan": SIGNS_IN})
    assert own.parts[-2:] == ("profiles", made.slug)
    keeper.forget(made)
    assert [one.name for one in own.iterdir()] == ["letter.txt"]


def test_a_folder_that_another_profile_has_one_in_stays(keeper, reef) -> None:
    inner = reef.folder / "inner"
    (inner / "workspace").mkdir(parents=True)
    create_profile("Inner", "teal", {"profile": str(inner), "servicetitan": SIGNS_IN})
    keeper.forget(reef)
    assert [one.name for one in reef.folder.iterdir()] == ["inner"]
    assert (inner / "workspace").is_dir()


def test_what_a_restore_put_aside_is_forgotten_too(keeper, home) -> None:
    own = home / "my documents"
    (own / "before restore 20260131T220000Z" / "workspace").mkdir(parents=True)
    keeper.forget(create_profile("Mine", "teal", {"profile": str(own), "servicetitan": SIGNS_IN}))
    assert not own.exists()


def test_of_a_folder_of_ones_own_all_goes_that_the_program_wrote(keeper, home) -> None:
    own = home / "my documents"
    own.mkdir()
    places = ProfilePlaces(own)
    named = [getattr(places, name) for name, one in vars(ProfilePlaces).items() if isinstance(one, property)]
    half = places.folder / f"{places.sync_status('sync').name}.77"  # of one that was killed while it wrote
    for file in (places.device(WINDOW), places.sync_status("sync 2"), half, *named):
        file.write_text("{}")
    places.lock.unlink()
    keeper.forget(create_profile("Mine", "teal", {"profile": str(own), "servicetitan": SIGNS_IN}))
    assert not own.exists()


def test_a_hub_put_aside_outside_of_the_profile_goes_with_it(keeper, reef, home, monkeypatch) -> None:
    """As root the built-in database lies elsewhere."""

    class Elsewhere(RunAs):
        def base_for(self, folder: Path) -> Path:
            return home / "lib" / "a1b2"

    monkeypatch.setattr(embedded, "run_as", Elsewhere)
    names = ("a1b2", "a1b2 before restore 20260131T220000Z", "c3d4 before restore 20260131T220000Z")
    for name in names:
        (home / "lib" / name).mkdir(parents=True)
    ProfilePlaces(reef.folder).hub.mkdir()
    keeper.forget(reef)
    assert [one.name for one in (home / "lib").iterdir()] == [names[-1]]


def test_while_a_folder_is_removed_no_window_opens_it(keeper, reef, monkeypatch) -> None:
    """Else what it has just begun to write would go, too."""
    removed: list[str] = []
    delete = folders._delete

    def watched(path: Path) -> None:
        removed.append(path.name)
        if path.name != "window.lock":
            with pytest.raises(ProfileInUse), folders.held(ProfilePlaces(reef.folder)):
                pass
        delete(path)

    (reef.folder / "anything.else").write_text("")
    monkeypatch.setattr(folders, "_delete", watched)
    keeper.forget(reef)
    assert "anything.else" in removed
    assert removed[-1] == "window.lock"


def test_a_folder_inside_one_that_is_said_for_all_goes_wholly(keeper, home, monkeypatch) -> None:
    monkeypatch.setenv("LAZI_PROFILE", str(home / "all"))
    one, other = (create_profile(name, "teal", {"servicetitan": SIGNS_IN}) for name in ("One", "Two"))
    for made in (one, other):
        made.folder.mkdir(parents=True)
        (made.folder / "first-run.json").write_text("{}")
    keeper.forget(one)
    assert not one.folder.exists()
    assert (other.folder / "first-run.json").is_file()


def test_a_folder_that_another_profile_uses_stays(keeper, home) -> None:
    (home / "both" / "workspace").mkdir(parents=True)
    one, _ = (
        create_profile(name, "teal", {"profile": str(home / "both"), "servicetitan": SIGNS_IN})
        for name in ("One", "Two")
    )
    keeper.forget(one)
    assert (home / "both" / "workspace").is_dir()
    assert [one.name for one in list_profiles()] == ["Two"]


def test_a_built_in_database_that_somebody_uses_is_not_taken_away(keeper, reef) -> None:
    hub = ProfilePlaces(reef.folder).hub
    hub.mkdir()
    me = {"pid": os.getpid(), "started": psutil.Process().create_time(), "token": uuid4().hex}
    (hub / "hub.json").write_text(json.dumps({"users": [me]}))
    assert keeper.only_here(reef).hub
    with pytest.raises(ProfileInUse, match="built-in database"):
        keeper.forget(reef)
    assert reef.file.is_file()
    (hub / "hub.json").write_text(json.dumps({"users": []}))
    keeper.forget(reef)
    assert not reef.folder.exists()


WRONG = '[servicetitan]\ntenant = "x"\n'


def test_a_broken_profile_can_be_forgotten(keeper, reef) -> None:
    reef.file.write_text(WRONG, encoding="utf-8")
    keeper.forget(profile_of(reef.file))
    assert not reef.file.exists()
    assert not reef.folder.exists()


def test_a_broken_profile_says_its_folder_which_another_one_may_use(keeper, reef, home) -> None:
    (home / "both" / "workspace").mkdir(parents=True)
    reef.file.write_text(f'profile = "{home / "both"}"\n{WRONG}', encoding="utf-8")
    create_profile("Other", "teal", {"profile": str(home / "both"), "servicetitan": SIGNS_IN})
    broken = profile_of(reef.file)
    assert broken.folder == home / "both"
    keeper.forget(broken)
    assert not reef.file.exists()
    assert (home / "both" / "workspace").is_dir()
    assert reef.folder.is_dir()  # of which it says nothing


@pytest.mark.parametrize("text", ["tenant = [", 'profile = 7\n[servicetitan]\ntenant = "1"'])
def test_where_nobody_can_tell_the_folder_only_the_file_goes_aside(keeper, reef, text) -> None:
    for _ in range(2):
        reef.file.write_text(text, encoding="utf-8")
        broken = profile_of(reef.file)
        assert not keeper.only_here(broken).is_anything
        keeper.forget(broken)
        assert not reef.file.exists()
    asides = [one.read_text() for one in profiles_folder().iterdir() if one.name.startswith("blue-reef.toml")]
    assert asides == [text, text]
    assert reef.slug not in [one.slug for one in list_profiles()]
    assert ProfilePlaces(reef.folder).workspace.is_dir()


def test_a_folder_that_an_unreadable_profile_may_use_is_kept(keeper, reef) -> None:
    (profiles_folder() / "bad.toml").write_text("profile = ", encoding="utf-8")
    with pytest.raises(ConfigurationProblem, match="“bad” cannot be read"):
        keeper.forget(reef)
    assert reef.file.is_file()
    assert ProfilePlaces(reef.folder).workspace.is_dir()
