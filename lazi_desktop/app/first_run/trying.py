"""Tries what was typed: the hub, and ServiceTitan with each part of its pricebook. Nothing is kept."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field

from lazi_desktop.app.first_run.blame import WHOLE, blame
from lazi_desktop.app.remote import open_examiner
from lazi_desktop.app.session import Session, secrets_of
from lazi_desktop.config.settings import Settings
from lazi_desktop.domain.errors import (
    AppKeyRefused,
    HubUnavailable,
    LaziError,
    RemoteUnavailable,
    ScopeMissing,
    SignInFailed,
    TenantRefused,
)
from lazi_desktop.domain.team import Level

HUB_SECONDS = 15.0  # connecting to a server that does not answer takes ten
REMOTE_SECONDS = 12.0  # signing in and a small read of each part


@dataclass(frozen=True, slots=True)
class Met:
    """Whom the hub took this person for."""

    me: str
    level: Level | str
    owes_password: bool = False


@dataclass(frozen=True, slots=True)
class Tried:
    """ServiceTitan's answer. `problems` by field, "" for the whole; `parts` what may be read, each with what is in the
    way, "" for nothing."""

    problems: Mapping[str, str] = field(default_factory=dict)
    parts: Mapping[str, str] = field(default_factory=dict)

    @property
    def reads_everything(self) -> bool:
        return not self.problems and not any(self.parts.values())


async def meet(settings: Settings) -> Met:
    """Signs in to the hub as its member.

    Raises:
        LaziError: what `blame` knows.
    """
    try:
        async with asyncio.timeout(HUB_SECONDS):
            hub = await Session.of(settings, role="window").open_hub()
            try:
                state = await hub.state()
            finally:
                await hub.close()
    except TimeoutError:
        raise HubUnavailable(f"It did not answer within {HUB_SECONDS:.0f} s.") from None
    return Met(state.me, state.level, state.owes_password)


async def change_password(settings: Settings, password: str) -> None:
    """Of the person who signs in with `settings`. Raises as `meet`."""
    hub = await Session.of(settings, role="window").open_hub()
    try:
        await hub.change_my_password(password)
    finally:
        await hub.close()


async def try_servicetitan(settings: Settings) -> Tried:
    """Never raises a LaziError: what is wrong is the answer."""
    try:
        async with asyncio.timeout(REMOTE_SECONDS):
            return await _read_parts(settings)
    except LaziError as error:
        name, words = blame(error)
        return Tried({name: words})
    except TimeoutError:
        return Tried({WHOLE: str(RemoteUnavailable(f"It did not answer within {REMOTE_SECONDS:.0f} s."))})


async def _read_parts(settings: Settings) -> Tried:
    examiner = open_examiner(settings, secrets_of(settings))
    try:
        await examiner.sign_in()
        met = await examiner.read_all()
    finally:
        await examiner.close()
    for error in met.values():
        if isinstance(error, AppKeyRefused | SignInFailed | TenantRefused):
            raise error  # of all of them at once
    return Tried(
        parts={
            part.words: (error.detail or str(error)) if error is not None else ""
            for part, error in met.items()
        }
    )


async def problems_of(settings: Settings) -> Mapping[str, str]:
    """Of a whole connection, by field. Both sides at once: neither waits for the other's silence."""
    remote, hub = await asyncio.gather(_servicetitan_problems(settings), _hub_problems(settings))
    return {**hub, **remote}


async def _servicetitan_problems(settings: Settings) -> Mapping[str, str]:
    if not settings.asks_servicetitan:
        return {}
    tried = await try_servicetitan(settings)
    refused = [words for words in tried.parts.values() if words]
    return {**tried.problems, **({WHOLE: str(ScopeMissing(" ".join(refused)))} if refused else {})}


async def _hub_problems(settings: Settings) -> Mapping[str, str]:
    if not settings.hub.url:
        return {}
    try:
        await meet(settings)
    except LaziError as error:
        name, words = blame(error)
        return {_IN_THE_FORM.get(name, name): words}
    return {}


_IN_THE_FORM = {
    "hub": "hub_url",
    "database": "hub_url",
    "login": "hub_login",
    "password": "hub_password",
    "certificate": "hub_url",
}
