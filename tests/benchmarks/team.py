"""Two desktops on one hub: how soon one sees the other's edits, how long a week takes, what waiting costs."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any, cast
from uuid import UUID, uuid4

import psutil
import psycopg

from lazi_desktop.app.by_itself import schedule_of
from lazi_desktop.app.system import OrderedIds, SystemClock
from lazi_desktop.config.places import migrations_folder
from lazi_desktop.config.settings import SyncSettings
from lazi_desktop.domain.keys import EntityKey, TenantId
from lazi_desktop.operations.edit_fields import FieldEdit, edit_fields
from lazi_desktop.ports.engine import (
    ActivityEnded,
    Connection,
    ConnectionChanged,
    EngineEvent,
    WorkspaceChanged,
)
from lazi_desktop.ports.hub import DeviceInfo, Hub
from lazi_desktop.ports.remote import RemotePricebook
from lazi_desktop.ports.sku_query import SkuQuery
from lazi_desktop.store.hub.embedded import EmbeddedPostgres
from lazi_desktop.store.hub.hub import PostgresHub
from lazi_desktop.store.workspace.opening import OpenWorkspace, open_workspace
from lazi_desktop.sync.engine import EngineParts, EngineThread
from lazi_desktop.sync.replication import Replicator
from lazi_desktop.sync.schedule import LISTS, PULL, PUSH, SWEEP, TEND
from tests.benchmarks.figures import Figure, Options, Outcome, percentile, rounded, spread
from tests.benchmarks.replicate import pulled_profile
from tests.benchmarks.stage import say

SEEN_S, CAUGHT_UP_S, SENT_S, IDLE_PERCENT = 1, 10, 120, 1
_PATIENCE = 120


@dataclass(slots=True)
class Desk:
    """A desktop without its window."""

    workspace: OpenWorkspace
    open_hub: Callable[[], Any]
    device: DeviceInfo

    def skus(self, count: int) -> list[EntityKey]:
        queries = self.workspace.queries
        return [row.key for row in queries.rows(queries.find(SkuQuery(), limit=count))]

    def edit(self, keys: Sequence[EntityKey], price: Decimal) -> None:
        """One action of a person."""
        workspace = self.workspace.workspace
        seen = {row.key: row.price for row in self.workspace.queries.rows_of(keys)}
        edits = [FieldEdit(key, "price", price, seen[key]) for key in keys]

        def work() -> None:
            with workspace.unit_of_work() as unit:
                edit_fields(unit, edits)

        self.workspace.writer.submit(work).result()

    async def exchange(self) -> None:
        hub: PostgresHub = await self.open_hub()
        try:
            await Replicator(hub, self.workspace.replica, self.workspace.replication).exchange()
        finally:
            await hub.close()


def measure(options: Options) -> Outcome:
    scale, few = (options.usual, 20) if options.quick else (1, 200)
    profile = pulled_profile(options.folder / "team", scale)
    outcome = Outcome()
    with EmbeddedPostgres(profile.places.hub) as server:
        url = server.member_url(profile.tenant_id, level="admin")
        ann, bob = (_desk(options.folder / name, profile.tenant_id, url) for name in ("ann", "bob"))
        with ann as here, bob as there:
            for desk in (here, there):
                _run(desk.exchange())
            _measure_seen(outcome, here, there, few)
            _measure_week(outcome, here, there, options)
            _measure_month(outcome, there, options)
        _put_off(server.admin_url, profile.tenant_id)
        _measure_idle(outcome, options, profile.tenant_id, url)
    return outcome


# ------------------------------------------------------------------------------------------------------------- latency


class _Watch:
    """Notes when an entity's change was told, as the window is told."""

    def __init__(self) -> None:
        self._told = threading.Condition()
        self._keys: dict[EntityKey, float] = {}
        self.online = threading.Event()
        self.looked = threading.Event()
        self.jobs = 0

    def hear(self, event: EngineEvent) -> None:
        if isinstance(event, ConnectionChanged) and event.connection is Connection.ONLINE:
            self.online.set()
        if isinstance(event, ActivityEnded):
            self.jobs += 1
            self.looked.set()
        if isinstance(event, WorkspaceChanged):
            with self._told:
                self._keys |= dict.fromkeys(event.changes.keys, time.perf_counter())
                self._told.notify_all()

    def wait_for(self, key: EntityKey) -> float:
        with self._told:
            if not self._told.wait_for(lambda: key in self._keys, _PATIENCE):
                raise TimeoutError("the other desktop never saw the edit")
            return self._keys.pop(key)


