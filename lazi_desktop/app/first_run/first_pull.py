"""The first pull with its figures: how many entries there are, how many came, how long the rest takes."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping

from lazi_desktop.app.remote import open_examiner
from lazi_desktop.app.session import Session, secrets_of
from lazi_desktop.app.system import SystemClock
from lazi_desktop.config.settings import Settings
from lazi_desktop.domain.errors import LaziError
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.ports.engine import Progress, PullReport
from lazi_desktop.sync.pull import KINDS, TITLES, Pull
from lazi_desktop.sync.stopped_pulls import must_be_full
from lazi_desktop.sync.turn import Turn

KIND_OF = {title: kind for kind, title in TITLES.items()}


async def count_entries(settings: Settings) -> Mapping[EntityKind, int | None]:
    """What ServiceTitan says of each kind; None where it does not, as of categories, of which it counts the roots."""
    from lazi_desktop.servicetitan.parts import PARTS

    examiner = open_examiner(settings, secrets_of(settings))

    async def count(kind: EntityKind) -> int | None:
        if kind is EntityKind.CATEGORY:
            return None
        try:
            return await examiner.count(PARTS[kind])
        except LaziError:
            return None  # the pull will say why

    try:
        await examiner.sign_in()
        counts = await asyncio.gather(*(count(kind) for kind in KINDS))
    finally:
        await examiner.close()
    return dict(zip(KINDS, counts, strict=True))


async def pull_first(
    settings: Settings,
    counted: Callable[[Mapping[EntityKind, int | None]], None],
    tell: Callable[[Progress], None],
) -> PullReport:
    """Cancelled, it stops between two lots; whatever pulls next goes on from there. Raises what a pull raises."""
    counted(await count_entries(settings))
    session, clock = Session.of(settings, role="window"), SystemClock()
    try:
        hub = await session.open_hub()
        try:
            remote = await session.open_remote()
            try:
                async with Turn(hub, clock) as turn:
                    full = await must_be_full(hub, full=False, accept=False)
                    return await Pull(hub, remote, turn, clock, full=full, tell=tell).run()
            finally:
                await remote.close()
        finally:
            await hub.close()
    finally:
        await asyncio.to_thread(session.close)
