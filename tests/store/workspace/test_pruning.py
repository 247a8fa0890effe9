"""What the ledger may forget: what the hub cannot lose any more, after a month."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from lazi_desktop.ports.replica import ReplicaState
from tests.fakes.feed import EPOCH, FeedMaker, key_of, sku
from tests.store.workspace.conftest import Desk

TODAY = datetime(2026, 5, 4, tzinfo=UTC)
ELBOW = sku(11, "ELB-1", "Copper elbow", price=10)
KEY = key_of(ELBOW)


@pytest.fixture
def feed(desk: Desk) -> FeedMaker:
    feed = FeedMaker()
    desk.start(feed.mirrors([ELBOW]))
    return feed


def share(desk: Desk, feed: FeedMaker, price: int) -> None:
    desk.set(KEY, "price", price, label=f"Price {price}")
    desk.acknowledge(desk.unsent(), feed_seq=feed.seq + 1)
    desk.feed(feed.override(KEY, "price", price))
    prune(desk, 0)


def prune(desk: Desk, durable_seq: int, days: int = 0) -> int:
    """By the hub's clock it is so many days after all this began."""
    return desk.on_writer(lambda: desk.open.replica.prune(durable_seq, TODAY + timedelta(days=days)))


def kept(desk: Desk) -> list[str]:
    return [value for (value,) in desk.on_writer(
        lambda: desk.open.workspace._db.all("SELECT value FROM op ORDER BY op_no")
    )]  # fmt: skip


def test_both_a_backup_and_a_month_must_have_passed(desk: Desk, feed: FeedMaker) -> None:
    share(desk, feed, 11)
    durable = feed.seq + 1
    share(desk, feed, 12)
    assert prune(desk, durable) == 0, "today's"
    assert prune(desk, durable, days=29) == 0
    share(desk, feed, 13)
    assert prune(desk, durable, days=31) == 1
    assert kept(desk) == ["12", "13"]
    assert prune(desk, durable + 1, days=31) == 1
    assert kept(desk) == ["13"]


@pytest.mark.parametrize("wrong", [timedelta(days=400), timedelta(days=-400)])
def test_what_this_computers_clock_says_does_not_count(desk: Desk, feed: FeedMaker, wrong: timedelta) -> None:
    desk.clock.time += wrong
    share(desk, feed, 11)
    desk.clock.time -= wrong
    assert prune(desk, feed.seq + 1) == 0
    desk.clock.time += timedelta(days=800)
    assert prune(desk, feed.seq + 2, days=29) == 0
    assert kept(desk) == ["11"]
    assert prune(desk, feed.seq + 2, days=31) == 1


def test_what_changed_nothing_may_have_come_after_the_backup_of_the_head_it_met(
    desk: Desk, feed: FeedMaker
) -> None:
    desk.set(KEY, "price", 11)
    desk.acknowledge(desk.unsent(), feed_seq=feed.seq)
    desk.feed(feed.override(KEY, "price", 11))
    prune(desk, 0)
    assert prune(desk, feed.seq - 1, days=31) == 0
    assert kept(desk) == ["11"]
    assert prune(desk, feed.seq, days=31) == 1


def test_what_is_not_shared_is_never_forgotten(desk: Desk, feed: FeedMaker) -> None:
    desk.set(KEY, "price", 11)
    assert prune(desk, 0) == prune(desk, 1 << 40, days=400) == 0
    assert kept(desk) == ["11"]


def test_what_still_lies_over_the_hubs_values_stays(desk: Desk, feed: FeedMaker) -> None:
    desk.set(KEY, "price", 11)
    desk.acknowledge(desk.unsent(), feed_seq=feed.seq + 5)
    assert prune(desk, 0) == prune(desk, 1 << 40, days=400) == 0
    assert desk.row(KEY).price == 11


def test_steps_of_which_nothing_is_left_cannot_be_undone(desk: Desk, feed: FeedMaker) -> None:
    share(desk, feed, 11)
    durable = feed.seq + 1
    share(desk, feed, 12)
    prune(desk, durable, days=31)
    assert desk.open.queries.undo_labels() == ("Price 12", "")
    step = desk.work(lambda unit: unit.next_undo())
    assert step is not None
    desk.work(lambda unit: unit.mark_undone(step))
    assert desk.open.queries.undo_labels() == ("", "Price 12")


def test_numbers_go_on(desk: Desk, feed: FeedMaker) -> None:
    share(desk, feed, 11)
    group = desk.on_writer(desk.open.replica.state).group_at_cursor
    prune(desk, feed.seq + 1, days=31)
    assert kept(desk) == []
    assert desk.on_writer(desk.open.replica.state) == ReplicaState(EPOCH, feed.seq, group, 2, 1)
    desk.set(KEY, "price", 12)
    assert [op.op_no for op in desk.unsent()] == [2]


def test_it_is_not_looked_for_at_every_exchange(desk: Desk, feed: FeedMaker) -> None:
    share(desk, feed, 11)
    assert prune(desk, feed.seq) == 0
    statements: list[str] = []
    desk.on_writer(lambda: desk.open.workspace._db.raw.set_trace_callback(statements.append))
    assert prune(desk, feed.seq) == 0
    assert statements == []
