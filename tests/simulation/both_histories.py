"""Histories of desks that have a real workspace beside the model: without a judge, since here somebody may be refused
what he does, and with some things that chance comes to too seldom."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from typing import cast

from lazi_desktop.domain.digests import BUCKETS
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.ports.hub_feed import Burial, FeedKind, FeedRow
from tests.simulation.actions import Action, perform
from tests.simulation.both_workspaces import BothWorkspaces, WorldOfBoth
from tests.simulation.world import Desk, World, small_lots

PUT_RIGHT = "put right"
"""A proof finds the mirror to be wrong, and then to be right after all."""
ADOPT = "adopt"
"""Two entities are told to be the same, one of them with edits of this desk: on a copy, since the hub knows nothing of
it, and histories come to it too seldom."""
ROUNDS_TO_END = 3
SLEPT_LONGEST = 900


def live(world: WorldOfBoth, actions: Sequence[Action]) -> None:
    """All is exchanged at its end."""
    with small_lots(), world.loop:
        try:
            world.worker.pull(1, full=True)
            world.pass_time(300)
            _exchange_all(world)
            world.faults = True
            for action in actions:
                if action[0] in BESIDE:
                    BESIDE[action[0]](world, world.desks[action[1]], random.Random(action[2]))
                else:
                    perform(world, action)
            world.faults = False
            for desk in world.desks:
                desk.online = True
            for _ in range(ROUNDS_TO_END):
                _exchange_all(world)
        finally:
            for desk in world.everybody:
                desk.process.end()
            world.loop.run_for(SLEPT_LONGEST)


def _put_right(world: WorldOfBoth, desk: Desk, dice: random.Random) -> None:
    work, hub, kind = desk.workspace, world.hub, EntityKind.MATERIAL
    there = [
        row
        for row in hub.snapshot_part(FeedKind.MIRROR)
        if hub.items[row.entity_key].kind is kind and hub.items[row.entity_key].mirrored
    ]
    if work.epoch != hub.epoch or work.cursor != len(hub.feed) or len(there) < 2:
        return
    world.stats["restores"] += 1  # else the model takes it for a defect
    _, other, *rest = dice.sample(there, len(there))
    assert other.payload is not None
    fields = {**other.payload["fields"], "price": world.new_value()}
    wrong = [replace(other, payload={**other.payload, "fields": fields}), *rest]
    for rows in (wrong, there):
        work.refresh(kind, range(BUCKETS), rows, work.cursor)


def _adopt(world: WorldOfBoth, desk: Desk, dice: random.Random) -> None:
    work = desk.workspace
    there = [key for key in work.shown() if work.kind_of(key) is EntityKind.MATERIAL]
    edited = [key for key in there if work.overlays(key)]
    if work.epoch is None or not edited or len(there) < 2:
        return
    key = dice.choice(edited)
    payload = {
        "kind": EntityKind.MATERIAL.value,
        "reason": Burial.ADOPTED.value,
        "replaced_by": dice.choice([one for one in there if one != key]),
    }
    row = FeedRow(work.cursor + 1, world.new_id(), True, FeedKind.TOMBSTONE, key, "", payload, None)
    twin = cast(BothWorkspaces, work.copy())
    twin.apply_feed([row])
    twin.beside.close()


BESIDE = {PUT_RIGHT: _put_right, ADOPT: _adopt}


def _exchange_all(world: World) -> None:
    for desk in world.desks:
        desk.exchange(1)
    world.pass_time(SLEPT_LONGEST)
