"""`lazi-desktop doctor`: each finding as it comes, what mends it, and an exit code for scripts."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from lazi_desktop.app.doctor.doctor import InstallationDoctor
from lazi_desktop.app.doctor.patient import Patient
from lazi_desktop.app.exit_codes import DONE, FAILED
from lazi_desktop.app.logs import log_nowhere, start_logging
from lazi_desktop.app.output import print_json
from lazi_desktop.ports.doctor import CheckResult, CheckState

_MARKS = {
    CheckState.OK: "ok      ",
    CheckState.WARNING: "look at ",
    CheckState.BAD: "BAD     ",
    CheckState.SKIPPED: "skipped ",
}


def run_doctor(config: Path | None, bundle: Path | None, *, as_json: bool) -> int:
    """It starts where nothing else does: broken settings are a finding."""
    patient = Patient.of_file(config)
    try:
        start_logging(patient.places.logs)
    except OSError:
        log_nowhere()  # a finding, too
    doctor = InstallationDoctor(lambda: patient)
    results = doctor.examine((lambda _: None) if as_json else _print)
    contents = doctor.save_bundle(results, bundle) if bundle is not None else []
    bad = [result for result in results if result.state is CheckState.BAD]
    if as_json:
        print_json("doctor", well=not bad, results=results, bundle=bundle, contents=contents)
    else:
        print()
        print(_in_short(results))
        if bundle is not None:
            print(f"{bundle} holds: {'; '.join(contents)}.")
    return FAILED if bad else DONE


def _in_short(results: Sequence[CheckResult]) -> str:
    bad = [one for one in results if one.state is CheckState.BAD]
    if bad:
        return f"{len(bad)} of {len(results)} need something done."
    doubtful = [one for one in results if one.state is CheckState.WARNING]
    if not doubtful:
        return "All is well."
    titles = ", ".join(one.title for one in doubtful)
    return f"Nothing is broken, but {len(doubtful)} of {len(results)} should be looked at: {titles}."


def _print(result: CheckResult) -> None:
    print(f"{_MARKS[result.state]}{result.title}: {result.words}")
    if result.mend:
        print(f"{'':8}→ {result.mend}")
    sys.stdout.flush()
