"""A hub that was restored to a time before it knew this device."""

from __future__ import annotations

import psycopg

from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.ports.engine import Connection, ConnectionChanged
from tests.sync.engines import Listener, is_a
from tests.world import World

M = EntityKind.MATERIAL


async def test_a_forgotten_device_introduces_itself_again(world: World, start, server) -> None:
    await world.pull()
    engine, listener = start()
    listener.wait(is_a(ConnectionChanged, connection=Connection.ONLINE))
    with psycopg.connect(server.admin_url, autocommit=True) as connection:
        connection.execute(
            "delete from sync.devices where tenant_id = %s and device_id = %s",
            (world.hub.tenant_id, world.hub.device.device_id),
        )
    [remote_id] = world.some(M)
    world.edit(M, remote_id, {"price": 42})
    engine.wake()
    listener.wait(lambda event: _connections(listener)[-2:] == [Connection.OFFLINE, Connection.ONLINE])
    assert [row.value for row in await world.hub.pending()] == [42]


def _connections(listener: Listener) -> list[Connection]:
    return [event.connection for event in listener.heard if isinstance(event, ConnectionChanged)]
