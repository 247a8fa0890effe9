"""What a backup holds and what it does not; what is refused; and that a cut anywhere leaves the profile whole."""

from __future__ import annotations

import json
import os
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path
from queue import Queue

import psycopg
import pytest
from filelock import FileLock

from lazi_desktop.app import restored_moves
from lazi_desktop.app.backup import restoring
from lazi_desktop.app.backup.archive import ArchiveWriter
from lazi_desktop.app.backup.in_window import WindowBackups
from lazi_desktop.app.backup.making import Watch, make_backup
from lazi_desktop.app.backup.problem import BackupProblem, RestoreProblem
from lazi_desktop.app.backup.restoring import Restored, restore_backup
from lazi_desktop.app.cli import main
from lazi_desktop.app.exit_codes import DONE, FAILED
from lazi_desktop.app.session import Session
from lazi_desktop.app.single_instance import SingleInstance
from lazi_desktop.config.settings import settings_file
from lazi_desktop.domain.errors import Cancelled, LaziError, WorkspaceProblem
from lazi_desktop.images.added import AddedPictureFiles
from lazi_desktop.images.disk import digest
from lazi_desktop.ports.backups import BackupMade
from lazi_desktop.store.workspace.opening import device_of_workspace
from tests.app.backups import TENANT, Profile, remove_hubs, rewritten, spoilt
from tests.faults.desktops import until
from tests.faults.disks import fill, small_disk

pytestmark = pytest.mark.timeout(240)
ONE, OTHER = b"a picture" * 1000, b"another picture"
SECRET = "hush-hush-hush"


@pytest.fixture
def configured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    config = tmp_path / "config" / "config.toml"
    config.parent.mkdir()
    config.write_text(f'servicetitan.tenant = "{TENANT}"\nprofile = "/elsewhere"\ntheme = "dark"\n')
    monkeypatch.setenv("LAZI_CONFIG", str(config))
    monkeypatch.setenv("LAZI_PROFILE", str(tmp_path / "profile"))
    return config


@pytest.fixture
def shared(configured: Path, tmp_path: Path) -> Profile:
    """With a shared database, which need not answer: a backup does not ask it."""
    with configured.open("a") as file:
        file.write(f'hub.url = "postgresql://dana:{SECRET}@hub.example:5432/lazi"\n')
    profile = Profile(tmp_path / "profile")
    profile.make_workspace()
    profile.places.window_state.write_text("[window]\nsplit=3\n")
    return profile


@pytest.fixture
def built_in(configured: Path, tmp_path: Path) -> Iterator[Profile]:
    profile = Profile(tmp_path / "profile")
    profile.make_workspace()
    profile.make_hub()
    yield profile
    remove_hubs(profile.places)


def restored(file: Path, *, keep_workspace: bool = False) -> Restored:
    from lazi_desktop.config.settings import load_settings

    return restore_backup(load_settings(), settings_file(), file, Watch(), keep_workspace=keep_workspace)


def why_not(file: Path) -> str:
    with pytest.raises(RestoreProblem) as refused:
        restored(file)
    assert refused.value.title == "The backup was not brought back"
    return refused.value.detail


def test_it_holds_all_but_secrets_and_tells_what(shared: Profile, tmp_path: Path, capsys):
    files = AddedPictureFiles(shared.places.added_pictures)
    files.keep_too(digest(ONE), ONE)
    to = tmp_path / "saved.zip"
    assert main(["backup", str(to)]) == DONE
    said = capsys.readouterr().out
    assert "holds the workspace, 1 added pictures; it was read back and is whole." in said
    assert "hub.example/lazi is not in it" in said
    with zipfile.ZipFile(to) as archive:
        told = json.loads(archive.read("manifest.json"))
        everything = b"".join(archive.read(name) for name in archive.namelist())
        settings = tomllib.loads(archive.read("settings.toml").decode())
    assert (told["format"], told["tenant"], told["hub"]) == (1, TENANT, None)
    assert {part["name"] for part in told["parts"]} == {
        "workspace/workspace.sqlite3", "settings.toml", "window.ini", f"pictures/{digest(ONE)}"
    }  # fmt: skip
    assert ONE in everything
    assert SECRET.encode() not in everything
    assert settings["hub"] == {"url": "postgresql://dana@hub.example:5432/lazi"}
    assert "profile" not in settings
    if sys.platform != "win32":
        assert stat.S_IMODE(to.stat().st_mode) == 0o600
    assert sorted(path.name for path in tmp_path.iterdir()) == ["config", "profile", "saved.zip"]
    assert not shared.places.backup_work.exists()
    assert json.loads(shared.places.last_backup.read_text())["file"] == str(to)


