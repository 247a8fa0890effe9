"""How a picture looks, in 64 bits: of the same picture few of them change, however it is scaled and packed.

46 bits tell where it is light and where dark (its lowest frequencies, as in a JPEG of 16 × 16 pixels), 4 how light it
is, 14 of what colour its coloured parts are, if any: a red pipe, a blue one and a grey one are three pictures.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from PIL import Image

from lazi_desktop.images.reading import on_white

_SIDE = 16
_WAVES = 8
_SHAPE_BITS = 46
_FLAT = 1.0
"""What differs by less is taken for even: noise there would make bits of nothing."""
_LIGHT = (64, 112, 160, 208)
_TINT = (-30, -14, -5, 5, 14, 30)
_COLOURED = (8, 24)
_GREY = 4.0
"""Saturation that is no colour yet."""

_COSINES = [
    [math.cos(math.pi * wave * (2 * place + 1) / (2 * _SIDE)) for place in range(_SIDE)]
    for wave in range(_WAVES)
]
_ORDER = sorted(
    ((down, along) for down in range(_WAVES) for along in range(_WAVES) if down or along),
    key=lambda wave: (sum(wave), wave),
)[:_SHAPE_BITS]


def print_of(picture: Image.Image) -> int:
    """Of a picture in sRGB."""
    small = on_white(_small(picture)).convert("YCbCr")
    light, blue, red = (small.getchannel(number).tobytes() for number in range(3))
    bits = _shape(light)
    bits += [_mean(light) > step for step in _LIGHT]
    tints = _tints(blue, red)
    bits += [math.hypot(*tints) > step for step in _COLOURED]
    for tint in tints:
        bits += [tint > step for step in _TINT]
    return sum(bit << place for place, bit in enumerate(bits))


def _small(picture: Image.Image) -> Image.Image:
    gap = min(picture.size) // (4 * _SIDE)
    return (picture.reduce(gap) if gap > 1 else picture).resize((_SIDE, _SIDE), Image.Resampling.BOX)


def _shape(light: Sequence[int]) -> list[bool]:
    rows = [light[start : start + _SIDE] for start in range(0, _SIDE * _SIDE, _SIDE)]
    along = [[_dot(row, cosines) for cosines in _COSINES] for row in rows]
    columns = list(zip(*along, strict=True))
    flat = _FLAT * _SIDE * _SIDE / 4
    return [_dot(columns[wave_along], _COSINES[wave_down]) > flat for wave_down, wave_along in _ORDER]


def _tints(blue: Sequence[int], red: Sequence[int]) -> tuple[float, float]:
    """What is grey does not count: a small coloured thing on white is of its colour."""
    pairs = [(one - 128, other - 128) for one, other in zip(blue, red, strict=True)]
    weights = [math.hypot(*pair) for pair in pairs]
    whole = sum(weights) + _GREY * len(pairs)
    return (
        sum(pair[0] * weight for pair, weight in zip(pairs, weights, strict=True)) / whole,
        sum(pair[1] * weight for pair, weight in zip(pairs, weights, strict=True)) / whole,
    )


def _dot(values: Sequence[float], others: Sequence[float]) -> float:
    return sum(one * other for one, other in zip(values, others, strict=True))


def _mean(values: Sequence[int]) -> float:
    return sum(values) / len(values)
