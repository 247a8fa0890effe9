"""Whatever happens to several desks, a worker, the hub and ServiceTitan: no invariant fails, and all comes to rest."""

from __future__ import annotations

import pytest

from lazi_desktop.domain.merge import Decision
from lazi_desktop.domain.ops import Op
from lazi_desktop.domain.values import Value
from tests.simulation.actions import FILED, KITS, LISTED, LONG, NARROW, RECALLED
from tests.simulation.directed import CUT_SHORT, DIRECTED, Directed
from tests.simulation.history import run, story
from tests.simulation.model_hub import ModelHub
from tests.simulation.model_rows import Item
from tests.simulation.model_storage import PICTURES
from tests.simulation.mutants import ALONE_OR_TOGETHER, JUDGED_BY_COUNT, NEEDLESS, mutated
from tests.simulation.soak import Kept, batches, kept_seeds
from tests.simulation.violation import Violation
from tests.simulation.world import World

RANGES = (
    (1_000_000, 1_090),
    (NARROW, 350),
    (LISTED, 100),
    (LONG, 100),
    (FILED, 100),
    (RECALLED, 60),
    (KITS, 100),
    (PICTURES, 100),
)
LOTS = [lot for first, histories in RANGES for lot in batches(first, histories)]
KEPT = kept_seeds()


@pytest.mark.timeout(300)  # the shortest history that fails takes some looking for
@pytest.mark.parametrize("lot", LOTS, ids=lambda lot: f"{lot[0]}-{lot[-1]}")
def test_histories_keep_every_invariant_and_come_to_rest(lot: range):
    for seed in lot:
        outcome = run(seed)
        assert outcome.failure is None, story(outcome)
        assert outcome.stats["steps"] >= 200


def test_these_are_two_thousand_histories():
    assert len({seed for lot in LOTS for seed in lot}) == 2_000


@pytest.mark.parametrize("seed", [kept.seed for kept in KEPT if not kept.mutants])
def test_a_history_that_once_failed(seed: int):
    outcome = run(seed)
    assert outcome.failure is None, story(outcome)


@pytest.mark.parametrize("seed", [3, 1414])
def test_the_same_seed_is_the_same_history(seed: int):
    assert run(seed).trace == run(seed).trace
    assert run(seed).trace != run(seed + 1).trace


@pytest.mark.parametrize(
    "kept", [kept for kept in KEPT if kept.mutants], ids=lambda kept: " + ".join(kept.mutants)
)
def test_a_deliberate_bug_is_caught(kept: Kept):
    assert run(kept.seed).failure is None, "the product itself must survive this history"
    outcome = run(kept.seed, make=mutated(kept.mutants))
    assert outcome.broken == kept.breaks, (
        f"{outcome.failure!r} with seed {kept.seed}: `python3 lazi.py soak --mutants` finds another"
    )


@pytest.mark.parametrize("directed", DIRECTED, ids=lambda directed: directed.kills)
def test_a_deliberate_bug_that_chance_does_not_find_is_caught(directed: Directed):
    failed = [outcome for outcome in directed.outcomes() if outcome.failure is not None]
    assert not failed, story(failed[0])
    assert any(outcome.broken == directed.breaks for outcome in directed.outcomes(mutated([directed.kills])))


class CrashingHub(ModelHub):
    def decide(self, item: Item, op: Op, current: Value) -> Decision:
        raise LookupError("a mistake of the double")


class CrashingWorld(World):
    hub_type = CrashingHub


def test_a_double_that_crashes_is_not_caught():
    outcome = run(0, make=CrashingWorld)
    assert isinstance(outcome.failure, LookupError)
    assert outcome.broken is None
    outcome.failure = Violation("defect", "Task exception was never retrieved")
    assert outcome.broken is None


def test_every_deliberate_bug_is_caught_by_something():
    caught = {kept.mutants for kept in KEPT} | {(directed.kills,) for directed in DIRECTED}
    assert set(ALONE_OR_TOGETHER) - caught == set()


def test_without_a_last_look_the_office_is_overwritten_more_often():
    """ServiceTitan has no row versions, so this breaks no promise; it shows in the count alone."""
    seeds = range(1, 31)
    with_it = sum(run(seed).stats["races"] for seed in seeds)
    without = sum(run(seed, make=mutated([JUDGED_BY_COUNT])).stats["races"] for seed in seeds)
    assert without > 5 * (with_it + 1)


def test_an_echo_that_is_known_by_its_upload_spares_people_questions():
    """What ServiceTitan has renamed altogether is still asked about."""
    with_it = sum(outcome.stats["needless"] for outcome in CUT_SHORT.outcomes())
    without = sum(outcome.stats["needless"] for outcome in CUT_SHORT.outcomes(mutated([NEEDLESS])))
    assert without > 2 * with_it
