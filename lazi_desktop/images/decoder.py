"""Pictures are decoded in a process of their own. One that takes too long or too much is ended, and another starts.

Whatever a hostile picture does to that process, the window hears in words that it cannot be shown.
"""

from __future__ import annotations

import subprocess
import threading
import time
from contextlib import suppress
from hashlib import sha256
from typing import IO, NamedTuple

import psutil
import structlog

from lazi_desktop.config.children import variables_for_children
from lazi_desktop.config.processes import part_command
from lazi_desktop.domain.pictures import (
    PictureEdit,
    PictureFlaw,
    PictureLook,
    PictureProblem,
    PreparedPicture,
)
from lazi_desktop.images.limits import MOST_BYTES, MOST_MEMORY, MOST_SECONDS, SIDES
from lazi_desktop.images.wire import ANSWER, READY, Done, Question, Work
from lazi_desktop.ports.pictures import FULL_SIDE, MOST_ADDED_BYTES, Thumbnail

log = structlog.get_logger("pictures")

_PART = "lazi_desktop.images.process"
_START_SECONDS = 60.0
_GIVES_BACK = {"MALLOC_MMAP_THRESHOLD_": str(256 * 1024)}
"""What a picture took is the system's again after it, where it understands that."""
_LOOK_SECONDS = 0.1
_PATIENCE = 4
"""So many times longer it may take where the computer is busy with other things."""
_MOST_WORDS = 2_000
_SUFFIXES = (b"jpg", b"png")


class Drawn(NamedTuple):
    """`packed` is the thumbnail as a file, empty if that was not asked for; `print` as in PictureLook."""

    thumbnail: Thumbnail
    packed: bytes
    print: int


class Decoder:
    """One process, started when it is first needed. Belongs to one thread; `close` may come from another."""

    def __init__(self, *, seconds: float = MOST_SECONDS, memory: int = MOST_MEMORY) -> None:
        self._seconds = seconds
        self._memory = memory
        self._process: subprocess.Popen[bytes] | None = None
        self._starting = threading.Lock()
        self._is_closed = False

    @property
    def process_id(self) -> int | None:
        """None while there is none."""
        return None if self._process is None else self._process.pid

    def thumbnail(self, content: bytes, side: int, *, pack: bool = True) -> Drawn:
        """Of the picture as it is. Raises PictureProblem."""
        done = self._done(Question(Work.THUMBNAIL, content, side=side, packs=pack))
        return Drawn(_thumbnail(done), done.second, done.print)

    def preview(self, content: bytes, side: int, edit: PictureEdit) -> Thumbnail:
        """Of the picture as it would be when edited. Raises PictureProblem."""
        return _thumbnail(self._done(Question(Work.PREVIEW, content, side=side, edit=edit)))

    def look(self, content: bytes) -> PictureLook:
        """Raises PictureProblem."""
        done = self._done(Question(Work.THUMBNAIL, content, side=SIDES[0]))
        return look_of(content, done.full_width, done.full_height, done.print)

    def prepare(self, content: bytes, edit: PictureEdit) -> PreparedPicture:
        """Raises PictureProblem."""
        done = self._done(Question(Work.PREPARE, content, edit=edit))
        suffix, *remarks = done.second.decode(errors="replace").split("\n")
        look = look_of(done.first, done.width, done.height, done.print)
        return PreparedPicture(done.first, suffix, look, tuple(remarks))

    def are_same(self, one: bytes, other: bytes) -> bool:
        """Raises PictureProblem where one of them cannot be read."""
        return self._done(Question(Work.COMPARE, one, other)).width == 1

    def _done(self, question: Question) -> Done:
        if max(len(question.content), len(question.other)) > MOST_BYTES:
            raise PictureProblem(
                PictureFlaw.TOO_MANY_BYTES, f"The file is larger than {MOST_BYTES // 1024 // 1024} MB."
            )
        process = self._started()
        watch = _Watch(process, self._seconds, self._memory)
        try:
            with watch:
                return _ask(process, question)
        except (OSError, EOFError, ValueError) as error:
            self._end(process)
            if self._is_closed:
                raise _closing() from error
            problem = watch.verdict or PictureProblem(
                PictureFlaw.DECODER_DIED, "Reading it ended the program that reads pictures."
            )
            log.warning("a picture ended its decoder", flaw=str(problem.flaw), reason=repr(error))
            raise problem from error

    def rest(self) -> None:
        """Gives the process back; the next picture starts another."""
        with self._starting:
            process, self._process = self._process, None
        if process is not None:
            self._end(process)

    def close(self) -> None:
        with self._starting:
            self._is_closed = True
            process = self._process
        if process is not None:
            self._end(process)

    def _started(self) -> subprocess.Popen[bytes]:
        with self._starting:
            if self._is_closed:
                raise _closing()
            if self._process is not None and self._process.poll() is None:
                return self._process
            if self._process is not None:
                _reap(self._process)
            self._process = process = _start()
        try:
            with _Watch(process, _START_SECONDS, self._memory):
                if _exactly(process.stdout, len(READY)) != READY:
                    raise EOFError
        except (OSError, EOFError, ValueError) as error:
            self._end(process)
            if self._is_closed:
                raise _closing() from error
            raise PictureProblem(
                PictureFlaw.NO_DECODER, "The program that reads pictures did not start."
            ) from error
        return process

    def _end(self, process: subprocess.Popen[bytes]) -> None:
        """It keeps nothing, so it need not be asked to end."""
        process.kill()
        _reap(process)


