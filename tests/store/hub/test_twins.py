"""Entities of ServiceTitan's with the same mark: what is news, what is known, what is forgotten."""

from __future__ import annotations

import pytest

from lazi_desktop.domain.errors import LeaseLost
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.ports.hub_lease import Lease
from lazi_desktop.ports.hub_pull import IngestCounts, Twins
from tests.store.hub.team import MATERIAL

SERVICE = EntityKind.SERVICE


def twins(mark: str, *remote_ids: int, kind: EntityKind = MATERIAL) -> Twins:
    return Twins(kind=kind, mark=mark, remote_ids=list(remote_ids), codes=[f"C{one}" for one in remote_ids])


async def note(hub, lease, *found: Twins, kinds=(MATERIAL, SERVICE)) -> list[str]:
    run = await hub.begin_run(lease, what="twins", full=True)
    news = await hub.note_twins(lease, run, kinds, found)
    await hub.end_run(lease, run, state="done", counts=IngestCounts(), detail="")
    [newest] = await hub.runs(limit=1)
    assert newest.counts["twins"] == len(news)
    return [one.mark for one in news]


async def known(hub) -> dict[str, list[int]]:
    return {one.mark: list(one.remote_ids) for one in await hub.twins()}


async def test_only_what_was_not_known_is_news(hub, lease):
    assert await note(hub, lease, twins("a", 1, 2)) == ["a"]
    assert await note(hub, lease, twins("a", 1, 2), twins("b", 3, 4)) == ["b"]
    assert await note(hub, lease, twins("a", 1, 2), twins("b", 3, 4, 5)) == ["b"]
    assert await note(hub, lease, twins("a", 1, 2), twins("b", 3, 5)) == []
    assert await known(hub) == {"a": [1, 2], "b": [3, 5]}
    assert [one.codes for one in await hub.twins()] == [["C1", "C2"], ["C3", "C5"]]
    assert all(one.since is not None for one in await hub.twins())


async def test_what_is_not_there_twice_any_more_is_forgotten_and_may_be_news_again(hub, lease):
    await note(hub, lease, twins("a", 1, 2))
    assert await note(hub, lease) == []
    assert await known(hub) == {}
    assert await note(hub, lease, twins("a", 1, 2)) == ["a"]


async def test_the_same_mark_in_two_kinds_is_two(hub, lease):
    assert await note(hub, lease, twins("a", 1, 2), twins("a", 7, 8, kind=SERVICE)) == ["a", "a"]


async def test_kinds_that_were_not_looked_at_stay_as_they_were(hub, lease):
    await note(hub, lease, twins("a", 1, 2), twins("b", 7, 8, kind=SERVICE))
    assert await note(hub, lease, kinds=[SERVICE]) == []
    assert await known(hub) == {"a": [1, 2]}
    assert await note(hub, lease, twins("c", 1, 2), kinds=[]) == []
    assert await known(hub) == {"a": [1, 2]}


async def test_what_was_found_and_what_was_seen_to_is_audited(team, hub, lease):
    await note(hub, lease, twins("a", 1, 2))
    await note(hub, lease, twins("a", 1, 2))
    await note(hub, lease)
    rows = team.sql(
        "select field, before, after from audit.change_log where tenant_id = %s and action = 'twins' order by n",
        team.tenant_id,
    )
    assert rows == [("material a", None, [1, 2]), ("material a", [1, 2], None)]


async def test_who_lost_the_lease_notes_nothing(hub, lease):
    run = await hub.begin_run(lease, what="twins", full=True)
    with pytest.raises(LeaseLost):
        await hub.note_twins(Lease("servicetitan", 99, 60), run, [MATERIAL], [twins("a", 1, 2)])
    assert await known(hub) == {}
