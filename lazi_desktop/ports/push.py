"""A push as it is foreseen, as it goes, and as it ended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from lazi_desktop.domain.errors import LaziError
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind


class PushResult(StrEnum):
    VERIFIED = "verified"
    DIFFERS = "differs"
    CONFLICT = "conflict"
    HELD = "held"  # waits with another field of its entity that is in conflict
    FAILED = "failed"
    WAITING = "waiting"  # not sent, or sent without an answer; the next push goes on with it


@dataclass(frozen=True, slots=True)
class PushedField:
    entity_key: EntityKey
    kind: EntityKind
    code: str
    name: str
    field: str
    result: PushResult
    ours: object = None
    found: object = None
    detail: str = ""
    created: bool = False
    """The entity was to be made by this push: ServiceTitan did not have it."""
    op_id: UUID | None = None
    """The edit that was sent, or would be."""


@dataclass(frozen=True, slots=True)
class PushReport:
    fields: Sequence[PushedField]
    requests: int
    seconds: float
    stopped: LaziError | None = None
    """Set when the push ended early; what was not sent waits."""
    waiting: int = 0
    """Entities submitted whose turn has not come yet: sent without an answer, or asked to slow down."""
    look_again_in: float | None = None
    """Seconds until the first of them is due."""
    remarks: Sequence[str] = ()
    """Sentences about the push as a whole."""

    def count(self, result: PushResult) -> int:
        return sum(field.result is result for field in self.fields)


# ------------------------------------------------------------------------------------------------------- beforehand


@dataclass(frozen=True, slots=True)
class PushPreview:
    """What a push of these edits would do, by ServiceTitan as it was at `at`. One entry per field: WAITING would be
    sent, VERIFIED is there already, CONFLICT needs a person, HELD waits with it, FAILED would be refused."""

    op_ids: frozenset[UUID]
    fields: Sequence[PushedField]
    requests: int
    """What the push will take, where everything goes well."""
    seconds: float
    """How long that is at the rate limit; ServiceTitan's own time comes on top."""
    at: datetime


@dataclass(frozen=True, slots=True)
class PreviewProgress:
    """Entities looked at."""

    done: int
    total: int


@dataclass(frozen=True, slots=True)
class PreviewRead:
    """`preview` is None where it could not be read, and `error` says why, or where it was cancelled."""

    op_ids: frozenset[UUID]
    preview: PushPreview | None
    error: LaziError | None = None


# ------------------------------------------------------------------------------------------------------- as it goes


class SkuPush(StrEnum):
    """How far an entity is in a push."""

    WAITING = "waiting"
    SENDING = "sending"
    VERIFIED = "verified"
    DIFFERS = "differs"
    CONFLICT = "conflict"
    FAILED = "failed"
    SKIPPED = "skipped"  # not sent this time; it stays submitted


@dataclass(frozen=True, slots=True)
class PushStep:
    entity_key: EntityKey
    kind: EntityKind
    code: str
    name: str
    state: SkuPush
    detail: str = ""


@dataclass(frozen=True, slots=True)
class PushMoved:
    """What became of some entities since this was told last, `done` of `total` in all."""

    steps: Sequence[PushStep]
    done: int
    total: int
    requests: int


@dataclass(frozen=True, slots=True)
class PushPaused:
    """The push stands still between two requests, or goes on."""

    paused: bool
