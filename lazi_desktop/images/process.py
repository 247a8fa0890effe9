"""The decoding process: takes pictures from its input, answers with pixels, and ends when its input does.

What it answers is read by nobody who trusts it: lengths and numbers in a fixed frame, texts, bytes.
"""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import BinaryIO

from lazi_desktop.domain.pictures import PictureFlaw, PictureProblem
from lazi_desktop.images.limits import MOST_MEMORY, MOST_SECONDS
from lazi_desktop.images.wire import ANSWER, QUESTION_SIZE, READY, Done, Question, Work, read_head


def serve() -> None:
    """Until the input ends."""
    questions, answers = sys.stdin.buffer, sys.stdout.buffer
    with suppress(KeyboardInterrupt, BrokenPipeError):
        work = _works()
        _fence_in()
        answers.write(READY)
        answers.flush()
        while head := questions.read(QUESTION_SIZE):
            question, first, second = read_head(head)
            _end_by_itself(MOST_SECONDS * 5)  # where whoever asked is gone and cannot end it
            content, other = questions.read(first), questions.read(second)
            _answer(answers, partial(work[question.work], question, content, other))
            _end_by_itself(0)


def _works() -> dict[Work, Callable[[Question, bytes, bytes], Done]]:
    """The window's process never loads Pillow; here all of it is loaded before anything is fenced in."""
    from lazi_desktop.images.comparing import compare
    from lazi_desktop.images.decoding import decode
    from lazi_desktop.images.preparing import prepare, preview

    return {
        Work.THUMBNAIL: lambda asked, content, _: decode(content, asked.side, pack=asked.packs),
        Work.PREVIEW: lambda asked, content, _: preview(content, asked.side, asked.edit),
        Work.PREPARE: lambda asked, content, _: prepare(content, asked.edit),
        Work.COMPARE: lambda _, content, other: compare(content, other),
    }


def _answer(answers: BinaryIO, work: Callable[[], Done]) -> None:
    try:
        done = work()
    except PictureProblem as problem:
        _refuse(answers, problem.flaw.encode(), problem.detail.encode())
    except MemoryError:  # raised while the problem was put into words
        _refuse(
            answers, PictureFlaw.TOO_MUCH_MEMORY.encode(), b"It would take more memory than a picture may."
        )
    else:
        answers.write(done.frame())
        answers.write(done.first)
        answers.write(done.second)
    answers.flush()


def _refuse(answers: BinaryIO, flaw: bytes, words: bytes) -> None:
    answers.write(ANSWER.pack(False, 0, 0, 0, 0, 0, len(flaw), len(words)) + flaw + words)


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
