"""A process killed in the middle of an exchange, a pull or a push: what was saved is there, nothing goes twice."""

from __future__ import annotations

import os

import pytest

from tests.faults.desktops import LONG, Stage
from tests.faults.kills import MODES, kill

pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs SIGKILL and a fork server")

ROUNDS = {"exchange": 6, "first exchange": 3, "pull": 6, "push": 6}


@pytest.mark.parametrize("mode", MODES)
def test_a_killed_process_loses_nothing_that_was_saved(stage: Stage, mode: str):
    tally = kill(stage, ROUNDS[mode], seed=MODES.index(mode) + 1, modes=[mode])
    assert tally.kills.total() == ROUNDS[mode]
    assert tally.saved > 0 or mode == "first exchange", "which may be killed before there is anything to edit"


@pytest.mark.skipif(not LONG, reason="takes minutes: LONG_TESTS=1 runs it")
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("seed", range(100, 104))
def test_a_process_killed_hundreds_of_times_loses_nothing(
    stage: Stage, seed: int, capsys: pytest.CaptureFixture[str]
):
    tally = kill(stage, 120, seed=seed)
    with capsys.disabled():
        print(f"\n{tally.sentence()}")
    assert tally.kills.total() == 120
