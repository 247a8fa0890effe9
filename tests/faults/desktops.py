"""Whole desktops without windows: a workspace and its engine each, on one hub and one ServiceTitan."""

from __future__ import annotations

import asyncio
import itertools
import os
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar
from urllib.parse import parse_qs
from uuid import UUID, uuid4

import psycopg
from sqlalchemy import make_url

from lazi_desktop.app.system import OrderedIds, SystemClock
from lazi_desktop.config.places import migrations_folder
from lazi_desktop.config.way import Way
from lazi_desktop.domain.keys import EntityKey, pulled_key, tenant_id_of
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.values import Value
from lazi_desktop.operations.edit_fields import FieldEdit, edit_fields
from lazi_desktop.operations.submit import submit_changes
from lazi_desktop.ports.engine import Connection, ConnectionChanged, EngineEvent
from lazi_desktop.ports.hub import DeviceInfo, Hub
from lazi_desktop.ports.remote import RemotePricebook
from lazi_desktop.servicetitan.pricebook import ServiceTitanPricebook
from lazi_desktop.servicetitan.rate import TenantRate
from lazi_desktop.servicetitan.settings import Credentials, Endpoints
from lazi_desktop.simulator import RunningSimulator
from lazi_desktop.store.hub.embedded import EmbeddedPostgres
from lazi_desktop.store.hub.hub import PostgresHub
from lazi_desktop.store.hub.members import create_tenant
from lazi_desktop.store.workspace.opening import OpenWorkspace, open_workspace
from lazi_desktop.sync.engine import EngineParts, EngineThread
from tests.world import TestClock

MATERIAL = EntityKind.MATERIAL
LONG = bool(os.environ.get("LONG_TESTS"))
PATIENCE = 60.0  # seconds for what must come of itself; a good run needs a few
EVENT = TypeVar("EVENT", bound=EngineEvent)

_environments = itertools.count(1)


def until(done: Callable[[], Any], what: str, *, seconds: float = PATIENCE) -> Any:
    """What `done` returns once it is true; looks ten times a second."""
    end = time.monotonic() + seconds
    while not (found := done()):
        if time.monotonic() > end:
            raise AssertionError(f"{what}: not within {seconds:.0f} s")
        time.sleep(0.02)
    return found


class Listener:
    """Keeps what an engine tells."""

    def __init__(self) -> None:
        self.heard: list[EngineEvent] = []
        self._news = threading.Condition()

    def __call__(self, event: EngineEvent) -> None:
        with self._news:
            self.heard.append(event)
            self._news.notify_all()

    def wait(
        self,
        kind: type[EVENT],
        expected: Callable[[EVENT], bool] = lambda event: True,
        *,
        after: int = 0,
        seconds: float = PATIENCE,
    ) -> EVENT:
        """The first such event, of those told after the first `after` ones."""

        event = self.wait_for(
            lambda event: isinstance(event, kind) and expected(event),
            kind.__name__,
            after=after,
            seconds=seconds,
        )
        assert isinstance(event, kind)
        return event

    def wait_for(
        self, expected: Callable[[EngineEvent], bool], what: str, *, after: int = 0, seconds: float = PATIENCE
    ) -> EngineEvent:
        with self._news:
            event = self._news.wait_for(lambda: next(filter(expected, self.heard[after:]), None), seconds)
            assert event is not None, f"no {what} within {seconds:.0f} s: {self.heard[-20:]}"
            return event

    @property
    def connection(self) -> ConnectionChanged | None:
        changes = [event for event in self.heard if isinstance(event, ConnectionChanged)]
        return changes[-1] if changes else None


