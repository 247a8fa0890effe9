"""What is checked at the wire: the turn, and how old is what was seen of ServiceTitan."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from lazi_desktop.domain.errors import LeaseLost
from tests.sync.creating import M, NotingHub, ScriptedTitan, StillClock, a_job, entity, push

OLD = 16.0
AWAY = 61.0


class SlowTitan(ScriptedTitan):
    """Its way to the wire takes so long, write by write."""

    def __init__(self, clock: StillClock, *seconds: float, **script: Any) -> None:
        super().__init__(**script)
        self.clock = clock
        self.seconds = list(seconds)
        self.lots: list[list[int]] = []

    def _wait(self) -> None:
        self.clock.seconds += self.seconds.pop(0) if self.seconds else 0

    async def patch(self, *change: Any, may_send: Callable[[], None]) -> None:
        self._wait()
        await super().patch(*change, may_send=may_send)

    async def create(self, *what: Any, may_send: Callable[[], None]) -> int:
        self._wait()
        return await super().create(*what, may_send=may_send)

    async def read_many(self, kind: Any, remote_ids: Any) -> Any:
        self.lots.append(list(remote_ids))
        return await super().read_many(kind, remote_ids)


def a_change(remote_id: int = 7) -> Any:
    return a_job(remote_id=remote_id, price=5)


@pytest.mark.parametrize("job", [a_change(), a_job()], ids=["a change", "a create"])
async def test_nothing_is_sent_once_the_turn_is_too_old_at_the_wire(job):
    clock = StillClock()
    hub, titan = NotingHub([job]), SlowTitan(clock, AWAY, there=[entity(7, price=None)])
    report = await push(hub, titan, clock=clock)
    assert titan.sent == []
    assert isinstance(report.stopped, LeaseLost)
    assert hub.of("answered") == [("rejected", None)]
    assert hub.of("put_off")[0][0] == "retry"
    assert report.requests == (1 if job.remote_id else 2)


@pytest.mark.parametrize("job", [a_change(), a_job()], ids=["a change", "a create"])
async def test_what_was_seen_too_long_ago_at_the_wire_is_looked_at_again_before_it_is_sent(job):
    clock = StillClock()
    hub, titan = NotingHub([job]), SlowTitan(clock, OLD, there=[entity(7, price=None)])
    report = await push(hub, titan, clock=clock)
    assert titan.sent == []
    assert report.stopped is None
    assert hub.of("put_off") == [("retry", 30.0, {})]


async def test_what_is_too_old_before_it_is_written_down_is_read_again_at_once():
    clock = StillClock()

    class Slow(NotingHub):
        async def conflicted_fields(self, keys: Any) -> Any:
            if not titan.sent:
                clock.seconds += OLD if len(titan.lots) == 1 else 0
            return await super().conflicted_fields(keys)

    titan = SlowTitan(clock, there=[entity(7, price=None)])
    hub = Slow([a_change()])
    await push(hub, titan, clock=clock)
    assert titan.lots[:2] == [[7], [7]]
    assert titan.sent == [{"price": 5}]
    assert len(hub.of("intend")) == 1


async def test_a_lot_is_read_again_as_soon_as_it_is_too_old():
    clock = StillClock()
    there = [entity(one, M, price=None) for one in (7, 8, 9)]
    hub = NotingHub([a_change(7), a_change(8), a_change(9)])

    class Answering(SlowTitan):
        async def patch(self, *change: Any, may_send: Callable[[], None]) -> None:
            await ScriptedTitan.patch(self, *change, may_send=may_send)
            self._wait()

    titan = Answering(clock, OLD, 0.0, there=there)
    await push(hub, titan, clock=clock)
    assert titan.lots[:2] == [[7, 8, 9], [8, 9]]
    assert titan.sent == [{"price": 5}] * 3
