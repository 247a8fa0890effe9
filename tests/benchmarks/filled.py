"""Profiles with a filled workspace: the simulator's own pricebook through the real client and the real replica.

The hub holds only some of the entities, since filling it takes longer than all else; it stands where the workspace
does, so that the window finds nothing to replicate when it comes online.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from contextlib import ExitStack, aclosing
from functools import partial
from pathlib import Path
from uuid import UUID

from lazi_desktop.app.device import device_of
from lazi_desktop.app.system import OrderedIds, SystemClock
from lazi_desktop.config.places import migrations_folder
from lazi_desktop.domain.keys import TenantId, pulled_key
from lazi_desktop.ports.hub_feed import FeedKind, FeedRow
from lazi_desktop.ports.remote import RemoteEntity
from lazi_desktop.servicetitan.pricebook import ServiceTitanPricebook
from lazi_desktop.servicetitan.rate import TenantRate
from lazi_desktop.store.hub.embedded import EmbeddedPostgres
from lazi_desktop.store.hub.hub import PostgresHub
from lazi_desktop.store.hub.members import create_tenant
from lazi_desktop.store.hub.schema import upgrade
from lazi_desktop.store.workspace.opening import OpenWorkspace, open_workspace
from lazi_desktop.sync.pull import KINDS, LOT
from lazi_desktop.sync.turn import Turn
from tests.benchmarks.edit import IN_HUB
from tests.benchmarks.stage import ENVIRONMENT, Profile, SimulatorProcess, say


def filled_profile(folder: Path, scale: float) -> Profile:
    """Made at the first call, found again afterwards."""
    kept = folder / "servicetitan.json"
    if kept.is_file():
        return Profile.make(folder, json.loads(kept.read_text(encoding="utf-8")))
    say(f"  filling a workspace at scale {scale:g}, once for all benchmarks of this run …")
    with SimulatorProcess(scale) as simulator:
        profile = Profile.make(folder, simulator.settings())
        with asyncio.Runner(loop_factory=asyncio.SelectorEventLoop) as runner:
            runner.run(_fill(profile, simulator))
    kept.write_text(json.dumps(dict(profile.servicetitan)), encoding="utf-8")
    return profile


async def _fill(profile: Profile, simulator: SimulatorProcess) -> None:
    device, clock = device_of(profile.places.device("window"), "window"), SystemClock()
    with ExitStack() as stack:
        server = stack.enter_context(EmbeddedPostgres(profile.places.hub))
        upgrade(server.admin_url, migrations_folder())
        create_tenant(server.admin_url, simulator.tenant, ENVIRONMENT)
        workspace = open_workspace(
            profile.places.workspace,
            tenant_id=profile.tenant_id,
            device_id=device.device_id,
            ids=OrderedIds(),
            clock=clock,
            migrations=migrations_folder(),
        )
        stack.callback(workspace.close)
        url = server.member_url(profile.tenant_id, level="admin")
        hub = await PostgresHub.connect(url, profile.tenant_id, device)
        remote = simulator.remote(clock, rate=TenantRate(clock, per_second=10_000))
        try:
            await _Filling(hub, workspace, remote).run()
        finally:
            await remote.close()
            await hub.close()


class _Filling:
    def __init__(self, hub: PostgresHub, workspace: OpenWorkspace, remote: ServiceTitanPricebook) -> None:
        self._hub = hub
        self._workspace = workspace
        self._remote = remote

    async def run(self) -> None:
        replica, epoch = self._workspace.replica, (await self._hub.state()).epoch
        await self._write(partial(replica.begin_snapshot, epoch))
        async with Turn(self._hub, SystemClock()) as turn:
            for kind in KINDS:
                run = await self._hub.begin_run(turn.lease, what=str(kind), full=True)
                left = IN_HUB
                async with aclosing(self._remote.pages(kind)) as pages:
                    async for page in pages:
                        good = [one for one in page.entities if not one.problem]
                        for at in range(0, min(left, len(good)), LOT):
                            await self._hub.ingest(turn.lease, run, good[at : at + LOT], kind=kind)
                        left -= len(good)
                        rows = _rows(self._hub.tenant_id, good)
                        await self._write(partial(replica.apply_snapshot, rows))
        at_seq = (await self._hub.state()).feed_seq
        group = (await self._hub.state(at_seq)).group_at
        await self._write(partial(replica.end_snapshot, epoch, at_seq, group))

    async def _write(self, work: partial) -> None:
        await asyncio.wrap_future(self._workspace.replication.submit(work))


def _rows(tenant_id: TenantId, entities: Sequence[RemoteEntity]) -> list[FeedRow]:
    return [
        FeedRow(
            0,
            UUID(int=0),
            True,
            FeedKind.MIRROR,
            pulled_key(tenant_id, one.kind, one.remote_id),
            "",
            {
                "kind": str(one.kind),
                "remote_id": one.remote_id,
                "modified_on": one.modified_on,
                "fields": one.fields,
            },
            None,
        )
        for one in entities
    ]
