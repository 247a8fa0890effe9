"""The Review page with twenty thousand pending fields: how soon it stands there, and how it scrolls."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from tests.benchmarks.figures import Figure, Options, Outcome, percentile, spread
from tests.benchmarks.scroll import MOST, frames_of
from tests.benchmarks.timing import spreads, timed

if TYPE_CHECKING:
    from PySide6.QtWidgets import QTableView

    from lazi_desktop.app.desktop import Desktop

FIELDS = ("price", "member_price")
SKUS = 10_000
OPENED_S, FRESH_S = 0.3, 0.3
TURNS = 9
CELLS = 2_000


def measure(options: Options) -> Outcome:
    from tests.benchmarks.filled import filled_profile

    profile = filled_profile(options.folder / "large", options.large)
    asked = {
        "skus": 50 if options.quick else SKUS,
        "turns": 1 if options.quick else TURNS,
        "frames": 20 if options.quick else 400,
    }
    found = profile.in_window("review", asked)
    what = f"{found['pending']:,} pending fields"
    return Outcome(
        figures=[
            Figure(
                name=f"review: opened with {what}, p95",
                value=percentile(found["opened"], 0.95),
                unit="s",
                target=OPENED_S,
                baseline=percentile(found["bare read"], 0.95),
                note="from choosing the page to its list painted, an edit made meanwhile not in it yet; the bare: the "
                "same rows fetched by SQLite",
            ),
            Figure(
                name=f"review: list up to date with {what}, p95",
                value=percentile(found["fresh"], 0.95),
                unit="s",
                target=FRESH_S,
                baseline=percentile(found["bare read"], 0.95),
                note="the same, until that edit is in the list: no more is read again than it changed",
            ),
            Figure(
                name=f"review: scrolling frame with {what}, p95",
                value=percentile(found["frame"], 0.95),
                unit="ms",
                target=MOST * percentile(found["bare frame"], 0.95),
                baseline=percentile(found["bare frame"], 0.95),
                note="the bare: a QTableView over a list in memory, painting the same cells of the same size",
            ),
        ],
        details={
            **spreads(found, "opened", "fresh", "bare read"),
            **{
                name: spread(found[name])
                for name in ("frame", "frame, worked", "bare frame", "bare frame, worked")
            },
        },
    )


async def play(desktop: Desktop, options: Mapping[str, Any]) -> dict[str, Any]:
    from tests.benchmarks.watching import at_rest, show_unconnected, until

    show_unconnected(desktop)
    window, page = desktop.opened.window, desktop.opened.review
    await until(lambda: desktop.opened.pricebook.grid.loader.is_complete)
    await at_rest(desktop)
    edits = _Edits(desktop, options["skus"])
    await edits.make()
    window.open_page("review")
    await until(lambda: len(page.model.lines) > options["skus"])
    await at_rest(desktop)
    found: dict[str, Any] = {"pending": desktop.workspace.queries.counts().pending_fields}
    for turn in range(options["turns"]):
        window.open_page("pricebook")
        await at_rest(desktop)
        await edits.change(turn)
        await at_rest(desktop)
        with timed(found, "fresh"):
            with timed(found, "opened"):
                window.open_page("review")
                page.table.viewport().repaint()
            await until(lambda turn=turn: edits.is_shown(turn))  # type: ignore[misc]
            page.table.viewport().repaint()
        await at_rest(desktop)
    for _ in range(options["turns"]):
        edits.bare_read(found)
        await asyncio.sleep(0.05)
    found["frame"], found["frame, worked"] = await frames_of(page.table, options["frames"])
    bare = _bare(desktop)
    found["bare frame"], found["bare frame, worked"] = await frames_of(bare, options["frames"])
    bare.close()
    bare.deleteLater()
    return found


class _Edits:
    """Prices of many SKUs, and one more edit in each turn, of which the page knows nothing yet."""

    def __init__(self, desktop: Desktop, count: int) -> None:
        from lazi_desktop.domain.kinds import Tree
        from lazi_desktop.ports.sku_query import SkuQuery

        self._desktop = desktop
        queries = desktop.workspace.queries
        numbers = [number for tree in Tree for number in queries.find(SkuQuery(tree=tree))]
        rows = [
            row
            for row in queries.rows(numbers, FIELDS)
            if row.price is not None and row.member_price is not None
        ]
        self._rows = rows[:count]
        self._looked_through: object = None

    async def make(self) -> None:
        from lazi_desktop.operations.edit_fields import FieldEdit

        await self._record([
            FieldEdit(row.key, name, _raised(row.more[name]), row.more[name])
            for row in self._rows
            for name in FIELDS
        ])  # fmt: skip

    async def change(self, turn: int) -> None:
        from lazi_desktop.operations.edit_fields import FieldEdit

        row = self._rows[turn]
        await self._record([FieldEdit(row.key, "hours", self._hours(turn), row.hours)])

    def is_shown(self, turn: int) -> bool:
        """Other lines are looked through once: looking again and again would be what is measured."""
        page = self._desktop.opened.review
        if page.model.groups is self._looked_through:
            return False
        self._looked_through = page.model.groups
        key, hours = self._rows[turn].key, self._hours(turn)
        return any(
            one.changes[0].field == "hours" and one.key == key and one.changes[0].ours == hours
            for one in page.model.rows()
        )

    @staticmethod
    def _hours(turn: int) -> Decimal:
        return Decimal(turn) + Decimal("0.13")

    async def _record(self, edits: list[Any]) -> None:
        from tests.benchmarks.watching import until

        done: list[object] = []
        self._desktop.context.edits.edit_many(
            edits, label="Prices", initiator=self._desktop.opened.window, done=done.append, failed=done.append
        )
        await until(lambda: bool(done))

    def bare_read(self, found: dict[str, Any]) -> None:
        from lazi_desktop.store.workspace.database import open_reader

        database = open_reader(self._desktop.workspace.path)
        with timed(found, "bare read"):
            database.all(
                "SELECT o.entity_key, o.field, o.theirs, o.value, o.by_whom, o.at, o.op_id, o.state, s.code, s.name"
                " FROM overridden o JOIN sku s USING (entity_key) ORDER BY s.code_order, o.entity_key, o.field"
            )
        database.close()


def _raised(price: Any) -> Decimal:
    return (Decimal(price) * Decimal("1.07") + 1).quantize(Decimal("0.01"))


def _bare(desktop: Desktop) -> QTableView:
    """The same texts, widths and heights without the program."""
    from PySide6.QtCore import QAbstractTableModel, Qt
    from PySide6.QtWidgets import QAbstractItemView, QTableView

    from lazi_desktop.ui.review.review_model import FIGURES, Column
    from lazi_desktop.ui.theme import metrics

    table = desktop.opened.review.table
    model = table.review_model
    texts = [
        [str(model.index(number, column).data() or "") for column in Column]
        for number in range(min(CELLS, len(model.lines)))
    ]
    right = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

    class Cells(QAbstractTableModel):
        def rowCount(self, parent: Any = None) -> int:
            return len(texts)

        def columnCount(self, parent: Any = None) -> int:
            return len(Column)

        def data(self, index: Any, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
            if role == Qt.ItemDataRole.DisplayRole:
                return texts[index.row()][index.column()]
            if role == Qt.ItemDataRole.TextAlignmentRole and index.column() in FIGURES:
                return right
            return None

    view = QTableView()
    view.setModel(Cells(view))
    for column in Column:
        view.setColumnWidth(column, table.columnWidth(column))
    view.verticalHeader().setDefaultSectionSize(metrics.ROW_HEIGHT)
    view.verticalHeader().hide()
    view.setWordWrap(False)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.resize(table.size())
    view.show()
    return view
