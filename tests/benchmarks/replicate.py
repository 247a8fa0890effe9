"""A hub of 100,000 SKUs into an empty workspace, beside a bare COPY out and `executemany` in."""

from __future__ import annotations

import asyncio
import shutil
import statistics
import threading
import time
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
import pysqlite3 as sqlite

from lazi_desktop.app.collector import settled_collector
from lazi_desktop.app.system import OrderedIds, SystemClock
from lazi_desktop.config.places import migrations_folder
from lazi_desktop.ports.hub import DeviceInfo
from lazi_desktop.store.hub.embedded import EmbeddedPostgres
from lazi_desktop.store.hub.hub import PostgresHub
from lazi_desktop.store.workspace.opening import open_workspace
from lazi_desktop.sync.replication import Replicator
from tests.benchmarks.figures import Figure, Options, Outcome, percentile, rounded, spread
from tests.benchmarks.stage import Profile, SimulatorProcess, say

TARGET_RATIO = 3
TICK = 0.01

_COPY = """
copy (select encode(uuid_send(entity_key), 'hex'), kind, remote_id, modified_on, last_seq, fields::text
from master.pricebook_entities where tenant_id = '{tenant}' order by kind, remote_id) to stdout
"""
_TABLE = """
create table mirror (entity_key blob primary key, kind text, remote_id integer, modified_on text, last_seq integer,
    fields text)
"""


def measure(options: Options) -> Outcome:
    outcome, times = Outcome(), 1 if options.quick else 3
    profile = pulled_profile(options.folder / "pulled", options.large)
    ours, bare = [], []
    with EmbeddedPostgres(profile.places.hub) as server, settled_collector():  # as in the window's process
        for turn in range(times):
            bare.append(_bare(server, profile, options.folder / f"bare {turn}.db"))
            with asyncio.Runner(loop_factory=asyncio.SelectorEventLoop) as runner:
                ours.append(runner.run(_replicate(server, profile, options.folder / f"replica {turn}")))
            say(f"  {ours[-1]['seconds']:.1f} s, bare {bare[-1]['seconds']:.1f} s")
    alone = statistics.median(one["seconds"] for one in bare)
    replicated = statistics.median(one["seconds"] for one in ours)
    outcome.figures += [
        Figure(
            name=f"replicating a hub of scale {options.large:g} into an empty workspace, over the bare copy",
            value=replicated / alone,
            unit="×",
            target=TARGET_RATIO,
            note="medians; the bare: COPY to stdout, executemany into one table, one commit",
        ),
        Figure(
            name="longest time another thread of the program waited while it ran",
            value=max(one["longest"] for one in ours) * 1000,
            unit="ms",
            note=f"a thread that sleeps {TICK * 1000:g} ms at a time",
        ),
    ]
    outcome.details |= {
        "replication, s": spread([one["seconds"] for one in ours]),
        "bare, s": spread([one["seconds"] for one in bare]),
        "rows": bare[0]["rows"],
        "MB": rounded(bare[0]["bytes"] / 1_000_000),
        "wait of another thread, p99, ms": rounded(ours[-1]["p99"] * 1000),
    }
    return outcome


def pulled_profile(folder: Path, scale: float) -> Profile:
    """A profile whose hub holds all that the simulator has at this scale."""
    say(f"  pulling scale {scale:g} into a hub, once for all benchmarks of this run …")
    with SimulatorProcess(scale) as simulator:
        profile = Profile.make(folder, simulator.settings())
        if not profile.places.hub.exists():
            profile.command("pull", "--full")
    return profile


def _bare(server: EmbeddedPostgres, profile: Profile, file: Path) -> dict[str, Any]:
    file.unlink(missing_ok=True)
    url = server.member_url(profile.tenant_id, level="admin")
    began, size = time.perf_counter(), 0
    rows = []
    statement = _COPY.format(tenant=profile.tenant_id).encode()
    with psycopg.connect(url) as hub, hub.cursor() as cursor, cursor.copy(statement) as copy:
        copy.set_types(["text", "text", "int8", "text", "int8", "text"])
        for key, *rest in copy.rows():
            rows.append((bytes.fromhex(key), *rest))
            size += len(rest[-1])
    local = sqlite.connect(str(file), isolation_level=None)
    local.execute("pragma journal_mode = wal")
    local.execute("pragma synchronous = full")
    local.execute(_TABLE)
    local.execute("begin")
    local.executemany("insert into mirror values (?, ?, ?, ?, ?, ?)", rows)
    local.execute("commit")
    local.close()
    return {"seconds": time.perf_counter() - began, "rows": len(rows), "bytes": size}


async def _replicate(server: EmbeddedPostgres, profile: Profile, folder: Path) -> dict[str, Any]:
    device = DeviceInfo(uuid4(), uuid4(), "benchmark")
    shutil.rmtree(folder, ignore_errors=True)
    workspace = open_workspace(
        folder,
        tenant_id=profile.tenant_id,
        device_id=device.device_id,
        ids=OrderedIds(),
        clock=SystemClock(),
        migrations=migrations_folder(),
    )
    url = server.member_url(profile.tenant_id, level="admin")
    hub = await PostgresHub.connect(url, profile.tenant_id, device)
    other = _OtherThread()
    try:
        began = time.perf_counter()
        await Replicator(hub, workspace.replica, workspace.replication).exchange()
        seconds = time.perf_counter() - began
    finally:
        other.stop()
        await hub.close()
        workspace.close()
    return {"seconds": seconds, "longest": max(other.late), "p99": percentile(other.late, 0.99)}


class _OtherThread:
    """Stands for the window: wakes often and notes how late it was."""

    def __init__(self) -> None:
        self.late: list[float] = []
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def stop(self) -> None:
        self._stopping.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._stopping.is_set():
            due = time.perf_counter() + TICK
            time.sleep(TICK)
            self.late.append(time.perf_counter() - due)
