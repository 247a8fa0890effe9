"""Which rows of the grid are selected, and how they stay so when the list is read again."""

from __future__ import annotations

from itertools import chain, islice

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QItemSelectionRange
from PySide6.QtWidgets import QTableView

from lazi_desktop.ui.pricebook.sku_table_model import SkuTableModel

Flag = QItemSelectionModel.SelectionFlag

REMEMBERED_ROWS = 1_000
_NOTHING: tuple[list[int], int, int] = ([], -1, 1)


def parts(model: QItemSelectionModel) -> list[QItemSelectionRange]:
    """The rectangles of a selection."""
    selection = model.selection()
    return [selection.at(place) for place in range(selection.count())]


def row_spans(model: QItemSelectionModel) -> list[tuple[int, int]]:
    """The selected rows from top to bottom, as first and last of each run."""
    spans: list[tuple[int, int]] = []
    for first, last in sorted((part.top(), part.bottom()) for part in parts(model)):
        if spans and first <= spans[-1][1] + 1:
            spans[-1] = (spans[-1][0], max(last, spans[-1][1]))
        else:
            spans.append((first, last))
    return spans


def selected_positions(model: QItemSelectionModel, most: int | None = None) -> list[int]:
    """The rows with a selected cell, in order; the first so many of them."""
    rows = chain.from_iterable(range(first, last + 1) for first, last in row_spans(model))
    return list(islice(rows, most))


def selected_count(model: QItemSelectionModel) -> int:
    return sum(last - first + 1 for first, last in row_spans(model))


class KeptSelection:
    """What was selected, by the rows' own numbers: (selected, current one or -1, column)."""

    def __init__(self, grid: QTableView, model: SkuTableModel) -> None:
        self._grid = grid
        self._model = model
        self._kept = _NOTHING
        self._owed: tuple[list[int], int, int] | None = None
        """Stands further down than the rows that have arrived so far."""

    def remember(self) -> None:
        numbers = self._model.rows.numbers
        selection = self._grid.selectionModel()
        chosen = selected_positions(selection) if selected_count(selection) <= REMEMBERED_ROWS else []
        current = self._grid.currentIndex()
        if self._owed is not None and not chosen and not current.isValid():
            self._kept = self._owed
            return
        held = numbers[current.row()] if current.isValid() and current.row() < len(numbers) else -1
        self._kept = ([numbers[place] for place in chosen], held, max(current.column(), 1))

    def restore(self) -> tuple[int, int]:
        """Another order or another search: what was selected stays so where it is still listed.

        Returns the place of the current cell, as row and column; the row is -1 where there is none.
        """
        chosen, held, column = before = self._kept
        self._kept = _NOTHING
        model, picked = self._model, QItemSelection()
        for number in chosen:
            position = model.rows.position_of(number)
            if position >= 0:
                index = model.index(position, column)
                picked.select(index, index)
        current = model.rows.position_of(held) if held >= 0 else -1
        if current >= 0 and picked.isEmpty():
            index = model.index(current, column)
            picked.select(index, index)
        self._owed = before if held >= 0 and current < 0 else None
        selection = self._grid.selectionModel()
        if current >= 0:
            selection.setCurrentIndex(model.index(current, column), Flag.NoUpdate)
        selection.select(picked, Flag.ClearAndSelect)
        return current, column

    def restore_late(self) -> None:
        """More rows have arrived: what is owed may be among them."""
        selection = self._grid.selectionModel()
        if self._owed is not None and not selection.hasSelection():
            (_, held, column), self._owed = self._owed, None
            position = self._model.rows.position_of(held)
            if position >= 0:
                selection.setCurrentIndex(self._model.index(position, column), Flag.ClearAndSelect)
