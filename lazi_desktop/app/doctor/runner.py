"""Runs groups of checks side by side, each on a thread of its own that may hang without holding up the others."""

from __future__ import annotations

import asyncio
import contextlib
import queue
import threading
from collections.abc import Callable, Coroutine, Mapping, Sequence
from concurrent.futures import Future, InvalidStateError, ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import Any, ParamSpec, TypeVar

from lazi_desktop.app.doctor.patient import Patient
from lazi_desktop.app.doctor.telling import OPEN_AGAIN, Teller
from lazi_desktop.app.logs import log_bug
from lazi_desktop.domain.errors import LaziError
from lazi_desktop.ports.doctor import CheckResult
from lazi_desktop.ports.system import Clock

_P = ParamSpec("_P")
_T = TypeVar("_T")

ALL_SECONDS = 14.0
"""In which everything is told, of the fifteen that somebody waits."""
CALL_SECONDS = 9.0
"""What a group itself allows for what lies beyond the network, so that it can say what did not answer."""

_BEFORE = "What failed before it comes first."


@dataclass(frozen=True, slots=True)
class Group:
    """`titles` of its checks by name; `look` tells each of them. `silent` mends what does not answer at all."""

    titles: Mapping[str, str]
    look: Callable[[Patient, Teller], None]
    silent: str = OPEN_AGAIN
    seconds: float = ALL_SECONDS


def within(work: Coroutine[Any, Any, None]) -> None:
    """On this thread, in a loop that psycopg can use on every system."""

    def loop() -> asyncio.AbstractEventLoop:
        made = asyncio.SelectorEventLoop()
        made.set_default_executor(_LeavingBehind())
        return made

    with asyncio.Runner(loop_factory=loop) as runner:
        runner.run(work)


class _LeavingBehind(ThreadPoolExecutor):
    """A look-up of a name cannot be stopped: neither the loop nor the end of the program waits for it."""

    def submit(self, fn: Callable[_P, _T], /, *args: _P.args, **kwargs: _P.kwargs) -> Future[_T]:
        future: Future[_T] = Future()

        def run() -> None:
            try:
                result = fn(*args, **kwargs)
            except BaseException as error:
                _settle(partial(future.set_exception, error))
            else:
                _settle(partial(future.set_result, result))

        threading.Thread(target=run, name="doctor looks up", daemon=True).start()
        return future


def _settle(settle: Callable[[], None]) -> None:
    with contextlib.suppress(InvalidStateError, RuntimeError):  # given up meanwhile; the loop may be closed
        settle()


class Examining:
    """Implements `ports.doctor.Examination`."""

    def __init__(
        self,
        groups: Sequence[Group],
        patient: Callable[[], Patient],
        clock: Clock,
        tell: Callable[[CheckResult], None],
        ended: Callable[[], None],
    ) -> None:
        self._groups = groups
        self._patient = patient
        self._clock = clock
        self._tell = tell
        self._ended = ended
        self._news: queue.SimpleQueue[CheckResult | None] = queue.SimpleQueue()
        self._cancelled = threading.Event()
        self._telling = threading.RLock()
        self._thread = threading.Thread(target=self._run, name="doctor", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def cancel(self) -> None:
        """Returns when nothing is being told any more."""
        with self._telling:
            self._cancelled.set()
        self._news.put(None)

    def _run(self) -> None:
        """The threads of the groups are never waited for: one that hangs is left behind."""
        began = self._clock.monotonic()
        running: dict[str, tuple[Teller, Group]] = {}
        for group in self._groups:
            name = next(iter(group.titles))
            teller = Teller(group.titles, self._news.put, self._clock)
            running[name] = teller, group
            work = threading.Thread(
                target=_look, args=(group, self._patient, teller), name=f"doctor {name}", daemon=True
            )
            work.start()
        while running and not self._cancelled.is_set():
            due = min(began + group.seconds for _, group in running.values())
            try:
                news = self._news.get(timeout=max(0.0, due - self._clock.monotonic()))
            except queue.Empty:
                for name, (teller, group) in list(running.items()):
                    if began + group.seconds <= self._clock.monotonic():
                        _give_up(teller, group)
                        running.pop(name)
                news = None
            self._pass_on(news, running)
        while not self._cancelled.is_set():
            try:
                self._pass_on(self._news.get_nowait(), running)
            except queue.Empty:
                break
        with self._telling:
            if not self._cancelled.is_set():
                self._ended()

    def _pass_on(self, news: CheckResult | None, running: dict[str, tuple[Teller, Group]]) -> None:
        if news is not None:
            with self._telling:
                if not self._cancelled.is_set():
                    self._tell(news)
            done = [name for name, (teller, _) in running.items() if not teller.untold]
            for name in done:  # what it still tidies up is not waited for
                running.pop(name)


def _look(group: Group, patient: Callable[[], Patient], teller: Teller) -> None:
    try:
        group.look(patient(), teller)
        teller.skip("It was not looked at.")
    except LaziError as error:
        for name in teller.untold[:1]:
            teller.fail(name, error, group.silent)
        teller.skip(_BEFORE)
    except Exception as error:
        log_bug(error)
        for name in teller.untold[:1]:
            teller.bad(name, f"Looking at it failed ({type(error).__name__}).", OPEN_AGAIN)
        teller.skip(_BEFORE)


def _give_up(teller: Teller, group: Group) -> None:
    for name in teller.untold[:1]:
        teller.bad(name, f"It did not answer within {group.seconds:.0f} s.", group.silent)
    teller.skip(_BEFORE)
