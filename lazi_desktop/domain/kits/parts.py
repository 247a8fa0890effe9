"""What a kit is stored as: parts with keys of their own, each a set of fields, so that two people change one kit at
once and both changes stay."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NewType
from uuid import UUID

from lazi_desktop.domain.values import Fields, Value

KitId = NewType("KitId", UUID)
"""The key of a kit's own part, of kind KIT."""
PartId = NewType("PartId", UUID)


class KitPart(StrEnum):
    """What a part is. The values are stored in both databases and never change. All but KIT have a field `kit`, the
    kit's id as text, given when they are made and never changed."""

    KIT = "kit"  # name, path, labour_hours, tags, note, archived
    GROUP = "kit_group"  # name, colour, collapsed, place
    ITEM = "kit_item"  # sku, quantity, unit, waste, pack, optional, substitutes, note, group, place
    INCLUDE = "kit_include"  # includes, quantity, values, optional, note, group, place
    PARAMETER = "kit_parameter"  # name, unit, default, least, most, choices, place
    SAMPLE = "kit_sample"  # name, values, expects, place
    VERSION = "kit_version"  # number, note, content: never changed once made
    USE = "kit_use"  # service, version, multiplier, values, options, merge, applied, beside, least, left


GONE = "gone"
"""The field of every part that says true where it was removed; a removed part keeps its other fields."""

LAST_WORD = frozenset(("place", "collapsed", "colour", GONE))
"""Fields of which the last word counts: two people's different words are no clash."""
LAST_WORD_OF_USES = frozenset(("version", "applied", "beside", "least", "left"))
"""And of what a use remembers: nobody typed it, and the service itself says what became of it."""


def is_last_word(kind: KitPart, field: str) -> bool:
    return field in LAST_WORD or (kind is KitPart.USE and field in LAST_WORD_OF_USES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """What somebody else said about a field meanwhile: the part has one value, and this one waits to be chosen."""

    value: Value
    by: str
    at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part as it is here: what the hub told, under what was done on this desktop since.

    `fields` has only what is not None. `by` and `at` are of its last change that is known.
    """

    kind: KitPart
    key: PartId
    kit: KitId
    fields: Fields
    clashes: Mapping[str, Sequence[Clash]] = field(default_factory=dict)
    by: str = ""
    at: str = ""

    @property
    def is_gone(self) -> bool:
        return bool(self.fields.get(GONE))
