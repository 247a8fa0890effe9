"""What the hub makes of ops on kits, the model makes of them too: built by people, and made up by chance."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kits.parts import KitId, KitPart
from lazi_desktop.domain.ops import Op, OpKind, OpOutcome
from lazi_desktop.operations.kits.whole_kits import create_kit, rename
from lazi_desktop.store.hub.embedded import EmbeddedPostgres
from tests.simulation import model_rows
from tests.simulation.both_kits import ACTS
from tests.simulation.test_conformance import TwoHubs

_KINDS = (KitPart.KIT, KitPart.ITEM, KitPart.ITEM, KitPart.USE, KitPart.VERSION)
_FIELDS = ("quantity", "quantity", "note", "place", "gone", "version", "number", "kit", "Odd name")
_VALUES: tuple[Any, ...] = (None, 1, 2, True, "a", ["a", 1], {"a": None})


@pytest.mark.timeout(120)
@pytest.mark.parametrize("seed", range(4))
def test_kits_that_people_build_are_told_alike(server: EmbeddedPostgres, tmp_path: Path, seed: int):
    before = model_rows.TENANT
    TwoHubs.server, TwoHubs.folder = server, tmp_path
    chance = random.Random(seed)
    hubs = TwoHubs()
    try:
        _name_one_at_once(hubs)
        for _ in range(90):
            who = chance.randrange(3)
            if chance.random() < 0.25:
                hubs.exchange(who)
            elif chance.random() < 0.1:
                hubs.undo_last(who % 2)
            else:
                hubs.work_on_kits(
                    who, chance.choice((*ACTS, "change a kit", "change a kit")), chance.getrandbits(32)
                )
        outcomes = {one.outcome for one in hubs.model.op_log.values() if one.op.kind is OpKind.KIT}
        assert outcomes >= {OpOutcome.ACCEPTED, OpOutcome.CONFLICT}
        assert OpOutcome.REJECTED not in outcomes
    finally:
        hubs.teardown()
        model_rows.TENANT = before


def _name_one_at_once(hubs: TwoHubs) -> None:
    kit = KitId(uuid4())
    hubs.everybody[0].do(create_kit, "Pad", kit=kit)
    for who in (0, 1, 2):
        hubs.exchange(who)
    for person in hubs.everybody:
        person.do(rename, kit, f"{person.name}'s")
    for who in (0, 1, 2):
        hubs.exchange(who)


class Chance:
    """Ops on a few parts: in any order, seen by people who saw anything, some of them no desktop sends."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)
        self.parts = [(UUID(int=seed * 1_000 + n), self.dice.choice(_KINDS)) for n in range(1, 6)]
        self.kit = UUID(int=seed * 1_000 + 500)

    def op(self, number: int) -> Op:
        key, kind = self.dice.choice(self.parts)
        if self.dice.random() < 0.05:
            kind = KitPart.GROUP
        is_whole = self.dice.random() < 0.2
        return Op(
            kind=OpKind.KIT, entity_kind=kind, entity_key=EntityKey(key), op_id=uuid4(), op_no=number, txn_id=uuid4(),
            wall="", field="" if is_whole else self.dice.choice(_FIELDS),
            value=self._whole() if is_whole else self.dice.choice(_VALUES), seen=self.dice.choice(_VALUES[:4]),
            base=self.dice.choice((None, [], [1, "a"], [2, ["a", 1]], "odd")),
        )  # fmt: skip

    def _whole(self) -> Any:
        if self.dice.random() < 0.1:
            return self.dice.choice(_VALUES)
        kit = self.kit if self.dice.random() < 0.9 else UUID(int=1)
        names = self.dice.sample(("quantity", "note", "place", "gone"), 2)
        return {"kit": str(kit), **{name: self.dice.choice(_VALUES) for name in names}}


@pytest.mark.timeout(120)
@pytest.mark.parametrize("seed", range(1, 7))
def test_ops_that_chance_makes_up_are_taken_alike(server: EmbeddedPostgres, tmp_path: Path, seed: int):
    before = model_rows.TENANT
    TwoHubs.server, TwoHubs.folder = server, tmp_path
    hubs, chance = TwoHubs(), Chance(seed)
    numbers = [1] * len(hubs.everybody)
    try:
        for _ in range(40):
            who = chance.dice.randrange(len(hubs.everybody))
            ops = [chance.op(numbers[who] + n) for n in range(chance.dice.randint(1, 6))]
            numbers[who] += len(ops)
            hubs.runner.run(hubs.everybody[who].hub.apply_ops(ops))
            hubs.agree_on_kits()
        outcomes = {one.outcome for one in hubs.model.op_log.values()}
        assert outcomes >= {OpOutcome.ACCEPTED, OpOutcome.CONFLICT, OpOutcome.NOOP, OpOutcome.REJECTED}
    finally:
        hubs.close()
        model_rows.TENANT = before
