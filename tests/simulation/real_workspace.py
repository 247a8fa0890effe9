"""A real workspace beside a model one: a file in a folder of a history, with the model's ids, device and clock.

What the model hub tells is worded here as PostgreSQL words it.
"""

from __future__ import annotations

import itertools
import shutil
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID

from lazi_desktop.config.places import migrations_folder
from lazi_desktop.ports.hub_feed import FeedKind, FeedRow
from lazi_desktop.ports.system import Clock
from lazi_desktop.store.workspace.database import open_writer
from lazi_desktop.store.workspace.encoding import to_json
from lazi_desktop.store.workspace.migrating import upgrade
from lazi_desktop.store.workspace.opening import FILE_NAME, OpenWorkspace, open_workspace
from lazi_desktop.store.workspace.replica import PRUNED_EVERY, SqliteReplica
from lazi_desktop.store.workspace.unit_of_work import SqliteUnitOfWork
from tests.simulation.model_rows import TENANT
from tests.simulation.model_servicetitan import BEGIN

T = TypeVar("T")
_LOG = f"{FILE_NAME}-wal"


class Disk:
    """Where the files of one history lie."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.empty = folder / "empty"
        self.workspaces: list[RealWorkspace] = []
        self._places = itertools.count()
        folder.mkdir(parents=True)
        database = open_writer(self.empty)
        with database.writing():  # takes longer than all else about a new one
            upgrade(database, migrations_folder())
        database.close()

    def place(self) -> Path:
        made = self.folder / str(next(self._places))
        made.mkdir()
        return made

    def close(self) -> None:
        for one in self.workspaces:
            one.close()


class GivenIds:
    """Those that the model has drawn."""

    def __init__(self) -> None:
        self.next: deque[UUID] = deque()

    def ordered(self) -> UUID:
        return self.next.popleft()


class RealWorkspace:
    """Opened when it is first needed."""

    def __init__(self, disk: Disk, device: UUID, clock: Clock, source: Path | None = None) -> None:
        self.disk = disk
        self.device = device
        self.clock = clock
        self.ids = GivenIds()
        self.folder = disk.place()
        shutil.copyfile(source or disk.empty, self.folder / FILE_NAME)
        self._opened: OpenWorkspace | None = None
        self._pruned: tuple[int, datetime]
        disk.workspaces.append(self)

    @property
    def open(self) -> OpenWorkspace:
        if self._opened is None:
            self._opened = open_workspace(
                self.folder,
                tenant_id=TENANT,
                device_id=self.device,
                ids=self.ids,
                clock=self.clock,
                migrations=migrations_folder(),
            )
            assert not self._opened.notice, self._opened.notice
            self._pruned = 0, datetime.min.replace(tzinfo=UTC)
        return self._opened

    def close(self) -> None:
        if self._opened is not None:
            self._opened.close()
            self._opened = None

    def copy(self, device: UUID, clock: Clock) -> RealWorkspace:
        """What lies on the disk at this moment, in a place of its own."""
        twin = RealWorkspace(self.disk, device, clock, self.folder / FILE_NAME)
        if (self.folder / _LOG).exists():
            shutil.copyfile(self.folder / _LOG, twin.folder / _LOG)
        return twin

    def lose_power(self) -> None:
        """What lies on the disk is what is opened next, without having been closed."""
        if self._opened is not None:
            left = self.copy(self.device, self.clock)
            self.disk.workspaces.remove(left)
            self.close()
            self.folder = left.folder

    # ------------------------------------------------------------------------------------------------ being told things

    def replica(self, work: Callable[[SqliteReplica], T]) -> T:
        opened = self.open
        return opened.replication.submit(lambda: work(opened.replica)).result()

    def unit(self, work: Callable[[SqliteUnitOfWork], T]) -> T:
        opened = self.open

        def run() -> T:
            with opened.workspace.unit_of_work() as unit:
                return work(unit)

        return opened.writer.submit(run).result()

    def will_prune(self, durable_seq: int, at: datetime) -> bool:
        """It does that once a day, or when the hub's backup has grown."""
        self.open  # noqa: B018 - one that was opened again has not pruned yet
        if durable_seq <= self._pruned[0] and at - self._pruned[1] < PRUNED_EVERY:
            return False
        self._pruned = durable_seq, at
        return True


def as_told(rows: Iterable[FeedRow], *, snapshot: bool = False) -> list[FeedRow]:
    """Moments as text, and the fields of a snapshot's mirrors too."""
    return [_as_told(row, snapshot) for row in rows]


def _as_told(row: FeedRow, snapshot: bool) -> FeedRow:
    if row.payload is None:
        return row
    payload: dict[str, Any] = dict(row.payload)
    if "at" in payload:
        payload["at"] = str(payload["at"])
    if row.kind is FeedKind.HABIT:
        payload["last"] = BEGIN + timedelta(seconds=payload["last"])
    if row.kind is FeedKind.KIT_PART:
        payload["clashes"] = {name: _clashes(said) for name, said in payload["clashes"].items()}
    if snapshot and row.kind is FeedKind.MIRROR:
        return replace(row, fields_text=to_json(payload.pop("fields")), payload=payload)
    return replace(row, payload=payload)


def _clashes(said: Sequence[Any]) -> list[dict[str, Any]]:
    return [{**one, "at": str(one["at"])} for one in said]
