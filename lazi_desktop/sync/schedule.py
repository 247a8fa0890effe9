"""What runs by itself and when. Pure: the time comes in, times and reasons come out."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from itertools import pairwise
from uuid import UUID

from lazi_desktop.config.cron import CronLine
from lazi_desktop.domain.keys import TenantId
from lazi_desktop.ports.engine import ScheduledJob
from lazi_desktop.ports.hub import EDITING_LEVELS
from lazi_desktop.ports.system import Surroundings

PULL, PUSH, LISTS, SWEEP, TEND = "pull", "push", "lists", "sweep", "tend"
TITLES: Mapping[str, str] = {
    PUSH: "Send what was submitted",
    PULL: "Changes of the pricebook",
    LISTS: "Vendors, markups and other lists",
    SWEEP: "The whole pricebook",
    TEND: "Upkeep of the shared database",
}
"""In the order in which they go when several are due."""

EVERY_MINUTE = "* * * * *"

_SPREAD_SHARE = 0.2
_SPREAD_SECONDS = 300.0
_SOMEDAY = datetime(2026, 1, 1, tzinfo=UTC)
_LOOKED_AT = 12


class Schedule:
    """The cron lines of one device. `lines`: the job's name and its line, "" for never.

    Every device is late by a while of its own that stays the same, and for each of its tenants by another one, so that
    not all of them call at the full minute.
    """

    def __init__(self, lines: Mapping[str, str], zone: tzinfo, device: UUID, tenant: TenantId) -> None:
        self._zone = zone
        self._texts = {name: lines.get(name, "") for name in TITLES}
        self._lines = {name: CronLine(text) for name, text in self._texts.items() if text}
        self._late = {name: self._lateness(name, device.bytes + tenant.bytes) for name in self._lines}

    def next_at(self, name: str, now: datetime) -> datetime | None:
        """The next time of a job after `now`, in UTC; None where it never comes."""
        if name not in self._lines:
            return None
        late = self._late[name]
        return self._lines[name].after(now - late, self._zone) + late

    def seconds_until(self, name: str, now: datetime) -> float:
        at = self.next_at(name, now)
        if at is None:
            raise KeyError(name)
        return (at - now).total_seconds()

    def coming(self, now: datetime) -> dict[str, float]:
        """Seconds until each job's next time; those that never come are left out."""
        return {name: self.seconds_until(name, now) for name in self._lines}

    def shown(self, now: datetime, paused: Mapping[str, str]) -> list[ScheduledJob]:
        """As a person sees it. `paused` holds the reason of each job that waits."""
        return [
            ScheduledJob(name, title, self._texts[name], self.next_at(name, now), paused.get(name, ""))
            for name, title in TITLES.items()
        ]

    def _lateness(self, name: str, who: bytes) -> timedelta:
        """Up to a fifth of the time between two runs, and at most five minutes."""
        times = [_SOMEDAY]
        for _ in range(_LOOKED_AT):
            times.append(self._lines[name].after(times[-1], self._zone))
        gap = min((later - earlier).total_seconds() for earlier, later in pairwise(times[1:]))
        dice = int.from_bytes(hashlib.sha256(who + name.encode()).digest()[:4], "big") / 2**32
        return timedelta(seconds=dice * min(gap * _SPREAD_SHARE, _SPREAD_SECONDS))


ON_BATTERY, ON_METERED = "on battery", "on a metered connection"
"""Pauses that the person chose."""


def role_reason(level: str) -> str:
    """Why nothing runs by itself for who has this level in the hub; "" where that speaks for it."""
    return "" if level in EDITING_LEVELS else f"your role ({level}) may not"


@dataclass(frozen=True, slots=True)
class Pauses:
    """When nothing runs by itself: always without a network, else if the person said so."""

    surroundings: Surroundings
    on_battery: bool = False
    on_metered: bool = False

    def reason(self) -> str:
        """For a person; "" where nothing speaks against it."""
        if self.surroundings.offline():
            return "no network"
        if self.on_battery and self.surroundings.on_battery():
            return ON_BATTERY
        if self.on_metered and self.surroundings.metered():
            return ON_METERED
        return ""


class Anywhere:
    """Implements `ports.system.Surroundings` where nothing is known of them."""

    def on_battery(self) -> bool:
        return False

    def metered(self) -> bool:
        return False

    def offline(self) -> bool:
        return False
