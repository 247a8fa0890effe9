"""Where tiles stand: each in its place, found again by the pointer, in rooms of all widths."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QRect

from lazi_desktop.ui.gallery.tile_places import LARGEST, SMALLEST, TilePlaces

ROOMS = st.builds(
    TilePlaces,
    side=st.integers(SMALLEST, LARGEST),
    width=st.integers(120, 3_000),
    count=st.integers(1, 400),
)


@given(ROOMS, st.data())
def test_a_tile_is_found_where_it_stands(places: TilePlaces, data: st.DataObject) -> None:
    position = data.draw(st.integers(0, places.count - 1))
    rect = places.rect(position)
    assert places.at(rect.center()) == position
    assert places.at(rect.topLeft()) == position
    assert places.at(rect.bottomRight()) == position
    assert places.at(rect.bottomRight() + QPoint(0, 2)) == -1  # the gap belongs to nobody
    assert rect.bottom() < places.height


@given(ROOMS)
def test_tiles_of_a_row_do_not_touch(places: TilePlaces) -> None:
    row = [places.rect(position) for position in range(min(places.columns, places.count))]
    assert all(one.right() < other.left() for one, other in itertools.pairwise(row))
    if places.columns > 1:
        assert row[-1].right() <= places.width


@given(ROOMS, st.integers(0, 20_000), st.integers(1, 1_500))
def test_what_a_screen_touches_is_seen(places: TilePlaces, top: int, height: int) -> None:
    screen = QRect(0, top, max(places.width, 4_000), height)
    seen = places.between(top, top + height)
    for position in range(places.count):
        if places.rect(position).intersects(screen):
            assert position in seen


@given(ROOMS, st.data())
def test_a_frame_takes_what_it_touches(places: TilePlaces, data: st.DataObject) -> None:
    frame = QRect(
        data.draw(st.integers(0, places.width)),
        data.draw(st.integers(0, places.height)),
        data.draw(st.integers(1, places.width)),
        data.draw(st.integers(1, places.height + 1)),
    )
    touched = {position for part in places.touched(frame) for position in part}
    assert touched == {one for one in range(places.count) if places.rect(one).intersects(frame)}


@pytest.mark.parametrize("width", [10, 100, 5_000])
def test_there_is_always_room_for_one(width: int) -> None:
    assert TilePlaces(160, width, 7).columns >= 1
    assert TilePlaces(160, width, 0).height == 0
