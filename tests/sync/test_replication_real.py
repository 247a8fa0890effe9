"""Two desktops and a PostgreSQL that really goes back in time."""

from __future__ import annotations

import random
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import pytest_asyncio

from lazi_desktop.app.system import OrderedIds, SystemClock
from lazi_desktop.domain.errors import HubRefused, HubUnavailable
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.ops import Op, OpDraft, OpKind
from lazi_desktop.domain.values import Value, same
from lazi_desktop.ports.engine import HubRestored
from lazi_desktop.ports.hub import DeviceInfo
from lazi_desktop.ports.workspace import UnitOfWork
from lazi_desktop.store.hub import EmbeddedPostgres, PostgresHub
from lazi_desktop.store.workspace import OpenWorkspace, open_workspace
from lazi_desktop.sync.replication import Replicator
from tests.store.hub.team import MATERIAL, MIGRATIONS, Team, pull
from tests.store.hub.test_restoring import Backups

FIELDS = ("price", "cost", "display_name")


@dataclass
class Desktop:
    """One person's machine. `hub` is opened anew where the hub does not know it any more."""

    team: Team
    person: str
    device: DeviceInfo
    workspace: OpenWorkspace
    hub: PostgresHub
    told: list[HubRestored] = field(default_factory=list)
    made: list[Op] = field(default_factory=list)

    @classmethod
    async def of(cls, team: Team, person: str, folder: Path) -> Desktop:
        device = DeviceInfo(uuid4(), uuid4(), f"{person}'s PC")
        workspace = open_workspace(
            folder, tenant_id=team.tenant_id, device_id=device.device_id, ids=OrderedIds(), clock=SystemClock(),
            migrations=MIGRATIONS,
        )  # fmt: skip
        return cls(team, person, device, workspace, await team.hub(person, device))

    async def exchange(self) -> None:
        for _ in range(4):
            try:
                await Replicator(
                    self.hub, self.workspace.replica, self.workspace.replication, restored=self.told.append
                ).exchange()
            except HubUnavailable:
                continue  # its connections were cut
            except HubRefused:
                self.hub = await self.team.hub(self.person, self.device)
                continue
            return
        pytest.fail("no exchange")

    def set(self, key: EntityKey, name: str, value: Value) -> None:
        def edit(unit: UnitOfWork) -> None:
            detail = unit.detail(key)
            unit.record([OpDraft(
                kind=OpKind.SET, entity_kind=MATERIAL, entity_key=key, field=name, value=value,
                seen=detail.effective.get(name), base=detail.mirror.get(name),
            )], label="Edit")  # fmt: skip

        self._record(edit)

    def resolve(self, *, ours: bool) -> None:
        conflicts = self.workspace.queries.conflicts()
        if not conflicts:
            return
        view = conflicts[0]

        def edit(unit: UnitOfWork) -> None:
            detail = unit.detail(view.entity_key)
            unit.record([OpDraft(
                kind=OpKind.RESOLVE, entity_kind=MATERIAL, entity_key=view.entity_key, field=view.field,
                value=view.ours if ours else view.theirs, seen=detail.effective.get(view.field),
                base=detail.mirror.get(view.field), conflict_id=view.conflict_id,
            )], label="Resolve", undoable=False)  # fmt: skip

        self._record(edit)

    def _record(self, edit: Any) -> None:
        def run() -> Op:
            with self.workspace.workspace.unit_of_work() as unit:
                edit(unit)
            return self.workspace.replica.unsent(100_000)[-1]

        self.made.append(self.workspace.writer.submit(run).result())

    def effective(self, key: EntityKey, name: str) -> Value:
        found = self.workspace.queries.detail(key)
        return found and found.effective.get(name)


@pytest.fixture
def server(restorable_server: EmbeddedPostgres) -> EmbeddedPostgres:
    return restorable_server


@pytest_asyncio.fixture
async def team(server: EmbeddedPostgres) -> AsyncIterator[Team]:
    async with Team(server) as team:
        yield team


