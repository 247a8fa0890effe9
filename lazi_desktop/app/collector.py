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


def release_collector() -> None:
    """What was settled goes: another window takes its place."""
    gc.unfreeze()
    gc.collect()


def collect_if_due() -> None:
    """What Python does by itself, where it was told not to. In the thread that calls it."""
    due = [made > most for made, most in zip(gc.get_count(), gc.get_threshold(), strict=True)]
    if due[0]:
        gc.collect(max(generation for generation, is_due in enumerate(due) if is_due))


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
