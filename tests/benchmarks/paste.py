"""Blocks pasted into the grid from a spreadsheet: until they are recorded and told, and until they are undone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from tests.benchmarks.figures import Figure, Options, Outcome, percentile
from tests.benchmarks.timing import spreads, timed

if TYPE_CHECKING:
    from lazi_desktop.app.desktop import Desktop
    from lazi_desktop.ui.pricebook.grid_panel import GridPanel

SIZES = {"small": (2_000, 3, 1.0), "large": (20_000, 2, 6.0)}
"""Rows, how often, and the target. Every turn takes rows that nobody has changed yet."""
_LOOKS = 0.01  # s between two looks whether it is done: more of them would work beside it
COLUMNS = ("cost", "price", "member_price")


def measure(options: Options) -> Outcome:
    from tests.benchmarks.filled import filled_profile

    profile = filled_profile(options.folder / "large", options.large)
    figures, details = [], {}
    for size, (rows, turns, target) in SIZES.items():
        count = 40 if options.quick else rows
        found = profile.in_window("paste", {"rows": count, "turns": 1 if options.quick else turns})
        where = f"{found['rows']:,}×{len(COLUMNS)}, scale {options.large:g}"
        figures += [
            Figure(
                name=f"paste {where}, p95",
                value=percentile(found["paste"], 0.95),
                unit="s",
                target=target,
                baseline=percentile(found["bare"], 0.95),
                note="every cell differs; the bare: as many ops appended to a table of their own by SQLite",
            ),
            Figure(
                name=f"paste: undo {where}, p95",
                value=percentile(found["undo"], 0.95),
                unit="s",
                target=target,
            ),
            Figure(
                name=f"paste of what is there already {where}, p95",
                value=percentile(found["same"], 0.95),
                unit="s",
                target=target,
            ),
        ]
        details[size] = spreads(found, "paste", "undo", "same", "bare")
    return Outcome(figures=figures, details=details)


async def play(desktop: Desktop, options: Mapping[str, Any]) -> dict[str, Any]:
    from lazi_desktop.domain.kinds import Tree
    from lazi_desktop.ui.pricebook.arrangement import Arrangement
    from tests.benchmarks.watching import at_rest, show_unconnected, until

    show_unconnected(desktop)
    page = desktop.opened.pricebook
    panel = page.grid
    page.tree.show_tree(Tree.MATERIALS)
    panel.grid.arrange(Arrangement(("code", *COLUMNS)))
    await at_rest(desktop)
    await until(lambda: panel.loader.is_complete)
    rows = min(options["rows"], len(panel.model.rows) // (options["turns"] + 1))
    found: dict[str, Any] = {"rows": rows}
    for turn in range(options["turns"]):
        first = turn * rows
        for name, add in (("same", 0), ("paste", 1)):
            _fill_clipboard(desktop, panel, first, rows, add)
            with timed(found, name):
                await _paste(panel, first)
            await at_rest(desktop)
        with timed(found, "undo"):
            await _undo(desktop)
        await at_rest(desktop)
        _bare_ops(desktop, rows * len(COLUMNS), found)
    return found


async def _undo(desktop: Desktop) -> None:
    from tests.benchmarks.watching import until

    heard: list[object] = []
    desktop.context.edits.changed.connect(lambda _changes, initiator: heard.append(initiator))
    desktop.opened.window.undo()
    await until(lambda: desktop.opened.window.undoing in heard, patience=300, every=_LOOKS)


def _fill_clipboard(desktop: Desktop, panel: GridPanel, first: int, rows: int, add: int) -> None:
    from PySide6.QtGui import QGuiApplication

    numbers = panel.model.rows.numbers[first : first + rows]
    lines = [
        "\t".join(f"{(getattr(row, name) or 0) + add:,.2f}" for name in COLUMNS)
        for row in desktop.workspace.queries.rows(numbers)
    ]
    QGuiApplication.clipboard().setText("".join(f"{line}\r\n" for line in lines))


async def _paste(panel: GridPanel, first: int) -> None:
    from tests.benchmarks.watching import until

    panel.grid.select_position(first, panel.model.place_of(COLUMNS[0]))
    panel.bulk.line.clear()
    panel.bulk.line.words.setText("")
    panel.bulk.paste()
    await until(
        lambda: not panel.bulk.is_busy and panel.bulk.line.words.text() != "", patience=300, every=_LOOKS
    )


def _bare_ops(desktop: Desktop, count: int, found: dict[str, Any]) -> None:
    from lazi_desktop.store.workspace.database import open_writer

    database = open_writer(desktop.workspace.path.with_name("bare.sqlite3"))
    database.run("CREATE TABLE op (number INTEGER PRIMARY KEY, field TEXT, value TEXT, seen TEXT, base TEXT)")
    with timed(found, "bare"), database.writing():
        database.run_many(
            "INSERT INTO op (field, value, seen, base) VALUES (?, ?, ?, ?)",
            [("price", "12.34", "11.34", "11.34")] * count,
        )
    database.close()
    for file in desktop.workspace.path.parent.glob("bare.sqlite3*"):
        file.unlink()
