"""Untrusted bytes in, an upright thumbnail in sRGB out. Runs in a process of its own; knows nothing of files."""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass

from PIL import ExifTags, Image, ImageCms, ImageOps, UnidentifiedImageError, features

from lazi_desktop.domain.pictures import PictureFlaw, PictureProblem
from lazi_desktop.images.limits import MOST_BYTES, MOST_FILE_PIXELS, MOST_READ_PIXELS
from lazi_desktop.images.other_files import what_else

FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "BMP", "TIFF", *(("AVIF",) if features.check("avif") else ()))
"""What people have. Others that Pillow knows run programs, or are hardly ever looked at by anybody."""
QUALITY = 85

_SRGB = ImageCms.createProfile("sRGB")
_DEEP = {"I;16": (1, 2), "I;16L": (1, 2), "I;16B": (0, 2)}
_TURNED_BY_90 = range(5, 9)

Image.init()  # all that reading pictures needs is loaded now, before memory and files are fenced in
# Checked here, after what a JPEG can be shrunk by while it is read.
Image.MAX_IMAGE_PIXELS = None


@dataclass(frozen=True, slots=True)
class Decoded:
    """`packed` is the thumbnail as a file, for keeping: JPEG, or PNG where one can see through it."""

    width: int
    height: int
    full_width: int
    full_height: int
    pixels: bytes
    packed: bytes


def decode(content: bytes, side: int, *, pack: bool = True) -> Decoded:
    """Raises PictureProblem."""
    if not content:
        raise PictureProblem(PictureFlaw.EMPTY, "The file is empty.")
    if len(content) > MOST_BYTES:
        raise PictureProblem(
            PictureFlaw.TOO_MANY_BYTES, f"The file is larger than {MOST_BYTES // 1024 // 1024} MB."
        )
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Pillow's remarks on sloppy files
            return _decoded(content, side, pack)
    except PictureProblem:
        raise
    except MemoryError as error:
        raise PictureProblem(
            PictureFlaw.TOO_MUCH_MEMORY, "It would take more memory than a picture may."
        ) from error
    except Exception as error:  # Pillow's plugins raise whatever they stumble over
        raise _problem(content, error) from error


def _problem(content: bytes, error: Exception) -> PictureProblem:
    said = str(error).lower()
    if isinstance(error, UnidentifiedImageError):
        return what_else(content)
    if isinstance(error, EOFError) or "truncated" in said or "unexpected end" in said:
        return PictureProblem(PictureFlaw.CUT_OFF, "The file is cut off: a part of it is missing.")
    return PictureProblem(PictureFlaw.DAMAGED, "The file is damaged.")


def _decoded(content: bytes, side: int, pack: bool) -> Decoded:
    with Image.open(io.BytesIO(content), formats=FORMATS) as picture:
        full = picture.size
        _check(full, MOST_FILE_PIXELS)
        picture.draft(None, (min(full[0], 2 * side), min(full[1], 2 * side)))
        _check(picture.size, MOST_READ_PIXELS, full)
        orientation = _orientation(picture)
        profile = picture.info.get("icc_profile")
        small = _plain(picture)
        small.thumbnail((side, side), Image.Resampling.LANCZOS, reducing_gap=2.0)
        small = _upright(_in_srgb(small, profile), orientation)
        if orientation in _TURNED_BY_90:
            full = full[1], full[0]
        return Decoded(*small.size, *full, small.convert("RGBA").tobytes(), _packed(small) if pack else b"")


def _check(size: tuple[int, int], most: int, full: tuple[int, int] | None = None) -> None:
    if size[0] * size[1] > most:
        width, height = full or size
        raise PictureProblem(
            PictureFlaw.TOO_MANY_PIXELS, f"It has {width} × {height} pixels, more than can be shown."
        )


def _orientation(picture: Image.Image) -> int:
    """By EXIF; damaged EXIF turns nothing."""
    try:
        found = picture.getexif().get(ExifTags.Base.Orientation, 1)
    except Exception:  # as its readers raise whatever they stumble over
        return 1
    return found if isinstance(found, int) else 1


def _plain(picture: Image.Image) -> Image.Image:
    """In a mode that can be scaled well."""
    mode = picture.mode
    if mode in _DEEP:
        start, step = _DEEP[mode]
        return Image.frombytes("L", picture.size, picture.tobytes()[start::step])
    if mode in ("P", "PA") or (mode in ("L", "RGB", "1") and "transparency" in picture.info):
        return picture.convert("RGBA")
    if mode in ("RGB", "RGBA", "L", "CMYK"):
        return picture
    return picture.convert("RGBA" if mode in ("LA", "La", "RGBa") else "RGB")


def _in_srgb(small: Image.Image, profile: object) -> Image.Image:
    target = "RGBA" if small.mode == "RGBA" else "RGB"
    if isinstance(profile, bytes) and profile:
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            converted = ImageCms.profileToProfile(small, source, _SRGB, outputMode=target)
            if converted is not None:
                return converted
        except (ImageCms.PyCMSError, OSError, ValueError):
            pass  # a profile that is broken, or of other colours than the picture's, says nothing
    return small if small.mode == target else small.convert(target)


def _upright(small: Image.Image, orientation: int) -> Image.Image:
    if orientation == 1:
        return small
    small.getexif()[ExifTags.Base.Orientation] = orientation
    return ImageOps.exif_transpose(small)


def _packed(small: Image.Image) -> bytes:
    target = io.BytesIO()
    if small.mode == "RGBA" and small.getchannel("A").getextrema() != (255, 255):
        small.save(target, "PNG", compress_level=1)
    else:
        small.convert("RGB").save(target, "JPEG", quality=QUALITY)
    return target.getvalue()
