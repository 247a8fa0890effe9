"""A hub with as many materials as a test wants, past ServiceTitan: a small one has too few."""

from __future__ import annotations

from lazi_desktop.domain.values import Value
from lazi_desktop.store.hub.hub import PostgresHub
from lazi_desktop.sync.turn import Turn
from tests.faults.desktops import Desktop, Stage, run
from tests.store.hub.team import pull
from tests.world import TestClock

AT_ONCE = 500


def fill(stage: Stage, count: int) -> range:
    """The remote ids of materials that the hub has now, each with a code, a name, a description and prices."""
    remote_ids = range(1, count + 1)
    run(_fill(stage, remote_ids))
    return remote_ids


async def _fill(stage: Stage, remote_ids: range) -> None:
    hub = await Desktop(stage, "the one who pulls", engine=False).connect()
    assert isinstance(hub, PostgresHub)
    try:
        async with Turn(hub, TestClock()) as turn:
            for start in range(0, len(remote_ids), AT_ONCE):
                lot = {number: material(number) for number in remote_ids[start : start + AT_ONCE]}
                await pull(hub, turn.lease, lot)
    finally:
        await hub.close()


def material(number: int) -> dict[str, Value]:
    return {
        "code": f"M-{number}",
        "display_name": f"Name {number}",
        "description": f"Description {number}",
        "price": 10,
        "member_price": 9,
        "add_on_price": 8,
        "active": True,
    }
