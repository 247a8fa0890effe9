"""The people of the tenant, as its hub has them. What the caller may do the database decides."""

from __future__ import annotations

from typing import Protocol

from lazi_desktop.domain.team import Level, Team, TeamSettings


class HubTeam(Protocol):
    """Raises HubRefused where it is not the caller's to do, with the reason in words for them."""

    async def team(self) -> Team:
        """Who is no admin sees who there is, without devices and counts of others."""

    async def invite(self, login: str, name: str, level: Level, password: str) -> None:
        """Makes the login, or lets one that exists into this tenant, too, whose password then stays as it is.

        The person is asked for a password of their own when they first come in.

        Raises:
            InvalidValue: the name cannot be a login's.
        """

    async def change_member(self, login: str, name: str, level: Level) -> None:
        """Counts at once, for whoever is connected too. The last admin stays one."""

    async def disable_member(self, login: str) -> None:
        """Counts at once: nothing more is told to them or taken from them."""

    async def enable_member(self, login: str) -> None: ...

    async def renew_password(self, login: str, password: str) -> None:
        """For one who has forgotten theirs; they are asked for one of their own when they next come in."""

    async def change_my_password(self, password: str) -> None:
        """Of the caller's own login. The server gets its verifier, never the password."""

    async def reassign(self, login: str, to_login: str) -> int:
        """Pending edits, open proposals and unfinished change-sets of one become the other's. How many edits and
        proposals."""

    async def put_team_settings(self, settings: TeamSettings, shown: TeamSettings | None = None) -> None:
        """For everybody, from their next exchange on: those that are something else than in `shown`, else all."""