class Stage:
    """A tenant of its own on a hub and a ServiceTitan; stops every desktop at its end."""

    def __init__(self, server: EmbeddedPostgres, simulator: RunningSimulator, folder: Path) -> None:
        self.server = server
        self.simulator = simulator
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        environment = f"faults{next(_environments)}"
        self.tenant_id = tenant_id_of(simulator.tenant, environment)
        create_tenant(server.admin_url, simulator.tenant, environment)
        self._url = server.member_url(self.tenant_id)
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()

    def hub_url(self, port: int | None = None) -> str:
        url = make_url(self._url)
        return url.set(port=port or url.port).render_as_string(hide_password=False)

    def sql(self, statement: str, **values: Any) -> list[tuple[Any, ...]]:
        """As the superuser, past all rules; `%(t)s` is the tenant."""
        with psycopg.connect(self.server.admin_url, autocommit=True) as connection:
            cursor = connection.execute(statement.encode(), {"t": self.tenant_id, **values})
            return cursor.fetchall() if cursor.description else []

    def desktop(self, name: str, **options: Any) -> Desktop:
        return self._stack.enter_context(Desktop(self, name, **options))

    def remote(
        self,
        port: int | None = None,
        *,
        address: str = "",
        way: Way | None = None,
        page_size: int = 20,
    ) -> ServiceTitanPricebook:
        simulator = self.simulator
        if not address:
            address = simulator.api_url if port is None else f"http://127.0.0.1:{port}"
        clock = TestClock()
        return ServiceTitanPricebook(
            Credentials(simulator.tenant, simulator.client_id, simulator.client_secret, simulator.app_key),
            Endpoints(address, address),
            clock=clock,
            rate=TenantRate(clock, per_second=10_000),
            page_size=page_size,
            way=way,
        )

    def key(self, remote_id: int, kind: EntityKind = MATERIAL) -> EntityKey:
        return pulled_key(self.tenant_id, kind, remote_id)

    def materials(self) -> list[int]:
        return [item["id"] for item in self.simulator.items("material") if item["active"]]

    def overrides(self) -> dict[tuple[EntityKey, str], Value]:
        rows = self.sql(
            "select entity_key, field, value from crm.pricebook_overrides where tenant_id = %(t)s"
        )
        return {(EntityKey(key), field): value for key, field, value in rows}

    def time_passes(self) -> None:
        """Leases end and what waits for ServiceTitan is due, as if minutes had gone by."""
        self.sql("update sync.locks set until = '-infinity' where tenant_id = %(t)s")
        self.sql(
            "update sync.outbound_queue set not_before = '-infinity', sent_at = sent_at - interval '300 s',"
            " first_sent_at = first_sent_at - interval '300 s', looked_at = looked_at - interval '300 s'"
            " where tenant_id = %(t)s"
        )

    def check_the_hub(self) -> None:
        """Each op once and in its place, no hole in the feed."""
        for device, last, highest, ops in self.sql(
            "select d.device_id, d.last_op_no, max(l.op_no), count(*) from sync.devices d"
            " join sync.op_log l on l.tenant_id = d.tenant_id and l.device_id = d.device_id"
            " where d.tenant_id = %(t)s group by d.device_id, d.last_op_no"
        ):
            assert last == highest == ops, f"ops of {device}"
        [[rows, highest]] = self.sql(
            "select count(*), coalesce(max(seq), 0) from sync.change_feed where tenant_id = %(t)s"
        )
        assert rows == highest, "a hole in the feed"

    def check_no_blind_repeat(self) -> None:
        """Between two changes of one entity that may have arrived, ServiceTitan was asked what it has."""
        unlooked: set[str] = set()
        for entry in self.simulator.requests():
            path = entry["path"]
            if entry["method"] == "GET":
                asked = parse_qs(entry["query"]).get("ids")
                ids = None if asked is None else set(asked[0].split(","))
                unlooked = {
                    known
                    for known in unlooked
                    if not (known == path or known.startswith(f"{path}/"))
                    or (ids is not None and known.rpartition("/")[2] not in ids)
                }
            elif entry["method"] in ("PATCH", "POST") and "/tenant/" in path:
                may_be_in = entry["status"] == 0 or entry["status"] < 300 or entry["status"] >= 500
                assert not (may_be_in and path in unlooked), f"{path} was sent twice without a look between"
                if may_be_in and entry["method"] == "PATCH":
                    unlooked.add(path)


