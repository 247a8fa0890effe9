"""What is compared: picture files with their names, and SKUs with what names them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.pictures import PictureLook


@dataclass(frozen=True, slots=True)
class Photo:
    """`path`: the folder that was chosen, the folders in it, the file's name. `look` is None until it was looked at."""

    path: tuple[str, ...]
    look: PictureLook | None = None

    @property
    def name(self) -> str:
        return self.path[-1]

    @property
    def folders(self) -> tuple[str, ...]:
        return self.path[:-1]


@dataclass(frozen=True, slots=True)
class NamedSku:
    """What of a SKU a file can be named after."""

    key: EntityKey
    code: str
    name: str
    parts: Sequence[str] = ()
    """By which its vendors know it."""
    active: bool = True


@dataclass(frozen=True, slots=True)
class SkuLook:
    """A picture that a SKU has."""

    key: EntityKey
    print: int
    digest: str = ""


class Reason(StrEnum):
    """What speaks for a SKU, or against being sure of it."""

    CODE = "code"  # the file is called so
    CODE_WITHIN = "code within"  # among other words
    PART = "part"
    PART_WITHIN = "part within"
    FOLDER_CODE = "folder code"
    FOLDER_PART = "folder part"
    NAME = "name"  # the file has it, word for word
    WORDS = "words"  # of its name
    LOOK = "look"  # it has a picture that looks the same
    THERE = "there"  # it has this very picture
    # what makes one doubt
    LONGER_CODES = "longer codes"  # begin like this one: the number may be part of one that is not known
    SHORT = "short"  # so short a code may stand there by chance
    GLUED = "glued"  # to other letters or digits
    INACTIVE = "inactive"
    OTHER_FITS = "other fits"


@dataclass(frozen=True, slots=True)
class Why:
    """`text` is the code, part or words in question."""

    reason: Reason
    text: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """`confidence` from 0 to 1."""

    key: EntityKey
    confidence: float
    why: tuple[Why, ...]

    @property
    def is_there(self) -> bool:
        """The SKU has this picture, or one that looks the same."""
        return any(one.reason in (Reason.LOOK, Reason.THERE) for one in self.why)


@dataclass(frozen=True, slots=True)
class Proposal:
    """`candidates` from the likeliest down; none where nothing is known. `is_ambiguous`: the next one is as good."""

    photo: Photo
    candidates: tuple[Candidate, ...] = ()
    is_ambiguous: bool = False

    @property
    def best(self) -> Candidate | None:
        return self.candidates[0] if self.candidates else None
