"""What becomes of a picture's bytes, whatever they are."""

from __future__ import annotations

import io

import pytest
from PIL import Image, ImageCms

from lazi_desktop.domain.pictures import PictureFlaw, PictureProblem
from lazi_desktop.images import reading
from lazi_desktop.images.decoding import decode
from lazi_desktop.images.wire import Done
from tests.images.samples import (
    BLUE,
    GREEN,
    RED,
    colour_at,
    halves,
    heic,
    is_near,
    jpeg,
    photo,
    png_that_says,
    saved,
    turned,
)


def at(done: Done, x: int, y: int) -> tuple[int, ...]:
    return colour_at(done.first, done.width, x, y)


def flaw_of(content: bytes) -> PictureFlaw:
    with pytest.raises(PictureProblem) as caught:
        decode(content, 64)
    assert caught.value.detail.endswith(".")
    return caught.value.flaw


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "WEBP", "BMP", "TIFF"])
def test_kinds_that_people_have_are_shown(kind: str) -> None:
    done = decode(saved(halves(), kind), 60)
    assert (done.width, done.height, done.full_width, done.full_height) == (60, 40, 120, 80)
    assert len(done.first) == 4 * 60 * 40
    assert is_near(at(done, 10, 20), (*RED, 255))
    assert is_near(at(done, 50, 20), (*BLUE, 255))


def test_a_small_picture_is_not_blown_up() -> None:
    done = decode(jpeg(30, 20), 256)
    assert (done.width, done.height) == (30, 20)


@pytest.mark.parametrize(
    ("orientation", "red_is"),
    [
        (1, "left"),
        (2, "right"),
        (3, "right"),
        (4, "left"),
        (5, "top"),
        (6, "top"),
        (7, "bottom"),
        (8, "bottom"),
    ],
)
def test_a_phone_held_sideways_is_turned_upright(orientation: int, red_is: str) -> None:
    done = decode(turned(orientation), 60)
    lies = orientation < 5
    assert (done.width, done.height) == ((60, 40) if lies else (40, 60))
    assert (done.full_width, done.full_height) == ((120, 80) if lies else (80, 120))
    middle = done.width // 2, done.height // 2
    places = {
        "left": (4, middle[1]),
        "right": (done.width - 5, middle[1]),
        "top": (middle[0], 4),
        "bottom": (middle[0], done.height - 5),
    }
    assert is_near(at(done, *places[red_is]), RED)


def test_colours_of_another_profile_become_those_of_the_screen() -> None:
    lab = ImageCms.createProfile("LAB", 5000)
    to_lab = ImageCms.buildTransform(ImageCms.createProfile("sRGB"), lab, "RGB", "LAB")
    in_lab = ImageCms.applyTransform(halves(), to_lab)
    assert in_lab is not None
    profile = ImageCms.ImageCmsProfile(lab).tobytes()
    done = decode(saved(in_lab, "TIFF", icc_profile=profile), 60)
    assert is_near(at(done, 10, 20), RED)
    assert is_near(at(done, 50, 20), BLUE)


def test_a_broken_profile_does_no_harm() -> None:
    done = decode(saved(halves(), "PNG", icc_profile=b"no profile at all"), 60)
    assert is_near(at(done, 10, 20), RED)


def test_inks_become_light() -> None:
    done = decode(saved(halves(mode="CMYK"), "JPEG", quality=95), 60)
    assert is_near(at(done, 10, 20), RED)
    assert is_near(at(done, 50, 20), BLUE)


def test_what_can_be_seen_through_stays_so() -> None:
    picture = Image.new("RGBA", (80, 80), (0, 0, 0, 0))
    picture.paste((*GREEN, 255), (40, 0, 80, 80))
    done = decode(saved(picture, "PNG"), 40)
    assert at(done, 5, 20)[3] == 0
    assert is_near(at(done, 35, 20), (*GREEN, 255))
    packed = Image.open(io.BytesIO(done.second))
    assert (packed.format, packed.convert("RGBA").getpixel((5, 20))[3]) == ("PNG", 0)  # type: ignore[index]


def test_a_palette_with_one_clear_colour_can_be_seen_through() -> None:
    picture = halves().quantize(2)
    clear = picture.getpixel((5, 5))
    done = decode(saved(picture, "GIF", transparency=clear), 60)
    assert at(done, 10, 20)[3] == 0
    assert at(done, 50, 20)[3] == 255


