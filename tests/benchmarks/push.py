"""500 edited SKUs to ServiceTitan: how many requests, how long, and how much of that is our own rate limiter."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from contextlib import ExitStack
from uuid import uuid4

from lazi_desktop.app.system import OrderedIds, SystemClock
from lazi_desktop.config.places import migrations_folder
from lazi_desktop.domain.keys import pulled_key, tenant_id_of
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.moments import format_moment
from lazi_desktop.domain.ops import Op, OpKind
from lazi_desktop.domain.values import Value
from lazi_desktop.ports.engine import PushReport, PushResult
from lazi_desktop.ports.hub import DeviceInfo
from lazi_desktop.servicetitan.rate import TenantRate
from lazi_desktop.store.hub.embedded import EmbeddedPostgres
from lazi_desktop.store.hub.hub import PostgresHub
from lazi_desktop.store.hub.members import create_tenant
from lazi_desktop.store.hub.schema import upgrade
from lazi_desktop.sync.pull import Pull
from lazi_desktop.sync.push import Push
from lazi_desktop.sync.submission import sendable, submit
from lazi_desktop.sync.turn import Turn
from tests.benchmarks.figures import Figure, Options, Outcome, rounded
from tests.benchmarks.stage import ENVIRONMENT, SimulatorProcess, say

TARGET_REQUESTS = 1.1
KINDS = (EntityKind.MATERIAL, EntityKind.SERVICE)
BATCH = 200


class CountedRate(TenantRate):
    """The usual rate, and how long it made us wait."""

    waited = 0.0

    async def turn(self, *, bulk: bool = False, patience: float | None = None) -> None:
        began = time.perf_counter()
        await super().turn(bulk=bulk, patience=patience)
        self.waited += time.perf_counter() - began


def measure(options: Options) -> Outcome:
    count = 20 if options.quick else 500
    with ExitStack() as stack:
        simulator = stack.enter_context(SimulatorProcess(0.02 if options.quick else 0.2))
        server = EmbeddedPostgres(options.folder / "push hub").start()
        stack.callback(server.destroy)
        upgrade(server.admin_url, migrations_folder())
        with asyncio.Runner(loop_factory=asyncio.SelectorEventLoop) as runner:
            return runner.run(_measure(simulator, server, count))


async def _measure(simulator: SimulatorProcess, server: EmbeddedPostgres, count: int) -> Outcome:
    tenant_id = tenant_id_of(simulator.tenant, ENVIRONMENT)
    create_tenant(server.admin_url, simulator.tenant, ENVIRONMENT)
    device = DeviceInfo(uuid4(), uuid4(), "benchmark")
    hub = await PostgresHub.connect(server.member_url(tenant_id), tenant_id, device)
    clock = SystemClock()
    rate = CountedRate(clock)
    remote = simulator.remote(clock, rate=rate)
    try:
        async with Turn(hub, clock) as turn:
            await Pull(hub, remote, turn, clock).run()
        edited = await upload_prices(hub, simulator, count)
        await submit(hub, sendable(await hub.pending(), again=True), OrderedIds(), clock)
        await asyncio.sleep(1)  # the pull's part of the rate is over
        simulator.clear_requests()
        rate.waited = 0.0
        async with Turn(hub, clock) as turn:
            report = await Push(hub, remote, turn, clock).run()
    finally:
        await remote.close()
        await hub.close()
    say(f"  {len(edited)} SKUs in {report.seconds:.1f} s, {rate.waited:.1f} s of it the rate limiter")
    return _outcome(simulator, report, rate.waited, len(edited))


async def upload_prices(
    hub: PostgresHub, simulator: SimulatorProcess, count: int, kinds: Sequence[EntityKind] = KINDS
) -> list[int]:
    """New prices, uploaded as a desktop does."""
    ops: list[Op] = []
    for kind in kinds:
        items = simulator.items(kind)[: count // len(kinds)]
        mirror = await hub.mirror_of(kind, [item["id"] for item in items], ["price"])
        for number, remote_id in enumerate(sorted(mirror), len(ops) + 1):
            seen: Value = mirror[remote_id].get("price")
            ops.append(
                Op(
                    kind=OpKind.SET,
                    entity_kind=kind,
                    entity_key=pulled_key(hub.tenant_id, kind, remote_id),
                    field="price",
                    value=number + 1000,
                    seen=seen,
                    base=seen,
                    op_id=OrderedIds().ordered(),
                    op_no=number,
                    txn_id=uuid4(),
                    wall=format_moment(SystemClock().now()),
                )
            )
    await _upload(hub, ops)
    return [op.op_no for op in ops]


async def _upload(hub: PostgresHub, ops: Sequence[Op]) -> None:
    for at in range(0, len(ops), BATCH):
        await hub.apply_ops(ops[at : at + BATCH])


def _outcome(simulator: SimulatorProcess, report: PushReport, waited: float, count: int) -> Outcome:
    if report.stopped is not None or report.count(PushResult.VERIFIED) != count:
        raise RuntimeError(f"not all was verified: {report.stopped}, {report.count(PushResult.VERIFIED)}")
    methods = [entry["method"] for entry in simulator.requests()]
    return Outcome(
        figures=[
            Figure(
                name=f"requests per pushed SKU, {count} SKUs",
                value=len(methods) / count,
                unit="requests",
                target=TARGET_REQUESTS,
                note="as the simulator counts them",
            ),
            Figure(
                name=f"push of {count} SKUs",
                value=report.seconds,
                unit="s",
                baseline=waited,
                note="the bare: how long our own rate limiter made it wait, 20 requests a second",
            ),
        ],
        details={
            "requests": {method: methods.count(method) for method in sorted(set(methods))},
            "reported requests": report.requests,
            "SKUs a second without the limiter": rounded(count / max(report.seconds - waited, 0.001)),
            "limiter, s": rounded(waited),
        },
    )
