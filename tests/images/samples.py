"""Pictures made for tests: good ones of every kind, and bad ones."""

from __future__ import annotations

import io
import struct
import zlib
from random import Random
from typing import Any

from PIL import Image, ImageCms, ImageDraw

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


def drawing(width: int = 1600, height: int = 1200, seed: int = 1) -> Image.Image:
    """Coloured shapes on white, others with every seed."""
    chance = Random(seed)
    picture = Image.new("RGB", (width, height), "white")
    pen = ImageDraw.Draw(picture)
    for _ in range(chance.randint(3, 7)):
        left, top = chance.uniform(0, 0.8), chance.uniform(0, 0.8)
        box = (
            left * width,
            top * height,
            (left + chance.uniform(0.1, 0.5)) * width,
            (top + chance.uniform(0.1, 0.5)) * height,
        )
        colour = chance.randrange(230), chance.randrange(230), chance.randrange(230)
        chance.choice((pen.rectangle, pen.ellipse))(box, fill=colour)
    return picture


def scene(width: int = 1600, height: int = 1200, seed: int = 1) -> Image.Image:
    """Soft colours everywhere, as in a photograph; others with every seed."""
    chance = Random(seed)
    small = Image.frombytes("RGB", (12, 9), chance.randbytes(12 * 9 * 3))
    return small.resize((width, height), Image.Resampling.BICUBIC)


def on_ground(
    ground: tuple[int, ...] = (245, 243, 240), *, width: int = 400, height: int = 300, hole: bool = False
) -> Image.Image:
    """A thing in the middle of a background of one colour, perhaps with a spot of that colour inside."""
    picture = Image.new("RGB", (width, height), ground)
    picture.paste(RED, (width // 4, height // 4, 3 * width // 4, 3 * height // 4))
    if hole:
        picture.paste(ground, (7 * width // 16, 7 * height // 16, 9 * width // 16, 9 * height // 16))
    return picture


def opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))
