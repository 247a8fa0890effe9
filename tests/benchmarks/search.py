"""Typing into the search field: from a keystroke to the rows, and to their picture."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from tests.benchmarks.figures import Figure, Options, Outcome, percentile, spread
from tests.benchmarks.keystrokes import Keys, slowest

if TYPE_CHECKING:
    from lazi_desktop.app.desktop import Desktop

ROWS_MS, PAINTED_MS = 16, 40
CADENCE = 0.11  # s between two keys of somebody who types well
WORDS = (
    "copper elbow", "1/2 valve", '3/4"', "1-1/2 coupling", "water heater install", "thermostat", "e", "a", "5", "s",
    "1.5 pvc", "replace existing", "ball val", "flame sensor", "zzzz", "filter 16x20",
)  # fmt: skip
CODES = 6  # real ones, typed too


def measure(options: Options) -> Outcome:
    from tests.benchmarks.filled import filled_profile

    profile = filled_profile(options.folder / "large", options.large)
    found = profile.in_window("search", {"quick": options.quick})
    return Outcome(
        figures=[
            Figure(
                name=f"keystroke to rows, p95, scale {options.large:g}",
                value=percentile(found["rows"], 0.95),
                unit="ms",
                target=ROWS_MS,
                baseline=percentile(found["bare"], 0.95),
                note="the bare: the words alone looked up in the full-text index, 200 numbers, no order",
            ),
            Figure(
                name=f"keystroke to painted, p95, scale {options.large:g}",
                value=percentile(found["painted"], 0.95),
                unit="ms",
                target=PAINTED_MS,
                baseline=percentile(found["bare paint"], 0.95),
                note="the bare: a plain QTableView of this size painting one frame",
            ),
        ],
        details={
            "rows": spread(found["rows"]),
            "painted": spread(found["painted"]),
            "bare full-text query": spread(found["bare"]),
            "bare QTableView frame": spread(found["bare paint"]),
            "keys overtaken by the next": found["overtaken"],
            "slowest": found["slowest"],
        },
    )


async def play(desktop: Desktop, options: Mapping[str, Any]) -> dict[str, Any]:
    from lazi_desktop.domain.kinds import Tree
    from lazi_desktop.ports.sku_query import SkuQuery
    from tests.benchmarks.watching import Paints, at_rest, press, until

    page, line = desktop.opened.pricebook, desktop.opened.window.toolbar.search
    keys = Keys()

    def on_shown() -> None:
        query = page.grid.loader.query
        assert query is not None
        keys.show(query.search)

    page.grid.loader.shown.connect(on_shown)
    grid_watch = Paints(page.grid.stack, keys.paint)
    row_watch = Paints(page.grid.grid.viewport(), keys.paint)
    desktop.show()
    await until(lambda: page.grid.loader.is_complete)
    await at_rest(desktop)
    numbers = desktop.workspace.queries.find(SkuQuery(tree=Tree.MATERIALS))
    step = max(len(numbers) // CODES, 1)
    codes = [row.code for row in desktop.workspace.queries.rows(numbers[step // 2 :: step])]
    texts = [*WORDS, *(code.lower() for code in codes)]
    cadence = CADENCE
    if options["quick"]:
        texts, cadence = ["elbow", '1/2"'], 0.02

    async def type_key(letter: str) -> None:
        before, began = line.text().strip(), time.perf_counter()
        after = "" if letter == "\x1b" else (line.text() + letter).strip()
        if after != before:
            keys.press(after, began)
        press(line, letter)
        await asyncio.sleep(cadence - (time.perf_counter() - began))

    for text in texts:
        for letter in text:
            await type_key(letter)
        await until(lambda: keys.are_answered)
        await type_key("\x1b")
        await until(lambda: keys.are_answered)
    await at_rest(desktop)
    del grid_watch, row_watch

    bare_paint = await _bare_frames(desktop, 5 if options["quick"] else 60)
    return {
        "rows": [1000 * (key.rows - key.at) for key in keys.typed],
        "painted": [1000 * (key.painted - key.at) for key in keys.typed],
        "overtaken": sum(key.overtaken for key in keys.typed),
        "bare": bare_queries(desktop, [key.text for key in keys.typed if key.text], 200),
        "bare paint": bare_paint,
        "slowest": slowest(keys),
    }


def bare_queries(desktop: Desktop, texts: list[str], limit: int) -> list[float]:
    """The same words on a connection of our own, without the program around it."""
    from lazi_desktop.store.workspace.database import open_reader
    from lazi_desktop.store.workspace.folding import match_expression

    database, taken = open_reader(desktop.workspace.path), []
    for text in texts:
        words = match_expression(text)
        if words:
            began = time.perf_counter()
            database.all("SELECT rowid FROM search WHERE search MATCH ? LIMIT ?", (words, limit))
            taken.append(1000 * (time.perf_counter() - began))
    database.close()
    return taken


async def _bare_frames(desktop: Desktop, count: int) -> list[float]:
    from PySide6.QtGui import QStandardItemModel
    from PySide6.QtWidgets import QTableView

    columns = desktop.opened.pricebook.grid.model.columnCount()
    model, view = QStandardItemModel(40, columns), QTableView()
    for row in range(40):
        for column in range(columns):
            model.setData(model.index(row, column), f"Cell {row}, {column}")
    view.setModel(model)
    view.resize(desktop.opened.pricebook.grid.grid.size())
    view.show()
    await asyncio.sleep(0.1)
    taken = []
    for _ in range(count):
        began = time.perf_counter()
        view.viewport().repaint()
        taken.append(1000 * (time.perf_counter() - began))
    view.close()
    view.deleteLater()
    return taken