class Desktop:
    """One person's computer: edits at once, exchanges when it can."""

    def __init__(
        self,
        stage: Stage,
        name: str,
        *,
        hub_port: int | None = None,
        hub_url: str = "",
        remote_port: int | None = None,
        engine: bool = True,
        open_hub: Callable[[], Any] | None = None,
        open_remote: Callable[[], RemotePricebook] | None = None,
        device_id: UUID | None = None,
    ) -> None:
        self.stage = stage
        self.name = name
        self.device = DeviceInfo(device_id or uuid4(), uuid4(), name)
        self.hub_port = hub_port
        self._hub_url = hub_url
        self._remote_port = remote_port
        self._open_hub = open_hub
        self._open_remote = open_remote
        self.listener = Listener()
        self.saved: dict[tuple[EntityKey, str], Value] = {}
        self._with_engine = engine
        self.open: OpenWorkspace
        self.engine: EngineThread | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def start(self) -> None:
        self.open = open_workspace(
            self.stage.folder / self.name,
            tenant_id=self.stage.tenant_id,
            device_id=self.device.device_id,
            ids=OrderedIds(),
            clock=SystemClock(),
            migrations=migrations_folder(),
        )
        if self._with_engine:
            self.engine = EngineThread(
                EngineParts(
                    self._open_hub or self.connect,
                    self._remote,
                    self.open.replica,
                    self.open.replication,
                    SystemClock(),
                    self._new_device,
                )
            )
            self.engine.listen(self.listener)
            self.engine.start()

    def stop(self) -> None:
        if self.engine is not None:
            self.engine.stop()
            self.engine = None
        self.open.close()

    async def connect(self) -> Hub:
        url = self._hub_url or self.stage.hub_url(self.hub_port)
        return await PostgresHub.connect(url, self.stage.tenant_id, self.device)

    async def _remote(self) -> RemotePricebook:
        return self._open_remote() if self._open_remote else self.stage.remote(self._remote_port)

    def _new_device(self) -> UUID:
        self.device = DeviceInfo(uuid4(), uuid4(), self.name)
        return self.device.device_id

    # ------------------------------------------------------------------------------------------------ what people do

    def edit(self, remote_id: int, field: str, value: Value) -> None:
        """Saved when this returns."""
        key = self.stage.key(remote_id)
        detail = self.open.queries.detail(key)
        assert detail is not None
        edit = FieldEdit(key, field, value, detail.effective.get(field))

        def work() -> None:
            with self.open.workspace.unit_of_work() as unit:
                edit_fields(unit, [edit])

        self.open.writer.submit(work).result(PATIENCE)
        self.saved[key, field] = value
        self.wake()

    def wake(self) -> None:
        if self.engine is not None:
            self.engine.wake()

    def submit(self) -> None:
        ids = [change.op_id for change in self.open.queries.pending()]

        def work() -> None:
            with self.open.workspace.unit_of_work() as unit:
                submit_changes(unit, ids)

        self.open.writer.submit(work).result(PATIENCE)

    # ------------------------------------------------------------------------------------------------- what one sees

    def shown(self, remote_id: int, field: str) -> Value:
        detail = self.open.queries.detail(self.stage.key(remote_id))
        return None if detail is None else detail.effective.get(field)

    def unsent(self) -> Sequence[Any]:
        return self.open.writer.submit(lambda: self.open.replica.unsent(100_000)).result(PATIENCE)

    @property
    def cursor(self) -> int:
        return self.open.writer.submit(self.open.replica.state).result(PATIENCE).cursor

    def is_offline(self) -> bool:
        last = self.listener.connection
        return last is not None and last.connection is Connection.OFFLINE

    def is_online(self) -> bool:
        last = self.listener.connection
        return last is not None and last.connection is Connection.ONLINE

    def is_level(self) -> bool:
        """Everything sent, everything received."""
        [[head]] = self.stage.sql("select feed_seq from sync.tenants where tenant_id = %(t)s")
        return self.is_online() and not self.unsent() and self.cursor == head

    def wait_in_vain(self) -> None:
        """Until it has tried twice more, and failed: no edit made before this wakes it any more."""
        for _ in range(2):
            self.listener.wait(
                ConnectionChanged, lambda event: event.error is not None, after=len(self.listener.heard)
            )

    def wait_level(self) -> None:
        until(self.is_level, f"{self.name} exchanges everything")

    def check_nothing_lost(self) -> None:
        """What was saved here and nobody else touched is what the hub has, and what is shown."""
        theirs = self.stage.overrides()
        for (key, field), value in self.saved.items():
            assert theirs.get((key, field)) == value, f"{self.name}: {field} of {key}"
            detail = self.open.queries.detail(key)
            assert detail is not None
            assert detail.effective.get(field) == value


def run(work: Any) -> Any:
    """A coroutine in a loop of the kind the engine has."""
    with asyncio.Runner(loop_factory=asyncio.SelectorEventLoop) as runner:
        return runner.run(work)
