"""A long walk over real parts: people change their minds, the office edits, answers get lost, and pushes go on.

ServiceTitan is sent only what is submitted at that moment, and after a push no job is left in anyone's hands.
"""

from __future__ import annotations

import contextlib
import random
from typing import Any

import psycopg
import pytest

from lazi_desktop.domain.errors import NothingToDo
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.merge import Resolution
from lazi_desktop.operations.resolve_conflict import resolve_conflict
from lazi_desktop.ports.overrides import OverrideState
from tests.world import World

M = EntityKind.MATERIAL
FAULTS: dict[str, dict[str, Any]] = {
    "reset_before_apply": {},
    "reset_after_apply": {},
    "status": {"status": 500},
    "truncate": {},
    "rate_limit": {"retry_after": 2},
    "drop_field": {"field": "price"},
}


class Walk:
    """Three materials, two fields, a few values: enough for everything to meet everything."""

    def __init__(self, world: World, admin_url: str, seed: int) -> None:
        self.world = world
        self.admin = psycopg.connect(admin_url, autocommit=True)
        self.random = random.Random(seed)
        self.ids = world.some(M, 3)
        self.sent = 0
        self.withdraw_after_claim = False
        self.told: list[str] = []
        self._watch_what_is_sent()
        self._change_minds_after_the_claim()

    def _watch_what_is_sent(self) -> None:
        patch = self.world.remote.patch

        async def watched(kind, remote_id, changes, known, *, may_send) -> None:
            wanted = {
                row.field: row.value
                for row in await self.world.hub.pending()
                if row.remote_id == remote_id and row.state is OverrideState.SUBMITTED
            }
            for name, value in changes.items():
                assert name in wanted, f"{name} is sent and not submitted: {self.told}"
                assert wanted[name] == value, f"{name}: {value} is sent for {wanted[name]}: {self.told}"
            self.sent += 1
            await patch(kind, remote_id, changes, known, may_send=may_send)

        self.world.remote.patch = watched  # type: ignore[method-assign]

    def _change_minds_after_the_claim(self) -> None:
        claim = self.world.hub.claim

        async def hesitant(lease, limit):
            jobs = sorted(await claim(lease, limit), key=lambda job: job.remote_id or 0)
            if jobs and self.withdraw_after_claim:
                self.withdraw_after_claim = False
                self.take_back(jobs[0].remote_id)
                await self.world.replicate()
            return jobs

        self.world.hub.claim = hesitant  # type: ignore[method-assign]

    def sql(self, statement: str) -> list[tuple]:
        cursor = self.admin.execute(statement.encode(), {"t": self.world.hub.tenant_id})
        return cursor.fetchall() if cursor.description else []

    # ------------------------------------------------------------------------------------------------------- steps

    def edit(self) -> None:
        name = self.random.choice(["price", "price", "display_name"])
        value = self.random.choice([11, 22, 33]) if name == "price" else self.random.choice(["Tee", "Elbow"])
        with contextlib.suppress(NothingToDo):
            self.world.edit(M, self.random.choice(self.ids), {name: value})

    def submit(self) -> None:
        with contextlib.suppress(NothingToDo):
            self.world.submit()

    def take_back(self, remote_id: int | None = None) -> None:
        remote_id = remote_id or self.random.choice(self.ids)
        detail = self.world.detail(M, remote_id)
        back = {name: detail.mirror.get(name) for name in detail.overrides}
        with contextlib.suppress(NothingToDo):
            self.world.edit(M, remote_id, back)

    def hesitate(self) -> None:
        self.withdraw_after_claim = True

    def office_edit(self) -> None:
        change: dict[str, Any] = self.random.choice(
            [{"price": 44}, {"price": 11}, {"price": 55}, {"displayName": "Office"}]
        )
        self.world.simulator.office_edit("material", self.random.choice(self.ids), change)

    def fault(self) -> None:
        kind = self.random.choice(list(FAULTS))
        self.world.simulator.inject(kind, match={"method": "PATCH"}, times=1, **FAULTS[kind])

    async def resolve(self) -> None:
        await self.world.replicate()
        conflicts = self.world.desk.queries.conflicts()
        for conflict in sorted(conflicts, key=lambda one: (one.code, one.field)):
            choice = self.random.choice([Resolution.OURS, Resolution.THEIRS])

            def work(conflict=conflict, choice=choice):
                with self.world.desk.workspace.unit_of_work() as unit:
                    return resolve_conflict(unit, conflict, choice)

            self.world.desk.writer.submit(work).result()

    def pass_time(self) -> None:
        self.sql(
            "update sync.outbound_queue set not_before = '-infinity', sent_at = sent_at - interval '300 s',"
            " first_sent_at = first_sent_at - interval '300 s' where tenant_id = %(t)s"
        )

    async def push(self) -> None:
        report = await self.world.push()
        assert report.stopped is None, self.told
        held = self.sql(
            "select state from sync.outbound_queue where tenant_id = %(t)s"
            " and state in ('claimed', 'sending', 'applied')"
        )
        assert held == [], self.told
        idle = self.sql(
            "select o.field from crm.pricebook_overrides o where o.tenant_id = %(t)s and o.state = 'submitted'"
            " and not exists (select from sync.outbound_queue q where q.tenant_id = o.tenant_id"
            " and q.entity_key = o.entity_key and q.state in ('ready', 'ambiguous', 'blocked'))"
        )
        assert idle == [], self.told

    # -------------------------------------------------------------------------------------------------------- walk

    async def walk(self, steps: int) -> None:
        choices = {
            self.edit: 6, self.submit: 5, self.take_back: 1, self.hesitate: 1, self.office_edit: 1,
            self.fault: 3, self.resolve: 2, self.pass_time: 4, self.push: 6,
        }  # fmt: skip
        for step in self.random.choices(list(choices), list(choices.values()), k=steps):
            await self.do(step)

    async def do(self, step) -> None:
        self.told.append(step.__name__)
        waiting = step()
        if waiting is not None:
            await waiting

    async def come_to_rest(self) -> None:
        """No more faults, and a person who answers what is asked: everything submitted ends somewhere."""
        self.withdraw_after_claim = False
        self.world.simulator.clear_faults()
        for _ in range(4):
            for step in (self.resolve, self.submit, self.pass_time, self.push):
                await self.do(step)
        assert self.world.desk.queries.conflicts() == [], self.told
        assert await self.world.hub.pending() == [], self.told
        live = "select state from sync.outbound_queue where tenant_id = %(t)s and state not in ('done', 'cancelled')"
        assert self.sql(live) == [], self.told
        await self.world.pull(full=True, accept=True)
        for remote_id in self.ids:
            there = self.world.simulator.item("material", remote_id)
            shown = self.world.detail(M, remote_id).effective
            assert float(shown["price"]) == float(there["price"]), self.told
            assert shown["display_name"] == there["displayName"], self.told


SEEDS = [1, 2]


@pytest.mark.parametrize("seed", SEEDS)
async def test_whatever_happens_only_what_is_submitted_is_sent_and_everything_ends(world, server, seed):
    await world.pull()
    walk = Walk(world, server.admin_url, seed)
    with walk.admin:
        await walk.walk(100)
        await walk.come_to_rest()
    assert walk.sent > 4
