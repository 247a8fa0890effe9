"""What a person changed and the hub keeps: overrides, and conflicts between them and ServiceTitan."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.values import Value


class OverrideState(StrEnum):
    PENDING = "pending"
    SUBMITTED = "submitted"
    DIFFERS = "differs"  # sent, answered, and not what reading back shows
    FAILED = "failed"  # ServiceTitan said no; `detail` has its words
    KEPT = "kept"  # of a field of our own: shared with the team, and nothing to send


@dataclass(frozen=True, slots=True, kw_only=True)
class OverrideRow:
    entity_key: EntityKey
    entity_kind: EntityKind
    remote_id: int | None
    code: str
    name: str
    field: str
    value: Value
    base: Value
    mirror: Value
    by: str
    at: datetime
    op_id: UUID
    state: OverrideState
    detail: str = ""
    change_set: UUID | None = None
    held: bool = False
    """Its change-set is held back."""

    @property
    def stays(self) -> bool:
        """A push of everything leaves it here. What was submitted by itself goes."""
        return self.held and self.state is not OverrideState.SUBMITTED


@dataclass(frozen=True, slots=True, kw_only=True)
class HubConflict:
    conflict_id: UUID
    entity_key: EntityKey
    entity_kind: EntityKind
    field: str
    kind: str
    base: Value
    ours: Value
    theirs: Value
    state: str
    by: str
    at: datetime