def test_a_folder_of_them_keeps_the_newest(shared: Profile, tmp_path: Path, capsys):
    folder = tmp_path / "backups"
    folder.mkdir()
    others = ["notes.txt", "lazi-backup-78-production-20260101T000000Z.zip"]
    older = [f"lazi-backup-{TENANT}-production-2026010{day}T000000Z.zip" for day in (1, 2, 3)]
    for name in (*others, *older):
        (folder / name).write_text("")
    assert main(["backup", str(folder), "--keep", "2", "--json"]) == DONE
    told = json.loads(capsys.readouterr().out)
    assert sorted(told["removed"]) == [str(folder / name) for name in older[:2]]
    made = Path(told["file"])
    assert made.name.startswith(f"lazi-backup-{TENANT}-production-2")
    assert {file.name for file in folder.iterdir()} == {*others, older[2], made.name}


@pytest.mark.parametrize("there", ["a letter", "nothing at all", "another backup"])
def test_only_a_backup_is_replaced(shared: Profile, tmp_path: Path, there: str):
    to = tmp_path / "saved.zip"
    if there == "another backup":
        shared.back_up(to)
        before = to.stat().st_ino
        shared.back_up(to)
        assert to.stat().st_ino != before
        return
    to.write_text("" if there == "nothing at all" else there)
    with pytest.raises(BackupProblem, match="is no backup"):
        shared.back_up(to)
    assert to.read_text() in ("", there)


def test_two_at_once_and_one_that_is_given_up(shared: Profile, tmp_path: Path):
    with FileLock(shared.places.backup_lock), pytest.raises(BackupProblem, match="is being made"):
        shared.back_up(tmp_path / "saved.zip")
    before, asked = shared.state(), 0

    def stopping() -> bool:
        nonlocal asked
        asked += 1
        return asked > 3

    with pytest.raises(Cancelled):
        make_backup(shared.settings, settings_file(), tmp_path / "saved.zip", Watch(stopping=stopping))
    assert asked == 4
    assert shared.state() == before
    assert not list(tmp_path.glob("saved*"))


@pytest.mark.skipif(sys.platform == "win32", reason="NOT TESTED: signals are of POSIX")
def test_a_kill_tidies_up_as_a_person_does(shared: Profile, tmp_path: Path, monkeypatch):
    def killed(self: ArchiveWriter, name: str, source: Path, *, dense: bool = False) -> None:
        assert (tmp_path / "saved.zip.unfinished").exists()
        os.kill(os.getpid(), signal.SIGTERM)

    monkeypatch.setattr(ArchiveWriter, "add", killed)
    before, handler = shared.state(), signal.getsignal(signal.SIGTERM)
    assert main(["backup", str(tmp_path / "saved.zip")]) != DONE
    assert shared.state() == before
    assert not list(tmp_path.glob("saved*"))
    assert signal.getsignal(signal.SIGTERM) == handler


def test_a_full_disk_is_said_and_leaves_nothing(shared: Profile):
    with small_disk(megabytes=1, what="a backup onto a full disk") as disk:
        fill(disk / "other")
        with pytest.raises(BackupProblem, match=f"The disk of {disk} is full: 0 MB are free"):
            shared.back_up(disk / "saved.zip")
        assert [file.name for file in disk.iterdir()] == ["other"]


