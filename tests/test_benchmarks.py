"""The benchmarks still work. What they measure here means nothing, and nothing of it is asserted."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

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
