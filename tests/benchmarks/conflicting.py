"""How long the window stands still while a large hub comes in for the first time, and then 2,000 conflicts at once."""

from __future__ import annotations

import asyncio
import json
import shutil
import subprocess
import sys
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from tests.benchmarks.figures import Figure, Options, Outcome, rounded, spread
from tests.benchmarks.heartbeat import TARGET_MS, beating

if TYPE_CHECKING:
    from lazi_desktop.app.desktop import Desktop

LOOK_EVERY = 0.2  # s


def measure(options: Options) -> Outcome:
    from lazi_desktop.store.hub.embedded import EmbeddedPostgres
    from tests.benchmarks.replicate import pulled_profile

    many = 20 if options.quick else 2_000
    profile = pulled_profile(options.folder / "pulled", options.large)
    shutil.rmtree(profile.places.workspace, ignore_errors=True)
    with EmbeddedPostgres(profile.places.hub) as server:
        url = server.member_url(profile.tenant_id, level="admin")
        disputed = {"folder": str(options.folder / "disputes"), "tenant": str(profile.tenant_id), "url": url}
        _prepare(options, disputed, many)
        found = profile.in_window("conflicting", {"conflicts": many, **disputed})
    whats = {
        "rows": f"a hub of scale {options.large:g} comes in for the first time",
        "conflicts": f"{many:,} conflicts come in at once",
    }
    outcome = Outcome()
    for name, what in whats.items():
        beats = found[name]
        outcome.figures.append(
            Figure(
                name=f"longest block of the window while {what}",
                value=max(beats["window"]),
                unit="ms",
                target=TARGET_MS,
                baseline=max(beats["control"]),
                note="the bare: a process that only waits, beside it",
            )
        )
        outcome.details |= {
            f"{name}, s": rounded(beats["seconds"]),
            f"{name}, beats, ms": spread(beats["window"]),
            f"{name}, late in": beats["late"],
            f"{name}, worst stack": beats["stack"],
        }
    return outcome


def _prepare(options: Options, disputed: Mapping[str, str], many: int) -> None:
    """What one has shared, another has edited without having seen it, and not shared yet."""
    from lazi_desktop.domain.keys import TenantId
    from tests.benchmarks.team import _desk, _run

    tenant_id, url = TenantId(UUID(disputed["tenant"])), disputed["url"]
    with (
        _desk(options.folder / "shares", tenant_id, url) as one,
        _desk(Path(disputed["folder"]), tenant_id, url) as other,
    ):
        for desk in (one, other):
            _run(desk.exchange())
        keys = one.skus(many)
        one.edit(keys, Decimal(50_000))
        _run(one.exchange())
        other.edit(keys, Decimal(60_000))


def _share() -> None:
    """In a process of its own: what was edited goes out when a line is read."""
    from lazi_desktop.domain.keys import TenantId
    from tests.benchmarks.team import _desk, _run

    asked = json.loads(sys.stdin.readline())
    with _desk(Path(asked["folder"]), TenantId(UUID(asked["tenant"])), asked["url"]) as desk:
        print("ready", flush=True)
        sys.stdin.readline()
        _run(desk.exchange())


async def play(desktop: Desktop, options: Mapping[str, Any]) -> dict[str, Any]:
    from tests.benchmarks.watching import at_rest, until

    whole: list[None] = []
    desktop.opened.signals.replicated.connect(lambda: whole.append(None))
    desktop.show()
    await asyncio.sleep(0.3)  # the window stands
    async with beating() as rows:
        await until(lambda: bool(whole) and desktop.opened.status.catching_up is None, patience=300)
        await at_rest(desktop)
    other = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.benchmarks.conflicting", stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert other.stdin is not None
    assert other.stdout is not None
    other.stdin.write(json.dumps(dict(options)).encode() + b"\n")
    await other.stdout.readline()
    async with beating() as conflicts:
        other.stdin.write(b"now\n")
        while (await asyncio.to_thread(desktop.context.queries.counts)).conflicts < options["conflicts"]:  # noqa: ASYNC110
            await asyncio.sleep(LOOK_EVERY)
        await at_rest(desktop)
    await other.wait()
    return {"rows": rows, "conflicts": conflicts}


if __name__ == "__main__":
    _share()
