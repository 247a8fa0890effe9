"""Why scheduled jobs wait on this computer: as a `sync` that runs here says, else as it would find it now."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from lazi_desktop.app.by_itself import pauses_asked
from lazi_desktop.app.status_file import FORMAT, STARTING, STOPPED, TOO_OLD
from lazi_desktop.app.surroundings import KnownSurroundings, not_known
from lazi_desktop.config.settings import SyncSettings
from lazi_desktop.sync.schedule import PULL, SWEEP, TITLES, role_reason
from lazi_desktop.sync.stopped_pulls import STOPPED_TO_ASK


@dataclass(frozen=True, slots=True)
class Waits:
    """`by_job`: the reasons of those that wait. `not_known`: what the settings ask for and nobody tells."""

    by_job: Mapping[str, str] = field(default_factory=dict)
    not_known: Sequence[str] = ()


def waits_told(files: Sequence[Path], tenant: str, environment: str, now: datetime) -> Waits | None:
    """By those that run now; None where none does. A job waits where none of them would run it."""
    found = [
        one
        for told in map(_read, files)
        if _runs(told, now)
        for one in told["tenants"]
        if (one["tenant"], one["environment"]) == (tenant, environment) and one["state"] != STARTING
    ]
    if not found:
        return None
    by_job = {
        job: reason for job, reason in found[0]["waits"].items() if all(job in one["waits"] for one in found)
    }
    return Waits(by_job, list(dict.fromkeys(words for one in found for words in one["not_known"])))


def waits_here(settings: SyncSettings, here: KnownSurroundings, level: str) -> Waits:
    """`level`: of this login in the shared database."""
    reason = role_reason(level) or pauses_asked(settings, here).reason()
    return Waits(dict.fromkeys(TITLES, reason) if reason else {}, not_known(settings, here))


def with_stopped_pull(waits: Waits, reason: str) -> Waits:
    """`reason`: why a pull stopped to ask, on whichever machine; "" where none did."""
    if not reason:
        return waits
    pulls = dict.fromkeys((PULL, SWEEP), f"{STOPPED_TO_ASK}: {reason}")
    return replace(waits, by_job={**pulls, **waits.by_job})


def _read(file: Path) -> dict[str, Any]:
    try:
        told = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return told if isinstance(told, dict) and told.get("version") == FORMAT else {}


def _runs(told: Mapping[str, Any], now: datetime) -> bool:
    """A `sync` of an older program told no waits."""
    if told.get("state", STOPPED) == STOPPED or now - datetime.fromisoformat(told["heartbeat"]) > TOO_OLD:
        return False
    return all("waits" in one for one in told["tenants"])
