"""From the process's start to a window that works: tree, rows, and a search answered."""

from __future__ import annotations

import asyncio
import re
import statistics
import time
from collections import defaultdict
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from tests.benchmarks.figures import Figure, Options, Outcome, spread

if TYPE_CHECKING:
    from lazi_desktop.app.desktop import Desktop

TARGET_S = 1.5
SEARCHED = "copper"
_STEPS = ("python", "imported", "created", "shown", "tree", "rows", "answered")
_IMPORT = re.compile(r"import time:\s*(\d+) \|\s*(\d+) \| *(\S+)")


def measure(options: Options) -> Outcome:
    from tests.benchmarks.filled import filled_profile
    from tests.benchmarks.stage import say

    outcome = Outcome()
    for name, scale in {"usual": options.usual, "large": options.large}.items():
        profile = filled_profile(options.folder / name, scale)
        runs = []
        if not options.quick:
            profile.in_window("start")  # compiles
        for _ in range(1 if options.quick else 7):
            runs.append(profile.in_window("start")["stamps"])
            say(f"  scale {scale:g}: usable after {runs[-1]['answered']:.2f} s")
        usable = [run["answered"] for run in runs]
        outcome.figures.append(
            Figure(
                name=f"usable, scale {scale:g}",
                value=statistics.median(usable),
                unit="s",
                target=TARGET_S,
                note="median; from the process's start to tree, rows and the answer to a search, all painted",
            )
        )
        outcome.details[f"scale {scale:g}"] = {
            "usable": spread(usable),
            "median after": {step: statistics.median(run[step] for run in runs) for step in _STEPS},
        }
        if options.quick:
            return outcome
    profile = filled_profile(options.folder / "usual", options.usual)
    log = profile.in_window("start", python=["-X", "importtime"])["stderr"]
    outcome.details["imports"] = imports(log)
    return outcome


def imports(log: str, *, most: int = 14) -> dict[str, Any]:
    """What `-X importtime` says, summed up by top-level package; that option itself makes imports slower."""
    by_package: dict[str, int] = defaultdict(int)
    for own, _, module in _IMPORT.findall(log):
        by_package[module.partition(".")[0]] += int(own)
    longest = sorted(by_package.items(), key=lambda one: -one[1])[:most]
    return {
        "all modules, ms": sum(by_package.values()) // 1000,
        "longest, ms": {package: round(own / 1000, 1) for package, own in longest},
    }


async def play(desktop: Desktop, _options: Mapping[str, Any]) -> dict[str, Any]:
    """In the window. The search is typed in the moment the rows are painted."""
    import os

    from tests.benchmarks.watching import Paints, until

    began = float(os.environ["BENCH_BEGAN"])
    stamps: dict[str, float] = {}
    page, search = desktop.opened.pricebook, desktop.opened.window.toolbar.search
    answered = asyncio.Event()

    def note(step: str) -> None:
        stamps.setdefault(step, time.time() - began)

    def on_grid(_at: float) -> None:
        loader = page.grid.loader
        if not len(page.grid.model.rows):
            return
        if "rows" not in stamps:
            note("rows")
            search.setText(SEARCHED)
        elif loader.query is not None and loader.query.search == SEARCHED and "found" in stamps:
            note("answered")
            answered.set()

    def on_shown() -> None:
        if "rows" in stamps:
            note("found")

    def on_tree(_at: float) -> None:
        if page.tree.view.tree_model.rowCount() > 1:
            note("tree")

    watches = [Paints(page.grid.grid.viewport(), on_grid), Paints(page.tree.view.viewport(), on_tree)]
    page.grid.loader.shown.connect(on_shown)
    desktop.show()
    note("shown")
    async with asyncio.timeout(60):
        await answered.wait()
        await until(lambda: "tree" in stamps)
    stamps["answered"] = max(stamps["answered"], stamps["tree"])
    del watches
    return {"stamps": stamps}
