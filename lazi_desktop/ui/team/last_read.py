"""The team as it was read last, kept with what the window remembers: to be shown while the hub is away."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from PySide6.QtCore import QSettings

from lazi_desktop.domain.team import LEVELS, Member, MemberState, Team

_KEY = "team/last_read"
_MOMENTS = ("added_at", "last_seen_at")


class LastRead:
    def __init__(self, state: QSettings) -> None:
        self._state = state

    def keep(self, team: Team, at: datetime) -> None:
        people = [
            {
                name: value.isoformat() if isinstance(value, datetime) else value
                for name, value in asdict(one).items()
            }
            for one in team.members
        ]
        said = {**asdict(team), "members": people, "at": at.isoformat()}
        self._state.setValue(_KEY, json.dumps(said))

    def read(self) -> tuple[Team, datetime] | None:
        """None where there is none, or none that this version can read. Nothing can be done with it but to look."""
        try:
            said = json.loads(str(self._state.value(_KEY, "")))
            members = [_member(one) for one in said["members"]]
            team = Team(
                number=str(said["number"]),
                environment=str(said["environment"]),
                name=str(said["name"]),
                members=members,
            )
            return team, datetime.fromisoformat(said["at"])
        except (ValueError, KeyError, TypeError):
            return None


def _member(said: Mapping[str, Any]) -> Member:
    if said["level"] not in LEVELS:
        raise ValueError(said["level"])
    moments = {name: datetime.fromisoformat(said[name]) if said[name] else None for name in _MOMENTS}
    return Member(**{**said, **moments, "state": MemberState(said["state"])})
