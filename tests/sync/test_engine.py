"""The engine's thread: what it tells, what it does without a hub, and that it ends in good order."""

from __future__ import annotations

import threading
from dataclasses import replace
from uuid import uuid4

import psycopg
import pytest

from lazi_desktop.domain.errors import HubSchemaMismatch, HubUnavailable, SignInFailed
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.ops import Aspect
from lazi_desktop.ports.engine import (
    ActivityFailed,
    Connection,
    ConnectionChanged,
    OpsRefused,
    Progress,
    PullFinished,
    PushFinished,
    PushResult,
    WorkspaceChanged,
)
from lazi_desktop.ports.replica import RE_ENROLLED
from lazi_desktop.store.hub.hub import PostgresHub
from tests.sync.engines import is_a
from tests.world import World

M = EntityKind.MATERIAL


async def test_it_connects_pulls_and_brings_the_rows_to_the_desk(world: World, start):
    engine, listener = start()
    listener.wait(is_a(ConnectionChanged, connection=Connection.ONLINE))
    engine.pull()
    finished = listener.wait(is_a(PullFinished))
    assert isinstance(finished, PullFinished)
    assert finished.report.counts.added > 0
    assert any(isinstance(event, Progress) and event.activity == "pull" for event in listener.heard)
    assert any(isinstance(event, WorkspaceChanged) for event in listener.heard)
    assert world.desk.queries.counts().skus[M] == len(world.simulator.items("material"))


async def test_an_edit_is_pushed_and_proved(world: World, start):
    await world.pull()
    engine, listener = start()
    [remote_id] = world.some(M)
    world.edit(M, remote_id, {"price": 42})
    world.submit()
    engine.push()
    finished = listener.wait(is_a(PushFinished))
    assert isinstance(finished, PushFinished)
    assert finished.report.count(PushResult.VERIFIED) == 1
    assert world.detail(M, remote_id).overrides == {}


async def test_without_a_hub_editing_goes_on_and_says_why(world: World, start):
    await world.pull()

    async def no_hub():
        raise HubUnavailable("Nobody answers.")

    engine, listener = start(open_hub=no_hub)
    offline = listener.wait(is_a(ConnectionChanged, connection=Connection.OFFLINE))
    assert isinstance(offline, ConnectionChanged)
    assert offline.detail == "Nobody answers."
    [remote_id] = world.some(M)
    world.edit(M, remote_id, {"price": 42})
    assert world.effective(M, remote_id, "price") == 42
    engine.pull()
    failed = listener.wait(is_a(ActivityFailed, activity="pull"))
    assert isinstance(failed, ActivityFailed)
    assert isinstance(failed.error, HubUnavailable)


async def test_a_hub_that_comes_back_gets_what_was_edited_meanwhile(world: World, start, server):
    await world.pull()
    [remote_id] = world.some(M)
    answers = iter([HubUnavailable("Nobody answers."), None])

    async def flaky_hub():
        problem = next(answers)
        if problem is not None:
            raise problem
        return await PostgresHub.connect(
            server.member_url(world.hub.tenant_id), world.hub.tenant_id, world.hub.device
        )

    engine, listener = start(open_hub=flaky_hub)
    listener.wait(is_a(ConnectionChanged, connection=Connection.OFFLINE))
    world.edit(M, remote_id, {"price": 42})
    engine.wake()
    listener.wait(is_a(ConnectionChanged, connection=Connection.ONLINE))
    assert [row.value for row in await world.hub.pending()] == [42]


async def test_an_unexpected_problem_is_told_as_one(world: World, start):
    async def broken_hub():
        raise ZeroDivisionError

    _, listener = start(open_hub=broken_hub)
    told = listener.wait(is_a(ConnectionChanged, connection=Connection.OFFLINE))
    assert isinstance(told, ConnectionChanged)
    assert str(told.error) == "An unexpected problem. The log has the details."


def set_level(world: World, server, level: str) -> None:
    with psycopg.connect(server.admin_url, autocommit=True) as connection:
        statement = "update sync.members set level = %s where tenant_id = %s"
        connection.execute(statement, (level, world.hub.tenant_id))


