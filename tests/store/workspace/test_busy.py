"""Another process holds the file, or the disk is full: nothing is lost, nothing is half done, and it is told."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from lazi_desktop.domain.errors import WorkspaceProblem
from lazi_desktop.operations.edit_fields import FieldEdit, edit_fields
from lazi_desktop.store.workspace.database import Database
from tests.fakes.feed import FeedMaker, category, key_of, pricebook, sku
from tests.store.workspace.conftest import Desk

ELBOW = sku(11, "ELB-1", "Copper elbow", price=10, categories=[900])
KEY = key_of(ELBOW)

_HOLD = """
import sys, pysqlite3
connection = pysqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN IMMEDIATE")
print("held", flush=True)
sys.stdin.readline()
connection.execute("ROLLBACK")
"""


@pytest.fixture
def feed(desk: Desk) -> FeedMaker:
    feed = FeedMaker()
    desk.start(feed.mirrors([category(900, "Copper"), ELBOW]))
    return feed


def database(desk: Desk) -> Database:
    return desk.open.workspace._db


@contextmanager
def held(desk: Desk) -> Iterator[subprocess.Popen[str]]:
    """Another process in the middle of a write."""
    other = subprocess.Popen(
        [sys.executable, "-c", _HOLD, str(desk.open.path)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert other.stdout is not None
    assert other.stdin is not None
    assert other.stdout.readline() == "held\n"
    try:
        yield other
    finally:
        other.stdin.close()
        other.stdout.close()
        other.wait()


def test_a_short_hold_is_waited_for(desk: Desk, feed: FeedMaker) -> None:
    with held(desk) as other:
        edited = desk.open.writer.submit(lambda: _set_price(desk, 11))
        assert other.stdin is not None
        other.stdin.write("\n")
        other.stdin.flush()
        edited.result()
    assert desk.row(KEY).price == 11
    assert len(desk.unsent()) == 1


def test_a_long_hold_is_told_and_loses_nothing(desk: Desk, feed: FeedMaker) -> None:
    desk.on_writer(lambda: database(desk).all("PRAGMA busy_timeout=20"))  # five seconds, else
    row = feed.mirror(sku(12, "TEE-1", "Tee"))
    with held(desk):
        with pytest.raises(WorkspaceProblem, match="holds the workspace's file") as told:
            desk.set(KEY, "price", 11)
        assert told.value.may_retry
        with pytest.raises(WorkspaceProblem, match="holds the workspace's file"):
            desk.feed(row)
        assert desk.find() == ["ELB-1"], "reads go on"
    assert desk.unsent() == []
    desk.set(KEY, "price", 11)
    desk.feed(row)
    assert desk.find() == ["ELB-1", "TEE-1"]


def test_a_disk_that_fills_up_during_replication_stops_at_a_whole_group(desk: Desk, feed: FeedMaker) -> None:
    rows = feed.mirrors(list(pricebook(600, categories=10)), group=100)
    pages = desk.on_writer(lambda: database(desk).value("PRAGMA page_count"))
    desk.on_writer(lambda: database(desk).all(f"PRAGMA max_page_count={pages + 150}"))
    with pytest.raises(WorkspaceProblem, match="room left") as told:
        desk.feed(rows)
    assert told.value.may_retry
    cursor = desk.on_writer(desk.open.replica.state).cursor
    mirrored = desk.on_writer(lambda: database(desk).value("SELECT count(*) FROM mirror"))
    assert cursor in [2 + 100 * groups for groups in range(1, 6)]
    assert mirrored == cursor
    counted = desk.open.queries.counts()
    assert sum(counted.skus.values()) + counted.categories == mirrored
    desk.on_writer(lambda: database(desk).all("PRAGMA max_page_count=1000000"))
    desk.feed(rows)
    assert desk.on_writer(desk.open.replica.state).cursor == rows[-1].seq


def _set_price(desk: Desk, price: int) -> None:
    with desk.open.workspace.unit_of_work() as unit:
        edit_fields(unit, [FieldEdit(KEY, "price", price, 10)])
