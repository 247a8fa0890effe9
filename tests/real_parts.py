"""Real parts for tests: one PostgreSQL and one simulator a session, a fresh tenant and workspace for each test."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import pytest
import pytest_asyncio
import stamina

from lazi_desktop.config.places import migrations_folder
from lazi_desktop.simulator import RunningSimulator, SimulatorSettings
from lazi_desktop.store.hub.embedded import EmbeddedPostgres
from lazi_desktop.store.hub.schema import upgrade
from tests.hygiene import adopt_tasks
from tests.world import World, a_world

adopt_tasks("wake the other desktops")


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedPostgres]:
    server = EmbeddedPostgres(tmp_path_factory.mktemp("hub")).start()
    try:
        upgrade(server.admin_url, migrations_folder())
        yield server
    finally:
        server.destroy()


@pytest.fixture(scope="session")
def running_simulator() -> Iterator[RunningSimulator]:
    with RunningSimulator(SimulatorSettings(scale=0.02, seed=7)) as simulator:
        yield simulator


@pytest.fixture
def simulator(running_simulator: RunningSimulator) -> Iterator[RunningSimulator]:
    running_simulator.reset()
    running_simulator.clear_faults()
    running_simulator.clear_requests()
    with stamina.set_testing(True, attempts=6, cap=True):  # retries, without their pauses
        yield running_simulator


@pytest_asyncio.fixture
async def world(simulator, server, tmp_path) -> AsyncIterator[World]:
    async with a_world(simulator, server, tmp_path / "desk") as world:
        yield world