def test_a_disk_that_fills_up_while_it_is_brought_back(built_in: Profile, tmp_path: Path, monkeypatch):
    file = built_in.back_up(tmp_path / "saved.zip")
    with small_disk(megabytes=30, what="a restore onto a full disk") as disk:
        monkeypatch.setenv("LAZI_PROFILE", str(disk / "profile"))
        assert "MB are needed" in why_not(file)
        monkeypatch.setattr(restoring, "NEEDED", -(1 << 40))
        assert f"The disk of {disk / 'profile'} has only " in why_not(file)
        assert {one.name for one in (disk / "profile").iterdir()} <= {"restoring.lock", "backup.lock"}


def test_it_comes_back_as_another_device_and_what_was_there_is_kept(shared: Profile, tmp_path: Path, capsys):
    files = AddedPictureFiles(shared.places.added_pictures)
    files.keep_too(digest(ONE), ONE)
    file = shared.back_up(tmp_path / "saved.zip")
    device = device_of_workspace(shared.places.workspace)
    shutil.rmtree(shared.places.added_pictures)
    files.keep_too(digest(OTHER), OTHER)
    shared.places.window_state.write_text("[window]\nsplit=4\n")
    capsys.readouterr()
    assert main(["restore", str(file)]) == DONE
    said = capsys.readouterr().out
    [aside] = shared.places.folder.glob("before restore *")
    assert f"What was there before is kept in {aside}" in said
    assert "1 added pictures" in said
    assert "Your settings stay as they are." in said
    assert {one.name for one in aside.iterdir()} == {"workspace", "device-window.json", "window.ini"}
    assert "split=3" in shared.places.window_state.read_text()
    assert "split=4" in (aside / "window.ini").read_text()
    assert set(files.digests()) == {digest(ONE), digest(OTHER)}
    assert device_of_workspace(shared.places.workspace) == device
    shared.make_workspace()  # what a start does
    assert device_of_workspace(shared.places.workspace) != device
    assert not shared.places.restore_notes.exists()
    assert not shared.places.backup_work.exists()


def test_on_a_new_computer_it_brings_its_settings(
    shared: Profile, configured: Path, tmp_path: Path, monkeypatch
):
    file = shared.back_up(tmp_path / "saved.zip")
    shutil.rmtree(shared.places.folder)
    shutil.rmtree(configured.parent)
    monkeypatch.delenv("LAZI_CONFIG")
    config = tmp_path / "new" / "config.toml"
    from lazi_desktop.config.settings import load_settings

    done = restore_backup(load_settings(), config, file, Watch())
    assert (done.settings, done.settings_kept, done.aside) == (config, False, [])
    assert load_settings(config).servicetitan.tenant == TENANT
    assert (shared.places.workspace / "workspace.sqlite3").exists()


