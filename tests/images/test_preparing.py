"""A picture made such that it can be added: what is done to it, and that this is said."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from PIL import Image

from lazi_desktop.domain.pictures import Crop, PictureEdit
from lazi_desktop.images import preparing
from lazi_desktop.images.preparing import prepare, preview
from lazi_desktop.images.wire import UNEDITED
from lazi_desktop.ports.pictures import FULL_SIDE
from tests.images.samples import (
    BLUE,
    GREEN,
    RED,
    drawing,
    halves,
    is_near,
    jpeg,
    on_ground,
    opened,
    photo,
    saved,
    scene,
    turned,
)


@dataclass(frozen=True)
class Prepared:
    """As it can be looked at again."""

    picture: Image.Image
    suffix: str
    remarks: list[str]
    content: bytes

    @property
    def size(self) -> tuple[int, int]:
        return self.picture.size

    def at(self, x: float, y: float) -> tuple[int, ...]:
        """`x` and `y` are shares."""
        width, height = self.picture.size
        place = int(x * (width - 1)), int(y * (height - 1))
        found = self.picture.convert("RGBA").getpixel(place)
        assert isinstance(found, tuple)
        return tuple(int(value) for value in found)


def prepared(content: bytes, edit: PictureEdit = UNEDITED) -> Prepared:
    done = prepare(content, edit)
    suffix, *remarks = done.second.decode().split("\n")
    picture = opened(done.first)
    assert picture.size == (done.width, done.height)
    assert picture.format == {"jpg": "JPEG", "png": "PNG"}[suffix]
    assert not picture.getexif()
    assert "icc_profile" not in picture.info
    return Prepared(picture, suffix, remarks, done.first)


# ------------------------------------------------------------------------------------------------- kinds and limits


def test_a_photo_that_is_fit_keeps_its_pixels_bit_for_bit_but_not_where_it_was_taken() -> None:
    exif = Image.Exif()
    exif[0x010F], exif[0x8825] = "Camera", {1: "N", 2: (40.0, 1.0, 2.0)}
    fit = saved(scene(800, 600), quality=70, exif=exif, comment=b"Truck 7")
    found = prepared(fit)
    assert found.remarks == []
    assert found.picture.tobytes() == opened(fit).tobytes()
    assert b"Camera" not in found.content
    assert b"Truck" not in found.content
    assert len(found.content) < len(fit)


@pytest.mark.parametrize("progressive", [False, True])
def test_what_lies_behind_the_end_of_a_photo_is_cut_off(progressive: bool) -> None:
    fit = saved(scene(800, 600), quality=70, progressive=progressive)
    found = prepared(fit + b"What a phone puts there: where it was taken \xff\xd9")
    assert found.remarks == []
    assert found.content == prepared(fit).content
    assert found.picture.tobytes() == opened(fit).tobytes()


@pytest.mark.parametrize("suffix_and_picture", [("jpg", scene(800, 600)), ("png", drawing(400, 300))])
def test_what_was_prepared_once_stays_the_same_file(suffix_and_picture: tuple[str, Image.Image]) -> None:
    suffix, picture = suffix_and_picture
    once = prepared(saved(picture, "PNG"))
    again = prepared(once.content)
    assert (once.suffix, again.content, again.remarks) == (suffix, once.content, [])


@pytest.mark.parametrize(
    ("kind", "called"), [("WEBP", "WebP"), ("TIFF", "TIFF"), ("BMP", "BMP"), ("GIF", "GIF")]
)
def test_other_kinds_are_converted_and_that_is_said(kind: str, called: str) -> None:
    found = prepared(saved(scene(400, 300), kind))
    assert found.remarks == [f"It was converted from {called} to {'PNG' if kind == 'GIF' else 'JPEG'}."]


@pytest.mark.parametrize(
    ("size", "becomes"),
    [((4000, 3000), (2000, 1500)), ((3000, 2000), (2560, 1707)), ((1500, 6000), (750, 3000))],
)
def test_large_photos_are_scaled_down(size: tuple[int, int], becomes: tuple[int, int]) -> None:
    found = prepared(jpeg(*size))
    if becomes[1] > FULL_SIDE:
        becomes = (640, FULL_SIDE)
    assert found.size == becomes
    assert found.remarks == [
        f"It was scaled down from {size[0]:,} × {size[1]:,} to {becomes[0]:,} × {becomes[1]:,} pixels."
    ]
    assert is_near(found.at(0.1, 0.5), (*RED, 255))
    assert is_near(found.at(0.9, 0.5), (*BLUE, 255))


def test_what_cannot_be_shrunk_while_it_is_read_is_scaled_down_too() -> None:
    assert prepared(saved(halves(4000, 3000), "PNG")).size == (FULL_SIDE, 1920)


def test_of_a_part_of_a_large_photo_every_pixel_is_kept() -> None:
    found = prepared(jpeg(4000, 3000), PictureEdit(crop=Crop(0.25, 0.25, 0.75, 0.75)))
    assert found.size == (2000, 1500)
    assert found.remarks == []


def test_what_weighs_too_much_is_packed_tighter(monkeypatch: pytest.MonkeyPatch) -> None:
    heavy = saved(Image.merge("RGB", [photo(1600, 1200).getchannel(0) for _ in range(3)]), "PNG")
    usual = prepared(heavy)
    monkeypatch.setattr(preparing, "MOST_ADDED_BYTES", len(usual.content) * 2 // 3)
    tighter = prepared(heavy)
    assert tighter.size == usual.size
    assert tighter.remarks[-2] == "It was packed tighter, to be no larger than 5 MB."
    monkeypatch.setattr(preparing, "MOST_ADDED_BYTES", len(usual.content) // 8)
    assert prepared(heavy).size < usual.size


def test_a_logo_stays_sharp_and_one_can_see_through_it() -> None:
    logo = Image.new("RGBA", (300, 200), (0, 0, 0, 0))
    logo.paste((*GREEN, 255), (100, 50, 200, 150))
    found = prepared(saved(logo, "WEBP", lossless=True))
    assert (found.suffix, found.at(0, 0)[3], found.at(0.5, 0.5)) == ("png", 0, (*GREEN, 255))
    assert found.remarks == ["It was converted from WebP to PNG."]


def test_what_one_can_see_through_becomes_white_where_it_would_weigh_too_much(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    heavy = photo(800, 600).convert("RGBA")
    heavy.paste((0, 0, 0, 0), (0, 0, 400, 600))
    monkeypatch.setattr(preparing, "MOST_ADDED_BYTES", len(saved(heavy, "PNG")) // 2)
    found = prepared(saved(heavy, "PNG"))
    assert (found.suffix, found.at(0.1, 0.5)) == ("jpg", (255, 255, 255, 255))
    assert "became white" in found.remarks[0]


def test_printing_colours_become_those_of_a_screen() -> None:
    found = prepared(saved(halves(mode="CMYK"), quality=95))
    assert is_near(found.at(0.1, 0.5), (*RED, 255))
    assert "CMYK" in found.remarks[0]


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG"])
def test_of_a_moving_picture_the_first_frame_is_taken_and_that_is_said(kind: str) -> None:
    frames = [Image.new("RGB", (60, 60), colour) for colour in (GREEN, RED, BLUE)]
    found = prepared(saved(frames[0], kind, save_all=True, append_images=frames[1:], duration=50))
    assert is_near(found.at(0.5, 0.5), (*GREEN, 255))
    assert found.remarks[0] == "It moves: its first frame was taken."


def test_of_several_pages_the_first_is_taken_and_that_is_said() -> None:
    pages = saved(halves(), "TIFF", save_all=True, append_images=[halves(), halves()])
    assert prepared(pages).remarks[0] == "It has 3 pages: the first was taken."


@pytest.mark.parametrize("orientation", range(2, 9))
def test_a_phone_held_sideways_is_turned_upright(orientation: int) -> None:
    found = prepared(turned(orientation))
    assert found.size == ((120, 80) if orientation < 5 else (80, 120))
    assert found.remarks == ["It was turned upright."]


# ------------------------------------------------------------------------------------------------------------ edits


@pytest.mark.parametrize(
    ("turns", "size", "red_at"),
    [
        (1, (80, 120), (0.5, 0.1)),
        (2, (120, 80), (0.9, 0.5)),
        (3, (80, 120), (0.5, 0.9)),
        (-1, (80, 120), (0.5, 0.9)),
        (5, (80, 120), (0.5, 0.1)),
    ],
)
def test_turned_clockwise(turns: int, size: tuple[int, int], red_at: tuple[float, float]) -> None:
    found = prepared(jpeg(), PictureEdit(turns=turns))
    assert found.size == size
    assert is_near(found.at(*red_at), (*RED, 255), 20)


def test_mirrored() -> None:
    assert is_near(prepared(jpeg(), PictureEdit(is_mirrored=True)).at(0.9, 0.5), (*RED, 255))


def test_edits_are_done_in_their_order() -> None:
    """Red is on the left; turned it is on the top, where mirroring leaves it; then the lower half is cut off."""
    found = prepared(jpeg(), PictureEdit(turns=1, is_mirrored=True, crop=Crop(bottom=0.45)))
    assert found.size == (80, 54)
    assert is_near(found.at(0.5, 0.5), (*RED, 255))


@pytest.mark.parametrize(
    "crop", [Crop(0.5, 0.5, 0.5, 0.5), Crop(0.9, 0.9, 0.1, 0.1), Crop(-3, -3, -2, -2), Crop(7, 7, 9, 9)]
)
def test_whatever_is_cropped_something_stays(crop: Crop) -> None:
    assert min(prepared(jpeg(), PictureEdit(crop=crop)).size) >= 1


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_borders_of_one_colour_are_trimmed(kind: str) -> None:
    found = prepared(saved(on_ground(), kind), PictureEdit(trims=True))
    assert abs(found.size[0] - 200) <= 4
    assert abs(found.size[1] - 150) <= 4
    assert is_near(found.at(0.5, 0.5), (*RED, 255))


def test_what_one_can_see_through_is_trimmed() -> None:
    logo = Image.new("RGBA", (300, 200), (0, 0, 0, 0))
    logo.paste(scene(100, 60), (100, 50))
    assert prepared(saved(logo, "PNG"), PictureEdit(trims=True)).size == (100, 60)


def test_specks_on_the_border_hinder_no_trimming() -> None:
    picture = on_ground()
    for place in ((3, 3), (390, 7), (5, 290)):
        picture.putpixel(place, (0, 0, 0))
    assert prepared(saved(picture, "PNG"), PictureEdit(trims=True)).size[0] <= 204


@pytest.mark.parametrize("picture", [scene(400, 300), Image.new("RGB", (80, 60), GREEN)])
def test_where_there_is_no_border_nothing_is_trimmed_and_that_is_said(picture: Image.Image) -> None:
    found = prepared(saved(picture, "PNG"), PictureEdit(trims=True))
    assert found.size == picture.size
    assert found.remarks[0] == "There is no border of one colour to cut off."


def test_a_light_background_becomes_white_and_a_spot_of_its_colour_inside_stays() -> None:
    ground = (232, 236, 240)
    found = prepared(saved(on_ground(ground, hole=True), quality=85), PictureEdit(whitens=True))
    for place in ((0, 0), (1, 1), (0.1, 0.9), (0.5, 0.1)):
        assert is_near(found.at(*place), (255, 255, 255), 3)
    assert is_near(found.at(0.3, 0.5), RED, 20)
    assert is_near(found.at(0.5, 0.5), ground, 8)


def test_what_one_can_see_through_becomes_white_when_the_background_does() -> None:
    logo = Image.new("RGBA", (300, 200), (0, 0, 0, 0))
    logo.paste((*GREEN, 255), (100, 50, 200, 150))
    found = prepared(saved(logo, "PNG"), PictureEdit(whitens=True))
    assert (found.at(0, 0), found.at(0.5, 0.5)) == ((255, 255, 255, 255), (*GREEN, 255))


@pytest.mark.parametrize("picture", [scene(400, 300), on_ground((60, 60, 70))])
def test_without_a_light_background_nothing_becomes_white_and_that_is_said(picture: Image.Image) -> None:
    found = prepared(saved(picture, "PNG"), PictureEdit(whitens=True))
    assert "There is no background of one light colour to make white." in found.remarks
    assert not is_near(found.at(0, 0), (255, 255, 255), 3)


@pytest.mark.parametrize("size", [(400, 100), (100, 400), (200, 200)])
def test_a_narrow_picture_becomes_a_square_with_white(size: tuple[int, int]) -> None:
    found = prepared(saved(Image.new("RGB", size, GREEN), quality=95), PictureEdit(squares=True))
    assert found.size == (max(size), max(size))
    assert is_near(found.at(0.5, 0.5), GREEN)
    assert is_near(found.at(0, 0), GREEN if size == (200, 200) else (255, 255, 255))


def test_a_preview_shows_what_would_become_of_it() -> None:
    edit = PictureEdit(turns=1, crop=Crop(bottom=0.5), squares=True)
    done = preview(jpeg(4000, 3000), 200, edit)
    whole = prepared(jpeg(4000, 3000), edit)
    assert (done.width, done.height) == (200, 200)
    small = Image.frombytes("RGBA", (done.width, done.height), done.first)
    for share in (0.02, 0.5, 0.98):
        found = small.getpixel((int(share * 199), 100))
        assert isinstance(found, tuple)
        assert is_near(found, whole.at(share, 0.5))
