"""The table of SKUs: keys, mouse and editors as people know them from spreadsheets."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QTableView, QWidget

from lazi_desktop.domain.kinds import Tree
from lazi_desktop.domain.values import Value
from lazi_desktop.ui.pricebook.bubble import Bubble
from lazi_desktop.ui.pricebook.column_widths import wanted_width, wanted_widths
from lazi_desktop.ui.pricebook.grid_header import GridHeader
from lazi_desktop.ui.pricebook.grid_selection import KeptSelection, parts, selected_count, selected_positions
from lazi_desktop.ui.pricebook.sku_columns import COLUMNS, PICTURE, POSITION, why_not
from lazi_desktop.ui.pricebook.sku_delegate import CellEditor, EndEdit, SkuDelegate
from lazi_desktop.ui.pricebook.sku_table_model import SkuRole, SkuTableModel
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.tokens import theme_news

Index = QModelIndex | QPersistentModelIndex
Trigger = QAbstractItemView.EditTrigger
Flag = QItemSelectionModel.SelectionFlag

_ASKED = Trigger.EditKeyPressed | Trigger.DoubleClicked | Trigger.AnyKeyPressed


class SkuGrid(QTableView):
    """`looked_at(first, last)`: these rows are on the screen. `selection_moved()`: cells or the current one changed.
    `fill_requested(column, text, positions, seen)`: this text into these cells; see the model's `fill`.
    `could_not(sentence)`: why a key does nothing.
    `typing_ended()`: no editor is open any more."""

    looked_at = Signal(int, int)
    fill_requested = Signal(int, str, object, object)
    paste_requested = Signal()
    could_not = Signal(str)
    typing_ended = Signal()
    selection_moved = Signal()
    copy_requested = Signal()
    left_upwards = Signal()

    def __init__(self, model: SkuTableModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sku_model = model
        self.bubble = Bubble(self.viewport())
        self._is_going = False
        self._top = -1
        self._typed_from = -1
        """The column where Tab began to travel; Enter goes back there."""
        self._kept = KeptSelection(self, model)
        self.setHorizontalHeader(GridHeader(self))
        self.grid_header.sectionPressed.disconnect()  # a heading sorts and moves; it selects nothing
        self.grid_header.sectionEntered.disconnect()
        self._behave()
        self.delegate = SkuDelegate(model, self)
        self.setModel(model)
        self.grid_header.arrange(Tree.MATERIALS)
        self.setItemDelegate(self.delegate)
        self._listen()

    @property
    def grid_header(self) -> GridHeader:
        header = self.horizontalHeader()
        assert isinstance(header, GridHeader)
        return header

    def _behave(self) -> None:
        self.setAccessibleName(self.tr("Entries"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(_ASKED)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(True)
        self.setFrameShape(QTableView.Shape.NoFrame)
        rows = self.verticalHeader()
        rows.setVisible(False)
        rows.setSectionResizeMode(rows.ResizeMode.Fixed)
        rows.setMinimumSectionSize(metrics.ROW_HEIGHT)
        rows.setDefaultSectionSize(metrics.ROW_HEIGHT)
        self.verticalScrollBar().setSingleStep(metrics.ROW_HEIGHT)

    def _listen(self) -> None:
        model = self.sku_model
        self.delegate.problem_found.connect(self._on_problem)
        self.delegate.travelled.connect(self._travel)
        self.delegate.fill_requested.connect(self._on_fill)
        self.verticalScrollBar().valueChanged.connect(self._tell_window)
        self.verticalScrollBar().valueChanged.connect(self.bubble.hide)
        model.modelAboutToBeReset.connect(self._kept.remember)
        model.modelReset.connect(self._restore_selection)
        model.rowsInserted.connect(self._kept.restore_late)
        model.layoutAboutToBeChanged.connect(self._remember_top)
        model.layoutChanged.connect(self._restore_top)
        theme_news.theme_changed.connect(self._on_theme_changed)

    # ------------------------------------------------------------------------------------ what is on the screen

    def _on_theme_changed(self) -> None:
        self.delegate.painter.take_colors()
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        dirty = event.rect()
        first, last = self.rowAt(dirty.top()), self.rowAt(dirty.bottom())
        if first >= 0:
            last = len(self.sku_model.rows) - 1 if last < 0 else last
            self._paint_rows(painter, first, last, self._columns_in(dirty))
        painter.end()

    def _columns_in(self, dirty: QRect) -> list[tuple[int, int, int]]:
        """(column, left, width) of those that are to be painted."""
        spans = []
        for place in self.grid_header.shown_columns():
            left, width = self.columnViewportPosition(place), self.columnWidth(place)
            if left <= dirty.right() and left + width > dirty.left():
                spans.append((place, left, width))
        return spans

    def _paint_rows(
        self, painter: QPainter, first: int, last: int, columns: list[tuple[int, int, int]]
    ) -> None:
        paint_row, height = self.delegate.painter.paint_row, metrics.ROW_HEIGHT
        chosen = [one for one in parts(self.selectionModel()) if one.bottom() >= first and one.top() <= last]
        boxes = [(one.top(), one.bottom(), one.left(), one.right()) for one in chosen]
        width = self.viewport().width()
        y = self.rowViewportPosition(first)
        for position in range(first, last + 1):
            spans = [(left, right) for top, bottom, left, right in boxes if top <= position <= bottom]
            cells = [
                (place, QRect(x, y, wide, height), any(left <= place <= right for left, right in spans))
                for place, x, wide in columns
            ]
            paint_row(painter, QRect(0, y, width, height), position, cells)
            y += height
        current = self.currentIndex()
        if current.isValid() and first <= current.row() <= last and self.hasFocus():
            self.delegate.painter.paint_focus(painter, self.visualRect(current))

    def window_rows(self) -> tuple[int, int]:
        """First and last row on the screen."""
        first = max(self.rowAt(0), 0)
        return first, first + self.viewport().height() // metrics.ROW_HEIGHT + 1

    def _tell_window(self) -> None:
        self.looked_at.emit(*self.window_rows())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.grid_header.fill(self.viewport().width())
        self._tell_window()

    def fit_columns(self, rows: int = 40) -> None:
        """Makes the columns as wide as the first rows want them."""
        self.grid_header.fit(wanted_widths(self._first_texts(0, rows)))

    def sizeHintForColumn(self, column: int) -> int:
        """For a double click between two headings: by the rows on the screen."""
        return wanted_width(
            COLUMNS[column], [texts[column] for texts in self._first_texts(*self.window_rows())]
        )

    def _first_texts(self, first: int, last: int) -> list[tuple[str, ...]]:
        model = self.sku_model
        found = (model.rows.at(place) for place in range(first, min(last, len(model.rows))))
        return [model.texts(row) for row in found if row is not None]

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

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        self.selection_moved.emit()

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self._typed_from = -1
        self.delegate.painter.current_row = current.row()
        self.viewport().update()
        if not self.open_problem():
            self.bubble.hide()

    def selectionCommand(self, index: Index, event: QEvent | None = None) -> Flag:
        if self._is_going:
            return Flag.ClearAndSelect
        command = super().selectionCommand(index, event)
        on_picture = index.isValid() and index.column() == POSITION[PICTURE]
        return command | Flag.Rows if on_picture and isinstance(event, QMouseEvent) else command

    def select_position(self, position: int, column: int | None = None) -> None:
        """Makes one cell current and selected, and shows it."""
        place = self.currentIndex().column() if column is None else column
        index = self.sku_model.index(position, place if place > 0 else POSITION["name"])
        self._go_to(index)
        self.scrollTo(index)

    def _go_to(self, index: QModelIndex) -> None:
        """Makes this cell the selected one, whatever key is held: Shift+Enter and Shift+Tab extend nothing."""
        self._is_going = True
        self.setCurrentIndex(index)
        self._is_going = False

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

    # -------------------------------------------------------------------------------------------------- editing

    def editors(self) -> Iterator[CellEditor]:
        return (one for one in self.viewport().findChildren(CellEditor) if one.isVisible())

    def open_problem(self) -> CellEditor | None:
        """The open editor whose text does not fit, if there is one."""
        return next((one for one in self.editors() if one.problem), None)

    def edit(self, index: Index, *how: Any) -> bool:  # type: ignore[override]
        if not how:
            super().edit(index)
            return True
        if self.open_problem() is not None:
            return False
        trigger, event = how
        asked = bool(trigger & _ASKED)
        if asked and isinstance(event, QKeyEvent) and trigger == Trigger.AnyKeyPressed and not _types(event):
            return False
        if asked and index.isValid() and not index.flags() & Qt.ItemFlag.ItemIsEditable:
            self._say_why_not(index)
            return False
        return super().edit(index, trigger, event)

    def reopen(self, position: int, column: int, text: str, seen: Value) -> bool:
        """The editor of a cell again, with what was typed there before; not while something else is typed."""
        if any(True for _ in self.editors()):
            return False
        index = self.sku_model.index(position, column)
        self._go_to(index)
        self.scrollTo(index)
        super().edit(index)
        editor = next(self.editors(), None)
        if editor is None:
            return False
        editor.seen = seen
        editor.loaded_text = ""  # whatever stands there now, this is new
        editor.setText(text)
        editor.setModified(True)
        return True

    def _say_why_not(self, index: Index) -> None:
        reason = index.data(SkuRole.WHY_NOT)
        if reason:
            self.bubble.say(reason, self.visualRect(index), tone="accent")

    def _on_problem(self, editor: CellEditor, problem: str) -> None:
        if problem:
            self.bubble.say(problem, editor.geometry())
        else:
            self.bubble.hide()

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        if isinstance(editor, CellEditor) and editor.problem and hint != EndEdit.RevertModelCache:
            self.bubble.say(editor.problem, editor.geometry())
            editor.setFocus()
            return
        self.bubble.hide()
        super().closeEditor(editor, hint)
        self.typing_ended.emit()

    def finish_typing(self) -> None:
        """Records what is being typed; what does not fit stays open."""
        for editor in list(self.editors()):
            if not editor.problem:
                self.commitData(editor)
                self.closeEditor(editor, EndEdit.NoHint)

    def _on_fill(self, editor: CellEditor) -> None:
        """What is typed goes into all selected cells of its column."""
        index, text = self.currentIndex(), editor.text()
        positions = self.chosen_in(index.column())
        if len(positions) > 1:
            editor.is_spent = True  # it is recorded with the others
        self.commitData(editor)
        self.closeEditor(editor, EndEdit.NoHint)
        if len(positions) > 1:
            row = self.sku_model.rows.at(index.row())
            seen = {} if row is None else {row.key: editor.seen}
            self.fill_requested.emit(index.column(), text, positions, seen)

    def chosen_in(self, column: int) -> list[int]:
        """The rows whose cell in this column is selected, or that of the current cell."""
        chosen = [part for part in parts(self.selectionModel()) if part.left() <= column <= part.right()]
        places = {row for part in chosen for row in range(part.top(), part.bottom() + 1)}
        return sorted(places | {self.currentIndex().row()})

    def fill_selected(self, text: str) -> None:
        """Puts a text into the selected cells of one column, without an editor."""
        index = self.currentIndex()
        if not index.isValid():
            return
        chosen = parts(self.selectionModel())
        if any((part.left(), part.right()) != (index.column(), index.column()) for part in chosen):
            self.could_not.emit(self.tr("Select cells of one column to change them together."))
            return
        positions = self.chosen_in(index.column())
        if not index.flags() & Qt.ItemFlag.ItemIsEditable:
            self._say_why_not(index)
            return
        problem = self.delegate.read(text, index)[1]
        if problem:
            self.bubble.say(problem, self.visualRect(index))
            return
        self.fill_requested.emit(index.column(), text, positions, {})

    # ------------------------------------------------------------------------------------------- keys and mouse

    def keyPressEvent(self, event: QKeyEvent) -> None:
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        key = event.key()
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_requested.emit()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste_requested.emit()
        elif key == Qt.Key.Key_D and control:
            self.could_not.emit(
                self.tr(
                    "Filling down comes with a later version. While typing, Ctrl+Enter fills the selection."
                )
            )
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self.open_problem() is None:
            self.fill_selected("")
        elif key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab) and not control:
            self._travel((0, -1 if key == Qt.Key.Key_Backtab else 1))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not control:
            self._travel((-1 if shift else 1, 0))
        elif key == Qt.Key.Key_F2 and self.currentIndex().isValid():
            self.edit(self.currentIndex(), Trigger.EditKeyPressed, event)
        elif key == Qt.Key.Key_Space and not control:
            self._choose_row(add=not shift)
        elif key == Qt.Key.Key_Escape and self.bubble.isVisible():
            self.bubble.hide()
        elif key == Qt.Key.Key_Up and self.currentIndex().row() == 0 and not shift:
            self.left_upwards.emit()
        else:
            super().keyPressEvent(event)

    def _choose_row(self, *, add: bool) -> None:
        if self.currentIndex().isValid():
            how = Flag.Toggle if add else Flag.ClearAndSelect
            self.selectionModel().select(self.currentIndex(), how | Flag.Rows)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        editor = self.open_problem()
        if editor is not None:
            self.bubble.say(editor.problem, editor.geometry())
            editor.setFocus()
            return
        super().mousePressEvent(event)

    def _travel(self, way: tuple[int, int]) -> None:
        """By rows, or by columns as they are shown: past those that cannot be typed into, into the next row."""
        current, began = self.currentIndex(), self._typed_from
        if not current.isValid():
            return
        if way[1]:
            began = current.column() if began < 0 else began
            row, column = self._next_editable(current.row(), current.column(), way[1])
        else:
            row, column = current.row() + way[0], current.column() if began < 0 else began
        if 0 <= row < len(self.sku_model.rows):
            self._go_to(self.sku_model.index(row, column))
            self._typed_from = began if way[1] else -1

    def _next_editable(self, row: int, column: int, step: int) -> tuple[int, int]:
        shown = self.grid_header.shown_columns()
        place = shown.index(column)
        for _ in range(2 * len(shown)):
            place += step
            if not 0 <= place < len(shown):
                row, place = row + step, place % len(shown)
            if not 0 <= row < len(self.sku_model.rows):
                break
            there = self.sku_model.rows.at(row)
            if COLUMNS[shown[place]].field and (
                there is None or not why_not(COLUMNS[shown[place]], there.kind)
            ):
                break
        return row, shown[place]

    def cell_rect(self, position: int, column: int) -> QRect:
        return self.visualRect(self.sku_model.index(position, column))


def _types(event: QKeyEvent) -> bool:
    text = event.text()
    held = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.MetaModifier
    return bool(text) and text.isprintable() and not event.modifiers() & held
