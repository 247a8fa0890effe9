"""Two who push at once, and a leader who was away for too long: the lease decides, and nothing is sent twice."""

from __future__ import annotations

import os
import signal
from collections import Counter

import pytest

from lazi_desktop.domain.errors import LeaseHeld
from lazi_desktop.ports.engine import ActivityFailed, PushFinished
from tests.faults.desktops import Stage, until
from tests.faults.kills import Fork, Killing
from tests.faults.test_network_in_pull_and_push import check_pushed, ended, push_to_the_end


def patches(stage: Stage) -> Counter[str]:
    return Counter(entry["path"] for entry in stage.simulator.requests() if entry["method"] == "PATCH")


def test_two_who_push_at_once_send_everything_once(stage: Stage):
    ann, bob = stage.desktop("ann"), stage.desktop("bob")
    names = {}
    for desk, ids in ((ann, stage.materials()[:6]), (bob, stage.materials()[6:12])):
        desk.wait_level()
        for remote_id in ids:
            names[remote_id] = f"Name {remote_id} by {desk.name}"
            desk.edit(remote_id, "display_name", names[remote_id])
        desk.submit()
        desk.wait_level()
    stage.simulator.inject("slow", seconds=0.05, times=None, match={"method": "PATCH"})
    heard = {desk.name: len(desk.listener.heard) for desk in (ann, bob)}
    for desk in (ann, bob):
        assert desk.engine is not None
        desk.engine.push()
    ends = [ended(desk, "push", after=heard[desk.name]) for desk in (ann, bob)]
    refused = [event for event in ends if isinstance(event, ActivityFailed)]
    assert all(isinstance(event.error, LeaseHeld) for event in refused)
    assert any(isinstance(event, PushFinished) for event in ends)
    if refused:
        assert "It is being done on" in refused[0].error.detail
    push_to_the_end(ann)
    check_pushed(stage, names)
    assert set(patches(stage).values()) == {1}
    for desk in (ann, bob):
        desk.wake()
        desk.wait_level()
        assert [desk.shown(one, "display_name") for one in names] == list(names.values())


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
