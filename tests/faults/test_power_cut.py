"""The power fails under a workspace: what was said to be saved is there, whole, and nothing else is.

In other systems' words: crash consistency of the workspace file. `PYTHONHASHSEED=0` repeats a seed to the last write.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.faults.cut_histories import Violation, cut_power
from tests.faults.desktops import LONG


def test_what_was_saved_outlives_power_cuts(tmp_path: Path):
    tally = cut_power(tmp_path, 300, seed=1)
    assert tally.cuts == 300
    assert tally.saved > 300
    assert tally.undone
    assert tally.whole_after_all
    assert tally.snapshots_again
    assert {"opening", "an edit", "a large edit", "the feed", "receipts", "a snapshot", "closing"} <= set(
        tally.doing
    )
    assert {"write of the log", "sync of the log", "write of the file", "sync of the file"} <= set(
        tally.where
    )
    assert set(tally.fates) == {"lost", "kept", "first ones", "any", "torn"}


@pytest.mark.parametrize("weaker", ["NORMAL", "OFF"])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_file_that_is_not_synced_at_each_commit_is_found_out(tmp_path: Path, weaker: str, seed: int):
    with pytest.raises(Violation):
        cut_power(tmp_path, 300, seed=seed, instead_of_full=weaker)


@pytest.mark.skipif(not LONG, reason="takes minutes: LONG_TESTS=1 runs it")
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("seed", range(100, 104))
def test_what_was_saved_outlives_thousands_of_power_cuts(
    tmp_path: Path, seed: int, capsys: pytest.CaptureFixture[str]
):
    tally = cut_power(tmp_path, 1_000, seed=seed)
    with capsys.disabled():
        print(f"\n{tally.sentence()}")
    assert tally.cuts == 1_000
