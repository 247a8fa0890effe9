"""What runs when, and how fast: many who ask, one who does."""

from __future__ import annotations

import asyncio

import pytest

from lazi_desktop.domain.errors import HubRefused
from tests.store.hub.team import Team
from tests.store.hub.waiting import held


def put_back(team, seconds: float, *columns: str, table: str = "due_jobs") -> None:
    """As if so much time had passed."""
    moved = ", ".join(f"{name} = {name} - make_interval(secs => {seconds})" for name in columns)
    team.sql(f"update sync.{table} set {moved} where tenant_id = %s", team.tenant_id)


async def test_a_job_is_due_at_its_time_and_taken_once(team, hub):
    assert await hub.take_due({"pull": 60}) is None
    put_back(team, 61, "due_at")
    bob = await team.hub("bob")
    assert await bob.take_due({"pull": 60}) == "pull"
    assert await hub.take_due({"pull": 60}) is None
    await bob.finish_due("pull", 300)
    assert (
        await hub.take_due({"pull": 0}) is None
    )  # in the list already: its time is what was said when it was done
    put_back(team, 301, "due_at")
    assert await hub.take_due({"pull": 60}) == "pull"


async def test_twenty_desktops_take_each_job_once(team):
    jobs = {f"job {n}": 0.0 for n in range(8)}
    hubs = [await team.hub(person) for person in ("ann", "bob", "adam") for _ in range(3)]
    taken = await asyncio.gather(*(hub.take_due(jobs) for hub in hubs for _ in range(3)))
    assert sorted(filter(None, taken)) == sorted(jobs)


async def test_the_longest_due_goes_first_and_only_what_was_asked_for(team, hub):
    await hub.take_due({"late": 10, "later": 20, "unknown here": 0})
    put_back(team, 100, "due_at")
    assert await hub.take_due({"late": 0, "later": 0}) == "late"
    assert await hub.take_due({"late": 0, "later": 0}) == "later"
    assert await hub.take_due({"late": 0, "later": 0}) is None


async def test_what_nobody_finished_is_due_again_after_ten_minutes(team, hub):
    assert await hub.take_due({"sweep": 0}) == "sweep"
    put_back(team, 599, "taken_until")
    bob = await team.hub("bob")
    assert await bob.take_due({"sweep": 0}) is None
    put_back(team, 1, "taken_until")
    assert await bob.take_due({"sweep": 0}) == "sweep"
    await hub.finish_due("sweep", 0)  # too late: it is bob's now
    assert await hub.take_due({"sweep": 0}) is None
    await bob.finish_due("sweep", 0)
    assert await hub.take_due({"sweep": 0}) == "sweep"


async def test_who_may_not_work_takes_nothing(team):
    ed = await team.hub("ed")
    for call in (ed.take_due({"pull": 0}), ed.finish_due("pull", 1), ed.draw(1), ed.slow_down(1)):
        with pytest.raises(HubRefused, match="needs the level"):
            await call


async def test_two_workers_of_many_tenants_share_the_work(team, hub_server):
    """Each asks for one tenant after the other; what one takes just now, the other passes over."""
    async with Team(hub_server) as second, Team(hub_server) as third:
        teams = [team, second, third]
        jobs = {"pull": 0.0, "lists": 0.0}
        ann = [await one.hub("ann") for one in teams]
        bob = [await one.hub("bob") for one in teams]
        for one in ann:
            await one.take_due(dict.fromkeys(jobs, 60.0))
        for one in teams:
            put_back(one, 61, "due_at")
        row = "select from sync.due_jobs where tenant_id = %s and job = 'lists' for update"
        with held(second, row, second.tenant_id):
            assert await asyncio.wait_for(ann[1].take_due(jobs), 10) == "pull"
            assert await asyncio.wait_for(bob[1].take_due(jobs), 10) is None
        taken = await asyncio.gather(*(
            one.take_due(jobs) for place in range(3) for one in (ann[place], bob[-place - 1]) for _ in range(2)
        ))  # fmt: skip
        assert sorted(filter(None, taken)) == ["lists", "lists", "lists", "pull", "pull"]


# --------------------------------------------------------------------------------------------------------- the pace


async def test_a_second_gives_what_a_second_has_to_everybody_together(team, hub):
    bob = await team.hub("bob")
    first, second = await hub.draw(15), await bob.draw(15)
    assert (first.granted, first.wait) == (15, 0)
    assert 5 <= second.granted <= 15  # what was left, and what came in since
    team.sql("update sync.budgets set left_over = 0, counted_at = clock_timestamp() + interval '1 h'")
    nothing = await hub.draw(4)
    assert nothing.granted == 0
    assert nothing.wait == pytest.approx(1 / 20)
    put_back(team, 0.5, "counted_at", table="budgets")
    assert (await hub.draw(30)).granted in range(10, 21)
    put_back(team, 3600, "counted_at", table="budgets")
    assert (await hub.draw(30)).granted == 20  # a burst is one second's worth


async def test_each_tenant_has_its_own_pace(team, hub, hub_server):
    team.sql("update sync.tenants set requests_per_second = 2 where tenant_id = %s", team.tenant_id)
    assert (await hub.draw(10)).granted == 2
    async with Team(hub_server) as other:
        assert (await (await other.hub()).draw(10)).granted == 10


async def test_nobody_is_granted_anything_while_servicetitan_wants_silence_then_half(team, hub):
    bob = await team.hub("bob")
    await hub.slow_down(30)
    for one in (hub, bob):
        drawn = await one.draw(5)
        assert drawn.granted == 0
        assert 29 < drawn.wait <= 30
    await bob.slow_down(5)  # shorter than what holds already
    assert (await hub.draw(1)).wait > 28
    put_back(team, 31, "quiet_until", "half_until", "counted_at", table="budgets")
    assert (await hub.draw(30)).granted == 10
    put_back(team, 60, "half_until", table="budgets")
    put_back(team, 1, "counted_at", table="budgets")
    assert (await hub.draw(30)).granted == 20


@pytest.mark.parametrize(
    "asked, least, most", [(0, 0.5, 1), (-1, 0.5, 1), (1e9, 899, 900), (float("nan"), 899, 900)]
)
async def test_absurd_wishes_for_silence_are_bounded(hub, asked, least, most):
    await hub.slow_down(asked)
    assert least < (await hub.draw(1)).wait <= most


async def test_a_clock_put_back_does_not_silence_for_hours(team, hub):
    await hub.slow_down(60)
    put_back(team, -3600, "quiet_until", "half_until", "counted_at", table="budgets")
    assert (await hub.draw(1)).granted == 0  # nothing was left, and it counts from now
    put_back(team, 1, "counted_at", table="budgets")
    assert (await hub.draw(1)).granted == 1
    await hub.slow_down(5)
    assert (await hub.draw(1)).wait <= 5
