"""Leases: by the server's clock, fenced by tokens. Time passes here by moving the row's end into the past."""

from __future__ import annotations

import re
from dataclasses import replace
from uuid import uuid4

import pytest

from lazi_desktop.domain.errors import HubRefused, LeaseHeld, LeaseLost
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.ports.hub import DeviceInfo
from lazi_desktop.ports.hub_lease import Lease
from tests.store.hub.team import entity


def expire(team):
    team.sql(
        "update sync.locks set until = clock_timestamp() - interval '1 s' where tenant_id = %s",
        team.tenant_id,
    )


async def test_one_holds_it_and_the_others_learn_who(team, hub, lease):
    bob = await team.hub("bob")
    with pytest.raises(LeaseHeld, match="ann's PC") as held:
        await bob.acquire("servicetitan", 180)
    assert held.value.may_retry
    assert (await bob.acquire("maint", 60)).token == 1


async def test_it_is_given_back(team, hub, lease):
    bob = await team.hub("bob")
    await hub.release(lease)
    assert (await bob.acquire("servicetitan", 180)).token == lease.token + 1
    assert (await hub.counts()).syncing_on == "bob's PC"


async def test_it_runs_out(team, hub, lease):
    bob = await team.hub("bob")
    expire(team)
    taken = await bob.acquire("servicetitan", 180)
    assert taken.token == lease.token + 1
    with pytest.raises(LeaseLost):
        await hub.renew(lease, 180)
    await hub.release(lease)  # gives nothing away
    with pytest.raises(LeaseHeld):
        await hub.acquire("servicetitan", 180)


async def test_renewing_keeps_the_token(team, hub, lease):
    assert await hub.renew(lease, 240) == Lease("servicetitan", lease.token, 240)
    [(left,)] = team.sql(
        "select extract(epoch from until - clock_timestamp()) from sync.locks where tenant_id = %s",
        team.tenant_id,
    )
    assert 200 < left <= 240


async def test_one_that_ran_out_is_not_renewed(team, hub, lease):
    expire(team)
    with pytest.raises(LeaseLost):
        await hub.renew(lease, 180)
    assert (await hub.acquire("servicetitan", 180)).token == lease.token + 1


async def test_the_same_process_asking_again_fences_its_former_self(hub, lease):
    again = await hub.acquire("servicetitan", 180)
    assert again.token == lease.token + 1
    with pytest.raises(LeaseLost):
        await hub.claim(lease, 1)
    with pytest.raises(LeaseLost):
        await hub.renew(lease, 180)
    assert await hub.claim(again, 1) == []


@pytest.mark.parametrize("asked, given", [(1, 10), (-5, 10), (180, 180), (10_000_000, 300)])
async def test_it_lasts_neither_too_short_nor_too_long(team, hub, lease, asked, given):
    for taken in (await hub.acquire("servicetitan", asked), await hub.renew(lease_of(team, hub), asked)):
        assert taken.seconds == given
        [(left,)] = team.sql(
            "select extract(epoch from until - clock_timestamp()) from sync.locks where tenant_id = %s",
            team.tenant_id,
        )
        assert given - 5 < left <= given


def lease_of(team, hub):
    [(token,)] = team.sql("select token from sync.locks where tenant_id = %s", team.tenant_id)
    return Lease("servicetitan", token, 180)


async def test_there_are_only_the_known_leases(hub):
    with pytest.raises(HubRefused, match='no lease named "everything"'):
        await hub.acquire("everything", 60)


async def test_a_restarted_process_waits_and_gets_a_new_token(team, hub, lease):
    again = await team.hub("ann", DeviceInfo(hub.device.device_id, uuid4(), "ann's PC"))
    with pytest.raises(LeaseHeld) as held:
        await again.acquire("servicetitan", 180)
    assert held.value.title == "Another session of this computer is syncing"
    [seconds] = re.findall(r"its turn ends by itself in (\d+) s at the latest", held.value.detail)
    assert 0 < int(seconds) <= 180
    expire(team)
    assert (await again.acquire("servicetitan", 180)).token == lease.token + 1


async def test_every_write_is_fenced(team, hub, lease):
    run = await hub.begin_run(lease, what="material", full=True)
    stale = replace(lease, token=lease.token - 1)
    with pytest.raises(LeaseLost):
        await hub.ingest(stale, run, [entity(1, {})], kind=EntityKind.MATERIAL)
    expire(team)
    with pytest.raises(LeaseLost):
        await hub.ingest(lease, run, [entity(1, {})], kind=EntityKind.MATERIAL)
    with pytest.raises(LeaseLost):
        await hub.begin_run(lease, what="material", full=True)
    with pytest.raises(LeaseLost):
        await hub.claim(lease, 1)
    assert await hub.mirrored_count(EntityKind.MATERIAL) == 0


async def test_a_token_works_on_its_own_device_alone(team, hub, lease):
    bob = await team.hub("bob")
    with pytest.raises(LeaseLost):
        await bob.begin_run(lease, what="material", full=True)


async def test_it_needs_a_manager(team):
    ed = await team.hub("ed")
    with pytest.raises(HubRefused, match='needs the level "manager"'):
        await ed.acquire("servicetitan", 180)
