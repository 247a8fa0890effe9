"""The model hub's reference lists: master.reference_rows and `ingest_reference` of 88_absent.sql."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from lazi_desktop.ports.hub_feed import ListedRow, ListMoment
from lazi_desktop.ports.hub_pull import IngestCounts, ListCursor
from lazi_desktop.ports.remote import ReferenceRow
from tests.simulation.model_questions import HubQuestions
from tests.simulation.model_servicetitan import BEGIN


class HubLists(HubQuestions):
    def lists_at(self) -> ListMoment | None:
        return max((row.at for row in self.listed.values()), default=None)

    def moment_of_lists(self) -> datetime:
        """After it comes what changes in them now, also where the server's clock was set back."""
        now = BEGIN + timedelta(seconds=self.loop.now + self.clock_is_off)
        return max((now, *(row.at.at for row in self.listed.values())))

    def ingest_reference(
        self,
        dev: UUID,
        token: int,
        run: UUID,
        name: str,
        rows: Sequence[ReferenceRow],
        whole: bool = True,
        watermark: datetime | None = None,
    ) -> IngestCounts:
        self.fence(dev, token)
        moment = self.moment_of_lists()
        lot = {row.remote_id: row for row in rows}
        held = {number: row for (of, number), row in self.listed.items() if of == name}
        moments = {
            number: ListMoment(moment + timedelta(microseconds=place), run)
            for place, number in enumerate(sorted(lot.keys() | held), 1)
        }
        added = changed = gone = 0
        for number, row in lot.items():
            now = ListedRow(
                name=name, remote_id=number, title=row.name, active=row.active, payload=row.payload, gone=False,
                at=moments[number],
            )  # fmt: skip
            old = held.get(number)
            if old is None or replace(old, at=now.at) != now:
                self.listed[name, number] = now
                added += old is None
                changed += old is not None
        for number, old in held.items():
            if whole and number not in lot and not old.gone:
                self.listed[name, number] = replace(old, gone=True, at=moments[number])
                gone += 1
        self._cursor_moved(name, token, None, watermark)
        return IngestCounts(len(lot), added, changed + gone, len(lot) - added - changed)

    def note_list_refused(self, dev: UUID, token: int, name: str, reason: str) -> None:
        self.fence(dev, token)
        self._cursor_moved(name, token, reason, None)

    def list_cursors(self) -> dict[str, ListCursor]:
        return {
            kind.removeprefix("lists "): ListCursor(watermark, reason or "")
            for kind, (reason, watermark, _) in self.cursors.items()
            if kind.startswith("lists ")
        }

    def _cursor_moved(self, name: str, token: int, reason: str | None, watermark: datetime | None) -> None:
        kind = f"lists {name}"
        _, before, _ = self.cursors.get(kind, (None, None, 0))
        self.cursors[kind] = (reason, watermark or before, token)
        self.moved_back.discard(kind)

    def listed_rows(self, since: datetime | None) -> list[ListedRow]:
        return [
            row for row in self.listed.values() if (not row.gone if since is None else row.at.at >= since)
        ]
