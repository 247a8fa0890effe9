from __future__ import annotations

import asyncio
import selectors
from typing import Any

import pytest

from lazi_desktop.domain.errors import RateLimited
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.servicetitan.rate import TenantRate
from tests.servicetitan.stage import FakeClock, Stage, page, problem


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
        rate.slow_down(3)
        assert await seconds_for(rate, 100) == pytest.approx(10, abs=0.2)
        assert clock.slept
        assert max(clock.slept) == 3
        clock.seconds += 61
        assert await seconds_for(rate, 100) == pytest.approx(5, abs=0.1)

    with asyncio.Runner(loop_factory=JumpingLoop) as runner:
        runner.run(main())


def test_less_than_one_a_second_is_possible():
    async def main() -> None:
        assert await seconds_for(TenantRate(FakeClock(), per_second=0.5), 12) == pytest.approx(20, abs=0.1)

    with asyncio.Runner(loop_factory=JumpingLoop) as runner:
        runner.run(main())


async def test_a_pause_asked_for_holds_up_reads_and_turns_writes_away():
    stage = Stage(problem(429, "Too many", retry_after="30"), page([]))
    pricebook = stage.pricebook()
    with pytest.raises(RateLimited) as caught:
        await pricebook.patch(EntityKind.MATERIAL, 7, {"price": 5}, {})
    assert caught.value.retry_after == 30
    stage.clock.seconds += 10
    with pytest.raises(RateLimited) as caught:
        await pricebook.patch(EntityKind.MATERIAL, 7, {"price": 5}, {})
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
        await one.patch(EntityKind.MATERIAL, 7, {"price": 5}, {})
    await other.read_many(EntityKind.MATERIAL, [7])
    assert stage.clock.slept == [30]
    await one.close()
    await other.close()
