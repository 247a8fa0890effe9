"""Somebody at work, what she makes, and one material of hers on its way."""

from __future__ import annotations

import pytest

from tests.store.hub.creates.making import Maker
from tests.store.hub.team import Typist, pull


@pytest.fixture
async def ann(team, hub, lease):
    await pull(hub, lease, {1: {"code": "A", "price": 10, "categories": [3]}})
    return Typist(team, hub)


@pytest.fixture
def maker(ann):
    return Maker(ann)


@pytest.fixture
async def job(hub, lease, maker):
    """A material on its way."""
    await maker.make(code="NEW", display_name="Valve", price=5)
    [job] = await hub.claim(lease, 10)
    return job
