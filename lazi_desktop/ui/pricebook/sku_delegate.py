"""Opens the editors of the grid's cells, reads what is typed and says what is wrong with it."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
    QWidget,
)

from lazi_desktop.domain.values import Value
from lazi_desktop.ui.pricebook.cell_choices import offer_choices
from lazi_desktop.ui.pricebook.sku_columns import CELL_PADDING, choices_of, read_cell
from lazi_desktop.ui.pricebook.sku_painter import SkuPainter
from lazi_desktop.ui.pricebook.sku_table_model import SkuTableModel
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.tokens import color

Index = QModelIndex | QPersistentModelIndex
EndEdit = QStyledItemDelegate.EndEditHint


class CellEditor(QLineEdit):
    """The field in a cell. `problem` is the sentence about what is typed, empty when it is fine.

    `seen` is the value that was there when it opened, `loaded_text` the same as text.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.problem = ""
        self.is_loaded = False
        self.is_spent = False
        """Its text went elsewhere; the cell takes none."""
        self.loaded_text = ""
        self.seen: Value = None
        self.setFrame(False)
        self.setMaxLength(40_000)


class SkuDelegate(QStyledItemDelegate):
    """`problem_found(editor, sentence)`: what is typed does not fit, or does again (""); `travelled(way)`;
    `fill_requested(editor)`: what is typed is meant for all selected cells."""

    problem_found = Signal(object, str)
    travelled = Signal(object)
    fill_requested = Signal(object)

    def __init__(self, model: SkuTableModel, parent: QObject) -> None:
        super().__init__(parent)
        self._model = model
        self.painter = SkuPainter(model)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """A single cell, for whoever asks for one; the grid paints whole rows."""
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        rect = QRect(option.rect)
        self.painter.paint_row(painter, rect, index.row(), [(index.column(), rect, selected)])

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(self._model.columns[index.column()].width, metrics.ROW_HEIGHT)

    def helpEvent(
        self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        """What is proposed in a cell, else the whole text where the cell cuts it."""
        row = (
            self._model.rows.at(index.row())
            if event.type() == QEvent.Type.ToolTip and index.isValid()
            else None
        )
        said = self._model.said_of(row, index.column()) if row is not None else ""
        if said:
            QToolTip.showText(event.globalPos(), f"<p>{escape(said, quote=False)}</p>", view)
            return True
        text = self._model.text_at(row, index.column()) if row is not None else ""
        wide = (
            self.painter.metrics[self._model.columns[index.column()].number, False].horizontalAdvance(text)
            > option.rect.width() - 2 * CELL_PADDING
        )
        QToolTip.showText(event.globalPos(), text if wide else "", view)
        return True

    # -------------------------------------------------------------------------------------------------- editing

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        editor = CellEditor(parent)
        column = self._model.columns[index.column()]
        editor.setAccessibleName(column.heading)
        editor.setFont(self.painter.fonts[column.number, False])
        if column.number:
            editor.setAlignment(Qt.AlignmentFlag.AlignRight)
        editor.setStyleSheet(
            f"QLineEdit {{ border: 2px solid {color('accent').name()}; border-radius: 0; padding: 0 5px;"
            f" min-height: 0; max-height: 100px; background: {color('surface').name()}; }}"
        )
        row = self._model.rows.at(index.row())
        choices = () if row is None else choices_of(column, row.kind)
        if choices:
            offer_choices(editor, choices, lambda: self._choose(editor, held))
        held = QPersistentModelIndex(index)
        editor.textEdited.connect(lambda _text: self._judge(editor, held))
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Once: what replication changes meanwhile does not disturb what is being typed."""
        if isinstance(editor, CellEditor) and not editor.is_loaded:
            editor.is_loaded = True
            editor.loaded_text = index.data(Qt.ItemDataRole.EditRole) or ""
            editor.seen = self._model.seen(index)
            editor.setText(editor.loaded_text)
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: QObject, index: Index) -> None:
        if not isinstance(editor, CellEditor) or editor.is_spent or editor.text() == editor.loaded_text:
            return
        value, problem = self.read(editor.text(), index)
        if not problem:
            self._model.change(index, value, editor.seen)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        editor.setGeometry(self._room_for(editor, option.rect))

    def _room_for(self, editor: QWidget, cell: QRect) -> QRect:
        """The cell, or more where the text needs it: to the left for numbers."""
        rect = QRect(cell)
        if not isinstance(editor, CellEditor):
            return rect
        wanted = min(editor.fontMetrics().horizontalAdvance(editor.text()) + 20, 400)
        if wanted > rect.width():
            right = bool(editor.alignment() & Qt.AlignmentFlag.AlignRight)
            rect.setLeft(max(rect.right() - wanted, 0)) if right else rect.setWidth(wanted)
        return rect

    def read(self, text: str, index: Index) -> tuple[Value, str]:
        """The value of what was typed, or the sentence that says why it is none."""
        row = self._model.rows.at(index.row())
        if row is None:
            return None, self.tr("This row has changed meanwhile.")
        return read_cell(self._model.columns[index.column()], row, text)[1:]

    def _judge(self, editor: CellEditor, index: Index) -> bool:
        editor.setGeometry(self._room_for(editor, editor.geometry()))
        same = editor.text() == editor.loaded_text
        editor.problem = "" if same else self.read(editor.text(), index)[1]
        self.problem_found.emit(editor, editor.problem)
        return not editor.problem

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        if not isinstance(editor, CellEditor):
            return super().eventFilter(editor, event)
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _fills(event):
            event.accept()  # the window's shortcut of these keys is not meant while somebody types
            return True
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if _fills(event):
                self._fill(editor)
                return True
            way = _way(event)
            if way is not None:
                self._leave(editor, way)
                return True
        if event.type() == QEvent.Type.FocusOut and editor.problem:
            return False  # it stays open with what was typed
        return super().eventFilter(editor, event)

    def _fill(self, editor: CellEditor) -> None:
        if editor.problem:
            self.problem_found.emit(editor, editor.problem)
        else:
            self.fill_requested.emit(editor)

    def _choose(self, editor: CellEditor, index: Index) -> None:
        """Taken from the list: that is all there is to say."""
        if editor.isVisible() and self._judge(editor, index):
            self._leave(editor, (1, 0))

    def _leave(self, editor: CellEditor, way: tuple[int, int]) -> None:
        if editor.problem:
            self.problem_found.emit(editor, editor.problem)
            return
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, EndEdit.NoHint)
        self.travelled.emit(way)


def _fills(event: QKeyEvent) -> bool:
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return held == Qt.KeyboardModifier.ControlModifier and event.key() in (
        Qt.Key.Key_Return,
        Qt.Key.Key_Enter,
    )


def _way(event: QKeyEvent) -> tuple[int, int] | None:
    """Rows and columns to travel by a key that ends editing."""
    back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
    match event.key():
        case Qt.Key.Key_Return | Qt.Key.Key_Enter:
            return (-1, 0) if back else (1, 0)
        case Qt.Key.Key_Tab:
            return (0, 1)
        case Qt.Key.Key_Backtab:
            return (0, -1)
    return None
