"""How a picture looks, in 64 bits: the same however it is scaled and packed, another where another is seen."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations

import pytest
from PIL import Image

from lazi_desktop.domain.pictures import ALIKE
from lazi_desktop.images.decoding import decode
from lazi_desktop.images.preparing import prepare
from lazi_desktop.images.wire import UNEDITED
from tests.images.samples import GREEN, RED, drawing, on_ground, saved, scene

BLUE = (30, 60, 200)
COUNT = 6

Make = Callable[[int, int, int], Image.Image]


def print_of(content: bytes, side: int = 64) -> int:
    return decode(content, side, pack=False).print


def apart(one: bytes, other: bytes) -> int:
    return (print_of(one) ^ print_of(other)).bit_count()


@pytest.mark.parametrize("make", [drawing, scene])
def test_the_same_picture_is_known_again_however_it_is_scaled_and_packed(make: Make) -> None:
    for seed in range(COUNT):
        picture = make(1600, 1200, seed)
        look = print_of(saved(picture, "PNG"))
        anew = [
            saved(picture, quality=90),
            saved(picture, quality=40),
            saved(picture, "WEBP", quality=60),
            saved(picture.resize((2560, 1920)), quality=90),
            *(saved(picture.resize(size), quality=75) for size in ((800, 600), (320, 240), (100, 75))),
        ]
        for content in anew:
            for side in (64, 512):
                assert (look ^ print_of(content, side)).bit_count() <= ALIKE, seed
            assert (look ^ prepare(content, UNEDITED).print).bit_count() <= ALIKE, seed


@pytest.mark.parametrize("make", [drawing, scene])
def test_other_pictures_look_different(make: Make) -> None:
    looks = [print_of(saved(make(800, 600, seed), quality=80)) for seed in range(60)]
    assert min((one ^ other).bit_count() for one, other in combinations(looks, 2)) > 2 * ALIKE


def test_the_same_thing_in_another_colour_is_another_picture() -> None:
    def pipe(colour: tuple[int, int, int]) -> bytes:
        picture = Image.new("RGB", (800, 600), "white")
        picture.paste(colour, (100, 270, 700, 330))
        return saved(picture, quality=85)

    for one, other in combinations((RED, BLUE, GREEN, (90, 90, 90)), 2):
        assert apart(pipe(one), pipe(other)) > ALIKE


def test_a_picture_turned_or_mirrored_is_another_one() -> None:
    picture = scene(800, 600)
    for way in (Image.Transpose.ROTATE_180, Image.Transpose.FLIP_LEFT_RIGHT):
        assert apart(saved(picture), saved(picture.transpose(way))) > 2 * ALIKE


def test_what_one_can_see_through_looks_as_on_white() -> None:
    clear = Image.new("RGBA", (400, 300), (0, 0, 0, 0))
    clear.paste((*RED, 255), (100, 75, 300, 225))
    assert apart(saved(clear, "PNG"), saved(on_ground((255, 255, 255)), quality=90)) <= ALIKE


@pytest.mark.parametrize("size", [(1, 1), (1, 5000), (5000, 1), (7, 9)])
def test_every_size_has_a_look(size: tuple[int, int]) -> None:
    assert 0 <= print_of(saved(Image.new("RGB", size, GREEN), "PNG")) < 2**64
