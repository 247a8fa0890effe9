"""The push ledger: what a push did to one field, from what was there before to what reading back showed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.values import Value


class Result(StrEnum):
    """What is known of a field that was to be pushed."""

    VERIFIED = "verified"
    DIFFERS = "differs"  # answered 200, and another value is there
    REJECTED = "rejected"
    CONFLICT = "conflict"
    WAITING = "waiting"  # not sent after all, or nobody has seen yet whether it arrived


@dataclass(frozen=True, slots=True, kw_only=True)
class Pushed:
    """A line of the ledger. `sent` is what was asked for; it went on the wire where `on_wire`.

    `found` is what reading back showed, of a conflict what stood there. Nothing is known of it while WAITING.
    """

    entity_key: EntityKey
    entity_kind: EntityKind
    code: str
    name: str
    field: str
    before: Value
    sent: Value
    found: Value
    result: Result
    created: bool
    """ServiceTitan did not have the entity: this push was to make it."""
    op_id: UUID
    by: str
    change_set: UUID | None
    on_wire: bool
    status: int | None
    """What ServiceTitan answered with, where it answered."""
    detail: str
    at: datetime
