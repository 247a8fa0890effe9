"""Pictures that cannot be shown, and why: in words for people, and as a kind that code can ask for."""

from __future__ import annotations

from enum import StrEnum

from lazi_desktop.domain.errors import LaziError

MOST_BYTES = 32 * 1024 * 1024
"""What one picture may weigh."""


class PictureFlaw(StrEnum):
    # of the file
    EMPTY = "empty"
    NOT_A_PICTURE = "not a picture"
    UNSUPPORTED = "unsupported"
    CUT_OFF = "cut off"
    DAMAGED = "damaged"
    # of what it would take to show it
    TOO_MANY_BYTES = "too many bytes"
    TOO_MANY_PIXELS = "too many pixels"
    TOO_MUCH_MEMORY = "too much memory"
    TOO_SLOW = "too slow"
    DECODER_DIED = "decoder died"
    NO_DECODER = "no decoder"
    # of where it is
    NOT_THERE = "not there"
    NO_ADDRESS = "no address"
    PRIVATE_ADDRESS = "private address"
    REFUSED = "refused"
    # of keeping it
    DISK_FULL = "disk full"
    NOT_KEPT = "not kept"


class PictureProblem(LaziError):
    """Asking again for the same picture ends the same way, unless somebody changes something."""

    title = "This picture cannot be shown"

    def __init__(self, flaw: PictureFlaw, detail: str, *, title: str | None = None) -> None:
        super().__init__(detail, title=title)
        self.flaw = flaw
