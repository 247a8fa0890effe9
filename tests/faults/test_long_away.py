"""A desktop that was away for a month or for longer, with 5,000 edits of its own: all of them go out."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from typing import cast

import pytest

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.values import Value
from lazi_desktop.operations.edit_fields import FieldEdit, edit_fields
from lazi_desktop.ports.hub_feed import SnapshotPage
from lazi_desktop.store.hub.hub import PostgresHub
from lazi_desktop.sync.replication import Replicator
from lazi_desktop.sync.turn import Turn
from tests.faults.desktops import PATIENCE, Desktop, Stage, run
from tests.faults.filling import fill, material
from tests.world import TestClock

FIELDS = ("price", "member_price", "add_on_price", "display_name", "description")
EDITED, LARGE, SMALL = 1_000, 2_000, 100
"""Materials, each in all of these fields; edits of one large step; edits of each of the others."""
DISPUTED = 60
"""So many prices of the large step, and as many names of the others, somebody else changed meanwhile."""
PRICES = {"away": 100, "other": 5_000}
KEPT_DAYS = 90


@dataclass
class Exchanges:
    """One desktop's, and how often it took a snapshot."""

    desk: Desktop
    snapshots: int = field(default=0)

    async def exchange(self) -> None:
        hub = cast(PostgresHub, await self.desk.connect())
        real = hub.snapshot

        def snapshot() -> AsyncIterator[SnapshotPage]:
            self.snapshots += 1
            return real()

        hub.snapshot = snapshot  # type: ignore[method-assign]
        try:
            exchange = Replicator(hub, self.desk.open.replica, self.desk.open.replication)
            await exchange.exchange()
            assert await exchange.compare() == {}
        finally:
            await hub.close()


def edits_of(stage: Stage, names: Sequence[str], remote_ids: Sequence[int], mark: str) -> list[FieldEdit]:
    def new(name: str, number: int) -> Value:
        return PRICES[mark] + number if name.endswith("price") else f"{mark}'s {name} {number}"

    return [
        FieldEdit(stage.key(number), name, new(name, number), material(number)[name])
        for name in names
        for number in remote_ids
    ]


def record(desk: Desktop, edits: Sequence[FieldEdit]) -> None:
    """One step."""

    def work() -> None:
        with desk.open.workspace.unit_of_work() as unit:
            edit_fields(unit, edits)

    desk.open.writer.submit(work).result(PATIENCE)


def days_pass(stage: Stage, away: Desktop, days: int) -> None:
    """Since `away` was here for the last time: then the hub's upkeep runs."""
    stage.sql(
        "update sync.change_feed set at = clock_timestamp()"
        " - make_interval(days => %(days)s + case when seq > %(cursor)s then -1 else 1 end)"
        " where tenant_id = %(t)s",
        days=days, cursor=away.cursor,
    )  # fmt: skip
    stage.sql(
        "update sync.devices set last_seen_at = clock_timestamp() - make_interval(days => %(days)s)"
        " where tenant_id = %(t)s and device_id = %(device)s",
        days=days, device=away.device.device_id,
    )  # fmt: skip


async def tend(desk: Desktop) -> int:
    """The feed's floor afterwards."""
    hub = await desk.connect()
    try:
        async with Turn(hub, TestClock()) as turn:
            await hub.tend(turn.lease)
        return (await hub.state()).feed_floor
    finally:
        await hub.close()


@pytest.mark.parametrize("days", [30, 100])
def test_who_was_away_for_long_sends_all_that_was_edited(empty_stage: Stage, days: int):
    stage = empty_stage
    materials = fill(stage, EDITED + 1)[:EDITED]
    away, other = (Exchanges(stage.desktop(name, engine=False)) for name in ("away", "other"))
    for one in (away, other):
        run(one.exchange())
    assert away.snapshots == 1

    own = edits_of(stage, FIELDS, materials, "away")
    record(away.desk, own[:LARGE])
    for start in range(LARGE, len(own), SMALL):
        record(away.desk, own[start : start + SMALL])
    made = away.desk.unsent()
    assert len(made) == len(own) == 5_000
    theirs = edits_of(stage, ["price"], materials[:DISPUTED], "other")
    theirs += edits_of(stage, ["display_name"], materials[-DISPUTED:], "other")
    record(other.desk, [*theirs, FieldEdit(stage.key(EDITED + 1), "price", 11, 10)])
    run(other.exchange())
    days_pass(stage, away.desk, days)
    below = run(tend(other.desk)) > away.desk.cursor
    assert below == (days > KEPT_DAYS)

    run(away.exchange())
    assert away.snapshots == 1 + below
    assert not away.desk.unsent()
    check_all_are_there(stage, away.desk, own, theirs)
    run(other.exchange())
    assert other.desk.open.queries.counts().conflicts == 2 * DISPUTED


def check_all_are_there(
    stage: Stage, away: Desktop, own: Sequence[FieldEdit], theirs: Sequence[FieldEdit]
) -> None:
    """Each with an answer, here and in the hub; each value in the hub, or one side of an open conflict."""
    answers = away.open.writer.submit(
        lambda: away.open.workspace._db.all("SELECT op_id, outcome FROM op WHERE state = 'acked'")
    ).result(PATIENCE)
    known = stage.sql(
        "select op_id, outcome from sync.op_log where tenant_id = %(t)s and device_id = %(device)s",
        device=away.device.device_id,
    )
    assert {op_id.hex: outcome for op_id, outcome in known} == {
        op_id.hex(): outcome for op_id, outcome in answers
    }
    assert len(known) == len(own)

    disputed = {(edit.key, edit.field): edit.value for edit in theirs}
    there = stage.overrides()
    asked = {
        (EntityKey(one.entity_key), one.field): (one.ours, one.theirs)
        for one in away.open.queries.conflicts()
    }
    assert asked.keys() == disputed.keys()
    for edit in own:
        place = edit.key, edit.field
        if place in disputed:
            assert asked[place] == (edit.value, disputed[place])
            assert there[place] == disputed[place]
        else:
            assert there[place] == edit.value
    detail = away.open.queries.detail(stage.key(EDITED + 1))
    assert detail is not None
    assert detail.effective["price"] == 11, "what came meanwhile is here, too"
