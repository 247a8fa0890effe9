"""A picture's edit changed step by step, as a person does it to what they see: turned, mirrored, cropped."""

from __future__ import annotations

from dataclasses import dataclass, replace

from lazi_desktop.domain.pictures import Crop, PictureEdit

SMALLEST = 0.02
"""Share of a side that a crop leaves at least."""


def turned(edit: PictureEdit, quarters: int = 1) -> PictureEdit:
    """By quarter turns clockwise, as it is seen: with the frame of the crop, also where it is mirrored."""
    crop = edit.crop
    for _ in range(quarters % 4):
        crop = Crop(1 - crop.bottom, crop.left, 1 - crop.top, crop.right)
    steps = -quarters if edit.is_mirrored else quarters
    return replace(edit, turns=(edit.turns + steps) % 4, crop=crop)


def mirrored(edit: PictureEdit) -> PictureEdit:
    crop = edit.crop
    return replace(
        edit, is_mirrored=not edit.is_mirrored, crop=replace(crop, left=1 - crop.right, right=1 - crop.left)
    )


def cropped(edit: PictureEdit, crop: Crop) -> PictureEdit:
    """Within the picture, and not to nothing."""
    left, right = _span(crop.left, crop.right)
    top, bottom = _span(crop.top, crop.bottom)
    return replace(edit, crop=Crop(left, top, right, bottom))


def moved(crop: Crop, across: float, down: float) -> Crop:
    """The frame as it is, elsewhere, up to the picture's edges."""
    across = min(max(across, -crop.left), 1 - crop.right)
    down = min(max(down, -crop.top), 1 - crop.bottom)
    return Crop(crop.left + across, crop.top + down, crop.right + across, crop.bottom + down)


@dataclass(frozen=True, slots=True)
class Edges:
    """Which edges of a frame are held."""

    left: bool = False
    top: bool = False
    right: bool = False
    bottom: bool = False


def dragged(crop: Crop, edges: Edges, across: float, down: float) -> Crop:
    """These edges elsewhere, none beyond its opposite."""
    left, top, right, bottom = crop.left, crop.top, crop.right, crop.bottom
    if edges.left:
        left = min(max(left + across, 0.0), right - SMALLEST)
    if edges.right:
        right = max(min(right + across, 1.0), left + SMALLEST)
    if edges.top:
        top = min(max(top + down, 0.0), bottom - SMALLEST)
    if edges.bottom:
        bottom = max(min(bottom + down, 1.0), top + SMALLEST)
    return Crop(left, top, right, bottom)


def size_after(width: int, height: int, edit: PictureEdit) -> tuple[int, int] | None:
    """Of a picture of this size; None where only looking at it tells how much is trimmed."""
    if edit.trims:
        return None
    if edit.turns % 2:
        width, height = height, width
    crop = edit.crop
    width = max(1, round(width * (crop.right - crop.left)))
    height = max(1, round(height * (crop.bottom - crop.top)))
    return (max(width, height),) * 2 if edit.squares else (width, height)


def _span(low: float, high: float) -> tuple[float, float]:
    low, high = min(max(low, 0.0), 1.0), min(max(high, 0.0), 1.0)
    if high < low:
        low, high = high, low
    if high - low < SMALLEST:
        low = min(low, 1 - SMALLEST)
        high = low + SMALLEST
    return low, high
