"""Work of the first run away from its window: in a thread with a loop of its own, ended when nobody waits for it."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Coroutine
from typing import Any, Generic, TypeVar

from lazi_desktop.domain.errors import LaziError, OurMistake

T = TypeVar("T")


class Errands:
    """Belongs to the window's loop. Answers come back there; of what was cancelled none does."""

    def __init__(self) -> None:
        self._under_way: set[asyncio.Task[None]] = set()

    def begin(
        self,
        work: Callable[[], Coroutine[Any, Any, T]],
        done: Callable[[T], None],
        failed: Callable[[LaziError], None],
    ) -> Callable[[], object]:
        """Returns what ends it. A mistake of ours is told as one, and raised for whoever reports it."""
        task = asyncio.ensure_future(_run(_OwnLoop(work), done, failed))
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)
        return task.cancel

    async def close(self) -> None:
        """Waits for what has to end in good order."""
        ending = tuple(self._under_way)
        for task in ending:
            task.cancel()
        await asyncio.gather(*ending, return_exceptions=True)


async def _run(own: _OwnLoop[T], done: Callable[[T], None], failed: Callable[[LaziError], None]) -> None:
    running = asyncio.get_running_loop().run_in_executor(None, own.run)
    try:
        result = await asyncio.shield(running)
    except asyncio.CancelledError:
        own.cancel()
        with contextlib.suppress(LaziError, _GivenUp):
            await running
        raise
    except LaziError as error:
        failed(error)
    except Exception:
        failed(OurMistake("Nothing was kept."))
        raise
    else:
        done(result)


class _GivenUp(Exception):
    """A cancelled errand's end: Qt's threads let nothing but an Exception out."""


class _OwnLoop(Generic[T]):
    """PostgreSQL's driver needs a selector loop, which Qt's is not everywhere."""

    def __init__(self, work: Callable[[], Coroutine[Any, Any, T]]) -> None:
        self._work = work
        self._task: asyncio.Task[T] | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._cancelled = False

    def run(self) -> T:
        try:
            with asyncio.Runner(loop_factory=asyncio.SelectorEventLoop) as runner:
                return runner.run(self._main())
        except asyncio.CancelledError:
            raise _GivenUp from None

    async def _main(self) -> T:
        self._loop = asyncio.get_running_loop()
        self._task = asyncio.ensure_future(self._work())
        if self._cancelled:
            self._task.cancel()
        return await self._task

    def cancel(self) -> None:
        self._cancelled = True
        if self._loop is not None and self._task is not None:
            with contextlib.suppress(RuntimeError):  # it has ended meanwhile
                self._loop.call_soon_threadsafe(self._task.cancel)
