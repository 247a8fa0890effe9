"""A workspace in a folder of its own, with a clock and ids that repeat."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID

import pytest

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.ops import Changes, Op, OpDraft, OpKind, OpOutcome, OpReceipt
from lazi_desktop.ports.hub_feed import FeedRow
from lazi_desktop.ports.pricebook import EntityDetail, SkuRow
from lazi_desktop.ports.sku_query import SkuQuery
from lazi_desktop.ports.workspace import UnitOfWork
from lazi_desktop.store.workspace import OpenWorkspace, open_workspace
from tests.fakes.feed import EPOCH, TENANT

MIGRATIONS = Path(__file__).resolve().parents[3] / "migrations"
DEVICE = UUID(int=9)

T = TypeVar("T")


class TickingClock:
    def __init__(self) -> None:
        self.time = datetime(2026, 3, 1, 8, tzinfo=UTC)

    def now(self) -> datetime:
        self.time += timedelta(milliseconds=1)
        return self.time

    def monotonic(self) -> float:
        return self.time.timestamp()

    async def sleep(self, seconds: float) -> None:
        self.time += timedelta(seconds=seconds)


class CountedIds:
    def __init__(self, first: int = 1 << 64) -> None:
        self._numbers = count(first)

    def ordered(self) -> UUID:
        return UUID(int=next(self._numbers))


class Desk:
    """A workspace as its users hold it: everything that writes goes through the store's thread."""

    def __init__(self, folder: Path, ids: CountedIds, clock: TickingClock) -> None:
        self.folder = folder
        self.ids = ids
        self.clock = clock
        self.open: OpenWorkspace = self._open()

    def _open(self) -> OpenWorkspace:
        return open_workspace(
            self.folder,
            tenant_id=TENANT,
            device_id=DEVICE,
            ids=self.ids,
            clock=self.clock,
            migrations=MIGRATIONS,
        )

    def reopen(self) -> None:
        self.open.close()
        self.open = self._open()

    def on_writer(self, work: Callable[[], T]) -> T:
        return self.open.writer.submit(work).result()

    # replication
    def feed(self, rows: Sequence[FeedRow]) -> Changes:
        return self.on_writer(lambda: self.open.replica.apply_feed(rows))

    def start(self, rows: Sequence[FeedRow], *, epoch: UUID = EPOCH) -> None:
        """A snapshot of these rows; the feed goes on after the last of them."""
        self.on_writer(lambda: self.open.replica.begin_snapshot(epoch))
        self.on_writer(lambda: self.open.replica.apply_snapshot(rows))
        seq, group = (rows[-1].seq, rows[-1].group) if rows else (0, None)
        self.on_writer(lambda: self.open.replica.end_snapshot(epoch, seq, group))

    def unsent(self, limit: int = 200) -> Sequence[Op]:
        return self.on_writer(lambda: self.open.replica.unsent(limit))

    def acknowledge(
        self, ops: Sequence[Op], outcome: OpOutcome = OpOutcome.ACCEPTED, *, feed_seq: int, **more: Any
    ) -> Changes:
        receipts = [OpReceipt(op_id=op.op_id, outcome=outcome, feed_seq=feed_seq, **more) for op in ops]
        return self.on_writer(lambda: self.open.replica.acknowledge(receipts))

    # edits
    def work(self, work: Callable[[UnitOfWork], T]) -> T:
        def run() -> T:
            with self.open.workspace.unit_of_work() as unit:
                return work(unit)

        return self.on_writer(run)

    def set(
        self,
        key: EntityKey,
        field: str,
        value: Any,
        *,
        kind: OpKind = OpKind.SET,
        label: str = "Edit",
        **more: Any,
    ) -> Changes:
        def edit(unit: UnitOfWork) -> Changes:
            detail = unit.detail(key)
            draft = OpDraft(kind=kind, entity_kind=detail.kind, entity_key=key, field=field, value=value,
                            seen=detail.effective.get(field), base=detail.mirror.get(field))  # fmt: skip
            return unit.record([replace(draft, **more)], label=label)

        return self.work(edit)

    # reads
    def find(self, search: str = "", **query: Any) -> list[str]:
        numbers = self.open.queries.find(SkuQuery(search=search, **query))
        assert list(numbers) == list(self.open.queries.find(SkuQuery(search=search, **query), limit=10_000))
        return [row.code for row in self.open.queries.rows(numbers)]

    def row(self, key: EntityKey) -> SkuRow:
        (row,) = self.open.queries.rows_of([key])
        return row

    def detail(self, key: EntityKey) -> EntityDetail:
        detail = self.open.queries.detail(key)
        assert detail is not None
        return detail


@pytest.fixture
def clock() -> TickingClock:
    return TickingClock()


@pytest.fixture
def desk(tmp_path: Path, clock: TickingClock) -> Iterator[Desk]:
    desk = Desk(tmp_path / "profile", CountedIds(), clock)
    yield desk
    desk.open.close()
