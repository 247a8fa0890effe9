"""A picture from the nearest place that has it: memory, disk, ServiceTitan. Nobody who asks ever waits."""

from __future__ import annotations

import struct
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from functools import partial

import structlog

from lazi_desktop.domain.errors import LaziError, OurMistake, RemoteUnavailable
from lazi_desktop.domain.pictures import PictureFlaw, PictureProblem
from lazi_desktop.images.decoder import Decoder
from lazi_desktop.images.disk import PictureDisk
from lazi_desktop.images.limits import side_for
from lazi_desktop.images.memory import ThumbnailMemory
from lazi_desktop.images.wishes import Answer, Stage, Wanted, Wish, Wishes
from lazi_desktop.ports.pictures import PictureSource, Thumbnail

log = structlog.get_logger("pictures")

WORKERS = 2
AT_ONCE = 6
"""Pictures that are fetched, or wait in memory to be decoded."""
REST_SECONDS = 30.0
ALONE_SECONDS = 30.0
"""How long the source is left alone after it could not be asked."""
_MOST_FLAWS = 5_000
_FULL_SIZE = struct.Struct("!II")
_PASSING = frozenset({PictureFlaw.NO_DECODER})


class PictureChain:
    """Implements `ports.pictures.Pictures`. `tell` hears, on any thread, that pictures are not kept.

    What cannot be shown is not fetched again until the program starts anew.
    """

    def __init__(
        self,
        source: PictureSource,
        disk: PictureDisk,
        *,
        tell: Callable[[LaziError], None],
        memory: ThumbnailMemory | None = None,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._source = source
        self._disk = disk
        self._tell = tell
        self._memory = memory or ThumbnailMemory()
        self._monotonic = monotonic
        self._news = threading.Condition()
        self._wishes = Wishes()
        self._flaws: OrderedDict[str, PictureProblem] = OrderedDict()
        self._why_alone: LaziError | None = None
        self._alone_until = float("-inf")
        self._is_disk_told = False
        self._is_closed = False
        self._decoders = [Decoder() for _ in range(WORKERS)]
        self._threads: list[threading.Thread] = []

    # ---------------------------------------------------------------------------------------------------------- asking

    def at_hand(self, address: str, side: int) -> Thumbnail | None:
        return self._memory.get(address, side_for(side))

    def ask(self, address: str, side: int, answer: Answer, *, visible: bool = True) -> Wish:
        step = side_for(side)
        with self._news:
            wish = self._wishes.add(address, step, answer, self._drop, is_visible=visible)
            self._start()
            self._news.notify()
        return wish

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
        while True:
            self._fetch_more()
            with self._news:
                if self._is_closed:
                    return None
                wanted = self._wishes.next(Stage.LOOK)
                if wanted is not None:
                    wanted.stage = Stage.LOOKING
                    return wanted
                if self._may_fetch():
                    continue
                is_woken = self._news.wait(None if decoder.process_id is None else REST_SECONDS)
            if not is_woken:
                decoder.rest()

    def _look(self, wanted: Wanted, decoder: Decoder) -> None:
        flaw = self._flaws.get(wanted.address)
        if flaw is not None:
            self._fail(wanted, flaw)
            return
        for side in wanted.sides():
            found = self._memory.get(wanted.address, side) or self._kept(wanted.address, side, decoder)
            if found is None:
                original = wanted.content or self._disk.original(wanted.address)
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
        kept = self._disk.thumbnail(address, side)
        if kept is None:
            return None
        try:
            full_width, full_height = _FULL_SIZE.unpack(kept[: _FULL_SIZE.size])
            small = decoder.thumbnail(kept[_FULL_SIZE.size :], side, pack=False).thumbnail
        except (PictureProblem, struct.error):
            self._disk.forget_thumbnail(address, side)
            return None
        return Thumbnail(small.width, small.height, small.pixels, full_width, full_height)

    def _decoded(self, wanted: Wanted, original: bytes, side: int, decoder: Decoder) -> Thumbnail | None:
        """None where it cannot be shown, which is told."""
        try:
            small, packed, _ = decoder.thumbnail(original, side)
        except PictureProblem as problem:
            if problem.flaw not in _PASSING:
                self._remember(wanted.address, problem)
            self._fail(wanted, problem)
            return None
        self._keep(wanted, original, side, _FULL_SIZE.pack(small.full_width, small.full_height) + packed)
        return small

    def _keep(self, wanted: Wanted, original: bytes, side: int, packed: bytes) -> None:
        try:
            if wanted.content is not None:
                self._disk.keep_original(wanted.address, original)
            self._disk.keep_thumbnail(original, side, packed)
        except PictureProblem as problem:
            if not self._is_disk_told:
                self._is_disk_told = True
                self._tell(problem)
        else:
            self._is_disk_told = False

    # -------------------------------------------------------------------------------------------------------- fetching

    def _may_fetch(self) -> bool:
        return self._wishes.held() < AT_ONCE and self._wishes.next(Stage.FETCH) is not None

    def _fetch_more(self) -> None:
        while True:
            with self._news:
                wanted = self._wishes.next(Stage.FETCH)
                if self._is_closed or wanted is None or not self._may_fetch():
                    return
                alone = self._why_alone if self._monotonic() < self._alone_until else None
                if alone is None:
                    wanted.stage = Stage.FETCHING
            if alone is not None:
                self._fail(wanted, alone)
                continue
            request = self._source.fetch_picture(wanted.address)
            with self._news:
                wanted.fetching = request
                given_up = wanted not in self._wishes
            if given_up:
                request.cancel()
            request.add_done_callback(partial(self._fetched, wanted))

    def _fetched(self, wanted: Wanted, request: Future[bytes]) -> None:
        try:
            content = request.result()
        except CancelledError:
            self._fail(wanted, RemoteUnavailable("The picture was not fetched."))
        except PictureProblem as problem:
            self._remember(wanted.address, problem)
            self._fail(wanted, problem)
        except LaziError as error:
            with self._news:
                self._why_alone, self._alone_until = error, self._monotonic() + ALONE_SECONDS
            self._fail(wanted, error)
        except Exception as error:
            log.exception("a picture could not be fetched", exc_info=error)
            self._fail(wanted, OurMistake("The picture is not shown."))
        else:
            wanted.content = content
            self._go_on(wanted, Stage.LOOK)

    # ------------------------------------------------------------------------------------------------------- answering

    def _go_on(self, wanted: Wanted, stage: Stage) -> None:
        """Somebody may have asked meanwhile, in another size."""
        with self._news:
            wanted.stage, wanted.fetching = stage, None
            if not wanted.wishes:
                self._wishes.end(wanted)
            self._news.notify()

    def _answer(self, wanted: Wanted, found: Thumbnail, side: int) -> None:
        with self._news:
            answered = wanted.take(side)
        for wish in answered:
            wish.answer(found)

    def _fail(self, wanted: Wanted, error: LaziError) -> None:
        with self._news:
            self._wishes.end(wanted)
            answered = wanted.take()
            self._news.notify()  # there may be room for another request
        for wish in answered:
            wish.answer(error)

    def _remember(self, address: str, problem: PictureProblem) -> None:
        with self._news:
            self._flaws[address] = problem
            while len(self._flaws) > _MOST_FLAWS:
                self._flaws.popitem(last=False)
