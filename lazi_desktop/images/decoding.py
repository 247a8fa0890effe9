"""A thumbnail of a picture: upright, in sRGB."""

from __future__ import annotations

import io

from PIL import Image

from lazi_desktop.images.limits import ENOUGH, MOST_KEPT_SIDE
from lazi_desktop.images.looks import print_of
from lazi_desktop.images.reading import opened, see_through
from lazi_desktop.images.wire import Done

QUALITY = 85


def decode(content: bytes, side: int, *, pack: bool = True) -> Done:
    """Packed as JPEG, or PNG where one can see through it. Raises PictureProblem."""
    with opened(content) as found:
        least = 2 * side if side <= MOST_KEPT_SIDE else ENOUGH
        small = found.read(least / max(found.size))
        small.thumbnail((side, side), Image.Resampling.LANCZOS, reducing_gap=2.0)
        small = found.upright(found.in_srgb(small))
        return Done(
            *small.size,
            *found.size,
            print_of(small),
            small.convert("RGBA").tobytes(),
            _packed(small) if pack else b"",
        )


def _packed(small: Image.Image) -> bytes:
    target = io.BytesIO()
    if see_through(small):
        small.save(target, "PNG", compress_level=1)
    else:
        small.convert("RGB").save(target, "JPEG", quality=QUALITY)
    return target.getvalue()
