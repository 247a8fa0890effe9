"""The people of the tenant. Passwords stay on this computer: the server gets their verifiers."""

from __future__ import annotations

from typing import Any

from lazi_desktop.domain.errors import InvalidValue
from lazi_desktop.domain.team import Level, Member, MemberState, Team, TeamSettings
from lazi_desktop.store.hub import wire
from lazi_desktop.store.hub.logins import check_login
from lazi_desktop.store.hub.session import HubSession


class TeamOfTenant(HubSession):
    async def team(self) -> Team:
        told: dict[str, Any] = await self.call("team")
        return Team(
            number=told["number"],
            environment=told["environment"],
            name=told["name"],
            members=tuple(_member(one) for one in told["members"]),
            may_manage=told["may_manage"],
            why_not=told["why_not"],
        )

    async def invite(self, login: str, name: str, level: Level, password: str) -> None:
        check_login(login)
        await self.call(
            "invite",
            login=(login, "text"),
            name=(name, "text"),
            level=(level, "text"),
            verifier=(await self._verifier(login, password), "text"),
        )
        self.feed_moved()

    async def change_member(self, login: str, name: str, level: Level) -> None:
        await self.call("change_member", login=(login, "text"), name=(name, "text"), level=(level, "text"))
        self.feed_moved()

    async def disable_member(self, login: str) -> None:
        await self.call("disable_member", login=(login, "text"))
        self.feed_moved()

    async def enable_member(self, login: str) -> None:
        await self.call("enable_member", login=(login, "text"))
        self.feed_moved()

    async def renew_password(self, login: str, password: str) -> None:
        verifier = await self._verifier(login, password)
        await self.call("renew_password", login=(login, "text"), verifier=(verifier, "text"))

    async def change_my_password(self, password: str) -> None:
        _check_password(password)
        statement, values = self.asked("own_password_chosen")
        await self.database.change_password(password, statement, **values)

    async def reassign(self, login: str, to_login: str) -> int:
        many: int = await self.call("reassign", login=(login, "text"), to_login=(to_login, "text"))
        self.feed_moved()
        return many

    async def put_team_settings(self, settings: TeamSettings, shown: TeamSettings | None = None) -> None:
        values = settings.as_values() if shown is None else settings.changes_since(shown)
        await self.call("put_team_settings", settings=(wire.encode(values), "jsonb"))
        self.feed_moved()

    async def _verifier(self, login: str, password: str) -> str:
        _check_password(password)
        return await self.database.verifier(login, password)


def _check_password(password: str) -> None:
    if not password:
        raise InvalidValue("A login needs a password.")


def _member(told: dict[str, Any]) -> Member:
    last_seen = told.get("last_seen_at")
    return Member(
        login=told["login"],
        name=told["name"],
        level=told["level"],
        state=MemberState(told["state"]),
        added_at=wire.moment(told["added_at"]),
        last_seen_at=wire.moment(last_seen) if last_seen else None,
        devices=told.get("devices", 0),
        pending=told.get("pending", 0),
        proposed=told.get("proposed", 0),
        is_me=told["is_me"],
        owes_password=told.get("owes_password", False),
    )
