"""Which rows of the grid are selected, and how they stay so when the list is read again."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from itertools import chain, islice

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QItemSelectionRange, QSignalBlocker
from PySide6.QtWidgets import QTableView

from lazi_desktop.ui.pricebook.sku_table_model import SkuTableModel

Flag = QItemSelectionModel.SelectionFlag

REMEMBERED_ROWS = 1_000
FOLLOWED_CELLS = 5_000
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


class LargeSelection:
    """A selection of so many cells that Qt, which follows each of them by itself, would take seconds."""

    def __init__(self, grid: QTableView, model: SkuTableModel) -> None:
        self._grid = grid
        self._model = model
        self._held: list[tuple[array[int], int, int]] = []
        """Row numbers with the first and last column."""
        self._was_whole = False

    def put_aside(self) -> None:
        """Rows are about to be others, or elsewhere."""
        selection = self._grid.selectionModel()
        found = parts(selection)
        if sum(part.height() * part.width() for part in found) <= FOLLOWED_CELLS:
            return
        numbers = self._model.rows.numbers
        self._held = [(numbers[part.top() : part.bottom() + 1], part.left(), part.right()) for part in found]
        self._was_whole = selected_count(selection) == len(numbers)
        with QSignalBlocker(selection):
            selection.select(QItemSelection(), Flag.Clear)

    def take_up(self) -> None:
        """The same rows wherever they are now; all of them if it was all."""
        held, self._held = self._held, []
        if not held:
            return
        model, picked = self._model, QItemSelection()
        place_of = {number: place for place, number in enumerate(model.rows.numbers)}
        for numbers, left, right in held:
            if self._was_whole:
                spans = [(0, len(model.rows) - 1)] if len(model.rows) else []
            else:
                spans = runs(sorted(place_of[number] for number in numbers if number in place_of))
            for first, last in spans:
                picked.append(QItemSelectionRange(model.index(first, left), model.index(last, right)))
        self._grid.selectionModel().select(picked, Flag.ClearAndSelect)


def runs(places: Sequence[int]) -> list[tuple[int, int]]:
    """Ascending places as first and last of each run."""
    found: list[tuple[int, int]] = []
    for place in places:
        if found and found[-1][1] == place - 1:
            found[-1] = (found[-1][0], place)
        else:
            found.append((place, place))
    return found
