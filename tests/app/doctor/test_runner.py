"""Checks run side by side; what hangs or fails is told as such, and holds up nothing."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from lazi_desktop.app.doctor.doctor import GROUPS, InstallationDoctor
from lazi_desktop.app.doctor.patient import Patient
from lazi_desktop.app.doctor.runner import ALL_SECONDS, CALL_SECONDS, Group
from lazi_desktop.app.doctor.telling import Teller
from lazi_desktop.app.system import SystemClock
from lazi_desktop.config.places import ProfilePlaces
from lazi_desktop.domain.errors import HubUnavailable
from lazi_desktop.ports.doctor import CheckResult, CheckState


@pytest.fixture
def patient(tmp_path: Path) -> Patient:
    return Patient(None, None, "none", ProfilePlaces(tmp_path), None, None, SystemClock())


@pytest.fixture
def held() -> Iterator[threading.Event]:
    """What waits for it hangs until the test is over."""
    event = threading.Event()
    yield event
    event.set()


def doctor_of(patient: Patient, *groups: Group) -> InstallationDoctor:
    return InstallationDoctor(lambda: patient, groups=groups)


def fine(patient: Patient, tell: Teller) -> None:
    tell.ok("fine", "It works.")


FINE = Group({"fine": "Fine"}, fine)


def test_everything_is_told_within_fifteen_seconds() -> None:
    assert all(group.seconds <= ALL_SECONDS < 15 for group in GROUPS)
    assert CALL_SECONDS < ALL_SECONDS


def test_what_hangs_is_told_as_such_and_the_rest_is_told(patient, held) -> None:
    def hang(patient: Patient, tell: Teller) -> None:
        tell.ok("before", "It works.")
        held.wait()
        tell.ok("hangs", "It works after all.")

    hanging = Group({"before": "Before", "hangs": "Hangs", "later": "Later"}, hang, "Wake it.", seconds=0.05)
    told = doctor_of(patient, hanging, FINE).examine()
    assert [(one.name, one.state) for one in told] == [
        ("before", CheckState.OK),
        ("hangs", CheckState.BAD),
        ("later", CheckState.SKIPPED),
        ("fine", CheckState.OK),
    ]
    assert told[1].words == "It did not answer within 0 s."
    assert told[1].mend == "Wake it."


def test_an_error_that_people_can_read_is_told_in_its_words(patient) -> None:
    def fail(patient: Patient, tell: Teller) -> None:
        raise HubUnavailable("It sleeps.")

    (told,) = doctor_of(patient, Group({"hub": "Hub"}, fail, "Wake it.")).examine()
    assert (told.state, told.words) == (CheckState.BAD, "The shared database cannot be reached. It sleeps.")
    assert told.mend == "Wake it."


def test_our_own_mistake_is_no_secret_and_ends_nothing(patient) -> None:
    def fail(patient: Patient, tell: Teller) -> None:
        raise KeyError("a price of 12")

    broken, well = doctor_of(patient, Group({"broken": "Broken"}, fail), FINE).examine()
    assert (broken.state, broken.words) == (CheckState.BAD, "Looking at it failed (KeyError).")
    assert well.state is CheckState.OK


def test_who_cancels_hears_nothing_more(patient, held) -> None:
    told: list[CheckResult] = []
    ended = threading.Event()
    heard = threading.Event()

    def hang(patient: Patient, tell: Teller) -> None:
        held.wait()

    def tell(result: CheckResult) -> None:
        told.append(result)
        heard.set()

    doctor = doctor_of(patient, FINE, Group({"hangs": "Hangs"}, hang))
    examination = doctor.begin(tell, ended.set)
    assert heard.wait(10)
    examination.cancel()
    held.set()
    assert [one.name for one in told] == ["fine"]
    assert not ended.is_set()
