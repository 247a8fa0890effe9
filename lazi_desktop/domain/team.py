"""The people of a tenant, what each may do, and what holds for all of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any, Literal

Level = Literal["viewer", "estimator", "manager", "admin"]

LEVELS: tuple[Level, ...] = ("viewer", "estimator", "manager", "admin")
"""Each may do what those before it may, and more."""


HIDEABLE: tuple[Level, ...] = ("viewer", "estimator")
"""From whom costs can be hidden: who sets prices needs them."""


class MemberState(StrEnum):
    INVITED = "invited"  # may come in, and has not done so yet
    ACTIVE = "active"
    DISABLED = "disabled"  # may not come in any more; what they did stays theirs


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """`name` is what edits are shown under. The counts are of what is not in ServiceTitan yet."""

    login: str
    name: str
    level: Level
    state: MemberState
    added_at: datetime
    last_seen_at: datetime | None = None
    devices: int = 0
    pending: int = 0
    """Edits, submitted ones too."""
    proposed: int = 0
    """Proposals that nobody has answered."""
    is_me: bool = False
    owes_password: bool = False
    """They came in with a password that somebody else knows, and have not chosen their own yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Team:
    """`may_manage`: an admin, in a hub that can make logins; else `why_not` says what is in the way."""

    number: str
    environment: str
    name: str
    members: Sequence[Member] = ()
    may_manage: bool = False
    why_not: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamSettings:
    """What holds for everybody in a tenant, kept in the hub."""

    margin_floor: Decimal = Decimal("0.10")
    """A fraction of the price; margins below it are shown as needing a look."""
    round_to: Decimal = Decimal("0.01")
    """What repricing rounds to unless told otherwise, in dollars."""
    hidden_costs: frozenset[Level] = field(default_factory=frozenset)
    """Who sees neither costs nor what can be told from them; managers and admins always do."""

    def hides_costs_from(self, level: str) -> bool:
        return level in self.hidden_costs

    def as_values(self) -> dict[str, Any]:
        """As JSON keeps them."""
        return {
            "margin_floor": str(self.margin_floor),
            "round_to": str(self.round_to),
            "hidden_costs": sorted(self.hidden_costs),
        }

    def changes_since(self, shown: TeamSettings) -> dict[str, Any]:
        """As `as_values`, but only what is something else than in `shown`: what others changed meanwhile stays."""
        before = shown.as_values()
        return {name: value for name, value in self.as_values().items() if value != before[name]}

    def with_changes(self, changes: Mapping[str, Any]) -> TeamSettings:
        return team_settings_of({**self.as_values(), **changes})


def team_settings_of(values: Mapping[str, Any]) -> TeamSettings:
    """What another version wrote and this one does not know is left out; what cannot be read is as it is by default."""
    usual = TeamSettings()
    hidden = values.get("hidden_costs")
    return TeamSettings(
        margin_floor=_number(values.get("margin_floor"), usual.margin_floor, below=Decimal(1)),
        round_to=_number(values.get("round_to"), usual.round_to),
        hidden_costs=frozenset(level for level in HIDEABLE if isinstance(hidden, list) and level in hidden),
    )


def _number(said: Any, usual: Decimal, *, below: Decimal | None = None) -> Decimal:
    try:
        number = Decimal(str(said))
    except InvalidOperation:
        return usual
    fits = number.is_finite() and number >= 0 and (below is None or number < below)
    return number if fits else usual
