"""Many desktops, a pull and a large push at once on one hub: does anything lock up or get lost, and at what cost?"""

from __future__ import annotations

import asyncio
import contextlib
import random
import threading
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import psutil
import psycopg

from lazi_desktop.app.system import SystemClock
from lazi_desktop.domain.errors import LeaseHeld
from lazi_desktop.operations.edit_fields import FieldEdit, edit_fields
from lazi_desktop.ports.engine import PullReport, PushReport, PushResult
from lazi_desktop.store.hub.hub import PostgresHub
from lazi_desktop.sync.pull import Pull
from lazi_desktop.sync.push import Push
from lazi_desktop.sync.replication import Replicator
from lazi_desktop.sync.turn import Turn
from tests.faults.desktops import Desktop, Stage

FIELDS = ("display_name", "description", "cost")
SAMPLE_SECONDS = 0.05


@dataclass
class Findings:
    changes: int = 0
    desktops: int = 0
    edits: int = 0
    exchanges: int = 0
    pull_seconds: float = 0.0
    push_seconds: float = 0.0
    drained_seconds: float = 0.0
    exchange_seconds: list[float] = field(default_factory=list)
    hub_cpu_seconds: float = 0.0
    seconds: float = 0.0
    samples: int = 0
    waiting_samples: int = 0
    most_waiting: int = 0
    longest_wait: float = 0.0
    deadlocks: int = 0


class Watch:
    """Looks at the hub from outside while it works."""

    def __init__(self, stage: Stage, findings: Findings) -> None:
        self._stage = stage
        self._findings = findings
        self._stopping = threading.Event()
        self._cpu: dict[int, float] = {}
        self._thread = threading.Thread(target=self._run, name="watch the hub")

    def __enter__(self) -> Watch:
        self._before = self._deadlocks()
        self._sample_cpu()
        self._at_first = dict(self._cpu)
        self._thread.start()
        return self

    def __exit__(self, *failure: object) -> None:
        self._stopping.set()
        self._thread.join()
        self._findings.deadlocks = self._deadlocks() - self._before
        self._findings.hub_cpu_seconds = sum(
            used - self._at_first.get(pid, 0.0) for pid, used in self._cpu.items()
        )

    def _deadlocks(self) -> int:
        [[count]] = self._stage.sql(
            "select deadlocks from pg_stat_database where datname = current_database()"
        )
        return int(count)

    def _sample_cpu(self) -> None:
        """By process, since a connection's time is gone with it."""
        server = psutil.Process(self._stage.server.pid)
        for process in (server, *server.children()):
            with contextlib.suppress(psutil.Error):
                times = process.cpu_times()
                self._cpu[process.pid] = times.user + times.system

    def _run(self) -> None:
        findings = self._findings
        with psycopg.connect(self._stage.server.admin_url, autocommit=True) as connection:
            while not self._stopping.wait(SAMPLE_SECONDS):
                rows = connection.execute(
                    "select extract(epoch from clock_timestamp() - query_start)::float8 from pg_stat_activity"
                    " where wait_event_type = 'Lock'"
                ).fetchall()
                findings.samples += 1
                findings.waiting_samples += bool(rows)
                findings.most_waiting = max(findings.most_waiting, len(rows))
                findings.longest_wait = max([findings.longest_wait, *(row[0] for row in rows)])
                self._sample_cpu()


