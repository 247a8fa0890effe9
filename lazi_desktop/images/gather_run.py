"""One run that brings pictures to this computer: what is here is left alone, what cannot be had now is waited for."""

from __future__ import annotations

import time
from collections import Counter, deque
from collections.abc import Callable, Sequence
from concurrent.futures import CancelledError, Future
from dataclasses import dataclass
from queue import Empty, SimpleQueue

import structlog

from lazi_desktop.domain.errors import LaziError, OurMistake, RemoteUnavailable
from lazi_desktop.domain.pictures import PictureFlaw, PictureLook, PictureProblem
from lazi_desktop.images.away import TEAM, pause_after, place_of
from lazi_desktop.images.shelf import PictureShelf, is_whole
from lazi_desktop.ports.pictures import (
    GatherOutcome,
    GatherProgress,
    PictureFact,
    PictureFacts,
    PictureSource,
)

log = structlog.get_logger("pictures")

AT_ONCE = 3
MOST_A_SECOND = 10.0
MOST_TRIES = 3
"""Of one picture, while others come."""
_TELL_SECONDS = 0.25
_LOOK_SECONDS = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """`look` decodes elsewhere; `is_busy` tells whether somebody waits for pictures just now."""

    source: PictureSource
    shelf: PictureShelf
    look: Callable[[bytes], Future[PictureLook]]
    facts: PictureFacts | None = None
    is_busy: Callable[[], bool] = lambda: False
    monotonic: Callable[[], float] = time.monotonic


class GatherRun:
    """Implements `ports.pictures.Gathering`. `work` is for a thread of its own; all else may come from any."""

    def __init__(
        self, surroundings: Surroundings, addresses: Sequence[str], tell: Callable[[GatherProgress], None]
    ) -> None:
        self.tell = tell
        self.outcome: Future[GatherOutcome] = Future()
        self._with = surroundings
        self._addresses = addresses
        self._todo: deque[str] = deque()
        self._flying: dict[str, Future[bytes]] = {}
        self._landed: SimpleQueue[str] = SimpleQueue()
        self._tries: Counter[str] = Counter()
        self._problems: dict[str, LaziError] = {}
        self._done = self._came = self._size = self._misses = 0
        self._next_at = self._told_at = self._wait_until = float("-inf")
        self._waits = ""
        self._here = 0
        """Before."""
        self._is_cancelled = False

    def cancel(self) -> None:
        self._is_cancelled = True

    def try_again(self) -> None:
        self._wait_until = float("-inf")

    def work(self) -> None:
        if not self.outcome.set_running_or_notify_cancel():
            return
        try:
            self._look_what_is_here()
            while (self._todo or self._flying) and not self._is_cancelled:
                self._ask()
                self._take()
                self._report()
            self._end()
        except LaziError as error:
            self._give_up()
            self.outcome.set_exception(error)
        except Exception:
            log.exception("pictures could not be gathered")
            self._give_up()
            self.outcome.set_exception(OurMistake("What has come is kept."))

    # --------------------------------------------------------------------------------------------------------- asking

    def _look_what_is_here(self) -> None:
        for address in self._addresses:
            if self._is_cancelled:
                return
            if self._with.shelf.size(address) is None:
                self._todo.append(address)
            else:
                self._done += 1
            self._report()
        self._here = self._done

    def _ask(self) -> None:
        now = self._with.monotonic()
        if now < self._wait_until:
            return
        self._waits = ""
        if not self._todo or len(self._flying) >= AT_ONCE or now < self._next_at or self._with.is_busy():
            return
        address = self._todo.popleft()
        self._next_at = now + 1 / MOST_A_SECOND
        self._flying[address] = request = self._with.source.fetch_picture(address)
        request.add_done_callback(lambda _: self._landed.put(address))

    def _take(self) -> None:
        try:
            address = self._landed.get(timeout=_LOOK_SECONDS)
        except Empty:
            return
        request = self._flying.pop(address)
        try:
            content = request.result()
            if not is_whole(address, content):
                raise RemoteUnavailable("The picture arrived damaged.")
        except CancelledError:
            self._missed(address, RemoteUnavailable("The picture was not fetched."))
        except PictureProblem as problem:
            self._cannot_be_shown(address, problem)
        except LaziError as error:
            if not error.may_retry:
                raise
            self._missed(address, error)
        else:
            self._arrived(address, content)

    def _arrived(self, address: str, content: bytes) -> None:
        """Only what can be shown is kept."""
        self._misses = 0
        try:
            look = self._with.look(content).result()
        except CancelledError:
            self._is_cancelled = True  # the program is being closed
            return
        except PictureProblem as problem:
            self._cannot_be_shown(address, problem)
            return
        self._with.shelf.keep_for_good(address, content)
        self._done += 1
        self._came += 1
        self._size += len(content)
        self._tell_fact(PictureFact(address, look=look))

    def _cannot_be_shown(self, address: str, problem: PictureProblem) -> None:
        self._done += 1
        self._problems[address] = problem
        is_late = place_of(address) == TEAM and problem.flaw is PictureFlaw.NOT_THERE
        if not is_late and problem.flaw is not PictureFlaw.NO_DECODER:
            self._tell_fact(PictureFact(address, flaw=problem.flaw))

    def _missed(self, address: str, error: LaziError) -> None:
        self._misses += 1
        if self._came or place_of(address) not in ("", TEAM):
            self._tries[address] += 1
        if self._tries[address] >= MOST_TRIES:
            self._done += 1
            self._problems[address] = error
            return
        self._todo.append(address)
        if place_of(address) in ("", TEAM) and self._misses >= AT_ONCE:
            self._wait_until = self._with.monotonic() + pause_after(self._misses // AT_ONCE)
            self._waits = error.detail

    # --------------------------------------------------------------------------------------------------------- telling

    def _tell_fact(self, fact: PictureFact) -> None:
        if self._with.facts is not None:
            self._with.facts.found(fact)

    def _report(self, *, is_last: bool = False) -> None:
        now = self._with.monotonic()
        if now < self._told_at + _TELL_SECONDS and not is_last:
            return
        self._told_at = now
        self.tell(
            GatherProgress(
                done=self._done,
                total=len(self._addresses),
                failed=len(self._problems),
                size=self._size,
                waits=self._waits,
            )
        )

    def _give_up(self) -> None:
        for request in list(self._flying.values()):
            request.cancel()

    def _end(self) -> None:
        self._give_up()
        self._report(is_last=True)
        self.outcome.set_result(
            GatherOutcome(
                total=len(self._addresses),
                here=self._here + self._came,
                came=self._came,
                size=self._size,
                problems=self._problems,
                is_cancelled=self._is_cancelled and bool(self._todo or self._flying),
            )
        )
