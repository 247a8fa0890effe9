"""Creates of which only a person can tell what became of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from uuid import UUID

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.ports.hub_lease import Lease
from lazi_desktop.ports.hub_push import Candidate, CreateQuestion, PushJob
from lazi_desktop.store.hub import wire
from lazi_desktop.store.hub.session import HubSession


class Questions(HubSession):
    async def ask_which(
        self,
        lease: Lease,
        job: PushJob,
        found: Sequence[Candidate],
        *,
        detail: str,
        field_details: Mapping[str, str],
    ) -> None:
        await self.call(
            "ask_which",
            token=(lease.token, "bigint"),
            job=job.job_id,
            found=(wire.encode([asdict(one) for one in found]), "jsonb"),
            detail=(detail, "text"),
            words=(wire.encode(field_details), "jsonb"),
        )
        self.feed_moved()

    async def questions(self) -> Sequence[CreateQuestion]:
        rows = await self.database.rows(
            "select question_id, entity_key, entity_kind, code, name, found, detail, asked_at"
            " from sync.open_questions where tenant_id = :tenant order by asked_at, question_id",
            tenant=self.tenant_id,
        )
        return [
            CreateQuestion(
                question_id=row.question_id,
                entity_key=EntityKey(row.entity_key),
                entity_kind=EntityKind(row.entity_kind),
                code=row.code,
                name=row.name,
                found=[Candidate(**one) for one in row.found],
                detail=row.detail,
                asked=row.asked_at,
            )
            for row in rows
        ]

    async def answer_create(self, question_id: UUID, remote_id: int | None) -> bool:
        counts: bool = await self.call("answer_create", question=question_id, choice=(remote_id, "bigint"))
        self.feed_moved()
        return counts
