"""A desktop's process that edits, exchanges, pulls and pushes until it is killed, and tells what it saved.

`python -m tests.faults.worker` loads everything once and then forks a worker for each line of orders, so that a start
takes milliseconds. It tells the worker's process, and afterwards how that ended.
"""

from __future__ import annotations

import asyncio
import base64
import contextlib
import json
import logging
import os
import pickle
import random
import signal
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Any, NoReturn
from uuid import UUID, uuid4

import stamina
import structlog
from sqlalchemy.ext.asyncio import create_async_engine

from lazi_desktop.app.system import OrderedIds, SystemClock
from lazi_desktop.config.places import migrations_folder
from lazi_desktop.domain.errors import LaziError, NothingToDo
from lazi_desktop.domain.keys import EntityKey, TenantId, pulled_key
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.operations.create_entity import create_entity
from lazi_desktop.operations.edit_fields import FieldEdit, edit_fields
from lazi_desktop.operations.submit import submit_changes
from lazi_desktop.ports.hub import DeviceInfo
from lazi_desktop.servicetitan.pricebook import ServiceTitanPricebook
from lazi_desktop.servicetitan.rate import TenantRate
from lazi_desktop.servicetitan.settings import Credentials, Endpoints
from lazi_desktop.store.hub.hub import PostgresHub
from lazi_desktop.store.workspace import database as sqlite
from lazi_desktop.store.workspace.opening import OpenWorkspace, open_workspace
from lazi_desktop.sync.pull import Pull
from lazi_desktop.sync.push import Push
from lazi_desktop.sync.replication import Replicator
from lazi_desktop.sync.turn import Turn

PAGE_SIZE = 10
OWN = "display_name"
"""Only the worker edits it."""
SHARED = "description"
"""The office edits it too."""

EDIT_EVERY = {"exchange": 0.004, "first exchange": 0.004, "pull": 0.01, "push": 0.1}
"""Seconds. An edit takes back what was submitted of the same field, so that with few of them more is pushed."""


@dataclass(frozen=True, slots=True)
class Point:
    """Where the process dies: at the `number`-th call of `name`, before it, after it, or a moment into it."""

    name: str
    moment: str
    number: int


@dataclass(frozen=True, slots=True)
class Orders:
    folder: Path
    told: Path
    """The file that is told what was saved; what was written to it outlives the process."""
    tenant_id: UUID
    device_id: UUID
    hub_url: str
    remote_url: str
    tenant: str
    client_id: str
    client_secret: str
    app_key: str
    remote_ids: tuple[int, ...]
    mode: str
    seed: int
    point: Point | None = None


def die() -> NoReturn:
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError("unreachable")


def run_until_killed(orders: Orders) -> None:
    stamina.set_active(False)
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    with asyncio.Runner(loop_factory=asyncio.SelectorEventLoop) as runner:
        runner.run(Worker(orders).work())


