"""Why scheduled jobs wait: what the `sync` that runs here says of it, else what is found without one."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from lazi_desktop.app.status_file import StatusFile
from lazi_desktop.app.surroundings import METERED_NOT_KNOWN
from lazi_desktop.app.waits import Waits, waits_here, waits_told, with_stopped_pull
from lazi_desktop.config.places import ProfilePlaces
from lazi_desktop.config.settings import SyncSettings
from lazi_desktop.ports.engine import ScheduleChanged, ScheduledJob
from tests.app.being_here import Here

AT = datetime(2026, 1, 31, 22, 0, tzinfo=UTC)
STOPPED = "stopped to ask: Half of it would go."


def now() -> datetime:
    return datetime.now(UTC)


@pytest.fixture
def places(tmp_path: Path) -> ProfilePlaces:
    return ProfilePlaces(tmp_path)


def a_worker(
    places: ProfilePlaces, role: str, *, not_known: tuple[str, ...] = (), **waits: str
) -> StatusFile:
    status = StatusFile(None)
    status.also_in(places.sync_status(role))
    tenant = status.tenant("77", "production")
    tenant.not_known = not_known
    jobs = [
        ScheduledJob(name, name, "* * * * *", AT, waits.get(name, "")) for name in ("push", "pull", "sweep")
    ]
    tenant.tell(ScheduleChanged(jobs))
    return status


def told(places: ProfilePlaces, at: datetime | None = None, environment: str = "production") -> Waits | None:
    return waits_told(places.sync_statuses(), "77", environment, at or now())


def test_where_none_runs_none_says_anything(places: ProfilePlaces):
    assert told(places) is None


def test_the_one_that_runs_says_it(places: ProfilePlaces):
    a_worker(places, "sync", pull="on battery", not_known=(METERED_NOT_KNOWN,))
    assert told(places) == Waits({"pull": "on battery"}, [METERED_NOT_KNOWN])
    assert told(places, environment="demo") is None


def test_a_job_that_another_one_runs_does_not_wait(places: ProfilePlaces):
    a_worker(places, "sync", pull="on battery", push="on battery", not_known=("So.",))
    a_worker(places, "sync 2", pull="on battery", not_known=("So.",))
    assert told(places) == Waits({"pull": "on battery"}, ["So."])


def test_one_that_ended_or_hangs_says_nothing(places: ProfilePlaces):
    status = a_worker(places, "sync", pull="on battery")
    assert told(places, now() + timedelta(minutes=2)) is None
    status.stopped()
    assert told(places) is None


def test_one_that_has_only_begun_knows_nothing_yet(places: ProfilePlaces):
    status = StatusFile(None)
    status.also_in(places.sync_status("sync"))
    status.tenant("77", "production")
    status.write()
    assert told(places) is None


def test_what_cannot_be_read_says_nothing(places: ProfilePlaces):
    a_worker(places, "sync", pull="on battery")
    [file] = places.sync_statuses()
    said = json.loads(file.read_text())
    for tenant in said["tenants"]:
        del tenant["waits"]
    for text in ("{", "[]", "{}", json.dumps(said), json.dumps(said | {"version": 2})):
        file.write_text(text)
        assert told(places) is None


ALL = ("push", "pull", "lists", "sweep", "tend")
ASKED = SyncSettings(pause_on_battery=True, pause_on_metered=True)


@pytest.mark.parametrize(
    "settings, here, level, reason",
    [
        (ASKED, Here(), "admin", ""),
        (ASKED, Here(battery=True), "admin", "on battery"),
        (ASKED, Here(metering=True), "manager", "on a metered connection"),
        (SyncSettings(), Here(battery=True, metering=True), "admin", ""),
        (SyncSettings(), Here(offline=True), "admin", "no network"),
        (ASKED, Here(battery=True), "viewer", "your role (viewer) may not"),
    ],
)
def test_without_one_this_computer_is_asked(settings, here, level, reason):
    assert waits_here(settings, here, level) == Waits(dict.fromkeys(ALL, reason) if reason else {}, [])


def test_what_is_not_known_holds_nothing_up_and_is_said():
    assert waits_here(ASKED, Here(metering=None), "admin") == Waits({}, [METERED_NOT_KNOWN])


def test_a_pull_that_stopped_anywhere_waits_for_a_person():
    assert with_stopped_pull(Waits(), "Half of it would go.").by_job == {"pull": STOPPED, "sweep": STOPPED}
    paused = Waits({"pull": "on battery"})
    assert with_stopped_pull(paused, "Half of it would go.").by_job == {
        "pull": "on battery",
        "sweep": STOPPED,
    }
    assert with_stopped_pull(paused, "") == paused
