"""Places that pictures come from and that cannot be asked now: left alone for a while, each for itself."""

from __future__ import annotations

from urllib.parse import urlsplit

from lazi_desktop.domain.errors import LaziError
from lazi_desktop.domain.pictures import local_digest
from lazi_desktop.images.wishes import Wanted

ALONE_SECONDS = 30.0
"""How long a place, or one picture, is left alone after it could not be had."""
MOST_ALONE_SECONDS = 600.0
TEAM = "team"


def place_of(address: str) -> str:
    """The host of a web address, "" for ServiceTitan's storage."""
    if local_digest(address) is not None:
        return TEAM
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


class Away:
    """Knows no thread: whoever uses it holds a lock. Times are of one monotonic clock."""

    def __init__(self) -> None:
        self._why: dict[str, tuple[LaziError, float]] = {}
        self._reached: dict[str, float] = {}

    def why(self, place: str, now: float) -> LaziError | None:
        """What was said there; None where it may be asked."""
        error, until = self._why.get(place, (None, now))
        return error if now < until else None

    def until(self, wanted: Wanted) -> float:
        """When that picture is asked for again."""
        _, until = self._why.get(place_of(wanted.address), (None, float("-inf")))
        return max(wanted.not_before, until)

    def reached(self, place: str, now: float) -> None:
        self._reached[place] = now
        self._why.pop(place, None)

    def missed(self, place: str, asked_at: float, now: float, error: LaziError) -> None:
        """Where others came meanwhile, it is the picture's own fault."""
        if self._reached.get(place, float("-inf")) < asked_at:
            self._why[place] = error, now + ALONE_SECONDS

    def all_are_back(self) -> None:
        self._why.clear()


def pause_after(tries: int) -> float:
    """Of one picture that could not be had so many times."""
    return float(min(ALONE_SECONDS * 2 ** min(tries - 1, 10), MOST_ALONE_SECONDS))
