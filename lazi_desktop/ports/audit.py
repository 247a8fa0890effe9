"""What the engine answers about the audit log."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lazi_desktop.domain.errors import LaziError
from lazi_desktop.ports.hub_audit import AuditFilter, AuditPerson, AuditPlace, AuditRow


@dataclass(frozen=True, slots=True)
class AuditRead:
    """A page of it, the newest first, from after that place on; `more` where there is still more after it."""

    wanted: AuditFilter
    after: AuditPlace | None
    rows: Sequence[AuditRow]
    more: bool = False
    error: LaziError | None = None


@dataclass(frozen=True, slots=True)
class AuditPeopleRead:
    """Whose lines this person may see; None where that could not be read."""

    people: Sequence[AuditPerson] | None
    error: LaziError | None = None
