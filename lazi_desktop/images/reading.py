"""Untrusted bytes opened as a picture, within limits. Runs in a process of its own; knows nothing of files."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from PIL import ExifTags, Image, ImageCms, ImageOps, UnidentifiedImageError, features

from lazi_desktop.domain.pictures import PictureFlaw, PictureProblem
from lazi_desktop.images.limits import MOST_BYTES, MOST_FILE_PIXELS, MOST_READ_PIXELS
from lazi_desktop.images.other_files import what_else

FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "BMP", "TIFF", *(("AVIF",) if features.check("avif") else ()))
"""What people have. Others that Pillow knows run programs, or are hardly ever looked at by anybody."""

_SRGB = ImageCms.createProfile("sRGB")
_DEEP = {"I;16": (1, 2), "I;16L": (1, 2), "I;16B": (0, 2)}
_TURNED_BY_90 = range(5, 9)

Image.init()  # all that reading pictures needs is loaded now, before memory and files are fenced in
# Checked here, after what a JPEG can be shrunk by while it is read.
Image.MAX_IMAGE_PIXELS = None


@dataclass(frozen=True, slots=True)
class Opened:
    """A picture whose head was read. `size` is its own, upright."""

    picture: Image.Image
    kind: str
    orientation: int
    profile: object
    size: tuple[int, int]

    @property
    def frames(self) -> int:
        """Of what moves, and of what has pages."""
        return int(getattr(self.picture, "n_frames", 1))

    def read(self, least: float) -> Image.Image:
        """In a mode that can be scaled well, as it lies in the file. `least` is the share of its width and height that
        is needed: a JPEG is shrunk while it is read."""
        full = self.picture.size
        share = min(least, 1.0)
        self.picture.draft(None, (max(int(full[0] * share), 1), max(int(full[1] * share), 1)))
        _check(self.picture.size, MOST_READ_PIXELS, full)
        return _plain(self.picture)

    def upright(self, picture: Image.Image) -> Image.Image:
        if self.orientation == 1:
            return picture
        picture.getexif()[ExifTags.Base.Orientation] = self.orientation
        return ImageOps.exif_transpose(picture)

    def in_srgb(self, picture: Image.Image) -> Image.Image:
        """RGB, or RGBA where it was."""
        target = "RGBA" if picture.mode == "RGBA" else "RGB"
        if isinstance(self.profile, bytes) and self.profile:
            try:
                source = ImageCms.ImageCmsProfile(io.BytesIO(self.profile))
                converted = ImageCms.profileToProfile(picture, source, _SRGB, outputMode=target)
                if converted is not None:
                    return converted
            except (ImageCms.PyCMSError, OSError, ValueError):
                pass  # a profile that is broken, or of other colours than the picture's, says nothing
        return picture if picture.mode == target else picture.convert(target)


@contextmanager
def opened(content: bytes) -> Iterator[Opened]:
    """Whatever comes of the picture while it is worked on is raised as PictureProblem."""
    if not content:
        raise PictureProblem(PictureFlaw.EMPTY, "The file is empty.")
    if len(content) > MOST_BYTES:
        raise PictureProblem(
            PictureFlaw.TOO_MANY_BYTES, f"The file is larger than {MOST_BYTES // 1024 // 1024} MB."
        )
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Pillow's remarks on sloppy files
            with Image.open(io.BytesIO(content), formats=FORMATS) as picture:
                yield _opened(picture)
    except PictureProblem:
        raise
    except MemoryError as error:
        raise PictureProblem(
            PictureFlaw.TOO_MUCH_MEMORY, "It would take more memory than a picture may."
        ) from error
    except Exception as error:  # Pillow's plugins raise whatever they stumble over
        raise _problem(content, error) from error


def see_through(picture: Image.Image) -> bool:
    """Whether anywhere."""
    return picture.mode == "RGBA" and picture.getchannel("A").getextrema() != (255, 255)


def on_white(picture: Image.Image) -> Image.Image:
    if picture.mode != "RGBA":
        return picture
    white = Image.new("RGB", picture.size, "white")
    white.paste(picture, mask=picture.getchannel("A"))
    return white


def _opened(picture: Image.Image) -> Opened:
    _check(picture.size, MOST_FILE_PIXELS)
    orientation = _orientation(picture)
    width, height = picture.size
    size = (height, width) if orientation in _TURNED_BY_90 else (width, height)
    return Opened(picture, str(picture.format), orientation, picture.info.get("icc_profile"), size)


def _problem(content: bytes, error: Exception) -> PictureProblem:
    said = str(error).lower()
    if isinstance(error, UnidentifiedImageError):
        return what_else(content)
    if isinstance(error, EOFError) or "truncated" in said or "unexpected end" in said:
        return PictureProblem(PictureFlaw.CUT_OFF, "The file is cut off: a part of it is missing.")
    return PictureProblem(PictureFlaw.DAMAGED, "The file is damaged.")


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
    return found if isinstance(found, int) and 1 <= found <= 8 else 1


def _plain(picture: Image.Image) -> Image.Image:
    mode = picture.mode
    if mode in _DEEP:
        start, step = _DEEP[mode]
        return Image.frombytes("L", picture.size, picture.tobytes()[start::step])
    if mode in ("P", "PA") or (mode in ("L", "RGB", "1") and "transparency" in picture.info):
        return picture.convert("RGBA")
    if mode in ("RGB", "RGBA", "L", "CMYK"):
        picture.load()
        return picture
    return picture.convert("RGBA" if mode in ("LA", "La", "RGBa") else "RGB")
