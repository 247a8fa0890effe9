"""Where an interrupted pull of one kind goes on: the hub stores it as text and does not read it."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.tripwire import Tripwire


@dataclass(frozen=True, slots=True, kw_only=True)
class PullToken:
    """`since` is the window's begin, None for everything. `watermark` is where the next window will begin.

    `seen` and the tripwire's counts are those of the pages so far: going on must not forget what they would add up to.
    A page's number means something only with the size that pages had.
    """

    run_id: UUID
    full: bool
    since: datetime | None
    next_page: int
    page_size: int
    started: datetime
    watermark: datetime | None = None
    seen: int = 0
    deactivated: int = 0
    blanked: int = 0
    repriced: int = 0

    def after(self, page: int, watermark: datetime, *, seen: int, tripwire: Tripwire) -> PullToken:
        """The watermark is taken from the first page: what changes during the run belongs to the next one."""
        return replace(
            self,
            next_page=page + 1,
            watermark=self.watermark or watermark,
            seen=seen,
            deactivated=tripwire.deactivated,
            blanked=tripwire.blanked,
            repriced=tripwire.repriced,
        )

    def tripwire(self, kind: EntityKind, mirrored: int) -> Tripwire:
        return Tripwire(kind, mirrored, self.deactivated, self.blanked, self.repriced)

    def text(self) -> str:
        return json.dumps(
            {
                "run": str(self.run_id),
                "full": self.full,
                "since": _text(self.since),
                "page": self.next_page,
                "page_size": self.page_size,
                "started": _text(self.started),
                "watermark": _text(self.watermark),
                "seen": self.seen,
                "tripwire": [self.deactivated, self.blanked, self.repriced],
            }
        )

    @classmethod
    def parse(cls, text: str | None) -> PullToken | None:
        """None for no token, and for one that this version cannot read: starting over is always safe."""
        if text is None:
            return None
        try:
            parts = json.loads(text)
            deactivated, blanked, repriced = (int(count) for count in parts["tripwire"])
            return cls(
                run_id=UUID(parts["run"]),
                full=bool(parts["full"]),
                since=_moment(parts["since"]),
                next_page=int(parts["page"]),
                page_size=int(parts["page_size"]),
                started=datetime.fromisoformat(parts["started"]),
                watermark=_moment(parts["watermark"]),
                seen=int(parts["seen"]),
                deactivated=deactivated,
                blanked=blanked,
                repriced=repriced,
            )
        except (ValueError, KeyError, TypeError):
            return None


def _text(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment is not None else None


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text is not None else None
