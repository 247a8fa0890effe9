"""A first exchange that breaks off after more than half: one works with what came, and then all of it comes."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Callable
from functools import partial

import pytest

from lazi_desktop.ports.engine import ConnectionChanged
from lazi_desktop.ports.hub import Hub
from lazi_desktop.ports.hub_feed import SnapshotPage
from lazi_desktop.ports.sku_query import SkuQuery
from lazi_desktop.store.hub import snapshots
from lazi_desktop.sync.replication import Replicator
from tests.faults.desktops import PATIENCE, Desktop, Stage, run, until
from tests.faults.filling import fill
from tests.faults.proxy import TcpProxy, Weather

MATERIALS, PAGE = 2_500, 250
CUT_AT = MATERIALS * 6 // 10


class Halting(Desktop):
    """Its first snapshot stands still at CUT_AT until it is let go on."""

    def __init__(self, stage: Stage, name: str, *, hub_port: int) -> None:
        super().__init__(stage, name, hub_port=hub_port)
        self.stands, self.goes_on = threading.Event(), threading.Event()
        self.read: list[int] = []
        """How many rows each snapshot has brought."""

    def stop(self) -> None:
        self.goes_on.set()
        super().stop()

    async def connect(self) -> Hub:
        hub = await super().connect()
        hub.snapshot = partial(self._snapshot, hub.snapshot)  # type: ignore[method-assign]
        return hub

    async def _snapshot(self, real: Callable[[], AsyncIterator[SnapshotPage]]) -> AsyncIterator[SnapshotPage]:
        self.read.append(0)
        async for page in real():
            self.read[-1] += len(page.rows)
            yield page
            if self.read == [CUT_AT]:
                self.stands.set()
                assert await asyncio.to_thread(self.goes_on.wait, PATIENCE)

    def listed(self) -> int:
        """What the window's list has rows of."""
        queries = self.open.queries
        return len(queries.rows(queries.find(SkuQuery())))


def test_what_came_is_worked_with_and_the_next_exchange_begins_anew_and_brings_all(
    empty_stage: Stage, to_hub: TcpProxy, monkeypatch: pytest.MonkeyPatch
):
    stage = empty_stage
    monkeypatch.setattr(snapshots, "SNAPSHOT_PAGE", PAGE)
    first, second, *_, last = fill(stage, MATERIALS)
    with Halting(stage, "here", hub_port=to_hub.port) as here:
        assert here.stands.wait(PATIENCE)
        # the last pages are on their way into the workspace still; what is left of them needs no hub
        until(lambda: here.listed() > 0, "rows came")
        came = here.listed()
        here.edit(first, "price", 100)
        assert here.shown(first, "price") == 100

        to_hub.turn(Weather(refuses=True))
        to_hub.cut()
        here.goes_on.set()
        here.listener.wait(ConnectionChanged, lambda event: event.error is not None)
        assert here.listed() == CUT_AT >= came
        assert here.shown(last, "price") is None
        here.edit(second, "price", 101)
        assert [here.shown(number, "price") for number in (first, second)] == [100, 101]
        assert here.cursor == 0, "a snapshot that was cut off belongs nowhere"
        assert len(here.unsent()) == 2

        to_hub.heal()
        here.wake()
        here.wait_level()
        assert here.listed() == MATERIALS
        assert here.read == [CUT_AT, MATERIALS + len(here.saved)], (
            "from the start: nothing of the first one counts"
        )
        here.check_nothing_lost()
        run(compare(here))


async def compare(desk: Desktop) -> None:
    hub = await desk.connect()
    try:
        assert await Replicator(hub, desk.open.replica, desk.open.replication).compare() == {}
    finally:
        await hub.close()
