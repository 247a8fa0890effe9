"""The exchange's pauses: an edit never waits for one, and a hub that is away or refuses is not stormed."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import UUID

import pytest

from lazi_desktop.domain.errors import HubRefused, HubSchemaMismatch, HubUnavailable, LaziError
from lazi_desktop.ports.engine import Connection, ConnectionChanged, EngineEvent
from lazi_desktop.ports.hub_feed import HubState
from lazi_desktop.sync.connections import Connections
from lazi_desktop.sync.exchange import EXCHANGE_ANYWAY_EVERY, Exchange
from tests.sync.clocks import HandClock

STATE = HubState(UUID(int=1), 5, 0, 3, "manager")


class Place:
    """An exchange, and the hubs it opened. `refusing` and `no_news` are raised where the hub is asked."""

    def __init__(self) -> None:
        self.clock = HandClock()
        self.opened: list[OneHub] = []
        self.closed: list[OneHub] = []
        self.away: LaziError | None = None
        self.refusing: LaziError | None = None
        self.no_news: LaziError | None = None
        self.asked: list[float] = []
        self.exchanged: list[float] = []
        self.told: list[EngineEvent] = []
        self.connections = Connections(self._open, self._open)  # type: ignore[arg-type]
        self.exchange = Exchange(
            self.connections,
            lambda hub: Replicating(self),  # type: ignore[arg-type,return-value]
            None,  # type: ignore[arg-type]
            None,  # type: ignore[arg-type]
            self.clock,
            tell=self.told.append,
            tidy=self.connections.tidy,
            new_device=None,
        )

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        async def ready() -> None:
            pass

        running = asyncio.create_task(self.exchange.run(ready))
        await self.clock.pass_time(0)
        try:
            yield
        finally:
            running.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await running

    async def _open(self) -> OneHub:
        self.asked.append(self.clock.seconds)
        if self.away is not None:
            raise self.away
        hub = OneHub(self)
        self.opened.append(hub)
        return hub


class OneHub:
    def __init__(self, place: Place) -> None:
        self._place = place

    async def state(self, cursor: int = 0) -> HubState:
        return STATE

    async def wait_for_feed(self, seconds: float) -> None:
        if self._place.no_news is not None:
            raise self._place.no_news
        await self._place.clock.sleep(seconds)

    async def close(self) -> None:
        self._place.closed.append(self)


class Replicating:
    def __init__(self, place: Place) -> None:
        self._place = place

    async def exchange(self) -> HubState:
        if self._place.refusing is not None:
            raise self._place.refusing
        self._place.exchanged.append(self._place.clock.seconds)
        return STATE


@pytest.fixture
def place() -> Place:
    return Place()


async def test_a_quiet_hub_is_exchanged_with_now_and_then(place: Place):
    async with place.running():
        await place.clock.pass_time(10 * EXCHANGE_ANYWAY_EVERY)
    assert 10 <= len(place.exchanged) <= 11


@pytest.mark.parametrize("lame", [None, HubUnavailable("The listening connection was ended by the server.")])
async def test_an_edit_goes_at_once_also_where_listening_fails(place: Place, lame):
    place.no_news = lame
    async with place.running():
        await place.clock.pass_time(7)
        place.exchange.wake_soon()
        await place.clock.pass_time(2)
    assert [at for at in place.exchanged if at > 7]


async def test_typing_while_the_hub_is_away_asks_it_no_more_than_once_a_second(place: Place):
    place.away = HubUnavailable("Nobody answers.")
    async with place.running():
        for _ in range(200):
            place.exchange.wake_soon()
            await place.clock.pass_time(0.05)
    assert 9 <= len(place.asked) <= 11


async def test_a_hub_that_is_away_is_asked_less_and_less_often(place: Place):
    place.away = HubUnavailable("Nobody answers.")
    async with place.running():
        await place.clock.pass_time(600)
        assert 20 <= len(place.asked) <= 26
        place.away = None
        await place.clock.pass_time(30)
    assert place.exchanged
    assert [event.connection for event in place.told if isinstance(event, ConnectionChanged)][
        -1
    ] == Connection.ONLINE


@pytest.mark.parametrize("problem", [HubRefused("Not yours."), HubSchemaMismatch("Update it.")])
async def test_a_hub_that_refuses_is_connected_to_anew_and_nothing_stays_open(place: Place, problem):
    async with place.running():
        place.refusing = problem
        place.exchange.wake()
        await place.clock.pass_time(600)
        assert len(place.opened) > 10
        assert len(place.opened) - len(place.closed) <= 1
        place.refusing = None
        await place.clock.pass_time(40)
        assert len(place.opened) - len(place.closed) == 1
