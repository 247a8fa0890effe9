"""Two copies are compared at one place of the feed, and what differs is taken from the hub."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import cast
from uuid import UUID

import pytest
import structlog

from lazi_desktop.domain.errors import HubUnavailable
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.ports.hub import Hub
from lazi_desktop.sync.replication import Replicator
from tests.fakes.feed import key_of, pricebook
from tests.fakes.hub import FakeHub
from tests.store.workspace.conftest import CountedIds, Desk, TickingClock
from tests.sync.people import ELBOW, TEE

M = EntityKind.MATERIAL


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(tmp_path / "profile", CountedIds(), TickingClock())
    yield desk
    desk.open.close()


def replicator(hub: FakeHub, desk: Desk, fails=lambda call: None) -> Replicator:
    seat = cast(Hub, hub.seat(UUID(int=9), fails=fails))
    return Replicator(seat, desk.open.replica, desk.open.replication)


def sql(desk: Desk, statement: str) -> None:
    """What a disk or a defect may do."""
    desk.on_writer(lambda: desk.open.workspace._db.run(statement))


def test_equal_copies_fetch_nothing(hub: FakeHub, desk: Desk) -> None:
    calls: list[str] = []
    exchange = replicator(hub, desk, calls.append)
    asyncio.run(exchange.exchange())
    assert asyncio.run(exchange.compare()) == {}
    assert "snapshot_of" not in calls


def test_what_was_damaged_is_repaired_and_told_in_the_log(hub: FakeHub, desk: Desk) -> None:
    hub.mirror(*pricebook(60, categories=10))
    exchange = replicator(hub, desk)
    asyncio.run(exchange.exchange())
    sql(
        desk,
        "UPDATE mirror SET fields = json_set(fields, '$.price', 1) WHERE kind = 'material' AND remote_id % 2",
    )
    sql(desk, "DELETE FROM mirror WHERE kind = 'category' AND remote_id = 1")
    odd = desk.on_writer(lambda: desk.open.workspace._db.value(
        "SELECT count(*) FROM mirror WHERE kind = 'material' AND remote_id % 2"
    ))  # fmt: skip
    with structlog.testing.capture_logs() as logs:
        assert asyncio.run(exchange.compare()) == {M: odd, EntityKind.CATEGORY: 1}
    assert [one["entities"] for one in logs if one["event"] == "mirror differed"] == [1, odd]
    assert asyncio.run(exchange.compare()) == {}
    assert desk.row(key_of(ELBOW)).price == 10


def test_the_hub_goes_on_meanwhile(hub: FakeHub, desk: Desk) -> None:
    """Between every two calls somebody changes something: compared is what both had at the digest's place."""
    prices = iter(range(100, 200))

    def busy(call: str) -> None:
        if call in ("digest", "feed_after", "snapshot_of"):
            hub.mirror({**ELBOW, "fields": {**ELBOW["fields"], "price": next(prices)}})
            if call == "feed_after" and len(hub.kept.feed) > 40:
                busy_hub.clear()

    busy_hub = [busy]
    exchange = replicator(hub, desk, lambda call: [one(call) for one in busy_hub] and None)
    asyncio.run(replicator(hub, desk).exchange())
    assert asyncio.run(exchange.compare()) == {}
    sql(desk, "UPDATE mirror SET fields = json_set(fields, '$.code', 'X') WHERE remote_id = 12")
    assert asyncio.run(exchange.compare()) == {M: 1}
    asyncio.run(replicator(hub, desk).exchange())
    assert [desk.row(key_of(one)).code for one in (ELBOW, TEE)] == ["ELB-1", "TEE-1"]
    assert desk.row(key_of(ELBOW)).price == hub.effective(key_of(ELBOW), "price")


def test_a_copy_is_unproved_until_it_was_compared(hub: FakeHub, desk: Desk) -> None:
    asyncio.run(replicator(hub, desk).exchange())
    sql(desk, "INSERT OR REPLACE INTO meta VALUES ('unproved', '1')")
    sql(desk, "UPDATE mirror SET fields = json_set(fields, '$.price', 1) WHERE remote_id = 11")

    def cut(call: str) -> None:
        if call == "snapshot_of":
            raise HubUnavailable

    with pytest.raises(HubUnavailable):
        asyncio.run(replicator(hub, desk, cut).exchange())
    assert desk.on_writer(desk.open.replica.state).unproved
    asyncio.run(replicator(hub, desk).exchange())
    assert not desk.on_writer(desk.open.replica.state).unproved
    assert desk.row(key_of(ELBOW)).price == 10
