"""Descriptions of given lengths: half of 68 characters or fewer, one in a hundred of 1,000 or more."""

from __future__ import annotations

from itertools import pairwise

from lazi_desktop.simulator.generated.chance import Chance
from lazi_desktop.simulator.generated.words import SENTENCES

MEDIAN, NINETY_NINTH, LONGEST = 68, 1_000, 4_000

_CURVE = (
    (0.0, 12),
    (0.45, MEDIAN),
    (0.55, MEDIAN),
    (0.9, 240),
    (0.985, NINETY_NINTH),
    (0.995, NINETY_NINTH),
    (1.0, LONGEST),
)
_TAGS = (("<p>", "</p>"), ("<div>", "</div>"), ("<b>", "</b><br>"), ("<p><strong>Note:</strong> ", "</p>"))
_ENTITIES = (" &amp; ", "&nbsp;", " &quot;as is&quot; ", " &ndash; ")


def lengths(count: int, chance: Chance) -> list[int]:
    """One length per description, in random order, along the curve."""
    last = max(count - 1, 1)
    lengths = [_length_at(rank / last) for rank in range(count)]
    chance.random.shuffle(lengths)
    return lengths


def _length_at(share: float) -> int:
    for (low, shortest), (high, longest) in pairwise(_CURVE):
        if share <= high:
            return round(shortest + (longest - shortest) * (share - low) / (high - low))
    return LONGEST


def make_description(
    name: str, length: int, chance: Chance, *, tags: bool = False, entity: bool = False
) -> str:
    """Exactly ``length`` characters of prose that starts with the name."""
    before, after = chance.pick(_TAGS) if tags else ("", "")
    middle = chance.pick(_ENTITIES) if entity else ""
    prose = _prose(name, max(0, length - len(before) - len(after) - len(middle)), chance)
    half = len(prose) // 2
    return f"{before}{prose[:half]}{middle}{prose[half:]}{after}"


def _prose(name: str, length: int, chance: Chance) -> str:
    text = f"{name}."
    while len(text) < length:
        text += " " + chance.pick(SENTENCES)
    text = text[:length]
    return text[:-1] + "." if text.endswith(" ") else text
