"""A category's new name: ServiceTitan is reported to drop it without a word, which only reading back can tell."""

from __future__ import annotations

import pytest

from lazi_desktop.domain.kinds import EntityKind, Tree
from lazi_desktop.ports.engine import PushResult
from lazi_desktop.ports.overrides import OverrideState
from lazi_desktop.ports.pricebook import CategoryNode, SkuState
from tests.world import World

C = EntityKind.CATEGORY


@pytest.fixture
async def filled(world: World) -> World:
    await world.pull()
    await world.replicate()
    return world


def node(world: World, remote_id: int) -> CategoryNode:
    key = world.key(C, remote_id)
    return next(node for tree in Tree for node in world.desk.queries.categories(tree) if node.key == key)


@pytest.mark.parametrize("echo", [False, True], ids=["the answer shows the old name", "the answer pretends"])
async def test_a_name_that_servicetitan_drops_differs_and_stays_ours(filled: World, echo: bool):
    [remote_id] = filled.some(C)
    before = filled.effective(C, remote_id, "name")
    filled.simulator.inject(
        match={"method": "PATCH", "path_contains": "/categories"},
        kind="drop_field",
        field="name",
        echo=echo,
        times=1,
    )
    fields = await filled.edit_and_push(C, remote_id, {"name": "Fittings, brass", "description": "All brass"})
    assert fields["name"].result is PushResult.DIFFERS
    assert fields["name"].found == before
    assert fields["description"].result is PushResult.VERIFIED
    assert filled.simulator.item("category", remote_id)["name"] == before
    override = filled.detail(C, remote_id).overrides["name"]
    assert (override.value, override.state) == ("Fittings, brass", OverrideState.DIFFERS)
    shown = node(filled, remote_id)
    assert (shown.name, shown.state) == ("Fittings, brass", SkuState.DIFFERS)


async def test_a_name_and_a_place_that_stick_are_verified(filled: World):
    [remote_id] = filled.some(C)
    fields = await filled.edit_and_push(C, remote_id, {"name": "Fittings, brass", "position": 77})
    assert {name: field.result for name, field in fields.items()} == {
        "name": PushResult.VERIFIED,
        "position": PushResult.VERIFIED,
    }
    assert filled.simulator.item("category", remote_id)["name"] == "Fittings, brass"
