"""Typing another value of ours into the list: read and refused as in the grid."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QStyledItemDelegate, QStyleOptionViewItem, QTableView, QWidget

from lazi_desktop.domain.errors import InvalidValue
from lazi_desktop.domain.field_tables import FIELDS, field_at_creation
from lazi_desktop.domain.fields import Field, FieldType
from lazi_desktop.domain.values import Value, same
from lazi_desktop.ui.formatting import edit_text, field_title, flag
from lazi_desktop.ui.numerals import read_here
from lazi_desktop.ui.pricebook.bubble import Bubble
from lazi_desktop.ui.pricebook.cell_choices import offer_choices
from lazi_desktop.ui.review.review_model import Column, ReviewModel
from lazi_desktop.ui.review.review_row import ReviewRow
from lazi_desktop.ui.theme.tokens import color

Index = QModelIndex | QPersistentModelIndex
EndEdit = QStyledItemDelegate.EndEditHint
_ONE_LINE = frozenset(
    (FieldType.TEXT, FieldType.CHOICE, FieldType.MONEY, FieldType.NUMBER, FieldType.INTEGER)
)
_TYPED = _ONE_LINE | {FieldType.FLAG, FieldType.TAGS}


def typed_field(row: ReviewRow) -> Field | None:
    """None for what is no one line of text: lists, objects and descriptions have an editor of their own."""
    first = row.changes[0]
    if row.is_new or row.proposal is not None or row.conflict is not None:
        return None
    if first.field not in FIELDS[first.entity_kind]:
        return None
    field = field_at_creation(first.entity_kind, first.field)
    return field if field.type in _TYPED and not field.is_reference else None


class ValueField(QLineEdit):
    """`problem` is the sentence about what is typed, "" when it is fine."""

    def __init__(self, parent: QWidget, row: ReviewRow, field: Field) -> None:
        super().__init__(parent)
        self.row, self.field = row, field
        self.problem = ""
        self.loaded_text = edit_text(field, row.changes[0].ours)
        self.setText(self.loaded_text)
        self.setFrame(False)
        self.setMaxLength(40_000)
        self.setAccessibleName(field_title(row.changes[0].entity_kind, row.changes[0].field))
        self.setStyleSheet(
            f"QLineEdit {{ border: 2px solid {color('accent').name()}; border-radius: 0; padding: 0 5px;"
            f" min-height: 0; max-height: 100px; background: {color('surface').name()}; }}"
        )

    def read(self) -> Value:
        """Raises InvalidValue."""
        return read_here(self.field, self.text())


class ValueEditor(QStyledItemDelegate):
    """`typed(row, value)`: another value of ours."""

    typed = Signal(object, object)

    def __init__(self, table: QTableView, model: ReviewModel) -> None:
        super().__init__(table)
        self._table = table
        self._model = model
        self.bubble = Bubble(table.viewport())
        table.setItemDelegateForColumn(Column.OURS, self)
        table.verticalScrollBar().valueChanged.connect(self.bubble.hide)

    def begin(self, number: int) -> None:
        self._table.edit(self._model.index(number, Column.OURS))

    @property
    def field(self) -> ValueField | None:
        """The one that is open."""
        return next((one for one in self._table.viewport().findChildren(ValueField) if one.isVisible()), None)

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        row = self._model.line(index.row())
        field = typed_field(row) if isinstance(row, ReviewRow) else None
        if not isinstance(row, ReviewRow) or field is None:
            return None  # type: ignore[return-value]
        editor = ValueField(parent, row, field)
        if field.is_number:
            editor.setAlignment(Qt.AlignmentFlag.AlignRight)
        choices = (flag(True), flag(False)) if field.type is FieldType.FLAG else field.choices
        if choices:
            offer_choices(editor, choices, lambda: self._leave(editor))
        editor.textEdited.connect(lambda _: self._judge(editor))
        editor.selectAll()
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """It was loaded when it was made."""

    def setModelData(self, editor: QWidget, model: QObject, index: Index) -> None:
        if not isinstance(editor, ValueField) or editor.problem or editor.text() == editor.loaded_text:
            return
        value = editor.read()
        if not same(value, editor.row.changes[0].ours):
            self.typed.emit(editor.row, value)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        """The cell, or more where the text needs it."""
        rect = option.rect
        if isinstance(editor, ValueField):
            wanted = min(editor.fontMetrics().horizontalAdvance(editor.text()) + 24, 420)
            if wanted > rect.width():
                rect.setWidth(wanted)
        editor.setGeometry(rect)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        if isinstance(editor, ValueField):
            if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
                if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                    self._leave(editor)
                    return True
                if event.key() == Qt.Key.Key_Escape:
                    self.bubble.hide()
            if event.type() == QEvent.Type.FocusOut and editor.problem:
                return False  # it stays open with what was typed
        return super().eventFilter(editor, event)

    def _judge(self, editor: ValueField) -> None:
        try:
            if editor.text() != editor.loaded_text:
                editor.read()
            editor.problem = ""
            self.bubble.hide()
        except InvalidValue as error:
            editor.problem = error.detail
            self.bubble.say(error.detail, editor.geometry())

    def _leave(self, editor: ValueField) -> None:
        self._judge(editor)
        if not editor.problem:
            self.commitData.emit(editor)
            self.closeEditor.emit(editor, EndEdit.NoHint)
            self._table.setFocus()
