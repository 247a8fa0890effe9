"""Pictures as the window asks for them: small, soon, and from the nearest place that has them."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from lazi_desktop.domain.errors import LaziError
from lazi_desktop.domain.pictures import PictureEdit, PictureFlaw, PictureLook, PreparedPicture

FULL_SIDE = 2560
"""Pixels of the longer side: what is added is made no larger, and nothing larger is shown."""


@dataclass(frozen=True, slots=True)
class Thumbnail:
    """Pixels in sRGB, upright: red, green, blue, alpha, row after row, as wide and high as the picture's shape allows.

    `full_width` and `full_height` are the picture's own.
    """

    width: int
    height: int
    pixels: bytes = field(repr=False)
    full_width: int
    full_height: int


class Asked(Protocol):
    """One wish for a picture."""

    def cancel(self) -> None:
        """Nobody waits for it here any more. A picture that nobody waits for is not fetched."""


class Pictures(Protocol):
    """Every method may be called from any thread and returns at once."""

    def at_hand(self, address: str, side: int) -> Thumbnail | None:
        """What is in memory already. `side` counts pixels of the screen."""

    def ask(
        self,
        address: str,
        side: int,
        answer: Callable[[Thumbnail | LaziError], None],
        *,
        visible: bool = True,
    ) -> Asked:
        """Answered once, on any thread, unless it is cancelled before. What is visible comes first.

        `address` is a path in ServiceTitan's storage, a web address, or that of a picture added here. Sides up to
        `FULL_SIDE` can be asked for; larger pictures are made that small.
        """


class PictureSource(Protocol):
    """Where pictures come from that are not on this computer."""

    def fetch_picture(self, address: str) -> Future[bytes]:
        """The file as it is there. Raises PictureProblem or RemoteUnavailable; cancelling ends the request."""


class AddedPictures(Protocol):
    """Pictures added at this desktop, kept until the team has them and nothing here names them. Blocks on the disk;
    from any thread but the window's."""

    def keep(self, picture: PreparedPicture) -> str:
        """Its address, once it is safe on the disk. Raises PictureProblem when it cannot be kept."""

    def read(self, digest: str) -> bytes | None:
        """None where it is not here (any more)."""


class PictureTools(Protocol):
    """Work on pictures, done elsewhere; every method may be called from any thread and returns at once.

    What comes through the futures: PictureProblem, in words for people, where it cannot be done.
    """

    def prepare(self, source: bytes | Path, edit: PictureEdit = ...) -> Future[PreparedPicture]:
        """As it can be added. A file is read there; one that is gone is a problem like any other."""

    def look(self, source: bytes | Path) -> Future[PictureLook]: ...

    def are_same(self, one: bytes, other: bytes) -> Future[bool]:
        """Whether both show the same in the same size, but for what packing anew costs."""


@dataclass(frozen=True, slots=True)
class PictureFact:
    """What somebody found who looked at the picture there. One of `look` and `flaw` is set."""

    address: str
    look: PictureLook | None = None
    flaw: PictureFlaw | None = None


class PictureFacts(Protocol):
    """Hears what is found out about pictures while they are shown, on any thread; returns at once."""

    def found(self, fact: PictureFact) -> None: ...
