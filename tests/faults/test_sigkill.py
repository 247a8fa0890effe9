"""A process killed in the middle of an exchange, a pull or a push: what was saved is there, nothing goes twice."""

from __future__ import annotations

import os

import pytest

from tests.faults.desktops import LONG, Stage
from tests.faults.kills import MODES, kill

pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs SIGKILL and a fork server")

KILLS = {"exchange": (30, 30), "first exchange": (10, 10), "pull": (30, 30), "push": (20, 20, 20)}
"""Of each case, by mode: 200 in all. A first exchange costs several times what the others do: it begins a profile."""
CASES = [(mode, part, kills) for mode, parts in KILLS.items() for part, kills in enumerate(parts)]


@pytest.mark.timeout(300)
@pytest.mark.parametrize(("mode", "part", "kills"), CASES)
def test_a_killed_process_loses_nothing_that_was_saved(stage: Stage, mode: str, part: int, kills: int):
    tally = kill(stage, kills, seed=1 + part * len(MODES) + MODES.index(mode), modes=[mode])
    assert tally.kills.total() == kills
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
