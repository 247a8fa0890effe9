"""The benchmarks still work. What they measure here means nothing, and nothing of it is asserted."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest

from lazi_desktop.app.system import SystemClock
from lazi_desktop.config.settings import SyncSettings
from lazi_desktop.domain.keys import TenantId
from lazi_desktop.ports.hub import DeviceInfo
from lazi_desktop.sync.schedule import EVERY_MINUTE
from tests.benchmarks.team import Desk, scheduled_parts

ROOT = Path(__file__).resolve().parents[1]
FAST = (
    "start",
    "search",
    "columns",
    "scroll",
    "edit",
    "reprice",
    "review",
    "editor",
    "memory",
    "kits_replace",
    "kit_open",
    "kit_search",
    "pictures",
    "gallery",
    "matching",
)
"""These share one small profile; the others start PostgreSQL and the simulator for themselves."""


@pytest.mark.timeout(600)  # nine programs, one after the other
def test_a_quick_run_prints_figures_with_targets() -> None:
    only = [word for name in FAST for word in ("--only", name)]
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks", "--quick", *only],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    assert report["version"] == 1
    assert report["quick"] is True
    assert set(report["benchmarks"]) == set(FAST)
    for name, result in report["benchmarks"].items():
        assert result["figures"], name
        for figure in result["figures"]:
            assert figure["value"] > 0, figure
            assert figure["met"] == (figure["value"] <= figure["target"]), figure


def test_the_engine_that_has_nothing_to_do_still_looks_up_its_jobs() -> None:
    """By the schedule that everybody has; and signed in, or it would not look at all."""
    workspace: Any = SimpleNamespace(replica=None, replication=None)
    desk = Desk(workspace, lambda: None, DeviceInfo(uuid4(), uuid4(), "a desk"))
    parts = scheduled_parts(desk, TenantId(uuid4()))
    assert parts.schedule is not None
    shown = parts.schedule.shown(SystemClock().now(), {})
    usual = SyncSettings()
    assert {job.name: job.cron for job in shown} == {
        "push": EVERY_MINUTE,
        "pull": usual.pull,
        "lists": usual.lists,
        "sweep": usual.sweep,
        "tend": usual.tend,
    }

    async def signed_in() -> object:
        return await parts.open_remote()

    assert asyncio.run(signed_in())
