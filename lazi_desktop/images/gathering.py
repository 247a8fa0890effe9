"""Every picture brought to this computer before anybody looks at it, so that all are seen offline.

Slowly, a few at a time, and never while somebody waits for a picture: nobody shall notice but by the result.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial

from lazi_desktop.images.gather_run import GatherRun, Surroundings
from lazi_desktop.ports.pictures import GatherEstimate, GatherProgress

ENOUGH_KNOWN = 20
"""Pictures that are here, from whose sizes those of the others are told."""


class PictureGathers:
    """Implements `ports.pictures.PictureGatherer`."""

    def __init__(self, surroundings: Surroundings) -> None:
        self._surroundings = surroundings
        self._lock = threading.Lock()
        self._threads = ThreadPoolExecutor(2, "gather pictures")
        self._run: GatherRun | None = None

    @property
    def under_way(self) -> GatherRun | None:
        with self._lock:
            return self._under_way()

    def estimate(self, addresses: Collection[str]) -> Future[GatherEstimate]:
        return self._threads.submit(partial(self._estimate, dict.fromkeys(addresses)))

    def gather(self, addresses: Collection[str], tell: Callable[[GatherProgress], None]) -> GatherRun:
        with self._lock:
            run = self._under_way()
            if run is not None:
                run.tell = tell
                return run
            self._run = run = GatherRun(self._surroundings, list(dict.fromkeys(addresses)), tell)
            self._threads.submit(run.work)
            return run

    def try_again(self) -> None:
        """The connection is back."""
        run = self.under_way
        if run is not None:
            run.try_again()

    def close(self) -> None:
        run = self.under_way
        if run is not None:
            run.cancel()
        self._threads.shutdown(cancel_futures=True)

    def _under_way(self) -> GatherRun | None:
        return None if self._run is None or self._run.outcome.done() else self._run

    def _estimate(self, addresses: Collection[str]) -> GatherEstimate:
        shelf = self._surroundings.shelf
        sizes = [size for address in addresses if (size := shelf.size(address)) is not None]
        missing = len(addresses) - len(sizes)
        is_known = not missing or len(sizes) >= ENOUGH_KNOWN
        return GatherEstimate(
            total=len(addresses),
            here=len(sizes),
            size=missing * sum(sizes) // max(len(sizes), 1) if is_known else None,
            room=shelf.free,
        )
