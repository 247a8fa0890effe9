"""What the window asks about the hub: runs, attempts, histories, conflict rules.

Every question is answered by one event.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from uuid import UUID

from lazi_desktop.domain.conflict_rules import ConflictRule, check_rule
from lazi_desktop.domain.history import Recorded
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import Tree
from lazi_desktop.domain.kits.parts import KitId
from lazi_desktop.ports.engine import (
    AttemptsRead,
    EngineEvent,
    HistoryRead,
    QuestionsRead,
    RulesRead,
    RunsRead,
    ViewsRead,
)
from lazi_desktop.ports.hub import Hub
from lazi_desktop.ports.hub_push import CreateQuestion
from lazi_desktop.ports.hub_runs import AttemptRow, RunRow
from lazi_desktop.ports.saved_views import SavedView
from lazi_desktop.sync.audit_answers import AuditAnswers
from lazi_desktop.sync.ledger_answers import LedgerAnswers
from lazi_desktop.sync.team_answers import TeamAnswers
from lazi_desktop.sync.trying import tried

HISTORY_PAGE = 200


class Answers:
    def __init__(
        self,
        hub: Callable[[], Awaitable[Hub]],
        tell: Callable[[EngineEvent], None],
        team_changed: Callable[[], None],
    ) -> None:
        self._hub = hub
        self._tell = tell
        self.ledger = LedgerAnswers(hub, tell)
        self.audit = AuditAnswers(hub, tell)
        self.team = TeamAnswers(hub, tell, team_changed)

    async def runs(self, before: datetime | None) -> None:
        runs, error = await tried(self._runs(before), ())
        self._tell(RunsRead(runs, older=before is not None, error=error))

    async def attempts(self, run_id: UUID) -> None:
        attempts, error = await tried(self._attempts(run_id), ())
        self._tell(AttemptsRead(run_id, attempts, error))

    async def history(self, key: EntityKey, before: int | None) -> None:
        records, error = await tried(self._history(key, before), ())
        more = len(records) == HISTORY_PAGE
        self._tell(HistoryRead(key, records, before, more=more, error=error))

    async def kit_history(self, kit: KitId, before: int | None) -> None:
        records, error = await tried(self._kit_history(kit, before), ())
        more = len(records) == HISTORY_PAGE
        self._tell(HistoryRead(EntityKey(kit), records, before, more=more, error=error))

    async def views(self) -> None:
        self._tell(ViewsRead(*await tried(self._views(), None)))

    async def put_view(self, view: SavedView) -> None:
        await self._change_views(self._put_view(view))

    async def drop_view(self, tree: Tree, name: str) -> None:
        await self._change_views(self._drop_view(tree, name))

    async def _change_views(self, change: Awaitable[None]) -> None:
        _, refused = await tried(change, None)
        views, unreadable = await tried(self._views(), None)
        self._tell(ViewsRead(views, refused or unreadable))

    async def _views(self) -> Sequence[SavedView] | None:
        return await (await self._hub()).views()

    async def _put_view(self, view: SavedView) -> None:
        await (await self._hub()).put_view(view)

    async def _drop_view(self, tree: Tree, name: str) -> None:
        await (await self._hub()).drop_view(tree, name)

    async def rules(self) -> None:
        self._tell(RulesRead(*await tried(self._rules(), ())))

    async def put_rule(self, rule: ConflictRule) -> None:
        await self._change_rules(self._put(rule))

    async def drop_rule(self, rule_id: UUID) -> None:
        await self._change_rules(self._drop(rule_id))

    async def questions(self) -> None:
        self._tell(QuestionsRead(*await tried(self._questions(), ())))

    async def answer_create(self, question_id: UUID, remote_id: int | None) -> None:
        counts, refused = await tried(self._answer(question_id, remote_id), False)
        questions, unreadable = await tried(self._questions(), ())
        self._tell(QuestionsRead(questions, refused or unreadable, answered=question_id, counts=counts))

    async def _change_rules(self, change: Awaitable[None]) -> None:
        """Whatever came of it, the rules as they are now are part of the answer, where they can be read."""
        _, refused = await tried(change, None)
        rules, unreadable = await tried(self._rules(), ())
        self._tell(RulesRead(rules, refused or unreadable))

    async def _runs(self, before: datetime | None) -> Sequence[RunRow]:
        return await (await self._hub()).runs(before=before)

    async def _attempts(self, run_id: UUID) -> Sequence[AttemptRow]:
        return await (await self._hub()).attempts(run_id)

    async def _history(self, key: EntityKey, before: int | None) -> Sequence[Recorded]:
        return await (await self._hub()).history(key, before=before, limit=HISTORY_PAGE)

    async def _kit_history(self, kit: KitId, before: int | None) -> Sequence[Recorded]:
        return await (await self._hub()).kit_history(kit, before=before, limit=HISTORY_PAGE)

    async def _rules(self) -> Sequence[ConflictRule]:
        return await (await self._hub()).rules()

    async def _questions(self) -> Sequence[CreateQuestion]:
        return await (await self._hub()).questions()

    async def _answer(self, question_id: UUID, remote_id: int | None) -> bool:
        return await (await self._hub()).answer_create(question_id, remote_id)

    async def _put(self, rule: ConflictRule) -> None:
        await (await self._hub()).put_rule(check_rule(rule))

    async def _drop(self, rule_id: UUID) -> None:
        await (await self._hub()).drop_rule(rule_id)
