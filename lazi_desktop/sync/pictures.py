"""Pictures that the window asks for: from the team where it has them, else from where ServiceTitan keeps them.

What is fetched from ServiceTitan is kept for the team. A desktop that cannot ask ServiceTitan gets what the team has.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Set
from concurrent.futures import Future
from contextlib import suppress
from urllib.parse import urlsplit

import structlog

from lazi_desktop.domain.errors import LaziError, MayNotDoThat
from lazi_desktop.domain.pictures import PictureFlaw, PictureProblem, local_digest
from lazi_desktop.ports.hub import Hub
from lazi_desktop.ports.hub_pictures import MOST_KEPT_BYTES
from lazi_desktop.ports.pictures import AddedPictures, WebPictures
from lazi_desktop.ports.system import Clock
from lazi_desktop.sync.connections import Connections

log = structlog.get_logger("pictures")

HUB_ALONE_SECONDS = 30.0
"""How long the hub is not asked after it could not be."""
READ_AT_ONCE = 4
KEPT_AT_ONCE = 2
"""Pictures on their way from the hub, and to it: edits and pushes need its few connections, too."""
MOST_WAITING_BYTES = 32 * 1024 * 1024
"""Of pictures that wait for that. What is more is kept by the next desktop that looks at it."""
_BEGINNINGS = {
    b"\xff\xd8\xff": "image/jpeg", b"\x89PNG\r\n": "image/png", b"GIF8": "image/gif", b"RIFF": "image/webp",
    b"BM": "image/bmp",
}  # fmt: skip


class PictureFetches:
    """Belongs to one event loop; the answers go to whoever waits in another thread."""

    def __init__(
        self,
        connections: Connections,
        clock: Clock,
        *,
        added: AddedPictures | None = None,
        open_web: Callable[[], Awaitable[WebPictures]] | None = None,
    ) -> None:
        self._connections = connections
        self._clock = clock
        self._added = added
        self._open_web = open_web
        self._opening_web = asyncio.Lock()
        self._web: WebPictures | None = None
        self._tasks: set[asyncio.Task[bytes]] = set()
        self._keeping: set[asyncio.Task[None]] = set()
        self._hub_alone_until = float("-inf")
        self._may_keep = True
        self._reading_at_once = asyncio.Semaphore(READ_AT_ONCE)
        self._keeping_at_once = asyncio.Semaphore(KEPT_AT_ONCE)
        self._waiting = 0
        """Bytes that are not yet kept."""

    @property
    def under_way(self) -> Set[asyncio.Task[bytes] | asyncio.Task[None]]:
        return {*self._tasks, *self._keeping}

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

    async def close(self) -> None:
        web, self._web = self._web, None
        if web is not None:
            await web.close()

    # ------------------------------------------------------------------------------------------------------- fetching

    async def _fetch(self, address: str) -> bytes:
        digest = local_digest(address)
        if digest is not None:
            return await self._added_anywhere(digest)
        if self._open_web is not None and urlsplit(address).scheme in ("http", "https"):
            return await (await self._on_the_web(self._open_web)).fetch(address)
        of_the_team = await self._asked_of_hub(lambda hub: hub.picture(address))
        if of_the_team is not None:
            return of_the_team
        content = await (await self._connections.remote()).picture(address)
        sort = _sort(content)
        if sort is not None and self._may_wait(content):
            self._waiting += len(content)
            keeping = asyncio.create_task(self._keep(address, sort, content), name="keep a picture")
            self._keeping.add(keeping)
            keeping.add_done_callback(self._keeping.discard)
        return content

    async def _added_anywhere(self, digest: str) -> bytes:
        content = await asyncio.to_thread(self._added.read, digest) if self._added is not None else None
        if content is None:
            async with self._reading_at_once:
                content = await (await self._connections.hub()).blob(digest)
        if content is None:
            raise PictureProblem(
                PictureFlaw.NOT_THERE, "It is on the computer where it was added, and not with the team yet."
            )
        return content

    async def _asked_of_hub(self, ask: Callable[[Hub], Awaitable[bytes | None]]) -> bytes | None:
        """None also where the hub cannot be asked: ServiceTitan may have it."""
        if self._clock.monotonic() < self._hub_alone_until:
            return None
        try:
            async with self._reading_at_once:
                return await ask(await self._connections.hub())
        except LaziError as error:
            log.info("the team's pictures cannot be reached", reason=str(error))
            self._hub_alone_until = self._clock.monotonic() + HUB_ALONE_SECONDS
            return None

    def _may_wait(self, content: bytes) -> bool:
        """For being kept."""
        return (
            self._may_keep
            and len(content) <= MOST_KEPT_BYTES
            and self._waiting + len(content) <= MOST_WAITING_BYTES
        )

    async def _keep(self, address: str, sort: str, content: bytes) -> None:
        try:
            async with self._keeping_at_once:
                await (await self._connections.hub()).keep_picture(address, sort, content)
        except MayNotDoThat as error:
            log.info("pictures are not kept for the team from here", reason=str(error))
            self._may_keep = False
        except LaziError as error:
            log.info("a picture is kept for the team another time", reason=str(error))
        finally:
            self._waiting -= len(content)

    async def _on_the_web(self, open_web: Callable[[], Awaitable[WebPictures]]) -> WebPictures:
        async with self._opening_web:
            if self._web is None:
                self._web = await open_web()
            return self._web

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


def _sort(content: bytes) -> str | None:
    """The media type, whatever its address says; None of what is not kept."""
    return next((sort for begins, sort in _BEGINNINGS.items() if content.startswith(begins)), None)