class Load:
    def __init__(self, stage: Stage, *, desktops: int, changes: int, pause: float, seed: int = 1) -> None:
        """`pause`: seconds between a desktop's edits."""
        self.stage = stage
        self.findings = Findings(desktops=desktops)
        self._changes = changes
        self._pause = pause
        self._seed = seed
        self._desks = [stage.desktop(f"desk {number}", engine=False) for number in range(desktops)]
        self._others: list[int] = []
        self._done = asyncio.Event()
        self._pushed: dict[int, str] = {}

    async def run(self) -> Findings:
        async with contextlib.AsyncExitStack() as stack:
            hubs = []
            for desk in self._desks:
                hub = await desk.connect()
                assert isinstance(hub, PostgresHub)
                stack.push_async_callback(hub.close)
                hubs.append(hub)
            await asyncio.gather(*(self._exchange(*pair) for pair in zip(self._desks, hubs, strict=True)))
            self._prepare()
            await self._exchange(self._desks[0], hubs[0])
            self.findings.exchange_seconds.clear()
            began = time.monotonic()
            with Watch(self.stage, self.findings):
                async with asyncio.TaskGroup() as group:
                    for number, (desk, hub) in enumerate(zip(self._desks, hubs, strict=True)):
                        group.create_task(self._work(desk, hub, random.Random(self._seed + number)))
                    both = [
                        group.create_task(self._pull(hubs[1])),
                        group.create_task(self._push(hubs[0])),
                    ]
                    await asyncio.wait(both)
                    self._done.set()
                settled = time.monotonic()
                await self._drain(hubs)
            self.findings.drained_seconds = time.monotonic() - settled
            self.findings.seconds = time.monotonic() - began
        self._check()
        return self.findings

    def _prepare(self) -> None:
        """Thousands of changes in one step, submitted, and as many foreign ones in ServiceTitan."""
        ids = self.stage.materials()
        chosen, self._others = ids[: self._changes], ids[self._changes :][:400]
        assert len(chosen) == self._changes, f"the pricebook has only {len(ids)} materials"
        self.findings.changes = len(chosen)
        self._pushed = {remote_id: f"Pushed {remote_id}" for remote_id in chosen}
        desk = self._desks[0]
        edits = []
        for remote_id, name in self._pushed.items():
            key = self.stage.key(remote_id)
            detail = desk.open.queries.detail(key)
            assert detail is not None
            edits.append(FieldEdit(key, "display_name", name, detail.effective.get("display_name")))

        def work() -> None:
            with desk.open.workspace.unit_of_work() as unit:
                edit_fields(unit, edits)

        desk.open.writer.submit(work).result()
        desk.submit()

    async def _exchange(self, desk: Desktop, hub: PostgresHub) -> None:
        began = time.monotonic()
        await Replicator(hub, desk.open.replica, desk.open.replication).exchange()
        self.findings.exchange_seconds.append(time.monotonic() - began)
        self.findings.exchanges += 1

    async def _work(self, desk: Desktop, hub: PostgresHub, lots: random.Random) -> None:
        while not self._done.is_set():
            for _ in range(3):
                remote_id, name = lots.choice(self._others), lots.choice(FIELDS)
                value = lots.randrange(10_000) if name == "cost" else f"{desk.name} {lots.random()}"
                await asyncio.to_thread(desk.edit, remote_id, name, value)
                self.findings.edits += 1
            await self._exchange(desk, hub)
            await asyncio.sleep(self._pause * lots.uniform(0.5, 1.5))

    async def _pull(self, hub: PostgresHub) -> PullReport:
        remote = self.stage.remote(page_size=500)
        try:
            async with self._turn(hub) as turn:
                began = time.monotonic()
                report = await Pull(hub, remote, turn, SystemClock(), full=True).run()
                self.findings.pull_seconds = time.monotonic() - began
        finally:
            await remote.close()
        return report

    async def _push(self, hub: PostgresHub) -> PushReport:
        remote = self.stage.remote()
        try:
            async with self._turn(hub) as turn:
                began = time.monotonic()
                report = await Push(hub, remote, turn, SystemClock()).run()
                self.findings.push_seconds = time.monotonic() - began
        finally:
            await remote.close()
        assert report.stopped is None, report.stopped
        assert report.count(PushResult.VERIFIED) == self._changes
        return report

    @contextlib.asynccontextmanager
    async def _turn(self, hub: PostgresHub) -> AsyncIterator[Turn]:
        """They take turns, as two machines do."""
        turn = Turn(hub, SystemClock())
        while True:
            try:
                await turn.__aenter__()
                break
            except LeaseHeld:
                await asyncio.sleep(0.1)
        try:
            yield turn
        finally:
            await turn.__aexit__(None, None, None)

    async def _drain(self, hubs: list[PostgresHub]) -> None:
        for _ in range(2):  # what the first ones upload comes to the others in the second round
            await asyncio.gather(*(self._exchange(*pair) for pair in zip(self._desks, hubs, strict=True)))

    def _check(self) -> None:
        """Everything is everywhere, once; what lost is a conflict."""
        stage = self.stage
        stage.check_the_hub()
        stage.check_no_blind_repeat()
        assert self.findings.deadlocks == 0
        for item in stage.simulator.items("material"):
            if item["id"] in self._pushed:
                assert item["displayName"] == self._pushed[item["id"]]
        [[bad]] = stage.sql(
            "select count(*) from sync.op_log where tenant_id = %(t)s and outcome in ('rejected', 'stale')"
        )
        assert bad == 0
        overrides = stage.overrides()
        last = {
            (device, key, name): (value, outcome, conflict, ours)
            for device, key, name, value, outcome, conflict, ours in stage.sql(
                "select distinct on (o.device_id, o.entity_key, o.field) o.device_id, o.entity_key, o.field, o.value,"
                " o.outcome, o.conflict_id, c.ours from sync.op_log o left join sync.conflicts c using (conflict_id)"
                " where o.tenant_id = %(t)s and o.kind = 'set' order by 1, 2, 3, o.op_no desc"
            )
        }
        cursors = set()
        for desk in self._desks:
            assert not desk.unsent()
            cursors.add(desk.cursor)
            for (key, name), value in desk.saved.items():
                sent, outcome, conflict, ours = last[desk.device.device_id, key, name]
                assert sent == value, "the last one that was saved is the last one the hub has"
                assert (outcome == "conflict") == (conflict is not None)
                assert conflict is None or ours == value, "what lost is one side of a conflict"
                assert overrides[key, name] in {other.saved.get((key, name)) for other in self._desks}
        assert len(cursors) == 1
