from __future__ import annotations

import asyncio
import selectors
from typing import Any

import pytest

from lazi_desktop.domain.errors import HubUnavailable, LaziError, RateLimited
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.ports.hub_pace import Drawn
from lazi_desktop.servicetitan.rate import TenantRate
from tests.servicetitan.stage import FakeClock, Stage, freely, page, problem


class JumpingLoop(asyncio.SelectorEventLoop):
    """Its time stands still while work is done and jumps to the next timer when there is none."""

    def __init__(self) -> None:
        self.jumped = 0.0
        super().__init__(_NeverWaiting(self))

    def time(self) -> float:
        return self.jumped


class _NeverWaiting(selectors.DefaultSelector):
    def __init__(self, loop: JumpingLoop) -> None:
        super().__init__()
        self._loop_of_time = loop

    def select(self, timeout: float | None = None) -> Any:
        self._loop_of_time.jumped += max(
            timeout or 0, 1e-6
        )  # a microsecond at least: rounding must not stop it
        return super().select(0)


async def seconds_for(rate: TenantRate, requests: int) -> float:
    loop = asyncio.get_running_loop()
    began = loop.time()
    await asyncio.gather(*(rate.turn() for _ in range(requests)))
    return loop.time() - began


def test_twenty_a_second_and_half_of_it_after_a_429():
    clock = FakeClock()

    async def main() -> None:
        rate = TenantRate(clock)
        assert await seconds_for(rate, 20) < 0.1  # the bucket is full at first
        assert await seconds_for(rate, 100) == pytest.approx(5, abs=0.1)
        await rate.slow_down(3)
        assert await seconds_for(rate, 100) == pytest.approx(10, abs=0.2)
        assert clock.slept
        assert max(clock.slept) == 3
        clock.seconds += 61
        assert await seconds_for(rate, 100) == pytest.approx(5, abs=0.1)

    with asyncio.Runner(loop_factory=JumpingLoop) as runner:
        runner.run(main())


class Shared:
    """A budget that grants what it is told to; `away` is raised instead."""

    def __init__(self, *grants: Drawn) -> None:
        self.grants = list(grants)
        self.asked: list[int] = []
        self.told: list[float] = []
        self.away: LaziError | None = None

    async def draw(self, wanted: int) -> Drawn:
        self.asked.append(wanted)
        if self.away is not None:
            raise self.away
        return self.grants.pop(0) if self.grants else Drawn(wanted, 0)

    async def slow_down(self, seconds: float) -> None:
        if self.away is not None:
            raise self.away
        self.told.append(seconds)


async def test_a_single_request_draws_one_and_many_draw_lots():
    clock, shared = FakeClock(), Shared()
    rate = TenantRate(clock, per_second=1000, budget=shared)
    await rate.turn()
    assert shared.asked == [1]
    clock.seconds += 5
    await asyncio.gather(*(rate.turn() for _ in range(40)))
    assert sum(shared.asked[1:]) >= 40
    assert max(shared.asked) == 10
    assert len(shared.asked) <= 8


async def test_what_was_drawn_and_not_used_is_not_saved_up():
    clock, shared = FakeClock(), Shared(Drawn(10, 0))
    rate = TenantRate(clock, budget=shared)
    await rate.turn()
    await rate.turn()
    assert len(shared.asked) == 1
    clock.seconds += 2
    await rate.turn()
    assert len(shared.asked) == 2


async def test_where_nothing_is_left_it_waits_as_long_as_it_is_told():
    clock, shared = FakeClock(), Shared(Drawn(0, 7.5), Drawn(1, 0))
    await TenantRate(clock, budget=shared).turn()
    assert clock.slept == [7.5]


async def test_without_the_shared_budget_the_own_limit_holds_and_it_is_asked_again_later():
    clock, shared = FakeClock(), Shared()
    shared.away = HubUnavailable("Nobody answers.")
    rate = TenantRate(clock, budget=shared)
    for _ in range(15):
        await rate.turn()
    await rate.slow_down(3)
    assert len(shared.asked) == 1
    assert rate.pause_left() == 3
    shared.away = None
    clock.seconds += 31
    await rate.turn()
    assert len(shared.asked) == 2


