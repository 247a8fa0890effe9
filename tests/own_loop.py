"""A server on loopback with a loop in a thread of its own, so that whoever is tested may block."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Coroutine
from types import TracebackType
from typing import Any, Self


class OwnLoop:
    """Serves from entering the context to leaving it. What is not `async` may be called from any thread."""

    def __init__(self, name: str) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name=name)
        self._server: asyncio.Server | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        """One for each connection."""

    def __enter__(self) -> Self:
        self._thread.start()
        self._server = self._do(self._start())
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._do(self._end())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    @property
    def port(self) -> int:
        assert self._server is not None
        port: int = self._server.sockets[0].getsockname()[1]
        return port

    def _do(self, work: Coroutine[Any, Any, Any]) -> Any:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(timeout=10)

    # ---------------------------------------------------------------------------------------------- in its own thread

    async def _start(self) -> asyncio.Server:
        raise NotImplementedError

    async def _end(self) -> None:
        assert self._server is not None
        self._server.close()
        await self._part()

    async def _part(self) -> None:
        """From everybody who is connected."""
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
