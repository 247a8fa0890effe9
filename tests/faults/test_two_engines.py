"""Two who push at once, and a leader who was away for too long: the lease decides, and nothing is sent twice."""

from __future__ import annotations

import os
import signal
import threading
from collections import Counter
from http.server import BaseHTTPRequestHandler

import pytest

from lazi_desktop.domain.errors import LeaseHeld
from lazi_desktop.ports.engine import ActivityFailed, EngineEvent, PushFinished
from lazi_desktop.sync.turn import LEASE_NAME
from tests.faults.conftest import admin
from tests.faults.desktops import PATIENCE, Desktop, Stage, until
from tests.faults.kills import Fork, Killing
from tests.faults.spoiling import Answer, Spoilt, plain, spoiling
from tests.faults.test_network_in_pull_and_push import check_pushed, ended, push_to_the_end


def patches(stage: Stage) -> Counter[str]:
    return Counter(entry["path"] for entry in stage.simulator.requests() if entry["method"] == "PATCH")


def test_two_who_push_at_once_send_everything_once(stage: Stage):
    """Both ask for the turn before either has it; whoever gets it is held in the middle of a request until the other
    has heard of it."""
    through, answered = threading.Event(), threading.Event()

    def held(handler: BaseHTTPRequestHandler, answer: Answer) -> None:
        through.set()
        answered.wait(PATIENCE)
        plain(handler, answer)

    with spoiling(stage.simulator.api_url) as gate, admin(stage.server) as connection:
        ann, bob = (stage.desktop(name, remote_port=gate.port) for name in ("ann", "bob"))
        names = edited_by_both(stage, ann, bob)
        gate.spoil("PATCH", Spoilt(held), times=1)
        heard = {desk.name: len(desk.listener.heard) for desk in (ann, bob)}
        try:
            with connection.transaction():
                connection.execute(
                    "select from sync.locks where tenant_id = %s and name = %s for update",
                    (stage.tenant_id, LEASE_NAME),
                )
                for desk in (ann, bob):
                    assert desk.engine is not None
                    desk.engine.push()
                until(lambda: asking(stage) == 2, "both ask for the turn")
            until(through.is_set, "one of them sends")
            late = until(lambda: refused(ann, heard) or refused(bob, heard), "the other hears of it")
            assert not any(ends_of(desk, heard) for desk in (ann, bob) if desk.name != late.name)
        finally:
            answered.set()
        leader = bob if late is ann else ann
        [error] = [event.error for event in ends_of(late, heard) if isinstance(event, ActivityFailed)]
        assert isinstance(error, LeaseHeld)
        assert error.detail == f"It is being done on {leader.name}."
        assert isinstance(ended(leader, "push", after=heard[leader.name]), PushFinished)
        push_to_the_end(late)
        check_pushed(stage, names)
        assert set(patches(stage).values()) == {1}
        for desk in (ann, bob):
            desk.wait_level()
            assert [desk.shown(one, "display_name") for one in names] == list(names.values())


def edited_by_both(stage: Stage, ann: Desktop, bob: Desktop) -> dict[int, str]:
    names = {}
    for desk, ids in ((ann, stage.materials()[:6]), (bob, stage.materials()[6:12])):
        desk.wait_level()
        for remote_id in ids:
            names[remote_id] = f"Name {remote_id} by {desk.name}"
            desk.edit(remote_id, "display_name", names[remote_id])
        desk.submit()
        desk.wait_level()
    return names


def asking(stage: Stage) -> int:
    """How many wait for an answer to whether they have the turn."""
    [[many]] = stage.sql(
        "select count(*) from pg_stat_activity where wait_event_type = 'Lock' and query like '%%sync.acquire(%%'"
    )
    return int(many)


def ends_of(desk: Desktop, heard: dict[str, int]) -> list[EngineEvent]:
    return [
        event
        for event in desk.listener.heard[heard[desk.name] :]
        if isinstance(event, PushFinished | ActivityFailed)
    ]


def refused(desk: Desktop, heard: dict[str, int]) -> Desktop | None:
    return desk if any(isinstance(event, ActivityFailed) for event in ends_of(desk, heard)) else None


@pytest.mark.skipif(os.name != "posix", reason="needs SIGSTOP and a fork server")
@pytest.mark.parametrize("requests", [1, 3])
def test_a_leader_who_was_away_for_too_long_changes_nothing_any_more(stage: Stage, requests: int):
    """A process is stopped in the middle of a push, its lease ends, another goes on; then it wakes."""
    other = stage.desktop("other")
    other.wait_level()
    stage.simulator.inject("slow", seconds=0.1, times=None, match={"method": "PATCH"})
    with Fork() as fork:
        killing = Killing(stage, fork, seed=requests)
        worker = fork.start(killing.orders("push", requests, None))
        try:
            until(lambda: patches(stage).total() >= requests, "it sends")
            os.kill(worker.pid, signal.SIGSTOP)
            stage.time_passes()
            push_to_the_end(other)
            held_up = killing.told.read_text().count("LeaseLost")
            os.kill(worker.pid, signal.SIGCONT)
            until(lambda: killing.told.read_text().count("LeaseLost") > held_up, "it hears that it is over")
        finally:
            worker.kill()
        killing.look()
        killing.settle()
    stage.check_no_blind_repeat()
    [[stale]] = stage.sql(
        "select count(*) from sync.push_attempt a where tenant_id = %(t)s and exists (select from sync.push_attempt b"
        " where b.tenant_id = a.tenant_id and b.lease_token > a.lease_token and b.sent_at < a.sent_at)"
    )
    assert stale == 0, "something was sent under a lease that was over"
