"""The preview of a push of 5,000 SKUs: what is known here, and what ServiceTitan has now without the network's time."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from contextlib import ExitStack
from uuid import uuid4

from lazi_desktop.app.system import OrderedIds, SystemClock
from lazi_desktop.config.places import migrations_folder
from lazi_desktop.domain.keys import tenant_id_of
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.ports.hub import DeviceInfo
from lazi_desktop.ports.remote import RemoteEntity
from lazi_desktop.servicetitan.rate import TenantRate
from lazi_desktop.store.hub.embedded import EmbeddedPostgres
from lazi_desktop.store.hub.hub import PostgresHub
from lazi_desktop.store.hub.members import create_tenant
from lazi_desktop.store.hub.schema import upgrade
from lazi_desktop.store.workspace.opening import OpenWorkspace, open_workspace
from lazi_desktop.sync.preview import preview_push, what_it_takes
from lazi_desktop.sync.pull import Pull
from lazi_desktop.sync.replication import Replicator
from lazi_desktop.sync.turn import Turn
from lazi_desktop.ui.push.planned import Planned, read_planned
from lazi_desktop.ui.push.preview_rows import preview_rows
from tests.benchmarks.figures import Figure, Options, Outcome
from tests.benchmarks.push import upload_prices
from tests.benchmarks.stage import ENVIRONMENT, SimulatorProcess, say

SKUS = 5_000
TARGET = 1.0
TIMES = 3


class CountedReads:
    """A remote, and how long it took to answer."""

    def __init__(self, remote: object) -> None:
        self._remote = remote
        self.seconds = 0.0

    def __getattr__(self, name: str) -> object:
        return getattr(self._remote, name)

    async def read_many(self, kind: EntityKind, remote_ids: Sequence[int]) -> Sequence[RemoteEntity]:
        began = time.perf_counter()
        found: Sequence[RemoteEntity] = await self._remote.read_many(kind, remote_ids)  # type: ignore[attr-defined]
        self.seconds += time.perf_counter() - began
        return found


def measure(options: Options) -> Outcome:
    count = 40 if options.quick else SKUS
    with ExitStack() as stack:
        simulator = stack.enter_context(SimulatorProcess(0.03 if options.quick else 1))
        server = EmbeddedPostgres(options.folder / "preview hub").start()
        stack.callback(server.destroy)
        upgrade(server.admin_url, migrations_folder())
        tenant_id = tenant_id_of(simulator.tenant, ENVIRONMENT)
        create_tenant(server.admin_url, simulator.tenant, ENVIRONMENT)
        device = DeviceInfo(uuid4(), uuid4(), "benchmark")
        desk = open_workspace(
            options.folder / "preview desk", tenant_id=tenant_id, device_id=device.device_id,
            ids=OrderedIds(), clock=SystemClock(), migrations=migrations_folder(),
        )  # fmt: skip
        stack.callback(desk.close)
        with asyncio.Runner(loop_factory=asyncio.SelectorEventLoop) as runner:
            return runner.run(_measure(simulator, server.member_url(tenant_id), device, desk, count))


async def _measure(
    simulator: SimulatorProcess, url: str, device: DeviceInfo, desk: OpenWorkspace, count: int
) -> Outcome:
    clock = SystemClock()
    tenant_id = tenant_id_of(simulator.tenant, ENVIRONMENT)
    hub = await PostgresHub.connect(url, tenant_id, device)
    other = await PostgresHub.connect(url, tenant_id, DeviceInfo(uuid4(), uuid4(), "who edits"))
    remote = simulator.remote(clock, rate=TenantRate(clock, per_second=10_000))
    counted = CountedReads(remote)
    try:
        async with Turn(hub, clock) as turn:
            await Pull(hub, remote, turn, clock).run()
        edited = await upload_prices(other, simulator, count, [EntityKind.MATERIAL])
        await Replicator(hub, desk.replica, desk.replication).exchange()
        here, planned = min((_offline(desk) for _ in range(TIMES)), key=lambda one: one[0])
        there = []
        for _ in range(TIMES):
            counted.seconds = 0.0
            began = time.perf_counter()
            fields = await preview_push(hub, counted, op_ids=frozenset(planned.plan.op_ids))  # type: ignore[arg-type]
            requests = what_it_takes(fields, together=remote.may_send_together)
            there.append((time.perf_counter() - began - counted.seconds, counted.seconds))
    finally:
        await remote.close()
        await other.close()
        await hub.close()
    own, network = min(there)
    if len(fields) != len(edited) or planned.requests != requests:
        raise RuntimeError(
            f"{len(fields)} of {len(edited)} were looked at; {planned.requests} or {requests} requests"
        )
    say(f"  {len(edited)} SKUs: here {here:.2f} s, then {own:.2f} s and {network:.2f} s of the network")
    return Outcome(
        figures=[
            Figure(
                name=f"preview of {count:,} SKUs, by what is known here", value=here, unit="s", target=TARGET,
                note="totals, rules, habits, requests and lines",
            ),
            Figure(
                name=f"preview of {count:,} SKUs, by what ServiceTitan has", value=own, unit="s", target=TARGET,
                note="without the network's time",
            ),
        ],
        details={"the network, s": round(network, 2), "requests of the push": requests},
    )  # fmt: skip


def _offline(desk: OpenWorkspace) -> tuple[float, Planned]:
    began = time.perf_counter()
    planned = read_planned(desk.queries, None, floor=None)
    preview_rows(planned, None)
    return time.perf_counter() - began, planned
