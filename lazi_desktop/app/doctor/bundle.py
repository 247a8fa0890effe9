"""The file to send to whoever helps."""

from __future__ import annotations

import json
import os
import platform
import sys
import zipfile
from collections import deque
from collections.abc import Sequence
from importlib.metadata import distributions
from pathlib import Path

from lazi_desktop import __version__
from lazi_desktop.app.crash_reports import reports_in
from lazi_desktop.app.doctor.patient import Patient
from lazi_desktop.app.doctor.redaction import Redactor, redacted_settings, stack_of
from lazi_desktop.app.output import plain
from lazi_desktop.domain.errors import WorkspaceProblem
from lazi_desktop.ports.doctor import CheckResult

LOG_LINES = 2_000
_NOT_IN_IT = (
    "There is nothing of the pricebook in it, no prices, no names, no passwords and no keys. "
    "Read it before you send it."
)


def save_bundle(patient: Patient, results: Sequence[CheckResult], file: Path) -> list[str]:
    """Whole or not at all. Returns what is in it, in words."""
    redactor = Redactor(patient)
    lines, dropped = _log(patient, redactor)
    crashes = {file.name: _crash(file) for file in reports_in(patient.places.crashes)}
    contents = [
        f"{len(results)} results",
        "versions of the program and its parts",
        "which settings are set, without their values",
        f"{len(lines):,} lines of the log, reduced to what happened where",
        f"{len(crashes)} crash reports, reduced to where it happened",
    ]
    members = {
        "READ ME.txt": "\n".join(["LAZI Desktop diagnostics", "", *contents, "", _NOT_IN_IT, ""]),
        "results.json": _json([_result(result, redactor) for result in results]),
        "versions.json": _json(_versions()),
        "settings.json": _json(
            redacted_settings(patient.settings)
            if patient.settings is not None
            else {"problem": "they cannot be read"}
        ),
        "log.jsonl": "".join(f"{line}\n" for line in lines),
        "log of others.txt": f"{dropped} lines were not of a form that can be reduced, and were left out.\n",
    }
    members |= {f"crashes/{name}": text for name, text in crashes.items()}
    _write(file, members)
    return contents


def _result(result: CheckResult, redactor: Redactor) -> dict[str, object]:
    told = plain(result)
    return {**told, "words": redactor.words(result.words), "mend": redactor.words(result.mend)}


def _versions() -> dict[str, object]:
    return {
        "lazi-desktop": __version__,
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.release()} {platform.machine()}",
        "frozen": bool(getattr(sys, "frozen", False)),
        "parts": {
            part.name: part.version for part in sorted(distributions(), key=lambda one: one.name or "")
        },
    }


def _log(patient: Patient, redactor: Redactor) -> tuple[list[str], int]:
    """The newest lines, and how many were dropped."""
    kept: deque[str] = deque(maxlen=LOG_LINES)
    dropped = 0
    try:
        with (patient.places.logs / "lazi-desktop.log").open(encoding="utf-8", errors="replace") as file:
            for line in file:
                reduced = redactor.log_line(line)
                if reduced is None:
                    dropped += 1
                else:
                    kept.append(reduced)
    except OSError:
        return [], 0  # told by the check of the log folder
    return list(kept), dropped


def _crash(file: Path) -> str:
    try:
        return "\n".join(stack_of(file.read_text(encoding="utf-8", errors="replace")))
    except OSError as error:
        return f"It cannot be read: {error.strerror}."


def _json(value: object) -> str:
    return json.dumps(value, indent=1, ensure_ascii=False)


def _write(file: Path, members: dict[str, str]) -> None:
    draft = file.with_name(f".{file.name}-{os.getpid()}")
    try:
        with zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, text in members.items():
                archive.writestr(name, text)
        draft.replace(file)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise WorkspaceProblem(
            f"{file} cannot be written: {error.strerror}. Choose another place.",
            title="The bundle could not be saved",
        ) from error
