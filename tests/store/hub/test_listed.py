"""Reference lists on their way to a desktop: only what has changed, and everything where that is in doubt."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from lazi_desktop.app.system import OrderedIds, SystemClock
from lazi_desktop.ports.hub_feed import ListedRow
from lazi_desktop.ports.hub_lease import Lease
from lazi_desktop.ports.hub_pull import IngestCounts, ListCursor
from lazi_desktop.ports.pricebook import ReferenceEntry
from lazi_desktop.ports.remote import ReferenceRow
from lazi_desktop.store.hub import PostgresHub
from lazi_desktop.store.workspace import OpenWorkspace, open_workspace
from lazi_desktop.sync.replication import Replicator
from tests.store.hub.team import MIGRATIONS, Team


@pytest.fixture
def workspace(team: Team, hub: PostgresHub, tmp_path: Path) -> Iterator[OpenWorkspace]:
    workspace = open_workspace(
        tmp_path / "desk", tenant_id=team.tenant_id, device_id=hub.device.device_id, ids=OrderedIds(),
        clock=SystemClock(), migrations=MIGRATIONS,
    )  # fmt: skip
    yield workspace
    workspace.close()


class Watched:
    """A hub that counts the rows of lists it gave."""

    def __init__(self, hub: PostgresHub) -> None:
        self._hub = hub
        self.given: list[int] = []

    def __getattr__(self, name: str) -> Any:
        return getattr(self._hub, name)

    async def listed_rows(self, since: datetime | None = None) -> Sequence[ListedRow]:
        rows = await self._hub.listed_rows(since)
        self.given.append(len(rows))
        return rows


async def read_list(hub: PostgresHub, lease: Lease, name: str, *rows: ReferenceRow) -> None:
    run = await hub.begin_run(lease, what=f"lists {name}", full=True)
    await hub.ingest_reference(lease, run, name, rows)


async def test_lists_reach_the_desktop(hub: PostgresHub, lease: Lease, workspace: OpenWorkspace) -> None:
    watched = Watched(hub)

    async def exchange() -> None:
        await Replicator(watched, workspace.replica, workspace.replication).exchange()

    await exchange()
    assert watched.given == []
    await read_list(
        hub, lease, "vendors", ReferenceRow(1, '{"id": 1, "rate": 1.50}', "Acme"),
        ReferenceRow(2, '{"id": 2}', "Old", active=False),
    )  # fmt: skip
    await read_list(hub, lease, "markup", ReferenceRow(1, '{"from": 0, "to": 5}', ""))
    await exchange()
    queries = workspace.queries
    entries = queries.reference_rows("vendors")
    assert [(one.remote_id, one.name, one.active) for one in entries] == [
        (1, "Acme", True),
        (2, "Old", False),
    ]
    assert str(entries[0].payload["rate"]) == "1.5"
    assert queries.reference_rows("markup") == [ReferenceEntry(1, "", True, {"from": 0, "to": 5})]
    assert queries.reference_rows("cost_types") == []
    await exchange()
    assert watched.given == [3], "nothing is read again while nothing changes"

    await read_list(hub, lease, "cost_types", *(ReferenceRow(one, "{}", f"T{one}") for one in range(50)))
    await exchange()
    await read_list(hub, lease, "vendors", ReferenceRow(1, '{"id": 1, "rate": 2}', "Acme & Co"))
    await exchange()
    assert [one.name for one in queries.reference_rows("vendors")] == ["Acme & Co"]
    assert len(queries.reference_rows("cost_types")) == 50
    assert watched.given[2] < 10, "what has changed, what is gone, and those of the last moment known"


async def test_another_epoch_brings_the_lists_whole(
    team: Team, hub: PostgresHub, lease: Lease, workspace: OpenWorkspace
) -> None:
    await read_list(hub, lease, "vendors", ReferenceRow(1, "{}", "Acme"), ReferenceRow(2, "{}", "Watts"))
    replicator = Replicator(hub, workspace.replica, workspace.replication)
    await replicator.exchange()
    assert len(workspace.queries.reference_rows("vendors")) == 2
    team.sql("delete from master.reference_rows where tenant_id = %s and remote_id = 2", team.tenant_id)
    begin_epoch(team)
    await replicator.exchange()
    assert [one.name for one in workspace.queries.reference_rows("vendors")] == ["Acme"]


def begin_epoch(team: Team) -> None:
    """As after a restore that was announced, without what else belongs to it."""
    team.sql(
        "insert into sync.epochs (tenant_id, epoch, left_at) select tenant_id, feed_epoch, now() from sync.tenants"
        " where tenant_id = %s",
        team.tenant_id,
    )
    team.sql("update sync.tenants set feed_epoch = gen_random_uuid() where tenant_id = %s", team.tenant_id)


@pytest.mark.parametrize("noticed", [True, False])
async def test_a_hub_restored_to_before_it_had_any_list_leaves_none(
    team: Team, hub: PostgresHub, lease: Lease, workspace: OpenWorkspace, noticed: bool
) -> None:
    await read_list(hub, lease, "vendors", ReferenceRow(1, "{}", "Acme"))
    replicator = Replicator(hub, workspace.replica, workspace.replication)
    await replicator.exchange()
    team.sql("delete from master.reference_rows where tenant_id = %s", team.tenant_id)
    if noticed:
        begin_epoch(team)
    await replicator.exchange()
    assert workspace.queries.reference_rows("vendors") == []
    await read_list(hub, lease, "vendors", ReferenceRow(2, "{}", "Watts"))
    await replicator.exchange()
    assert [one.name for one in workspace.queries.reference_rows("vendors")] == ["Watts"]


async def test_lists_stay_in_sight_while_a_recovery_is_cut_off(
    team: Team, hub: PostgresHub, lease: Lease, workspace: OpenWorkspace
) -> None:
    await read_list(hub, lease, "vendors", ReferenceRow(1, "{}", "Acme"))
    await Replicator(hub, workspace.replica, workspace.replication).exchange()
    workspace.replication.submit(lambda: workspace.replica.begin_snapshot(uuid4())).result()
    assert [one.name for one in workspace.queries.reference_rows("vendors")] == ["Acme"]
    team.sql("update master.reference_rows set name = 'Other' where tenant_id = %s", team.tenant_id)
    await Replicator(hub, workspace.replica, workspace.replication).exchange()
    assert [one.name for one in workspace.queries.reference_rows("vendors")] == ["Other"]


async def test_what_a_restored_hub_forgot_of_the_lists_is_gone(
    team: Team, hub: PostgresHub, lease: Lease, workspace: OpenWorkspace
) -> None:
    await read_list(hub, lease, "vendors", ReferenceRow(1, "{}", "Acme"))
    await read_list(hub, lease, "markup", ReferenceRow(1, "{}", ""))
    replicator = Replicator(hub, workspace.replica, workspace.replication)
    await replicator.exchange()
    await read_list(hub, lease, "vendors", ReferenceRow(1, "{}", "Acme"), ReferenceRow(2, "{}", "Watts"))
    await replicator.exchange()
    team.sql("delete from master.reference_rows where tenant_id = %s and remote_id = 2", team.tenant_id)
    await read_list(hub, lease, "vendors", ReferenceRow(1, "{}", "Acme"), ReferenceRow(3, "{}", "Moen"))
    await replicator.exchange()
    assert [one.name for one in workspace.queries.reference_rows("vendors")] == ["Acme", "Moen"]


async def test_a_change_counts_also_where_the_servers_clock_was_set_back(
    team: Team, hub: PostgresHub, lease: Lease, workspace: OpenWorkspace
) -> None:
    await read_list(hub, lease, "vendors", ReferenceRow(1, "{}", "Acme"), ReferenceRow(2, "{}", "Watts"))
    later = (
        "update master.reference_rows set updated_at = updated_at + interval '1 hour' where tenant_id = %s"
    )
    team.sql(f"{later} and remote_id = 2", team.tenant_id)
    replicator = Replicator(hub, workspace.replica, workspace.replication)
    await replicator.exchange()
    await read_list(hub, lease, "vendors", ReferenceRow(2, "{}", "Watts"))
    await replicator.exchange()
    assert [one.name for one in workspace.queries.reference_rows("vendors")] == ["Watts"]


@pytest.mark.parametrize("and_more", [False, True])
async def test_what_a_restored_hub_says_at_the_moment_of_a_lost_change_counts(
    team: Team, hub: PostgresHub, lease: Lease, workspace: OpenWorkspace, and_more: bool
) -> None:
    """Moments are counted on from the last where the clock was set back: then two changes may have the same one."""
    acme, watts, moen = (
        ReferenceRow(1, "{}", "Acme"),
        ReferenceRow(2, "{}", "Watts"),
        ReferenceRow(3, "{}", "Moen"),
    )
    await read_list(hub, lease, "vendors", acme)
    team.sql(
        "update master.reference_rows set updated_at = updated_at + interval '1 hour' where tenant_id = %s",
        team.tenant_id,
    )
    replicator = Replicator(hub, workspace.replica, workspace.replication)
    await read_list(hub, lease, "vendors", acme, watts)
    await replicator.exchange()
    [lost] = [row.at for row in await hub.listed_rows() if row.remote_id == 2]
    team.sql("delete from master.reference_rows where tenant_id = %s and remote_id = 2", team.tenant_id)
    await read_list(hub, lease, "vendors", acme, moen)
    if and_more:
        await read_list(hub, lease, "cost_types", ReferenceRow(1, "{}", "Rental"))
    [other] = [row.at for row in await hub.listed_rows() if row.remote_id == 3]
    assert other.at == lost.at
    await replicator.exchange()
    assert [one.name for one in workspace.queries.reference_rows("vendors")] == ["Acme", "Moen"]


async def test_thousands_of_vendors_come_once_and_then_only_what_has_changed(
    hub: PostgresHub, lease: Lease, workspace: OpenWorkspace
) -> None:
    def vendor(number: int, name: str = "") -> ReferenceRow:
        name = name or f"Vendor {number:05}"
        payload = {"id": number, "name": name, "memo": "x" * 400, "address": {"street": "Main", "zip": "1"}}
        return ReferenceRow(number, json.dumps(payload), name, active=number % 10 > 0)

    async def read(rows: list[ReferenceRow], *, whole: bool, day: int) -> IngestCounts:
        run = await hub.begin_run(lease, what="lists vendors", full=whole)
        watermark = datetime(2026, 3, day, tzinfo=UTC)
        return await hub.ingest_reference(lease, run, "vendors", rows, whole=whole, watermark=watermark)

    watched = Watched(hub)
    assert (await read([vendor(number) for number in range(5_000)], whole=True, day=1)).added == 5_000
    await Replicator(watched, workspace.replica, workspace.replication).exchange()
    changed = [vendor(7, "Watts"), vendor(9), vendor(5_000)]
    async with asyncio.timeout(4):  # joined by guess, it took 20 s
        again = await read([vendor(number) for number in range(5_000)], whole=True, day=1)
        counts = await read(changed, whole=False, day=2)
    assert again.unchanged == 5_000
    assert (counts.added, counts.changed, counts.unchanged) == (1, 1, 1)
    assert (await hub.list_cursors())["vendors"] == ListCursor(datetime(2026, 3, 2, tzinfo=UTC))
    await Replicator(watched, workspace.replica, workspace.replication).exchange()
    assert watched.given[0] == 5_000
    assert watched.given[1] <= 4, "what has changed, and the last that was known"
    names = workspace.queries.listed_names().rows("vendors")
    assert (len(names), names[7].name, names[10].active) == (5_001, "Watts", False)
