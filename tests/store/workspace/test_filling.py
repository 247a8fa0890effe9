"""The first filling does without some indexes, and whatever cuts it off, nobody who comes later misses them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from lazi_desktop.store.workspace.filling import SET_ASIDE, Filling
from tests.fakes.feed import EPOCH, FeedMaker, category, key_of, sku
from tests.store.workspace.conftest import CountedIds, Desk, TickingClock

ELBOW = sku(11, "ELB-1", "Copper elbow", price=10, categories=[1])
TEE = sku(12, "TEE-1", "Copper tee", price=20, categories=[1])
TREE = [category(1, "Fittings")]


def indexes(desk: Desk) -> set[str]:
    database = desk.open.workspace._db
    return desk.on_writer(
        lambda: {sql for (sql,) in database.all("SELECT sql FROM sqlite_schema WHERE type = 'index'") if sql}
    )


def noted(desk: Desk) -> str | None:
    database = desk.open.workspace._db
    found: str | None = desk.on_writer(
        lambda: database.value("SELECT value FROM meta WHERE name = ?", (SET_ASIDE,))
    )
    return found


def half_filled(desk: Desk) -> None:
    desk.on_writer(lambda: desk.open.replica.begin_snapshot(EPOCH))
    desk.on_writer(lambda: desk.open.replica.apply_snapshot(FeedMaker().mirrors([*TREE, ELBOW])))


def as_left_by_a_kill(desk: Desk, folder: Path) -> Desk:
    """Another program finds the file and its log as they are now, in the middle of the work."""
    shutil.copytree(desk.folder, folder)
    return Desk(folder, CountedIds(1 << 80), TickingClock())


def test_they_are_made_at_the_end_as_they_were(desk: Desk) -> None:
    before = indexes(desk)
    half_filled(desk)
    missing = before - indexes(desk)
    assert {"sku_code", "sku_category_category"} <= {sql.split()[2] for sql in missing}
    rows = FeedMaker().mirrors([*TREE, ELBOW, TEE])
    desk.on_writer(lambda: desk.open.replica.apply_snapshot(rows[2:]))
    desk.on_writer(desk.open.replica.leave_snapshot)
    assert indexes(desk) == before
    assert noted(desk) is None
    desk.on_writer(lambda: desk.open.replica.end_snapshot(EPOCH, 3, None))
    assert desk.find() == ["ELB-1", "TEE-1"]


def test_without_them_everything_is_found_and_can_be_edited(desk: Desk) -> None:
    half_filled(desk)
    assert desk.find("elbow") == ["ELB-1"]
    assert desk.find(categories=frozenset({key_of(TREE[0])})) == ["ELB-1"]
    desk.set(key_of(ELBOW), "code", "ELB-2")
    assert desk.find() == ["ELB-2"]


def test_what_is_there_already_keeps_them(desk: Desk) -> None:
    desk.start(FeedMaker().mirrors([*TREE, ELBOW]))
    before = indexes(desk)
    half_filled(desk)
    assert indexes(desk) == before


def test_a_snapshot_that_breaks_off_leaves_them_made(desk: Desk) -> None:
    before = indexes(desk)
    half_filled(desk)
    desk.on_writer(desk.open.replica.leave_snapshot)
    assert indexes(desk) == before


def test_a_program_that_was_killed_makes_them_at_its_next_start(desk: Desk, tmp_path: Path) -> None:
    before = indexes(desk)
    half_filled(desk)
    after = as_left_by_a_kill(desk, tmp_path / "killed")
    try:
        assert indexes(after) == before
        assert noted(after) is None
        assert after.find() == ["ELB-1"]
        after.start(FeedMaker().mirrors([*TREE, ELBOW, TEE]))
        assert after.find() == ["ELB-1", "TEE-1"]
    finally:
        after.open.close()


class _Killed(Exception):
    pass


def test_a_program_that_was_killed_between_two_of_them_makes_the_rest(desk: Desk, tmp_path: Path) -> None:
    before = indexes(desk)
    half_filled(desk)
    at_first = len(indexes(desk))

    def cut_off() -> None:
        raise _Killed

    with pytest.raises(_Killed):
        desk.on_writer(lambda: Filling(desk.open.workspace._db).make_indexes(cut_off))
    assert len(indexes(desk)) == at_first + 1
    after = as_left_by_a_kill(desk, tmp_path / "killed")
    try:
        assert indexes(after) == before
    finally:
        after.open.close()
