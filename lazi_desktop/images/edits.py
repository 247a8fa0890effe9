"""What people do to a picture: turned, mirrored, cropped, trimmed, its background made white, made a square."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from lazi_desktop.domain.pictures import Crop
from lazi_desktop.images.reading import on_white, see_through

_TURNS = {
    1: Image.Transpose.ROTATE_270,  # Pillow turns the other way
    2: Image.Transpose.ROTATE_180,
    3: Image.Transpose.ROTATE_90,
}
_BORDER_DIFFERS = 24
"""By less than that, of 255, a border is of one colour: JPEGs are never quite."""
_LIGHT = 170
_AROUND = 64
"""Pixels of the side at which the background is looked for, and its shape."""
_FLOODED = 200
_SURELY, _HARDLY = 20, 44
"""How far a colour is from the background's that becomes white, and that stays; between them it fades."""
_MOSTLY = 0.6

_Colour = tuple[int, ...]


def turned(picture: Image.Image, turns: int) -> Image.Image:
    turn = _TURNS.get(turns % 4)
    return picture if turn is None else picture.transpose(turn)


def mirrored(picture: Image.Image) -> Image.Image:
    return picture.transpose(Image.Transpose.FLIP_LEFT_RIGHT)


def cropped(picture: Image.Image, crop: Crop) -> Image.Image:
    """At least a pixel stays."""
    width, height = picture.size
    left, right = _span(crop.left, crop.right, width)
    top, bottom = _span(crop.top, crop.bottom, height)
    if (left, top, right, bottom) == (0, 0, width, height):
        return picture
    return picture.crop((left, top, right, bottom))


def trimmed(picture: Image.Image) -> Image.Image:
    """The same where there is no border of one colour."""
    if see_through(picture):
        box = picture.getchannel("A").getbbox()
        picture = picture if box is None else picture.crop(box)
    plain = on_white(picture).convert("RGB")
    width, height = plain.size
    corners = [plain.getpixel(place) for place in _corners(width, height)]
    border = _usual([corner for corner in corners if isinstance(corner, tuple)])
    if border is None:
        return picture
    differs = _distance(plain, border).point(lambda value: 255 if value > _BORDER_DIFFERS else 0)
    box = differs.filter(ImageFilter.MinFilter(3)).getbbox()  # without specks
    if box is None:
        return picture
    left, top, right, bottom = box
    return picture.crop((max(left - 1, 0), max(top - 1, 0), min(right + 1, width), min(bottom + 1, height)))


def whitened(picture: Image.Image) -> tuple[Image.Image, bool]:
    """Whether there was something to whiten, too."""
    was_clear = see_through(picture)
    plain = on_white(picture).convert("RGB")
    ground = _background(plain)
    if ground is None:
        return plain, was_clear
    far = _distance(plain, ground)
    fade = 255 / (_HARDLY - _SURELY)
    like_it = far.point(lambda value: round(min(max((_HARDLY - value) * fade, 0), 255)))
    becomes_white = ImageChops.darker(like_it, _reached_from_outside(far))
    return Image.composite(Image.new("RGB", plain.size, "white"), plain, becomes_white), True


def squared(picture: Image.Image) -> Image.Image:
    width, height = picture.size
    if width == height:
        return picture
    side = max(width, height)
    clear_white = (255, 255, 255, 0) if see_through(picture) else None
    mode, ground = ("RGB", (255, 255, 255)) if clear_white is None else ("RGBA", clear_white)
    square = Image.new(mode, (side, side), ground)
    square.paste(picture, ((side - width) // 2, (side - height) // 2))
    return square


def _span(start: float, end: float, length: int) -> tuple[int, int]:
    first = min(max(round(start * length), 0), length - 1)
    return first, max(min(round(end * length), length), first + 1)


def _corners(width: int, height: int) -> Sequence[tuple[int, int]]:
    return [(0, 0), (width - 1, 0), (0, height - 1), (width - 1, height - 1)]


def _usual(colours: Sequence[_Colour]) -> _Colour | None:
    """Of which all but one are, nearly."""
    for one in colours:
        if sum(_gap(one, other) <= _BORDER_DIFFERS for other in colours) >= len(colours) - 1:
            return one
    return None


def _gap(one: _Colour, other: _Colour) -> int:
    return max(abs(first - second) for first, second in zip(one, other, strict=True))


def _distance(picture: Image.Image, colour: _Colour) -> Image.Image:
    """Of each pixel, in the channel where it is farthest."""
    ground = Image.new("RGB", picture.size, colour)
    red, green, blue = ImageChops.difference(picture, ground).split()
    return ImageChops.lighter(ImageChops.lighter(red, green), blue)


def _background(picture: Image.Image) -> _Colour | None:
    """The light colour that most of the picture's edge is of."""
    small = picture.resize((_AROUND, _AROUND), Image.Resampling.BOX)
    last = _AROUND - 1
    places = [(along, side) for along in range(_AROUND) for side in (0, last)]
    places += [(side, along) for along in range(1, last) for side in (0, last)]
    edge = [pixel for place in places if isinstance(pixel := small.getpixel(place), tuple)]
    (rough, _), *_ = Counter(tuple(value >> 4 for value in pixel) for pixel in edge).most_common(1)
    alike = [pixel for pixel in edge if _gap(tuple((value << 4) + 8 for value in rough), pixel) <= _SURELY]
    if len(alike) < _MOSTLY * len(edge):
        return None
    red, green, blue = (sum(pixel[channel] for pixel in alike) // len(alike) for channel in range(3))
    return (red, green, blue) if min(red, green, blue) >= _LIGHT else None


def _reached_from_outside(far: Image.Image) -> Image.Image:
    """White where one comes to from the edge without crossing what differs: a light spot inside stays what it is."""
    width, height = far.size
    scale = min(_FLOODED / max(width, height), 1.0)
    small = far.resize((max(round(width * scale), 1), max(round(height * scale), 1)), Image.Resampling.BOX)
    room = Image.new("L", (small.width + 2, small.height + 2), 128)
    room.paste(small.point(lambda value: 128 if value < _HARDLY else 0), (1, 1))
    ImageDraw.floodfill(room, (0, 0), 255)
    reached = room.point(lambda value: 255 if value == 255 else 0).filter(ImageFilter.MaxFilter(5))
    return reached.crop((1, 1, room.width - 1, room.height - 1)).resize(far.size, Image.Resampling.BILINEAR)
