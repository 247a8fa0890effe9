"""A picture made such that it can be added: edited, upright, in sRGB, JPEG or PNG, within the limits; and what had to
be done to it, in sentences."""

from __future__ import annotations

import io

from PIL import Image

from lazi_desktop.domain.picture_remarks import (
    MOVES,
    NO_BACKGROUND,
    NO_BORDER,
    TURNED,
    WAS_PRINTED,
    became_white,
    converted,
    has_pages,
    packed_tighter,
    scaled_down,
)
from lazi_desktop.domain.pictures import PictureEdit
from lazi_desktop.images.edits import cropped, mirrored, squared, trimmed, turned, whitened
from lazi_desktop.images.limits import ENOUGH
from lazi_desktop.images.looks import print_of
from lazi_desktop.images.metadata import without_metadata
from lazi_desktop.images.reading import Opened, on_white, opened, see_through
from lazi_desktop.images.wire import UNEDITED, Done
from lazi_desktop.ports.pictures import FULL_SIDE, MOST_ADDED_BYTES

_QUALITIES = (90, 80, 65, 50)
_SMALLER = 0.7
_DRAWN_COLOURS = 256
"""What has no more is a drawing or a logo, whose edges JPEG would blur."""
_LOSSY = ("JPEG", "MPO")
_CALLED = {"WEBP": "WebP", "MPO": "JPEG"}
_MEGABYTES = MOST_ADDED_BYTES // 1024 // 1024


def prepare(content: bytes, edit: PictureEdit) -> Done:
    """Raises PictureProblem."""
    with opened(content) as found:
        remarks = _about_kind(found)
        picture = _edited(found, edit, ENOUGH, FULL_SIDE, remarks)
        packed = _as_it_was(found, edit, content, picture)
        suffix = "jpg"
        if packed is None:
            picture, suffix, packed = _packed(picture, found.kind, remarks)
            _tell_conversion(found, suffix, remarks)
        words = "\n".join([suffix, *remarks]).encode()
        return Done(*picture.size, *found.size, print_of(picture), packed, words)


def preview(content: bytes, side: int, edit: PictureEdit) -> Done:
    """A thumbnail of what it would become."""
    with opened(content) as found:
        picture = _edited(found, edit, 2 * side, side, [])
        return Done(*picture.size, *found.size, print_of(picture), picture.convert("RGBA").tobytes())


# ------------------------------------------------------------------------------------------------------------- editing


def _edited(found: Opened, edit: PictureEdit, enough: int, most: int, remarks: list[str]) -> Image.Image:
    picture = found.upright(found.read(_least(found, edit, enough)))
    is_scaled = picture.size != found.size
    picture = turned(picture, edit.turns)
    if edit.is_mirrored:
        picture = mirrored(picture)
    picture = cropped(picture, edit.crop)
    if edit.trims:
        picture = _trimmed(picture, remarks)
    if max(picture.size) > most:
        picture.thumbnail((most, most), Image.Resampling.LANCZOS, reducing_gap=2.0)
        is_scaled = True
    if is_scaled:
        remarks.append(scaled_down(found.size if edit == UNEDITED else None, picture.size))
    picture = found.in_srgb(picture)
    if edit.whitens:
        picture = _whitened(picture, remarks)
    return squared(picture) if edit.squares else picture


def _least(found: Opened, edit: PictureEdit, enough: int) -> float:
    """The share of its sides that is needed for what stays of it to be `enough` pixels long."""
    width, height = found.size if edit.turns % 2 == 0 else found.size[::-1]
    crop = edit.crop
    stays = max(width * (crop.right - crop.left), height * (crop.bottom - crop.top), 1)
    return (2 if edit.trims else 1) * enough / stays


def _trimmed(picture: Image.Image, remarks: list[str]) -> Image.Image:
    found = trimmed(picture)
    if found.size == picture.size:
        remarks.append(NO_BORDER)
    return found


def _whitened(picture: Image.Image, remarks: list[str]) -> Image.Image:
    found, was_there = whitened(picture)
    if not was_there:
        remarks.append(NO_BACKGROUND)
    return found


# ------------------------------------------------------------------------------------------------------------- packing


def _as_it_was(found: Opened, edit: PictureEdit, content: bytes, picture: Image.Image) -> bytes | None:
    """The pixels bit for bit, where nothing need be done: what was prepared once stays the same file."""
    is_fit = (
        found.kind == "JPEG"
        and edit == UNEDITED
        and found.orientation == 1
        and not found.profile
        and found.picture.mode in ("RGB", "L")
        and picture.size == found.size
        and len(content) <= MOST_ADDED_BYTES
    )
    return without_metadata(content) if is_fit else None


def _packed(picture: Image.Image, kind: str, remarks: list[str]) -> tuple[Image.Image, str, bytes]:
    is_clear = see_through(picture)
    if is_clear or (kind not in _LOSSY and picture.getcolors(_DRAWN_COLOURS) is not None):
        packed = _saved(picture if is_clear else on_white(picture), "PNG")
        if len(packed) <= MOST_ADDED_BYTES:
            return picture, "png", packed
        if is_clear:
            remarks.append(became_white(_MEGABYTES))
    picture = on_white(picture)
    while True:
        for quality in _QUALITIES:
            packed = _saved(picture, "JPEG", quality)
            if len(packed) <= MOST_ADDED_BYTES:
                if quality != _QUALITIES[0]:
                    remarks.append(packed_tighter(_MEGABYTES))
                return picture, "jpg", packed
        picture = picture.resize((round(picture.width * _SMALLER), round(picture.height * _SMALLER)))


def _saved(picture: Image.Image, kind: str, quality: int = 0) -> bytes:
    target = io.BytesIO()
    picture.info = {}  # which Pillow would carry over from the file
    picture.save(target, kind, **({"quality": quality} if quality else {}))
    return target.getvalue()


# -------------------------------------------------------------------------------------------------------------- telling


def _about_kind(found: Opened) -> list[str]:
    remarks = []
    if found.kind in ("GIF", "WEBP", "PNG", "AVIF") and found.frames > 1:
        remarks.append(MOVES)
    if found.kind == "TIFF" and found.frames > 1:
        remarks.append(has_pages(found.frames))
    if found.orientation != 1:
        remarks.append(TURNED)
    if found.picture.mode == "CMYK":
        remarks.append(WAS_PRINTED)
    return remarks


def _tell_conversion(found: Opened, suffix: str, remarks: list[str]) -> None:
    was, became = _CALLED.get(found.kind, found.kind), "PNG" if suffix == "png" else "JPEG"
    if was != became:
        remarks.append(converted(was, became))