@pytest_asyncio.fixture
async def desktops(team: Team, tmp_path: Path) -> AsyncIterator[list[Desktop]]:
    desktops = [await Desktop.of(team, person, tmp_path / person) for person in ("ann", "bob")]
    lease = await desktops[0].hub.acquire("servicetitan", 60)
    await pull(desktops[0].hub, lease, {
        number: {"code": f"C-{number}", "display_name": f"N {number}", "price": 10, "cost": 4, "active": True}
        for number in range(1, 4)
    })  # fmt: skip
    await desktops[0].hub.release(lease)
    for desktop in desktops:
        await desktop.exchange()
    yield desktops
    for desktop in desktops:
        desktop.workspace.close()


@pytest.mark.parametrize(("seed", "times"), [(0, 1), (1, 1), (2, 2), (3, 2)])
async def test_any_way_back_converges_and_loses_nothing(
    team: Team, server: EmbeddedPostgres, desktops: list[Desktop], seed: int, times: int
) -> None:
    """Also when the same backup is brought back again: the hub is in an epoch then that everybody left."""
    dice = random.Random(seed)
    keys = [team.key(number) for number in range(1, 4)]
    backups = Backups(server)

    async def work(steps: int) -> None:
        for _ in range(steps):
            desktop = dice.choice(desktops)
            match dice.choice(("set", "set", "set", "resolve", "exchange", "exchange")):
                case "set":
                    desktop.set(dice.choice(keys), dice.choice(FIELDS), dice.randint(11, 14))
                case "resolve":
                    desktop.resolve(ours=dice.random() < 0.5)
                case _:
                    await desktop.exchange()

    await work(15)
    backup = backups.take()
    await work(15)
    for desktop in desktops:
        with suppress(HubUnavailable):
            await desktop.exchange()
    before: dict[Any, Any] = {}
    epochs = set()
    for _ in range(times):
        before |= {conflict.conflict_id: conflict for conflict in await _conflicts(desktops[0])}
        backups.bring_back(backup)
        await work(8)
        for desktop in (*desktops, *desktops):
            await desktop.exchange()
        epochs.add((await desktops[0].hub.state()).epoch)

    ann, bob = desktops
    assert len(epochs) == times
    assert [len(desktop.told) for desktop in desktops] == [times] * 2
    shared = {row.op_id for row in _log(team)}
    assert {op.op_id for desktop in desktops for op in desktop.made} == shared
    for key in keys:
        for name in FIELDS:
            assert same(ann.effective(key, name), bob.effective(key, name))
    pending = {(row.entity_key, row.field): row.value for row in await ann.hub.pending()}
    assert (
        pending.items() <= {(key, name): ann.effective(key, name) for key in keys for name in FIELDS}.items()
    )
    _check_nothing_is_lost(team, desktops, [*before.values(), *await _conflicts(ann)])
    for desktop in desktops:
        exchange = Replicator(desktop.hub, desktop.workspace.replica, desktop.workspace.replication)
        assert await exchange.compare() == {}


async def _conflicts(desktop: Desktop) -> list[Any]:
    return list(await desktop.hub.open_conflicts())


@dataclass
class Logged:
    op_id: Any
    outcome: str


def _log(team: Team) -> list[Logged]:
    rows = team.sql("select op_id, outcome from sync.op_log where tenant_id = %s", team.tenant_id)
    return [Logged(*row) for row in rows]


def _check_nothing_is_lost(team: Team, desktops: list[Desktop], conflicts: list[Any]) -> None:
    """An accepted value is in effect, or whoever replaced it had seen it, or it is one side of a conflict."""
    outcomes = {row.op_id: row.outcome for row in _log(team)}
    disputed = [
        (one.entity_key, one.field, side) for one in conflicts for side in (one.base, one.ours, one.theirs)
    ]
    settled = team.sql(
        "select entity_key, field, base, ours, theirs from sync.conflicts where tenant_id = %s",
        team.tenant_id,
    )
    disputed += [(key, name, side) for key, name, *sides in settled for side in sides]
    made = [op for desktop in desktops for op in desktop.made]
    for op in made:
        if outcomes[op.op_id] != "accepted" or same(op.value, desktops[0].effective(op.entity_key, op.field)):
            continue
        seen = any(
            same(one.seen, op.value)
            for one in made
            if one is not op and (one.entity_key, one.field) == (op.entity_key, op.field)
        )
        assert seen or any(
            (key, name) == (op.entity_key, op.field) and same(op.value, side) for key, name, side in disputed
        ), op
