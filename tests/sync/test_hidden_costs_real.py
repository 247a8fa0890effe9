"""A desktop from which costs are hidden, beside a real hub: none is left in its files, and they come back."""

from __future__ import annotations

import struct
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

import pytest_asyncio
import structlog

from lazi_desktop.domain.ops import OpDraft, OpKind
from lazi_desktop.domain.team import Level, TeamSettings
from lazi_desktop.ports.hub_feed import HubState
from lazi_desktop.ports.hub_lease import Lease
from lazi_desktop.ports.remote import ReferenceRow
from lazi_desktop.store.hub import PostgresHub, set_level
from lazi_desktop.store.workspace.copies import Copies
from lazi_desktop.store.workspace.database import open_reader
from lazi_desktop.sync.replication import Replicator
from tests.store.hub.team import MATERIAL, Team, Typist, pull
from tests.sync.test_replication_real import Desktop

FIGURE = b"7391.13"
COST = Decimal(FIGURE.decode())
FIGURES = (FIGURE, struct.pack(">d", float(COST)))
VENDOR = {"vendorId": 1, "vendorName": "Acme", "cost": COST}
FIELDS: dict[str, Any] = {
    "code": "M-1", "display_name": "Pipe", "price": 9000, "cost": COST, "primary_vendor": VENDOR, "active": True,
}  # fmt: skip


@pytest_asyncio.fixture
async def team(server: Any) -> AsyncIterator[Team]:
    async with Team(server) as team:
        yield team


@pytest_asyncio.fixture
async def hub(team: Team) -> PostgresHub:
    return await team.hub("ann")


@pytest_asyncio.fixture
async def lease(team: Team, hub: PostgresHub) -> Lease:
    """Costs in the mirror, in what a list tells, in what is edited and in what is not agreed upon."""
    lease = await hub.acquire("servicetitan", 180)
    await pull(hub, lease, {n: {**FIELDS, "code": f"M-{n}"} for n in range(1, 40)})
    run = await hub.begin_run(lease, what="lists", full=True)
    markup = ReferenceRow(1, '{"to": 7391.13}', "0–7391.13")
    await hub.ingest_reference(lease, run, "markup", [markup])
    await hub.ingest_reference(lease, run, "vendors", [ReferenceRow(1, "{}", "Acme")])
    await hub.end_run(lease, run, state="done", counts={}, detail="")
    ann, bob = Typist(team, hub), Typist(team, await team.hub("bob"))
    await ann.edit(1, "cost", COST - 1, seen=COST)
    await ann.edit(2, "primary_vendor", {**VENDOR, "vendorName": "Zeta"}, seen=VENDOR)
    await bob.send(bob.set(1, "cost", COST, seen=1, base=1))
    return lease


@pytest_asyncio.fixture
async def desktop(team: Team, lease: Lease, tmp_path: Path) -> AsyncIterator[Desktop]:
    desktop = await Desktop.of(team, "ed", tmp_path / "ed")
    yield desktop
    desktop.workspace.close()


async def hide(team: Team, *levels: Level) -> None:
    await (await team.hub("adam")).put_team_settings(TeamSettings(hidden_costs=frozenset(levels)))


async def exchange(desktop: Desktop) -> HubState:
    return await Replicator(desktop.hub, desktop.workspace.replica, desktop.workspace.replication).exchange()


def sql(desktop: Desktop, statement: str) -> list[Any]:
    reader = open_reader(desktop.workspace.path)
    try:
        return reader.all(statement)
    finally:
        reader.close()


def files_with_costs(desktop: Desktop) -> set[str]:
    """By the figure as text, and as SQLite keeps a real number; whatever is in the folder."""
    found = set()
    for file in sorted(desktop.workspace.path.parent.rglob("*")):
        if file.is_file() and any(figure in file.read_bytes() for figure in FIGURES):
            found.add(file.name)
    return found


def tables_with_costs(desktop: Desktop) -> set[str]:
    names = [name for (name,) in sql(desktop, "SELECT name FROM sqlite_schema WHERE type = 'table'")]
    return {
        name
        for name in names
        if any(FIGURE.decode() in str(value) or value == float(COST) for row in sql(desktop, f'SELECT * FROM "{name}"')
               for value in row)
    }  # fmt: skip


