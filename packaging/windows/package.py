"""The MSI: wixl makes it, and its tables get what wixl 0.101 has no words for."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator
from pathlib import Path

from source import Source, say
from windows.product import UPGRADE_CODE, guid, msi_version, short
from windows.stamp import stamp
from windows.versions import file_version
from windows.wxs import FORMER_FOLDER, FORMER_SYNC, write_wxs

VERSIONED = {".dll", ".exe", ".pyd"}
KEEPING_FEATURES, UP_TO_AND_WITH = 0x1, 0x200
TASK = "LAZI Desktop sync"
TASK_BAR = "LAZI.Desktop"
"""What the window, too, calls itself before Windows."""
_DEFERRED = 0x400 | 0x800
"""In the installing service, with its rights."""
_ROLLBACK, _COMMIT = 0x100, 0x200
"""When all that came after has been taken back; when all is done for good."""
_IGNORE = 0x40
_IN_FOLDER = 34
_SET = 51
_SYSTEM = "System64Folder"
"""Where Windows' own programs run: it is there at the end of a removal, too."""
_SCHTASKS = '"[System64Folder]schtasks.exe"'
_MAKE = f'"[INSTALLDIR]python\\pythonw.exe" "[INSTALLDIR]sync\\make_task.py" {_SCHTASKS} "[DATADIR]."'
_HAS = "(!Sync=3)"
_COMES = "(&Sync=3)"
_LEAVES = "(&Sync=2)"
_HAD = f"{_HAS} OR (WIX_UPGRADE_DETECTED AND {FORMER_SYNC})"
_REMOVED = f"({_HAS} AND {_LEAVES} AND NOT UPGRADINGPRODUCTCODE)"
_LEFT_OUT = f"(WIX_UPGRADE_DETECTED AND {FORMER_SYNC} AND NOT {_COMES})"

ACTIONS = {
    # name: type, source, target, condition, at
    "KeepFolder": (_SET, "INSTALLDIR", f"[{FORMER_FOLDER}]", f"{FORMER_FOLDER} AND NOT INSTALLDIR", 60),
    "SetInstallLocation": (_SET, "ARPINSTALLLOCATION", "[INSTALLDIR]", "", 1001),
    "EndSyncTask": (_IN_FOLDER | _IGNORE, _SYSTEM, f'{_SCHTASKS} /End /TN "{TASK}"', _HAD, 1390),
    "RestoreSyncTask": (
        _IN_FOLDER | _DEFERRED | _ROLLBACK | _IGNORE, _SYSTEM, f'{_SCHTASKS} /Run /TN "{TASK}"', _HAD, 1501,
    ),
    "RemoveSyncTask": (
        _IN_FOLDER | _DEFERRED | _COMMIT | _IGNORE, _SYSTEM, f'{_SCHTASKS} /Delete /F /TN "{TASK}"',
        f"{_REMOVED} OR {_LEFT_OUT}", 1506,
    ),
    "MakeSyncTask": (_IN_FOLDER | _DEFERRED, "INSTALLDIR", _MAKE, f"{_COMES} AND NOT {_HAS}", 4050),
    "StartSyncTask": (
        _IN_FOLDER | _DEFERRED | _IGNORE, _SYSTEM, f'{_SCHTASKS} /Run /TN "{TASK}"',
        f"{_HAS} AND NOT {_LEAVES}", 4051,
    ),
}  # fmt: skip
"""Where nothing says another folder, an upgrade stays in that of the older one.

The task is made when the feature comes, ended before its files change and started after, also where the change was
taken back; it is kept through an upgrade that keeps the feature, and goes with it. Windows starts none that is
disabled.
"""
IN_A_WINDOW_TOO = {"KeepFolder"}
"""Which also run where somebody double-clicks: folders are settled there, before anything is installed."""

_EVERYBODY_READS = "D:PAI(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)(A;OICI;0x1200a9;;;BU)"
_SYNC_ONLY = "D:PAI(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)(A;OICI;0x1301bf;;;LS)"
PERMISSIONS = {"INSTALLDIR": _EVERYBODY_READS, "DATADIR": _EVERYBODY_READS, "SYNCDATADIR": _SYNC_ONLY}
"""Else anybody could put files where the program looks for IT's policy; it believes none that others may write.

From the program's folder, which may be anywhere, a program runs with the installer's rights.
"""