@pytest.mark.parametrize("level, can", [("viewer", "look"), ("estimator", "propose")])
async def test_what_the_hub_refuses_is_told_once_and_news_go_on_coming(
    world: World, start, server, level, can
):
    await world.pull()
    [remote_id] = world.some(M)
    was = world.effective(M, remote_id, "price")
    world.edit(M, remote_id, {"price": 777})
    url = server.member_url(world.hub.tenant_id)
    set_level(world, server, level)
    engine, listener = start(open_hub=lambda: PostgresHub.connect(url, world.hub.tenant_id, world.hub.device))
    listener.wait(is_a(ConnectionChanged, connection=Connection.ONLINE, level=level))
    told = [event for event in listener.heard if isinstance(event, OpsRefused)]
    [refused] = [one for event in told for one in event.refused]
    assert (refused.entity_key, refused.kind, refused.field, refused.value) == (
        world.key(M, remote_id), M, "price", 777,
    )  # fmt: skip
    assert (refused.outcome, refused.reason) == ("rejected", f"Your role ({level}) can {can} but not change.")
    assert refused.code == world.detail(M, remote_id).effective["code"]
    changed = [event for event in listener.heard if isinstance(event, WorkspaceChanged)]
    assert any(Aspect.FIELDS in event.changes.aspects for event in changed)
    assert world.effective(M, remote_id, "price") == was
    set_level(world, server, "manager")
    engine.wake()
    listener.wait(is_a(ConnectionChanged, connection=Connection.ONLINE, level="manager"))
    assert sum(isinstance(event, OpsRefused) for event in listener.heard) == 1


async def test_a_copied_profile_goes_on_as_a_new_device(world: World, start, server):
    """What the copy had sent before it was made counts; what it made since is sent under new numbers."""
    await world.pull()
    one, two, three = world.some(M, 3)
    world.edit(M, one, {"price": 41})
    [known] = world.desk.writer.submit(lambda: world.desk.replica.unsent(200)).result()
    await world.hub.apply_ops([known])  # and the answer is lost
    original = replace(known, op_id=uuid4(), txn_id=uuid4(), op_no=2, entity_key=world.key(M, two))
    await world.hub.apply_ops([original])
    world.edit(M, two, {"cost": 42})
    world.edit(M, three, {"price": 43})
    device = replace(world.hub.device, device_id=uuid4())
    current = [world.hub.device]

    async def hub():
        return await PostgresHub.connect(
            server.member_url(world.hub.tenant_id), world.hub.tenant_id, current[0]
        )

    def new_device():
        current[0] = device
        return device.device_id

    _, listener = start(open_hub=hub, new_device=new_device)
    listener.wait(is_a(ConnectionChanged, connection=Connection.ONLINE))
    told = listener.wait(is_a(ActivityFailed))
    assert isinstance(told, ActivityFailed)
    assert told.error.detail == RE_ENROLLED
    pending = {(row.remote_id, row.field): row.value for row in await world.hub.pending()}
    assert {(one, "price"): 41, (two, "cost"): 42, (three, "price"): 43}.items() <= pending.items()
    state = world.desk.writer.submit(world.desk.replica.state).result()
    assert (state.acked_op_no, state.next_op_no) == (2, 3)
    with psycopg.connect(server.admin_url) as connection:
        statement = "select op_no from sync.op_log where device_id = %s order by op_no"
        assert connection.execute(statement, (device.device_id,)).fetchall() == [(1,), (2,)]


async def test_a_hub_newer_than_the_program_is_read_by_nobody_and_told(world: World, start):
    async def newer_hub():
        raise HubSchemaMismatch("The shared database is newer: update LAZI Desktop.")

    _, listener = start(open_hub=newer_hub)
    told = listener.wait(is_a(ConnectionChanged, connection=Connection.OFFLINE))
    assert isinstance(told, ConnectionChanged)
    assert "update LAZI Desktop" in told.detail
    assert isinstance(told.error, HubSchemaMismatch)


async def test_a_wrong_secret_fails_the_pull_and_nothing_else(world: World, start):
    engine, listener = start(secret="wrong")
    engine.pull()
    failed = listener.wait(is_a(ActivityFailed, activity="pull"))
    assert isinstance(failed, ActivityFailed)
    assert isinstance(failed.error, SignInFailed)
    listener.wait(is_a(ConnectionChanged, connection=Connection.ONLINE))


async def test_a_cancelled_pull_stops_and_the_next_one_ends_the_work(world: World, start):
    world.simulator.inject(match={"path_contains": "/services"}, kind="slow", seconds=60, times=1)
    engine, listener = start()
    engine.pull()
    listener.wait(lambda event: isinstance(event, Progress) and event.text == "materials")
    engine.cancel("pull")
    listener.wait(is_a(ActivityFailed, activity="pull", cancelled=True))
    world.simulator.clear_faults()
    engine.pull()
    listener.wait(is_a(PullFinished))
    assert world.desk.queries.counts().skus[EntityKind.SERVICE] == len(world.simulator.items("service"))


async def test_stopping_in_the_middle_of_a_pull_waits_for_its_end(world: World, start):
    world.simulator.inject(match={"path_contains": "/services"}, kind="slow", seconds=60, times=1)
    engine, listener = start()
    engine.pull()
    listener.wait(lambda event: isinstance(event, Progress) and event.text == "materials")
    engine.stop()
    assert not any(thread.name == "sync engine" for thread in threading.enumerate())
    engine.pull()  # too late, and no harm


async def test_what_is_asked_before_the_start_is_done_after_it(world: World, start):
    _, listener = start(before=lambda engine: engine.pull())
    listener.wait(is_a(PullFinished))