class Worker:
    def __init__(self, orders: Orders) -> None:
        self._orders = orders
        self._random = random.Random(orders.seed)
        self._file = os.open(orders.told, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        self._number = 0
        self._calls = 0
        if orders.point is not None and orders.point.name == "sql":
            self._arm(sqlite.Database, "run")
            self._arm(sqlite.Database, "run_many")
        self._open: OpenWorkspace = open_workspace(
            orders.folder,
            tenant_id=TenantId(orders.tenant_id),
            device_id=orders.device_id,
            ids=OrderedIds(),
            clock=SystemClock(),
            migrations=migrations_folder(),
        )
        self._arm_named("replica", self._open.replica)

    def tell(self, *words: Any) -> None:
        os.write(self._file, (json.dumps(words) + "\n").encode())

    # -------------------------------------------------------------------------------------------------- where it dies

    def _arm_named(self, owner: str, thing: Any) -> None:
        point = self._orders.point
        if point is not None and point.name.startswith(f"{owner}."):
            self._arm(thing, point.name.partition(".")[2])

    def _arm(self, thing: Any, name: str) -> None:
        point = self._orders.point
        assert point is not None
        real = getattr(thing, name)

        @wraps(real)
        def armed(*args: Any, **kwargs: Any) -> Any:
            self._calls += 1
            if self._calls != point.number:
                return real(*args, **kwargs)
            if point.moment == "before":
                die()
            if point.moment == "during":
                moments = self._random.random() * 0.006
                threading.Timer(moments, die).start()
            result = real(*args, **kwargs)
            if point.moment != "after":
                return result
            if not asyncio.iscoroutine(result):
                die()

            async def to_its_end() -> NoReturn:
                await result
                die()

            return to_its_end()

        setattr(thing, name, armed)

    # ------------------------------------------------------------------------------------------------------- its work

    async def work(self) -> None:
        orders = self._orders
        editing = threading.Thread(target=self._edit_for_ever, daemon=True)
        if orders.mode != "first exchange":
            editing.start()
        device = DeviceInfo(orders.device_id, uuid4(), "worker")
        hub = await PostgresHub.connect(orders.hub_url, TenantId(orders.tenant_id), device)
        self._arm_named("hub", hub)
        remote = self._remote()
        self._arm_named("remote", remote)
        self.tell("ready")
        do: Callable[..., Any] = {
            "exchange": self._exchange,
            "first exchange": self._exchange,
            "pull": self._pull,
            "push": self._push,
        }[orders.mode]
        while True:
            try:
                await do(hub, remote)
            except (
                LaziError
            ) as error:  # the turn of the one that was killed before has not ended yet, perhaps
                self.tell("held up", type(error).__name__)
            if orders.mode == "first exchange" and not editing.is_alive():
                editing.start()
            await asyncio.sleep(0.005)

    def _remote(self) -> ServiceTitanPricebook:
        orders, clock = self._orders, SystemClock()
        return ServiceTitanPricebook(
            Credentials(orders.tenant, orders.client_id, orders.client_secret, orders.app_key),
            Endpoints(orders.remote_url, orders.remote_url),
            clock=clock,
            rate=TenantRate(clock, per_second=10_000),
            page_size=PAGE_SIZE,
        )

    async def _exchange(self, hub: PostgresHub, remote: ServiceTitanPricebook) -> None:
        await Replicator(hub, self._open.replica, self._open.replication).exchange()

    async def _pull(self, hub: PostgresHub, remote: ServiceTitanPricebook) -> None:
        clock = SystemClock()
        async with Turn(hub, clock) as turn:
            await Pull(hub, remote, turn, clock, full=self._random.random() < 0.5).run()
        await self._exchange(hub, remote)

    async def _push(self, hub: PostgresHub, remote: ServiceTitanPricebook) -> None:
        clock = SystemClock()
        with contextlib.suppress(NothingToDo):
            await asyncio.to_thread(self._submit)
        await self._exchange(hub, remote)
        async with Turn(hub, clock) as turn:
            report = await Push(hub, remote, turn, clock).run()
        if report.stopped is not None:
            raise report.stopped
        await self._exchange(hub, remote)

    # ---------------------------------------------------------------------------------------------------- its person

    def _edit_for_ever(self) -> None:
        while True:
            with contextlib.suppress(NothingToDo):
                if self._orders.mode == "push" and self._random.random() < 0.15:
                    self._create()
                else:
                    self._edit()
            time.sleep(EDIT_EVERY[self._orders.mode])

    def _edit(self) -> None:
        """One step of one or several edits; told once it is saved."""
        orders = self._orders
        count = self._random.choice((1, 1, 1, 2, 5))
        self._number += 1
        values = {}
        for remote_id in self._random.sample(orders.remote_ids, count):
            name = OWN if self._random.random() < 0.7 else SHARED
            values[remote_id, name] = f"{orders.seed}.{self._number}.{remote_id % 1000}"
        edits = []
        for (remote_id, name), value in values.items():
            key = pulled_key(TenantId(orders.tenant_id), EntityKind.MATERIAL, remote_id)
            detail = self._open.queries.detail(key)
            if detail is None:
                return  # not here yet
            edits.append(FieldEdit(key, name, value, detail.effective.get(name)))

        def work() -> Any:
            with self._open.workspace.unit_of_work() as unit:
                return edit_fields(unit, edits)

        changes = self._open.writer.submit(work).result()
        self.tell("saved", [str(op_id) for op_id in changes.op_ids])

    def _create(self) -> None:
        """Something that ServiceTitan does not have, under a code of its own."""
        self._number += 1
        values = {
            "code": f"NEW-{self._orders.seed}-{self._number}",
            OWN: f"New {self._orders.seed}.{self._number}",
            "primary_vendor": {"vendorId": 700, "cost": 2, "active": True},
        }
        key = EntityKey(OrderedIds().ordered())

        def work() -> Any:
            with self._open.workspace.unit_of_work() as unit:
                return create_entity(unit, key, EntityKind.MATERIAL, values)

        changes = self._open.writer.submit(work).result()
        self.tell("saved", [str(op_id) for op_id in changes.op_ids])

    def _submit(self) -> None:
        ids = [change.op_id for change in self._open.queries.pending()]

        def work() -> Any:
            with self._open.workspace.unit_of_work() as unit:
                return submit_changes(unit, ids)

        changes = self._open.writer.submit(work).result()
        self.tell("saved", [str(op_id) for op_id in changes.op_ids])


def serve() -> None:
    """For each orders given: "<pid>", and at its end "<status>", negative for a signal."""
    create_async_engine("postgresql+psycopg://")  # loads the driver
    for line in sys.stdin:
        orders: Orders = pickle.loads(base64.b64decode(line))
        pid = os.fork()
        if pid == 0:
            run_until_killed(orders)
            os._exit(0)
        print(pid, flush=True)
        print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), flush=True)


if __name__ == "__main__":
    serve()
