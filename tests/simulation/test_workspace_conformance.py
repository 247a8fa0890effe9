"""The model of a workspace shows what the real one shows: histories in which both are told the same.

Every desk has a workspace in SQLite beside its model. After each thing that either is told the two are compared in all
that their ports show, and nothing shows otherwise of which nobody hears.
"""

from __future__ import annotations

import os
import random
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from lazi_desktop.domain.ops import Changes
from lazi_desktop.store.workspace import replica
from lazi_desktop.store.workspace.feed import FeedTables
from lazi_desktop.store.workspace.kit_parts import KitParts
from lazi_desktop.store.workspace.ledger import Ledger, Touched
from lazi_desktop.store.workspace.unit_of_work import SqliteUnitOfWork
from tests.simulation.actions import FILED, KITS, LONG, NARROW, RECALLED, Action, plan
from tests.simulation.both_histories import ADOPT, PUT_RIGHT, live
from tests.simulation.both_workspaces import RULE, WorldOfBoth
from tests.simulation.model_storage import PICTURES
from tests.simulation.real_workspace import Disk
from tests.simulation.violation import Violation
from tests.simulation.world import DESKS

STEPS = 80
LONG_RUN = bool(os.environ.get("LONG_TESTS"))
SORTS = (NARROW, LONG, FILED, RECALLED, KITS, PICTURES)
SEEDS = [first + number for first in SORTS for number in range(40 if LONG_RUN else 1)]
SELDOM = (
    "undo", "redo", "revert", "recall", "resolve", "create", "discard", "crash", "clock jumps", "back up hub",
    "restore hub", "back up profile", "put profile back", "clone computer", "feed begins later", PUT_RIGHT, ADOPT,
)  # fmt: skip
"""What other histories are short of, and a workspace can do wrong."""
MAKING = {
    "create": 5.0, "submit": 6, "push": 12, "pull": 8, "exchange": 4, "edit": 2, "edit many": 5, "crash": 1, "file": 2,
    "found a change-set": 1, "back up hub": 0.5, "restore hub": 0.5, "undo": 1, "office edit": 2, "resolve": 1,
    PUT_RIGHT: 0.5, ADOPT: 2,
}  # fmt: skip
"""Of histories in which much that was made here comes to be at ServiceTitan."""
SEEDS_OF_MAKING = [NARROW, NARROW + 14, *range(FILED, FILED + (200 if LONG_RUN else 0))]

Plan = Callable[[int], list[Action]]


def _of_all_sorts(seed: int) -> list[Action]:
    dice = random.Random(seed)
    return [
        (dice.choice(SELDOM), *action[1:]) if action[1] < DESKS and dice.random() < 0.2 else action
        for action in plan(seed, STEPS, DESKS)
    ]


def _of_making(seed: int) -> list[Action]:
    names = random.Random(seed).choices(list(MAKING), list(MAKING.values()), k=STEPS)
    return [
        (name, who % DESKS, draw, pause)
        for name, (_, who, draw, pause) in zip(names, plan(seed, STEPS, DESKS), strict=True)
    ]


def _live(seed: int, planned: Plan, folder: Path) -> Counter[str]:
    disk = Disk(folder / str(seed))
    world = WorldOfBoth(seed, disk)
    try:
        live(world, planned(seed))
    finally:
        disk.close()
    return world.heard


@pytest.mark.parametrize("seed", SEEDS)
def test_the_model_is_the_workspace(tmp_path: Path, seed: int):
    heard = _live(seed, _of_all_sorts, tmp_path)
    assert heard["the feed comes"] > 0
    assert heard["ops are acknowledged"] > 0


@pytest.mark.parametrize("seed", SEEDS_OF_MAKING)
def test_what_is_made_here_shows_alike(tmp_path: Path, seed: int):
    assert _live(seed, _of_making, tmp_path)["the feed comes"] > 0


class Mutant(NamedTuple):
    """One thing that the real workspace does otherwise, and a history that finds it."""

    name: str
    where: Any
    what: str
    instead: Callable[..., Any]
    seed: int = NARROW
    planned: Plan = _of_making


_NOTHING_TOUCHED = Touched(set(), set())
MUTANTS = (
    Mutant(
        "what the feed has shown still lies over it", Ledger, "lift", lambda *told, **how: _NOTHING_TOUCHED
    ),
    Mutant("a snapshot drops nothing", FeedTables, "drop_before", lambda self, generation: set()),
    Mutant("kits stay as they were", KitParts, "renew_all", lambda self: None, KITS + 2, _of_all_sorts),
    Mutant("what is undone is undone again", SqliteUnitOfWork, "mark_undone", lambda self, step: None),
    Mutant("what names a new entity stays", Ledger, "naming", lambda self, keys: set(), NARROW + 14),
    Mutant("what is adopted leaves its edits behind", Ledger, "move", lambda self, old, new: None),
    Mutant("what was filed since is offered as it was", Ledger, "_file_by_now", lambda self: None),
    Mutant("nobody hears of anything", replica, "_changes", lambda keys, landed: Changes()),
)


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_a_workspace_that_does_otherwise_is_found_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mutant: Mutant
):
    monkeypatch.setattr(mutant.where, mutant.what, mutant.instead)
    with pytest.raises(Violation) as found:
        _live(mutant.seed, mutant.planned, tmp_path)
    assert found.value.rule == RULE
