"""When the pricebook was last pulled: only what came to its end tells, and all kinds together."""

from __future__ import annotations

from datetime import datetime

from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.ports.hub_pull import IngestCounts


async def ran(hub, lease, states: str, *kinds: EntityKind) -> datetime | None:
    for kind in kinds or tuple(EntityKind):
        run = await hub.begin_run(lease, what=str(kind), full=True)
        await hub.end_run(lease, run, state=states, counts=IngestCounts(), detail="")
    return (await hub.counts()).last_pull


async def test_a_pull_is_the_last_one_when_all_kinds_were_read(hub, lease):
    *first, last = EntityKind
    assert await ran(hub, lease, "done", *first) is None
    assert await ran(hub, lease, "done", last) is not None


async def test_a_pull_that_stopped_or_broke_off_is_not_the_last_one(hub, lease):
    whole = await ran(hub, lease, "done")
    assert whole is not None
    last = max(run.finished for run in await hub.runs() if run.finished is not None)
    await ran(hub, lease, "done", EntityKind.CATEGORY)
    for state in ("stopped", "failed", "cancelled"):
        told = await ran(hub, lease, state, EntityKind.MATERIAL)
        assert told is not None
        assert whole <= told <= last
    again = await ran(hub, lease, "done")
    assert again > last


async def test_what_servicetitan_does_not_allow_is_not_waited_for(hub, lease):
    assert await ran(hub, lease, "refused", EntityKind.MATERIAL) is None
    others = [kind for kind in EntityKind if kind is not EntityKind.MATERIAL]
    assert await ran(hub, lease, "done", *others) is not None
    for kind in others:
        told = await ran(hub, lease, "refused", kind)
    assert told is None
