"""What one picture may cost. A phone's panorama fits; what was made to take the program down does not."""

from __future__ import annotations

from lazi_desktop.domain.pictures import MOST_BYTES as MOST_BYTES
from lazi_desktop.ports.pictures import FULL_SIDE

MOST_FILE_PIXELS = 250_000_000
"""What a file may say it holds. JPEGs of this size are shrunk while they are read."""
MOST_READ_PIXELS = 64_000_000
"""What is unpacked in memory."""
MOST_MEMORY = 1024 * 1024 * 1024
"""Bytes of the decoding process, all in all."""
MOST_SECONDS = 15.0
"""Of a processor's time."""
SIDES = (64, 128, 256, 512, 1024, FULL_SIDE)
"""Pictures are made in these sizes, in pixels of the screen; the next larger one is scaled down when painted."""
ENOUGH = 1920
"""Of the longer side, in full: where half of a JPEG is as large as that, only half of it is read, in half the time and
a quarter of the memory."""
_MOST_SCALED = 4
"""Scaled down by more than that when it is painted, a picture looks poor."""
MOST_KEPT_SIDE = 1024
"""Larger ones are made anew each time: they weigh nearly what the picture weighs."""


def side_for(wanted: int) -> int:
    return sides_for(wanted)[0]


def sides_for(wanted: int) -> list[int]:
    """Those that do for it, the best one first."""
    return [side for side in SIDES if wanted <= side <= _MOST_SCALED * wanted] or [
        next((side for side in SIDES if side >= wanted), SIDES[-1])
    ]
