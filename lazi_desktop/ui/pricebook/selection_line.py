"""The line below the grid: what the selected rows come to, or a sentence that is worth a moment."""

from __future__ import annotations

from PySide6.QtCore import Qt

from lazi_desktop.domain.fields import FieldType
from lazi_desktop.ports.pricebook import ColumnSums
from lazi_desktop.ui.context import UiContext
from lazi_desktop.ui.formatting import counted, money, number, percent
from lazi_desktop.ui.latest_read import LatestRead
from lazi_desktop.ui.pricebook.column_catalogue import COLUMN
from lazi_desktop.ui.pricebook.sku_columns import Measure, SkuColumn
from lazi_desktop.ui.pricebook.sku_grid import SkuGrid
from lazi_desktop.ui.widgets.elided_label import ElidedLabel

_OTHERWISE = "price"


def summed_column(column: SkuColumn) -> SkuColumn:
    """The column itself where its numbers can be added up, else the price."""
    countable = column.number and column.measure is not Measure.SHARE and not column.key.endswith("_id")
    return column if countable else COLUMN[_OTHERWISE]


class SelectionLine(ElidedLabel):
    """A hint stays until something else is selected."""

    def __init__(self, context: UiContext, grid: SkuGrid) -> None:
        super().__init__("small")
        self._queries = context.queries
        self._grid = grid
        self._sums = LatestRead(context.tasks, context.notifier, self)
        self._hint = ""
        self.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)

    def on_selection(self) -> None:
        self._hint = ""
        self.sum_up()

    def hint(self, sentence: str) -> None:
        self._hint = sentence
        self._sums.drop()
        self.setText(sentence)

    def sum_up(self) -> None:
        """Adds up the selected rows, however many; the store does, in its own time."""
        if self._hint:
            return
        model, count = self._grid.sku_model, self._grid.selected_count()
        if not count:
            self._sums.drop()
            keys = self.tr(
                "Type to change a cell  ·  Enter and Tab travel  ·  Ctrl+Enter fills the selection"
            )
            self.setText(keys if len(model.rows) else "")
            return
        column = summed_column(model.columns[max(self._grid.currentIndex().column(), 0)])
        numbers, queries = self._grid.selected_numbers(), self._queries
        self._sums.ask(lambda: queries.sums(numbers, column.key), lambda sums: self._show(column, sums))

    def _show(self, column: SkuColumn, sums: ColumnSums) -> None:
        if self._hint:
            return
        write = money if column.type is FieldType.MONEY else number
        words = [counted(sums.rows, self.tr("row selected"), self.tr("rows selected"))]
        if sums.total is not None:
            words.append(f"Σ {column.heading} {write(sums.total)}")
        if sums.average is not None and sums.filled > 1:
            words.append(self.tr("average {amount}").format(amount=write(round(sums.average, 2))))
        if sums.margin is not None:
            words.append(self.tr("margin {share}").format(share=percent(sums.margin)))
        if sums.changed:
            words.append(counted(sums.changed, self.tr("cell changed here"), self.tr("cells changed here")))
        self.setText("   ·   ".join(words))
