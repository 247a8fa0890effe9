"""Change-sets and proposals as a person sees them: frozen rows of the workspace, offline too."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.values import Value


class SetState(StrEnum):
    OPEN = "open"
    HELD = "held"  # its changes are not sent until somebody takes them out
    CLOSED = "closed"  # kept for the history; nothing is filed under it any more


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeSet:
    """Edits that belong together. `changes` counts what is still pending in it."""

    set_id: UUID
    message: str
    state: SetState
    by: str
    at: str
    changes: int = 0

    @property
    def is_empty(self) -> bool:
        """Something could go under it, and nothing waits in it."""
        return self.state is SetState.OPEN and not self.changes


class ProposalState(StrEnum):
    OPEN = "open"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """One field that somebody without the right to override wants to have changed; nobody's value is changed by it.

    `seen` is the effective value its author saw, `now` what is effective here; `reason` is what who answered it said.
    """

    op_id: UUID
    entity_key: EntityKey
    entity_kind: EntityKind
    code: str
    name: str
    field: str
    seen: Value
    now: Value
    value: Value
    change_set: UUID | None
    by: str
    at: str
    state: ProposalState
    reason: str = ""
    answered_by: str = ""
    mine: bool = False
    """Made on this desktop."""
