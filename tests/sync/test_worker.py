"""The worker without a window: pulls, pushes what people submitted, answers what needs no person."""

from __future__ import annotations

import asyncio
from datetime import UTC
from uuid import uuid4

import psycopg
import pytest

from lazi_desktop.app.system import OrderedIds, SystemClock
from lazi_desktop.domain.conflict_rules import ConflictRule, Winner
from lazi_desktop.domain.errors import ConfigurationProblem, HubRefused, LaziError
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.ports.engine import EngineEvent, PushFinished, PushResult, ScheduleChanged
from lazi_desktop.ports.hub import DeviceInfo
from lazi_desktop.ports.hub_feed import HubState
from lazi_desktop.store.hub.embedded import EmbeddedPostgres
from lazi_desktop.store.hub.hub import PostgresHub
from lazi_desktop.sync.schedule import (
    EVERY_MINUTE,
    LISTS,
    PULL,
    PUSH,
    SWEEP,
    TEND,
    Anywhere,
    Pauses,
    Schedule,
)
from lazi_desktop.sync.scheduler import JobRan
from lazi_desktop.sync.worker import Worker
from tests.sync.engines import DeepSleeper
from tests.world import World

M = EntityKind.MATERIAL
LINES = {
    PUSH: EVERY_MINUTE,
    PULL: "*/5 * * * *",
    LISTS: "*/15 * * * *",
    SWEEP: "30 2 * * *",
    TEND: "15 3 * * *",
}


class Post:
    """A worker's place: what it told, and how to send for one."""

    def __init__(self, world: World, server) -> None:
        self.world = world
        self.server = server
        self.told: list[EngineEvent] = []
        self.ran: list[JobRan] = []
        self.opened = 0
        self.device = DeviceInfo(uuid4(), uuid4(), "a worker")
        self.no_sign_in: LaziError | None = None
        self.clock: SystemClock = SystemClock()
        self.around = Anywhere()

    def worker(self, **lines: str) -> Worker:
        return Worker(
            self._hub,
            self._remote,
            self.clock,
            OrderedIds(),
            Schedule({**LINES, **lines}, UTC, self.device.device_id, self.world.hub.tenant_id),
            Pauses(self.around, on_battery=True),
            asyncio.Semaphore(1),
            tell=self.told.append,
            ran=self.ran.append,
        )

    async def _hub(self):
        self.opened += 1
        tenant_id = self.world.hub.tenant_id
        return await PostgresHub.connect(self.server.member_url(tenant_id), tenant_id, self.device)

    async def _remote(self):
        if self.no_sign_in is not None:
            raise self.no_sign_in
        return _Borrowed(self.world.remote)


class _Borrowed:
    """The world's own connection, which the world closes."""

    def __init__(self, remote) -> None:
        self._remote = remote

    def __getattr__(self, name: str):
        return getattr(self._remote, name)

    async def close(self) -> None:
        pass


@pytest.fixture
def post(world: World, server) -> Post:
    return Post(world, server)


async def test_what_people_submitted_is_sent_and_proved(world: World, post: Post):
    await world.pull()
    one, two = world.some(M, 2)
    world.edit(M, one, {"price": 42})
    world.submit()
    world.edit(M, two, {"price": 77})
    await world.replicate()
    await post.worker().once()
    [pushed] = [event for event in post.told if isinstance(event, PushFinished)]
    assert [field.result for field in pushed.report.fields] == [PushResult.VERIFIED]
    await world.replicate()
    assert world.detail(M, one).overrides == {}
    assert list(world.detail(M, two).overrides) == ["price"]


async def test_a_rule_answers_what_a_pull_ran_into(world: World, post: Post):
    await world.pull()
    one, two = world.some(M, 2)
    await world.hub.put_rule(
        ConflictRule(rule_id=uuid4(), entity_kind=M, field="display_name", winner=Winner.THEIRS)
    )
    world.edit(M, one, {"display_name": "Ours"})
    world.edit(M, two, {"price": 42})
    await world.replicate()
    world.simulator.office_edit("material", one, {"displayName": "Theirs"})
    world.simulator.office_edit("material", two, {"price": 43})
    await post.worker().once()
    await world.replicate()
    assert world.effective(M, one, "display_name") == "Theirs"
    assert [conflict.field for conflict in world.desk.queries.conflicts()] == [
        "price"
    ]  # money waits for a person


async def test_nothing_is_done_twice_and_nothing_is_left_open(world: World, post: Post):
    await post.worker().once()
    assert sorted(ran.job for ran in post.ran) == [LISTS, PULL, PUSH]
    await post.worker().once()
    assert len(post.ran) == 3
    assert (await world.hub.counts()).syncing_on == ""


async def test_without_a_sign_in_it_says_so_and_takes_nothing(world: World, post: Post):
    post.no_sign_in = ConfigurationProblem("The client secret is not known on this computer.")
    with pytest.raises(ConfigurationProblem):
        await post.worker().once()
    assert post.ran == []


async def test_on_battery_it_waits_if_the_settings_say_so(world: World, post: Post):
    class OnBattery(Anywhere):
        def on_battery(self) -> bool:
            return True

    post.around = OnBattery()
    await post.worker().once()
    assert post.ran == []
    shown = [event for event in post.told if isinstance(event, ScheduleChanged)][-1]
    assert {job.paused for job in shown.jobs} == {"on battery"}


