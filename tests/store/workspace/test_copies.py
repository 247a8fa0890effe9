"""Copies of the workspace in use, and what comes of them when the file is damaged."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from lazi_desktop.domain.errors import LaziError
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.ops import OpDraft, OpKind, OpOutcome
from lazi_desktop.store.workspace import copies as copying
from lazi_desktop.store.workspace import keeping
from lazi_desktop.store.workspace.copies import Copies, CopyStopped, NoRoom, Unsound
from lazi_desktop.store.workspace.database import Database, open_reader, open_writer
from lazi_desktop.store.workspace.keeping import Keeper
from tests.fakes.feed import FeedMaker, category, key_of, pricebook, sku
from tests.store.workspace.conftest import Desk

ELBOW = sku(11, "ELB-1", "Copper elbow", price=10, categories=[1])
KEY = key_of(ELBOW)


@pytest.fixture
def feed(desk: Desk) -> FeedMaker:
    feed = FeedMaker()
    desk.start(feed.mirrors([category(1, "Copper"), ELBOW]))
    return feed


@pytest.fixture
def copies(desk: Desk) -> Copies:
    return Copies(desk.open.path)


def make(desk: Desk, copies: Copies) -> Path:
    return copies.make(desk.clock.now())


def value_in(path: Path, statement: str) -> Any:
    reader = open_reader(path)
    try:
        return reader.value(statement)
    finally:
        reader.close()


def database(desk: Desk) -> Database:
    return desk.open.workspace._db


def damage(desk: Desk) -> None:
    """An index's root page, and no clean end: what a bad disk leaves."""
    desk.open.close()
    writer = open_writer(desk.open.path)
    writer.run("UPDATE meta SET value = '0' WHERE name = 'clean_shutdown'")
    page = writer.value("SELECT rootpage FROM sqlite_schema WHERE name = 'sku_code'")
    size = writer.value("PRAGMA page_size")
    writer.all("PRAGMA wal_checkpoint(TRUNCATE)")
    writer.close()
    with desk.open.path.open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xa5" * size)


def ruin(desk: Desk) -> None:
    desk.open.close()
    desk.open.path.write_bytes(b"what happened here?" * 1000)


# ------------------------------------------------------------------------------------------------------------ making


def test_two_copies_take_turns(desk: Desk, feed: FeedMaker, copies: Copies) -> None:
    for price in (1, 2, 3):
        desk.set(KEY, "price", price)
        made = make(desk, copies)
        assert value_in(made, "SELECT count(*) FROM op") == price
        assert copies.newest_first()[0] == made
    assert [value_in(one, "SELECT count(*) FROM op") for one in copies.newest_first()] == [3, 2]
    assert {one.name for one in desk.folder.iterdir() if "copy" in one.name} == {
        "workspace.sqlite3.copy-1", "workspace.sqlite3.copy-2",
    }  # fmt: skip