def test_of_a_moving_picture_the_first_frame_is_shown() -> None:
    frames = [Image.new("RGB", (60, 60), colour) for colour in (GREEN, RED, BLUE)]
    for kind in ("GIF", "WEBP", "PNG"):
        done = decode(saved(frames[0], kind, save_all=True, append_images=frames[1:], duration=50), 60)
        assert is_near(at(done, 30, 30), (*GREEN, 255)), kind


def test_deep_greys_are_not_washed_out() -> None:
    grey = Image.frombytes("I;16", (40, 40), (30_000).to_bytes(2, "little") * 1600)
    done = decode(saved(grey, "PNG"), 40)
    assert is_near(at(done, 20, 20), (117, 117, 117), 2)


def test_a_panorama_of_40_000_pixels_is_shown() -> None:
    done = decode(saved(Image.new("RGB", (40_000, 1_000), GREEN)), 128)
    assert (done.width, done.height) == (128, 3)
    assert (done.full_width, done.full_height) == (40_000, 1_000)


def test_what_is_kept_looks_like_what_is_shown() -> None:
    done = decode(jpeg(800, 600), 128)
    again = decode(done.second, 128)
    assert (again.width, again.height) == (done.width, done.height)
    assert is_near(at(again, 20, 48), at(done, 20, 48))
    assert len(done.second) < len(done.first) / 4


# ------------------------------------------------------------------------------------------------------------ bad input


def test_an_empty_file() -> None:
    assert flaw_of(b"") is PictureFlaw.EMPTY


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "WEBP", "TIFF"])
def test_a_file_that_is_cut_off(kind: str) -> None:
    whole = saved(photo(640, 480), kind)
    found = flaw_of(whole[: len(whole) // 2])
    assert found in (PictureFlaw.CUT_OFF, PictureFlaw.DAMAGED, PictureFlaw.NOT_A_PICTURE)
    if kind == "JPEG":
        assert found is PictureFlaw.CUT_OFF


@pytest.mark.parametrize("side", [30_000, 60_000])
def test_a_bomb_is_not_unpacked(side: int) -> None:
    assert flaw_of(png_that_says(side, side)) is PictureFlaw.TOO_MANY_PIXELS


def test_a_panorama_that_cannot_be_shrunk_while_it_is_read_says_how_large_it_is() -> None:
    with pytest.raises(PictureProblem, match="40000 × 5000") as caught:
        decode(png_that_says(40_000, 5_000), 64)
    assert caught.value.flaw is PictureFlaw.TOO_MANY_PIXELS


def test_a_file_that_is_too_heavy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_BYTES", 1024)
    assert flaw_of(jpeg(800, 600)) is PictureFlaw.TOO_MANY_BYTES


@pytest.mark.parametrize(
    ("content", "flaw", "words"),
    [
        (heic(), PictureFlaw.UNSUPPORTED, "HEIC"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", PictureFlaw.UNSUPPORTED, "SVG"),
        (b"<?xml version='1.0'?>\n<svg/>", PictureFlaw.UNSUPPORTED, "SVG"),
        (b"Dear technician,\nhere are the prices.", PictureFlaw.NOT_A_PICTURE, "text"),
        ("Grüße ".encode() * 500, PictureFlaw.NOT_A_PICTURE, "text"),
        (b"<!DOCTYPE html><html>Sign in</html>", PictureFlaw.NOT_A_PICTURE, "web page"),
        (b"%PDF-1.7 and so on", PictureFlaw.NOT_A_PICTURE, "PDF"),
        (b"\0\0\0\x18ftypmp42" + bytes(100), PictureFlaw.NOT_A_PICTURE, "film"),
        (bytes(range(256)) * 8, PictureFlaw.NOT_A_PICTURE, "no picture"),
    ],
)
def test_what_is_no_picture_is_called_by_its_name(content: bytes, flaw: PictureFlaw, words: str) -> None:
    assert flaw_of(content) is flaw
    with pytest.raises(PictureProblem, match=words):
        decode(content, 64)


def test_formats_that_run_programs_are_not_opened() -> None:
    assert flaw_of(b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n") is PictureFlaw.NOT_A_PICTURE


def test_whatever_is_broken_in_a_picture_nothing_but_a_problem_comes_of_it() -> None:
    said = set()
    for whole in (saved(photo(160, 120), "PNG"), saved(photo(160, 120))):
        for start in range(0, len(whole), 97):
            try:
                decode(whole[:start] + b"\xff\x00\xaa" + whole[start + 3 :], 64)
            except PictureProblem as problem:
                said.add(problem.flaw)
    assert PictureFlaw.DAMAGED in said
