"""A profile: one tenant in one environment, with a name and a colour by which people tell it from the others."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

ProfileColour = Literal["blue", "teal", "green", "olive", "brown", "magenta", "violet", "slate"]
COLOURS: Sequence[ProfileColour] = get_args(ProfileColour)
MAIN = "main"
PRODUCTION = "production"
DEMO = "demo"
LONGEST_NAME = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """`problem` says what is wrong with its file, which then opens no window; the others are not concerned.

    `slug` never changes; it is "" for a file that somebody named, which is in no list.
    """

    slug: str
    name: str
    colour: ProfileColour
    file: Path
    folder: Path
    tenant: str = ""
    environment: str = ""
    is_configured: bool = False
    problem: str = ""
    is_folder_known: bool = True
    """False where the file is so wrong that `folder` is only where it usually is."""


def check_name(name: str, known: Collection[Profile]) -> str:
    """What speaks against the name, as a sentence; "" for nothing."""
    name = tidy_name(name)
    if not name:
        return "A profile needs a name."
    if len(name) > LONGEST_NAME:
        return f"The name is longer than {LONGEST_NAME} characters."
    if any(unicodedata.category(letter) in ("Cc", "Cs") for letter in name):
        return "The name has characters that cannot be shown."
    if any(same_name(name) in (same_name(one.name), one.slug) for one in known):
        return f"There is a profile “{name}” already."
    return ""


def free_colour(known: Collection[Profile]) -> ProfileColour:
    """The first that nobody has, else the one that fewest have."""
    return min(COLOURS, key=lambda colour: sum(one.colour == colour for one in known))


def free_name(wanted: str, known: Collection[Profile]) -> str:
    """The name itself, or with a number that makes it another one."""
    taken = {name for one in known for name in (same_name(one.name), one.slug)}
    candidates = (wanted, *(f"{wanted} {number}" for number in range(2, len(taken) + 3)))
    return next(one for one in candidates if same_name(one) not in taken)


def tidy_name(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).split())


def same_name(name: str) -> str:
    """As names are compared."""
    return unicodedata.normalize("NFKC", tidy_name(name)).casefold()
