"""A picture from the nearest place that has it: memory, disk, where it comes from. Nobody who asks ever waits."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from functools import partial

import structlog

from lazi_desktop.domain.errors import LaziError, OurMistake, RemoteUnavailable
from lazi_desktop.domain.pictures import PictureFlaw, PictureLook, PictureProblem
from lazi_desktop.images.away import TEAM, Away, pause_after, place_of
from lazi_desktop.images.decoder import Decoder
from lazi_desktop.images.limits import sides_for
from lazi_desktop.images.memory import ThumbnailMemory
from lazi_desktop.images.shelf import PictureShelf, is_whole
from lazi_desktop.images.wishes import Answer, Stage, Wanted, Wish, Wishes
from lazi_desktop.ports.pictures import PictureFact, PictureFacts, PictureSource, Thumbnail

log = structlog.get_logger("pictures")

WORKERS = 2
AT_ONCE = 6
"""Pictures that are fetched, or wait in memory to be decoded."""
AHEAD_AT_ONCE = 3
"""Of these, when nobody sees them yet: there is room for what is looked at next."""
REST_SECONDS = 30.0
_MOST_FLAWS = 5_000
_PASSING = frozenset({PictureFlaw.NO_DECODER})


class PictureChain:
    """Implements `ports.pictures.Pictures`. `facts` hears what is found out about pictures.

    What cannot be shown is not fetched again until the program starts anew. What cannot be had now waits, and is asked
    for again later, or when `try_again` says that the connection is back.
    """

    def __init__(
        self,
        source: PictureSource,
        shelf: PictureShelf,
        *,
        facts: PictureFacts | None = None,
        memory: ThumbnailMemory | None = None,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._source = source
        self._shelf = shelf
        self._facts = facts
        self._memory = memory or ThumbnailMemory()
        self._monotonic = monotonic
        self._news = threading.Condition()
        self._wishes = Wishes()
        self._away = Away()
        self._back_at = float("inf")
        """When the first of those that could not be had is asked for again."""
        self._flaws: OrderedDict[str, PictureProblem] = OrderedDict()
        self._is_closed = False
        self._decoders = [Decoder() for _ in range(WORKERS)]
        self._threads: list[threading.Thread] = []

    # ---------------------------------------------------------------------------------------------------------- asking

    def at_hand(self, address: str, side: int) -> Thumbnail | None:
        """Perhaps a larger one, which is scaled down when it is painted."""
        found = (self._memory.get(address, step) for step in sides_for(side))
        return next((one for one in found if one is not None), None)

    def ask(self, address: str, side: int, answer: Answer, *, visible: bool = True) -> Wish:
        step = sides_for(side)[0]
        with self._news:
            wish = self._wishes.add(address, step, answer, self._drop, is_visible=visible)
            self._start()
            self._news.notify()
        return wish

    def try_again(self) -> None:
        """The connection is back."""
        with self._news:
            self._away.all_are_back()
            for wanted in self._wishes.away():
                wanted.tries, wanted.not_before = 0, float("-inf")
                self._wishes.move(wanted, Stage.FETCH)
            self._news.notify_all()

    @property
    def is_busy(self) -> bool:
        """Whether somebody waits for a picture that can be had."""
        with self._news:
            return len(self._wishes) > len(self._wishes.away())

    def _drop(self, wish: Wish) -> None:
        with self._news:
            fetching = self._wishes.drop(wish)
        if fetching is not None:
            fetching.cancel()

    def close(self) -> None:
        """Ends everything; what is waited for is not answered."""
        with self._news:
            self._is_closed = True
            requests = [self._wishes.end(wanted) for wanted in self._wishes if wanted.take()]
            self._news.notify_all()
        for request in requests:
            if request is not None:
                request.cancel()
        for decoder in self._decoders:
            decoder.close()
        for thread in self._threads:
            thread.join()

    # --------------------------------------------------------------------------------------------------------- looking

    def _start(self) -> None:
        if not self._threads and not self._is_closed:
            self._threads = [
                threading.Thread(target=self._work, args=(decoder,), name=f"pictures {number}", daemon=True)
                for number, decoder in enumerate(self._decoders, 1)
            ]
            for thread in self._threads:
                thread.start()

    def _work(self, decoder: Decoder) -> None:
        while (wanted := self._next(decoder)) is not None:
            try:
                self._look(wanted, decoder)
            except Exception:
                log.exception("a picture could not be looked at")
                self._fail(wanted, OurMistake("The picture is not shown."))

    def _next(self, decoder: Decoder) -> Wanted | None:
        """What to look at; None at the end."""
        quiet_since = self._monotonic()
        while True:
            self._fetch_more()
            with self._news:
                if self._is_closed:
                    return None
                wanted = self._wishes.next(Stage.LOOK)
                if wanted is not None:
                    self._wishes.move(wanted, Stage.LOOKING)
                    return wanted
                if not self._may_fetch():
                    self._wait(decoder)
            if self._monotonic() - quiet_since >= REST_SECONDS:
                decoder.rest()

    def _wait(self, decoder: Decoder) -> None:
        back = max(self._back_at - self._monotonic(), 0.0)
        seconds = back if decoder.process_id is None else min(back, REST_SECONDS)
        self._news.wait(None if seconds == float("inf") else seconds)

    def _look(self, wanted: Wanted, decoder: Decoder) -> None:
        flaw = self._flaws.get(wanted.address)
        if flaw is not None:
            self._fail(wanted, flaw)
            return
        for side in wanted.sides():
            found = self._memory.get(wanted.address, side) or self._kept(wanted.address, side, decoder)
            if found is None:
                original = wanted.content
                if original is None:  # what came may be empty, which is a flaw
                    original = self._shelf.original(wanted.address)
                if original is None:
                    self._go_on(wanted, Stage.FETCH)
                    return
                found = self._decoded(wanted, original, side, decoder)
                if found is None:
                    return
            self._memory.put(wanted.address, side, found)
            self._answer(wanted, found, side)
        wanted.content = None
        self._go_on(wanted, Stage.LOOK)

    def _kept(self, address: str, side: int, decoder: Decoder) -> Thumbnail | None:
        kept = self._shelf.thumbnail(address, side, decoder)
        if kept is None:
            return None
        found, look = kept
        self._tell_fact(address, look=look)
        return found

    def _decoded(self, wanted: Wanted, original: bytes, side: int, decoder: Decoder) -> Thumbnail | None:
        """None where it cannot be shown, which is told."""
        try:
            drawn = decoder.thumbnail(original, side)
        except PictureProblem as problem:
            self._cannot_be_shown(wanted, problem)
            return None
        look = self._shelf.keep(wanted.address, original, side, drawn, is_new=wanted.content is not None)
        self._tell_fact(wanted.address, look=look)
        return drawn.thumbnail

    # -------------------------------------------------------------------------------------------------------- fetching

    def _may_fetch(self) -> bool:
        wanted = self._wishes.next(Stage.FETCH)
        if wanted is None:
            return False
        return self._wishes.held() < (AT_ONCE if wanted.is_visible else AHEAD_AT_ONCE)

    def _fetch_more(self) -> None:
        while True:
            with self._news:
                self._ask_again_in_time()
                wanted = self._wishes.next(Stage.FETCH)
                if self._is_closed or wanted is None or not self._may_fetch():
                    return
                wanted.asked_at = self._monotonic()
                away = self._away.why(place_of(wanted.address), wanted.asked_at)
                if away is None:
                    self._wishes.move(wanted, Stage.FETCHING)
            if away is not None:
                self._put_off(wanted, away, is_tried=False)
                continue
            request = self._source.fetch_picture(wanted.address)
            with self._news:
                wanted.fetching = request
                given_up = wanted not in self._wishes
            if given_up:
                request.cancel()
            request.add_done_callback(partial(self._fetched, wanted))

    def _ask_again_in_time(self) -> None:
        """Those that could not be had, when their time has come."""
        now = self._monotonic()
        if now < self._back_at:
            return
        self._back_at = float("inf")
        for wanted in self._wishes.away():
            back_at = self._away.until(wanted)
            if back_at <= now:
                self._wishes.move(wanted, Stage.FETCH)
            else:
                self._back_at = min(self._back_at, back_at)

    def _fetched(self, wanted: Wanted, request: Future[bytes]) -> None:
        place = place_of(wanted.address)
        try:
            content = request.result()
        except CancelledError:
            self._put_off(wanted, RemoteUnavailable("The picture was not fetched."))
        except PictureProblem as problem:
            if place == TEAM and problem.flaw is PictureFlaw.NOT_THERE:
                self._put_off(wanted, RemoteUnavailable(problem.detail))  # until its desktop gives it
            else:
                self._cannot_be_shown(wanted, problem)
        except LaziError as error:
            with self._news:
                self._away.missed(place, wanted.asked_at, self._monotonic(), error)
            self._put_off(wanted, error)
        except Exception as error:
            log.exception("a picture could not be fetched", exc_info=error)
            self._fail(wanted, OurMistake("The picture is not shown."))
        else:
            self._arrived(wanted, content)

    def _arrived(self, wanted: Wanted, content: bytes) -> None:
        if not is_whole(wanted.address, content):
            self._put_off(wanted, RemoteUnavailable("The picture arrived damaged."))
            return
        with self._news:
            self._away.reached(place_of(wanted.address), self._monotonic())
        wanted.content = content
        self._go_on(wanted, Stage.LOOK)

    def _put_off(self, wanted: Wanted, error: LaziError, *, is_tried: bool = True) -> None:
        """Who asked goes on waiting, where waiting can help."""
        if not error.may_retry:
            self._fail(wanted, error)
            return
        with self._news:
            wanted.fetching = None
            if wanted not in self._wishes or not wanted.wishes:
                self._wishes.end(wanted)
            else:
                if is_tried:
                    wanted.tries += 1
                    wanted.not_before = self._monotonic() + pause_after(wanted.tries)
                self._wishes.move(wanted, Stage.AWAY)
                self._back_at = min(self._back_at, self._away.until(wanted))
            self._news.notify_all()

    # ------------------------------------------------------------------------------------------------------- answering

    def _go_on(self, wanted: Wanted, stage: Stage) -> None:
        """Somebody may have asked meanwhile, in another size."""
        with self._news:
            wanted.fetching = None
            if not wanted.wishes:
                self._wishes.end(wanted)
            else:
                self._wishes.move(wanted, stage)
            self._news.notify()

    def _answer(self, wanted: Wanted, found: Thumbnail, side: int) -> None:
        with self._news:
            answered = wanted.take(side)
        for wish in answered:
            wish.answer(found)

    def _cannot_be_shown(self, wanted: Wanted, problem: PictureProblem) -> None:
        if problem.flaw not in _PASSING:
            with self._news:
                self._flaws[wanted.address] = problem
                while len(self._flaws) > _MOST_FLAWS:
                    self._flaws.popitem(last=False)
            self._tell_fact(wanted.address, flaw=problem.flaw)
        self._fail(wanted, problem)

    def _fail(self, wanted: Wanted, error: LaziError) -> None:
        with self._news:
            self._wishes.end(wanted)
            answered = wanted.take()
            self._news.notify()  # there may be room for another request
        for wish in answered:
            wish.answer(error)

    def _tell_fact(
        self, address: str, *, look: PictureLook | None = None, flaw: PictureFlaw | None = None
    ) -> None:
        if self._facts is not None:
            self._facts.found(PictureFact(address, look, flaw))