def _measure_seen(outcome: Outcome, ann: Desk, bob: Desk, count: int) -> None:
    seconds = []
    with _engine(ann) as engine, _engine(bob) as other:
        watch, mine = _Watch(), _Watch()
        engine.listen(mine.hear)
        other.listen(watch.hear)
        engine.start()
        other.start()
        for one in (mine, watch):
            one.online.wait(_PATIENCE)
        for turn, key in enumerate(ann.skus(count)):
            ann.edit([key], Decimal(1000 + turn))
            saved = time.perf_counter()
            engine.wake()
            seconds.append(watch.wait_for(key) - saved)
            time.sleep(0.05 * (turn % 5))  # a person's rhythm: sometimes close together, sometimes not
    outcome.figures.append(
        Figure(
            name="an edit saved on one desktop is told to another's window, p95",
            value=percentile(seconds, 0.95),
            unit="s",
            target=SEEN_S,
            note="both engines and PostgreSQL on this machine",
        )
    )
    outcome.details["seen, s"] = spread(seconds)


# ---------------------------------------------------------------------------------------------------------------- week


def _measure_week(outcome: Outcome, ann: Desk, bob: Desk, options: Options) -> None:
    """Bob was away: 5,000 changes of others, and 500 edits of his own, a tenth of them of the same fields."""
    theirs, own = (100, 10) if options.quick else (5_000, 500)
    say(f"  a week: {theirs:,} changes of others, {own:,} of one's own")
    keys = ann.skus(theirs)
    for start in range(0, len(keys), 50):
        ann.edit(keys[start : start + 50], Decimal(2000 + start))
    _run(ann.exchange())
    for number, key in enumerate([*keys[: own // 10], *bob.skus(theirs + own)[theirs:]][:own]):
        bob.edit([key], Decimal(7000 + number))
    began = time.perf_counter()
    _run(bob.exchange())
    seconds = time.perf_counter() - began
    counts = bob.workspace.queries.counts()
    if counts.unsent_ops:
        raise RuntimeError(f"{counts.unsent_ops} edits are still unsent")
    outcome.figures.append(
        Figure(
            name=f"catching up with {theirs:,} changes of others and {own:,} edits of one's own",
            value=seconds,
            unit="s",
            target=CAUGHT_UP_S,
            note=f"{counts.conflicts:,} conflicts found on the way",
        )
    )


def _measure_month(outcome: Outcome, bob: Desk, options: Options) -> None:
    """Bob was away, and edited all the time."""
    own, at_once = (100, 10) if options.quick else (5_000, 10)
    say(f"  a month: {own:,} edits of one's own")
    keys = bob.skus(own)
    for start in range(0, len(keys), at_once):
        bob.edit(keys[start : start + at_once], Decimal(20_000 + start))
    unsent = bob.workspace.queries.counts().unsent_ops
    began = time.perf_counter()
    _run(bob.exchange())
    seconds = time.perf_counter() - began
    if left := bob.workspace.queries.counts().unsent_ops:
        raise RuntimeError(f"{left} edits are still unsent")
    outcome.figures.append(
        Figure(
            name=f"sending {unsent:,} edits made without the hub",
            value=seconds,
            unit="s",
            target=SENT_S,
            note=f"made {at_once} at once; until the hub has told them to their own desktop, too",
        )
    )


# ---------------------------------------------------------------------------------------------------------------- idle


def _put_off(admin_url: str, tenant_id: TenantId) -> None:
    """Pulls and upkeep are due later; whether something was submitted is looked up at once, and then every minute."""
    due = {PUSH: 0, **dict.fromkeys((PULL, LISTS, SWEEP, TEND), 2)}
    with psycopg.connect(admin_url, autocommit=True) as connection:
        for job, hours in due.items():
            connection.execute(
                "insert into sync.due_jobs (tenant_id, job, due_at) values (%s, %s, now() + %s * interval '1 hour')"
                " on conflict (tenant_id, job) do update set due_at = excluded.due_at",
                (tenant_id, job, hours),
            )


def _measure_idle(outcome: Outcome, options: Options, tenant_id: TenantId, url: str) -> None:
    """An engine with the default schedule that has nothing to do, in a process of its own."""
    seconds = 3 if options.quick else 60
    words = [sys.executable, "-m", "tests.benchmarks.team"]
    asked = {"folder": str(options.folder / "ann"), "tenant": str(tenant_id), "url": url}
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        print(json.dumps(asked), file=process.stdin, flush=True)
        process.stdout.readline()  # it is online, and has looked up what is due
        idle = psutil.Process(process.pid)
        time.sleep(2)
        before = idle.cpu_times()
        time.sleep(seconds)
        after = idle.cpu_times()
        process.stdin.close()
        looked = int(process.stdout.readline())
    used = (after.user + after.system) - (before.user + before.system)
    outcome.figures.append(
        Figure(
            name="an engine with nothing to do, share of one core",
            value=used / seconds * 100,
            unit="%",
            target=IDLE_PERCENT,
            note="the engine with the default schedule and its workspace in a process of their own; PostgreSQL aside",
        )
    )
    outcome.details["idle, s of processor time"] = rounded(used)
    outcome.details["idle, jobs that looked for work"] = looked


def _idle() -> None:
    asked = json.loads(sys.stdin.readline())
    watch = _Watch()
    with (
        _desk(Path(asked["folder"]), TenantId(UUID(asked["tenant"])), asked["url"]) as desk,
        _engine(desk, scheduled_parts(desk, TenantId(UUID(asked["tenant"])))) as engine,
    ):
        engine.listen(watch.hear)
        engine.start()
        if not (watch.online.wait(_PATIENCE) and watch.looked.wait(_PATIENCE)):
            raise TimeoutError("the engine never looked up what is due")
        before = watch.jobs
        print("online", os.getpid(), flush=True)
        sys.stdin.read()
        print(watch.jobs - before, flush=True)


def scheduled_parts(desk: Desk, tenant_id: TenantId) -> EngineParts:
    """What runs by itself in everybody's window."""

    async def open_remote() -> RemotePricebook:
        return cast("RemotePricebook", _NeverAsked())

    schedule = schedule_of(SyncSettings(), desk.device.device_id, tenant_id)
    return replace(_parts(desk), open_remote=open_remote, schedule=schedule)


class _NeverAsked:
    """A ServiceTitan that somebody is signed in to, and wants nothing of."""

    async def close(self) -> None:
        pass


# --------------------------------------------------------------------------------------------------------------- parts


@contextmanager
def _desk(folder: Path, tenant_id: TenantId, url: str) -> Iterator[Desk]:
    kept = folder / "device"
    folder.mkdir(parents=True, exist_ok=True)
    if not kept.exists():
        kept.write_text(str(uuid4()), encoding="utf-8")
    device = DeviceInfo(UUID(kept.read_text(encoding="utf-8")), uuid4(), folder.name)
    workspace = open_workspace(
        folder,
        tenant_id=tenant_id,
        device_id=device.device_id,
        ids=OrderedIds(),
        clock=SystemClock(),
        migrations=migrations_folder(),
    )

    async def open_hub() -> Hub:
        return await PostgresHub.connect(url, tenant_id, device)

    try:
        yield Desk(workspace, open_hub, device)
    finally:
        workspace.close()


@contextmanager
def _engine(desk: Desk, parts: EngineParts | None = None) -> Iterator[EngineThread]:
    engine = EngineThread(parts or _parts(desk))
    try:
        yield engine
    finally:
        engine.stop()


def _parts(desk: Desk) -> EngineParts:
    async def open_remote() -> RemotePricebook:
        raise RuntimeError("nobody pulls or pushes here")

    return EngineParts(
        open_hub=desk.open_hub,
        open_remote=open_remote,
        replica=desk.workspace.replica,
        writer=desk.workspace.replication,
        clock=SystemClock(),
    )


def _run(work: Any) -> None:
    with asyncio.Runner(loop_factory=asyncio.SelectorEventLoop) as runner:
        runner.run(work)


if __name__ == "__main__":
    _idle()
