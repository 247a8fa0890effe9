"""Scrolling the grid: how long a frame takes, beside a plain QTableView over a list that shows the same cells."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from tests.benchmarks.figures import Figure, Options, Outcome, percentile, spread

if TYPE_CHECKING:
    from PySide6.QtWidgets import QTableView

    from lazi_desktop.app.desktop import Desktop

MOST = 1.3
ROWS = 2_000
STEPS = (3, 3, 3, 3, 3, 3, 3, 24, 24, -24)
"""Rows per frame: a wheel that turns, then pages."""


def measure(options: Options) -> Outcome:
    from tests.benchmarks.filled import filled_profile

    profile = filled_profile(options.folder / "large", options.large)
    found = profile.in_window("scroll", {"frames": 20 if options.quick else 400})
    ours, bare = percentile(found["grid"], 0.95), percentile(found["bare"], 0.95)
    pinned = percentile(found["pinned"], 0.95)
    return Outcome(
        figures=[
            Figure(
                name=f"scrolling frame, p95, scale {options.large:g}",
                value=ours,
                unit="ms",
                target=MOST * bare,
                baseline=bare,
                note="the bare: a QTableView over a list in memory, painting the same cells of the same size",
            ),
            Figure(
                name=f"scrolling frame with pinned columns and twelve more, p95, scale {options.large:g}",
                value=pinned,
                unit="ms",
                target=MOST * percentile(found["bare wide"], 0.95),
                baseline=percentile(found["bare wide"], 0.95),
            ),
        ],
        details={name: spread(taken) for name, taken in found.items() if name != "stamps"},
    )


async def play(desktop: Desktop, options: Mapping[str, Any]) -> dict[str, Any]:
    from tests.benchmarks.watching import at_rest, until

    panel, frames = desktop.opened.pricebook.grid, options["frames"]
    desktop.show()
    await until(lambda: panel.loader.is_complete)
    await at_rest(desktop)
    found: dict[str, Any] = {}
    found["grid"], found["grid, worked"] = await frames_of(panel.grid, frames)
    bare = _bare(desktop)
    found["bare"], found["bare, worked"] = await frames_of(bare, frames)
    bare.close()
    arrangement = panel.grid.arrangement
    for key in (
        "description", "categories", "kind", "active", "hours", "taxable", "account", "add_on_price",
        "is_inventory", "modified_on", "primary_vendor", "remote_id",
    ):  # fmt: skip
        arrangement = arrangement.with_column(key)
    panel.grid.arrange(arrangement.pinned_up_to("code"))
    await at_rest(desktop)
    panel.grid.verticalScrollBar().setValue(0)
    panel.grid.horizontalScrollBar().setValue(100)
    found["pinned"], found["pinned, worked"] = await frames_of(panel.grid, frames)
    bare = _bare(desktop)
    bare.horizontalScrollBar().setValue(100)
    found["bare wide"], found["bare wide, worked"] = await frames_of(bare, frames)
    bare.close()
    bare.deleteLater()
    return found


async def frames_of(view: QTableView, count: int) -> tuple[list[float], list[float]]:
    """Each from the turn of the bar to the painted viewport; between them whatever else there is to do. And what of it
    the window's thread worked, which a busy machine does not lengthen."""
    from lazi_desktop.ui.theme import metrics

    bar, taken, worked = view.verticalScrollBar(), [], []
    bar.setValue(0)
    await asyncio.sleep(0.3)
    for number in range(count):
        step = STEPS[number % len(STEPS)]
        began, idle = time.perf_counter(), time.thread_time()
        bar.setValue(bar.value() + step * metrics.ROW_HEIGHT)
        view.viewport().repaint()
        taken.append(1000 * (time.perf_counter() - began))
        worked.append(1000 * (time.thread_time() - idle))
        await asyncio.sleep(0.012)
    return taken, worked


def _bare(desktop: Desktop) -> QTableView:
    """The same texts, widths and heights without the program."""
    from PySide6.QtCore import QAbstractTableModel, Qt
    from PySide6.QtWidgets import QAbstractItemView, QTableView

    from lazi_desktop.ui.theme import metrics

    panel = desktop.opened.pricebook.grid
    model, columns = panel.model, panel.model.columns
    rows = desktop.workspace.queries.rows(list(model.rows.numbers[:ROWS]), panel.loader.fields)
    texts = [[model.text_of(row, column) for column in columns] for row in rows]
    right = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

    class Cells(QAbstractTableModel):
        def rowCount(self, parent: Any = None) -> int:
            return len(texts)

        def columnCount(self, parent: Any = None) -> int:
            return len(columns)

        def data(self, index: Any, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
            if role == Qt.ItemDataRole.DisplayRole:
                return texts[index.row()][index.column()]
            if role == Qt.ItemDataRole.TextAlignmentRole and columns[index.column()].number:
                return right
            return None

    view = QTableView()
    view.setModel(Cells(view))
    for place in range(len(columns)):
        view.setColumnWidth(place, panel.grid.columnWidth(place))
    view.verticalHeader().setDefaultSectionSize(metrics.ROW_HEIGHT)
    view.verticalHeader().hide()
    view.setWordWrap(False)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.resize(panel.grid.size())
    view.show()
    return view
