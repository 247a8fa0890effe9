"""A hub and a ServiceTitan that note what a push asks of them, for pushes that create."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any, cast
from uuid import UUID, uuid4

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.values import Value
from lazi_desktop.ports.engine import PushReport
from lazi_desktop.ports.hub import Hub
from lazi_desktop.ports.hub_lease import Lease
from lazi_desktop.ports.hub_look import HubCounts
from lazi_desktop.ports.hub_pull import IngestCounts
from lazi_desktop.ports.hub_push import PushField, PushJob, Withdrawn
from lazi_desktop.ports.remote import Look, RemoteEntity, RemotePricebook
from lazi_desktop.sync.push import Push
from lazi_desktop.sync.turn import Turn

C, M, S = EntityKind.CATEGORY, EntityKind.MATERIAL, EntityKind.SERVICE
NEW = {"code": "NEW-1", "description": "New", "price": 5}


def a_job(
    kind: EntityKind = M, *, state: str = "claimed", remote_id: int | None = None, **fields: Any
) -> PushJob:
    values = fields or (NEW if kind.is_sku else {"name": "Tees", "category_type": "Materials"})
    return PushJob(
        job_id=uuid4(), entity_key=EntityKey(uuid4()), entity_kind=kind, remote_id=remote_id, attempt=0, state=state,
        code=str(values.get("code", "")), name=str(values.get("name", "")),
        fields=[PushField(field=name, value=value, base=None, op_id=uuid4()) for name, value in values.items()],
    )  # fmt: skip


def entity(remote_id: int, kind: EntityKind = M, problem: str = "", **fields: Any) -> RemoteEntity:
    values = fields or (NEW if kind.is_sku else {"name": "Tees", "category_type": "Materials"})
    return RemoteEntity(kind=kind, remote_id=remote_id, payload="{}", fields=values, problem=problem)


class StillClock:
    def __init__(self) -> None:
        self.seconds = 0.0
        self.slept: list[float] = []

    def monotonic(self) -> float:
        return self.seconds

    def now(self) -> datetime:
        return datetime.fromtimestamp(1_800_000_000 + self.seconds, UTC)

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)


class NotingHub:
    """Hands out its jobs lot by lot, and keeps what it is told. `troubles[method]` is raised once."""

    def __init__(self, *lots: Sequence[PushJob]) -> None:
        self.lots = list(lots)
        self.told: list[tuple[str, Any]] = []
        self.troubles: dict[str, Exception] = {}
        self.conflicted: dict[EntityKey, frozenset[str]] = {}
        self.withdrawn = False
        self.ours: frozenset[int] = frozenset()
        self.earlier: Sequence[Value] = ()

    def _note(self, name: str, what: Any = None) -> None:
        self.told.append((name, what))
        if name in self.troubles:
            raise self.troubles.pop(name)

    @property
    def names(self) -> list[str]:
        return [name for name, _ in self.told]

    def of(self, name: str) -> list[Any]:
        return [what for one, what in self.told if one == name]

    async def counts(self) -> HubCounts:
        many = sum(map(len, self.lots))
        return HubCounts({}, many, many, many, 0, 0, None, None, "")

    async def claim(self, lease: Lease, limit: int) -> Sequence[PushJob]:
        return self.lots.pop(0) if self.lots else []

    async def conflicted_fields(self, keys: Sequence[EntityKey]) -> dict[EntityKey, frozenset[str]]:
        return self.conflicted

    async def begin_run(self, lease: Lease, *, what: str, full: bool) -> UUID:
        self._note("begin_run", what)
        return uuid4()

    async def end_run(self, lease: Lease, run_id: UUID, *, state: str, counts: Any, detail: str) -> None:
        self._note("end_run", (state, counts))

    async def ingest(self, lease: Lease, run_id: UUID, entities: Any, *, kind: EntityKind) -> IngestCounts:
        self._note("ingest", [one.remote_id for one in entities])
        return IngestCounts()

    async def intend(self, lease: Lease, job: PushJob, *, sending: Any, before: Any, path: str) -> UUID:
        self._note("intend", (dict(sending), dict(before), path))
        if self.withdrawn:
            raise Withdrawn
        return uuid4()

    async def answered(
        self, lease: Lease, job: PushJob, attempt: UUID, *, outcome: str, status: int | None, detail: str
    ) -> None:
        self._note("answered", (outcome, status))

    async def adopt(self, lease: Lease, job: PushJob, remote_id: int) -> None:
        self._note("adopt", remote_id)

    async def made_here(self, kind: EntityKind, remote_ids: Sequence[int]) -> frozenset[int]:
        return self.ours & set(remote_ids)

    async def earlier_values(self, entity_key: EntityKey, field: str) -> Sequence[Value]:
        return self.earlier

    async def not_found(self, lease: Lease, job: PushJob) -> None:
        self._note("not_found", job.code or job.name)

    async def gone(self, lease: Lease, job: PushJob) -> None:
        self._note("gone", job.remote_id)

    async def settle(
        self, lease: Lease, job: PushJob, verdicts: Any, *, end: Any = None, detail: str = ""
    ) -> None:
        self._note("settle", ({one.field: one.result.value for one in verdicts}, end))

    async def put_off(
        self,
        lease: Lease,
        job: PushJob,
        end: Any,
        *,
        seconds: float = 0,
        detail: str = "",
        field_details: Any = None,
    ) -> None:
        self._note("put_off", (end.value, seconds, dict(field_details or {})))

    async def ask_which(
        self, lease: Lease, job: PushJob, found: Any, *, detail: str, field_details: Any
    ) -> None:
        self._note("ask_which", ([one.remote_id for one in found], dict(field_details)))

    async def waiting(self) -> tuple[int, float | None]:
        return 0, None

    async def acquire(self, name: str, seconds: int) -> Lease:
        return Lease(name, 1, seconds)

    async def release(self, lease: Lease) -> None: ...


class ScriptedTitan:
    """`looks` are answered in turn (nothing when used up); so are `creates` and `patches`, an exception by raising."""

    def __init__(self, *, looks: Any = (), creates: Any = (), patches: Any = (), there: Any = ()) -> None:
        self.looks = list(looks)
        self.creates = list(creates)
        self.patches = list(patches)
        self.there = {one.remote_id: one for one in there}
        self.hidden_from_lots: set[int] = set()
        self.sent: list[Any] = []

    async def look_for(self, kind: EntityKind, key: EntityKey, wanted: Any) -> Look:
        return cast(Look, _next(self.looks, Look([], [], kind.is_sku)))

    async def create(
        self, kind: EntityKind, key: EntityKey, wanted: Any, *, may_send: Callable[[], None]
    ) -> int:
        may_send()
        self.sent.append(dict(wanted))
        return cast(int, _next(self.creates, 77))

    async def patch(
        self, kind: EntityKind, remote_id: int, changes: Any, known: Any, *, may_send: Callable[[], None]
    ) -> None:
        may_send()
        self.sent.append(dict(changes))
        _next(self.patches, None)

    may_send_together = False
    requests_per_second = 20.0

    async def read_many(self, kind: EntityKind, remote_ids: Sequence[int]) -> Sequence[RemoteEntity]:
        return [
            self.there[one] for one in remote_ids if one in self.there and one not in self.hidden_from_lots
        ]

    async def read_one(self, kind: EntityKind, remote_id: int) -> RemoteEntity | None:
        return self.there.get(remote_id)


def _next(script: list[Any], otherwise: Any) -> Any:
    line = script.pop(0) if script else otherwise
    if isinstance(line, Exception):
        raise line
    return line


async def push(
    hub: NotingHub,
    titan: ScriptedTitan,
    *,
    clock: StillClock | None = None,
    during: Callable[[], None] | None = None,
) -> PushReport:
    clock = clock or StillClock()
    real = cast(Hub, hub)
    async with Turn(real, clock) as turn:
        return await Push(real, cast(RemotePricebook, titan), turn, clock).run()
