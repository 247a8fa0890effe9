"""The doctor says where a pause is asked for that nobody can keep."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from lazi_desktop.app.doctor.patient import Patient
from lazi_desktop.app.doctor.pauses import PAUSES, look_at_pauses
from lazi_desktop.app.doctor.telling import Teller
from lazi_desktop.app.surroundings import BATTERY_NOT_KNOWN, METERED_NOT_KNOWN, MachineSurroundings
from lazi_desktop.app.system import SystemClock
from lazi_desktop.ports.doctor import CheckResult, CheckState


def looked_at() -> CheckResult:
    told: list[CheckResult] = []
    look_at_pauses(Patient.of_file(None), Teller(PAUSES, told.append, SystemClock()))
    [one] = told
    return one


@pytest.mark.parametrize(
    "asked, battery, metering, state, words",
    [
        ((), None, None, CheckState.SKIPPED, "Nothing is to pause"),
        (("BATTERY", "METERED"), True, False, CheckState.OK, "This computer tells"),
        (("BATTERY",), False, None, CheckState.OK, "This computer tells"),
        (("METERED",), False, None, CheckState.WARNING, METERED_NOT_KNOWN),
        (("BATTERY",), None, True, CheckState.WARNING, BATTERY_NOT_KNOWN),
        (("BATTERY", "METERED"), None, None, CheckState.WARNING, f"{BATTERY_NOT_KNOWN} {METERED_NOT_KNOWN}"),
    ],
)
def test_what_the_settings_ask_for_and_nobody_tells(
    monkeypatch, tmp_path, asked: Sequence[str], battery, metering, state, words
) -> None:
    monkeypatch.setenv("LAZI_PROFILE", str(tmp_path))
    for one in asked:
        monkeypatch.setenv(f"LAZI_SYNC__PAUSE_ON_{one}", "true")
    monkeypatch.setattr(MachineSurroundings, "battery", lambda self: battery)
    monkeypatch.setattr(MachineSurroundings, "metering", lambda self: metering)
    told = looked_at()
    assert told.state is state
    assert told.words.startswith(words)
    assert bool(told.mend) is (state is CheckState.WARNING)


def test_it_is_one_of_the_checks(unattended, examine, monkeypatch) -> None:
    monkeypatch.setattr(MachineSurroundings, "metering", lambda self: None)
    monkeypatch.setenv("LAZI_SYNC__PAUSE_ON_METERED", "true")
    assert examine()["pauses"].state is CheckState.WARNING
