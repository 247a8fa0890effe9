"""Prints how fast the hub is on this machine: `python -m tests.store.hub.measure`. Nothing is asserted."""

from __future__ import annotations

import asyncio
import json
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from uuid import uuid4

from lazi_desktop.domain.keys import TenantId, pulled_key
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.ops import Op, OpKind
from lazi_desktop.ports.hub import DeviceInfo
from lazi_desktop.ports.hub_pull import IngestCounts
from lazi_desktop.ports.remote import RemoteEntity
from lazi_desktop.store.hub import EmbeddedPostgres, PostgresHub, create_tenant, upgrade

MIGRATIONS = Path(__file__).resolve().parents[3] / "migrations"
AMOUNTS = {
    EntityKind.CATEGORY: 1_543,
    EntityKind.MATERIAL: 6_011,
    EntityKind.SERVICE: 2_164,
    EntityKind.EQUIPMENT: 278,
    EntityKind.DISCOUNT_FEE: 12,
}

_figures: dict[str, float] = {}


@contextmanager
def clocked(name: str, amount: int = 0) -> Iterator[None]:
    began = time.perf_counter()
    yield
    taken = time.perf_counter() - began
    _figures[name] = round(taken, 3)
    if amount:
        _figures[f"{name} per second"] = round(amount / taken)


def entity(kind: EntityKind, number: int) -> RemoteEntity:
    """About 1.5 KB, as a material of a real tenant has."""
    fields = {
        "code": f"C{number}", "display_name": f"Ball valve {number}", "description": "Full port, brass. " * 20,
        "active": True, "price": Decimal(f"{number}.25"), "cost": Decimal(f"{number // 2}.5"), "member_price": number,
        "add_on_price": number, "add_on_member_price": number, "hours": Decimal("0.75"), "taxable": True,
        "unit_of_measure": "each", "account": "4000", "categories": [1, 2, 3],
        "primary_vendor": {"vendorName": "Ferguson", "vendorPart": f"F-{number}", "cost": number},
        "other_vendors": [{"vendorId": n, "vendorName": f"Vendor {n}", "cost": n} for n in range(4)],
        "modified_on": "2026-01-01T00:00:00.1234567Z", "assets": [{"alias": "front", "url": f"Images/{number}.jpg"}],
        **{f"extra_{n}": None for n in range(20)},
    }  # fmt: skip
    if kind is EntityKind.CATEGORY:
        fields |= {"name": f"Category {number}", "parent_id": number // 7 or None, "position": number}
    payload = json.dumps(fields, default=str)
    return RemoteEntity(kind, number, payload, fields, "2026-01-01T00:00:00.1234567Z")


async def ingest(hub: PostgresHub, everything: dict[EntityKind, list[RemoteEntity]]) -> IngestCounts:
    lease = await hub.acquire("servicetitan", 180)
    counts = IngestCounts()
    for kind, entities in everything.items():
        run = await hub.begin_run(lease, what=str(kind), full=True)
        for at in range(0, len(entities), 500):
            counts += await hub.ingest(lease, run, entities[at : at + 500], kind=kind)
    return counts


def edits(tenant: TenantId, first: int, amount: int, *, seen: bool, price: int) -> list[Op]:
    txn = uuid4()
    fields = (
        "price",
        "cost",
        "member_price",
        "display_name",
        "hours",
        "account",
        "taxable",
        "unit_of_measure",
    )
    return [
        Op(
            kind=OpKind.SET,
            entity_kind=EntityKind.MATERIAL,
            entity_key=pulled_key(tenant, EntityKind.MATERIAL, 1 + n // 10),
            field=fields[n % 10] if n % 10 < len(fields) else f"extra_{n % 10}",
            value=price,
            seen=price - 1 if seen else _first_value(fields, n),
            base=_first_value(fields, n),
            op_id=uuid4(),
            op_no=first + n,
            txn_id=txn,
            wall="",
        )
        for n in range(amount)
    ]


def _first_value(fields: tuple[str, ...], n: int) -> object:
    values = entity(EntityKind.MATERIAL, 1 + n // 10).fields
    return values[fields[n % 10]] if n % 10 < len(fields) else None


async def measure(folder: Path) -> None:
    with clocked("start a new server"):
        server = EmbeddedPostgres(folder).start()
    try:
        with clocked("upgrade"):
            upgrade(server.admin_url, MIGRATIONS)
        tenant = create_tenant(server.admin_url, 1, "demo")
        url = server.member_url(tenant)
        with clocked("connect"):
            hub = await PostgresHub.connect(url, tenant, DeviceInfo(uuid4(), uuid4(), "measure"))
        everything = {
            kind: [entity(kind, n) for n in range(1, amount + 1)] for kind, amount in AMOUNTS.items()
        }
        with clocked("ingest 10,008 new"):
            await ingest(hub, everything)
        with clocked("ingest 10,008 unchanged"):
            await ingest(hub, everything)
        with clocked("feed of 10,008 mirrors"):
            cursor = 0
            while rows := await hub.feed_after(cursor):
                cursor = rows[-1].seq
        with clocked("snapshot"):
            async for _ in hub.snapshot():
                pass
        small = edits(tenant, 1, 5_000, seen=False, price=100_000)
        with clocked("5,000 ops in batches of 200", 5_000):
            for at in range(0, len(small), 200):
                await hub.apply_ops(small[at : at + 200])
        single = edits(tenant, 5_001, 300, seen=True, price=100_001)
        with clocked("300 ops one by one", 300):
            for op in single:
                await hub.apply_ops([op])
        for turn, price in enumerate((200_000, 200_001)):
            large = edits(tenant, 5_301 + turn * 60_000, 60_000, seen=turn > 0, price=price)
            for at in range(0, len(large), 1_000):
                await hub._stage(large[at : at + 1_000])
            with clocked(f"apply one txn of 60,000 ops, {'again' if turn else 'first'}"):
                await hub._apply_staged(large, None)
        await hub.close()
    finally:
        server.destroy()
    print(json.dumps(_figures, indent=1))


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="lazi-hub-") as name:
        Path(name).chmod(0o711)
        asyncio.run(measure(Path(name) / "hub"))
