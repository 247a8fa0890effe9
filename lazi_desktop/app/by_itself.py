"""What runs by itself, as configured: the schedule in this computer's time, and when it pauses."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from datetime import UTC, datetime, tzinfo
from uuid import UUID
from zoneinfo import ZoneInfoNotFoundError

import structlog
import tzlocal

from lazi_desktop.app.surroundings import KnownSurroundings, not_known
from lazi_desktop.config.settings import SyncSettings
from lazi_desktop.domain.keys import TenantId
from lazi_desktop.sync.schedule import EVERY_MINUTE, LISTS, PULL, PUSH, SWEEP, TEND, Pauses, Schedule

log = structlog.get_logger("schedule")


def schedule_of(settings: SyncSettings, device_id: UUID, tenant_id: TenantId) -> Schedule:
    lines = {
        PUSH: EVERY_MINUTE,  # what people submitted, and nothing else
        PULL: settings.pull,
        LISTS: settings.lists,
        SWEEP: settings.sweep,
        TEND: settings.tend,
    }
    return Schedule(lines, local_zone(), device_id, tenant_id)


def pauses_of(settings: SyncSettings, surroundings: KnownSurroundings) -> Pauses:
    """For whoever runs the schedule: what cannot be known of the pauses is in the log, once."""
    not_known_logged(settings, surroundings)
    return pauses_asked(settings, surroundings)


def not_known_logged(settings: SyncSettings, surroundings: KnownSurroundings) -> Sequence[str]:
    unknown = not_known(settings, surroundings)
    for words in unknown:
        log.warning(words)
    return unknown


def pauses_asked(settings: SyncSettings, surroundings: KnownSurroundings) -> Pauses:
    return Pauses(surroundings, on_battery=settings.pause_on_battery, on_metered=settings.pause_on_metered)


def local_zone() -> tzinfo:
    """With its rules for summer time; UTC where the system does not say, or contradicts itself."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return tzlocal.get_localzone()
    except ZoneInfoNotFoundError as error:
        log.warning("the time zone is not known; cron lines are read as UTC", reason=str(error))
        return UTC


def zone_words() -> str:
    """The zone of all times that are told: `Europe/Berlin (UTC+01:00)`."""
    zone = local_zone()
    name = getattr(zone, "key", "UTC")
    offset = datetime.now(zone).isoformat()[-6:]
    return name if offset == "+00:00" else f"{name} (UTC{offset})"
