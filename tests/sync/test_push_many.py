"""A push of many SKUs."""

from __future__ import annotations

import pytest

from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.ports.engine import PushResult
from lazi_desktop.simulator import RunningSimulator
from tests.world import World

M = EntityKind.MATERIAL


@pytest.fixture(scope="module")
def running_simulator(larger_simulator: RunningSimulator) -> RunningSimulator:
    return larger_simulator


async def test_a_hundred_skus_cost_little_more_than_a_request_each(world: World):
    await world.pull()
    ids = world.some(M, 100)
    for remote_id in ids:
        world.edit(M, remote_id, {"price": 42})
    world.submit()
    world.simulator.clear_requests()
    report = await world.push()
    assert report.count(PushResult.VERIFIED) == 100
    asked = [call for call in world.simulator.requests() if "/connect/" not in call["path"]]
    assert len(asked) == report.requests <= 120