async def test_after_a_sleep_its_connections_are_new(world: World, post: Post):
    clock = post.clock = DeepSleeper()
    working = asyncio.create_task(post.worker().run())
    await until(lambda: post.opened == 1 and bool(post.told))
    clock.sleep_for(8 * 3600)
    await until(lambda: post.opened == 2)
    working.cancel()
    await asyncio.wait([working])


async def test_a_worker_that_a_restored_hub_forgot_enrols_again(world: World, post: Post, server):
    worker = post.worker()
    working = asyncio.create_task(worker.run())
    await until(lambda: post.opened == 1 and bool(post.told))
    with psycopg.connect(server.admin_url, autocommit=True) as admin:
        admin.execute("delete from sync.due_jobs where tenant_id = %s", [world.hub.tenant_id])
        admin.execute("set session_replication_role = replica")
        admin.execute("delete from sync.devices where device_id = %s", [post.device.device_id])
        worker._scheduler.poke()
        await until(lambda: paused(post) == {HubRefused.title})
        worker._scheduler.poke()
        await until(lambda: paused(post) == {""})
        statement = "select count(*) from sync.devices where device_id = %s"
        assert admin.execute(statement, [post.device.device_id]).fetchall() == [(1,)]
    assert post.opened == 2
    working.cancel()
    await asyncio.wait([working])


def paused(post: Post) -> set[str]:
    shown = [event for event in post.told if isinstance(event, ScheduleChanged)]
    return {job.paused for job in shown[-1].jobs} if shown else set()


async def test_a_job_never_comes_where_the_settings_say_never(world: World, post: Post):
    await post.worker(**{PULL: "", LISTS: ""}).once()
    assert [ran.job for ran in post.ran] == [PUSH]
    shown = [event for event in post.told if isinstance(event, ScheduleChanged)][-1]
    assert [job.name for job in shown.jobs if job.next_at is None] == [PULL, LISTS]


async def until(condition) -> None:
    for _ in range(600):
        if condition():
            return
        await asyncio.sleep(0.05)
    raise AssertionError("it never came to that")


def bring_back(world: World, server: EmbeddedPostgres, backup: HubState) -> None:
    """The hub as far as it can tell of itself where it stands."""
    tenant = {"t": world.hub.tenant_id, "seq": backup.feed_seq, "epoch": backup.epoch}
    with psycopg.connect(server.admin_url, autocommit=True) as admin:
        admin.execute("delete from sync.change_feed where tenant_id = %(t)s and seq > %(seq)s", tenant)
        admin.execute("delete from sync.epochs where tenant_id = %(t)s", tenant)
        admin.execute(
            "update sync.tenants set feed_seq = %(seq)s, feed_epoch = %(epoch)s where tenant_id = %(t)s",
            tenant,
        )


def say_it_was_restored(world: World, server: EmbeddedPostgres) -> None:
    with psycopg.connect(server.admin_url, autocommit=True) as admin:
        admin.execute("set role lazi_owner")
        admin.execute("select sync.begin_restore_recovery(%s)", (world.hub.tenant_id,))


async def test_a_hub_that_went_back_is_told_so_before_anything_is_sent(world: World, post: Post, server):
    """Nobody has a window open: without it the worker would go on as if nothing had happened."""
    await world.pull()
    [one] = world.some(M, 1)
    worker = post.worker()
    await worker.once()
    before = await world.hub.state()
    world.edit(M, one, {"price": 42})
    world.submit()
    await world.replicate()
    await worker.once()
    assert (await world.hub.state()).epoch == before.epoch
    known = await world.hub.state()
    assert known.feed_seq > before.feed_seq
    bring_back(world, server, before)
    await worker.once()
    after = await world.hub.state()
    assert after.epoch != before.epoch
    await worker.once()
    assert (await world.hub.state()).epoch == after.epoch, "it is told once"


async def test_a_backup_brought_back_a_second_time_is_told_so(world: World, post: Post, server):
    """The first time somebody told the hub at once. Now it is in an epoch of before the only one the worker knows."""
    await world.pull()
    before = await world.hub.state()
    say_it_was_restored(world, server)
    worker = post.worker()
    await worker.once()
    assert (await world.hub.state()).epoch != before.epoch
    bring_back(world, server, before)
    await worker.once()
    after = await world.hub.state()
    assert after.epoch != before.epoch
    await worker.once()
    assert (await world.hub.state()).epoch == after.epoch, "it is told once"


async def test_a_hub_in_another_epoch_for_a_good_reason_is_left_alone(world: World, post: Post, server):
    await world.pull()
    worker = post.worker()
    await worker.once()
    say_it_was_restored(world, server)
    restored = await world.hub.state()
    await worker.once()
    assert (await world.hub.state()).epoch == restored.epoch


async def test_a_hub_that_went_back_and_grew_as_far_again_is_told_so(world: World, post: Post, server):
    await world.pull()
    worker = post.worker()
    await worker.once()
    before = await world.hub.state()
    with psycopg.connect(server.admin_url, autocommit=True) as admin:
        admin.execute(
            "update sync.change_feed set grp = gen_random_uuid() where tenant_id = %s and seq = %s",
            (world.hub.tenant_id, before.feed_seq),
        )
    await worker.once()
    assert (await world.hub.state()).epoch != before.epoch