async def test_none_is_left_when_they_are_hidden_and_all_come_back(team: Team, desktop: Desktop) -> None:
    await exchange(desktop)
    assert tables_with_costs(desktop) >= {"mirror", "override", "conflict", "reference_row"}
    Copies(desktop.workspace.path).make(datetime.now(UTC))
    before = desktop.workspace.path.with_name(f"{desktop.workspace.path.name}.before-0001")
    before.write_bytes(FIGURE)
    assert len(files_with_costs(desktop)) >= 3

    await hide(team, "estimator")
    assert (await exchange(desktop)).hides_costs
    assert tables_with_costs(desktop) == set()
    assert files_with_costs(desktop) == set()
    assert sql(desktop, "SELECT count(*) FROM mirror") == [(39,)]
    assert sql(desktop, "SELECT list FROM reference_row") == [("vendors",)]
    assert sql(desktop, "SELECT count(*) FROM quarantine") == [(0,)]
    [(vendor,)] = sql(desktop, "SELECT value FROM override WHERE field = 'primary_vendor'")
    assert "Zeta" in vendor

    await hide(team)
    assert not (await exchange(desktop)).hides_costs
    assert tables_with_costs(desktop) >= {"mirror", "override", "conflict", "reference_row"}


async def test_a_mended_mirror_has_none_and_stays_mended(team: Team, desktop: Desktop) -> None:
    await hide(team, "estimator")
    await exchange(desktop)
    assert tables_with_costs(desktop) == set()
    replicator = Replicator(desktop.hub, desktop.workspace.replica, desktop.workspace.replication)
    assert await replicator.compare() == {}
    desktop.workspace.replication.submit(
        partial(
            desktop.workspace.workspace._db.run, "UPDATE mirror SET fields = json_set(fields, '$.price', 1)"
        )
    ).result()
    with structlog.testing.capture_logs() as logs:
        assert await replicator.compare() == {MATERIAL: 39}
    assert [line["event"] for line in logs] == ["mirror differed"]
    assert await replicator.compare() == {}
    assert tables_with_costs(desktop) == set()


async def test_the_feed_goes_on_without_them(
    team: Team, hub: PostgresHub, lease: Lease, desktop: Desktop
) -> None:
    await hide(team, "estimator")
    await exchange(desktop)
    generation = sql(desktop, "SELECT value FROM meta WHERE name = 'generation'")
    await pull(
        hub, lease, {3: {**FIELDS, "code": "M-3", "display_name": "Tube"}, 99: {**FIELDS, "code": "M-99"}}
    )
    bob = Typist(team, await team.hub("bob"))
    await bob.edit(4, "cost", COST + 1, seen=COST)
    await bob.edit(5, "display_name", "Elbow", seen="Pipe")
    state = await exchange(desktop)
    assert sql(desktop, "SELECT value FROM meta WHERE name = 'generation'") == generation
    assert (
        desktop.workspace.replication.submit(desktop.workspace.replica.state).result().cursor
        == state.feed_seq
    )
    assert sql(desktop, "SELECT count(*) FROM quarantine") == [(0,)]
    assert tables_with_costs(desktop) == set()
    assert sql(desktop, "SELECT value FROM override WHERE field = 'display_name'") == [('"Elbow"',)]
    replicator = Replicator(desktop.hub, desktop.workspace.replica, desktop.workspace.replication)
    assert await replicator.compare() == {}


async def test_what_she_has_not_shared_yet_stays(team: Team, desktop: Desktop) -> None:
    await exchange(desktop)
    await hide(team, "estimator")

    def edit() -> None:
        with desktop.workspace.workspace.unit_of_work() as unit:
            unit.record([OpDraft(
                kind=OpKind.PROPOSE, entity_kind=MATERIAL, entity_key=team.key(7), field="display_name", value="Tube",
                seen="Pipe", base="Pipe",
            )], label="Edit")  # fmt: skip

    desktop.workspace.writer.submit(edit).result()
    [(op_id,)] = sql(desktop, "SELECT hex(op_id) FROM op")
    await exchange(desktop)
    assert sql(desktop, "SELECT hex(op_id), state FROM op") == [(op_id, "acked")]
    assert sql(desktop, "SELECT hex(op_id) FROM proposal") == [(op_id,)]
    assert files_with_costs(desktop) == set()


async def test_another_level_sees_them_at_once(team: Team, desktop: Desktop, server: Any) -> None:
    await hide(team, "estimator")
    await exchange(desktop)
    assert tables_with_costs(desktop) == set()
    set_level(server.admin_url, team.tenant_id, "ed", "manager")
    await exchange(desktop)
    assert "mirror" in tables_with_costs(desktop)
    set_level(server.admin_url, team.tenant_id, "ed", "estimator")
    await exchange(desktop)
    assert files_with_costs(desktop) == set()


async def test_traces_wait_for_who_still_reads(team: Team, desktop: Desktop) -> None:
    await exchange(desktop)
    await hide(team, "estimator")
    reader = open_reader(desktop.workspace.path)
    with reader.reading():
        reader.value("SELECT count(*) FROM mirror")
        await exchange(desktop)
        assert desktop.workspace.replication.submit(desktop.workspace.replica.state).result().traces
    reader.close()
    await exchange(desktop)
    assert not desktop.workspace.replication.submit(desktop.workspace.replica.state).result().traces
    assert files_with_costs(desktop) == set()
