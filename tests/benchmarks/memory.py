"""The most memory that the window takes, used as people use it."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from tests.benchmarks.figures import Figure, Options, Outcome, rounded

if TYPE_CHECKING:
    from lazi_desktop.app.desktop import Desktop

TARGET_MB = 350
SEARCHES = ("copper", "e", "1/2 valve", "install", "water heater", "a", "5", "")


def measure(options: Options) -> Outcome:
    from tests.benchmarks.filled import filled_profile

    profile = filled_profile(options.folder / "large", options.large)
    found = profile.in_window(
        "memory", {"jumps": 5 if options.quick else 150, "pause": 0.3 if options.quick else 2}
    )
    return Outcome(
        figures=[
            Figure(
                name=f"peak memory of the window, scale {options.large:g}",
                value=found["peaks"]["after sorting"],
                unit="MB",
                target=TARGET_MB,
                note="resident, of the window's process alone: a built-in PostgreSQL is a process of its own",
            )
        ],
        details={"peak MB": found["peaks"]},
    )


async def play(desktop: Desktop, options: Mapping[str, Any]) -> dict[str, Any]:
    from lazi_desktop.domain.kinds import Tree
    from tests.benchmarks.machine import peak_mb
    from tests.benchmarks.watching import at_rest, until

    page = desktop.opened.pricebook
    panel, field = page.grid, desktop.opened.window.toolbar.search
    peaks: dict[str, float] = {}

    def note(stage: str) -> None:
        peaks[stage] = rounded(peak_mb()) or 0.0

    async def settled() -> None:
        await until(lambda: panel.loader.is_complete)
        await at_rest(desktop, looks=3)

    note("before the window")
    desktop.show()
    await settled()
    await asyncio.sleep(options["pause"])  # the engine has started
    note("after start")
    for tree in (Tree.MATERIALS, Tree.SERVICES):
        page.tree.show_tree(tree)
        await settled()
        await _scroll(panel.grid.verticalScrollBar(), options["jumps"])
    note("after scrolling")
    for text in SEARCHES:
        field.setText(text)
        await settled()
        await _scroll(panel.grid.verticalScrollBar(), 4)
    note("after searching")
    for tree in (Tree.SERVICES, Tree.MATERIALS):
        page.tree.show_tree(tree)
        await settled()
        await _open(desktop, options["jumps"] // 3)
    note("after opening SKUs")
    for column in ("name", "price", "vendor_part"):
        panel.grid.arrange(panel.grid.arrangement.sorted_by(column))
        await settled()
    note("after sorting")
    return {"peaks": peaks}


async def _scroll(bar: Any, jumps: int) -> None:
    """A page at a time, then from one end to the other."""
    for _ in range(jumps):
        bar.setValue(bar.value() + bar.pageStep())
        await asyncio.sleep(0.005)
    for jump in range(jumps):
        bar.setValue(bar.maximum() * (jump + 1) // jumps)
        await asyncio.sleep(0.02)


async def _open(desktop: Desktop, count: int) -> None:
    from tests.benchmarks.watching import at_rest

    panel = desktop.opened.pricebook.grid
    for place in range(count):
        panel.grid.select_position(len(panel.model.rows) * place // count)
        await asyncio.sleep(0.02)
        await at_rest(desktop, looks=1)
