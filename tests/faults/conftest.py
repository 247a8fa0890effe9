"""A PostgreSQL that is broken on purpose, apart from everybody else's, and a small ServiceTitan."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
import stamina

from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.simulator import RunningSimulator, SimulatorSettings
from lazi_desktop.store.hub import connection
from lazi_desktop.store.hub.embedded import EmbeddedPostgres
from lazi_desktop.sync import exchange
from lazi_desktop.sync.pull import Pull
from lazi_desktop.sync.turn import Turn
from tests.faults.desktops import Desktop, Stage, run
from tests.real_parts import a_server
from tests.world import TestClock


@pytest.fixture(scope="session")
def hub_server() -> Iterator[EmbeddedPostgres]:
    with a_server() as server:
        yield server


@pytest.fixture(scope="session")
def small_simulator() -> Iterator[RunningSimulator]:
    with RunningSimulator(SimulatorSettings(scale=0.001, seed=7)) as simulator:
        yield simulator


@pytest.fixture
def remote(small_simulator: RunningSimulator) -> Iterator[RunningSimulator]:
    small_simulator.reset()
    small_simulator.clear_faults()
    small_simulator.clear_requests()
    with stamina.set_testing(True, attempts=3, cap=True):  # retries, without their pauses
        yield small_simulator


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """The product's own patience with a hub that says nothing, in small: who waits for it waits a second or two."""
    monkeypatch.setitem(connection.CONNECT_ARGUMENTS, "connect_timeout", 2)
    monkeypatch.setattr(connection, "CALL_SECONDS", 1.5)


@pytest.fixture
def looks_again_soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """A desktop without its hub looks again after the least pause each time, so that a test need not nudge it."""
    monkeypatch.setattr(exchange, "RECONNECT_SECONDS", (exchange.LEAST_SECONDS,))


@pytest.fixture
def empty_stage(hub_server: EmbeddedPostgres, remote: RunningSimulator, tmp_path: Path) -> Iterator[Stage]:
    with Stage(hub_server, remote, tmp_path) as stage:
        yield stage


@pytest.fixture
def stage(empty_stage: Stage) -> Stage:
    """The hub has the whole small pricebook."""
    run(pull(empty_stage))
    assert empty_stage.materials()
    return empty_stage


async def pull(stage: Stage) -> None:
    desk = Desktop(stage, "the one who pulls", engine=False)
    hub, remote = await desk.connect(), stage.remote()
    clock = TestClock()
    try:
        async with Turn(hub, clock) as turn:
            report = await Pull(hub, remote, turn, clock).run()
        assert {kind.kind for kind in report.kinds} == set(EntityKind)
    finally:
        await remote.close()
        await hub.close()


def admin(server: EmbeddedPostgres) -> psycopg.Connection:
    return psycopg.connect(server.admin_url, autocommit=True)
