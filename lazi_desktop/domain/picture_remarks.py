"""What had to be done to a picture so that it can be added, in sentences."""

from __future__ import annotations

MOVES = "It moves: its first frame was taken."
TURNED = "It was turned upright."
WAS_PRINTED = "Its colours were those of a printing press (CMYK); they became those of a screen."
NO_BORDER = "There is no border of one colour to cut off."
NO_BACKGROUND = "There is no background of one light colour to make white."


def has_pages(count: int) -> str:
    return f"It has {count} pages: the first was taken."


def converted(was: str, became: str) -> str:
    return f"It was converted from {was} to {became}."


def scaled_down(was: tuple[int, int] | None, became: tuple[int, int]) -> str:
    """`was` is None where a part of it was taken."""
    if was is None:
        return f"It was scaled down to {_size(became)} pixels."
    return f"It was scaled down from {_size(was)} to {_size(became)} pixels."


def packed_tighter(megabytes: int) -> str:
    return f"It was packed tighter, to be no larger than {megabytes} MB."


def became_white(megabytes: int) -> str:
    return f"What one can see through became white: as PNG it would be larger than {megabytes} MB."


def _size(size: tuple[int, int]) -> str:
    return f"{size[0]:,} × {size[1]:,}"
