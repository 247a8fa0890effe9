"""Rules that answer conflicts: who may make them, what they may not be about, what is written down."""

from __future__ import annotations

from uuid import uuid4

import psycopg
import pytest

from lazi_desktop.domain.conflict_rules import ConflictRule, Winner, concerns_money
from lazi_desktop.domain.errors import HubRefused, InvalidValue
from lazi_desktop.domain.field_tables import FIELDS
from lazi_desktop.domain.kinds import EntityKind
from tests.store.hub.team import MATERIAL


def rule(field: str = "account", winner: Winner = Winner.OURS, **more) -> ConflictRule:
    return ConflictRule(rule_id=uuid4(), entity_kind=MATERIAL, field=field, winner=winner, **more)


async def test_rules_are_kept_with_who_made_them(team, hub):
    first, second = rule(), rule("display_name", Winner.THEIRS, category_id=7)
    bob = await team.hub("bob")
    await hub.put_rule(first)
    await bob.put_rule(second)
    kept = await hub.rules()
    assert [(one.rule_id, one.field, one.winner, one.category_id, one.by) for one in kept] == [
        (first.rule_id, "account", "ours", None, "Ann"),
        (second.rule_id, "display_name", "theirs", 7, "Bob"),
    ]
    assert all(one.at.endswith("Z") for one in kept)


async def test_a_rule_is_changed_and_dropped_and_all_of_it_audited(team, hub):
    one = rule()
    await hub.put_rule(one)
    changed = ConflictRule(rule_id=one.rule_id, entity_kind=MATERIAL, field="account", winner=Winner.THEIRS)
    await hub.put_rule(changed)
    assert [kept.winner for kept in await hub.rules()] == [Winner.THEIRS]
    await hub.drop_rule(one.rule_id)
    await hub.drop_rule(one.rule_id)
    assert await hub.rules() == []
    assert team.sql(
        "select actor, before ->> 'winner', after ->> 'winner' from audit.change_log"
        " where tenant_id = %s and action = 'rule' and cause = %s order by n", team.tenant_id, one.rule_id,
    ) == [("Ann", None, "ours"), ("Ann", "ours", "theirs"), ("Ann", "theirs", None)]  # fmt: skip
    assert team.sql("select audit.first_broken_link(%s)", team.tenant_id) == [(None,)]


@pytest.mark.parametrize("person", ["ed", "vera"])
async def test_only_managers_make_rules_and_all_read_them(team, hub, person):
    one = rule()
    await hub.put_rule(one)
    someone = await team.hub(person)
    for call in (someone.put_rule(rule()), someone.drop_rule(one.rule_id)):
        with pytest.raises(HubRefused, match="needs the level"):
            await call
    assert [kept.rule_id for kept in await someone.rules()] == [one.rule_id]


async def test_money_is_refused_before_it_is_sent(hub):
    with pytest.raises(InvalidValue, match="always asked"):
        await hub.put_rule(rule("price"))


@pytest.mark.parametrize("kind", EntityKind)
def test_the_hub_itself_refuses_exactly_what_concerns_money(team, kind):
    refused = set()
    with psycopg.connect(team.server.admin_url, autocommit=True) as connection:
        for name in FIELDS[kind]:
            try:
                connection.execute(
                    "insert into crm.conflict_rules (tenant_id, rule_id, entity_kind, field, winner, by)"
                    " values (%s, %s, %s, %s, 'ours', 'x')",
                    (team.tenant_id, uuid4(), kind.value, name),
                )
            except psycopg.errors.CheckViolation:
                refused.add(name)
    assert refused == {name for name in FIELDS[kind] if concerns_money(kind, name)}
