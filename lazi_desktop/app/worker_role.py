"""Who a worker without a window is: a device of its own, also where several run on one machine."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count

from filelock import FileLock, Timeout

from lazi_desktop.config.places import ProfilePlaces


@contextmanager
def worker_role(places: ProfilePlaces) -> Iterator[str]:
    """A role that no other program of this profile has now: each numbers its ops on its own."""
    places.folder.mkdir(parents=True, exist_ok=True)
    for number in count(1):
        role = "sync" if number == 1 else f"sync {number}"
        lock = FileLock(places.device(role).with_suffix(".lock"))
        try:
            lock.acquire(timeout=0)
        except Timeout:
            continue
        try:
            yield role
        finally:
            lock.release()
        return