def _closing() -> PictureProblem:
    return PictureProblem(PictureFlaw.NO_DECODER, "The program is being closed.")


def _start() -> subprocess.Popen[bytes]:
    try:
        return subprocess.Popen(
            part_command(_PART),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # where libraries complain about pictures
            env=variables_for_children(**_GIVES_BACK),
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except OSError as error:
        raise PictureProblem(
            PictureFlaw.NO_DECODER, "The program that reads pictures did not start."
        ) from error


def _reap(process: subprocess.Popen[bytes]) -> None:
    process.wait()
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            with suppress(OSError):  # what was still to be written went with the process
                pipe.close()


def look_of(content: bytes, width: int, height: int, print_: int) -> PictureLook:
    return PictureLook(width, height, len(content), sha256(content).hexdigest(), print_)


def _thumbnail(done: Done) -> Thumbnail:
    return Thumbnail(done.width, done.height, done.first, done.full_width, done.full_height)


def _ask(process: subprocess.Popen[bytes], question: Question) -> Done:
    assert process.stdin is not None
    for part in (question.head(), question.content, question.other):
        process.stdin.write(part)
    process.stdin.flush()
    well, *numbers, first, second = ANSWER.unpack(_exactly(process.stdout, ANSWER.size))
    if not well:
        _believe(first <= _MOST_WORDS and second <= _MOST_WORDS)
        flaw = PictureFlaw(_exactly(process.stdout, first).decode())
        raise PictureProblem(flaw, _exactly(process.stdout, second).decode())
    width, height, full_width, full_height, print_ = numbers
    _believe(_is_plausible(question.work, width, height, first, second))
    parts = _exactly(process.stdout, first), _exactly(process.stdout, second)
    done = Done(width, height, full_width, full_height, print_, *parts)
    _believe(question.work is not Work.PREPARE or done.second.split(b"\n")[0] in _SUFFIXES)
    return done


def _is_plausible(work: Work, width: int, height: int, first: int, second: int) -> bool:
    if work is Work.COMPARE:
        return width in (0, 1) and first == second == 0
    if width > FULL_SIDE or height > FULL_SIDE:
        return False
    if work is Work.PREPARE:
        return 0 < first <= MOST_ADDED_BYTES and 0 < second <= _MOST_WORDS
    return first == 4 * width * height and second <= MOST_BYTES


def _believe(plausible: bool) -> None:
    if not plausible:
        raise ValueError("The decoder's answer makes no sense.")


def _exactly(pipe: IO[bytes] | None, length: int) -> bytes:
    assert pipe is not None
    found = pipe.read(length)
    if len(found) < length:
        raise EOFError("The decoder has ended.")
    return found


class _Watch:
    """Ends the process when it takes too long or too much; then who waits for its answer reads the end."""

    def __init__(self, process: subprocess.Popen[bytes], seconds: float, memory: int) -> None:
        self._process = process
        self._seconds = seconds
        self._memory = memory
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look, name="watch a picture", daemon=True)
        self.verdict: PictureProblem | None = None

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()
        if self.verdict is not None:
            self._process.wait()

    def _look(self) -> None:
        pause, began = min(_LOOK_SECONDS, self._seconds), time.monotonic()
        if self._over.wait(pause):
            return  # as nearly all do
        worked_before = self._worked()
        while not self._over.wait(pause):
            worked = self._worked() - worked_before
            if worked > self._seconds or time.monotonic() - began > _PATIENCE * self._seconds:
                self._stop(
                    PictureProblem(
                        PictureFlaw.TOO_SLOW, f"Reading it takes longer than {self._seconds:.0f} seconds."
                    )
                )
                return
            if self._memory_taken() > self._memory:
                self._stop(
                    PictureProblem(
                        PictureFlaw.TOO_MUCH_MEMORY, "It would take more memory than a picture may."
                    )
                )
                return

    def _worked(self) -> float:
        try:
            times = psutil.Process(self._process.pid).cpu_times()
        except psutil.Error:
            return 0.0  # it has just ended
        return float(times.user + times.system)

    def _memory_taken(self) -> int:
        try:
            return int(psutil.Process(self._process.pid).memory_info().rss)
        except psutil.Error:
            return 0  # it has just ended

    def _stop(self, verdict: PictureProblem) -> None:
        self.verdict = verdict
        self._process.kill()
