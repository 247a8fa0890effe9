"""A picture's edit changed step by step: what is seen turns and mirrors with its frame."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lazi_desktop.domain.picture_edits import (
    SMALLEST,
    Edges,
    cropped,
    dragged,
    mirrored,
    moved,
    size_after,
    turned,
)
from lazi_desktop.domain.pictures import Crop, PictureEdit

shares = st.floats(0, 1)
steps = st.lists(st.sampled_from(["right", "left", "mirror"]), max_size=8)
ways = st.floats(-2, 2)


@st.composite
def crops(draw: Any) -> Crop:
    left, top = draw(st.floats(0, 1 - SMALLEST)), draw(st.floats(0, 1 - SMALLEST))
    return Crop(left, top, draw(st.floats(left + SMALLEST, 1)), draw(st.floats(top + SMALLEST, 1)))


def seen(grid: list[list[int]], edit: PictureEdit) -> list[list[int]]:
    """A picture of a few points as it is shown: turned, then mirrored."""
    for _ in range(edit.turns):
        grid = [list(row) for row in zip(*grid[::-1], strict=True)]
    return [row[::-1] for row in grid] if edit.is_mirrored else grid


@given(steps)
def test_each_step_does_to_what_is_seen_what_it_says(taken) -> None:
    grid, edit, wanted = [[1, 2, 3], [4, 5, 6]], PictureEdit(), [[1, 2, 3], [4, 5, 6]]
    for step in taken:
        if step == "mirror":
            edit, wanted = mirrored(edit), [row[::-1] for row in wanted]
        else:
            quarters = 1 if step == "right" else -1
            edit = turned(edit, quarters)
            for _ in range(quarters % 4):
                wanted = [list(row) for row in zip(*wanted[::-1], strict=True)]
    assert seen(grid, edit) == wanted


@given(crops(), steps)
def test_the_frame_goes_along(crop, taken) -> None:
    """A corner that is marked stays the marked one."""
    edit = PictureEdit(crop=crop)
    for step in taken:
        edit = mirrored(edit) if step == "mirror" else turned(edit, 1 if step == "right" else -1)
    for step in reversed(taken):
        edit = mirrored(edit) if step == "mirror" else turned(edit, -1 if step == "right" else 1)
    back = edit.crop
    assert (back.left, back.top, back.right, back.bottom) == pytest.approx(
        (crop.left, crop.top, crop.right, crop.bottom)
    )
    assert (edit.turns, edit.is_mirrored) == (0, False)


def test_a_frame_at_the_left_is_at_the_top_after_a_turn_to_the_right() -> None:
    edit = turned(PictureEdit(crop=Crop(0, 0, 0.25, 1)))
    assert (edit.turns, edit.crop) == (1, Crop(0, 0, 1, 0.25))


@given(crops(), st.builds(Edges, st.booleans(), st.booleans(), st.booleans(), st.booleans()), ways, ways)
def test_no_edge_passes_its_opposite_or_leaves_the_picture(crop, edges, across, down) -> None:
    for found in (dragged(crop, edges, across, down), moved(crop, across, down)):
        assert -1e-9 <= found.left < found.right <= 1 + 1e-9
        assert -1e-9 <= found.top < found.bottom <= 1 + 1e-9
    kept = dragged(crop, edges, across, down)
    assert edges.left or kept.left == crop.left
    assert edges.bottom or kept.bottom == crop.bottom


@given(crops(), ways, ways)
def test_a_moved_frame_keeps_its_size(crop, across, down) -> None:
    found = moved(crop, across, down)
    assert found.right - found.left == pytest.approx(crop.right - crop.left)
    assert found.bottom - found.top == pytest.approx(crop.bottom - crop.top)


@given(st.builds(Crop, ways, ways, ways, ways))
def test_any_crop_is_brought_into_the_picture(crop) -> None:
    found = cropped(PictureEdit(), crop).crop
    assert 0 <= found.left < found.right <= 1 + 1e-9
    assert 0 <= found.top < found.bottom <= 1 + 1e-9


@pytest.mark.parametrize(
    ("edit", "size"),
    [
        (PictureEdit(), (400, 200)),
        (PictureEdit(turns=1), (200, 400)),
        (PictureEdit(crop=Crop(0.5, 0, 1, 0.5)), (200, 100)),
        (PictureEdit(turns=3, crop=Crop(0, 0, 0.5, 0.5), squares=True), (200, 200)),
        (PictureEdit(crop=Crop(0, 0, 0.0001, 1)), (1, 200)),
        (PictureEdit(trims=True), None),
    ],
)
def test_how_large_it_will_be(edit: PictureEdit, size: tuple[int, int] | None) -> None:
    assert size_after(400, 200, edit) == size