def pack(source: Source, tree: Path, out: Path) -> Path:
    say("Packing …")
    content = fingerprint(tree)
    product = guid("product", source.version, source.commit)
    package = guid("package", product, content)
    description = source.scratch / "lazi-desktop.wxs"
    text = write_wxs(tree, source.version, product_code=product)
    description.write_text(text, encoding="utf-8")
    made = source.scratch / f"LAZI-Desktop-{source.version}-x64.msi"
    source.run("wixl", "--arch", "x64", "--output", made, description)
    source.run("msibuild", made, "-q", *edits(tree, source.version))
    stamp(made, epoch=source.epoch, package_code=package)
    return Path(shutil.copy(made, out))


def fingerprint(tree: Path) -> str:
    found = hashlib.sha256()
    for path in sorted(path for path in tree.rglob("*") if path.is_file()):
        inside = hashlib.sha256(path.read_bytes()).hexdigest()
        found.update(f"{path.relative_to(tree).as_posix()} {inside}\n".encode())
    return found.hexdigest()


def edits(tree: Path, version: str) -> Iterator[str]:
    # Older ones, and others of the same number, make way inside the transaction: what fails leaves the old one.
    yield "UPDATE `InstallExecuteSequence` SET `Sequence` = 1510 WHERE `Action` = 'RemoveExistingProducts'"
    yield "DELETE FROM `Upgrade` WHERE `ActionProperty` = 'WIX_UPGRADE_DETECTED'"
    yield _row(
        "Upgrade",
        UpgradeCode=f"{{{UPGRADE_CODE}}}",
        VersionMax=msi_version(version),
        Attributes=KEEPING_FEATURES | UP_TO_AND_WITH,
        ActionProperty="WIX_UPGRADE_DETECTED",
    )
    yield (
        f"UPDATE `Property` SET `Value` = 'INSTALLDIR;{FORMER_SYNC};WIX_DOWNGRADE_DETECTED;WIX_UPGRADE_DETECTED'"  # noqa: S608
        " WHERE `Property` = 'SecureCustomProperties'"
    )
    yield "UPDATE `Feature` SET `Attributes` = 16 WHERE `Feature` = 'Program'"  # cannot be left out
    yield from _actions()
    for path in sorted(tree.rglob("*")):
        if path.suffix in VERSIONED and (version := file_version(path.read_bytes())):
            file = short("F", path.relative_to(tree).as_posix())
            yield f"UPDATE `File` SET `Version` = '{version}' WHERE `File` = '{file}'"  # noqa: S608
            yield f"DELETE FROM `MsiFileHash` WHERE `File_` = '{file}'"  # noqa: S608
    yield (
        "CREATE TABLE `MsiLockPermissionsEx` (`MsiLockPermissionsEx` CHAR(72) NOT NULL, `LockObject` CHAR(72) NOT NULL,"
        " `Table` CHAR(32) NOT NULL, `SDDLText` LONGCHAR NOT NULL, `Condition` CHAR(255)"
        " PRIMARY KEY `MsiLockPermissionsEx`)"
    )
    yield (
        "CREATE TABLE `MsiShortcutProperty` (`MsiShortcutProperty` CHAR(72) NOT NULL, `Shortcut_` CHAR(72) NOT NULL,"
        " `PropertyKey` CHAR(255) NOT NULL, `PropVariantValue` CHAR(255) NOT NULL PRIMARY KEY `MsiShortcutProperty`)"
    )
    yield _row(
        "MsiShortcutProperty",
        MsiShortcutProperty="TaskBar",
        Shortcut_="StartMenuEntry",
        PropertyKey="System.AppUserModel.ID",
        PropVariantValue=TASK_BAR,
    )
    for folder, words in PERMISSIONS.items():
        yield _row(
            "MsiLockPermissionsEx",
            MsiLockPermissionsEx=folder,
            LockObject=folder,
            Table="CreateFolder",
            SDDLText=words,
        )


def _actions() -> Iterator[str]:
    for name, (kind, where, target, condition, at) in ACTIONS.items():
        yield _row("CustomAction", Action=name, Type=kind, Source=where, Target=target)
        yield _row("InstallExecuteSequence", Action=name, Condition=condition, Sequence=at)
        if name in IN_A_WINDOW_TOO:
            yield _row("InstallUISequence", Action=name, Condition=condition, Sequence=at)


def _row(table: str, **values: str | int) -> str:
    names = ", ".join(f"`{name}`" for name in values)
    written = ", ".join(str(value) if isinstance(value, int) else f"'{value}'" for value in values.values())
    return f"INSERT INTO `{table}` ({names}) VALUES ({written})"  # noqa: S608
