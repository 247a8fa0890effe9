"""The audit log of a million lines, over three years: how soon a search shows a page, whatever is looked for."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from lazi_desktop.config.places import migrations_folder
from lazi_desktop.domain.audit import AuditOrigin
from lazi_desktop.ports.hub import DeviceInfo
from lazi_desktop.ports.hub_audit import AuditFilter, AuditPlace
from lazi_desktop.store.hub.embedded import EmbeddedPostgres
from lazi_desktop.store.hub.hub import PostgresHub
from lazi_desktop.store.hub.members import create_tenant
from lazi_desktop.store.hub.schema import upgrade
from tests.benchmarks.figures import Figure, Options, Outcome
from tests.benchmarks.stage import say
from tests.store.hub.audit_rows import fill
from tests.store.hub.team import pull

FIRST_PAGE_MS, CHECKED_S = 200.0, 60.0
PEOPLE = ("ann", "bob", "dana", "eve", "finn", "gus")
TIMES = 7
_LONG_AGO = datetime(2024, 1, 1, tzinfo=UTC)
_LATELY = datetime(2026, 10, 1, tzinfo=UTC)


def measure(options: Options) -> Outcome:
    folder = options.folder / "audit"
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o711)
    server = EmbeddedPostgres(folder / "hub").start()
    try:
        upgrade(server.admin_url, migrations_folder())
        with asyncio.Runner(loop_factory=asyncio.SelectorEventLoop) as runner:
            return runner.run(_measure(server, options))
    finally:
        server.destroy()


async def _measure(server: EmbeddedPostgres, options: Options) -> Outcome:
    tenant_id = create_tenant(server.admin_url, 1, "audit")
    hubs = {}
    for person in (*PEOPLE, "seldom"):
        url = server.member_url(tenant_id, person, level="manager", label=person.title())
        hubs[person] = await PostgresHub.connect(url, tenant_id, DeviceInfo(uuid4(), uuid4(), person))
    hub = hubs["ann"]
    try:
        lease = await hub.acquire("servicetitan", 180)
        for price in range(5):
            await pull(hub, lease, {1: {"code": "RARE", "price": price}})
        steps = 100 if options.quick else 50_000
        say(f"  {steps * 20:,} lines")
        fill(
            server.admin_url, tenant_id, {hubs["seldom"].device.device_id: "Seldom"}, steps=5, lines=4,
            since=_LONG_AGO, until=_LONG_AGO, actions=("bury",), fields=("warranty",),
        )  # fmt: skip
        devices = {hubs[person].device.device_id: person.title() for person in PEOPLE}
        fill(
            server.admin_url, tenant_id, devices, steps=steps, lines=20, since=_LONG_AGO, until=_LATELY
        )  # fmt: skip
        return await _searched(hub, steps * 20)
    finally:
        for one in hubs.values():
            await one.close()


async def _searched(hub: PostgresHub, lines: int) -> Outcome:
    since, until = datetime(2025, 1, 1, tzinfo=UTC), datetime(2025, 4, 1, tzinfo=UTC)
    ways: dict[str, AuditFilter] = {
        "everything": AuditFilter(),
        "one of six people": AuditFilter(person="bob"),
        "somebody who did little, long ago": AuditFilter(person="seldom"),
        "an entry": AuditFilter(code="RARE"),
        "a field": AuditFilter(field="price"),
        "a field touched seldom": AuditFilter(field="warranty"),
        "what pushes did": AuditFilter(origin=AuditOrigin.PUSH),
        "what there is none of": AuditFilter(origin=AuditOrigin.OTHER),
        "a quarter of another year": AuditFilter(since=since, until=until),
        "a person's field in that quarter": AuditFilter(
            person="bob", field="price", since=since, until=until
        ),
        "a person's field touched by others": AuditFilter(person="bob", field="warranty"),
    }
    took: dict[str, float] = {}
    found: dict[str, int] = {}
    for name, wanted in ways.items():
        took[name], page = await _timed(lambda wanted=wanted: hub.audit(wanted))  # type: ignore[misc]
        found[name] = len(page)
        if len(page) == 100:
            after = AuditPlace(page[-1].recorded.at, page[-1].number)
            next_page = f"{name}, the page after it"
            took[next_page], _ = await _timed(
                lambda wanted=wanted, after=after: hub.audit(wanted, after=after)  # type: ignore[misc]
            )
    at = time.perf_counter()
    after_link = 0
    while not (lot := await hub.check_audit(after_link)).at_end:
        after_link = lot.link
    assert lot.broken is None
    checked = time.perf_counter() - at
    slowest = max(took, key=lambda name: took[name])
    return Outcome(
        figures=[
            Figure(
                name=f"slowest page of a search in {lines:,} lines: {slowest}",
                value=took[slowest],
                unit="ms",
                target=FIRST_PAGE_MS,
            ),
            Figure(name=f"chain of {lines:,} lines checked", value=checked, unit="s", target=CHECKED_S),
        ],
        details={"ms": took, "lines found": found},
    )


async def _timed(work: Callable[[], Awaitable[Any]]) -> tuple[float, Any]:
    """The middle one of several, the first of which has nothing in memory yet."""
    times = []
    for _ in range(TIMES):
        at = time.perf_counter()
        answer = await work()
        times.append((time.perf_counter() - at) * 1000)
    return sorted(times)[TIMES // 2], answer
