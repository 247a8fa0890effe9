"""Pictures as files: those added here, what is known of each, and why one cannot be shown."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from lazi_desktop.domain.errors import LaziError

MOST_BYTES = 32 * 1024 * 1024
"""What one picture may weigh."""


LOW_RESOLUTION = 400
"""A shorter side of fewer pixels looks poor on a technician's tablet."""

_LOCAL = "picture:"
_LOCAL_ADDRESS = re.compile(r"picture:([0-9a-f]{64})\.(jpg|png)")


def local_address(digest: str, suffix: str) -> str:
    """Of a picture added here, until ServiceTitan has it: by the SHA-256 of its bytes, in hexadecimal digits.

    `suffix` is "jpg" or "png": all that is added is made one of the two.
    """
    return f"{_LOCAL}{digest}.{suffix}"


def local_digest(address: str) -> str | None:
    """None of a picture that was not added here."""
    found = _LOCAL_ADDRESS.fullmatch(address)
    return None if found is None else found[1]


def media_type(address: str) -> str:
    return "image/png" if address.lower().endswith(".png") else "image/jpeg"


@dataclass(frozen=True, slots=True)
class PictureLook:
    """What is known of a picture that was decoded. `size` counts bytes; `print` tells how it looks (64 bits): of two
    that look alike few bits differ, however they are scaled and packed."""

    width: int
    height: int
    size: int
    digest: str
    print: int

    @property
    def is_low(self) -> bool:
        return min(self.width, self.height) < LOW_RESOLUTION

    def distance(self, other: PictureLook) -> int:
        """Bits in which the two look different: 0 to 64, up to `ALIKE` for the same picture."""
        return (self.print ^ other.print).bit_count()


ALIKE = 4


@dataclass(frozen=True, slots=True)
class Crop:
    """What stays, in shares of the width and the height after turning."""

    left: float = 0.0
    top: float = 0.0
    right: float = 1.0
    bottom: float = 1.0


@dataclass(frozen=True, slots=True)
class PictureEdit:
    """What is done to a picture, in this order."""

    turns: int = 0
    """Quarter turns, clockwise."""
    is_mirrored: bool = False
    crop: Crop = field(default_factory=Crop)
    trims: bool = False
    """Borders of one colour are cut off."""
    whitens: bool = False
    """What one can see through, and a background of one light colour, becomes white."""
    squares: bool = False
    """White is added where it is narrow."""


@dataclass(frozen=True, slots=True)
class PreparedPicture:
    """A picture as it can be added: upright, in sRGB, JPEG or PNG, within the limits. `remarks` tell what had to be
    done to it, in sentences."""

    content: bytes = field(repr=False)
    suffix: str
    look: PictureLook
    remarks: Sequence[str] = ()

    @property
    def address(self) -> str:
        return local_address(self.look.digest, self.suffix)


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

    @property
    def is_lasting(self) -> bool:
        """Whether it is the picture's own. Others come of this computer, and tell nothing of the picture."""
        return self not in _OF_THIS_COMPUTER


_OF_THIS_COMPUTER = frozenset((
    PictureFlaw.TOO_MUCH_MEMORY, PictureFlaw.TOO_SLOW, PictureFlaw.DECODER_DIED, PictureFlaw.NO_DECODER,
    PictureFlaw.DISK_FULL, PictureFlaw.NOT_KEPT,
))  # fmt: skip


class PictureProblem(LaziError):
    """Asking again for the same picture ends the same way, unless somebody changes something."""

    title = "This picture cannot be shown"

    def __init__(self, flaw: PictureFlaw, detail: str, *, title: str | None = None) -> None:
        super().__init__(detail, title=title)
        self.flaw = flaw
