"""Real parts for tests: one PostgreSQL and one simulator a session, a fresh tenant and workspace for each test."""

from __future__ import annotations

import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
import pytest_asyncio
import stamina
from psycopg import sql
from sqlalchemy import make_url

from lazi_desktop.config.places import migrations_folder
from lazi_desktop.simulator import RunningSimulator, SimulatorSettings
from lazi_desktop.store.hub.embedded import EmbeddedPostgres
from lazi_desktop.store.hub.schema import upgrade
from tests.hygiene import adopt_tasks
from tests.world import World, a_world

adopt_tasks("wake the other desktops")  # a hub's last nudge; closing the hub, after the test, waits for it


@contextmanager
def a_server() -> Iterator[EmbeddedPostgres]:
    """A PostgreSQL with our schema, in a folder that the server's account may pass through where tests run as root."""
    with tempfile.TemporaryDirectory(prefix="lazi-hub-") as name:
        Path(name).chmod(0o711)
        server = EmbeddedPostgres(Path(name) / "hub").start()
        try:
            make_quick(server)
            upgrade(server.admin_url, migrations_folder())
            yield server
        finally:
            server.destroy()


def make_quick(server: EmbeddedPostgres) -> None:
    """No waiting for the disk, which a kill of the server survives, and passwords that nobody tries to guess."""
    url = make_url(server.admin_url)
    assert url.username
    assert url.password
    with psycopg.connect(server.admin_url, autocommit=True) as connection:
        for setting, value in {"fsync": "off", "full_page_writes": "off", "scram_iterations": "1"}.items():
            connection.execute(f"alter system set {setting} = {value}".encode())
        connection.execute("select pg_reload_conf()")
        connection.execute("set scram_iterations = 1")
        connection.execute(
            sql.SQL("alter role {} password {}").format(
                sql.Identifier(url.username), sql.Literal(url.password)
            )
        )


@pytest.fixture(scope="session")
def hub_server() -> Iterator[EmbeddedPostgres]:
    with a_server() as server:
        yield server


@pytest.fixture(scope="session")
def server(hub_server: EmbeddedPostgres) -> EmbeddedPostgres:
    """The one that a test works with; some modules put another in its place."""
    return hub_server


@pytest.fixture(scope="session")
def restorable_server() -> Iterator[EmbeddedPostgres]:
    """Another one, for tests that put the whole of it back to a backup."""
    with a_server() as server:
        yield server


@pytest.fixture(scope="session")
def running_simulator() -> Iterator[RunningSimulator]:
    with RunningSimulator(SimulatorSettings(scale=0.005, seed=7)) as simulator:
        yield simulator


@pytest.fixture(scope="session")
def larger_simulator() -> Iterator[RunningSimulator]:
    """For modules that need several pages, or a hundred of a kind: they put it in the place of the usual one."""
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
