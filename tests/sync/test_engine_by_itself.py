"""What the engine does without being asked, what it answers, and how it comes through a night and a lost hub."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import psycopg
import pytest

from lazi_desktop.app.system import SystemClock
from lazi_desktop.domain.conflict_rules import ConflictRule, Winner
from lazi_desktop.domain.errors import (
    ConfigurationProblem,
    HubSchemaMismatch,
    HubUnavailable,
    InvalidValue,
    PullStopped,
)
from lazi_desktop.domain.keys import EntityKey, TenantId
from lazi_desktop.domain.kinds import EntityKind, Tree
from lazi_desktop.domain.ops import Changes
from lazi_desktop.ports.audit import AuditPeopleRead, AuditRead
from lazi_desktop.ports.engine import (
    ActivityEnded,
    ActivityFailed,
    AttemptsRead,
    Connection,
    ConnectionChanged,
    HistoryRead,
    Progress,
    PullFinished,
    PushFinished,
    PushResult,
    RulesRead,
    RunsRead,
    ScheduleChanged,
    ViewsRead,
    WorkspaceChanged,
)
from lazi_desktop.ports.hub import DeviceInfo
from lazi_desktop.ports.hub_audit import AuditFilter, AuditPlace
from lazi_desktop.ports.hub_runs import Pulled
from lazi_desktop.ports.ledger import PulledCounted, PulledRead, PushesRead, PushResultsRead
from lazi_desktop.ports.saved_views import SavedView
from lazi_desktop.store.hub.hub import PostgresHub
from lazi_desktop.sync.automatic import AutomaticAnswers
from lazi_desktop.sync.pull import Pull
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
from lazi_desktop.sync.turn import Turn
from tests.sync.engines import DeepSleeper, is_a
from tests.world import World

M = EntityKind.MATERIAL
LINES = {
    PUSH: EVERY_MINUTE,
    PULL: "*/5 * * * *",
    LISTS: "*/15 * * * *",
    SWEEP: "30 2 * * *",
    TEND: "15 3 * * *",
}
SCHEDULE = Schedule(LINES, UTC, UUID(int=1), TenantId(UUID(int=2)))


def make_due(server, world: World, *jobs: str) -> None:
    """As if their time had come."""
    with psycopg.connect(server.admin_url, autocommit=True) as connection:
        for job in jobs:
            connection.execute(
                "insert into sync.due_jobs (tenant_id, job, due_at) values (%s, %s, now())",
                (world.hub.tenant_id, job),
            )


async def asked_for_services(world: World) -> None:
    """Whose answer is slow to come: the pull is in the middle of it."""
    for _ in range(600):
        if any("/services" in call["path"] for call in world.simulator.requests()):
            return
        await asyncio.sleep(0.05)
    raise AssertionError("the pull never came to the services")


def paused(job: str, reason: str):
    return lambda event: (
        isinstance(event, ScheduleChanged)
        and any(one.name == job and reason in one.paused and (reason or not one.paused) for one in event.jobs)
    )


async def test_what_is_due_runs_by_itself_and_its_rows_come_to_the_desk(world: World, start, server):
    make_due(server, world, PULL, LISTS)
    _, listener = start(schedule=SCHEDULE)
    listener.wait(is_a(PullFinished))
    listener.wait(
        lambda event: isinstance(event, Progress) and event.activity == "lists" and event.done == event.total
    )
    assert world.desk.queries.counts().skus[M] == len(world.simulator.items("material"))
    shown = listener.wait(is_a(ScheduleChanged))
    assert isinstance(shown, ScheduleChanged)
    assert [job.name for job in shown.jobs] == [PUSH, PULL, LISTS, SWEEP, TEND]
    assert all(job.next_at is not None for job in shown.jobs)


async def test_what_people_submitted_is_sent_by_itself_and_a_draft_is_not(world: World, start, server):
    await world.pull()
    one, two = world.some(M, 2)
    draft = world.effective(M, two, "price")
    world.edit(M, one, {"price": 42})
    world.submit()
    world.edit(M, two, {"price": 77})
    await world.replicate()
    make_due(server, world, PUSH)
    _, listener = start(schedule=SCHEDULE)
    finished = listener.wait(is_a(PushFinished))
    assert isinstance(finished, PushFinished)
    assert [field.result for field in finished.report.fields] == [PushResult.VERIFIED]
    assert float(world.simulator.item("material", one)["price"]) == 42
    assert world.simulator.item("material", two)["price"] == pytest.approx(float(draft))


async def test_a_persons_pull_goes_before_the_scheduled_one(world: World, start, server):
    world.simulator.inject(match={"path_contains": "/services"}, kind="slow", seconds=60, times=1)
    make_due(server, world, PULL)
    engine, listener = start(schedule=SCHEDULE)
    await asked_for_services(world)
    began = time.monotonic()
    engine.pull()
    listener.wait(is_a(PullFinished))
    assert time.monotonic() - began < 30
    assert not [event for event in listener.heard if isinstance(event, ActivityFailed)]


async def test_a_scheduled_pull_can_be_cancelled_like_any_other(world: World, start, server):
    world.simulator.inject(match={"path_contains": "/services"}, kind="slow", seconds=60, times=1)
    make_due(server, world, PULL)
    engine, listener = start(schedule=SCHEDULE)
    await asked_for_services(world)
    engine.cancel(PULL)
    listener.wait(is_a(ActivityFailed, activity=PULL, cancelled=True))


async def test_a_computer_without_keys_leaves_the_work_to_others(world: World, start, server):
    asked = []

    async def no_secrets():
        asked.append(1)
        raise ConfigurationProblem("The client secret is not known on this computer.")

    make_due(server, world, PULL)
    engine, listener = start(schedule=SCHEDULE, open_remote=no_secrets)
    listener.wait(paused(PULL, "no ServiceTitan keys"))
    engine.pull()
    failed = listener.wait(is_a(ActivityFailed, activity=PULL))
    assert isinstance(failed, ActivityFailed)
    assert isinstance(failed.error, ConfigurationProblem)
    assert len(asked) == 2
    with psycopg.connect(server.admin_url) as connection:
        statement = "select taken_by from sync.due_jobs where tenant_id = %s and job = 'pull'"
        assert connection.execute(statement, (world.hub.tenant_id,)).fetchall() == [(None,)]


@dataclass
class Around(Anywhere):
    battery: bool = True

    def on_battery(self) -> bool:
        return self.battery


async def test_on_battery_it_pauses_if_the_person_said_so_and_shows_it(world: World, start, server):
    make_due(server, world, PULL)
    around = Around()
    engine, listener = start(schedule=SCHEDULE, pauses=Pauses(around, on_battery=True))
    listener.wait(paused(PULL, "on battery"))
    assert not [call for call in world.simulator.requests() if "/materials" in call["path"]]
    engine.pull()  # a person may
    listener.wait(is_a(PullFinished))
    around.battery = False
    heard = len(listener.heard)
    engine.pull()  # and the schedule looks again after it
    listener.wait(lambda _: any(map(paused(PULL, ""), listener.heard[heard:])))


async def test_after_a_sleep_connections_are_new_and_everything_goes_on(world: World, start, server):
    opened = []

    async def hub():
        opened.append(1)
        return await PostgresHub.connect(
            server.member_url(world.hub.tenant_id), world.hub.tenant_id, world.hub.device
        )

    clock = DeepSleeper()
    engine, listener = start(open_hub=hub, clock=clock)
    listener.wait(is_a(ConnectionChanged, connection=Connection.ONLINE))
    assert len(opened) == 1
    clock.sleep_for(8 * 3600)
    engine.pull()
    listener.wait(is_a(PullFinished))
    assert len(opened) == 2


async def test_a_pull_that_the_computer_slept_through_begins_again_with_a_new_lease(
    world: World, start, server
):
    world.simulator.inject(match={"path_contains": "/services"}, kind="slow", seconds=60, times=1)
    clock = DeepSleeper()
    engine, listener = start(clock=clock)
    engine.pull()
    await asked_for_services(world)
    with psycopg.connect(server.admin_url) as connection:
        statement = "select token from sync.locks where tenant_id = %s"
        [(before,)] = connection.execute(statement, (world.hub.tenant_id,)).fetchall()
        clock.sleep_for(8 * 3600)
        listener.wait(is_a(PullFinished))
        [(after,)] = connection.execute(statement, (world.hub.tenant_id,)).fetchall()
    assert after > before
    assert not [event for event in listener.heard if isinstance(event, ActivityFailed)]
    assert world.desk.queries.counts().skus[EntityKind.SERVICE] == len(world.simulator.items("service"))


async def test_a_hub_that_is_updated_meanwhile_is_noticed(world: World, start, server):
    answers = [HubSchemaMismatch("The shared database must be updated: lazi-desktop db upgrade")]

    async def hub():
        if answers:
            raise answers.pop()
        return await PostgresHub.connect(
            server.member_url(world.hub.tenant_id), world.hub.tenant_id, world.hub.device
        )

    _, listener = start(open_hub=hub)
    offline = listener.wait(is_a(ConnectionChanged, connection=Connection.OFFLINE))
    assert isinstance(offline, ConnectionChanged)
    assert "lazi-desktop db upgrade" in offline.detail
    listener.wait(is_a(ConnectionChanged, connection=Connection.ONLINE))


async def test_a_clock_that_is_off_is_told_once_and_changes_nothing(world: World, start):
    class Ahead(SystemClock):
        def now(self) -> datetime:
            return super().now() + timedelta(minutes=20)

    engine, listener = start(clock=Ahead())
    online = listener.wait(is_a(ConnectionChanged, connection=Connection.ONLINE))
    assert isinstance(online, ConnectionChanged)
    assert online.clock_ahead == pytest.approx(1200, abs=60)
    engine.pull()
    listener.wait(is_a(PullFinished))
    assert len([event for event in listener.heard if isinstance(event, ConnectionChanged)]) == 1


async def test_what_ran_is_read_and_so_is_what_was_sent(world: World, start):
    await world.pull()
    [remote_id] = world.some(M)
    await world.edit_and_push(M, remote_id, {"price": 42})
    engine, listener = start()
    engine.read_runs()
    read = listener.wait(is_a(RunsRead))
    assert isinstance(read, RunsRead)
    assert read.error is None
    assert {"material", "category", "service"} <= {run.what for run in read.runs}
    pushes = [run for run in read.runs if run.what == "push"]
    engine.read_attempts(pushes[0].run_id)
    sent = listener.wait(is_a(AttemptsRead, run_id=pushes[0].run_id))
    assert isinstance(sent, AttemptsRead)
    assert [(attempt.entity_key, dict(attempt.fields)) for attempt in sent.attempts] == [
        (world.key(M, remote_id), {"price": 42})
    ]
    engine.read_push_results(pushes[0].run_id)
    results = listener.wait(is_a(PushResultsRead, run_id=pushes[0].run_id))
    assert isinstance(results, PushResultsRead)
    assert [(one.entity_key, one.field, one.found, one.result) for one in results.results] == [
        (world.key(M, remote_id), "price", 42, "verified")
    ]
    engine.read_pushes()
    ledger = listener.wait(is_a(PushesRead))
    assert isinstance(ledger, PushesRead)
    assert [(one.run.run_id, one.skus, one.results["verified"]) for one in ledger.pushes] == [
        (pushes[0].run_id, 1, 1)
    ]
    pulls = [run.run_id for run in read.runs if run.what == "material"]
    engine.count_pulled(pulls)
    counted = listener.wait(is_a(PulledCounted))
    assert isinstance(counted, PulledCounted)
    assert counted.counts is not None
    assert counted.counts[Pulled.ADDED] == len(world.simulator.items("material"))
    engine.read_pulled(pulls, Pulled.ADDED)
    found = listener.wait(is_a(PulledRead))
    assert isinstance(found, PulledRead)
    assert world.key(M, remote_id) in {row.entity_key for row in found.rows}
    engine.read_runs(before=read.runs[-1].started)
    older = listener.wait(is_a(RunsRead, older=True))
    assert isinstance(older, RunsRead)
    assert not {run.run_id for run in older.runs} & {run.run_id for run in read.runs}


async def test_the_audit_log_is_searched(world: World, start):
    await world.pull()
    [remote_id] = world.some(M)
    await world.edit_and_push(M, remote_id, {"price": 42})
    engine, listener = start()
    wanted = AuditFilter(field="price")
    engine.read_audit(wanted)
    read = listener.wait(is_a(AuditRead, wanted=wanted, after=None))
    assert isinstance(read, AuditRead)
    assert (read.error, read.more) == (None, False)
    newest = read.rows[0]
    after = AuditPlace(newest.recorded.at, newest.number)
    engine.read_audit(wanted, after=after)
    older = listener.wait(is_a(AuditRead, after=after))
    assert isinstance(older, AuditRead)
    assert list(older.rows) == list(read.rows[1:])
    engine.read_audit_people()
    people = listener.wait(is_a(AuditPeopleRead))
    assert isinstance(people, AuditPeopleRead)
    assert people.people


async def test_the_history_of_one_entity_is_read(world: World, start):
    await world.pull()
    [remote_id] = world.some(M)
    await world.edit_and_push(M, remote_id, {"price": 42})
    engine, listener = start()
    engine.read_history(world.key(M, remote_id))
    read = listener.wait(is_a(HistoryRead, key=world.key(M, remote_id)))
    assert isinstance(read, HistoryRead)
    assert (read.error, read.before, read.more) == (None, None, False)
    assert [one.action for one in read.records if one.action in ("set", "submit", "pushed")] == [
        "pushed", "submit", "set",
    ]  # fmt: skip
    engine.read_history(world.key(M, remote_id), before=read.records[0].number)
    older = listener.wait(is_a(HistoryRead, before=read.records[0].number))
    assert isinstance(older, HistoryRead)
    assert list(older.records) == list(read.records[1:])


async def test_views_are_shared_through_the_team_s_database(world: World, start):
    engine, listener = start()
    view = SavedView(Tree.MATERIALS, "Night", {"version": 1}, shared=True)
    engine.put_view(view)
    told = listener.wait(is_a(ViewsRead))
    assert isinstance(told, ViewsRead)
    assert (told.views, told.error) == ([view], None)
    engine.drop_view(view.tree, view.name)
    listener.wait(lambda event: isinstance(event, ViewsRead) and event.views == [])


def rule(name: str, winner: Winner = Winner.THEIRS) -> ConflictRule:
    return ConflictRule(rule_id=uuid4(), entity_kind=M, field=name, winner=winner)


async def test_rules_are_kept_dropped_and_never_about_money(world: World, start):
    engine, listener = start()
    wanted = rule("description")
    engine.put_rule(wanted)
    listener.wait(
        lambda event: isinstance(event, RulesRead) and [one.field for one in event.rules] == ["description"]
    )
    engine.put_rule(rule("price"))
    refused = listener.wait(lambda event: isinstance(event, RulesRead) and event.error is not None)
    assert isinstance(refused, RulesRead)
    assert isinstance(refused.error, InvalidValue)
    assert [one.field for one in refused.rules] == ["description"]
    engine.drop_rule(wanted.rule_id)
    listener.wait(lambda event: isinstance(event, RulesRead) and not event.error and not event.rules)


async def test_without_a_hub_every_question_is_answered_with_the_reason(world: World, start):
    async def no_hub():
        raise HubUnavailable("Nobody answers.")

    engine, listener = start(open_hub=no_hub)
    engine.read_runs()
    engine.read_attempts(UUID(int=5))
    engine.read_history(EntityKey(UUID(int=5)))
    engine.put_rule(rule("description"))
    engine.read_views()
    for kind in (RunsRead, AttemptsRead, HistoryRead, RulesRead, ViewsRead):
        answer = listener.wait(is_a(kind))
        assert isinstance(answer, RunsRead | AttemptsRead | HistoryRead | RulesRead | ViewsRead)
        assert isinstance(answer.error, HubUnavailable)


async def test_while_somebody_else_has_the_turn_a_scheduled_job_waits_and_nobody_is_told(
    world: World, start, server
):
    make_due(server, world, PULL)
    async with Turn(world.hub, world.clock):

        async def hub():
            return await PostgresHub.connect(
                server.member_url(world.hub.tenant_id),
                world.hub.tenant_id,
                DeviceInfo(uuid4(), uuid4(), "another"),
            )

        _, listener = start(open_hub=hub, schedule=SCHEDULE)
        listener.wait(is_a(ScheduleChanged))
        with psycopg.connect(server.admin_url, autocommit=True) as connection:
            statement = (
                "select extract(epoch from due_at - now()) from sync.due_jobs"
                " where tenant_id = %s and job = 'pull' and taken_by is null"
            )
            for _ in range(600):
                found = connection.execute(statement, (world.hub.tenant_id,)).fetchall()
                if found and found[0][0] > 1:
                    break
                await asyncio.sleep(0.05)
        assert 10 < found[0][0] <= 30
        assert not [event for event in listener.heard if isinstance(event, ActivityFailed)]


async def test_the_end_of_what_began_by_itself_is_told_however_it_went(world: World, start, server):
    make_due(server, world, LISTS)
    world.simulator.inject(match={"path_contains": "/materials"}, kind="html", status=500, times=None)
    _, listener = start(schedule=SCHEDULE)
    listener.wait(is_a(ActivityEnded, activity=LISTS))
    assert not [event for event in listener.heard if isinstance(event, ActivityFailed)]  # it heals by itself


async def test_who_accepts_what_a_sweep_stopped_at_accepts_the_whole(world: World, start, server):
    await world.pull()
    for remote_id in world.some(M, 12):
        world.simulator.office_edit("material", remote_id, {"active": False})
    make_due(server, world, SWEEP)
    engine, listener = start(schedule=SCHEDULE)
    stopped = listener.wait(is_a(ActivityFailed, activity=PULL))
    assert isinstance(stopped, ActivityFailed)
    assert isinstance(stopped.error, PullStopped)
    listener.wait(paused(SWEEP, "stopped to ask"))
    heard = len(listener.heard)
    engine.pull(accept=True)
    finished = listener.wait(is_a(PullFinished))
    assert isinstance(finished, PullFinished)
    assert finished.report.full
    listener.wait(lambda _: any(map(paused(SWEEP, ""), listener.heard[heard:])))


@pytest.mark.parametrize("is_first", [True, False], ids=["by the pull", "by an exchange beside it"])
async def test_a_conflict_that_a_rule_decides_is_answered_after_the_pull_that_met_it(
    world: World, start, server, monkeypatch: pytest.MonkeyPatch, is_first: bool
):
    if not is_first:
        give = AutomaticAnswers.give

        async def too_late(answers: AutomaticAnswers, *, standing: bool) -> Changes:
            """The exchange beside it has recorded the answer, and not yet said so."""
            if standing:
                await give(answers, standing=True)
                return await give(answers, standing=True)
            return Changes()

        monkeypatch.setattr(AutomaticAnswers, "give", too_late)
    await world.pull()
    [remote_id] = world.some(M)
    await world.hub.put_rule(rule("display_name", Winner.THEIRS))
    world.edit(M, remote_id, {"display_name": "Ours"})
    await world.replicate()
    world.simulator.office_edit("material", remote_id, {"displayName": "Theirs"})
    engine, listener = start(workspace=world.desk.workspace, queries=world.desk.queries)
    engine.pull()
    listener.wait(is_a(PullFinished))
    assert world.effective(M, remote_id, "display_name") == "Theirs"
    assert world.desk.queries.conflicts() == []
    assert await world.hub.open_conflicts() == []


async def test_what_somebody_else_brings_is_seen_at_once_after_a_quiet_time(world: World, start, server):
    await world.pull()
    [remote_id] = world.some(M)
    _, listener = start()
    listener.wait(is_a(ConnectionChanged, connection=Connection.ONLINE))
    heard = len(listener.heard)
    world.simulator.office_edit("material", remote_id, {"displayName": "Seen at once"})
    async with Turn(world.hub, world.clock) as turn:
        await Pull(world.hub, world.remote, turn, world.clock).run()
    began = time.monotonic()
    await asyncio.to_thread(  # the word to the other desktops goes out from this loop
        listener.wait,
        lambda _: any(isinstance(event, WorkspaceChanged) for event in listener.heard[heard:]),
    )
    assert time.monotonic() - began < 3
    assert world.effective(M, remote_id, "display_name") == "Seen at once"
