"""Rules that answer conflicts without a person."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from lazi_desktop.domain.conflict_rules import ConflictRule, Winner, check_rule
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.store.hub.session import HubSession


class Rules(HubSession):
    async def rules(self) -> Sequence[ConflictRule]:
        rows = await self.database.rows(
            "select rule_id, entity_kind, field, winner, category_id, by, sync.moment(at) as at"
            " from crm.conflict_rules r where tenant_id = :tenant order by r.at, rule_id",
            tenant=self.tenant_id,
        )
        return [
            ConflictRule(
                rule_id=row.rule_id,
                entity_kind=EntityKind(row.entity_kind),
                field=row.field,
                winner=Winner(row.winner),
                category_id=row.category_id,
                by=row.by,
                at=row.at,
            )
            for row in rows
        ]

    async def put_rule(self, rule: ConflictRule) -> None:
        check_rule(rule)
        await self.call(
            "put_rule",
            rule=rule.rule_id,
            kind=(rule.entity_kind.value, "text"),
            field=(rule.field, "text"),
            winner=(rule.winner.value, "text"),
            category=(rule.category_id, "bigint"),
        )

    async def drop_rule(self, rule_id: UUID) -> None:
        await self.call("drop_rule", rule=rule_id)
