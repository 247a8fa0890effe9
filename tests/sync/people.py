"""People who share over a hub that is a stand-in: a desk for each, and two materials that both know."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast
from uuid import UUID

from lazi_desktop.domain.ops import Op
from lazi_desktop.domain.values import Value
from lazi_desktop.ports.engine import HubRestored
from lazi_desktop.ports.hub import Hub
from lazi_desktop.ports.hub_feed import DeviceCopied
from lazi_desktop.ports.replica import ReplicaState
from lazi_desktop.sync.replication import Replicator
from tests.fakes.feed import key_of, sku
from tests.fakes.hub import FakeHub
from tests.store.workspace.conftest import CountedIds, Desk, TickingClock

ELBOW, TEE = sku(11, "ELB-1", "Copper elbow"), sku(12, "TEE-1", "Copper tee")
KEYS = (key_of(ELBOW), key_of(TEE))


class Person:
    """One desk, and the device it is at the hub."""

    def __init__(self, hub: FakeHub, folder: Path, number: int) -> None:
        self.hub = hub
        self.desk = Desk(folder, CountedIds(number << 64), TickingClock())
        self.devices = number * 1000
        self.failing: Callable[[str], None] = lambda call: None
        self.told: list[HubRestored] = []
        self.made: list[Op] = []

    def exchange(self) -> None:
        try:
            self._exchange()
        except DeviceCopied:
            self.re_enrol()
            self._exchange()

    def _exchange(self) -> None:
        seat = self.hub.seat(UUID(int=self.devices), fails=lambda call: self.failing(call))
        replica = self.desk.open.replica
        asyncio.run(
            Replicator(
                cast(Hub, seat), replica, self.desk.open.replication, restored=self.told.append
            ).exchange()
        )

    def re_enrol(self) -> None:
        self.devices += 1
        self.desk.on_writer(lambda: self.desk.open.replica.re_enrol(UUID(int=self.devices)))

    def set(self, place: int, field: str, value: Value, **more: Any) -> None:
        self.desk.set(KEYS[place], field, value, **more)
        self.made.append(self.desk.unsent(100_000)[-1])

    def effective(self, place: int, field: str) -> Value:
        return self.desk.detail(KEYS[place]).effective.get(field)

    def changed_nothing(self) -> frozenset[UUID]:
        """Ops of earlier devices that left no trace in the feed: nobody notices that they are missing."""
        database = self.desk.open.workspace._db
        rows = self.desk.on_writer(
            lambda: database.all("SELECT op_id FROM op WHERE op_no <= 0 AND outcome IN ('noop', 'stale')")
        )
        return frozenset(UUID(bytes=op_id) for (op_id,) in rows)

    @property
    def state(self) -> ReplicaState:
        return self.desk.on_writer(self.desk.open.replica.state)
