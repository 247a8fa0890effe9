"""Whether two files show the same picture: ours, and what ServiceTitan gives out instead."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PIL import Image, ImageDraw

from lazi_desktop.images.comparing import compare
from tests.images.samples import drawing, photo, saved, scene

Make = Callable[[int, int], Image.Image]


def are_same(one: bytes, other: bytes) -> bool:
    return compare(one, other).width == 1


@pytest.mark.parametrize("make", [drawing, scene, photo])
def test_packing_anew_makes_no_other_picture(make: Make) -> None:
    picture = make(1280, 960)
    ours = saved(picture, quality=90)
    for anew in (
        saved(picture, "PNG"),
        saved(picture, quality=75),
        saved(picture, quality=50),
        saved(picture, quality=75, subsampling=2, progressive=True),
        saved(picture, "WEBP", quality=70),
    ):
        assert are_same(ours, anew)
        assert are_same(anew, ours)


@pytest.mark.parametrize("make", [drawing, scene, photo])
def test_another_picture_is_another_one(make: Make) -> None:
    picture = make(1280, 960)
    marked = picture.copy()
    ImageDraw.Draw(marked).rectangle((600, 400, 680, 440), fill=(0, 200, 0))
    for other in (
        marked,
        picture.transpose(Image.Transpose.FLIP_LEFT_RIGHT),
        picture.resize((640, 480)),
        picture.point(lambda value: max(value - 40, 0)),
        Image.new("RGB", (1280, 960), "white"),
    ):
        assert not are_same(saved(picture, quality=90), saved(other, quality=90))


def test_what_could_be_seen_through_and_lies_on_black_now_is_another_picture() -> None:
    clear = Image.new("RGBA", (400, 300), (0, 0, 0, 0))
    clear.paste((220, 30, 30, 255), (100, 75, 300, 225))
    assert not are_same(saved(clear, "PNG"), saved(clear.convert("RGB"), quality=90))
    white = Image.new("RGB", clear.size, "white")
    white.paste(clear, mask=clear.getchannel("A"))
    assert are_same(saved(clear, "PNG"), saved(white, quality=90))
