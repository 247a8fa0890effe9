"""Pictures as the window asks for them: small, soon, and from the nearest place that has them."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Protocol

from lazi_desktop.domain.errors import LaziError


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

        `address` is a path in ServiceTitan's storage, or a web address.
        """


class PictureSource(Protocol):
    """Where pictures come from that are not on this computer."""

    def fetch_picture(self, address: str) -> Future[bytes]:
        """The file as it is there. Raises PictureProblem or RemoteUnavailable; cancelling ends the request."""
