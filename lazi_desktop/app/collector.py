"""Python's garbage collector, told that what is loaded stays: walking it again and again costs a fifth of a pull."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_THRESHOLDS = (20_000, 20, 50)


def settle_collector() -> None:
    """For the rest of the process. Call it once modules, widgets and connections are there."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_THRESHOLDS)


@contextmanager
def settled_collector() -> Iterator[None]:
    """For a while."""
    before = gc.get_threshold()
    settle_collector()
    try:
        yield
    finally:
        gc.unfreeze()
        gc.set_threshold(*before)
