"""Typing into a line: what does not fit is said at the cell, and what was typed is never lost."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

from lazi_desktop.domain.errors import InvalidValue
from lazi_desktop.domain.kits.kit import Group, Kit, Line
from lazi_desktop.domain.kits.parts import PartId
from lazi_desktop.domain.values import Value
from lazi_desktop.ui.kits.lines.cell_reading import preview, read_cell, text_to_edit, value_in
from lazi_desktop.ui.kits.lines.columns import FIGURES, Column, title_of
from lazi_desktop.ui.kits.lines.lines_model import LinesModel, can_type
from lazi_desktop.ui.pricebook.bubble import Bubble
from lazi_desktop.ui.theme.tokens import color

Index = QModelIndex | QPersistentModelIndex
ROW = 28
EndEdit = QStyledItemDelegate.EndEditHint
_ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_TABS = {Qt.Key.Key_Tab: 1, Qt.Key.Key_Backtab: -1}


@dataclass(frozen=True, slots=True)
class Seen:
    value: Value


@dataclass(frozen=True, slots=True)
class Typed:
    """`seen` is what was there when the cell was opened, None where that was not known."""

    column: Column
    value: Value
    text: str
    seen: Seen | None


class CellField(QLineEdit):
    """`problem` is the sentence about what is typed, "" when it is fine. `by_typing`: a key in the table began it.
    `offered` is what was typed before and not taken: Enter takes it, going elsewhere does not."""

    def __init__(self, parent: QWidget, subject: Line | Group, column: Column) -> None:
        super().__init__(parent)
        self.subject, self.column = subject, column
        self.loaded_text = text_to_edit(subject, column)
        self.seen: Seen | None = Seen(value_in(subject, column))
        self.problem = ""
        self.by_typing = False
        self.offered: str | None = None
        self.setText(self.loaded_text)
        self.setFrame(False)
        self.setMaxLength(20_000)
        if column in FIGURES:
            self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setAccessibleName(title_of(column))
        self.setStyleSheet(
            f"QLineEdit {{ border: 2px solid {color('accent').name()}; border-radius: 0; padding: 0 5px;"
            f" min-height: 0; max-height: 100px; background: {color('surface').name()}; }}"
        )

    @property
    def is_changed(self) -> bool:
        return self.text() != self.loaded_text


class CellEditor(QStyledItemDelegate):
    """`typed(key, typed)`: a person typed another value. `left(how)`: the editor is closed: "enter",
    "escape" or "". `stepped(key, column, by)`: Tab, or back. `is_words(text)`: it was the name of a part."""

    typed = Signal(object, object)
    left = Signal(str)
    stepped = Signal(object, object, int)
    is_words = Signal(str)

    def __init__(
        self, tree: QTreeView, model: LinesModel, kit: Callable[[], tuple[Kit | None, Mapping[str, Decimal]]]
    ) -> None:
        super().__init__(tree)
        self._tree = tree
        self._model = model
        self._kit = kit
        self._kept: dict[tuple[PartId, Column], str] = {}
        """What was typed and not taken: it is offered again."""
        self._begin_with: tuple[str, bool] | None = None
        self.is_changing: Callable[[PartId], bool] = lambda _: False
        """Whether what is shown of a part may be older than what the person just did to it."""
        self.bubble = Bubble(tree.viewport())
        tree.setItemDelegate(self)
        tree.verticalScrollBar().valueChanged.connect(self.bubble.hide)

    @property
    def field(self) -> CellField | None:
        """The one that is open."""
        return next((one for one in self._tree.viewport().findChildren(CellField) if one.isVisible()), None)

    def begin(self, index: QModelIndex, *, text: str | None = None, passing: bool = False) -> bool:
        """With `text` instead of what is there, as a key in the table begins it; `passing` with Tab what was not taken
        before is left for later. False where nothing can be typed."""
        node = self._model.node(index)
        if node is None or not can_type(node, Column(index.column())):
            return False
        kept = None if passing else self._kept.pop((node.key, Column(index.column())), None)
        if text is not None:
            self._begin_with = text, True
        elif kept is not None:
            self._begin_with = kept, False
        flags = (
            QItemSelectionModel.SelectionFlag
        )  # said, since the view would go by the keys that are held down
        self._tree.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
        self._tree.scrollTo(index)
        self._tree.edit(index)
        if text is not None and (field := self.field) is not None:
            field.end(False)  # the view selects all of it, and the next key would replace it
        return True

    def keep(self, key: PartId, column: Column, text: str) -> None:
        """It could not be recorded."""
        self._kept[key, column] = text

    # ------------------------------------------------------------------------------------------------- what Qt asks

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, ROW)

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        node, column = self._model.node(index), Column(index.column())
        subject = None if node is None else node.group or node.line
        if node is None or subject is None or not can_type(node, column):
            return None  # type: ignore[return-value]
        field = CellField(parent, subject, column)
        if self.is_changing(node.key):
            field.seen = None
        if self._begin_with is not None:
            (text, field.by_typing), self._begin_with = self._begin_with, None
            field.setText(text)
            field.offered = None if field.by_typing else text
            self._judge(field)
        else:
            field.selectAll()
        field.textEdited.connect(lambda _: self._on_text(field))
        return field

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """It was loaded when it was made."""

    def setModelData(self, editor: QWidget, model: QObject, index: Index) -> None:
        if not isinstance(editor, CellField):
            return
        node, (kit, _) = self._model.node(index), self._kit()
        if node is None or kit is None or editor.problem or not editor.is_changed:
            return
        value = read_cell(editor.subject, editor.column, editor.text(), kit)
        self.typed.emit(node.key, Typed(editor.column, value, editor.text(), editor.seen))

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        """The cell, or more where the text needs it; figures grow to the left."""
        rect = option.rect
        if isinstance(editor, CellField):
            wanted = min(editor.fontMetrics().horizontalAdvance(editor.text()) + 24, 420)
            if editor.column is Column.LINE:
                rect.setLeft(rect.left() + 12)
            elif wanted > rect.width():
                if editor.column in FIGURES:
                    rect.setLeft(max(rect.right() - wanted, 0))
                else:
                    rect.setRight(min(rect.left() + wanted, self._tree.viewport().width()))
        editor.setGeometry(rect)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        if not isinstance(editor, CellField):
            return super().eventFilter(editor, event)
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            key = event.key()
            if key in _ENTERS:
                self._leave(editor, "enter")
                return True
            if key in _TABS:
                self._step(editor, _TABS[Qt.Key(key)])
                return True
            if key == Qt.Key.Key_Escape:
                self._escape(editor)
                return True
        if event.type() == QEvent.Type.FocusOut:
            gone = not editor.isActiveWindow() or QApplication.focusWidget() is not editor
            if gone and not editor.problem:  # which stays open with what was typed
                self._leave(editor, "")
            return False
        return super().eventFilter(editor, event)

    # ----------------------------------------------------------------------------------------------------- judging

    def _on_text(self, field: CellField) -> None:
        if field.by_typing and field.column is Column.QUANTITY and _is_words(field.text()):
            text = field.text()
            field.setText(field.loaded_text)
            field.problem = ""
            self._close(field, "")
            self.is_words.emit(text)
            return
        self._judge(field)
        self.updateEditorGeometry(field, self._option_of(field), self._tree.currentIndex())

    def _option_of(self, field: CellField) -> QStyleOptionViewItem:
        option = QStyleOptionViewItem()
        option.rect = self._tree.visualRect(self._tree.currentIndex())
        return option

    def _judge(self, field: CellField) -> None:
        kit, values = self._kit()
        field.problem = ""
        if kit is None or not field.is_changed:
            self.bubble.hide()
            return
        try:
            read_cell(field.subject, field.column, field.text(), kit)
        except InvalidValue as error:
            field.problem = error.detail
            self.bubble.say(error.detail, field.geometry())
            return
        comes_to = preview(field.text(), kit, values) if field.column is Column.QUANTITY else ""
        if comes_to:
            self.bubble.say(comes_to, field.geometry(), tone="accent")
        else:
            self.bubble.hide()

    # ----------------------------------------------------------------------------------------------------- leaving

    def _leave(self, field: CellField, how: str) -> bool:
        """False where what is typed cannot be taken: it stays open."""
        if how != "enter" and field.text() == field.offered:
            self._escape(field)
            return True
        self._judge(field)
        if field.problem:
            return False
        self.commitData.emit(field)
        self._close(field, how)
        return True

    def _close(self, field: CellField, how: str) -> None:
        self.bubble.hide()
        window = field.window()
        had_keys = window.focusWidget() in (field, None)
        self.closeEditor.emit(field, EndEdit.NoHint)
        if had_keys:
            self._tree.setFocus()
        self.left.emit(how)

    def _step(self, field: CellField, by: int) -> None:
        node, column = self._model.node(self._tree.currentIndex()), field.column
        if node is not None and self._leave(field, ""):
            self.stepped.emit(node.key, column, by)

    def _escape(self, field: CellField) -> None:
        """The value stays what it was, and what was typed is offered when the cell is edited again."""
        node, text = self._model.node(self._tree.currentIndex()), field.text()
        changed, rect = field.is_changed and text.strip() != "", field.geometry()
        if node is not None and changed:
            self._kept[node.key, field.column] = text
        field.setText(field.loaded_text)
        field.problem = ""
        self._close(field, "escape")
        if changed and text != field.offered:
            words = self.tr("Left as it was. F2 brings “{text}” back.").format(text=text[:60])
            self.bubble.say(words, rect, tone="accent")

    def finish(self) -> bool:
        """Somebody goes elsewhere: what is typed is taken, or kept for the next time. False where none was open."""
        field = self.field
        if field is None:
            return False
        if not self._leave(field, ""):
            self._escape(field)
        return True


def _is_words(text: str) -> bool:
    """No quantity begins like this: `1/2 b`, `20 a`."""
    bare = text.strip()
    return not bare.startswith(("=", "[", "(")) and any(one.isalpha() for one in bare) and "[" not in bare
