"""Whether two files show the same picture, one of them perhaps packed anew."""

from __future__ import annotations

from PIL import Image, ImageChops

from lazi_desktop.images.reading import on_white, opened
from lazi_desktop.images.wire import Done

_BLOCK = 8
"""JPEGs are packed in squares of that side: packing anew moves single pixels far, and a square as a whole hardly."""
MOST_BLOCK = 24
"""How far a square may be off, of 255 in one channel."""
MOST_MEAN = 4.0
"""And all of them, on the average."""


def compare(one: bytes, other: bytes) -> Done:
    """Raises PictureProblem where one of them cannot be read."""
    return Done(width=int(_are_same(one, other)))


def _are_same(one: bytes, other: bytes) -> bool:
    if one == other:
        return True
    if _size(one) != _size(other):
        return False
    first, second = _pixels(one), _pixels(other)
    blocks = ImageChops.difference(first.reduce(_BLOCK), second.reduce(_BLOCK))
    bands = [band.histogram() for band in blocks.split()]
    farthest = max(value for band in bands for value, count in enumerate(band) if count)
    mean = max(sum(value * count for value, count in enumerate(band)) / sum(band) for band in bands)
    return farthest <= MOST_BLOCK and mean <= MOST_MEAN


def _size(content: bytes) -> tuple[int, int]:
    with opened(content) as found:
        return found.size


def _pixels(content: bytes) -> Image.Image:
    with opened(content) as found:
        return on_white(found.upright(found.in_srgb(found.read(1.0))))
