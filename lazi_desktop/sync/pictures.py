"""Pictures that the window asks for, fetched over the engine's connection and in its turn at ServiceTitan's rate."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Set
from concurrent.futures import Future
from contextlib import suppress

from lazi_desktop.ports.remote import RemotePricebook


class PictureFetches:
    """Belongs to one event loop; the answers go to whoever waits in another thread."""

    def __init__(self, remote: Callable[[], Awaitable[RemotePricebook]]) -> None:
        self._remote = remote
        self._tasks: set[asyncio.Task[bytes]] = set()

    @property
    def under_way(self) -> Set[asyncio.Task[bytes]]:
        return self._tasks

    def begin(self, address: str, answer: Future[bytes]) -> None:
        """Cancelling the answer ends the request."""
        loop = asyncio.get_running_loop()
        task = asyncio.create_task(self._fetch(address), name="picture")
        self._tasks.add(task)
        task.add_done_callback(lambda done: self._ended(done, answer))

        def given_up(answered: Future[bytes]) -> None:
            if answered.cancelled():
                with suppress(RuntimeError):  # the loop has ended, and the task with it
                    loop.call_soon_threadsafe(task.cancel)

        answer.add_done_callback(given_up)

    async def _fetch(self, address: str) -> bytes:
        return await (await self._remote()).picture(address)

    def _ended(self, task: asyncio.Task[bytes], answer: Future[bytes]) -> None:
        self._tasks.discard(task)
        if task.cancelled():
            answer.cancel()
            return
        error = task.exception()
        if not answer.set_running_or_notify_cancel():
            return
        if error is not None:
            answer.set_exception(error)
        else:
            answer.set_result(task.result())
