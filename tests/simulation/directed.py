"""Histories whose actions are given, for what comes together too rarely by chance. What else happens is drawn."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from tests.simulation.actions import Action
from tests.simulation.history import Outcome, run
from tests.simulation.mutants import NEEDLESS
from tests.simulation.world import DESKS, World

Step = tuple[str, int, float]
"""Which action, at which desk, and how long afterwards the next one comes."""
WORKER = 3
A_LIST: Step = ("office changes a list", 0, 1)
LISTS_CHANGE: Sequence[Step] = (*[A_LIST] * 4, ("pull", WORKER, 10), ("exchange", 0, 3))
ALL_HEAR: Sequence[Step] = (("pull", WORKER, 10), *[("exchange", desk, 3) for desk in range(DESKS)])


class Directed(NamedTuple):
    """Of a hundred such histories one at least kills the mutant, which `breaks` this invariant. The product survives
    them all."""

    kills: str
    breaks: str
    steps: Sequence[Step]

    def outcomes(self, make: Any = World) -> Iterator[Outcome]:
        for seed in range(100):
            yield run(seed, actions=self.actions(seed), make=make)

    def actions(self, seed: int) -> list[Action]:
        dice = random.Random(seed)
        return [(name, who, dice.getrandbits(32), pause) for name, who, pause in self.steps]


CUT_SHORT = Directed(NEEDLESS, "", (
    ("give the first one a picture", 0, 1), ("push", 0, 2), ("crash", 0, 1), ("pull", WORKER, 10), ("exchange", 0, 1),
))  # fmt: skip
"""A picture is sent, the sender dies, and the next pull finds what came of it. It breaks nothing, and is counted."""
DIRECTED = (
    # A price is sent and no answer comes; the office sets it too, and a new draft takes the place of what was sent.
    Directed("echo by field", "I3", (
        ("edit the price", 0, 1), ("submit", 0, 1), ("push", 0, 10), ("office edits the price", 0, 1),
        ("edit the price", 0, 1), ("exchange", 0, 1), ("pull", WORKER, 10), ("exchange", 0, 1),
    )),
    # A create is submitted and sent after the last backup, and does not show yet when the hub is put back.
    Directed("no create hold", "I4", (
        ("create", 0, 1), ("exchange", 0, 3), ("back up hub", 0, 1), ("submit", 0, 1), ("push", 0, 3),
        ("restore hub", 0, 1), ("exchange", 0, 1), ("recode", 0, 1), ("submit", 0, 1), ("push", 0, 10),
        ("push", 0, 10),
    )),
    # A profile that was copied shared something as another device, and the hub forgets that.
    Directed("past forgotten", "I1", (
        ("back up hub", 0, 1), ("edit the price", 0, 1), ("exchange", 0, 3), ("back up profile", 0, 1),
        ("edit", 0, 1), ("exchange", 0, 3), ("put profile back", 0, 1), ("edit", 0, 1), ("exchange", 0, 3),
        ("restore hub", 0, 3), ("exchange", 0, 3),
    )),
    # Two computers are the same device; what one shared is forgotten, and the other shares something first.
    Directed("numbers believed", "I1", (
        ("exchange", 0, 3), ("exchange", 1, 3), ("exchange", 2, 3), ("back up hub", 0, 1), ("clone computer", 0, 1),
        ("edit the price", 0, 1), ("edit", 0, 1), ("exchange", 0, 3), ("restore hub", 0, 1), ("edit", 1, 1),
        ("edit", 2, 1), ("exchange", 1, 3), ("exchange", 2, 3), ("exchange", 0, 3),
    )),
    # Two full runs one after the other do not name what is there.
    Directed("buried unasked", "I18", (
        ("pull what lacks some", WORKER, 30), ("pull what lacks some", WORKER, 30), ("exchange", 0, 3),
    )),
    # A hub forgets nothing but lists, and those are read again before anybody looks.
    Directed("lists unproved", "I2", (
        *[A_LIST] * 8, *ALL_HEAR, ("back up hub", 0, 1), *[A_LIST] * 2, *ALL_HEAR, ("restore hub", 0, 1),
        *[A_LIST] * 8, *ALL_HEAR,
    )),
    # The clock of the hub's server is set back, and a list changes.
    Directed("lists by the clock", "I2", (
        ("hub's clock jumps", 0, 1), *LISTS_CHANGE, ("hub's clock jumps", 0, 1), *LISTS_CHANGE,
    )),
    # A hub forgets an edit and its picture; it is offered both again.
    Directed("pictures given once", "I6", (
        ("back up hub", 0, 1), ("give the first one a picture", 0, 1), ("exchange", 0, 3), ("restore hub", 0, 1),
        ("exchange", 0, 3), ("push", 0, 10),
    )),
    # Rows are no longer in a list.
    Directed("lists only grow", "I2", (*LISTS_CHANGE, *LISTS_CHANGE)),
)  # fmt: skip
