"""The audit log as a whole: whether it is as it was written, and looking for lines of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from lazi_desktop.domain.audit import AuditOrigin
from lazi_desktop.domain.history import Recorded
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind


@dataclass(frozen=True, slots=True, kw_only=True)
class BrokenLink:
    """The first link of the chain that does not hold, and the lines said to be its: doctored, removed or put in.

    `found` is how many of them there are; the moments are those that they bear, None where there are none.
    """

    link: int
    first_line: int | None
    last_line: int | None
    found: int
    first_at: datetime | None
    last_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedLot:
    """`link`, `line` and `hash` are the last ones of what was looked at; 0 and empty in a log without any.

    `lines` is how many the log has.
    """

    link: int
    line: int
    lines: int
    hash: bytes
    at_end: bool
    broken: BrokenLink | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditFilter:
    """Which lines are looked for; "" and None are any. `since` is the first moment, `until` the first one after."""

    person: str = ""
    """A login."""
    code: str = ""
    """What the entry is called now, here or in ServiceTitan."""
    field: str = ""
    origin: AuditOrigin | None = None
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditRow:
    """A line of the log; of what is not about an entry, there is no kind. Of a kit it is the entry that has it."""

    recorded: Recorded
    number: int
    link: int
    entity_key: EntityKey | None
    kind: EntityKind | None
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class AuditPerson:
    login: str
    name: str


@dataclass(frozen=True, slots=True)
class AuditPlace:
    """The last line of a page: where the next one goes on."""

    at: datetime
    number: int


class HubAudit(Protocol):
    """Written by the database alone; each transaction is chained to the one before."""

    async def check_audit(self, after: int = 0) -> CheckedLot:
        """Looks at the links after this one, some ten thousand lines at a time."""

    async def audit_hash(self, link: int) -> bytes | None:
        """None where there is no such link."""

    async def audit(
        self, wanted: AuditFilter, *, after: AuditPlace | None = None, limit: int = 100
    ) -> Sequence[AuditRow]:
        """The newest first, at most 500. Who is no manager finds what they did themselves.

        Raises HubRefused where somebody else's lines are asked for without the right to see them.
        """

    async def audit_people(self) -> Sequence[AuditPerson]:
        """Whose lines may be looked for, by name."""
