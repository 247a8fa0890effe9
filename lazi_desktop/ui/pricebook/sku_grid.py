"""The table of SKUs: keys, mouse and selection as people know them from spreadsheets."""

from __future__ import annotations

from array import array
from collections.abc import Iterable

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionRange, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QWidget

from lazi_desktop.ui.pricebook.arranged_table import Flag, Index
from lazi_desktop.ui.pricebook.grid_selection import (
    KeptSelection,
    LargeSelection,
    parts,
    row_spans,
    selected_count,
    selected_positions,
)
from lazi_desktop.ui.pricebook.sku_columns import PICTURE, why_not
from lazi_desktop.ui.pricebook.sku_table_model import SkuTableModel
from lazi_desktop.ui.pricebook.typing_table import Trigger, TypingTable
from lazi_desktop.ui.theme import metrics


class SkuGrid(TypingTable):
    """`selection_moved()`: cells or the current one changed."""

    selection_moved = Signal()
    clear_requested = Signal()
    left_upwards = Signal()

    def __init__(self, model: SkuTableModel, parent: QWidget | None = None) -> None:
        super().__init__(model, parent)
        self._top = -1
        self._typed_from = ""
        """The column where Tab began to travel; Enter goes back there."""
        self._wants_all = False
        """Rows that arrive are selected as well."""
        self._all_listed = False
        self.setAccessibleName(self.tr("Entries"))
        self.begin()
        self._kept = KeptSelection(self, model)
        self.delegate.travelled.connect(self._travel)
        model.modelAboutToBeReset.connect(self._remember_selection)
        model.modelReset.connect(self._restore_selection)
        self._large = LargeSelection(self, model)
        model.rearranging.connect(self._large.put_aside)
        model.rearranged.connect(lambda: self._tell_dropped(kept=self._large.take_up()))
        model.layoutAboutToBeChanged.connect(self._remember_top)
        model.layoutChanged.connect(self._restore_top)
        self.arranged.connect(lambda *_: self.selection_moved.emit())

    # ------------------------------------------------------------------------------------ what is on the screen

    def _remember_top(self) -> None:
        first = self.rowAt(0)
        rows = self.sku_model.rows
        self._top = rows.numbers[first] if 0 < first < len(rows) else -1

    def _restore_top(self) -> None:
        """Where rows came or went above, what is looked at stays where it is."""
        position = self.sku_model.rows.position_of(self._top) if self._top >= 0 else -1
        if position >= 0:
            bar = self.verticalScrollBar()
            bar.setValue(position * metrics.ROW_HEIGHT + bar.value() % metrics.ROW_HEIGHT)

    # ------------------------------------------------------------------------------------------------ selection

    def selected_positions(self, most: int | None = None) -> list[int]:
        """The rows with a selected cell, in order; the first so many of them."""
        return selected_positions(self.selectionModel(), most)

    def selected_count(self) -> int:
        return selected_count(self.selectionModel())

    def selected_numbers(self) -> array[int]:
        """Of all selected rows, in memory or not."""
        numbers, chosen = self.sku_model.rows.numbers, array("q")
        for first, last in row_spans(self.selectionModel()):
            chosen.extend(numbers[first : last + 1])
        return chosen

    def selectAll(self) -> None:
        """All that match, also those that are not listed yet."""
        super().selectAll()
        self._wants_all = True

    def complete(self) -> None:
        """No further rows of this query come: what was selected may be among the last."""
        self._all_listed = True
        if self._wants_all:
            self.selectAll()
            self._wants_all = False
        else:
            self._tell_dropped(kept=self._kept.complete())

    def _remember_selection(self) -> None:
        if self._all_listed:
            self._wants_all = False
        self._all_listed = False
        self._kept.remember()

    def _tell_dropped(self, *, kept: bool) -> None:
        if not kept:
            self.could_not.emit(
                self.tr("The selection was dropped: its rows lie too scattered in this list.")
            )

    def choose_rows(self, *, add: bool = False) -> None:
        """Whole rows instead of the selected cells; `add` turns that of the current row over."""
        if self.currentIndex().isValid():
            if add:
                self.selectionModel().select(self.currentIndex(), Flag.Toggle | Flag.Rows)
            else:
                self.select_rows(row_spans(self.selectionModel()))

    def select_rows(self, spans: Iterable[tuple[int, int]]) -> None:
        """These runs of rows, whole."""
        model, picked = self.sku_model, QItemSelection()
        last_place = len(model.columns) - 1
        for first, last in spans:
            picked.append(QItemSelectionRange(model.index(first, 0), model.index(last, last_place)))
        self.selectionModel().select(picked, Flag.ClearAndSelect)

    def choose_columns(self) -> None:
        """Whole columns instead of the selected cells."""
        model, last = self.sku_model, len(self.sku_model.rows) - 1
        spans = {(part.left(), part.right()) for part in parts(self.selectionModel())}
        picked = QItemSelection()
        for left, right in spans:
            picked.select(model.index(0, left), model.index(last, right))
        self.selectionModel().select(picked, Flag.ClearAndSelect)

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        self.selection_moved.emit()

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self._typed_from = ""
        self.delegate.painter.current_row = current.row()
        self.viewport().update()
        if not self.open_problem():
            self.bubble.hide()

    def selectionCommand(self, index: Index, event: QEvent | None = None) -> Flag:
        if self._is_going:
            return Flag.ClearAndSelect
        command = super().selectionCommand(index, event)
        on_picture = index.isValid() and self.column_at(index).key == PICTURE
        return command | Flag.Rows if on_picture and isinstance(event, QMouseEvent) else command

    def select_position(self, position: int, column: int | None = None) -> None:
        """Makes one cell current and selected, and shows it."""
        place = self.currentIndex().column() if column is None else column
        index = self.sku_model.index(
            position, place if place > 0 else max(self.sku_model.place_of("name"), 0)
        )
        self.go_to(index)
        self.updateGeometries()  # rows that came just now are not in the scroll bar's range yet
        self.scrollTo(index)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Qt makes a cell current when the keyboard comes; a cell with a frame is a selected one."""
        super().focusInEvent(event)
        current, chosen = self.currentIndex(), self.selectionModel()
        by_mouse = event.reason() == Qt.FocusReason.MouseFocusReason
        if current.isValid() and not by_mouse and not chosen.hasSelection():
            chosen.select(current, Flag.ClearAndSelect)

    def _restore_selection(self) -> None:
        current, column = self._kept.restore()
        self.bubble.hide()
        self.delegate.painter.current_row = current
        self.verticalScrollBar().setValue(0)
        if current >= 0:
            self.scrollTo(self.sku_model.index(current, column))
        self._tell_window()
        self.selection_moved.emit()

    # ------------------------------------------------------------------------------------------- keys and mouse

    def clear_cells(self) -> None:
        """One cell says at its place why it cannot be empty."""
        if self.open_problem() is not None:
            return
        chosen = parts(self.selectionModel())
        if len(chosen) == 1 and (chosen[0].width(), chosen[0].height()) == (1, 1):
            self.fill_selected("")
        else:
            self.clear_requested.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        key = event.key()
        self._wants_all = False
        if key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab) and not control:
            self._travel((0, -1 if key == Qt.Key.Key_Backtab else 1))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not control:
            self._travel((-1 if shift else 1, 0))
        elif key == Qt.Key.Key_F2:
            event.ignore()  # an action's, unless it was given other keys
        elif key == Qt.Key.Key_Space:
            self._on_space(shift=shift, control=control)
        elif key == Qt.Key.Key_Escape and self.bubble.isVisible():
            self.bubble.hide()
        elif key == Qt.Key.Key_Up and self.currentIndex().row() == 0 and not shift:
            self.left_upwards.emit()
        else:
            super().keyPressEvent(event)

    def edit_cell(self) -> None:
        """The editor of the current cell, with what stands in it."""
        if self.currentIndex().isValid():
            self.edit(self.currentIndex(), Trigger.EditKeyPressed, None)

    def _on_space(self, *, shift: bool, control: bool) -> None:
        """Shift: whole rows, Ctrl: whole columns; alone it ticks what can be ticked, or adds the row."""
        if control:
            self.choose_columns()
        elif shift:
            self.choose_rows()
        elif not self.toggle_flag():
            self.choose_rows(add=True)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._wants_all = False
        editor = self.open_problem()
        if editor is not None:
            self.bubble.say(editor.problem, editor.geometry())
            editor.setFocus()
            return
        super().mousePressEvent(event)

    def _travel(self, way: tuple[int, int]) -> None:
        """By rows, or by columns as they are shown: past those that cannot be typed into, into the next row."""
        current, began, model = self.currentIndex(), self._typed_from, self.sku_model
        if not current.isValid():
            return
        if way[1]:
            began = began or self.column_at(current).key
            row, place = self._next_editable(current.row(), current.column(), way[1])
        else:
            back = model.place_of(began)
            row, place = current.row() + way[0], current.column() if back < 0 else back
        if 0 <= row < len(model.rows):
            self.go_to(model.index(row, place))
            self._typed_from = began if way[1] else ""

    def _next_editable(self, row: int, place: int, step: int) -> tuple[int, int]:
        columns, rows = self.sku_model.columns, self.sku_model.rows
        for _ in range(2 * len(columns)):
            place += step
            if not 0 <= place < len(columns):
                row, place = row + step, place % len(columns)
            if not 0 <= row < len(rows):
                break
            there = rows.at(row)
            if columns[place].typeable and (there is None or not why_not(columns[place], there.kind)):
                break
        return row, place
