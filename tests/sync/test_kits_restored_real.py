"""Two estimators in one kit, and a PostgreSQL that really goes back to before half of it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import pytest_asyncio

from lazi_desktop.domain.kits.assembling import kits_of
from lazi_desktop.domain.kits.kit import Kit
from lazi_desktop.domain.kits.parts import KitId, PartId
from lazi_desktop.operations.kits.clashes import choose_clash
from lazi_desktop.operations.kits.lines import NewLine, add_lines, set_line, set_quantity
from lazi_desktop.operations.kits.removing import remove_parts
from lazi_desktop.operations.kits.whole_kits import create_kit, rename
from lazi_desktop.ports.workspace import UnitOfWork
from lazi_desktop.store.hub import EmbeddedPostgres
from tests.store.hub.team import Team, pull
from tests.store.hub.test_restoring import Backups
from tests.sync.test_replication_real import Desktop

PAD = KitId(uuid4())
PIPE, WIRE, PUMP = (PartId(uuid4()) for _ in range(3))


@pytest_asyncio.fixture
async def team(restorable_server: EmbeddedPostgres) -> AsyncIterator[Team]:
    async with Team(restorable_server) as team:
        yield team


@pytest_asyncio.fixture
async def desktops(team: Team, tmp_path: Path) -> AsyncIterator[list[Desktop]]:
    ann, bob = [await Desktop.of(team, person, tmp_path / person) for person in ("ann", "bob")]
    lease = await ann.hub.acquire("servicetitan", 60)
    await pull(ann.hub, lease, {n: {"code": f"C-{n}", "display_name": f"N {n}"} for n in (1, 2, 3)})
    await ann.hub.release(lease)
    await heard(ann, bob)
    yield [ann, bob]
    ann.workspace.close()
    bob.workspace.close()


async def heard(*desktops: Desktop) -> None:
    for desktop in (*desktops, *desktops):
        await desktop.exchange()


def work(desktop: Desktop, step: Callable[[UnitOfWork], Any]) -> None:
    def run() -> None:
        with desktop.workspace.workspace.unit_of_work() as unit:
            step(unit)

    desktop.workspace.writer.submit(run).result()


def line(team: Team, key: PartId, number: int) -> Callable[[UnitOfWork], Any]:
    new = NewLine(key=key, sku=team.key(number), quantity=Decimal(2))
    return lambda unit: add_lines(unit, PAD, [new])


def pad(desktop: Desktop) -> Kit:
    return kits_of(desktop.workspace.queries.kit_parts())[PAD]


def quantities(desktop: Desktop) -> dict[PartId, Any]:
    return {one.key: one.quantity for one in pad(desktop).lines}


@pytest.mark.parametrize("first", [0, 1], ids=["ann comes back first", "bob comes back first"])
async def test_a_restored_hub_gets_back_what_was_built_since(
    team: Team, restorable_server: EmbeddedPostgres, desktops: list[Desktop], first: int
) -> None:
    """Whoever comes first: also the one whose edits are of lines that the other made."""
    ann, bob = desktops
    backups = Backups(restorable_server)
    work(ann, lambda unit: create_kit(unit, "Pump pad", kit=PAD))
    work(ann, line(team, PIPE, 1))
    await heard(ann, bob)
    backup = backups.take()
    work(ann, line(team, WIRE, 2))
    await heard(ann, bob)
    work(bob, line(team, PUMP, 3))
    work(bob, lambda unit: set_quantity(unit, PAD, [WIRE], Decimal(7)))
    work(bob, lambda unit: set_line(unit, PAD, [PIPE], {"note": "PVC"}))
    await heard(bob, ann)
    work(ann, lambda unit: set_quantity(unit, PAD, [PUMP], Decimal(9)))
    work(ann, lambda unit: remove_parts(unit, PAD, [PIPE]))
    await heard(ann, bob)
    expected = {WIRE: 7, PUMP: 9}
    assert quantities(ann) == quantities(bob) == expected

    backups.bring_back(backup)
    order = desktops if first == 0 else desktops[::-1]
    await heard(*order)
    assert quantities(ann) == quantities(bob) == expected
    assert pad(ann) == pad(bob)
    [pipe] = [part for part in ann.workspace.queries.kit_parts([PAD]) if part.key == PIPE]
    assert (pipe.is_gone, pipe.fields["note"]) == (True, "PVC")
    assert not any(part.clashes for part in ann.workspace.queries.kit_parts())


async def test_a_clash_that_a_restored_hub_forgot_is_asked_again(
    team: Team, restorable_server: EmbeddedPostgres, desktops: list[Desktop]
) -> None:
    ann, bob = desktops
    backups = Backups(restorable_server)
    work(ann, lambda unit: create_kit(unit, "Pump pad", kit=PAD))
    await heard(ann, bob)
    backup = backups.take()
    work(ann, lambda unit: rename(unit, PAD, "Pad"))
    work(bob, lambda unit: rename(unit, PAD, "Base"))
    await heard(ann, bob)
    backups.bring_back(backup)
    await heard(bob, ann)
    names = {pad(ann).name, *(one.value for one in pad(ann).clashes["name"])}
    assert names == {"Pad", "Base"}
    assert pad(bob) == pad(ann)
    work(bob, lambda unit: choose_clash(unit, PartId(PAD), "name", "Base"))
    await heard(bob, ann)
    for desktop in desktops:
        assert (pad(desktop).name, pad(desktop).clashes) == ("Base", {})
