"""A small world of real parts: simulator over HTTP, PostgreSQL, SQLite, and one person's desktop between them."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

from lazi_desktop.app.system import OrderedIds, SystemClock
from lazi_desktop.config.places import migrations_folder
from lazi_desktop.domain.keys import EntityKey, pulled_key, tenant_id_of
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.ops import Changes
from lazi_desktop.domain.values import Fields
from lazi_desktop.operations.edit_fields import FieldEdit, edit_fields
from lazi_desktop.operations.submit import submit_changes
from lazi_desktop.ports.engine import Progress, PullReport, PushedField, PushReport
from lazi_desktop.ports.hub import DeviceInfo
from lazi_desktop.ports.pictures import AddedPictures, PictureTools
from lazi_desktop.ports.pricebook import EntityDetail
from lazi_desktop.servicetitan.pricebook import ServiceTitanPricebook
from lazi_desktop.servicetitan.rate import TenantRate
from lazi_desktop.servicetitan.settings import Credentials, Endpoints
from lazi_desktop.simulator import RunningSimulator
from lazi_desktop.store.hub.embedded import EmbeddedPostgres
from lazi_desktop.store.hub.hub import PostgresHub
from lazi_desktop.store.hub.members import create_tenant
from lazi_desktop.store.workspace.opening import OpenWorkspace, open_workspace
from lazi_desktop.sync.pull import Pull
from lazi_desktop.sync.push import Push
from lazi_desktop.sync.replication import Replicator
from lazi_desktop.sync.turn import RENEW_EVERY, Turn

_environments = itertools.count(1)


class TestClock(SystemClock):
    """Real time, but nobody waits: pauses are noted and over at once."""

    __test__ = False

    def __init__(self) -> None:
        self.pauses: list[float] = []
        self._skipped = 0.0
        self._renewers = 0
        self._due = asyncio.Event()
        self._renewed = asyncio.Event()

    def monotonic(self) -> float:
        return super().monotonic() + self._skipped

    def now(self) -> datetime:
        return datetime.now(UTC) + timedelta(seconds=self._skipped)

    def pass_time(self, seconds: float) -> None:
        self._skipped += seconds

    async def sleep(self, seconds: float) -> None:
        if seconds == RENEW_EVERY:
            await self._until_renewal()
            return
        self.pauses.append(seconds)
        self._skipped += seconds
        if seconds >= RENEW_EVERY and self._renewers:
            self._renewed.clear()
            self._due.set()
            with contextlib.suppress(TimeoutError):  # a lease that cannot be renewed is the test's own affair
                async with asyncio.timeout(5):
                    await self._renewed.wait()
        await super().sleep(0)

    async def _until_renewal(self) -> None:
        """The turn's: due when somebody has let so much time pass."""
        self._renewed.set()
        self._due.clear()
        self._renewers += 1
        try:
            await self._due.wait()
        finally:
            self._renewers -= 1


