"""Pictures as the window asks for them: small, soon, and from the nearest place that has them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from lazi_desktop.domain.errors import LaziError
from lazi_desktop.domain.pictures import PictureEdit, PictureFlaw, PictureLook, PreparedPicture

FULL_SIDE = 2560
"""Pixels of the longer side: what is added is made no larger, and nothing larger is shown."""
MOST_ADDED_BYTES = 5 * 1024 * 1024
"""What is added is packed until it weighs no more."""


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
        """What is in memory already, in that size or somewhat larger. `side` counts pixels of the screen."""

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
        `FULL_SIDE` can be asked for; larger pictures are made that small. What cannot be reached now is answered as
        soon as it can be; an error is an answer only where waiting would not help.
        """


class PictureSource(Protocol):
    """Where pictures come from that are not on this computer."""

    def fetch_picture(self, address: str) -> Future[bytes]:
        """The file as it is there. Raises PictureProblem or RemoteUnavailable; cancelling ends the request."""


class WebPictures(Protocol):
    """Pictures at web addresses, which need no sign-in. Belongs to one event loop."""

    async def fetch(self, url: str) -> bytes:
        """Raises PictureProblem or RemoteUnavailable."""

    async def close(self) -> None: ...


class AddedPictures(Protocol):
    """Pictures added at this desktop, kept until the team has them and nothing here names them. Blocks on the disk;
    from any thread but the window's."""

    def keep(self, picture: PreparedPicture) -> str:
        """Its address, once it is safe on the disk. Raises PictureProblem when it cannot be kept."""

    def read(self, digest: str) -> bytes | None:
        """None where it is not here (any more)."""

    def digests(self) -> Collection[str]:
        """Of all that are here."""


class PictureTools(Protocol):
    """Work on pictures, done elsewhere; every method may be called from any thread and returns at once.

    What is in memory has its turn before what lies in files. Cancelling a future takes its work out of the queue.
    What comes through the futures: PictureProblem, in words for people, where it cannot be done.
    """

    def prepare(self, source: bytes | Path, edit: PictureEdit = ...) -> Future[PreparedPicture]:
        """As it can be added. A file is read there; one that is gone is a problem like any other."""

    def look(self, source: bytes | Path) -> Future[PictureLook]: ...

    def thumbnail(self, source: bytes | Path, side: int, edit: PictureEdit = ...) -> Future[Thumbnail]:
        """Of a picture that has no address yet, as it would look when edited. `side` counts pixels of the screen;
        `full_width` and `full_height` are of the picture upright, before it is edited."""

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


# ------------------------------------------------------------------------------------------------------ for offline use


@dataclass(frozen=True, slots=True, kw_only=True)
class GatherEstimate:
    """What it would take to have all pictures on this computer."""

    total: int
    here: int
    size: int | None
    """Bytes that are still to come, by those that are here already; None while there are too few of these to tell."""
    room: int
    """Bytes that the disk has left."""

    @property
    def missing(self) -> int:
        return self.total - self.here


@dataclass(frozen=True, slots=True, kw_only=True)
class GatherProgress:
    """`done` of `total`, those that were here before and those that failed included; `size` counts bytes that came.

    `waits`: what it waits for, in words: "" while it goes on.
    """

    done: int
    total: int
    failed: int
    size: int
    waits: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GatherOutcome:
    total: int
    here: int
    """Of all; those that were here before included."""
    came: int
    size: int
    problems: Mapping[str, LaziError]
    """Why one did not come, by address."""
    is_cancelled: bool = False


class Gathering(Protocol):
    """One run. What came stays; the next run goes on from there."""

    outcome: Future[GatherOutcome]
    """An error where it could not go on: the disk is full."""

    def cancel(self) -> None: ...


class PictureGatherer(Protocol):
    """Brings pictures to this computer before anybody looks at them. Every method may be called from any thread and
    returns at once."""

    def estimate(self, addresses: Collection[str]) -> Future[GatherEstimate]: ...

    def gather(self, addresses: Collection[str], tell: Callable[[GatherProgress], None]) -> Gathering:
        """`tell` hears of it on any thread, a few times a second. There is one run at a time: where one is under way,
        it is that one, and its `tell` is replaced."""

    @property
    def under_way(self) -> Gathering | None: ...
