"""What the window asks about the team, and asks to be done. Every question is answered by one event."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from lazi_desktop.domain.team import Level, Team, TeamSettings
from lazi_desktop.ports.engine import EngineEvent
from lazi_desktop.ports.hub import Hub
from lazi_desktop.ports.team import TeamDeed, TeamRead
from lazi_desktop.sync.trying import tried


class TeamAnswers:
    """`changed` is called after what every desktop has to hear of: they ask the hub for it."""

    def __init__(
        self,
        hub: Callable[[], Awaitable[Hub]],
        tell: Callable[[EngineEvent], None],
        changed: Callable[[], None],
    ) -> None:
        self._hub = hub
        self._tell = tell
        self._changed = changed

    async def read(self) -> None:
        await self._do(TeamDeed.READ, "", None)

    async def invite(self, login: str, name: str, level: Level, password: str) -> None:
        await self._do(TeamDeed.INVITE, login, lambda hub: hub.invite(login, name, level, password))

    async def change(self, login: str, name: str, level: Level) -> None:
        await self._do(TeamDeed.CHANGE, login, lambda hub: hub.change_member(login, name, level))

    async def disable(self, login: str) -> None:
        await self._do(TeamDeed.DISABLE, login, lambda hub: hub.disable_member(login))

    async def enable(self, login: str) -> None:
        await self._do(TeamDeed.ENABLE, login, lambda hub: hub.enable_member(login))

    async def renew_password(self, login: str, password: str) -> None:
        await self._do(TeamDeed.RENEW_PASSWORD, login, lambda hub: hub.renew_password(login, password))

    async def change_my_password(self, password: str) -> None:
        await self._do(TeamDeed.CHANGE_MY_PASSWORD, "", lambda hub: hub.change_my_password(password))

    async def reassign(self, login: str, to_login: str) -> None:
        await self._do(TeamDeed.REASSIGN, login, lambda hub: hub.reassign(login, to_login))

    async def put_settings(self, settings: TeamSettings, shown: TeamSettings) -> None:
        await self._do(TeamDeed.SETTINGS, "", lambda hub: hub.put_team_settings(settings, shown))

    async def _do(
        self, deed: TeamDeed, login: str, work: Callable[[Hub], Awaitable[int | None]] | None
    ) -> None:
        """Whatever came of it, the team as it is now is part of the answer, where it can be read. What was done is done
        also where that cannot."""
        count, refused = await tried(self._done(work), None) if work is not None else (None, None)
        team, unreadable = await tried(self._team(), None)
        if work is not None and refused is None:
            self._changed()
        self._tell(TeamRead(team, deed, login, count or 0, unreadable if work is None else refused))

    async def _done(self, work: Callable[[Hub], Awaitable[int | None]]) -> int | None:
        return await work(await self._hub())

    async def _team(self) -> Team | None:
        return await (await self._hub()).team()
