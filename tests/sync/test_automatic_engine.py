"""The engine answers what needs no person, and leaves the rest."""

from __future__ import annotations

from uuid import uuid4

from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.ops import Op, OpKind
from lazi_desktop.ports.engine import (
    Connection,
    ConnectionChanged,
    OpsRefused,
    PullFinished,
    WorkspaceChanged,
)
from lazi_desktop.ports.hub import DeviceInfo
from lazi_desktop.store.hub.hub import PostgresHub
from tests.sync.engines import is_a
from tests.world import World

M = EntityKind.MATERIAL


def parts(world: World) -> dict:
    return {"workspace": world.desk.workspace, "queries": world.desk.queries}


async def test_two_sets_are_merged_and_two_prices_wait(world: World, start, server) -> None:
    await world.pull()
    [remote_id] = world.some(M)
    seen = world.effective(M, remote_id, "categories")
    numbers = sorted(item["id"] for item in world.simulator.items("category") if item["id"] not in seen)
    url = server.member_url(world.hub.tenant_id)
    other = await PostgresHub.connect(url, world.hub.tenant_id, DeviceInfo(uuid4(), uuid4(), "Bob's PC"))
    values = (("categories", sorted([*seen, numbers[0]])), ("price", 4242))
    await other.apply_ops([
        Op(
            kind=OpKind.SET, entity_kind=M, entity_key=world.key(M, remote_id), field=name, value=value,
            seen=world.effective(M, remote_id, name), base=world.effective(M, remote_id, name), op_id=uuid4(),
            op_no=number, txn_id=uuid4(), wall="",
        )
        for number, (name, value) in enumerate(values, 1)
    ])  # fmt: skip
    await other.close()
    world.edit(M, remote_id, {"categories": sorted([*seen, numbers[1]]), "price": 4343})
    merged = sorted([*seen, *numbers[:2]])

    def is_merged(event) -> bool:
        return isinstance(event, WorkspaceChanged) and world.effective(M, remote_id, "categories") == merged

    engine, listener = start(**parts(world))
    listener.wait(is_merged)
    engine.wake()
    listener.wait(is_a(ConnectionChanged, connection=Connection.ONLINE))
    engine.pull()
    listener.wait(is_a(PullFinished))
    assert [one.field for one in await world.hub.open_conflicts()] == ["price"]
    pending = {row.field: row.value for row in await world.hub.pending()}
    assert pending == {"categories": merged, "price": 4242}
    assert not any(isinstance(event, OpsRefused) for event in listener.heard)


async def test_what_a_pull_ran_into_is_answered_by_whoever_pulls(world: World, start) -> None:
    await world.pull()
    [remote_id] = world.some(M)
    seen = world.effective(M, remote_id, "categories")
    numbers = sorted(item["id"] for item in world.simulator.items("category") if item["id"] not in seen)
    world.edit(M, remote_id, {"categories": sorted([*seen, numbers[0]])})
    await world.replicate()
    world.simulator.office_edit("material", remote_id, {"categories": sorted([*seen, numbers[1]])})
    engine, listener = start(**parts(world))
    engine.pull(full=True)
    listener.wait(is_a(PullFinished))
    assert await world.hub.open_conflicts() == []
    assert [row.value for row in await world.hub.pending()] == [sorted([*seen, *numbers[:2]])]
