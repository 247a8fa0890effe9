"""Pictures made for tests: good ones of every kind, and bad ones."""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

from PIL import Image, ImageCms

RED, GREEN, BLUE = (220, 30, 30), (30, 160, 60), (30, 60, 200)


def halves(width: int = 120, height: int = 80, mode: str = "RGB") -> Image.Image:
    """Red on the left, blue on the right."""
    picture = Image.new("RGB", (width, height), RED)
    picture.paste(BLUE, (width // 2, 0, width, height))
    return picture if mode == "RGB" else picture.convert(mode)


def photo(width: int, height: int) -> Image.Image:
    """As hard to pack as a photograph."""
    return Image.effect_noise((width // 8, height // 8), 60).resize((width, height)).convert("RGB")


def saved(picture: Image.Image, kind: str = "JPEG", **options: Any) -> bytes:
    target = io.BytesIO()
    picture.save(target, kind, **options)
    return target.getvalue()


def jpeg(width: int = 120, height: int = 80) -> bytes:
    return saved(halves(width, height), quality=90)


def turned(orientation: int) -> bytes:
    """What a phone saves: pixels as the sensor saw them, and how to turn them."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    return saved(halves(), quality=95, exif=exif)


def with_swapped_profile() -> bytes:
    """A profile under which the same numbers are other colours than in sRGB."""
    xyz = ImageCms.ImageCmsProfile(ImageCms.createProfile("XYZ")).tobytes()
    return saved(halves(), "PNG", icc_profile=xyz)


def png_that_says(width: int, height: int) -> bytes:
    """A bomb: a few bytes that say they are this large."""

    def chunk(name: bytes, content: bytes) -> bytes:
        return (
            struct.pack("!I", len(content)) + name + content + struct.pack("!I", zlib.crc32(name + content))
        )

    head = struct.pack("!IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = zlib.compress(bytes(1_000_000), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def heic() -> bytes:
    return struct.pack("!I", 24) + b"ftypheic" + bytes(4) + b"mif1heic" + bytes(200)


def colour_at(pixels: bytes, width: int, x: int, y: int) -> tuple[int, ...]:
    place = 4 * (y * width + x)
    return tuple(pixels[place : place + 4])


def is_near(found: tuple[int, ...], wanted: tuple[int, ...], by: int = 12) -> bool:
    return all(abs(one - other) <= by for one, other in zip(found, wanted, strict=False))
