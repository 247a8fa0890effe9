"""Engines over a world's desk, and people at a hub that is a stand-in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import UUID

import pytest

from lazi_desktop.app.system import SystemClock
from lazi_desktop.servicetitan.pricebook import ServiceTitanPricebook
from lazi_desktop.servicetitan.settings import Credentials, Endpoints
from lazi_desktop.store.hub.hub import PostgresHub
from lazi_desktop.sync.engine import EngineParts, EngineThread
from tests.fakes.feed import category
from tests.fakes.hub import FakeHub
from tests.sync.engines import Listener
from tests.sync.people import ELBOW, TEE, Person
from tests.world import World


@pytest.fixture
def start(world: World, server):
    """Starts an engine over the world's desk; parts can be replaced. All are stopped at the end."""
    engines: list[EngineThread] = []

    def begin(
        *,
        open_hub=None,
        secret: str | None = None,
        new_device: Callable[[], UUID] | None = None,
        before: Callable[[EngineThread], None] = lambda engine: None,
        **more,
    ) -> tuple[EngineThread, Listener]:
        async def hub():
            return await PostgresHub.connect(
                server.member_url(world.hub.tenant_id), world.hub.tenant_id, world.hub.device
            )

        async def remote():
            simulator = world.simulator
            credentials = Credentials(
                simulator.tenant, simulator.client_id, secret or simulator.client_secret, simulator.app_key
            )
            return ServiceTitanPricebook(
                credentials,
                Endpoints(simulator.api_url, simulator.auth_url),
                clock=SystemClock(),
                may_send_together=True,
            )

        parts = EngineParts(
            open_hub or hub,
            more.pop("open_remote", remote),
            world.desk.replica,
            world.desk.replication,
            more.pop("clock", SystemClock()),
            new_device,
            **more,
        )
        engine, listener = EngineThread(parts), Listener()
        engine.listen(listener)
        before(engine)
        engine.start()
        engines.append(engine)
        return engine, listener

    yield begin
    for engine in engines:
        engine.stop()


@pytest.fixture
def hub() -> FakeHub:
    hub = FakeHub()
    hub.mirror(category(1, "Fittings"), ELBOW, TEE)
    return hub


@pytest.fixture
def people(hub: FakeHub, tmp_path: Path) -> Iterator[list[Person]]:
    people = [Person(hub, tmp_path / str(number), number) for number in (1, 2)]
    for person in people:
        person.exchange()
    yield people
    for person in people:
        person.desk.open.close()
