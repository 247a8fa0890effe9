"""Typing in the table: editors open, say what is wrong with what is typed, and close when it is recorded."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QWidget

from lazi_desktop.domain.column_values import NO, YES
from lazi_desktop.domain.values import Value
from lazi_desktop.ui.pricebook.arranged_table import ArrangedTable, Index
from lazi_desktop.ui.pricebook.bubble import Bubble
from lazi_desktop.ui.pricebook.grid_selection import parts
from lazi_desktop.ui.pricebook.sku_columns import Look, SkuColumn, value_of
from lazi_desktop.ui.pricebook.sku_delegate import CellEditor, EndEdit
from lazi_desktop.ui.pricebook.sku_table_model import SkuRole, SkuTableModel

Trigger = QAbstractItemView.EditTrigger

_ASKED = Trigger.EditKeyPressed | Trigger.DoubleClicked | Trigger.AnyKeyPressed


class TypingTable(ArrangedTable):
    """`fill_requested(column, text, positions, seen)`: this text into these cells; see the model's `fill`.
    `could_not(sentence)`: why a key does nothing. `typing_ended()`: no editor is open any more.
    `open_requested(key, field)`: this field is more than a cell can show."""

    fill_requested = Signal(object, str, object, object)
    could_not = Signal(str)
    typing_ended = Signal()
    open_requested = Signal(object, str)

    def __init__(self, model: SkuTableModel, parent: QWidget | None = None) -> None:
        super().__init__(model, parent)
        self.bubble = Bubble(self.viewport())
        self._is_going = False
        self.setEditTriggers(_ASKED)
        self.delegate.problem_found.connect(self._on_problem)
        self.delegate.fill_requested.connect(self._on_fill)
        self.verticalScrollBar().valueChanged.connect(self.bubble.hide)

    def column_at(self, index: Index) -> SkuColumn:
        return self.sku_model.columns[index.column()]

    def go_to(self, index: QModelIndex) -> None:
        """Makes this cell the selected one, whatever key is held: Shift+Enter and Shift+Tab extend nothing."""
        self._is_going = True
        self.setCurrentIndex(index)
        self._is_going = False

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
        if asked and index.isValid() and self._open_elsewhere(index, twice=trigger == Trigger.DoubleClicked):
            return False
        if asked and index.isValid() and not index.flags() & Qt.ItemFlag.ItemIsEditable:
            self._say_why_not(index)
            return False
        return super().edit(index, trigger, event)

    def keyboardSearch(self, _text: str) -> None:
        """What is typed into a cell that cannot be changed leads to no other row."""

    def reopen(self, position: int, column: int, text: str, seen: Value) -> bool:
        """The editor of a cell again, with what was typed there before; not while something else is typed."""
        if any(True for _ in self.editors()):
            return False
        index = self.sku_model.index(position, column)
        self.go_to(index)
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

    def _open_elsewhere(self, index: Index, *, twice: bool) -> bool:
        """Descriptions, links and the like have an editor of their own; a double click on a code opens all of it."""
        column, row = self.column_at(index), self.sku_model.sku(index.row())
        if row is None or row.kind not in column.kinds:
            return False
        if not column.is_structured and not (twice and column.key == "code"):
            return False
        self.open_requested.emit(row.key, column.field)
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

    def finish_typing(self) -> bool:
        """Records what is being typed; what does not fit stays open."""
        for editor in list(self.editors()):
            if not editor.problem:
                self.commitData(editor)
                self.closeEditor(editor, EndEdit.NoHint)
        return self.open_problem() is None

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
            self.fill_requested.emit(self.column_at(index), text, positions, seen)

    def chosen_in(self, column: int) -> list[int]:
        """The rows whose cell in this column is selected, or that of the current cell."""
        chosen = [part for part in parts(self.selectionModel()) if part.left() <= column <= part.right()]
        places = {row for part in chosen for row in range(part.top(), part.bottom() + 1)}
        return sorted(places | {self.currentIndex().row()})

    def toggle_flag(self) -> bool:
        """Ticks or clears the selected cells of a column of flags, as the current one is not; False elsewhere."""
        index = self.currentIndex()
        if not index.isValid() or self.column_at(index).look is not Look.CHECK:
            return False
        row = self.sku_model.sku(index.row())
        if row is not None:
            self.fill_selected(NO if value_of(row, self.column_at(index)) else YES)
        return True

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
        self.fill_requested.emit(self.column_at(index), text, positions, {})


def _types(event: QKeyEvent) -> bool:
    text = event.text()
    held = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.MetaModifier
    return bool(text) and text.isprintable() and not event.modifiers() & held
