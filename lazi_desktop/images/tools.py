"""Work on pictures that are to be added, in decoding processes of its own: hundreds of photos, or one that is hostile,
hold up no picture that is being looked at."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import structlog

from lazi_desktop.domain.errors import LaziError, OurMistake
from lazi_desktop.domain.pictures import (
    PictureEdit,
    PictureFlaw,
    PictureLook,
    PictureProblem,
    PreparedPicture,
)
from lazi_desktop.images.decoder import Decoder
from lazi_desktop.images.files import read_file
from lazi_desktop.images.limits import side_for
from lazi_desktop.images.wire import UNEDITED
from lazi_desktop.ports.pictures import Thumbnail

log = structlog.get_logger("pictures")

WORKERS = 2
REST_SECONDS = 5.0
MOST_WAITING = 20_000
MOST_WAITING_BYTES = 256 * 1024 * 1024
"""Of pictures in memory. What lies in files weighs nothing while it waits."""

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True, eq=False)
class _Job:
    work: Callable[[Decoder], Any]
    answer: Future[Any]
    weight: int


class DecoderTools:
    """Implements `ports.pictures.PictureTools`."""

    def __init__(self, *, rest_seconds: float = REST_SECONDS) -> None:
        self._rest_seconds = rest_seconds
        self._news = threading.Condition()
        self._in_memory: deque[_Job] = deque()
        self._in_files: deque[_Job] = deque()
        self._weight = 0
        self._idle = 0
        self._is_closed = False
        self._decoders: list[Decoder] = []
        self._threads: list[threading.Thread] = []

    def prepare(self, source: bytes | Path, edit: PictureEdit = UNEDITED) -> Future[PreparedPicture]:
        return self._add(lambda decoder: decoder.prepare(_content(source), edit), source)

    def look(self, source: bytes | Path) -> Future[PictureLook]:
        return self._add(lambda decoder: decoder.look(_content(source)), source)

    def thumbnail(self, source: bytes | Path, side: int, edit: PictureEdit = UNEDITED) -> Future[Thumbnail]:
        return self._add(lambda decoder: decoder.preview(_content(source), side_for(side), edit), source)

    def are_same(self, one: bytes, other: bytes) -> Future[bool]:
        return self._add(lambda decoder: decoder.are_same(one, other), one, other)

    @property
    def processes(self) -> list[int]:
        return [decoder.process_id for decoder in self._decoders if decoder.process_id is not None]

    def close(self) -> None:
        """Ends everything; what still waits is cancelled."""
        with self._news:
            self._is_closed = True
            jobs = [*self._in_memory, *self._in_files]
            self._in_memory.clear()
            self._in_files.clear()
            self._news.notify_all()
        for job in jobs:
            job.answer.cancel()
        for decoder in self._decoders:
            decoder.close()
        for thread in self._threads:
            thread.join()

    # ------------------------------------------------------------------------------------------------------- the queue

    def _add(self, work: Callable[[Decoder], _T], *sources: bytes | Path) -> Future[_T]:
        answer: Future[_T] = Future()
        weight = sum(len(source) for source in sources if isinstance(source, bytes))
        with self._news:
            refusal = self._refusal(weight)
            if refusal is None:
                queue = self._in_memory if weight else self._in_files
                queue.append(_Job(work, answer, weight))
                self._weight += weight
                self._start()
                self._news.notify()
        if refusal is not None:
            answer.set_exception(refusal)
        return answer

    def _refusal(self, weight: int) -> PictureProblem | None:
        if self._is_closed:
            return PictureProblem(PictureFlaw.NO_DECODER, "The program is being closed.")
        waiting = len(self._in_memory) + len(self._in_files)
        if waiting < MOST_WAITING and (not self._weight or self._weight + weight <= MOST_WAITING_BYTES):
            return None
        return PictureProblem(
            PictureFlaw.TOO_MUCH_MEMORY,
            "Too many pictures are being worked on. Try it again when they are done.",
        )

    def _start(self) -> None:
        """One worker more, where all that there are have something to do."""
        waiting = len(self._in_memory) + len(self._in_files)
        if waiting <= self._idle or len(self._threads) == WORKERS:
            return
        decoder = Decoder()
        number = len(self._threads) + 1
        thread = threading.Thread(
            target=self._work, args=(decoder,), name=f"picture tools {number}", daemon=True
        )
        self._decoders.append(decoder)
        self._threads.append(thread)
        thread.start()

    def _next(self, decoder: Decoder) -> _Job | None:
        """None at the end."""
        while True:
            with self._news:
                if self._is_closed:
                    return None
                queue = self._in_memory or self._in_files
                if queue:
                    job = queue.popleft()
                    self._weight -= job.weight
                    return job
                self._idle += 1
                is_woken = self._news.wait(None if decoder.process_id is None else self._rest_seconds)
                self._idle -= 1
            if not is_woken:
                decoder.rest()

    def _work(self, decoder: Decoder) -> None:
        while (job := self._next(decoder)) is not None:
            _do(job, decoder)
            del job  # with the picture in it


def _do(job: _Job, decoder: Decoder) -> None:
    if not job.answer.set_running_or_notify_cancel():
        return
    try:
        found = job.work(decoder)
    except LaziError as error:
        job.answer.set_exception(error)
    except Exception:
        log.exception("a picture could not be worked on")
        job.answer.set_exception(OurMistake("Nothing was changed."))
    else:
        job.answer.set_result(found)


def _content(source: bytes | Path) -> bytes:
    return source if isinstance(source, bytes) else read_file(source)
