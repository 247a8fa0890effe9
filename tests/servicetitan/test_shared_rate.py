"""Two programs that talk to one tenant stay under its limit together: real hub, real HTTP."""

from __future__ import annotations

import asyncio
import time
from uuid import uuid4

from lazi_desktop.app.system import SystemClock
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.ports.hub import DeviceInfo
from lazi_desktop.servicetitan.pricebook import ServiceTitanPricebook
from lazi_desktop.servicetitan.rate import TenantRate
from lazi_desktop.servicetitan.settings import Credentials, Endpoints
from lazi_desktop.simulator import RunningSimulator
from lazi_desktop.store.hub.hub import PostgresHub
from tests.world import World

REQUESTS = 35
BURST, PER_SECOND = 20, 20


async def one_program(world: World, server, simulator: RunningSimulator) -> None:
    hub = await PostgresHub.connect(
        server.member_url(world.hub.tenant_id),
        world.hub.tenant_id,
        DeviceInfo(uuid4(), uuid4(), "one of two"),
    )
    clock = SystemClock()
    remote = ServiceTitanPricebook(
        Credentials(simulator.tenant, simulator.client_id, simulator.client_secret, simulator.app_key),
        Endpoints(simulator.api_url, simulator.auth_url),
        clock=clock,
        rate=TenantRate(clock, per_second=60, budget=hub),
    )
    try:
        await asyncio.gather(*(remote.read_many(EntityKind.MATERIAL, [1]) for _ in range(REQUESTS)))
    finally:
        await remote.close()
        await hub.close()


async def test_two_programs_share_one_budget(world: World, server, simulator: RunningSimulator):
    simulator.clear_requests()
    began = time.monotonic()
    await asyncio.gather(*(one_program(world, server, simulator) for _ in range(2)))
    seconds = time.monotonic() - began
    asked = [call for call in simulator.requests() if "/materials" in call["path"]]
    assert [call["status"] for call in asked] == [200] * 2 * REQUESTS
    assert len(asked) <= BURST + seconds * PER_SECOND + 1
