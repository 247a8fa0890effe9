"""The push's side of the hub: jobs to claim, what was sent, what reading back showed, what a person must say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from lazi_desktop.domain.habits import Habit
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.merge import ReadBack
from lazi_desktop.domain.values import Fields, Value
from lazi_desktop.ports.hub_lease import Lease
from lazi_desktop.ports.overrides import OverrideRow


class Withdrawn(Exception):
    """The person took the change back between the claim and the sending."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PushField:
    """One submitted field, frozen when the job was claimed."""

    field: str
    value: Value
    base: Value
    op_id: UUID
    may_send: bool = True
    """False for what was sent once without an answer and was taken back or changed since: only looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PushJob:
    job_id: UUID
    entity_key: EntityKey
    entity_kind: EntityKind
    remote_id: int | None
    """None for what ServiceTitan does not have yet: the job creates it."""
    code: str
    name: str
    fields: Sequence[PushField]
    attempt: int
    state: str
    """"claimed", or "ambiguous": sent once with no answer seen, to be settled by reading back."""
    perhaps_made: bool = False
    """Of a create: the hub went back to an earlier state, so it does not know whether it was sent before."""
    chosen: int | None = None
    """Of a create: a person says that it became this one,"""
    dismissed: frozenset[int] = frozenset()
    """or that it became none of these."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An entity of ServiceTitan's that a create may have become."""

    remote_id: int
    code: str
    name: str
    active: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CreateQuestion:
    """Which of those found a create became; only a person can tell. `detail` says how it came to that."""

    question_id: UUID
    entity_key: EntityKey
    entity_kind: EntityKind
    code: str
    name: str
    found: Sequence[Candidate]
    detail: str
    asked: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What reading back showed of one field. `found` is the value that is there."""

    field: str
    op_id: UUID
    result: ReadBack
    found: Value
    detail: str = ""
    habit: Habit | None = None
    """Where it differs: what ServiceTitan did to what was sent, if that is what happened."""
    is_answer: bool = False
    """What is there is ServiceTitan's own answer to what was sent, and no habit of its."""


class JobEnd(StrEnum):
    """Why a claimed job goes no further for now."""

    RETRY = "retry"  # never left the house: try again after `not_before` seconds
    BLOCKED = "blocked"  # every field waits for a conflict
    NEEDS_HUMAN = "needs_human"
    IN_DOUBT = "in_doubt"  # like that, about what was `perhaps_made`: who submits it again has been told


class HubPush(Protocol):
    """What a push takes out, and what became of it."""

    async def pending(self) -> Sequence[OverrideRow]: ...

    async def claim(self, lease: Lease, limit: int) -> Sequence[PushJob]:
        """A job whose answer was lost is offered again only when ServiceTitan must be through with it."""

    async def conflicted_fields(self, entity_keys: Sequence[EntityKey]) -> Mapping[EntityKey, frozenset[str]]:
        """Fields with an open conflict."""

    async def made_here(self, kind: EntityKind, remote_ids: Sequence[int]) -> frozenset[int]:
        """Those of the numbers that something made here has got."""

    async def earlier_values(self, entity_key: EntityKey, field: str) -> Sequence[Value]:
        """What anybody ever said of this field, the latest first; some of it may never have been sent."""

    async def adopt(self, lease: Lease, job: PushJob, remote_id: int) -> None:
        """What this create made is that entity. References to its key become its number; the job is to be verified.

        Where a pull met it first, the key it got then is buried as adopted, and what hung on it moves over.
        """

    async def not_found(self, lease: Lease, job: PushJob) -> None:
        """A look for a create whose answer was lost found nothing. The hub counts, by its clock: after 300 s and two
        such looks 60 s apart the create may be sent again."""

    async def ask_which(
        self,
        lease: Lease,
        job: PushJob,
        found: Sequence[Candidate],
        *,
        detail: str,
        field_details: Mapping[str, str],
    ) -> None:
        """A person must say which of these the create became; until then it waits as with NEEDS_HUMAN."""

    async def questions(self) -> Sequence[CreateQuestion]:
        """Those that wait for an answer, the oldest first."""

    async def answer_create(self, question_id: UUID, remote_id: int | None) -> bool:
        """It became that one, or with None: none of these. What was submitted goes on with the next push.

        False where it does not count: somebody gave another answer first, or the question is over.
        """

    async def gone(self, lease: Lease, job: PushJob) -> None:
        """ServiceTitan does not have the job's entity any more: tombstone and `delete_vs_edit`; the job is blocked."""

    async def intend(
        self, lease: Lease, job: PushJob, *, sending: Mapping[str, Value], before: Fields, path: str
    ) -> UUID:
        """Commits "about to send this" before the first byte leaves. Returns the attempt's id.

        Raises:
            Withdrawn: something of `sending` is not what is submitted any more. The job is as it was.
        """

    async def answered(
        self, lease: Lease, job: PushJob, attempt_id: UUID, *, outcome: str, status: int | None, detail: str
    ) -> None:
        """`outcome`: "applied", "ambiguous" or "rejected"."""

    async def settle(
        self,
        lease: Lease,
        job: PushJob,
        verdicts: Sequence[Verdict],
        *,
        end: JobEnd | None = None,
        detail: str = "",
    ) -> None:
        """Verified overrides are cleared, the others marked; closes the job unless `end` says otherwise."""

    async def put_off(
        self,
        lease: Lease,
        job: PushJob,
        end: JobEnd,
        *,
        seconds: float = 0,
        detail: str = "",
        field_details: Mapping[str, str] | None = None,
    ) -> None: ...

    async def waiting(self) -> tuple[int, float | None]:
        """How many submitted entities are not due yet, and in how many seconds the first of them is."""
