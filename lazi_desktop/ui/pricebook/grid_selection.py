"""Which rows of the grid are selected, and how they stay so when the list is read again."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from itertools import chain, islice

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QItemSelectionRange, QSignalBlocker
from PySide6.QtWidgets import QTableView

from lazi_desktop.ui.pricebook.sku_table_model import SkuTableModel

Flag = QItemSelectionModel.SelectionFlag

FOLLOWED_CELLS = 5_000
MOST_RUNS = 2_000
"""Of more pieces than this a selection would make every frame late."""


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


class HeldCells:
    """Selected cells by the rows' own numbers: which rows, for each run of columns."""

    def __init__(self, selected: Sequence[QItemSelectionRange], numbers: array[int]) -> None:
        self._rows: dict[tuple[int, int], set[int]] = {}
        for part in selected:
            held = self._rows.setdefault((part.left(), part.right()), set())
            held.update(numbers[part.top() : part.bottom() + 1])

    def __bool__(self) -> bool:
        return bool(self._rows)

    def picked(self, model: SkuTableModel) -> QItemSelection | None:
        """Those of the cells that are listed, wherever they are now; None where they lie too scattered."""
        picked, last_column = QItemSelection(), len(model.columns) - 1
        for (left, right), held in self._rows.items():
            places = [place for place, number in enumerate(model.rows.numbers) if number in held]
            spans = runs(places)
            if picked.count() + len(spans) > MOST_RUNS:
                return None
            for first, last in spans:
                start, end = model.index(first, left), model.index(last, min(right, last_column))
                picked.append(QItemSelectionRange(start, end))
        return picked


class KeptSelection:
    """What stays selected when another query is shown, however many rows it is: in another order, after another search.

    The first rows of a query come before the others, so some of it is owed until all are listed. Where nothing of it is
    listed it is owed on, until something else is selected.
    """

    def __init__(self, grid: QTableView, model: SkuTableModel) -> None:
        self._grid = grid
        self._model = model
        self._cells = HeldCells((), model.rows.numbers)
        self._current = -1
        self._column = 1
        self._is_owed = False
        self._is_restoring = False
        grid.selectionModel().selectionChanged.connect(self._on_selection)

    def _on_selection(self) -> None:
        if not self._is_restoring:
            self._is_owed = False

    def remember(self) -> None:
        """Before other rows come."""
        if self._is_owed:
            return
        numbers, current = self._model.rows.numbers, self._grid.currentIndex()
        self._cells = HeldCells(parts(self._grid.selectionModel()), numbers)
        self._current = numbers[current.row()] if 0 <= current.row() < len(numbers) else -1
        self._column = max(current.column(), 1)
        self._is_owed = bool(self._cells) or self._current >= 0

    def restore(self) -> tuple[int, int]:
        """Among the rows that are there. Returns the place of the current cell; its row is -1 where there is none."""
        if self._is_owed:
            self._pick()
        current = self._grid.currentIndex()
        return (current.row(), current.column()) if current.isValid() else (-1, self._column)

    def complete(self) -> bool:
        """All rows are listed. False where the selection had to be given up."""
        if not self._is_owed:
            return True
        kept = self._pick()
        self._is_owed = kept and not self._grid.selectionModel().hasSelection()
        return kept

    def _pick(self) -> bool:
        selection, model = self._grid.selectionModel(), self._model
        picked = self._cells.picked(model)
        kept = picked is not None
        picked = picked or QItemSelection()
        row = model.rows.position_of(self._current) if self._current >= 0 else -1
        current = model.index(row, min(self._column, len(model.columns) - 1)) if row >= 0 else None
        if current is not None and picked.isEmpty():
            picked.select(current, current)
        self._is_restoring = True
        try:
            if current is not None:
                selection.setCurrentIndex(current, Flag.NoUpdate)
            selection.select(picked, Flag.ClearAndSelect)
        finally:
            self._is_restoring = False
        return kept


class LargeSelection:
    """A selection of so many cells that Qt, which follows each of them by itself, would take seconds."""

    def __init__(self, grid: QTableView, model: SkuTableModel) -> None:
        self._grid = grid
        self._model = model
        self._held: HeldCells | None = None
        self._whole: Sequence[tuple[int, int]] = ()
        """Where all rows are selected: in which columns."""

    def put_aside(self) -> None:
        """Rows are about to be others, or elsewhere."""
        selection = self._grid.selectionModel()
        found = parts(selection)
        if sum(part.height() * part.width() for part in found) <= FOLLOWED_CELLS:
            return
        numbers = self._model.rows.numbers
        self._held = HeldCells(found, numbers)
        is_whole = selected_count(selection) == len(numbers)
        self._whole = sorted({(part.left(), part.right()) for part in found}) if is_whole else ()
        with QSignalBlocker(selection):
            selection.select(QItemSelection(), Flag.Clear)

    def take_up(self) -> bool:
        """The same rows wherever they are now; all of them if it was all. False where they had to be given up."""
        held, self._held = self._held, None
        if held is None:
            return True
        model = self._model
        picked = self._everything() if self._whole else held.picked(model)
        self._grid.selectionModel().select(picked or QItemSelection(), Flag.ClearAndSelect)
        return picked is not None

    def _everything(self) -> QItemSelection:
        model, picked = self._model, QItemSelection()
        for left, right in self._whole if len(model.rows) else ():
            end = model.index(len(model.rows) - 1, right)
            picked.append(QItemSelectionRange(model.index(0, left), end))
        return picked


def runs(places: Sequence[int]) -> list[tuple[int, int]]:
    """Ascending places as first and last of each run."""
    found: list[tuple[int, int]] = []
    for place in places:
        if found and found[-1][1] == place - 1:
            found[-1] = (found[-1][0], place)
        else:
            found.append((place, place))
    return found
