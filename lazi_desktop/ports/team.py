"""What the engine tells about the team."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from lazi_desktop.domain.errors import LaziError
from lazi_desktop.domain.invitation import Invitation
from lazi_desktop.domain.team import Team


class TeamDeed(StrEnum):
    """What was asked for."""

    READ = "read"
    INVITE = "invite"
    CHANGE = "change"
    DISABLE = "disable"
    ENABLE = "enable"
    RENEW_PASSWORD = "renew_password"
    CHANGE_MY_PASSWORD = "change_my_password"
    REASSIGN = "reassign"
    SETTINGS = "settings"


@dataclass(frozen=True, slots=True)
class TeamRead:
    """The answer to every question about the team: how it is now, None where that cannot be read.

    `error`: why `deed` was not done; `login` is who it was about and `count` how many edits were reassigned.
    """

    team: Team | None
    deed: TeamDeed = TeamDeed.READ
    login: str = ""
    count: int = 0
    error: LaziError | None = None


class Membership(Protocol):
    """This person's own way into the team: what others need to come in, too, and where their password is kept.

    What it is asked for may take a while.
    """

    def invitation(self, *, team: str, login: str, name: str) -> Invitation:
        """Raises LaziError, saying what is missing."""

    def keep_password(self, password: str) -> None:
        """Where the one before it is kept; connections opened from now on use it whether that works or not.

        Raises:
            ConfigurationProblem: saying why it cannot be kept, and what to do.
        """
