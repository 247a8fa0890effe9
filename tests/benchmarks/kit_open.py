"""A kit of 500 lines is opened in the window: until the lines stand there, and until they are painted.

A small kit is opened in between, so that every time another one is shown.
"""

from __future__ import annotations

import asyncio
import gc
import time
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from tests.benchmarks.figures import Figure, Options, Outcome, percentile, spread
from tests.benchmarks.kits_filled import LARGE, LARGE_KIT, SMALL_KIT

if TYPE_CHECKING:
    from lazi_desktop.app.desktop import Desktop

PAINTED_MS = 100
TURNS = 40


def measure(options: Options) -> Outcome:
    from tests.benchmarks.kits_filled import profile_with_kits

    found = profile_with_kits(options).in_window("kit_open", {"quick": options.quick})
    return Outcome(
        figures=[
            Figure(
                name=f"kits: {LARGE} lines, from opening to painted, p95",
                value=percentile(found["painted"], 0.95),
                unit="ms",
                target=PAINTED_MS,
                baseline=percentile(found["bare"], 0.95),
                note="lines, head, totals and parameters; the bare: a plain QTreeView of as many rows",
            ),
            Figure(
                name=f"kits: {LARGE} lines, from opening to painted, the processor's time, p95",
                value=percentile(found["worked"], 0.95),
                unit="ms",
                target=PAINTED_MS,
            ),
        ],
        details={
            **{name: spread(found[name]) for name in ("shown", "painted", "worked", "bare")},
            "the first time": found["first"],
        },
    )


async def play(desktop: Desktop, options: Mapping[str, Any]) -> dict[str, Any]:
    from lazi_desktop.domain.kits.parts import KitId
    from tests.benchmarks.watching import Paints, at_rest, show_unconnected, until

    page = desktop.opened.kits
    painted: list[float] = []
    show_unconnected(desktop)
    desktop.opened.window.open_page("kits")
    await until(lambda: page.kits.is_ready and KitId(LARGE_KIT) in page.kits.book.kits)
    await at_rest(desktop)
    paints = Paints(page.builder.tree.viewport(), painted.append)
    found: dict[str, list[float]] = {"shown": [], "painted": [], "worked": []}
    for turn in range(2 * (3 if options["quick"] else TURNS)):
        gc.collect()
        painted.clear()
        began, worked = time.perf_counter(), time.process_time()
        page.open_kit(KitId(SMALL_KIT if turn % 2 else LARGE_KIT))
        shown = time.perf_counter()
        await until(lambda: bool(painted), every=0)
        if not turn % 2:
            found["worked"].append(1000 * (time.process_time() - worked))
            found["shown"].append(1000 * (shown - began))
            found["painted"].append(1000 * (painted[0] - began))
        await at_rest(desktop, looks=3)
    del paints
    first = {name: values.pop(0) for name, values in found.items()}  # fonts and icons are made ready in it
    return {**found, "first": first, "bare": await _bare(desktop, 3 if options["quick"] else TURNS)}


async def _bare(desktop: Desktop, count: int) -> list[float]:
    from PySide6.QtGui import QStandardItem, QStandardItemModel
    from PySide6.QtWidgets import QTreeView

    tree = desktop.opened.kits.builder.tree
    view = QTreeView()
    view.setUniformRowHeights(True)
    view.resize(tree.size())
    view.show()
    taken = []
    for _ in range(count):
        await asyncio.sleep(0)
        began = time.perf_counter()
        model = QStandardItemModel(0, tree.lines.columnCount())
        for row in range(LARGE):
            model.appendRow([QStandardItem(f"Cell {row}, {at}") for at in range(model.columnCount())])
        view.setModel(model)
        view.viewport().repaint()
        taken.append(1000 * (time.perf_counter() - began))
    view.close()
    view.deleteLater()
    return taken