class World:
    """One tenant. `desk` is the workspace; pulls and pushes run as the window's engine runs them."""

    def __init__(
        self,
        simulator: RunningSimulator,
        hub: PostgresHub,
        desk: OpenWorkspace,
        remote: ServiceTitanPricebook,
        clock: TestClock,
    ) -> None:
        self.simulator = simulator
        self.hub = hub
        self.desk = desk
        self.remote = remote
        self.clock = clock
        self.progress: list[Progress] = []
        self.added: AddedPictures | None = None
        self.tools: PictureTools | None = None
        self.on_the_wire = asyncio.Event()
        patch = remote.patch

        async def noted(*change, **named) -> Fields | None:
            self.on_the_wire.set()
            return await patch(*change, **named)

        remote.patch = noted  # type: ignore[method-assign]

    def key(self, kind: EntityKind, remote_id: int) -> EntityKey:
        return pulled_key(self.hub.tenant_id, kind, remote_id)

    def some(self, kind: EntityKind, count: int = 1) -> list[int]:
        """Remote ids of active entities with a code or name of their own."""
        items = [item for item in self.simulator.items(str(kind)) if item["active"]]
        return [item["id"] for item in items[:count]]

    async def pull(
        self,
        *,
        full: bool = False,
        accept: bool = False,
        tell: Callable[[Progress], None] | None = None,
    ) -> PullReport:
        async with Turn(self.hub, self.clock) as turn:
            report = await Pull(
                self.hub,
                self.remote,
                turn,
                self.clock,
                full=full,
                accept=accept,
                tell=tell or self.progress.append,
            ).run()
        await self.replicate()
        return report

    async def replicate(self) -> Changes:
        seen: list[Changes] = []
        await Replicator(
            self.hub, self.desk.replica, self.desk.replication, changed=seen.append, added=self.added
        ).exchange()
        return Changes().__or__(seen[-1]) if seen else Changes()

    async def push(
        self, *, tell: Callable[[Progress], None] | None = None, together: bool = True
    ) -> PushReport:
        await self.replicate()
        async with Turn(self.hub, self.clock) as turn:
            report = await Push(
                self.hub,
                self.remote,
                turn,
                self.clock,
                tell=tell or self.progress.append,
                together=together,
                tools=self.tools,
            ).run()
        await self.replicate()
        return report

    async def cut_push(self, tell: Callable[[Progress], None]) -> PushReport:
        """A push that `tell` cancels; what it reports all the same."""
        await self.replicate()
        async with Turn(self.hub, self.clock) as turn:
            push = Push(self.hub, self.remote, turn, self.clock, tell=tell, tools=self.tools)
            with contextlib.suppress(asyncio.CancelledError):
                await push.run()
        await self.replicate()
        return push.report()

    async def cut_push_in_a_request(self, times: int = 1) -> PushReport:
        """A push that is cancelled, perhaps more than once, while its first change is on the wire."""
        await self.replicate()
        async with Turn(self.hub, self.clock) as turn:
            push = Push(self.hub, self.remote, turn, self.clock)
            task = asyncio.create_task(push.run())
            await self.on_the_wire.wait()
            for _ in range(times):
                task.cancel()
                await asyncio.sleep(0)
            await asyncio.wait([task])
        await self.replicate()
        return push.report()

    def detail(self, kind: EntityKind, remote_id: int) -> EntityDetail:
        found = self.desk.queries.detail(self.key(kind, remote_id))
        assert found is not None
        return found

    def effective(self, kind: EntityKind, remote_id: int, name: str):
        return self.detail(kind, remote_id).effective.get(name)

    def edit(self, kind: EntityKind, remote_id: int, values: Mapping[str, object]) -> Changes:
        """What a person at this desk does: all values as one step."""
        seen = self.detail(kind, remote_id).effective
        key = self.key(kind, remote_id)
        edits = [FieldEdit(key, name, value, seen.get(name)) for name, value in values.items()]

        def work() -> Changes:
            with self.desk.workspace.unit_of_work() as unit:
                return edit_fields(unit, edits)

        return self.desk.writer.submit(work).result()

    def submit(self) -> Changes:
        """Says "send" about everything that is pending now."""
        ids = [change.op_id for change in self.desk.queries.pending()]

        def work() -> Changes:
            with self.desk.workspace.unit_of_work() as unit:
                return submit_changes(unit, ids)

        return self.desk.writer.submit(work).result()

    async def edit_and_push(
        self, kind: EntityKind, remote_id: int, values: Mapping[str, object]
    ) -> dict[str, PushedField]:
        self.edit(kind, remote_id, values)
        self.submit()
        report = await self.push()
        assert report.stopped is None, report.stopped
        return {field.field: field for field in report.fields}


@asynccontextmanager
async def a_world(
    simulator: RunningSimulator, server: EmbeddedPostgres, folder: Path, *, page_size: int = 1000
) -> AsyncIterator[World]:
    """A tenant nobody used before, so that tests share servers and nothing else."""
    environment = f"test{next(_environments)}"
    number = simulator.tenant
    tenant_id = tenant_id_of(number, environment)
    create_tenant(server.admin_url, number, environment)
    device = DeviceInfo(uuid4(), uuid4(), "the desk")
    hub = await PostgresHub.connect(server.member_url(tenant_id), tenant_id, device)
    clock = TestClock()
    remote = ServiceTitanPricebook(
        Credentials(number, simulator.client_id, simulator.client_secret, simulator.app_key),
        Endpoints(simulator.api_url, simulator.auth_url),
        clock=clock,
        rate=TenantRate(clock, per_second=10_000),
        page_size=page_size,
        may_send_together=True,
    )
    desk = open_workspace(
        folder,
        tenant_id=tenant_id,
        device_id=device.device_id,
        ids=OrderedIds(),
        clock=SystemClock(),
        migrations=migrations_folder(),
    )
    try:
        yield World(simulator, hub, desk, remote, clock)
    finally:
        desk.close()
        await remote.close()
        await hub.close()