@pytest.mark.parametrize(
    "what, says",
    [
        ("a letter", "is no backup of LAZI Desktop"),
        ("cut off", "cut off"),
        ("workspace/workspace.sqlite3", "Its part workspace/workspace.sqlite3 is not what was saved."),
        ("settings.toml", "Its part settings.toml is not what was saved."),
        ("another tenant", f"It is of tenant 5 (production); this profile is of {TENANT} (production)."),
        ("a newer form", "It was made by a newer LAZI Desktop. Update this one first."),
        ("a newer workspace", "It was made by a newer LAZI Desktop"),
        ("a strange part", "is damaged"),
        ("a built-in hub", "It holds a built-in database, and this profile uses a shared one."),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused_and_nothing_changes(
    shared: Profile, tmp_path: Path, what: str, says: str
):
    file, wrong = shared.back_up(tmp_path / "saved.zip"), tmp_path / "wrong.zip"
    hub = {"revision": "0001", "server": "18", "size": 1, "epoch": "", "position": 0}
    strange = {"name": "pictures/../../escaped", "size": 0, "sha256": ""}
    match what:
        case "a letter":
            wrong.write_text(what)
        case "cut off":
            wrong.write_bytes(file.read_bytes()[:-500])
        case "another tenant":
            rewritten(file, wrong, tenant="5")
        case "a newer form":
            rewritten(file, wrong, format=2, unheard_of=1)
        case "a newer workspace":
            rewritten(file, wrong, workspace_revision="9999")
        case "a strange part":
            rewritten(file, wrong, parts=[strange])
        case "a built-in hub":
            rewritten(file, wrong, hub=hub)
        case part:
            spoilt(file, wrong, part)
    before = shared.state()
    assert says in why_not(wrong)
    assert shared.state() == before


def test_never_over_a_running_program(built_in: Profile, tmp_path: Path, qapp):
    file = built_in.back_up(tmp_path / "saved.zip")
    before = built_in.state()
    window = SingleInstance(built_in.places.lock)
    assert window.acquire()
    try:
        assert "Close or stop it first" in why_not(file)
    finally:
        window.release()
    with built_in.hub as server:
        assert "Close or stop it first" in why_not(file)
        assert server.pid is not None
    assert built_in.state() == before


def test_not_while_one_is_being_made(shared: Profile, tmp_path: Path):
    file = shared.back_up(tmp_path / "saved.zip")
    before = shared.state()
    with FileLock(shared.places.backup_lock):
        assert "is being made or brought back" in why_not(file)
    assert shared.state() == before


def test_from_the_window_on_a_thread_of_its_own(built_in: Profile, tmp_path: Path):
    backups = WindowBackups(lambda: built_in.settings, settings_file())
    assert (backups.last(), backups.has_hub) == (None, True)
    assert backups.name().startswith(f"lazi-backup-{TENANT}-production-")
    ends: Queue[BackupMade | LaziError] = Queue()
    steps: list[tuple[int, int]] = []
    with built_in.hub:  # as the window has it
        backups.begin(tmp_path / "saved.zip", lambda done, total: steps.append((done, total)), ends.put)
        made = ends.get(timeout=60)
        assert isinstance(made, BackupMade), made
        assert made == backups.last()
        assert made.size == (tmp_path / "saved.zip").stat().st_size
        assert all(0 <= done <= total for done, total in steps)
        assert steps == sorted(steps)
        assert steps[-1][0] > 0
        backups.begin(tmp_path / "other.zip", lambda done, total: backups._under_way.cancel(), ends.put)
        assert isinstance(ends.get(timeout=60), Cancelled)
        backups.begin(tmp_path / "none" / "other.zip", lambda done, total: None, ends.put)
        assert isinstance(ends.get(timeout=60), BackupProblem)
        backups.close()
    assert backups.last() == made
    assert not list(tmp_path.glob("other*"))


def test_what_cannot_be_read_back_gets_no_name(shared: Profile, tmp_path: Path, monkeypatch):
    """A disk that fails: it says that all is written, and it is not."""
    to = tmp_path / "saved.zip"
    shared.back_up(to)
    before = to.read_bytes()
    monkeypatch.setattr(os, "fsync", lambda handle: os.pwrite(handle, b"\xff" * 50, 400))
    with pytest.raises(BackupProblem, match=r"could not be read back\. .*workspace\.sqlite3"):
        shared.back_up(to)
    assert to.read_bytes() == before
    assert not list(tmp_path.glob("*.unfinished"))


@pytest.mark.parametrize("damage", ["none", "its files are gone"])
def test_where_the_server_may_lie_in_the_profile_itself(
    configured: Path, tmp_path: Path, monkeypatch, damage: str
):
    """As for anybody who is not root."""
    with tempfile.TemporaryDirectory(prefix="lazi-profile-") as name:
        Path(name).chmod(0o711)
        folder = Path(name) / "profile"
        folder.mkdir(mode=0o711)
        monkeypatch.setenv("LAZI_PROFILE", str(folder))
        profile = Profile(folder)
        profile.make_hub()
        assert profile.hub.folders == [profile.places.hub]
        try:
            file = profile.back_up(tmp_path / "saved.zip")
            if damage != "none":
                shutil.rmtree(profile.places.hub / "postgres" / "global")
            done = restored(file)
            assert (done.hub, done.workspace) == (True, False)
            [aside] = done.aside
            assert (aside / "hub" / "postgres" / "PG_VERSION").exists()
            assert {one.name for one in folder.iterdir() if one.is_dir()} == {"hub", aside.name}
            with profile.hub as server, psycopg.connect(server.member_url(profile.tenant_id)) as connection:
                assert connection.execute("select count(*) from sync.tenants").fetchone() == (1,)
        finally:
            profile.hub.destroy()


def test_the_built_in_hub_comes_back_and_another_epoch_begins(built_in: Profile, tmp_path: Path, capsys):
    def epochs() -> list[tuple]:
        with built_in.hub as server, psycopg.connect(server.member_url(built_in.tenant_id)) as connection:
            return connection.execute("select feed_epoch from sync.tenants").fetchall()

    with built_in.hub as server:
        server.member_url(built_in.tenant_id, "dana", level="manager")
    epoch = epochs()
    file = built_in.back_up(tmp_path / "saved.zip")
    with zipfile.ZipFile(file) as archive:
        assert b"SCRAM" not in archive.read("hub/roles.sql")
    workspace = (built_in.places.workspace / "workspace.sqlite3").stat().st_ino
    capsys.readouterr()
    assert main(["restore", str(file), "--keep-workspace"]) == DONE
    said = capsys.readouterr().out
    assert "Brought back" in said
    assert "Passwords are not in a backup. Give new ones to dana" in said
    assert (built_in.places.workspace / "workspace.sqlite3").stat().st_ino == workspace
    assert epochs() != epoch
    with built_in.hub as server, psycopg.connect(server.admin_url) as connection:
        found = connection.execute("select role_name, level from sync.members order by 1").fetchall()
    assert found == [("dana", "manager"), ("lazi_me", "admin")]
    [aside] = built_in.places.folder.glob("before restore *")
    assert (aside / "hub" / "hub-secrets.json").exists()


@pytest.mark.parametrize("nth", [0, 1, 2, 3])
def test_cut_off_while_things_take_their_places_it_is_finished_by_whoever_comes_next(
    shared: Profile, tmp_path: Path, monkeypatch, nth: int
):
    file = shared.back_up(tmp_path / "saved.zip")
    left, rename = nth, restored_moves._rename

    def cut(one: Path, other: Path) -> None:
        nonlocal left
        if left <= 0:
            raise KeyboardInterrupt
        left -= 1
        rename(one, other)

    with monkeypatch.context() as patch:
        patch.setattr(restored_moves, "_rename", cut)
        with pytest.raises(KeyboardInterrupt):
            restored(file)
    assert shared.places.restore_notes.exists()
    with FileLock(shared.places.restore_lock), pytest.raises(WorkspaceProblem, match="being brought back"):
        Session.of(shared.settings, role="window")
    Session.of(shared.settings, role="window")
    shared.make_workspace()
    [aside] = shared.places.folder.glob("before restore *")
    assert {one.name for one in aside.iterdir()} == {"workspace", "device-window.json", "window.ini"}
    assert not shared.places.restore_notes.exists()
    assert not shared.places.backup_work.exists()


def test_killed_while_it_builds_nothing_has_changed_and_the_next_one_brings_it_back(
    built_in: Profile, tmp_path: Path
):
    file = built_in.back_up(tmp_path / "saved.zip")
    before = built_in.state()
    command = [sys.executable, "-m", "lazi_desktop", "restore", str(file)]
    with subprocess.Popen(command, env=os.environ, stdout=subprocess.PIPE) as process:
        until(lambda: (built_in.places.restored_hub / "hub.json").exists(), "it builds")
        process.send_signal(signal.SIGKILL)
    assert built_in.places.restore_notes.exists()
    Session.of(built_in.settings, role="window")
    assert built_in.state() == before
    assert restored(file).hub


def test_without_anything_to_save(configured: Path, tmp_path: Path, capsys):
    assert main(["backup", str(tmp_path / "saved.zip"), "--json"]) == FAILED
    told = json.loads(capsys.readouterr().out)
    assert "There is nothing in" in told["error"]["detail"]
    assert not list(tmp_path.glob("saved*"))
