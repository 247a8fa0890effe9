"""A push that is told to stop: it stops, whatever goes wrong on the way, and gives back what it did not send."""

from __future__ import annotations

import asyncio
from typing import Any, cast

import pytest

from lazi_desktop.domain.errors import HubUnavailable, RemoteUnavailable, ScopeMissing
from lazi_desktop.ports.engine import PushReport
from lazi_desktop.ports.hub import Hub
from lazi_desktop.ports.remote import RemotePricebook
from lazi_desktop.sync.push import Push
from lazi_desktop.sync.turn import Turn
from tests.sync.creating import NotingHub, ScriptedTitan, StillClock, a_job, entity


class Gate:
    """Holds up whoever comes by until it is opened."""

    def __init__(self) -> None:
        self.reached = asyncio.Event()
        self.opened = asyncio.Event()

    async def pass_by(self) -> None:
        self.reached.set()
        await self.opened.wait()


async def cancelled_at(gate: Gate, hub: NotingHub, titan: ScriptedTitan) -> PushReport:
    """The report of a push that was cancelled while it stood at the gate."""
    real, clock = cast(Hub, hub), StillClock()
    async with Turn(real, clock) as turn:
        push = Push(real, cast(RemotePricebook, titan), turn, clock)
        pushing = asyncio.create_task(push.run())
        await gate.reached.wait()
        pushing.cancel()
        await asyncio.sleep(0)
        gate.opened.set()
        with pytest.raises(asyncio.CancelledError):
            await asyncio.wait_for(pushing, 5)
    return push.report()


async def test_a_record_that_fails_does_not_hide_that_it_was_cancelled():
    gate, hub = Gate(), NotingHub([a_job(remote_id=7)], [a_job(remote_id=8)])
    lost = HubUnavailable("It does not answer.")

    async def look(*_: Any) -> Any:
        await gate.pass_by()
        return {}

    hub.conflicted_fields = look  # type: ignore[assignment,method-assign]
    hub.troubles["put_off"] = lost
    report = await cancelled_at(gate, hub, ScriptedTitan(there=[entity(7), entity(8)]))
    assert report.stopped is lost
    assert len(hub.lots) == 1
    assert hub.of("end_run")[0][0] == "cancelled"


async def test_what_a_request_under_way_failed_with_is_told_and_the_push_ends():
    gate, hub = Gate(), NotingHub([a_job(remote_id=7), a_job(remote_id=8)], [a_job()])
    down = RemoteUnavailable("No connection.")

    class Titan(ScriptedTitan):
        async def patch(self, *_: Any, **__: Any) -> None:
            await gate.pass_by()
            raise down

    report = await cancelled_at(gate, hub, Titan(there=[entity(7, price=1), entity(8, price=1)]))
    assert report.stopped is down
    assert {end for end, *_ in hub.of("put_off")} == {"retry"}
    assert len(hub.lots) == 1


@pytest.mark.parametrize("error", [RemoteUnavailable("down"), ScopeMissing("not yours")])
async def test_what_is_left_is_put_off_also_where_it_is_cancelled_after_an_error(error):
    gate = Gate()

    class Hub(NotingHub):
        async def put_off(self, *arguments: Any, **named: Any) -> None:
            await gate.pass_by()
            await super().put_off(*arguments, **named)

    class Titan(ScriptedTitan):
        async def read_many(self, *_: Any) -> Any:
            raise error

    hub = Hub([a_job(remote_id=7), a_job(remote_id=8), a_job(remote_id=9)])
    await cancelled_at(gate, hub, Titan())
    assert len(hub.of("put_off")) == 3
    assert hub.of("end_run")[0][0] == "cancelled"
