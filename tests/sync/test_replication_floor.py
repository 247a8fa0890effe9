"""The beginning of the feed goes while a desktop reads: one that slept finds that nothing follows what it has."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, cast
from uuid import UUID

import pytest

from lazi_desktop.domain.errors import HubUnavailable
from lazi_desktop.ports.hub import Hub
from lazi_desktop.ports.hub_feed import FeedRow
from lazi_desktop.sync.replication import Replicator
from tests.fakes.feed import category, sku
from tests.fakes.hub import FakeHub, Seat
from tests.store.workspace.conftest import CountedIds, Desk, TickingClock

ELBOW, TEE = sku(11, "ELB-1", "Copper elbow"), sku(12, "TEE-1", "Copper tee")


class Overtaken:
    """A hub that lacks the first row after the cursor, as often as `times` says; more comes while one reads."""

    def __init__(self, hub: FakeHub, times: int) -> None:
        self._hub = hub
        self._seat = Seat(hub, UUID(int=9), lambda call: None)
        self._times = times

    def __getattr__(self, name: str) -> Any:
        return getattr(self._seat, name)

    async def feed_after(
        self, cursor: int, limit: int = 1000, group: UUID | None = None
    ) -> Sequence[FeedRow]:
        if self._times:
            self._times -= 1
            self._hub.mirror(ELBOW)
            self._hub.mirror(TEE)
            return [row for row in await self._seat.feed_after(cursor, limit, group) if row.seq > cursor + 1]
        return await self._seat.feed_after(cursor, limit, group)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(tmp_path / "profile", CountedIds(), TickingClock())
    yield desk
    desk.open.close()


@pytest.mark.parametrize("times", [1, 3])
def test_it_reads_again_or_takes_a_snapshot(desk: Desk, times: int) -> None:
    hub = FakeHub()
    hub.mirror(category(1, "Fittings"), ELBOW)
    exchange = replicator(Overtaken(hub, times), desk)
    asyncio.run(exchange.exchange())
    assert asyncio.run(exchange.compare()) == {}


def test_overtaken_in_its_snapshot_too_it_tries_again_later(desk: Desk) -> None:
    hub = FakeHub()
    hub.mirror(category(1, "Fittings"), ELBOW)
    exchange = replicator(Overtaken(hub, 4), desk)
    with pytest.raises(HubUnavailable, match="moved on"):
        asyncio.run(exchange.exchange())
    asyncio.run(exchange.exchange())
    assert asyncio.run(exchange.compare()) == {}


def replicator(hub: Overtaken, desk: Desk) -> Replicator:
    return Replicator(cast(Hub, hub), desk.open.replica, desk.open.replication)
