"""Which revision the team's database has: a newer program that does not fit it would stand outside."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from lazi_desktop.app.session import hub_url, secrets_of
from lazi_desktop.config.settings import Settings
from lazi_desktop.domain.errors import LaziError

_SECONDS = 9.0


def team_revision_of(settings: Callable[[], Settings]) -> Callable[[], str] | None:
    """None for the built-in database, which every start of the program brings up to date."""
    return (lambda: _ask(settings())) if settings().hub.url else None


def _ask(settings: Settings) -> str:
    """ "" where it does not tell."""
    found = ""

    async def work() -> None:
        nonlocal found
        from lazi_desktop.store.hub.examining import HubExaminer

        hub = HubExaminer(hub_url(settings, secrets_of(settings)))
        try:
            async with asyncio.timeout(_SECONDS):
                found = (await hub.schema()).found
        finally:
            await hub.close()

    try:
        with asyncio.Runner(
            loop_factory=asyncio.SelectorEventLoop
        ) as runner:  # which psycopg takes on every system
            runner.run(work())
    except (LaziError, TimeoutError):
        return ""
    return found
