"""Pictures of tiles: asked for in order, given up out of sight, kept within bounds, and never waited for."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject

from lazi_desktop.domain.pictures import PictureFlaw, PictureProblem
from lazi_desktop.ui.gallery import tile_pictures
from lazi_desktop.ui.gallery.tile_pictures import TilePictures
from tests.ui.gallery.hand import FakePictures, thumbnail

BROKEN = PictureProblem(PictureFlaw.DAMAGED, "The file is damaged.")


@pytest.fixture
def source() -> FakePictures:
    return FakePictures()


@pytest.fixture
def tiles(source: FakePictures, qapp) -> Iterator[TilePictures]:
    owner = QObject()
    tiles = TilePictures(source, owner)
    tiles.use(100, 1.0)
    yield tiles
    owner.deleteLater()


def test_what_is_seen_is_asked_for_first(tiles: TilePictures, source: FakePictures) -> None:
    tiles.look_at(["b", "c"], ["a", "d"])
    assert [(wish.address, wish.visible) for wish in source.wishes] == [
        ("b", True), ("c", True), ("a", False), ("d", False),
    ]  # fmt: skip
    tiles.look_at(["b", "c"], ["a", "d"])
    assert len(source.wishes) == 4, "what is waited for is not asked for again"


def test_what_goes_out_of_sight_is_given_up(tiles: TilePictures, source: FakePictures) -> None:
    tiles.look_at(["a", "b"], ["c"])
    tiles.look_at(["c"], ["d"])
    assert source.waited_for() == ["c", "d"]
    assert [wish.visible for wish in source.wishes if wish.address == "c"] == [False, True]
    tiles.leave()
    assert source.waited_for() == []


def test_nobody_waits_for_what_was_asked_for_by_what_is_gone(
    tiles: TilePictures, source: FakePictures, qtbot
) -> None:
    tiles.look_at(["a", "b"], ["c"])
    tiles.look_at(["b"], ["c", "d"])
    with qtbot.waitSignal(tiles.destroyed):
        tiles.deleteLater()
    assert source.waited_for() == []


def test_what_may_be_next_can_wait(tiles: TilePictures, source: FakePictures) -> None:
    tiles.look_at(["a"], ["b"], ahead=False)
    assert source.waited_for() == ["a"]
    tiles.look_at(["a"], ["b"])
    assert source.waited_for() == ["a", "b"]
    tiles.look_at(["c"], ["b"], ahead=False)
    assert source.waited_for() == ["b", "c"], "what is asked for, and still near, is waited for"


def test_a_picture_that_came_is_shown_in_its_shape(tiles: TilePictures, source: FakePictures, qtbot) -> None:
    tiles.look_at(["a"], [])
    with qtbot.waitSignal(tiles.changed) as changed:
        source.wishes[0].answer(thumbnail(width=128, height=64, full=(2000, 1000)))
    assert changed.args == [["a"]]
    made = tiles.picture("a")
    assert made is not None
    assert (made.pixmap.width(), made.pixmap.height()) == (100, 50)
    known = tiles.known("a")
    assert known is not None
    assert (known.width, known.height) == (2000, 1000)
    tiles.look_at(["a"], [])
    assert len(source.wishes) == 1


def test_one_of_another_size_stands_in(tiles: TilePictures, source: FakePictures, qtbot) -> None:
    tiles.look_at(["a"], [])
    with qtbot.waitSignal(tiles.changed):
        source.wishes[0].answer(thumbnail())
    tiles.use(200, 1.0)
    small = tiles.picture("a")
    assert small is not None
    assert small.pixels == 100
    tiles.look_at(["a"], [])
    assert source.wishes[-1].side == 200


def test_an_answer_for_a_size_of_before_is_not_taken(
    tiles: TilePictures, source: FakePictures, qtbot
) -> None:
    tiles.look_at(["a"], [])
    tiles.use(200, 1.0)
    tiles.look_at(["a"], [])
    with qtbot.waitSignal(tiles.changed):
        source.wishes[0].answer(thumbnail())
    assert tiles.picture("a") is None
    with qtbot.waitSignal(tiles.changed):
        source.wishes[1].answer(thumbnail())
    assert tiles.picture("a") is not None


def test_what_cannot_be_shown_is_said_and_not_asked_for_again(
    tiles: TilePictures, source: FakePictures, qtbot
) -> None:
    tiles.look_at(["a"], [])
    with qtbot.waitSignal(tiles.changed):
        source.wishes[0].answer(BROKEN)
    known = tiles.known("a")
    assert known is not None
    assert known.problem is BROKEN
    tiles.look_at(["a"], [])
    assert len(source.wishes) == 1


def test_what_is_at_hand_is_not_asked_for(tiles: TilePictures, source: FakePictures, qtbot) -> None:
    source.held["a"] = thumbnail()
    tiles.begin_frame()
    assert tiles.picture("a") is not None, "made within the frame"
    source.held["b"] = thumbnail()
    with qtbot.waitSignal(tiles.changed):
        tiles.look_at(["a", "b"], [])
    assert not source.wishes
    assert tiles.known("b") is not None


def test_a_frame_has_no_time_for_many(
    tiles: TilePictures, source: FakePictures, qtbot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tile_pictures, "_FRAME_SECONDS", 0.0)
    source.held["a"] = thumbnail()
    tiles.begin_frame()
    with qtbot.waitSignal(tiles.changed):
        assert tiles.picture("a") is None
    assert tiles.picture("a") is not None


def test_pixmaps_are_kept_within_their_bound(source: FakePictures, qapp) -> None:
    most, owner = 5 * 4 * 60 * 40, QObject()
    tiles = TilePictures(source, owner, most_bytes=most)
    tiles.use(100, 1.0)
    for number in range(12):
        source.held[str(number)] = thumbnail()
        tiles.begin_frame()
        tiles.picture(str(number))
        assert tiles.size <= most
    source.held.clear()
    assert [number for number in range(12) if tiles.picture(str(number))] == [7, 8, 9, 10, 11]
    owner.deleteLater()


def test_without_pictures_nothing_is_asked(qapp) -> None:
    owner = QObject()
    tiles = TilePictures(None, owner)
    tiles.look_at(["a"], ["b"])
    assert tiles.picture("a") is None
    owner.deleteLater()
