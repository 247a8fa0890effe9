"""A price typed into a cell: until it is on disk, and until the row shows what was recorded."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Any

from tests.benchmarks.figures import Figure, Options, Outcome, percentile, spread

if TYPE_CHECKING:
    from lazi_desktop.app.desktop import Desktop
    from lazi_desktop.ui.pricebook.grid_panel import GridPanel

TARGET_MS = 15
CADENCE = 0.4  # s between two edits of somebody who goes down a column
ROWS = 20
IN_HUB = 1_000  # the first numbers of the workspace are those that the hub has too


def measure(options: Options) -> Outcome:
    from tests.benchmarks.filled import filled_profile

    profile = filled_profile(options.folder / "large", options.large)
    found = profile.in_window(
        "edit", {"count": 5 if options.quick else 200, "pause": 0.5 if options.quick else 3}
    )
    both = [max(pair) for pair in zip(found["typed"], found["on disk"], strict=True)]
    return Outcome(
        figures=[
            Figure(
                name=f"edit on disk and its value painted, p95, scale {options.large:g}",
                value=percentile(both, 0.95),
                unit="ms",
                target=TARGET_MS,
                baseline=percentile(found["bare"], 0.95),
                note="on disk means that the window has heard of it",
            ),
            Figure(
                name=f"edit on disk, read again and painted, p95, scale {options.large:g}",
                value=percentile(found["repainted"], 0.95),
                unit="ms",
                target=TARGET_MS,
                baseline=percentile(found["bare"], 0.95),
                note="the row is selected, the inspector shows it, the engine uploads each edit to the hub meanwhile; "
                "the bare: one row committed by SQLite with the same settings",
            ),
        ],
        details={
            "typed value painted": spread(found["typed"]),
            "on disk, and the window knows": spread(found["on disk"]),
            "row painted from the disk": spread(found["repainted"]),
            "bare commit": spread(found["bare"]),
            "conflicts afterwards": found["conflicts"],
        },
    )


async def play(desktop: Desktop, options: Mapping[str, Any]) -> dict[str, Any]:
    from lazi_desktop.domain.ops import Changes
    from tests.benchmarks.watching import Paints, at_rest, until

    panel = desktop.opened.pricebook.grid
    stamps: dict[str, float] = {}

    def stamp(name: str) -> None:
        stamps.setdefault(name, time.perf_counter())

    def on_changed(_changes: Changes, initiator: object) -> None:
        if initiator is panel:
            stamp("on disk")

    def on_data() -> None:
        if "on disk" in stamps:
            stamp("read again")

    def on_painted(at: float) -> None:
        if "began" in stamps:
            stamps.setdefault("typed", at)
        if "read again" in stamps:
            stamps.setdefault("repainted", at)

    desktop.context.edits.changed.connect(on_changed)
    panel.model.dataChanged.connect(on_data)
    watch = Paints(panel.grid.viewport(), on_painted)
    desktop.show()
    await until(lambda: panel.loader.is_complete)
    await asyncio.sleep(options["pause"])  # the engine is online by then
    await at_rest(desktop)

    found: dict[str, list[float]] = {"typed": [], "on disk": [], "repainted": []}
    known = [place for place, number in enumerate(panel.model.rows.numbers) if number <= IN_HUB][:ROWS]
    for turn in range(options["count"]):
        position = known[turn % len(known)]
        panel.grid.select_position(position)
        await until(partial(_is_there, panel, position))
        await asyncio.sleep(CADENCE / 2)
        row = panel.model.sku(position)
        assert row is not None
        price = (row.price or Decimal(0)) + Decimal("0.01")
        stamps.clear()
        stamp("began")
        panel.model.setData(panel.model.index(position, panel.model.place_of("price")), price)
        await until(lambda: "repainted" in stamps)
        for name, taken in found.items():
            taken.append(1000 * (stamps[name] - stamps["began"]))
        await asyncio.sleep(CADENCE / 2)
    del watch
    bare = _bare_commits(desktop, options["count"])
    return {**found, "bare": bare, "conflicts": desktop.workspace.queries.counts().conflicts}


def _is_there(panel: GridPanel, position: int) -> bool:
    return panel.model.rows.at(position) is not None


def _bare_commits(desktop: Desktop, count: int) -> list[float]:
    from lazi_desktop.store.workspace.database import open_writer

    database, taken = open_writer(desktop.workspace.path.with_name("bare.sqlite3")), []
    database.run("CREATE TABLE note (number INTEGER PRIMARY KEY, text TEXT)")
    for _ in range(count):
        began = time.perf_counter()
        with database.writing():
            database.run("INSERT INTO note (text) VALUES ('12.34')")
        taken.append(1000 * (time.perf_counter() - began))
        time.sleep(0.01)
    database.close()
    for file in desktop.workspace.path.parent.glob("bare.sqlite3*"):
        file.unlink()
    return taken
