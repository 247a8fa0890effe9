"""What pushes from this computer have shown: which scopes for changes ServiceTitan took, and which it refused."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import structlog

from lazi_desktop.ports.system import Clock

log = structlog.get_logger("scopes")


@dataclass(frozen=True, slots=True)
class Shown:
    """The newest word on a scope."""

    is_granted: bool
    at: datetime


class WriteScopes:
    """A small file of the profile, by tenant; only what is new is written. It never raises: it helps to explain."""

    def __init__(self, file: Path, tenant: str, clock: Clock) -> None:
        self._file = file
        self._tenant = tenant
        self._clock = clock
        self._told: dict[str, bool] = {}

    def heard(self, scope: str, is_granted: bool) -> None:
        if self._told.get(scope) is is_granted:
            return
        self._told[scope] = is_granted
        kept = self._kept()
        own = {**kept.get(self._tenant, {}), scope: [is_granted, self._clock.now().isoformat()]}
        beside = self._file.with_name(f"{self._file.name}-{os.getpid()}")
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            beside.write_text(json.dumps({**kept, self._tenant: own}, indent=1), encoding="utf-8")
            beside.replace(self._file)
        except OSError as problem:
            log.warning("what a push showed could not be kept", reason=problem.strerror)

    def shown(self) -> Mapping[str, Shown]:
        """By scope."""
        try:
            return {
                scope: Shown(bool(granted), datetime.fromisoformat(str(at)))
                for scope, (granted, at) in self._kept().get(self._tenant, {}).items()
            }
        except (ValueError, TypeError):
            return {}

    def _kept(self) -> dict[str, dict[str, list[object]]]:
        try:
            kept = json.loads(self._file.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return kept if isinstance(kept, dict) else {}
