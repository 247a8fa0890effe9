"""A pull, a push and many desktops at once on one hub, in small. `lazi.py bench --only load` does it in large."""

from __future__ import annotations

from pathlib import Path

import pytest

from lazi_desktop.simulator import RunningSimulator, SimulatorSettings
from lazi_desktop.store.hub.embedded import EmbeddedPostgres
from tests.faults.conftest import pull
from tests.faults.desktops import Stage, run
from tests.faults.load import Load


@pytest.mark.usefixtures("remote")
def test_a_pull_a_push_and_many_desktops_at_once(hub_server: EmbeddedPostgres, tmp_path: Path):
    with (
        RunningSimulator(SimulatorSettings(scale=0.03, seed=7)) as simulator,
        Stage(hub_server, simulator, tmp_path) as stage,
    ):
        run(pull(stage))
        findings = run(Load(stage, desktops=6, changes=60, pause=0.5).run())
    assert findings.edits > 0
    assert findings.deadlocks == 0
    assert findings.longest_wait < 5, "locks are held for moments"
