"""Two people doing the same at the same time: they wait for each other in one order, so nobody is thrown out."""

from __future__ import annotations

from uuid import uuid4

from lazi_desktop.domain.conflict_rules import ConflictRule, Winner
from tests.store.hub.team import MATERIAL
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


async def test_two_who_find_new_jobs(team, hub):
    """Whoever comes second finds what the first has put in the list, and nobody is thrown out."""
    bob = await team.hub("bob")
    there_already = "insert into sync.due_jobs (tenant_id, job, due_at) values (%s, 'lists', now())"
    await under(
        held(team, there_already, team.tenant_id), team,
        hub.take_due({"tend": 60, "lists": 60, "pull": 60}), bob.take_due({"pull": 60, "lists": 60, "tend": 60}),
    )  # fmt: skip
    assert team.sql("select count(*) from sync.due_jobs where tenant_id = %s", team.tenant_id) == [(3,)]
