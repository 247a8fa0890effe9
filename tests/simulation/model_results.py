"""The model hub's push ledger: 84_results.sql."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING
from uuid import UUID

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.values import Fields, Value
from tests.simulation.model_pull import HubPulls
from tests.simulation.model_rows import Job, Result

if TYPE_CHECKING:
    from tests.simulation.world import World


class HubResults(HubPulls):
    def __init__(self, world: World) -> None:
        super().__init__(world)
        self.push: tuple[UUID, int] | None = None  # that goes on, and under which token
        self.results: dict[tuple[UUID, EntityKey, str], Result] = {}

    def begin_run(self, dev: UUID, token: int, what: str) -> UUID:
        self.fence(dev, token)
        run = self.new_id()
        if what == "push":
            self.push = run, token
        return run

    def end_run(self, dev: UUID, token: int, run: UUID) -> None:
        self.fence(dev, token)
        if self.push is not None and self.push[0] == run:
            self.push = None

    def push_run(self, token: int | None) -> UUID | None:
        return self.push[0] if self.push is not None and self.push[1] == token else None

    def note_sent(self, job: Job, attempt: UUID, sending: Mapping[str, Value], before: Fields) -> None:
        run, item = self.push_run(job.token), job.item
        if run is None:
            return
        for field, value in sending.items():
            made = Result(item.overrides[field].op_id, before.get(field), value)
            known = self.results.get((run, item.key, field))
            if known is not None and known.result in ("verified", "differs"):
                made.before = known.before
            made.created = item.remote_id is None or (known is not None and known.created)
            made.attempt = attempt
            self.results[run, item.key, field] = made

    def note_answer(self, job: Job, attempt: UUID, detail: str) -> None:
        for (_, key, _), one in self.results.items():
            if key == job.item.key and one.attempt == attempt and one.result == "waiting":
                one.detail = detail

    def note_result(self, job: Job, field: str, op_id: UUID, result: str, found: Value, detail: str) -> None:
        """In the push that sent it, or in this one where nothing was sent."""
        run, item = self.push_run(job.token), job.item
        waiting = [
            (where, one)
            for (where, key, name), one in self.results.items()
            if (key, name, one.op_id, one.result) == (item.key, field, op_id, "waiting")
        ]
        for where, one in waiting:
            one.result, one.found, one.detail = result, found, detail
            one.settled_run = None if run == where else run
        if waiting or run is None:
            return
        sent = next(
            (one.value for one in job.request or () if (one.field, one.op_id) == (field, op_id)), None
        )
        known = self.results.get((run, item.key, field))
        if known is None:
            known = self.results[run, item.key, field] = Result(op_id, found, sent)
        elif known.result == "verified":
            return  # what is proved stays proved
        known.op_id, known.sent, known.found = op_id, sent, found
        known.result, known.detail = result, detail
