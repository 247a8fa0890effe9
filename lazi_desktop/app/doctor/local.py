"""Checks of this computer alone: program, settings, workspace, disk, log folder."""

from __future__ import annotations

import os
import platform
from datetime import UTC, datetime, timedelta
from pathlib import Path

from lazi_desktop import __version__
from lazi_desktop.app.crash_reports import reports_in
from lazi_desktop.app.doctor.patient import Patient
from lazi_desktop.app.doctor.telling import Teller
from lazi_desktop.config.policy import policy_file
from lazi_desktop.config.processes import is_installed
from lazi_desktop.domain.errors import LaziError, WorkspaceProblem

CHECK_SECONDS = 8.0
_LATELY = timedelta(days=7)

PROGRAM = {"program": "Program"}
SETTINGS = {"settings": "Settings"}
WORKSPACE = {"workspace": "Local workspace"}
FILES = {"disk": "Disk", "logs": "Log folder", "crashes": "Crash reports"}

_INSTALL = "Install LAZI Desktop again."
_CORRECT = "Correct or take out what is named there."
_LET_CORRECT = "Let IT correct that file, which your organisation keeps for this computer."
_FREE = "Free some space on this disk."


def look_at_program(patient: Patient, tell: Teller) -> None:
    from PySide6 import __version__ as qt

    from lazi_desktop.store.workspace.database import check_sqlite

    made = "installed as one program" if is_installed() else "run from its source"
    words = (
        f"LAZI Desktop {__version__}, {made}, Python {platform.python_version()}, Qt {qt}, "
        f"{platform.system()} {platform.release()}."
    )
    try:
        check_sqlite()
    except WorkspaceProblem as problem:
        tell.fail("program", problem, _INSTALL)
    else:
        tell.ok("program", words)


def look_at_settings(patient: Patient, tell: Teller) -> None:
    file, policy = patient.file, policy_file()
    held = f"Your organisation says some of them in {policy}." if policy is not None else ""
    if patient.settings is None:
        by_policy = policy is not None and str(policy) in patient.problem
        tell.bad("settings", patient.problem, _LET_CORRECT if by_policy else _CORRECT)
    elif not patient.settings.is_configured:
        words = "No ServiceTitan tenant is connected yet."
        tell.warn("settings", words, "Open LAZI Desktop and connect it.")
    else:
        read = "Those of the open window."
        if file is not None:
            read = f"Read from {file}." if file.is_file() else "All by environment variables."
        tell.ok("settings", f"{read} {held}".strip())


def look_at_workspace(patient: Patient, tell: Teller) -> None:
    from lazi_desktop.store.workspace.examining import examine
    from lazi_desktop.store.workspace.placement import check_folder

    folder = patient.places.workspace
    try:
        check_folder(folder)
    except WorkspaceProblem as problem:
        tell.fail("workspace", problem, "Set `profile` to a folder on this computer's own disk.")
        return
    try:
        found = examine(folder, seconds=CHECK_SECONDS)
    except WorkspaceProblem as problem:
        mend = "Open LAZI Desktop: it sets a damaged file aside and puts the workspace together anew."
        tell.fail("workspace", problem, mend)
        return
    if found is None:
        tell.skip("There is none yet; the window makes it at its first start.", "workspace")
    elif found.is_newer:
        words = f"It was last used by a newer LAZI Desktop (revision {found.revision})."
        tell.bad("workspace", words, "Install that newer version again.")
    elif patient.tenant_id is not None and found.tenant_id not in ("", str(patient.tenant_id)):
        tell.bad(
            "workspace",
            "It belongs to another ServiceTitan tenant.",
            "Set `profile` to the folder of this tenant, or correct the tenant.",
        )
    elif found.is_whole is False:
        mend = "Close LAZI Desktop and open it again: it sets the file aside and recovers."
        tell.bad("workspace", "The file is damaged.", mend)
    else:
        checked = "the file is whole" if found.is_whole else "checking the whole file takes longer"
        size = f"{found.size / 1024**2:,.0f} MB"
        tell.ok("workspace", f"It opens, revision {found.revision}, {size}; {checked}.")


def look_at_files(patient: Patient, tell: Teller) -> None:
    _look_at_disk(patient, tell)
    logs = patient.places.logs
    try:
        logs.mkdir(parents=True, exist_ok=True)
        _write_and_remove(logs / f".probe-{os.getpid()}")
    except OSError as error:
        words = f"{logs} cannot be written: {error.strerror}."
        tell.bad("logs", words, "Give your account the right to write to this folder.")
    else:
        tell.ok("logs", f"{logs} can be written.")
    _look_at_crashes(patient, tell)


def _look_at_crashes(patient: Patient, tell: Teller) -> None:
    found = reports_in(patient.places.crashes)
    if not found:
        tell.ok("crashes", "There are none.")
        return
    newest = datetime.fromtimestamp(found[0].stat().st_mtime, UTC)
    words = f"The newest of {len(found)} is of {newest:%Y-%m-%d %H:%M} UTC."
    if patient.clock.now() - newest < _LATELY:
        tell.warn("crashes", words, "Save a file for support and send it to us.")
    else:
        tell.ok("crashes", words)


def _look_at_disk(patient: Patient, tell: Teller) -> None:
    from lazi_desktop.store.workspace.examining import file_size
    from lazi_desktop.store.workspace.placement import check_room, free_words

    folder = _existing(patient.places.folder)
    try:
        warning = check_room(folder, file_size(patient.places.workspace))
    except (LaziError, OSError) as error:
        tell.bad("disk", str(error), _FREE)
        return
    if warning:
        tell.warn("disk", warning, _FREE)
    else:
        tell.ok("disk", f"{free_words(folder)} are free.")


def _existing(folder: Path) -> Path:
    return next(one for one in (folder, *folder.absolute().parents) if one.is_dir())


def _write_and_remove(file: Path) -> None:
    try:
        file.write_text("probe", encoding="utf-8")
    finally:
        file.unlink(missing_ok=True)
