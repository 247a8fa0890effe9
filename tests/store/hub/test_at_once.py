"""Two people doing the same at the same time: they wait for each other in one order, so nobody is thrown out."""

from __future__ import annotations

from uuid import uuid4

from lazi_desktop.domain.conflict_rules import ConflictRule, Winner
from lazi_desktop.ports.hub import DeviceInfo
from lazi_desktop.store.hub.schedule import take_due_of
from tests.store.hub.team import MATERIAL, Team
from tests.store.hub.waiting import held, under


def _rule() -> ConflictRule:
    return ConflictRule(rule_id=uuid4(), entity_kind=MATERIAL, field="account", winner=Winner.OURS)


async def test_two_who_make_and_drop_rules(team, hub):
    bob = await team.hub("bob")
    row = "select from sync.tenants where tenant_id = %s for no key update"
    rules = [_rule(), _rule()]
    await under(held(team, row, team.tenant_id), team, hub.put_rule(rules[0]), bob.put_rule(rules[1]))
    await under(
        held(team, row, team.tenant_id), team, hub.drop_rule(rules[0].rule_id), bob.put_rule(rules[1])
    )
    assert [rule.rule_id for rule in await hub.rules()] == [rules[1].rule_id]


async def test_two_who_find_new_jobs_for_many_tenants(hub_server):
    """Each of the two was let into the tenants in another order."""
    async with (
        Team(hub_server) as first,
        Team(hub_server) as second,
        Team(hub_server) as third,
        Team(hub_server) as last,
    ):
        teams = [first, second, third, last]
        tenants = [team.tenant_id for team in teams]
        devices = {person: DeviceInfo(uuid4(), uuid4(), person) for person in ("ann", "bob")}
        anns = [await team.hub("ann", devices["ann"]) for team in teams]
        bobs = [await team.hub("bob", devices["bob"]) for team in reversed(teams)]
        there_already = (
            "insert into sync.due_jobs (tenant_id, job, due_at) values (%s, 'pull', now()),"
            " (%s, 'pull', now())"
        )
        jobs = {"pull": 60.0}
        await under(
            held(first, there_already, second.tenant_id, third.tenant_id), first,
            take_due_of(anns[0].database, devices["ann"].device_id, tenants, jobs),
            take_due_of(bobs[0].database, devices["bob"].device_id, tenants, jobs),
        )  # fmt: skip
        assert first.sql("select count(*) from sync.due_jobs where tenant_id = any(%s)", tenants) == [(4,)]
