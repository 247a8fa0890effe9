"""The engine's thread: what it tells, what it does without a hub, and that it ends in good order."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest

from lazi_desktop.app.system import SystemClock
from lazi_desktop.domain.errors import HubSchemaMismatch, HubUnavailable, SignInFailed
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.ports.engine import (
    ActivityFailed,
    Connection,
    ConnectionChanged,
    EngineEvent,
    Progress,
    PullFinished,
    PushFinished,
    PushResult,
    WorkspaceChanged,
)
from lazi_desktop.servicetitan.pricebook import ServiceTitanPricebook
from lazi_desktop.servicetitan.settings import Credentials, Endpoints
from lazi_desktop.store.hub.hub import PostgresHub
from lazi_desktop.sync.engine import EngineParts, EngineThread
from tests.world import World

PATIENCE = 30  # seconds until a missing event fails the test; none is waited for in a good run
M = EntityKind.MATERIAL


class Listener:
    """Keeps what the engine tells and waits for what a test expects."""

    def __init__(self) -> None:
        self.heard: list[EngineEvent] = []
        self._news = threading.Condition()

    def __call__(self, event: EngineEvent) -> None:
        with self._news:
            self.heard.append(event)
            self._news.notify_all()

    def wait(self, expected: Callable[[EngineEvent], bool]) -> EngineEvent:
        with self._news:
            assert self._news.wait_for(lambda: any(map(expected, self.heard)), PATIENCE), self.heard
            return next(event for event in self.heard if expected(event))


@pytest.fixture
def start(world: World, server):
    """Starts an engine over the world's desk; parts can be replaced. All are stopped at the end."""
    engines: list[EngineThread] = []

    def begin(
        *,
        open_hub=None,
        secret: str | None = None,
        before: Callable[[EngineThread], None] = lambda engine: None,
    ) -> tuple[EngineThread, Listener]:
        async def hub():
            return await PostgresHub.connect(
                server.member_url(world.hub.tenant_id), world.hub.tenant_id, world.hub.device
            )

        async def remote():
            simulator = world.simulator
            credentials = Credentials(
                simulator.tenant, simulator.client_id, secret or simulator.client_secret, simulator.app_key
            )
            return ServiceTitanPricebook(
                credentials, Endpoints(simulator.api_url, simulator.auth_url), clock=SystemClock()
            )

        parts = EngineParts(
            open_hub or hub, remote, world.desk.replica, world.desk.replication, SystemClock()
        )
        engine, listener = EngineThread(parts), Listener()
        engine.listen(listener)
        before(engine)
        engine.start()
        engines.append(engine)
        return engine, listener

    yield begin
    for engine in engines:
        engine.stop()


def is_a(kind: type, **members) -> Callable[[EngineEvent], bool]:
    return lambda event: (
        isinstance(event, kind) and all(getattr(event, name) == value for name, value in members.items())
    )


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


async def test_a_hub_newer_than_the_program_is_read_by_nobody_and_told(world: World, start):
    async def newer_hub():
        raise HubSchemaMismatch("The shared database is newer: update LAZI Desktop.")

    _, listener = start(open_hub=newer_hub)
    told = listener.wait(is_a(ConnectionChanged, connection=Connection.OFFLINE))
    assert isinstance(told, ConnectionChanged)
    assert "update LAZI Desktop" in told.detail


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