def test_edits_go_on_and_the_copy_is_of_one_moment(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.start(FeedMaker().mirrors(list(pricebook(300, categories=10)) + [ELBOW]))
    monkeypatch.setattr(copying, "PAGES_AT_ONCE", 10)
    steps = 0

    def edit_meanwhile() -> bool:
        nonlocal steps
        steps += 1
        if steps % 5 == 0:
            desk.set(KEY, "price", steps)
        return False

    made = Copies(desk.open.path).make(desk.clock.now(), edit_meanwhile)
    assert steps > 10
    assert value_in(made, "SELECT count(*) FROM op") == 0
    assert len(desk.unsent(1000)) == steps // 5


def test_what_is_forgotten_while_it_is_copied_does_not_come_back(
    desk: Desk, feed: FeedMaker, copies: Copies
) -> None:
    make(desk, copies)

    def looks() -> bool:
        copies.forget()
        return False

    with pytest.raises(CopyStopped):
        copies.make(desk.clock.now(), looks)
    assert copies.newest_first() == []
    assert list(desk.open.path.parent.glob("*.copy-*")) == []
    assert make(desk, copies).exists()


def test_closing_ends_a_copy_that_is_being_made(desk: Desk, feed: FeedMaker, copies: Copies) -> None:
    first = make(desk, copies)
    with pytest.raises(CopyStopped):
        copies.make(desk.clock.now(), lambda: True)
    assert copies.newest_first() == [first]
    assert not list(desk.folder.glob("*copy-new*"))


def test_a_copy_that_does_not_pass_the_check_is_none(
    desk: Desk, feed: FeedMaker, copies: Copies, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = make(desk, copies)
    monkeypatch.setattr(copying, "is_sound", lambda database: False)
    with pytest.raises(Unsound):
        make(desk, copies)
    assert copies.newest_first() == [first]
    assert not list(desk.folder.glob("*copy-new*"))


def test_a_full_disk_is_not_filled_further(
    desk: Desk, feed: FeedMaker, copies: Copies, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copying, "NEEDED", 1 << 60)
    with pytest.raises(NoRoom):
        make(desk, copies)
    assert copies.newest_first() == []


def test_when_a_copy_is_due(desk: Desk, feed: FeedMaker, copies: Copies) -> None:
    now = desk.clock.now()
    assert copies.is_due(now, unsent=False)
    copies.make(now)
    assert not copies.is_due(now + timedelta(minutes=59), unsent=True)
    assert copies.is_due(now + timedelta(minutes=61), unsent=True)
    assert not copies.is_due(now + timedelta(hours=23), unsent=False)
    assert copies.is_due(now + timedelta(hours=25), unsent=False)
    assert copies.is_due(now - timedelta(days=400), unsent=False), "the clock was set back"


# ----------------------------------------------------------------------------------------------------------- keeping


@pytest.fixture
def keep(desk: Desk) -> Callable[[], list[LaziError]]:
    """One look, as the thread takes it; returns what a person is told."""

    def look() -> list[LaziError]:
        told: list[LaziError] = []
        desk.open.keeper.tell = told.append
        desk.open.keeper.look()
        desk.open.replication.submit(lambda: None).result()  # what it noted is written
        return told

    return look


def test_copies_are_made_hourly_while_something_is_unsent_else_daily(
    desk: Desk, feed: FeedMaker, copies: Copies, keep: Callable[[], list[LaziError]]
) -> None:
    keep()
    first = copies.newest_at()
    desk.clock.time += timedelta(hours=2)
    keep()
    assert copies.newest_at() == first
    desk.set(KEY, "price", 11)
    keep()
    second = copies.newest_at()
    assert second != first
    desk.acknowledge(desk.unsent(), feed_seq=feed.seq)
    desk.clock.time += timedelta(hours=23)
    keep()
    assert copies.newest_at() == second
    desk.clock.time += timedelta(hours=2)
    keep()
    assert copies.newest_at() != second


def test_once_a_week_everything_is_checked(
    desk: Desk, feed: FeedMaker, keep: Callable[[], list[LaziError]]
) -> None:
    assert keep() == []
    desk.on_writer(lambda: database(desk).run("DELETE FROM op"))  # nothing odd
    desk.on_writer(_spoil_an_index(desk))
    assert keep() == [], "not due"
    desk.clock.time += timedelta(days=8)
    (told,) = keep()
    assert "damaged" in told.title
    assert keep() == [], "told once a week"
    assert len(Copies(desk.open.path).newest_first()) == 1, "no copy of what is damaged"
    assert "set aside" not in desk.open.notice
    desk.reopen()
    assert "set aside" in desk.open.notice, "the next start looks at it"
    desk.reopen()
    assert desk.open.notice == ""


def test_a_thread_of_its_own_looks_and_ends_with_the_workspace(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked = threading.Event()
    monkeypatch.setattr(keeping, "FIRST_LOOK", 0.0)
    monkeypatch.setattr(Keeper, "look", lambda self: looked.set())
    desk.reopen()
    assert looked.wait(30)
    desk.open.close()
    assert not any(thread.name == "workspace keeper" for thread in threading.enumerate())


def _spoil_an_index(desk: Desk) -> Callable[[], None]:
    """The table no longer has what its index says: only the thorough check sees that."""

    def spoil() -> None:
        one = database(desk)
        one.run("PRAGMA writable_schema=ON")
        was = one.value("SELECT sql FROM sqlite_schema WHERE name = 'sku_reference'")
        one.run(
            "UPDATE sqlite_schema SET sql = 'CREATE INDEX sku_reference ON sku (code)' WHERE name = 'sku_reference'"
        )
        one.run("PRAGMA writable_schema=RESET")
        assert was

    return spoil


# -------------------------------------------------------------------------------------------------------- recovering


def test_a_damaged_file_is_put_together_from_its_copy_and_its_own_edits(
    desk: Desk, feed: FeedMaker, copies: Copies
) -> None:
    desk.set(KEY, "price", 11, label="first")
    desk.acknowledge(desk.unsent(), feed_seq=feed.seq + 1)
    desk.feed(feed.override(KEY, "price", 11, op_id=None))
    desk.set(KEY, "cost", 5)
    make(desk, copies)
    at = feed.seq
    desk.acknowledge(desk.unsent(), feed_seq=feed.seq + 1)
    desk.feed(feed.override(KEY, "cost", 5) + feed.mirror(sku(12, "TEE-1", "Tee")))
    desk.set(KEY, "display_name", "Elbow", label="last")
    later = feed.mirrors([sku(13, "NIP-1", "Nipple")])
    damage(desk)

    desk.open = desk._open()
    assert "All 1 edits" in desk.open.notice
    assert "The pricebook is as of 2026-03-01 08:00 UTC" in desk.open.notice
    state = desk.on_writer(desk.open.replica.state)
    assert (state.cursor, state.unproved, state.restored) == (at, True, False)
    assert (state.next_op_no, state.acked_op_no) == (4, 2)
    assert [op.field for op in desk.unsent()] == ["display_name"]
    row = desk.row(KEY)
    assert [row.price, row.cost, row.name] == [11, 5, "Elbow"], "shared, though the copy does not show it yet"
    assert desk.find() == ["ELB-1"]
    assert desk.open.queries.undo_labels()[0] == "last"
    again = FeedMaker(at)
    desk.feed(again.override(KEY, "cost", 5) + again.mirror(sku(12, "TEE-1", "Tee")) + later)
    assert desk.find() == ["ELB-1", "NIP-1", "TEE-1"]
    assert desk.row(KEY).changed == {"price", "cost", "display_name"}
    desk.reopen()
    assert desk.open.notice == ""


def test_what_was_undone_in_the_copy_is_not_undone_now(desk: Desk, feed: FeedMaker, copies: Copies) -> None:
    """An op that waited when the copy was made, and was refused since, is not shown again."""
    desk.set(KEY, "price", 11)
    make(desk, copies)
    desk.acknowledge(desk.unsent(), OpOutcome.REJECTED, feed_seq=feed.seq)
    damage(desk)
    desk.open = desk._open()
    assert [desk.row(KEY).price, desk.unsent()] == [10, []]
    assert desk.open.queries.undo_labels() == ("", "")


def test_of_a_file_that_cannot_be_read_at_all_the_copy_is_what_is_left(
    desk: Desk, feed: FeedMaker, copies: Copies
) -> None:
    desk.set(KEY, "price", 11)
    make(desk, copies)
    desk.set(KEY, "cost", 5)
    ruin(desk)
    desk.open = desk._open()
    assert "1 edits that were not yet shared could be recovered; some may be missing" in desk.open.notice
    assert desk.row(KEY).price == 11
    state = desk.on_writer(desk.open.replica.state)
    assert (state.next_op_no, state.acked_op_no, state.unproved) == (2, 0, True)


def test_a_copy_that_is_damaged_too_is_passed_over(desk: Desk, feed: FeedMaker, copies: Copies) -> None:
    make(desk, copies)
    desk.clock.time += timedelta(hours=2)
    make(desk, copies).write_bytes(b"no copy" * 1000)
    damage(desk)
    desk.open = desk._open()
    assert desk.find() == ["ELB-1"]
    assert "08:00 UTC" in desk.open.notice


def test_no_copy_at_all(desk: Desk, feed: FeedMaker) -> None:
    damage(desk)
    desk.open = desk._open()
    assert "loaded again from the shared database" in desk.open.notice
    assert desk.on_writer(desk.open.replica.state).epoch is None


def test_a_copy_of_before_the_device_was_another_one_gives_no_numbers(
    desk: Desk, feed: FeedMaker, copies: Copies
) -> None:
    for price in (1, 2, 3):
        desk.set(KEY, "price", price)
    make(desk, copies)
    desk.acknowledge(desk.unsent(), feed_seq=feed.seq)
    desk.on_writer(lambda: desk.open.replica.re_enrol(UUID(int=9)))
    desk.set(KEY, "price", 4)
    damage(desk)
    desk.open = desk._open()
    state = desk.on_writer(desk.open.replica.state)
    assert (state.next_op_no, state.acked_op_no) == (2, 0)
    assert [(op.op_no, op.value) for op in desk.unsent()] == [(1, 4)]


def test_what_is_made_here_is_recovered_too(desk: Desk, feed: FeedMaker, copies: Copies) -> None:
    new = EntityKey(key_of(sku(99, "", "")))
    make(desk, copies)
    drafts = [
        OpDraft(kind=OpKind.CREATE, entity_kind=EntityKind.MATERIAL, entity_key=new),
        OpDraft(
            kind=OpKind.SET, entity_kind=EntityKind.MATERIAL, entity_key=new, field="code", value="NEW-1"
        ),
    ]
    desk.work(lambda unit: unit.record(drafts, label="New"))
    damage(desk)
    desk.open = desk._open()
    assert desk.find() == ["ELB-1", "NEW-1"]
