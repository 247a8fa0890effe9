"""A new tenant for each test."""

from __future__ import annotations

import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio

from lazi_desktop.ports.hub_lease import Lease
from lazi_desktop.store.hub import EmbeddedPostgres, PostgresHub
from tests.hygiene import adopt_tasks
from tests.store.hub.team import Team

adopt_tasks("wake the other desktops")  # a hub's last nudge; closing the hub, after the test, waits for it


@pytest.fixture(scope="session")
def roomy() -> Iterator[Path]:
    """A folder that the server's account may pass through, where tests run as root."""
    with tempfile.TemporaryDirectory(prefix="lazi-hub-") as name:
        Path(name).chmod(0o711)
        yield Path(name)


@pytest_asyncio.fixture
async def team(hub_server: EmbeddedPostgres) -> AsyncIterator[Team]:
    async with Team(hub_server) as team:
        yield team


@pytest_asyncio.fixture
async def hub(team: Team) -> PostgresHub:
    """A manager at work."""
    return await team.hub("ann")


@pytest_asyncio.fixture
async def lease(hub: PostgresHub) -> Lease:
    return await hub.acquire("servicetitan", 180)
