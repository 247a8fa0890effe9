"""How long something takes: by the clock on the wall, and what the whole process worked meanwhile.

What others do on the machine lengthens the first alone.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from tests.benchmarks.figures import spread


@contextmanager
def timed(found: dict[str, Any], name: str) -> Iterator[None]:
    """Appends the seconds to `found[name]` and the processor's to `found[worked(name)]`."""
    began, idle = time.perf_counter(), time.process_time()
    yield
    found.setdefault(name, []).append(time.perf_counter() - began)
    found.setdefault(worked(name), []).append(time.process_time() - idle)


def worked(name: str) -> str:
    return f"{name}, processor"


def spreads(found: Mapping[str, Any], *names: str) -> dict[str, Any]:
    """Of the things timed, both."""
    return {one: spread(found[one]) for name in names for one in (name, worked(name))}
