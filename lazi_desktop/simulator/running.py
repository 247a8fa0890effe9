"""A simulator in this process, in a thread of its own."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from types import TracebackType
from typing import Any, Self, TypeVar

from lazi_desktop.simulator.core import SimulatorCore
from lazi_desktop.simulator.hosting import Hosting
from lazi_desktop.simulator.settings import SimulatorSettings
from lazi_desktop.simulator.uploads import UploadHabits
from lazi_desktop.simulator.wire import Json

T = TypeVar("T")


class RunningSimulator:
    """Serves from entering the context to leaving it.

    The methods may be called from any thread; what they do happens between two requests.
    """

    def __init__(self, settings: SimulatorSettings | None = None) -> None:
        self.settings = settings or SimulatorSettings()
        self._core = SimulatorCore(self.settings)
        self._hosting: Hosting | None = None
        self._thread: threading.Thread | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stopping: asyncio.Event | None = None

    def __enter__(self) -> Self:
        self._hosting = hosting = Hosting(self._core)
        started: Future[None] = Future()
        self._thread = threading.Thread(target=self._serve, args=(hosting, started), name="simulator")
        self._thread.start()
        try:
            started.result(timeout=30)
        except BaseException:
            self._thread.join()
            hosting.close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._loop is not None and self._stopping is not None and self._thread is not None:
            self._loop.call_soon_threadsafe(self._stopping.set)
            self._thread.join()
        self._loop = None

    @property
    def api_url(self) -> str:
        return self._hosted().api_url

    @property
    def auth_url(self) -> str:
        return self._hosted().api_url

    @property
    def images_url(self) -> str:
        return self._hosted().images_url

    @property
    def tenant(self) -> str:
        return self.settings.tenant

    @property
    def client_id(self) -> str:
        return self.settings.client_id

    @property
    def client_secret(self) -> str:
        return self.settings.client_secret

    @property
    def app_key(self) -> str:
        return self.settings.app_key

    def requests(self) -> list[Json]:
        """The request log: method, path, query, status (0 for a cut connection), origin, faults."""
        return self._do(lambda: [dict(entry) for entry in self._core.log])

    def clear_requests(self) -> None:
        self._do(self._core.log.clear)

    def inject(
        self,
        kind: str,
        *,
        match: Mapping[str, str] | None = None,
        skip: int = 0,
        every: int = 1,
        **options: Any,
    ) -> None:
        """Adds a fault; ``times`` says how often it strikes (1), None for as long as it is not cleared.

        ``match`` takes method, path, path_contains and query_contains; the kinds and their options
        are in ``faults.KINDS``. ``skip`` lets that many matching requests pass first, ``every`` hits
        one in so many.
        """
        declaration = {"kind": kind, "match": dict(match or {}), "skip": skip, "every": every, **options}
        self._do(lambda: self._core.inject(declaration))

    def clear_faults(self) -> None:
        self._do(self._core.faults.clear)

    def office_edit(self, kind: str, remote_id: int, changes: Json) -> Json:
        return self._do(lambda: self._core.office_edit(kind, remote_id, changes))

    def office_create(self, kind: str, fields: Json) -> Json:
        return self._do(lambda: self._core.office_create(kind, fields))

    def office_delete(self, kind: str, remote_id: int) -> None:
        self._do(lambda: self._core.office_delete(kind, remote_id))

    def item(self, kind: str, remote_id: int) -> Json:
        return self._do(lambda: self._core.item(kind, remote_id))

    def items(self, kind: str) -> list[Json]:
        """In the order of their ids; categories without their subtrees."""
        return self._do(lambda: self._core.items(kind))

    def reset(self) -> None:
        self._do(self._core.reset)

    def advance(self, seconds: float) -> None:
        """Moves the tenant's clock forward: tokens expire, feeds and lists release what they withheld, what was to be
        applied late is applied."""
        self._do(lambda: self._core.advance(seconds))

    def lag_lists(self, seconds: float) -> None:
        """For so long, lists do not show what is new. Until the next reset."""

        def lag() -> None:
            self._core.tenant.list_lag = seconds

        self._do(lag)

    def treat_uploads(
        self, how: str = "copied", *, seconds: float | None = None, refuses_gone: bool = False
    ) -> None:
        """What becomes of uploaded pictures, as in ``uploads``. Until the next reset."""
        habits = UploadHabits(how, seconds, refuses_gone)

        def treat() -> None:
            self._core.tenant.uploads = habits

        self._do(treat)

    def _hosted(self) -> Hosting:
        if self._hosting is None:
            raise RuntimeError("the simulator is not running")
        return self._hosting

    def _do(self, action: Callable[[], T]) -> T:
        """Runs on the server's loop while there is one, directly otherwise."""
        if self._loop is None:
            return action()
        done: Future[T] = Future()

        def run() -> None:
            try:
                done.set_result(action())
            except BaseException as error:
                done.set_exception(error)

        self._loop.call_soon_threadsafe(run)
        return done.result(timeout=60)

    def _serve(self, hosting: Hosting, started: Future[None]) -> None:
        async def main() -> None:
            self._loop = asyncio.get_running_loop()
            self._stopping = asyncio.Event()
            ready = asyncio.Event()
            serving = asyncio.create_task(hosting.run(ready, self._stopping))
            waiting = asyncio.create_task(ready.wait())
            await asyncio.wait({serving, waiting}, return_when=asyncio.FIRST_COMPLETED)
            if ready.is_set():
                started.set_result(None)
            waiting.cancel()
            await serving

        try:
            asyncio.run(main())
        except BaseException as error:
            if not started.done():
                started.set_exception(error)
            else:
                raise
