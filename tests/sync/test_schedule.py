"""Which job is next: by cron lines in local time, each device a little late in a way of its own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lazi_desktop.domain.keys import TenantId
from lazi_desktop.sync.schedule import LISTS, PULL, PUSH, SWEEP, TEND, Anywhere, Pauses, Schedule

TENANT = TenantId(UUID(int=5))
BERLIN = ZoneInfo("Europe/Berlin")
LINES = {
    PUSH: "* * * * *",
    PULL: "*/5 * * * *",
    LISTS: "*/15 * * * *",
    SWEEP: "30 2 * * *",
    TEND: "15 3 * * *",
}
NOON = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)


def lateness(schedule: Schedule, name: str) -> timedelta:
    """Asked just before the full hour, or midnight, in Berlin."""
    full = {SWEEP: datetime(2026, 6, 2, 0, 30, tzinfo=UTC), TEND: datetime(2026, 6, 2, 1, 15, tzinfo=UTC)}
    moment = full.get(name, NOON)
    at = schedule.next_at(name, moment - timedelta(microseconds=1))
    assert at is not None
    return at - moment


@given(st.uuids())
def test_each_device_is_late_by_at_most_a_fifth_and_never_early(device: UUID):
    schedule = Schedule(LINES, BERLIN, device, TENANT)
    most = {PUSH: 12, PULL: 60, LISTS: 180, SWEEP: 300, TEND: 300}
    for name, seconds in most.items():
        assert timedelta(0) <= lateness(schedule, name) <= timedelta(seconds=seconds)


def test_devices_differ_and_stay_as_they_are():
    late = [lateness(Schedule(LINES, BERLIN, UUID(int=number), TENANT), SWEEP) for number in range(20)]
    assert len(set(late)) == 20
    assert late == [
        lateness(Schedule(LINES, BERLIN, UUID(int=number), TENANT), SWEEP) for number in range(20)
    ]


def test_one_device_is_late_for_each_of_its_tenants_in_another_way():
    tenants = [TenantId(UUID(int=number)) for number in range(20)]
    late = [lateness(Schedule(LINES, BERLIN, UUID(int=1), tenant), SWEEP) for tenant in tenants]
    assert len(set(late)) == 20


@given(st.uuids(), st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1), timezones=st.just(UTC)))
def test_the_next_time_always_comes_and_comes_soon(device: UUID, now: datetime):
    coming = Schedule(LINES, BERLIN, device, TENANT).coming(now)
    assert coming.keys() == LINES.keys()
    assert 0 < coming[PULL] <= 300
    assert 0 < coming[SWEEP] <= 25 * 3600 + 300


def test_the_sweep_comes_once_in_every_night_of_the_year():
    schedule, at = Schedule(LINES, BERLIN, UUID(int=7), TENANT), datetime(2026, 1, 1, 12, tzinfo=UTC)
    nights = []
    for _ in range(365):
        following = schedule.next_at(SWEEP, at)
        assert following is not None
        nights.append(following.astimezone(BERLIN).date())
        at = following
    assert nights == [nights[0] + timedelta(days=number) for number in range(365)]


def test_what_never_comes_is_shown_and_not_asked_for():
    schedule = Schedule({**LINES, SWEEP: ""}, BERLIN, UUID(int=1), TENANT)
    assert SWEEP not in schedule.coming(NOON)
    shown = {job.name: job for job in schedule.shown(NOON, {PULL: "on battery"})}
    assert (shown[SWEEP].cron, shown[SWEEP].next_at) == ("", None)
    assert (shown[PULL].paused, shown[LISTS].paused) == ("on battery", "")
    assert shown[PULL].next_at == schedule.next_at(PULL, NOON)


@dataclass
class Around(Anywhere):
    battery: bool = False
    costly: bool = False
    cut_off: bool = False

    def on_battery(self) -> bool:
        return self.battery

    def metered(self) -> bool:
        return self.costly

    def offline(self) -> bool:
        return self.cut_off


@pytest.mark.parametrize(
    "pauses, reason",
    [
        (Pauses(Around()), ""),
        (Pauses(Around(battery=True, costly=True)), ""),
        (Pauses(Around(battery=True), on_battery=True), "on battery"),
        (Pauses(Around(costly=True), on_metered=True), "on a metered connection"),
        (Pauses(Around(battery=True, cut_off=True), on_battery=True), "no network"),
        (Pauses(Anywhere(), on_battery=True, on_metered=True), ""),
    ],
)
def test_why_nothing_runs_by_itself(pauses: Pauses, reason: str):
    assert pauses.reason() == reason
