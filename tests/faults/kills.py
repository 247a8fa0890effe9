"""Kills a working process again and again, and looks each time at what is left of its work."""

from __future__ import annotations

import base64
import json
import os
import pickle
import random
import select
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field
from types import TracebackType
from typing import IO, Any, Self
from uuid import UUID, uuid4

import pysqlite3

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.ops import OpOutcome
from lazi_desktop.ports.hub import DeviceInfo
from lazi_desktop.store.hub.hub import PostgresHub
from lazi_desktop.store.workspace.opening import FILE_NAME, OpenWorkspace
from lazi_desktop.sync.pull import Pull
from lazi_desktop.sync.push import Push
from lazi_desktop.sync.replication import Replicator
from lazi_desktop.sync.turn import Turn
from tests.conftest import ROOT
from tests.faults.desktops import Desktop, Stage, run, until
from tests.faults.worker import OWN, PAGE_SIZE, SHARED, Orders, Point
from tests.world import TestClock

MODES = ("exchange", "first exchange", "pull", "push")
_EXCHANGE = {
    "hub.apply_ops": 4,
    "replica.acknowledge": 4,
    "hub.feed_after": 5,
    "replica.apply_feed": 4,
    "sql": 400,
}
POINTS: dict[str, dict[str, int]] = {
    "exchange": _EXCHANGE,
    "first exchange": {
        "replica.begin_snapshot": 1, "replica.apply_snapshot": 3, "replica.end_snapshot": 1, "sql": 600,
    },
    "pull": {"hub.acquire": 2, "hub.begin_run": 6, "hub.ingest": 12, "hub.end_run": 6, **_EXCHANGE},
    "push": {
        "hub.claim": 3, "hub.ingest": 3, "hub.intend": 8, "remote.patch": 8, "hub.answered": 8, "hub.settle": 8,
        "hub.put_off": 2, "hub.adopt": 3, "remote.create": 3, **_EXCHANGE,
    },
}  # fmt: skip
"""By mode: where the process may die, and within how many calls of that."""


@dataclass
class Tally:
    """What came of it all."""

    kills: Counter[str] = field(default_factory=Counter)
    saved: int = 0
    sent: int = 0
    created: int = 0
    conflicts: int = 0
    seconds: float = 0.0

    def sentence(self) -> str:
        kinds = ", ".join(f"{count} in {mode}" for mode, count in sorted(self.kills.items()))
        return (
            f"{self.kills.total()} kills ({kinds}), {self.saved} saved edits, {self.sent} changes sent, "
            f"{self.created} created, {self.conflicts} conflicts, {self.seconds:.0f} s"
        )


