"""What the workspace knows of pictures: how far entries have any, which are broken, shared or no longer used."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.pictures import PictureFlaw, PictureLook

MOST_USES = 100
"""So many entries are named of one picture; how many there are is told besides."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureCoverage:
    """Distinct SKUs of a kind in a category and below, and what pictures they have. Of one SKU several may be true.

    `category` is None for the whole tree, and with `is_unplaced` for what stands in no category.
    `looked` counts those of whose pictures any was looked at: of the others nobody knows whether they are low, broken
    or shared.
    """

    category: EntityKey | None
    kind: EntityKind
    skus: int
    with_picture: int
    low: int
    broken: int
    shared: int
    looked: int
    is_unplaced: bool = False


@dataclass(frozen=True, slots=True)
class PictureUse:
    """An entry that shows a picture, and in which of its fields. `code` is "" of a category."""

    key: EntityKey
    kind: EntityKind
    code: str
    name: str
    field: str


@dataclass(frozen=True, slots=True)
class BrokenPicture:
    """`address` is "" where an entry has a picture without one: ServiceTitan could not keep it."""

    address: str
    flaw: PictureFlaw
    uses: Sequence[PictureUse]
    """By code, then name; the first `MOST_USES`."""
    used: int
    """All uses."""


@dataclass(frozen=True, slots=True)
class SharedPicture:
    """One picture on several SKUs, under as many addresses as it is kept under."""

    addresses: Sequence[str]
    uses: Sequence[PictureUse]
    """As of a broken one; SKUs only."""
    skus: int
    """All that show it."""


@dataclass(frozen=True, slots=True)
class UnusedPicture:
    """Something showed it once, and nothing does any more, nor anything that looks like it, nor under the address that
    ServiceTitan gave it. What it was called and the code of what it was on are known of edits made here, else "".
    """

    address: str
    look: PictureLook | None
    """None where nobody looked at it."""
    alias: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class KnownLook:
    """What a picture looks like that SKUs show."""

    address: str
    look: PictureLook
    skus: Sequence[EntityKey]
