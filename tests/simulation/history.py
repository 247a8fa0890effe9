"""One history: run it, and where it fails make it as short as it can be."""

from __future__ import annotations

import asyncio
import contextlib
import re
from collections.abc import Sequence
from typing import Any

from tests.simulation.actions import Action, describe, perform, plan
from tests.simulation.judge import Judge
from tests.simulation.loop import Livelock
from tests.simulation.violation import Violation
from tests.simulation.world import DESKS, World, small_lots

STEPS = 220
ROUNDS_TO_END = 50
INVARIANT = re.compile(r"I\d+")


class Outcome:
    """What came of a history."""

    __slots__ = ("actions", "failure", "log", "seed", "stats", "trace")

    def __init__(self, seed: int, actions: Sequence[Action]) -> None:
        self.seed = seed
        self.actions = list(actions)
        self.failure: BaseException | None = None
        self.stats: dict[str, int] = {}
        self.trace = 0
        self.log: list[str] = []

    @property
    def sign(self) -> str:
        """What kind of failure it is: while it is shortened this must stay."""
        failure = self.failure
        if failure is None:
            return ""
        return failure.rule if isinstance(failure, Violation) else type(failure).__name__

    @property
    def broken(self) -> str | None:
        """The invariant that did not hold; none where something crashed, which says nothing about the protocol."""
        failure = self.failure
        if isinstance(failure, Violation) and INVARIANT.fullmatch(failure.rule):
            return failure.rule
        return None


def run(
    seed: int,
    *,
    steps: int = STEPS,
    actions: Sequence[Action] | None = None,
    make: Any = World,
    told: bool = False,
) -> Outcome:
    """`make` makes the world: a mutant's is another."""
    if actions is None:
        actions = plan(seed, steps, DESKS)
    outcome = Outcome(seed, actions)
    with small_lots():
        world = make(seed)
        if told:
            world.log = outcome.log
        with world.loop:
            try:
                _live(world, actions)
            except (
                Violation,
                Livelock,
                AssertionError,
                ArithmeticError,
                LookupError,
                TypeError,
                ValueError,
            ) as failure:
                outcome.failure = failure
            except Exception as failure:  # a defect of the product, handed on by the task it happened in
                outcome.failure = failure
            finally:
                outcome.stats, outcome.trace = dict(world.stats), world.trace
                _end(world)
    return outcome


def _end(world: World) -> None:
    """The power goes everywhere; nothing is left half done in memory."""
    for _ in range(ROUNDS_TO_END):
        for desk in world.everybody:
            desk.process.end()
        left = asyncio.all_tasks(world.loop)
        if not left:
            return
        for task in left:
            task.cancel()
        with contextlib.suppress(Violation):  # what fails now is not this history's failure
            world.loop.run_for(200)


def _live(world: World, actions: Sequence[Action]) -> None:
    judge = Judge(world)
    world.worker.pull(1, full=True)
    world.pass_time(300)
    for desk in world.desks:
        desk.exchange(1)
    world.pass_time(10)
    judge.look()
    world.faults = True
    for action in actions:
        perform(world, action)
        judge.look()
    judge.bring_to_rest()
    judge.sum_up()


def shorten(outcome: Outcome, make: Any = World, *, tries: int = 400) -> Outcome:
    """Leaves out actions, large pieces first, as long as the same invariant fails."""
    best = outcome
    piece = max(len(best.actions) // 2, 1)
    while piece and tries:
        place = 0
        while place < len(best.actions) and tries:
            tries -= 1
            fewer = best.actions[:place] + best.actions[place + piece :]
            again = run(outcome.seed, actions=fewer, make=make)
            if again.sign == outcome.sign:
                best = again
            else:
                place += piece
        piece //= 2
    return best


def story(outcome: Outcome, make: Any = World) -> str:
    """A failure as a person reads it: seed, shortest list of actions, and what happened."""
    shortest = shorten(outcome, make) if outcome.failure is not None else outcome
    told = run(outcome.seed, actions=shortest.actions, make=make, told=True)
    lines = [f"seed {outcome.seed}: {told.failure!r}", f"the {len(shortest.actions)} actions it takes:"]
    lines += [f"  {describe(action)}" for action in shortest.actions]
    return "\n".join([*lines, "what happened:", *told.log])
