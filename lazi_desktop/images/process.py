"""The decoding process: takes pictures from its input, answers with pixels, and ends when its input does.

What it answers is read by nobody who trusts it: lengths and numbers in a fixed frame, texts, bytes.
"""

from __future__ import annotations

import signal
import struct
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, BinaryIO

from lazi_desktop.domain.pictures import PictureFlaw, PictureProblem
from lazi_desktop.images.limits import MOST_MEMORY, MOST_SECONDS

if TYPE_CHECKING:
    from lazi_desktop.images.decoding import Decoded  # the window's process never loads Pillow

QUESTION = struct.Struct("!II?")
"""Bytes of the picture, side of the thumbnail, whether it is wanted packed, too."""
ANSWER = struct.Struct("!?IIIIII")
"""Whether it is well; then width, height, full width, full height, bytes of pixels, bytes packed. Of a problem: bytes
of its kind and of its words in the last two."""
READY = b"ready"


def serve() -> None:
    """Until the input ends."""
    questions, answers = sys.stdin.buffer, sys.stdout.buffer
    with suppress(KeyboardInterrupt, BrokenPipeError):
        from lazi_desktop.images.decoding import decode

        _fence_in()
        answers.write(READY)
        answers.flush()
        while asked := questions.read(QUESTION.size):
            length, side, pack = QUESTION.unpack(asked)
            _end_by_itself(MOST_SECONDS * 2)  # where whoever asked is gone and cannot end it
            _answer(answers, partial(decode, questions.read(length), side, pack=pack))
            _end_by_itself(0)


def _answer(answers: BinaryIO, work: Callable[[], Decoded]) -> None:
    try:
        done = work()
    except PictureProblem as problem:
        flaw, words = problem.flaw.encode(), problem.detail.encode()
        answers.write(ANSWER.pack(False, 0, 0, 0, 0, len(flaw), len(words)) + flaw + words)
    except MemoryError:  # raised while the problem was put into words
        flaw, words = PictureFlaw.TOO_MUCH_MEMORY.encode(), b"It would take more memory than a picture may."
        answers.write(ANSWER.pack(False, 0, 0, 0, 0, len(flaw), len(words)) + flaw + words)
    else:
        sizes = done.width, done.height, done.full_width, done.full_height
        answers.write(ANSWER.pack(True, *sizes, len(done.pixels), len(done.packed)))
        answers.write(done.pixels)
        answers.write(done.packed)
    answers.flush()


def _fence_in() -> None:
    """Memory, files and dumps, where the system can; elsewhere whoever asks watches the memory."""
    if sys.platform == "win32":
        return
    import resource

    for what, most in (
        (resource.RLIMIT_AS, MOST_MEMORY),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        with suppress(ValueError, OSError):  # a stricter limit holds already, or the system knows none
            resource.setrlimit(what, (most, most))


def _end_by_itself(seconds: float) -> None:
    if sys.platform != "win32":
        signal.setitimer(signal.ITIMER_REAL, seconds)