class Fork:
    """The process that workers come from."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.worker"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._orders, self._answers = self._process.stdin, self._process.stdout

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._orders.close()
        self._process.wait()
        self._answers.close()

    def start(self, orders: Orders) -> Working:
        self._orders.write(base64.b64encode(pickle.dumps(orders)).decode() + "\n")
        self._orders.flush()
        return Working(int(self._answers.readline()), self._answers)


class Working:
    """One worker's process. Its number stays its own until the fork's process has told its end."""

    def __init__(self, pid: int, answers: IO[str]) -> None:
        self.pid = pid
        self._answers = answers
        self._status: int | None = None

    def ended(self, seconds: float) -> bool:
        """Whether it ends by itself within so many seconds."""
        if self._status is None and select.select([self._answers], [], [], seconds)[0]:
            self._status = int(self._answers.readline())
        return self._status is not None

    def kill(self) -> int:
        if not self.ended(0):
            os.kill(self.pid, signal.SIGKILL)
            assert self.ended(10)
        assert self._status is not None
        return self._status


class Killing:
    """One profile, started and killed; every check is made from what the disk, the hub and ServiceTitan then have."""

    def __init__(self, stage: Stage, fork: Fork, seed: int) -> None:
        self.stage = stage
        self.random = random.Random(seed)
        self.tally = Tally()
        self.ids = tuple(stage.materials()[:12])
        self.fork = fork
        self._profile = 0
        self._saved: dict[str, int] = {}
        self._office = 0
        self._begin_a_profile()

    def _begin_a_profile(self) -> None:
        self._profile += 1
        self.desk = Desktop(self.stage, f"profile {self._profile}", engine=False, device_id=uuid4())
        self.told = self.stage.folder / f"told {self._profile}"
        self.told.touch()

    # ---------------------------------------------------------------------------------------------------------- rounds

    def round(self, mode: str, number: int) -> None:
        """Starts the worker, kills it, and looks."""
        if mode == "first exchange":
            self.settle()
            self._begin_a_profile()
        point = self._point(mode) if self.random.random() < 0.6 else None
        if self.random.random() < 0.8:  # else the lease of the dead one still holds
            self.stage.time_passes()
        self._faults(mode)
        begun = self.told.read_text().count("ready")
        worker = self.fork.start(self.orders(mode, number, point))
        try:
            until(
                lambda: self.told.read_text().count("ready") > begun or worker.ended(0),
                "the worker is at it",
            )
            self._office_works(mode)
            worker.ended(self.random.random() * 0.3 if point is None else 0.6)
        finally:
            status = worker.kill()
        assert status == -9, f"the worker ended by itself, in {mode} at {point}"
        self.tally.kills[mode] += 1
        self.look()

    def _point(self, mode: str) -> Point:
        name = self.random.choice(sorted(POINTS[mode]))
        moment = self.random.choice(("before", "during", "after"))
        return Point(name, moment, self.random.randint(1, POINTS[mode][name]))

    def orders(self, mode: str, number: int, point: Point | None) -> Orders:
        simulator = self.stage.simulator
        return Orders(
            folder=self.stage.folder / self.desk.name,
            told=self.told,
            tenant_id=self.stage.tenant_id,
            device_id=self.desk.device.device_id,
            hub_url=self.stage.hub_url(),
            remote_url=simulator.api_url,
            tenant=simulator.tenant,
            client_id=simulator.client_id,
            client_secret=simulator.client_secret,
            app_key=simulator.app_key,
            remote_ids=self.ids,
            mode=mode,
            seed=number,
            point=point,
        )

    def _faults(self, mode: str) -> None:
        """Answers take long enough to be killed while they are waited for; some are lost besides."""
        self.stage.simulator.clear_faults()
        if mode in ("pull", "push"):
            self.stage.simulator.inject("slow", seconds=0.02, times=None, every=3)
        if mode == "push" and self.random.random() < 0.3:
            self.stage.simulator.inject(
                self.random.choice(("reset_after_apply", "reset_before_apply", "truncate")),
                match={"method": "PATCH"}, skip=self.random.randint(0, 4),
            )  # fmt: skip

    def _office_works(self, mode: str) -> None:
        if mode == "exchange":
            return
        for remote_id in self.random.sample(self.ids, 2):
            self._office += 1
            self.stage.simulator.office_edit("material", remote_id, {"description": f"Office {self._office}"})

    # --------------------------------------------------------------------------------------------------------- looking

    def look(self) -> None:
        """Opens what the killed process left; everything told to be saved is there, and goes to the hub once."""
        self._check_file()
        self.desk.start()
        try:
            assert self.desk.open.notice == ""
            self._check_ledger()
            run(self._exchange())
            assert not self.desk.unsent()
            self._check_outcomes()
            self._check_values()
        finally:
            self.desk.stop()
        self.stage.check_the_hub()
        self.stage.check_no_blind_repeat()
        self._check_creates()

    def _check_creates(self) -> None:
        """What was made is there once, however often it was killed in between."""
        codes = Counter(item["code"] for item in self.stage.simulator.items("material"))
        made = {code: count for code, count in codes.items() if code.startswith("NEW-")}
        assert set(made.values()) <= {1}, made
        self.tally.created = len(made)

    def _check_file(self) -> None:
        path = self.stage.folder / self.desk.name / FILE_NAME
        if not path.exists():
            return  # killed before it began
        with closing(pysqlite3.connect(str(path), isolation_level=None)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            assert connection.execute("PRAGMA foreign_key_check").fetchall() == []

    def saved(self) -> list[UUID]:
        """What the worker told; its last line may have been cut short by the kill."""
        ops: list[UUID] = []
        for line in self.told.read_text().splitlines():
            try:
                words = json.loads(line)
            except ValueError:
                continue
            if words[0] == "saved":
                ops += map(UUID, words[1])
        return ops

    def _check_ledger(self) -> None:
        ledger = {op.hex() for op, *_ in self._ledger("op_id")}
        missing = [op for op in self.saved() if op.bytes.hex() not in ledger]
        assert not missing, f"saved, and not in the ledger: {missing}"
        numbers = [number for (number,) in self._ledger("op_no")]
        assert numbers == list(range(1, len(numbers) + 1))

    def _ledger(self, columns: str) -> Sequence[tuple[Any, ...]]:
        opened: OpenWorkspace = self.desk.open
        found: Sequence[tuple[Any, ...]] = opened.writer.submit(
            lambda: opened.workspace._db.all(f"SELECT {columns} FROM op ORDER BY op_no")
        ).result()
        return found

    async def _exchange(self) -> None:
        hub = await self._connect()
        try:
            await Replicator(hub, self.desk.open.replica, self.desk.open.replication).exchange()
        finally:
            await hub.close()

    async def _connect(self) -> PostgresHub:
        device = DeviceInfo(self.desk.device.device_id, uuid4(), "the one who looks")
        return await PostgresHub.connect(self.stage.hub_url(), self.stage.tenant_id, device)

    def _check_outcomes(self) -> None:
        """The hub has each saved op with one outcome; what lost is a conflict that somebody sees."""
        outcomes = dict(
            self.stage.sql(
                "select op_id, outcome from sync.op_log where tenant_id = %(t)s and device_id = %(d)s",
                d=self.desk.device.device_id,
            )
        )
        saved = self.saved()
        assert not [op for op in saved if op not in outcomes]
        for op, outcome in outcomes.items():
            assert outcome in (OpOutcome.ACCEPTED, OpOutcome.NOOP, OpOutcome.CONFLICT), (op, outcome)
        self._saved[self.desk.name] = len(saved)
        self.tally.saved = sum(self._saved.values())

    def _check_values(self) -> None:
        """What this person set last is what the hub has, pending or pushed, or one side of a conflict."""
        expected = {
            (EntityKey(UUID(bytes=key)), name): json.loads(value)
            for key, name, value, kind in self._ledger("entity_key, field, value, kind")
            if kind == "set" and name in (OWN, SHARED)
        }
        overrides = self.stage.overrides()
        mirror = {
            (EntityKey(key), name): value
            for key, fields in self.stage.sql(
                "select entity_key, fields from master.pricebook_entities where tenant_id = %(t)s and kind = 'material'"
            )
            for name, value in fields.items()
            if name in (OWN, SHARED)
        }
        told = {
            (EntityKey(key), name): (ours, state)
            for key, name, ours, state in self.stage.sql(
                "select entity_key, field, ours, state from sync.conflicts where tenant_id = %(t)s order by created_at"
            )
        }
        self.tally.conflicts = len(told)
        for place, value in expected.items():
            if overrides.get(place, mirror.get(place)) == value:
                continue
            assert place[1] == SHARED, f"{place}: {value} is lost"
            later = self._pushed_once(place, value)
            assert later or (place in told and told[place][0] == value), f"{place}: {value} is lost"

    def _pushed_once(self, place: tuple[EntityKey, str], value: Any) -> bool:
        """It reached ServiceTitan, and the office changed it afterwards."""
        return bool(
            self.stage.sql(
                "select 1 from sync.push_attempt where tenant_id = %(t)s and entity_key = %(key)s"
                " and request ->> %(field)s = %(value)s and outcome is distinct from 'rejected'",
                key=place[0], field=place[1], value=value,
            )
        )  # fmt: skip

    # -------------------------------------------------------------------------------------------------------- the end

    def settle(self) -> None:
        """No more kills: every job comes to its end."""
        self.stage.simulator.clear_faults()
        self.desk.start()
        try:
            run(self._push_to_the_end())
            self._check_values()
        finally:
            self.desk.stop()
        [[left]] = self.stage.sql(
            "select count(*) from sync.outbound_queue where tenant_id = %(t)s"
            " and state not in ('done', 'cancelled', 'blocked')"
        )
        assert left == 0
        self.stage.check_no_blind_repeat()
        self.stage.check_the_hub()
        self._check_creates()
        self.tally.sent = sum(entry["method"] == "PATCH" for entry in self.stage.simulator.requests())

    async def _push_to_the_end(self) -> None:
        hub, remote, clock = await self._connect(), self.stage.remote(page_size=PAGE_SIZE), TestClock()
        try:
            for _ in range(8):
                self.stage.time_passes()
                async with Turn(hub, clock) as turn:
                    report = await Push(hub, remote, turn, clock).run()
                assert report.stopped is None, report.stopped
                if not report.waiting and not report.fields:
                    break
            async with Turn(hub, clock) as turn:
                await Pull(hub, remote, turn, clock, full=True).run()
            await Replicator(hub, self.desk.open.replica, self.desk.open.replication).exchange()
        finally:
            await remote.close()
            await hub.close()


def kill(stage: Stage, rounds: int, *, seed: int, modes: Sequence[str] = MODES) -> Tally:
    began = time.monotonic()
    with Fork() as fork:
        killing = Killing(stage, fork, seed)
        for number in range(rounds):
            killing.round(modes[number % len(modes)], seed * 1_000 + number)
    killing.settle()
    killing.tally.seconds = time.monotonic() - began
    return killing.tally