async def test_a_pause_asked_for_is_told_to_everybody():
    shared = Shared()
    await TenantRate(FakeClock(), budget=shared).slow_down(12)
    assert shared.told == [12]


async def test_reads_that_somebody_waits_for_go_before_long_lists():
    gate, shared, order = asyncio.Event(), Shared(), []

    class Gated(FakeClock):
        async def sleep(self, seconds: float) -> None:
            await gate.wait()

    shared.grants = [Drawn(0, 1)]
    rate = TenantRate(Gated(), per_second=1000, budget=shared)

    async def request(name: str, *, bulk: bool) -> None:
        await rate.turn(bulk=bulk)
        order.append(name)

    lists = [asyncio.create_task(request(f"list {number}", bulk=True)) for number in range(3)]
    await asyncio.sleep(0)
    person = asyncio.create_task(request("person", bulk=False))
    given_up = asyncio.create_task(request("given up", bulk=False))
    await asyncio.sleep(0)
    given_up.cancel()
    gate.set()
    await asyncio.gather(*lists, person)
    assert order == ["list 0", "person", "list 1", "list 2"]


def test_less_than_one_a_second_is_possible():
    async def main() -> None:
        assert await seconds_for(TenantRate(FakeClock(), per_second=0.5), 12) == pytest.approx(20, abs=0.1)

    with asyncio.Runner(loop_factory=JumpingLoop) as runner:
        runner.run(main())


async def test_a_pause_asked_for_holds_up_reads_and_turns_writes_away():
    stage = Stage(problem(429, "Too many", retry_after="30"), page([]))
    pricebook = stage.pricebook()
    with pytest.raises(RateLimited) as caught:
        await pricebook.patch(EntityKind.MATERIAL, 7, {"price": 5}, {}, may_send=freely)
    assert caught.value.retry_after == 30
    stage.clock.seconds += 10
    with pytest.raises(RateLimited) as caught:
        await pricebook.patch(EntityKind.MATERIAL, 7, {"price": 5}, {}, may_send=freely)
    assert caught.value.retry_after == 20
    assert len(stage.requests) == 1
    await pricebook.read_many(EntityKind.MATERIAL, [7])
    assert stage.clock.slept == [20]
    await pricebook.close()


async def test_one_tenant_has_one_budget():
    stage = Stage(problem(429, "Too many", retry_after="30"), page([]))
    rate = TenantRate(stage.clock)
    one, other = stage.pricebook(rate=rate), stage.pricebook(rate=rate)
    with pytest.raises(RateLimited):
        await one.patch(EntityKind.MATERIAL, 7, {"price": 5}, {}, may_send=freely)
    await other.read_many(EntityKind.MATERIAL, [7])
    assert stage.clock.slept == [30]
    await one.close()
    await other.close()


async def test_a_write_does_not_wait_long_for_the_shared_budget():
    stage = Stage(page([]))
    pricebook = stage.pricebook(
        rate=TenantRate(stage.clock, budget=Shared(Drawn(0, 2), Drawn(0, 2), Drawn(0, 600)))
    )
    with pytest.raises(RateLimited) as caught:
        await pricebook.patch(EntityKind.MATERIAL, 7, {"price": 5}, {}, may_send=freely)
    await pricebook.close()
    assert caught.value.retry_after == 600
    assert stage.clock.slept == [2, 2]
    assert not stage.requests


async def test_a_write_does_not_wait_long_behind_others():
    clock, held = FakeClock(), asyncio.Event()

    class Held(Shared):
        async def draw(self, wanted: int) -> Drawn:
            await held.wait()
            return await super().draw(wanted)

    rate = TenantRate(clock, budget=Held())
    first = asyncio.create_task(rate.turn(bulk=True))
    await asyncio.sleep(0)
    with pytest.raises(RateLimited) as caught:
        await rate.turn(patience=0.01)
    assert caught.value.retry_after > 0
    held.set()
    await first
    await asyncio.wait_for(rate.turn(patience=1), 5)
